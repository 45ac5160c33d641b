"""The command line: commands call the stages, and every expected trouble becomes one line here and nowhere else."""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from types import FrameType

import click

from sitegen import __version__
from sitegen.building.incremental.inputs import Options
from sitegen.commands.calibrate import calibrate_command
from sitegen.commands.check import check_command
from sitegen.commands.evaluation import evaluate_command
from sitegen.commands.export import export_group
from sitegen.commands.memory import memory_group
from sitegen.commands.models import model_group
from sitegen.commands.option_places import CommonOption, RootGroup
from sitegen.commands.publish import publish_command
from sitegen.commands.review import review_command
from sitegen.commands.run import Run, pass_run, seen_from_here
from sitegen.commands.serve import desk_command, serve_command
from sitegen.commands.setup.add import add_command
from sitegen.commands.setup.completion import completion_command
from sitegen.commands.setup.doctor import doctor_command
from sitegen.commands.setup.new import new_command
from sitegen.commands.stages import build_all, import_stage, on_cluster, render_options, render_stage, translate_stage
from sitegen.errors import SitegenError


@click.group(cls=RootGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--site",
    "folder",
    cls=CommonOption,
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="The site's folder, with site.toml in it.  [default: here]",
)
@click.option("--strict", cls=CommonOption, is_flag=True, help="Let warnings fail the build too.")
@render_options
@click.version_option(__version__, prog_name="sitegen")
@click.pass_context
def cli(context: click.Context, folder: Path, strict: bool, options: Options) -> None:
    """Build a bilingual news site: seeds to Markdown to English to pages.

    Without a command, it does all three: import, translate, render.
    """
    run = context.obj = Run(folder, strict)
    if context.invoked_subcommand is None:
        site = run.site()
        build_all(run, site, options)
        if not run.failed:
            click.echo(f"Read it with: {run.command('serve')}")
        run.finish()


@cli.command("import")
@pass_run
def import_command(run: Run) -> None:
    """Turn seeds/**/*.txt into content/<language>/*.md."""
    import_stage(run, run.site())
    run.finish()


@cli.command("translate")
@click.option(
    "--cluster", metavar="ADDRESS", help="Let the workers of a Dask scheduler translate, or local:4 processes."
)
@pass_run
def translate_command(run: Run, cluster: str | None) -> None:
    """Translate what is new or changed, and keep what people corrected."""
    site = run.site()
    translate_stage(run, on_cluster(site, cluster) if cluster else site)
    run.finish()


@cli.command("render")
@click.option("--drafts", is_flag=True, help="Make them with drafts, in .sitegen/drafts/public/.")
@render_options
@pass_run
def render_command(run: Run, drafts: bool, options: Options) -> None:
    """Make the pages in public/: those that what has changed shows on."""
    render_stage(run, run.site(drafts=drafts), options)
    run.finish()


for command in (
    new_command,
    add_command,
    doctor_command,
    completion_command,
    check_command,
    review_command,
    serve_command,
    desk_command,
    publish_command,
    model_group,
    memory_group,
    export_group,
    evaluate_command,
):
    cli.add_command(command)
model_group.add_command(calibrate_command)


def main() -> None:
    """Run the command line and leave with 0 (all went well), 1 (a problem was said) or 2 (no such command).

    It leaves with 130 where it was asked to stop: by Ctrl-C, or by a system or program that wants it to end.
    """
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a pipe on Windows may know no arrow or bracket of ours
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


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
