"""All that is checked of the finished site."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.building.incremental.inputs import RenderResult
from sitegen.checking.alternates import wrong_alternates
from sitegen.checking.finished_site import FinishedSite, open_finished_site
from sitegen.checking.links import BrokenLinks, doubled_anchors
from sitegen.checking.unlisted import unlisted_files
from sitegen.errors import Problem, when_publishing
from sitegen.messages import say
from sitegen.settings.site import Site


def publishing_problems(site: Site, built: RenderResult) -> list[Problem]:
    """Return the problems to report before a site is published that has just been built.

    Raises:
        SitegenError: as `check_finished_site` does.
    """
    return [*map(when_publishing, built.problems), *(check_finished_site(site) if built.published else ())]


def check_finished_site(site: Site) -> Iterator[Problem]:
    """Yield the problems of the files in ``public/``, by file and line.

    Raises:
        SitegenError: the site has not been built, or a page cannot be read.
    """
    with open_finished_site(site) as finished:
        yield from finished.known.problems
        yield from unlisted_files(finished)
        broken = BrokenLinks(finished)
        others: list[Problem] = []
        finished.known.found_sound(_sound_files(finished, broken, others))
        yield from broken.problems()
        yield from others


def _sound_files(site: FinishedSite, broken: BrokenLinks, others: list[Problem]) -> Iterator[str]:
    """Look at the files that are not known to be sound, and yield those that are."""
    for path, facts in site.known.unsound():
        found = [*doubled_anchors(site, path, facts), *wrong_alternates(site, path, facts)]
        if facts.unreadable:
            found.append(Problem(say("cannot be read: {reason}", reason=facts.unreadable), site.folder / path))
        others += found
        if broken.look_at(path, facts) and not found:
            yield path
