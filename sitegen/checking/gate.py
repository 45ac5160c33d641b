"""All that is checked of the finished site."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sitegen.building.site_problems import site_problems
from sitegen.checking.alternates import announced, wrong_alternates
from sitegen.checking.feeds import in_feeds
from sitegen.checking.finished_site import FinishedSite
from sitegen.checking.links import broken_links, doubled_anchors
from sitegen.checking.unlisted import unlisted_files
from sitegen.errors import Problem
from sitegen.settings.site import Site


def publishing_problems(site: Site) -> list[Problem]:
    """Return the problems to report before a site that has just been built is published.

    Raises:
        SitegenError: as `site_problems` and `check_finished_site` do.
    """
    return [*site_problems(site), *check_finished_site(site)]


def check_finished_site(site: Site) -> Iterator[Problem]:
    """Yield the problems of the files in ``public/``, by file and line.

    Raises:
        SitegenError: the site has not been built, or a page cannot be read.
    """
    finished = FinishedSite(site)
    feeds: list[Problem] = []
    yield from chain(
        unlisted_files(finished),
        broken_links(finished, chain(announced(finished), in_feeds(finished, feeds))),
        doubled_anchors(finished),
        wrong_alternates(finished),
        feeds,
    )
