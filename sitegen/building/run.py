"""Building the finished site: what has changed since the last build is made again, the rest is left as it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sitegen import clock
from sitegen.building.changes import changed_pictures
from sitegen.building.recipe import recipe_digest, theme_digest
from sitegen.building.record import BuildRecord
from sitegen.building.sources import Sources
from sitegen.config import Site
from sitegen.errors import Problem
from sitegen.output.commit import Output, open_output
from sitegen.rendering.theme_folders import find_theme

Search = Literal["now", "later"]


@dataclass(frozen=True)
class Options:
    """How to build.

    With ``keep_going``, a site is published without the pages that could not be made. With ``clean``, files that
    sitegen did not make are removed. ``jobs`` is how many processes there may be, by default one for each core. With
    ``search`` "later", the index may be that of an earlier site. ``now`` is the moment at which a story has to be due,
    by default the present.
    """

    keep_going: bool = False
    clean: bool = False
    jobs: int | None = None
    search: Search = "now"
    now: datetime.datetime | None = None


@dataclass(frozen=True)
class RenderResult:
    """What a build did: how many pages the site has, which of its files were written, removed or left alone.

    ``made`` are how many files were made anew, also where they came out as they were. Where not ``published``, the last
    site is still there. ``search_is_old`` where the index is still to be made. ``held`` is what is not due yet:
    slugs, the next first, each with the moment at which it will be.
    """

    pages: int
    written: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]
    made: int = 0
    published: bool = True
    search_is_old: bool = False
    held: tuple[tuple[datetime.datetime, str], ...] = ()


@dataclass(frozen=True)
class Inputs:
    """What a site is made from ``now``: the signatures of its content, and digests of all else."""

    sources: Sources
    recipe: str
    theme: str
    now: datetime.datetime

    @classmethod
    def of(cls, site: Site, now: datetime.datetime) -> Inputs:
        """Look at all of it.

        Raises:
            SitegenError: a folder or the theme cannot be read.
        """
        return cls(Sources.of(site), recipe_digest(site), theme_digest(find_theme(site.root, site.theme)), now)


def render_site(site: Site, options: Options = Options(), waiting: Callable[[], None] | None = None) -> RenderResult:
    """Make the site's pages of its articles in ``public/``, or with drafts in a folder of their own.

    If anything goes wrong, nothing is published: the result's problems say what it was. With ``keep_going``, what
    could be made is. ``waiting`` is called if another build has to end first.

    Raises:
        SitegenError: the theme has a mistake, or a file cannot be written; the last site is then still there.
    """
    with open_output(site.public, site.output_state, waiting) as output, BuildRecord(site.output_state) as record:
        inputs = Inputs.of(site, options.now or clock.now())
        if is_current(inputs, record, output):
            return _as_it_is(record, output, options)
        from sitegen.building.build import Build  # noqa: PLC0415  # slow to load, and not needed if nothing has changed

        return Build(site, options, inputs, record, output).run()


def only_articles_differ(inputs: Inputs, record: BuildRecord, output: Output) -> bool:
    """Tell whether the finished site is whole and that of the record, and nothing but articles can have changed."""
    notes = record.notes
    is_there = output.intact is not None and output.intact == notes.output
    return (
        is_there
        and notes.complete
        and not is_earlier(inputs, record)
        and (notes.recipe, notes.theme) == (inputs.recipe, inputs.theme)
    )


def is_earlier(inputs: Inputs, record: BuildRecord) -> bool:
    """Tell whether the clock has gone back since the last build, so that what it published may not be due."""
    return record.notes.as_of is not None and inputs.now < record.notes.as_of


def is_current(inputs: Inputs, record: BuildRecord, output: Output) -> bool:
    """Tell whether the finished site is what these inputs give."""
    notes = record.notes
    if notes.search_is_old or not only_articles_differ(inputs, record, output):
        return False
    return notes.sources is not None and notes.sources == inputs.sources.digest and not changed_pictures(record)


def _as_it_is(record: BuildRecord, output: Output, options: Options) -> RenderResult:
    output.keep_all_but()
    outcome = output.commit(clean=options.clean)
    problems = (*record.notes.problems, *outcome.problems)
    return RenderResult(record.notes.pages, outcome.written, outcome.removed, outcome.unchanged, problems)
