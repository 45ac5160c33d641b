"""``review``: mark translations as read by a person."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.commands.run import Run, count, pass_run, path_from_here
from sitegen.commands.setup.completing import complete_slug
from sitegen.content.places import SUFFIXES


@click.command("review")
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG...", shell_complete=complete_slug)
@click.option("--undo", is_flag=True, help="Withdraw the review; sentences kept because of it stay as they are.")
@pass_run
def review_command(run: Run, slugs: tuple[str, ...], undo: bool) -> None:
    """Mark translations as read by a person.

    SLUG is the name of the article's file without .md, or its path. The notice on the page changes with the next
    build, and no model replaces a sentence of the article from then on.
    """
    from sitegen.content.reviewing import review, take_back, write

    site = run.site()
    names = dict.fromkeys(Path(slug).stem if slug.endswith(SUFFIXES) else slug for slug in slugs)
    # All are looked at before any is changed.
    edits = [take_back(site, slug) if undo else review(site, slug) for slug in names]
    for edit in edits:
        already = "" if write(edit) else "already "
        stale = f"; {count(edit.stale, 'sentence')} no longer stale" if edit.stale else ""
        click.echo(f"{'Unreviewed' if undo else 'Reviewed':10}  {already}{path_from_here(edit.path)}{stale}")
    run.finish()
