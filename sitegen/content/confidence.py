"""How far each sentence of a machine's translation can be trusted, in three plain levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

from sitegen.articles import Article
from sitegen.content.front_matter.sentence_records import is_reviewed, texts
from sitegen.content.states import NOTHING, SegmentStatus, states

GOOD = 0.75
"""From this confidence on, a sentence without an issue reads well."""
POOR = 0.40
"""Below this confidence, nobody should rely on a sentence."""

Level = Literal["good", "rough", "poor"]
"""A sentence reads well, is rough, or should not be relied on."""
Doubt = Literal["rough", "poor"]
"""The levels of which readers are warned."""


def level(status: SegmentStatus) -> Level | None:
    """Return the level of a machine's sentence; None for a person's.

    A sentence with an issue is never good. Where the confidence is not known, neither is the level, unless the sentence
    has an issue: it is rough then, because the kind of an issue alone does not tell how bad a sentence is.
    """
    if status.person:
        return None
    if status.confidence is None:
        return "rough" if status.flags else None
    if status.confidence < POOR:
        return "poor"
    return "good" if status.confidence >= GOOD and not status.flags else "rough"


def doubt(status: SegmentStatus) -> Doubt | None:
    """Return the level of a sentence if readers are warned of it, else None."""
    found = level(status)
    return None if found == "good" else found


@dataclass(frozen=True)
class LevelCounts:
    """How many sentences of a translation have each level, with headline and caption.

    Of ``unknown`` ones no level is known, and ``people`` are those that a person wrote.
    """

    good: int = 0
    rough: int = 0
    poor: int = 0
    unknown: int = 0
    people: int = 0

    @property
    def total(self) -> int:
        """How many sentences were translated, by whomever."""
        return self.good + self.rough + self.poor + self.unknown + self.people

    def reach(self, wanted: Level) -> bool:
        """Tell whether a translation as a whole is of the level that is ``wanted``, or of a better one.

        It is good where more than half of its sentences read well or are a person's, and rough where it is not; but
        poor where a single sentence is poor or of an unknown level.
        """
        if wanted == "poor":
            return True
        if self.poor or self.unknown:
            return False
        return wanted == "rough" or 2 * (self.good + self.people) > self.total


def translated_texts(
    original: Article, translation: Article, known: Sequence[SegmentStatus] | None = None
) -> Iterator[tuple[int, SegmentStatus]]:
    """Yield the state of each text that was translated, with its place among the `texts` of the translation.

    ``known`` are the `states`, if they have been asked for already.

    Empty texts and those that were copied as they are have no translation. There is nothing to tell of a translation
    that a person wrote or has reviewed.
    """
    if translation.translation is None or is_reviewed(translation.translation):
        return
    found = (states(original, translation) if known is None else known) or repeat(NOTHING)
    for place, (source, text, state) in enumerate(zip(texts(original), texts(translation), found, strict=False)):
        if text and (text != source or level(state)):
            yield place, state


def count_levels(original: Article, translation: Article, known: Sequence[SegmentStatus] | None = None) -> LevelCounts:
    """Return how many of the texts that were translated have each level; ``known`` as for `translated_texts`."""
    kinds = Counter(
        "people" if state.person else level(state) or "unknown"
        for _, state in translated_texts(original, translation, known)
    )
    return LevelCounts(**kinds)
