"""What has to be made where only the bodies of articles have changed, found without a look at the whole site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sitegen.building.fingerprints import Fingerprints
from sitegen.building.incremental.cache import BuildInfo, RecordedFeed
from sitegen.building.pairs import Pairs
from sitegen.building.plan import Adjacent, CrossReferences
from sitegen.building.processes.jobs import ScheduledJob
from sitegen.building.renderer import FeedJob, StoryJob
from sitegen.errors import Problem
from sitegen.rendering.summaries import Summary
from sitegen.rendering.views import ArticleNavigation, CardView

MOST = 2000
"""Articles; with more of them, a look at the whole site costs little beside, and takes less memory."""


def body_only_build(pairs: Pairs, notes: BuildInfo, fingerprints: Fingerprints) -> list[ScheduledJob] | None:
    """Build only the pages of the articles that were read; None if other pages could depend on the changes.

    ``notes`` are those of the last build. The feeds that have one of the articles are made of it too.
    """
    try:
        return _Bodies(pairs, notes, fingerprints).planned()
    except LookupError:  # something is new, or the record does not tell
        return None


class _Bodies:
    """Raises `LookupError` where there is anything that cannot be done in this way."""

    def __init__(self, pairs: Pairs, notes: BuildInfo, fingerprints: Fingerprints) -> None:
        self._pairs = pairs
        self._notes = notes
        self._fingerprints = fingerprints
        self._changed: list[str] = []
        own: set[Problem] = set()
        for slug, summary in pairs.read.items():
            before, has_same_pictures = pairs.before(slug)
            own.update(before.problems)
            if not has_same_pictures or not _same_outside(before, summary):
                raise LookupError(slug)
            if summary.digest != before.digest:
                self._changed.append(slug)
            if len(self._changed) > MOST:
                raise LookupError(slug)
        # What is wrong between articles is found with a look at all, and so are the lines where it stands.
        for problem in notes.problems:
            if problem.path and problem not in own and problem.path.stem in pairs.read:
                raise LookupError(problem.path.stem)
        self._summaries: Mapping[str, Summary] = pairs.read

    def planned(self) -> list[ScheduledJob]:
        changed = [slug for slug in self._changed if self._pairs.read[slug].cards]
        self._pairs.recorded(changed)
        crossings = {slug: self._crossing(slug) for slug in changed}
        feeds = [feed for feed in self._notes.feeds if any(slug in crossings for slug, _ in feed.stories)]
        needed = {slug for feed in feeds for slug, _ in feed.stories}
        for crossing in crossings.values():
            for around in crossing.neighbours.values():
                needed |= {slug for slug in (*around.related, around.newer, around.older) if slug}
        own = {slug: self._pairs.read[slug] for slug in (needed & self._pairs.read.keys()).union(changed)}
        self._summaries = self._pairs.recorded(needed) | own
        planned = [self._story(slug, crossing) for slug, crossing in crossings.items()]
        return [*planned, *map(self._feed, feeds)]

    def _crossing(self, slug: str) -> CrossReferences:
        crossing = self._pairs.crossing(slug)
        if crossing is None:
            raise LookupError(slug)
        return crossing

    def _story(self, slug: str, crossing: CrossReferences) -> ScheduledJob:
        onward = {lang: self._onward(lang, around) for lang, around in crossing.neighbours.items()}
        order = StoryJob(slug, self._pairs.place(slug), crossing.targets, onward, links=crossing.links)
        return order, self._fingerprints.story(self._summaries[slug], order)

    def _onward(self, lang: str, around: Adjacent) -> ArticleNavigation:
        def card(slug: str) -> CardView:
            return self._summaries[slug].cards[lang]

        return ArticleNavigation(
            related=tuple(map(card, around.related)),
            newer=card(around.newer) if around.newer else None,
            older=card(around.older) if around.older else None,
        )

    def _feed(self, feed: RecordedFeed) -> ScheduledJob:
        orders = tuple((self._in_feed(slug), others) for slug, others in feed.stories)
        order = FeedJob(feed.place, orders)
        return order, self._fingerprints.feeds(order, self._summaries)

    def _in_feed(self, slug: str) -> StoryJob:
        crossing = self._crossing(slug)
        return StoryJob(slug, self._pairs.place(slug), crossing.targets, links=crossing.links)


def _same_outside(before: Summary, now: Summary) -> bool:
    """Tell whether two summaries of an article differ in nothing but the bytes of its files."""
    return replace(before, digest="") == replace(now, digest="")
