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
from sitegen.rendering.summaries import Summary, cards_with_recommendations
from sitegen.rendering.views import ArticleNavigation, CardView


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
        before = pairs.recorded(pairs.read)
        own = {problem for summary in before.values() for problem in summary.problems}
        # What is wrong between articles is found with a look at all, and so are the lines where it stands.
        said = {problem.path.stem for problem in notes.problems if problem.path and problem not in own}
        for slug, summary in pairs.read.items():
            if slug in said or not _same_outside(before[slug], summary) or not pairs.asks_for_the_same_pictures(slug):
                raise LookupError(slug)
        self._changed = [slug for slug, summary in pairs.read.items() if summary.digest != before[slug].digest]
        self._summaries: Mapping[str, Summary] = pairs.read

    def planned(self) -> list[ScheduledJob]:
        changed = [slug for slug in self._changed if self._pairs.read[slug].cards]
        crossings = {slug: self._crossing(slug) for slug in changed}
        feeds = [feed for feed in self._notes.feeds if any(slug in crossings for slug, _ in feed.stories)]
        needed = {slug for feed in feeds for slug, _ in feed.stories}
        for crossing in crossings.values():
            for around in crossing.neighbours.values():
                needed |= {slug for slug in (*around.related, around.newer, around.older) if slug}
        self._summaries = {**self._pairs.recorded(needed - self._pairs.read.keys()), **self._pairs.read}
        planned = [self._story(slug, crossing) for slug, crossing in crossings.items()]
        return [*planned, *map(self._feed, feeds)]

    def _crossing(self, slug: str) -> CrossReferences:
        crossing = self._pairs.crossing(slug)
        if crossing is None:
            raise LookupError(slug)
        return crossing

    def _story(self, slug: str, crossing: CrossReferences) -> ScheduledJob:
        onward = {lang: self._onward(lang, around) for lang, around in crossing.neighbours.items()}
        order = StoryJob(slug, self._pairs.places.get(slug), crossing.targets, onward, links=crossing.links)
        return order, self._fingerprints.story(self._summaries[slug], order)

    def _onward(self, lang: str, around: Adjacent) -> ArticleNavigation:
        def card(slug: str) -> CardView:
            return cards_with_recommendations(self._summaries[slug], self._crossing(slug).targets)[lang]

        return ArticleNavigation(
            related=tuple(map(card, around.related)),
            newer=card(around.newer) if around.newer else None,
            older=card(around.older) if around.older else None,
        )

    def _feed(self, feed: RecordedFeed) -> ScheduledJob:
        orders = tuple((self._in_feed(slug), others) for slug, others in feed.stories)
        digests = {order.slug: self._summaries[order.slug].digest for order, _ in orders}
        order = FeedJob(feed.place, orders)
        return order, self._fingerprints.feeds(order, digests)

    def _in_feed(self, slug: str) -> StoryJob:
        crossing = self._crossing(slug)
        return StoryJob(slug, self._pairs.places.get(slug), crossing.targets, links=crossing.links)


def _same_outside(before: Summary, now: Summary) -> bool:
    """Tell whether two summaries of an article differ in nothing but the bytes of its files."""
    return replace(before, digest="") == replace(now, digest="")
