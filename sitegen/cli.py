"""The command line: commands call the stages, and every expected trouble becomes one line here and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sitegen import __version__
from sitegen.config import Site, load_site
from sitegen.errors import Problem, SitegenError


@dataclass
class Run:
    """One run of the command: the site, and the problems that were met, which decide the exit code."""

    folder: Path
    strict: bool
    failed: bool = False
    said: set[Problem] = field(default_factory=set)

    def site(self) -> Site:
        """Load the site's settings."""
        return load_site(self.folder)

    def say(self, problems: Sequence[Problem]) -> None:
        """Print a line for each problem that was not said before: several stages may meet the same one."""
        for problem in problems:
            if problem in self.said:
                continue
            self.said.add(problem)
            click.echo(f"{problem.severity}: {_here(problem)}", err=True)
            if self.strict or problem.severity == "error":
                self.failed = True


def _here(problem: Problem) -> Problem:
    """The problem with its path as it is written from the current folder."""
    if problem.path is None or not problem.path.is_relative_to(Path.cwd()):
        return problem
    return Problem(problem.message, problem.path.relative_to(Path.cwd()), problem.line, problem.severity)


pass_run = click.make_pass_decorator(Run)


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
        _finish(run)


@cli.command("import")
@pass_run
def import_command(run: Run) -> None:
    """Turn seeds/**/*.txt into content/<language>/*.md."""
    _import(run, run.site())
    _finish(run)


@cli.command("translate")
@pass_run
def translate_command(run: Run) -> None:
    """Translate what is new or changed, and keep what people corrected."""
    _translate(run, run.site())
    _finish(run)


@cli.command("render")
@pass_run
def render_command(run: Run) -> None:
    """Make the pages in public/."""
    _render(run, run.site())
    _finish(run)


@cli.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@pass_run
def serve_command(run: Run, port: int) -> None:
    """Show the finished site on this machine only."""
    from sitegen.preview.server import serve  # noqa: PLC0415  # only this command needs the server

    serve(run.site(), port, ready=lambda address: click.echo(f"{address} (stop with Ctrl-C)"))


def _import(run: Run, site: Site) -> None:
    from sitegen.seeds.importing import import_seeds  # noqa: PLC0415  # each command loads only its own stage

    result = import_seeds(site)
    run.say(result.problems)
    total = len(result.written) + len(result.updated) + len(result.unchanged) + len(result.kept)
    parts = ((result.written, "new"), (result.updated, "updated"), (result.kept, "kept as you edited it"))
    news = ", ".join(f"{len(paths):,} {what}" for paths, what in parts if paths) or "nothing new"
    click.echo(f"Imported    {_count(total, 'seed')}: {news}")


def _translate(run: Run, site: Site) -> None:
    from sitegen.translation.run import site_engine, translate_site  # noqa: PLC0415

    with _progress("Translating") as progress:
        result = translate_site(site, site_engine(site), progress)
    run.say(result.problems)
    click.echo(f"Translated  {_count(result.texts, 'text')} in {_count(result.articles, 'article')}")


def _render(run: Run, site: Site) -> None:
    from sitegen.rendering.run import render_site  # noqa: PLC0415

    result = render_site(site)
    run.say(result.problems)
    click.echo(f"Rendered    {_count(result.pages, 'page')}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _finish(run: Run) -> None:
    if run.failed:
        sys.exit(1)


def main() -> None:
    """Run the command line and leave with 0 (all went well), 1 (a problem was said) or 2 (no such command)."""
    try:
        cli(prog_name="sitegen", standalone_mode=False)
    except SitegenError as error:
        click.echo(f"error: {_here(error.problem)}", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped: what was finished is kept; run the command again to go on", err=True)
        sys.exit(130)
