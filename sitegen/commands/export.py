"""``export``: stories as files for offline reading."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.commands.run import Run, pass_run, path_from_here
from sitegen.content.places import SUFFIXES


@click.group("export")
def export_group() -> None:
    """Write stories to files for other programs."""


@export_group.command("epub")
@click.option("--story", "stories", multiple=True, metavar="SLUG", help="A story's slug or file; may be repeated.")
@click.option("--tag", metavar="TAG", help="All stories with a tag.")
@click.option("--month", metavar="YEAR-MONTH", help="All stories of a month, such as 2022-01.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="Only this language; repeat it to set the order.  [default: both, sentence by sentence]",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.  [default: named after its content]",
)
@pass_run
def epub_command(
    run: Run,
    *,
    stories: tuple[str, ...],
    tag: str | None,
    month: str | None,
    languages: tuple[str, ...],
    output: Path | None,
) -> None:
    """Write published stories to a book (EPUB 3), each sentence with its translation below.

    Choose stories, a tag or a month. The same stories give the same file, byte for byte.
    """
    from sitegen.building.books import Selection, export_epub, month_of

    if sum(map(bool, (stories, tag, month))) != 1:
        raise click.UsageError("name what is to be in the book: --story, --tag or --month, one of them")
    site = run.site()
    wanted = tuple(dict.fromkeys(languages)) or site.languages
    for lang in wanted:
        if lang not in site.languages:
            known = "' and '".join(site.languages)
            raise click.UsageError(f"--language: the site is in '{known}', not in '{lang}'")
    slugs = tuple(dict.fromkeys(Path(story).stem if story.endswith(SUFFIXES) else story for story in stories))
    try:
        selection = Selection(slugs, tag or "", month_of(month) if month else None)
    except ValueError as error:
        raise click.UsageError(f"--month: {error}") from error
    result = export_epub(site, selection, wanted, output)
    run.report(result.problems)
    if result.path is None:
        click.echo("error: no book was written; correct what is said above", err=True)
    else:
        what = "1 story" if result.stories == 1 else f"{result.stories:,} stories"
        click.echo(f"Exported    {what} to {path_from_here(result.path)}")
    if result.lacking:
        click.echo(f"Left out    {', '.join(result.lacking)}: not in '{wanted[0]}' yet")
    run.finish()
