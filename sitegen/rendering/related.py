"""Which articles belong together: those that a reader of one is shown next."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest

from sitegen.rendering.views import CardView, Onward

MOST = 4
"""Related articles of an article."""
_NEAREST = 50
"""Articles with the same tag that are looked at before an article, and after it, so that a tag may have thousands."""


class Neighbourhood:
    """The articles of one language and their relations, from their cards alone.

    Related are the articles that share the most tags, where a recommendation in the text, in either direction, counts
    as one tag; of those that share as many, the nearest in time, and of those the newer.
    """

    def __init__(self, cards: Sequence[CardView]) -> None:
        """Take the cards of one language, the newest first."""
        self._cards = cards
        self._places = {card.slug: place for place, card in enumerate(cards)}
        # Where a date is not known, all others are as far away.
        self._days = [card.date.toordinal() if card.date else math.inf for card in cards]
        self._tagged: dict[str, list[int]] = defaultdict(list)
        self._order: dict[tuple[str, int], int] = {}
        self._linked: dict[int, set[int]] = defaultdict(set)
        for place, card in enumerate(cards):
            for tag in card.tags:
                self._order[tag.slug, place] = len(self._tagged[tag.slug])
                self._tagged[tag.slug].append(place)
            for slug in card.recommends:
                if (other := self._places.get(slug, place)) != place:
                    self._linked[place].add(other)
                    self._linked[other].add(place)

    def onward(self, slug: str) -> Onward:
        """Return where a reader can go from an article, which must be one of the cards.

        An article without a date is neither before nor after another.
        """
        place = self._places[slug]
        return Onward(
            related=tuple(self._cards[other] for other in self._related(place)),
            newer=self._dated(place - 1) if self._dated(place) else None,
            older=self._dated(place + 1) if self._dated(place) else None,
        )

    def _related(self, place: int) -> list[int]:
        """The related articles, at most `MOST`."""
        shared: Counter[int] = Counter()
        for tag in self._cards[place].tags:
            tagged, at = self._tagged[tag.slug], self._order[tag.slug, place]
            shared.update(tagged[max(0, at - _NEAREST) : at + _NEAREST + 1])
        shared.update(self._linked.get(place, ()))
        shared.pop(place, None)
        alike: dict[int, list[int]] = defaultdict(list)
        for other, count in shared.items():
            alike[count].append(other)
        days = self._days
        day = days[place] if self._dated(place) else -math.inf  # not infinity less infinity

        def nearest(other: int) -> tuple[float, int]:
            return abs(day - days[other]), other

        found: list[int] = []
        for count in sorted(alike, reverse=True):
            found += nsmallest(MOST - len(found), alike[count], nearest)
            if len(found) == MOST:
                break
        return found

    def _dated(self, place: int) -> CardView | None:
        card = self._cards[place] if 0 <= place < len(self._cards) else None
        return card if card and card.date else None
