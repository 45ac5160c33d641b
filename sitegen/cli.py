"""The command line: commands call the stages, and every expected trouble becomes one line here and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen import __version__
from sitegen.commands.check import check_command
from sitegen.commands.evaluation import evaluate_command
from sitegen.commands.memory import memory_group
from sitegen.commands.models import model_group
from sitegen.commands.review import review_command
from sitegen.commands.run import Run, count, pass_run, progress_bar, seen_from_here
from sitegen.config import Site
from sitegen.errors import SitegenError


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--site",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="The site's folder, with site.toml in it.  [default: here]",
)
@click.option("--strict", is_flag=True, help="Let warnings fail the build too.")
@click.version_option(__version__, prog_name="sitegen")
@click.pass_context
def cli(context: click.Context, folder: Path, strict: bool) -> None:
    """Build a bilingual news site: seeds to Markdown to English to pages.

    Without a command, it does all three: import, translate, render.
    """
    run = context.obj = Run(folder, strict)
    if context.invoked_subcommand is None:
        site = run.site()
        for stage in (_import, _translate, _render):
            # What a failed stage leaves is whole, so that the next one can still show it.
            try:
                stage(run, site)
            except SitegenError as error:
                run.say([error.problem])
        if not run.failed:
            click.echo("Read it with: python build.py serve")
        run.finish()


@cli.command("import")
@pass_run
def import_command(run: Run) -> None:
    """Turn seeds/**/*.txt into content/<language>/*.md."""
    _import(run, run.site())
    run.finish()


@cli.command("translate")
@pass_run
def translate_command(run: Run) -> None:
    """Translate what is new or changed, and keep what people corrected."""
    _translate(run, run.site())
    run.finish()


@cli.command("render")
@pass_run
def render_command(run: Run) -> None:
    """Make the pages in public/."""
    _render(run, run.site())
    run.finish()


@cli.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@pass_run
def serve_command(run: Run, port: int) -> None:
    """Show the finished site on this machine only."""
    from sitegen.preview.server import serve  # noqa: PLC0415  # only this command needs the server

    serve(run.site(), port, ready=lambda address: click.echo(f"{address} (stop with Ctrl-C)"))


for command in (check_command, review_command, model_group, memory_group, evaluate_command):
    cli.add_command(command)


def _import(run: Run, site: Site) -> None:
    from sitegen.seeds.importing import import_seeds  # noqa: PLC0415  # each command loads only its own stage

    result = import_seeds(site)
    run.say(result.problems)
    total = len(result.written) + len(result.updated) + len(result.unchanged) + len(result.kept)
    parts = ((result.written, "new"), (result.updated, "updated"), (result.kept, "kept as you edited it"))
    news = ", ".join(f"{len(paths):,} {what}" for paths, what in parts if paths) or "nothing new"
    click.echo(f"Imported    {count(total, 'seed')}: {news}")


def _translate(run: Run, site: Site) -> None:
    from sitegen.translation.run import site_engine, translate_site  # noqa: PLC0415

    with progress_bar("Translating") as progress:
        result = translate_site(site, site_engine(site), progress)
    run.say(result.problems)
    click.echo(f"Translated  {count(result.texts, 'text')} in {count(result.articles, 'article')}")


def _render(run: Run, site: Site) -> None:
    from sitegen.rendering.run import render_site  # noqa: PLC0415

    result = render_site(site)
    run.say(result.problems)
    click.echo(f"Rendered    {count(result.pages, 'page')}")


def main() -> None:
    """Run the command line and leave with 0 (all went well), 1 (a problem was said) or 2 (no such command)."""
    try:
        cli(prog_name="sitegen", standalone_mode=False)
    except SitegenError as error:
        click.echo(f"error: {seen_from_here(error.problem)}", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped: what was finished is kept; run the command again to go on", err=True)
        sys.exit(130)
