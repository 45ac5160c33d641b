"""``add``: a story goes into the site, from a file or from the clipboard."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from sitegen.commands.run import Run, pass_run, path_from_here
from sitegen.commands.stages import imported, say_imported

_SHOWN = 5
"""Articles that are named."""


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE...")
@pass_run
def add_command(run: Run, files: tuple[Path, ...]) -> None:
    """Add stories: copy each FILE into seeds/ and import it.

    - reads standard input, such as the clipboard through a pipe: a headline, an empty line, the text. Stories that the
    site already has are left alone.
    """
    if add_seeds(run, files):
        click.echo(f"Next        {run.command('serve', '--translate', '--open')}")
    run.finish()


def add_seeds(run: Run, files: Sequence[Path]) -> bool:
    """Copy files into the seeds, import them, report it, and return whether that made an article."""
    from sitegen.seeds.adding import STDIN, add_file, add_text, check_seed, take_back_useless

    site = run.site()
    for path in files:
        if path != STDIN:
            check_seed(path)
    # The text first: if there is none, no file has been copied yet.
    inputs = sorted(files, key=lambda path: path != STDIN)
    added = [add_text(site, _typed()) if path == STDIN else add_file(site, path) for path in inputs]
    result = imported(site)
    seeds, problems = take_back_useless(site, added, result)
    for seed in seeds:
        if seed.known_as:
            click.echo(f"Known       {_shown(seed.given)} is in the site already, as {seed.known_as}")
        else:
            click.echo(f"Added       {path_from_here(seed.path)}")
    run.report(problems)
    say_imported(result)
    for path in result.written[:_SHOWN]:
        click.echo(f"Made        {path_from_here(path)}")
    if len(result.written) > _SHOWN:
        click.echo(f"            and {len(result.written) - _SHOWN:,} more")
    return bool(result.written)


def _typed() -> bytes:
    """What comes in through standard input."""
    if sys.stdin.isatty():
        click.echo(
            "Paste the story: the headline, an empty line, the text. Then press Ctrl-D (Windows: Ctrl-Z, Enter).",
            err=True,
        )
    return sys.stdin.buffer.read()


def _shown(given: Path) -> str:
    return "the text" if given == Path("-") else str(path_from_here(given))
