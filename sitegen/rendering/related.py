"""Related articles, shown at the end of an article."""

from __future__ import annotations

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest

from sitegen.rendering.views import ArticleNavigation, CardView

MOST = 4
"""Related articles of an article."""
_NEAREST = 50
"""Articles with the same tag that are looked at before an article, and after it, so that a tag may have thousands."""


Facts = tuple[tuple[str, datetime.date | None, tuple[str, ...], tuple[str, ...]], ...]
"""Of each article its slug, its date, and the slugs of its tags and of those that it recommends; the newest first."""


def facts_of(cards: Sequence[CardView]) -> Facts:
    """Return the data on which the relations of articles depend; ``cards`` are the newest first."""
    return tuple([(card.slug, card.date, tuple([tag.slug for tag in card.tags]), card.recommends) for card in cards])


class Relations:
    """The relations of articles, by their places in the order of time. They are the same in both languages of a story.

    Related are the articles that share the most tags, where a recommendation in the text, in either direction, counts
    as one tag; of those that share as many, the nearest in time, and of those the newer.
    """

    def __init__(self, articles: Facts) -> None:
        self.places = {slug: place for place, (slug, _, _, _) in enumerate(articles)}
        self._articles = articles
        # Where a date is not known, all others are as far away.
        self._days = [day.toordinal() if day else math.inf for _, day, _, _ in articles]
        self._tagged: dict[str, list[int]] = defaultdict(list)
        self._order: dict[tuple[str, int], int] = {}
        self._linked: dict[int, set[int]] = defaultdict(set)
        self._found: dict[int, tuple[int, ...]] = {}
        for place, (_, _, tags, recommends) in enumerate(articles):
            for tag in tags:
                self._order[tag, place] = len(self._tagged[tag])
                self._tagged[tag].append(place)
            for slug in recommends:
                if (other := self.places.get(slug, place)) != place:
                    self._linked[place].add(other)
                    self._linked[other].add(place)

    def related(self, place: int) -> tuple[int, ...]:
        """Return the places of the articles that are related to one, at most `MOST`."""
        if place not in self._found:
            self._found[place] = tuple(self._related(place))
        return self._found[place]

    def _related(self, place: int) -> list[int]:
        shared: Counter[int] = Counter()
        for tag in self._articles[place][2]:
            tagged, at = self._tagged[tag], self._order[tag, place]
            shared.update(tagged[max(0, at - _NEAREST) : at + _NEAREST + 1])
        shared.update(self._linked.get(place, ()))
        shared.pop(place, None)
        alike: dict[int, list[int]] = defaultdict(list)
        for other, count in shared.items():
            alike[count].append(other)
        days = self._days
        day = -math.inf if days[place] == math.inf else days[place]  # not infinity less infinity

        def nearest(other: int) -> tuple[float, int]:
            return abs(day - days[other]), other

        found: list[int] = []
        for count in sorted(alike, reverse=True):
            found += nsmallest(MOST - len(found), alike[count], nearest)
            if len(found) == MOST:
                break
        return found


class Neighbourhood:
    """The articles of one language and their relations, from their cards alone."""

    def __init__(self, cards: Sequence[CardView], relations: Relations | None = None) -> None:
        """Take the cards of one language, the newest first; ``relations`` are those of their `facts_of`, if known."""
        self._cards = cards
        self._relations = relations or Relations(facts_of(cards))

    def onward(self, slug: str) -> ArticleNavigation:
        """Return where a reader can go from an article, which must be one of the cards.

        An article without a date is neither before nor after another.
        """
        place = self._relations.places[slug]
        return ArticleNavigation(
            related=tuple([self._cards[other] for other in self._relations.related(place)]),
            newer=self._dated(place - 1) if self._dated(place) else None,
            older=self._dated(place + 1) if self._dated(place) else None,
        )

    def _dated(self, place: int) -> CardView | None:
        card = self._cards[place] if 0 <= place < len(self._cards) else None
        return card if card and card.date else None
