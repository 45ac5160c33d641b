"""Options and result of a build, and a check for changes outside of articles since the last one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from sitegen.building.incremental.cache import BuildCache
from sitegen.building.incremental.environment import environment_fingerprint, theme_fingerprint
from sitegen.building.incremental.sources import Sources
from sitegen.errors import Problem
from sitegen.rendering.theme.folders import find_theme
from sitegen.settings.site import Site
from sitegen.storage.output import Output

Search = Literal["now", "later"]


@dataclass(frozen=True)
class Options:
    """How to build.

    With ``keep_going``, a site is published without the pages that could not be made; with ``last_good`` too, the pages
    of an article with an error stay as they were, as a preview wants it. With ``clean``, files that sitegen did not
    make are removed. ``jobs`` is how many processes there may be, by default one for each core. With
    ``search`` "later", the index may be that of an earlier site. ``now`` is the moment at which a story has to be due,
    by default the present.
    """

    keep_going: bool = False
    clean: bool = False
    jobs: int | None = None
    search: Search = "now"
    last_good: bool = False
    now: datetime.datetime | None = None


@dataclass(frozen=True)
class RenderResult:
    """What a build did: how many pages the site has, which of its files were written, removed or left alone.

    ``made``: files rendered, including those whose bytes did not change. If not ``published``, the last site is
    still there. ``search_is_old``: the index is still to be built. ``held``: slugs of stories that are not due yet,
    the next first, each with its due time.
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
    environment: str
    theme: str
    now: datetime.datetime

    @classmethod
    def of(cls, site: Site, now: datetime.datetime) -> Inputs:
        """Look at all of it.

        Raises:
            SitegenError: a folder or the theme cannot be read.
        """
        return cls(
            Sources.of(site), environment_fingerprint(site), theme_fingerprint(find_theme(site.root, site.theme)), now
        )


def only_articles_differ(inputs: Inputs, record: BuildCache, output: Output) -> bool:
    """Tell whether the finished site is whole and that of the record, and nothing but articles can have changed."""
    notes = record.notes
    is_there = output.intact is not None and output.intact == notes.output
    return (
        is_there
        and notes.complete
        and not is_earlier(inputs, record)
        and (notes.environment, notes.theme) == (inputs.environment, inputs.theme)
    )


def is_earlier(inputs: Inputs, record: BuildCache) -> bool:
    """Tell whether the clock has gone back since the last build, so that stories that it published may not be due."""
    return record.notes.as_of is not None and inputs.now < record.notes.as_of
