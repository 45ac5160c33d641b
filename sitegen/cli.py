"""The command line. Commands call the stages; every expected error becomes one line here, and only here."""

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
    help="The site's folder, which contains site.toml.  [default: here]",
)
@click.option("--strict", cls=CommonOption, is_flag=True, help="Treat warnings as errors.")
@render_options
@click.version_option(__version__, prog_name="sitegen")
@click.pass_context
def cli(context: click.Context, folder: Path, strict: bool, options: Options) -> None:
    """Build a bilingual news site from raw texts.

    Without a command, sitegen imports, translates and renders.
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
    """Turn the files in seeds/ into Markdown, in content/<language>/."""
    import_stage(run, run.site())
    run.finish()


@cli.command("translate")
@click.option(
    "--cluster", metavar="ADDRESS", help="Translate on the workers of this Dask scheduler; local:4 starts 4 here."
)
@pass_run
def translate_command(run: Run, cluster: str | None) -> None:
    """Translate new and changed sentences, and keep corrections."""
    site = run.site()
    translate_stage(run, on_cluster(site, cluster) if cluster else site)
    run.finish()


@cli.command("render")
@click.option("--drafts", is_flag=True, help="Include drafts, and write to .sitegen/drafts/public/.")
@render_options
@pass_run
def render_command(run: Run, drafts: bool, options: Options) -> None:
    """Build the pages in public/ that are affected by changes."""
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
    """Run the command line and exit with 0 (success), 1 (an error was reported) or 2 (wrong usage).

    The exit code is 130 after Ctrl-C or SIGTERM.
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
