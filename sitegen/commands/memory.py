"""``memory``: sentences that were translated before, counted and exchanged with other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.filesize import decimal

from sitegen.commands.run import Run, count, pass_run, path_from_here
from sitegen.settings.site import Site

if TYPE_CHECKING:
    from sitegen.translation.memory.store import Memory

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("memory")
def memory_group() -> None:
    """Count, import and export translated sentences."""


@memory_group.command("stats")
@pass_run
def stats_command(run: Run) -> None:
    """Count the sentences in the translation memory."""
    site = run.site()
    with _memory(run, site) as memory:
        stats = memory.stats()
    lines = [("by people, in articles", stats.corrected), ("by people, imported", stats.imported)]
    models: Counter[str] = Counter()
    for model, sentences in stats.machine:
        models[f"by {model.package} {model.version}"] += sentences
    lines += models.items()
    width = max(len(title) for title, _ in lines)
    figures = max(len(f"{number:,}") for _, number in lines)
    click.echo(f"Sentences with a translation from '{site.original_language}' to '{site.target_language}':")
    for title, number in lines:
        click.echo(f"  {title:{width}}  {number:{figures},}")
    click.echo(f"The memory takes {decimal(stats.size)} in {path_from_here(site.state)}.")
    click.echo("If it is deleted, it is filled from content/ again; only imported files need to be imported again.")
    run.finish()


@memory_group.command("import")
@click.argument("file", type=_FILE)
@pass_run
def import_command(run: Run, file: Path) -> None:
    """Import the sentences of a TMX file or a table. Human translations in articles take precedence."""
    from sitegen.translation.memory.exchange import import_file

    with _memory(run, run.site()) as memory:
        result = import_file(memory, file)
    click.echo(
        f"Imported    {count(result.people, 'sentence')} by people and {result.machine:,} by a machine "
        f"from {path_from_here(file)}"
    )
    if result.skipped:
        click.echo(f"Left out    {result.skipped:,}: another program's machine wrote them, or a language is missing")
    run.finish()


@memory_group.command("export")
@click.argument("file", type=_FILE)
@click.option("--people-only", is_flag=True, help="Leave out machine translations.")
@pass_run
def export_command(run: Run, file: Path, people_only: bool) -> None:
    """Export the sentences to a file: TMX for other translation programs, CSV or TSV for spreadsheets."""
    from sitegen.translation.memory.exchange import export_file

    with _memory(run, run.site()) as memory:
        number = export_file(memory, file, people_only=people_only)
    click.echo(f"Exported    {count(number, 'sentence')} to {path_from_here(file)}")
    run.finish()


@contextmanager
def _memory(run: Run, site: Site) -> Iterator[Memory]:
    """The site's memory, which knows what ``content/`` says now."""
    from sitegen.languages.registry import site_pair
    from sitegen.translation.engines.registry import engine_options
    from sitegen.translation.memory.store import open_memory
    from sitegen.translation.recall import memory_settings
    from sitegen.translation.run import bring_up_to_date

    settings = memory_settings(engine_options(site), site_pair(site))
    with open_memory(site) as memory:
        problems = list(memory.problems)
        rebuilt = bring_up_to_date(site, memory, settings, problems)
        run.report(problems)
        if rebuilt:
            click.echo("Rebuilt     the memory from content/")
        yield memory
