"""Pieces of a run as jobs for workers: how large one is, and how one is halved, joined and put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic

from sitegen.translation.sentences.translator import Translated
from sitegen.translation.texts import Segment
from sitegen.translation.translators import P

TOKENS = {"cpu": 1024, "cuda": 16384}
"""Tokens of a job, by the device."""
SECONDS = 3.0
"""That a job should take: so long that sending it costs little, so short that no worker is waited for at the end."""
_STEP = 8
"""Sentences are padded to a multiple of so many tokens (see the Argos engine)."""
_PARTS = 4
"""Into how many a job is cut that a worker died of: with four, one sentence among 64 is found with the third cut."""


class Price:
    """How many tokens a job has: as many as take about `SECONDS`, from half to twice the usual number."""

    def __init__(self) -> None:
        """Begin with the usual number."""
        self.tokens = TOKENS["cpu"]

    def learn(self, seconds: float) -> None:
        """Take note of how long a job took."""
        if seconds > 1.5 * SECONDS:
            self.tokens = max(TOKENS["cpu"] // 2, self.tokens * 3 // 4)
        elif seconds < SECONDS / 2:
            self.tokens = min(TOKENS["cpu"] * 2, self.tokens * 5 // 4)

    def sizes(self, texts: Sequence[Segment], tokens: Callable[[str], int]) -> Iterator[int]:
        """Yield how many of ``texts`` make a job, then how many of the rest, and so on."""
        count = price = 0
        for text in texts:
            cost = -(-tokens(text.inline.text) // _STEP) * _STEP
            if count and price + cost > self.tokens:
                yield count
                count = price = 0
            count, price = count + 1, price + cost
        if count:
            yield count


@dataclass(eq=False)
class Unfinished(Generic[P]):
    """A piece whose translations are incomplete."""

    piece: P
    results: dict[int, Translated] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Whether all are there."""
        return len(self.results) == len(self.piece.texts)

    @property
    def translated(self) -> list[Translated]:
        """The translations, in the order of the texts."""
        return [self.results[number] for number in range(len(self.piece.texts))]


@dataclass(frozen=True, eq=False)
class Job(Generic[P]):
    """Texts for a worker, each of a piece, with its number there.

    ``alone`` tells of a job that was on a worker which died: it gets a worker for itself, so that the next death is
    known to be its own. ``deaths`` counts those, ``failures`` how often it ended in an error.
    """

    items: tuple[tuple[Unfinished[P], int], ...]
    alone: bool = False
    deaths: int = 0
    failures: int = 0

    @classmethod
    def of(cls, piece: P) -> Job[P]:
        """Return the job of all texts of a piece."""
        unfinished = Unfinished(piece)
        return cls(tuple((unfinished, number) for number in range(len(piece.texts))))

    @property
    def texts(self) -> list[Segment]:
        """The texts to translate."""
        return [unfinished.piece.texts[number] for unfinished, number in self.items]

    def joined(self, other: Job[P]) -> Job[P]:
        """Return a job of the texts of both."""
        return Job(self.items + other.items)

    def after_death(self) -> list[Job[P]]:
        """Return the jobs to go on with when the worker of this one has died, the first to be done first."""
        if not self.alone:
            return [replace(self, alone=True)]
        if len(self.items) == 1:
            return [replace(self, deaths=self.deaths + 1)]
        return [Job(items, alone=True) for items in _cut(self.items, _PARTS)]

    def halves(self) -> list[Job[P]]:
        """Return two jobs for this one, or itself if it has a single text."""
        return [replace(self, items=items) for items in _cut(self.items, 2)]

    def take(self, made: Sequence[Translated]) -> Iterator[tuple[P, list[Translated]]]:
        """Take the translations of the texts, and yield the pieces that are finished with them."""
        for (unfinished, number), translated in zip(self.items, made, strict=True):
            unfinished.results[number] = translated
            if unfinished.finished:
                yield unfinished.piece, unfinished.translated


def _cut(items: tuple[tuple[Unfinished[P], int], ...], parts: int) -> Iterator[tuple[tuple[Unfinished[P], int], ...]]:
    size = -(-len(items) // parts)
    for start in range(0, len(items), size):
        yield items[start : start + size]
