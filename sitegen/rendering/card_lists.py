"""The lists of a language's articles: what orders and groups them is in memory, the cards are loaded when asked for."""

from __future__ import annotations

import datetime
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import overload

from sitegen.rendering.views import CardView, TagView

Load = Callable[[int], CardView]
"""Gives the card of an article by its number."""


class Cards(Sequence[CardView]):
    """Cards that are loaded one by one; a part of them is such a list too."""

    def __init__(self, load: Load, numbers: Sequence[int]) -> None:
        """``numbers`` are those of the articles, which ``load`` knows."""
        self._load = load
        self._numbers = numbers

    @overload
    def __getitem__(self, place: int) -> CardView: ...
    @overload
    def __getitem__(self, place: slice) -> Cards: ...
    def __getitem__(self, place: int | slice) -> CardView | Cards:
        """Return a card, or a list of some."""
        if isinstance(place, slice):
            return Cards(self._load, self._numbers[place])
        return self._load(self._numbers[place])

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[CardView]:
        """Yield the cards."""
        return map(self._load, self._numbers)


class CardLists:
    """The articles of one language. Add all before you ask for anything; `add` wants them in the order of slugs.

    An article has a number, which is the same in all languages, and a place among those of this language, the newest
    first. ``own`` is how many are not there in the place of a translation, ``spellings`` how often each tag, by its
    slug, is written in each way.
    """

    def __init__(self, load: Load) -> None:
        self._load = load
        self.own = 0
        self._numbers = array("i")
        self._days = array("i")
        self._moments = array("d")
        self._tag_ends = array("i", [0])
        self._tag_ids = array("i")
        self._ids: dict[str, int] = {}
        self.spellings: dict[str, Counter[TagView]] = {}

    def add(self, number: int, card: CardView) -> None:
        """Add an article."""
        self.own += not card.stands_in
        self._numbers.append(number)
        self._days.append(card.date.toordinal() if card.date else 0)
        self._moments.append(_seconds(card))
        for tag in card.tags:
            self._tag_ids.append(self._ids.setdefault(tag.slug, len(self._ids)))
            self.spellings.setdefault(tag.slug, Counter())[tag] += 1
        self._tag_ends.append(len(self._tag_ids))

    @cached_property
    def _order(self) -> array[int]:
        """The articles, as they were added, by place. Sorting by one column after the other makes no tuples."""
        added: list[int] = sorted(range(len(self._numbers)), key=self._moments.__getitem__, reverse=True)
        # A stable sort keeps the order of slugs among equals, also when it is reversed.
        return array("i", sorted(added, key=self._days.__getitem__, reverse=True))

    @cached_property
    def numbers(self) -> array[int]:
        """The articles' numbers by place."""
        return array("i", map(self._numbers.__getitem__, self._order))

    @cached_property
    def days(self) -> array[int]:
        """The articles' days by place, as `datetime.date.toordinal` counts them; 0 where it is not known."""
        return array("i", map(self._days.__getitem__, self._order))

    def place(self, number: int) -> int:
        """Return the place of an article.

        Raises:
            KeyError: it is not in this language.
        """
        found = self._places[number] if number < len(self._places) else -1
        if found < 0:
            raise KeyError(number)
        return found

    def __contains__(self, number: int) -> bool:
        """Tell whether an article is in this language."""
        return number < len(self._places) and self._places[number] >= 0

    @cached_property
    def _places(self) -> array[int]:
        found = array("i", [-1]) * (max(self._numbers, default=-1) + 1)
        for place, number in enumerate(self.numbers):
            found[number] = place
        return found

    @cached_property
    def cards(self) -> Cards:
        """The cards, the newest first."""
        return Cards(self._load, self.numbers)

    @cached_property
    def months(self) -> Mapping[tuple[int, int], Cards]:
        """The cards that have a date, by year and month, the newest first."""
        found: dict[tuple[int, int], Cards] = {}
        for month, group in groupby(range(self._dated), key=lambda place: _month(self.days[place])):
            places = list(group)
            found[month] = self.cards[places[0] : places[-1] + 1]
        return found

    @cached_property
    def undated(self) -> Cards:
        """The cards without a date."""
        return self.cards[self._dated :]

    @cached_property
    def _dated(self) -> int:
        """How many have a date; they come first."""
        return bisect_left(self.days, True, key=lambda day: not day)

    # Tags

    def tags_at(self, place: int) -> Sequence[int]:
        """Return the tags of an article, as numbers."""
        added = self._order[place]
        return self._tag_ids[self._tag_ends[added] : self._tag_ends[added + 1]]

    @cached_property
    def places_with_tag(self) -> Sequence[array[int]]:
        """The places of the articles with each tag."""
        found = [array("i") for _ in self._ids]
        for place in range(len(self._numbers)):
            for tag in self.tags_at(place):
                found[tag].append(place)
        return found

    @cached_property
    def tagged(self) -> Mapping[str, Cards]:
        """The cards with each tag, by its slug."""
        return {
            slug: Cards(self._load, array("i", map(self.numbers.__getitem__, self.places_with_tag[tag])))
            for slug, tag in self._ids.items()
        }

    def is_like(self, other: CardLists) -> bool:
        """Tell whether the same articles stand at the same places, with the same days and tags."""
        columns = ("numbers", "days", "_order", "_tag_ends", "_tag_ids")
        return self._ids == other._ids and all(getattr(self, name) == getattr(other, name) for name in columns)


def _month(day: int) -> tuple[int, int]:
    date = datetime.date.fromordinal(day)
    return date.year, date.month


def _seconds(card: CardView) -> float:
    """How long after the beginning of its day, in UTC, an article was published; one without a time came first."""
    if card.date is None or card.time is None:
        return -86400.0
    offset = card.time.utcoffset() or datetime.timedelta()
    time = datetime.timedelta(hours=card.time.hour, minutes=card.time.minute, seconds=card.time.second)
    return (time - offset).total_seconds()
