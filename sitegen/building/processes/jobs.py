"""Rendering the stale pages and feeds of a site."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from sitegen.building.files import Files
from sitegen.building.fingerprints import Fingerprints
from sitegen.building.incremental.cache import RecordedFeed
from sitegen.building.incremental.working_tables import batches
from sitegen.building.plan import CrossReferences, FindStory, Plan
from sitegen.building.processes.workers import Workers
from sitegen.building.renderer import FeedJob, Job, StoryJob
from sitegen.errors import Problem

ScheduledJob = tuple[Job, Mapping[str, bytes]]
"""An order, and the paths of its files with the fingerprints of what they are made from."""

_LOOKED_UP_AT_ONCE = 100
"""Orders, each with one to four files."""


def render_stale(
    planned: Iterable[ScheduledJob],
    files: Files,
    workers: Workers,
    tagged: frozenset[str],
    held: frozenset[str] = frozenset(),
) -> Iterator[tuple[str, Problem]]:
    """Make the files that are not as they have to be, and yield the paths of those that cannot be made, and why.

    ``tagged`` are the languages in which an article has a tag. A file that cannot be made stays as it was, and so do
    the pages and feeds of stories that are ``held``.
    """
    waiting: dict[str, bytes] = {}

    def orders() -> Iterator[Job]:
        for order, fingerprints, stale in _with_stale(planned, files):
            if not held.isdisjoint(_stories(order)):
                for path in stale:
                    files.keep_old(path)
            elif not stale:
                continue
            elif isinstance(order, StoryJob):
                waiting.update(stale)
                yield replace(order, wanted=frozenset(stale))
            else:
                waiting.update(fingerprints)  # a feed is not made in one format without the other
                yield order

    for file in workers.make(orders(), tagged):
        fingerprint = waiting.pop(file.path)
        if file.problem:
            files.keep_old(file.path)
            yield file.path, file.problem
        else:
            files.put(file, fingerprint)


def _with_stale(
    planned: Iterable[ScheduledJob], files: Files
) -> Iterator[tuple[Job, Mapping[str, bytes], Mapping[str, bytes]]]:
    """Yield each order with its files, and with those of them that have to be made again."""
    for some in batches(planned, _LOOKED_UP_AT_ONCE):
        stale = files.stale({path: made_from for _, paths in some for path, made_from in paths.items()})
        for order, paths in some:
            yield order, paths, {path: stale[path] for path in paths if path in stale}


def _stories(order: Job) -> Iterable[str]:
    """The slugs of the stories that have to be read for an order."""
    if isinstance(order, StoryJob):
        return (order.slug,)
    return (story.slug for story, _ in order.stories) if isinstance(order, FeedJob) else ()


class WholeSite:
    """All pages and feeds of a plan.

    After `planned`, ``pages`` is how many pages there are, and ``feeds`` tells the stories of each feed: slugs, with
    the other languages in which programs may have them.
    """

    def __init__(
        self, plan: Plan, place_of: FindStory, cross: Callable[[str, CrossReferences], None], fingerprints: Fingerprints
    ) -> None:
        """``place_of`` tells where stories wait that have been read; ``cross`` is told what each shows of others."""
        self._plan = plan
        self._place_of = place_of
        self._cross = cross
        self._fingerprints = fingerprints
        self._listed = hashlib.sha256()
        self.feeds: list[RecordedFeed] = []
        self.pages = 0

    @property
    def listed(self) -> bytes:
        """Stands for the pages that are no story's, as far as the sitemap has them."""
        return self._listed.digest()

    def planned(self) -> Iterator[ScheduledJob]:
        """Yield an order for each page and feed."""
        plan, fingerprints = self._plan, self._fingerprints
        for page in plan.pages():
            head = page.head
            self._listed.update(fingerprints.of(page.lang, head.path, head.twins, head.default, head.hidden))
            yield self._counted(page, {page.path: fingerprints.page(page)})
        for page in plan.replaced():
            yield self._counted(page, {page.path: fingerprints.page(page)})
        for order, crossing in plan.stories(self._place_of):
            self._cross(order.slug, crossing)
            yield self._counted(order, fingerprints.story(plan.summaries[order.slug], order))
        for feed in plan.feeds(self._place_of):
            stories = tuple((story.slug, others) for story, others in feed.stories)
            self.feeds.append(RecordedFeed(feed.place, stories))
            yield feed, fingerprints.feeds(feed, plan.summaries)

    def _counted(self, order: Job, fingerprints: Mapping[str, bytes]) -> ScheduledJob:
        self.pages += len(fingerprints)
        return order, fingerprints
