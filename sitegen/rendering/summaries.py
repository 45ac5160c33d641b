"""What the rest of the site needs to know of an article."""

from __future__ import annotations

import datetime
import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.rendering.images import Picture
from sitegen.rendering.views import CardView, WithdrawalView
from sitegen.rendering.visibility import Status
from sitegen.storage.kept_problems import KeptProblem


@dataclass(frozen=True)
class Summary:
    """An article in both languages, as far as other pages than its own depend on it.

    ``digest`` names its slug and the bytes of its files and pictures. ``cards`` are what lists show of it, by the
    language of their pages; there are none unless it is published. ``title`` and the headlines of ``related`` are as
    `title_key` has them. ``reasons`` say, by language, why it was withdrawn. Where it, or its translation, is held back
    until a date, that is ``due``. ``links`` are the addresses in its bodies that can be the site's own.
    """

    slug: str
    digest: str
    status: Status
    title: str = ""
    cards: Mapping[str, CardView] = field(default_factory=dict)
    related: Mapping[int, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    reasons: Mapping[str, WithdrawalView] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    problems: tuple[KeptProblem, ...] = ()
    due: datetime.datetime | None = None
    links: tuple[str, ...] = ()

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the article itself is in."""
        return frozenset(card.lang for card in self.cards.values())

    @property
    def indexed(self) -> Mapping[str, CardView]:
        """The cards of the languages in which search engines may have it."""
        return {lang: card for lang, card in self.cards.items() if card.indexed}


class Headlines:
    """Finds the articles that headlines in other articles mean, by digests of the headlines."""

    def __init__(self) -> None:
        self._digests = array("Q")
        self._related = array("Q")
        self._related_in = array("i")

    def add(self, number: int, summary: Summary) -> None:
        """Add an article; all have to come in the order of their numbers."""
        self._digests.append(_digest(summary.title) if summary.cards else 0)
        for key in summary.related.values():
            self._related.append(_digest(key))
            self._related_in.append(number)

    @cached_property
    def _order(self) -> array[int]:
        """The numbers in the order of their digests; of two articles with one headline, the first is meant."""
        return array("i", sorted(range(len(self._digests)), key=self._digests.__getitem__))

    def number(self, key: str) -> int | None:
        """Return the number of the article that a headline means, given as `title_key` has it; None if there is none.

        That two headlines have one digest is less likely than 1 in 30 million, also among a million articles.
        """
        return self._number(_digest(key))

    def _number(self, digest: int) -> int | None:
        at = bisect_left(self._order, digest, key=self._digests.__getitem__)
        found = self._order[at] if at < len(self._order) else None
        return found if found is not None and self._digests[found] == digest else None

    def recommendations(self) -> Iterator[tuple[int, int]]:
        """Yield the numbers of each article that leads to another one, with those of that."""
        for number, digest in zip(self._related_in, self._related, strict=True):
            if (other := self._number(digest)) is not None:
                yield number, other


def _digest(title: str) -> int:
    """A number that is never 0."""
    data = hashlib.blake2b(title.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data, "big") or 1
