"""Related articles, shown at the end of an article."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from sitegen.rendering.card_lists import CardLists
from sitegen.rendering.views import ArticleNavigation, CardView

MOST = 4
"""Related articles of an article."""
_NEAREST = 50
"""Articles with the same tag that are looked at before an article, and after it, so that a tag may have thousands."""

Recommendation = tuple[int, int]
"""The numbers of an article and of one that its text leads to."""
_HALF = 32
"""Bits."""


class Relations:
    """The relations of articles, by their places in the order of time.

    Related are the articles that share the most tags, where a recommendation in the text, in either direction, counts
    as one tag; of those that share as many, the nearest in time, and of those the newer.
    """

    def __init__(self, lists: CardLists, recommendations: Iterable[Recommendation]) -> None:
        self._lists = lists
        # Both directions of each, sorted; in one number, as a tuple for each would take ten times as much.
        linked = (
            lists.place(here) << _HALF | lists.place(there)
            for pair in recommendations
            if pair[0] != pair[1] and pair[0] in lists and pair[1] in lists
            for here, there in (pair, pair[::-1])
        )
        self._links = array("q", sorted(linked))
        self._last: tuple[int, tuple[int, ...]] = (-1, ())

    def related(self, place: int) -> tuple[int, ...]:
        """Return the places of the articles that are related to one, at most `MOST`."""
        if self._last[0] != place:  # the other language of a story asks next
            self._last = place, tuple(self._related(place))
        return self._last[1]

    def _related(self, place: int) -> list[int]:
        shared: Counter[int] = Counter()
        for tag in self._lists.tags_at(place):
            tagged = self._lists.places_with_tag[tag]
            at = bisect_left(tagged, place)
            shared.update(tagged[max(0, at - _NEAREST) : at + _NEAREST + 1])
        shared.update(self._linked(place))
        shared.pop(place, None)
        alike: dict[int, list[int]] = defaultdict(list)
        for other, count in shared.items():
            alike[count].append(other)
        days = self._lists.days
        day = days[place] or -math.inf

        def nearest(other: int) -> tuple[float, int]:
            return abs(day - (days[other] or math.inf)), other  # where a date is not known, all others are as far away

        found: list[int] = []
        for count in sorted(alike, reverse=True):
            found += nsmallest(MOST - len(found), alike[count], nearest)
            if len(found) == MOST:
                break
        return found

    def _linked(self, place: int) -> set[int]:
        first = bisect_left(self._links, place << _HALF)
        last = bisect_left(self._links, (place + 1) << _HALF, first)
        return {link & ((1 << _HALF) - 1) for link in self._links[first:last]}


class Neighbourhood:
    """The articles of one language and their relations, from their cards alone."""

    def __init__(self, lists: CardLists, relations: Relations) -> None:
        """Take the articles of one language; the ``relations`` may be those of lists that are like them."""
        self._lists = lists
        self._relations = relations

    def onward(self, number: int) -> ArticleNavigation:
        """Return where a reader can go from an article.

        An article without a date is neither before nor after another.
        """
        place = self._lists.place(number)
        cards: Sequence[CardView] = self._lists.cards
        return ArticleNavigation(
            related=tuple([cards[other] for other in self._relations.related(place)]),
            newer=self._dated(place - 1) if self._lists.days[place] else None,
            older=self._dated(place + 1) if self._lists.days[place] else None,
        )

    def _dated(self, place: int) -> CardView | None:
        days = self._lists.days
        return self._lists.cards[place] if 0 <= place < len(days) and days[place] else None
