"""A batch while it is translated: which of its texts are known, which are out, which articles are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sitegen.translation.planning import ArticleTask
from sitegen.translation.recall import Recall, is_remembered
from sitegen.translation.sentences.translator import Translated
from sitegen.translation.texts import Segment


@dataclass(frozen=True, eq=False)
class Piece:
    """Texts of a batch that are translated together; ``numbers`` are their places in it."""

    batch: OpenBatch
    numbers: Sequence[int]
    texts: Sequence[Segment]


class OpenBatch:
    """Assignments with their texts. ``known`` are translations by number of text, until an assignment is complete."""

    def __init__(self, assignments: Sequence[tuple[ArticleTask, list[Segment]]], known: dict[int, Translated]) -> None:
        """Take assignments with their texts, and the translations that the memory has."""
        self.texts = [text for _, texts in assignments for text in texts]
        self.known = known
        self._assignments = assignments
        self._starts = list(accumulate((len(texts) for _, texts in assignments), initial=0))
        self._owner = [number for number, (_, texts) in enumerate(assignments) for _ in texts]
        self._waiting = Counter(self._owner[number] for number in range(len(self.texts)) if number not in known)

    @classmethod
    def looked_up(cls, assignments: Sequence[tuple[ArticleTask, list[Segment]]], recall: Recall) -> OpenBatch:
        """Return the batch with all that the memory knows.

        Raises:
            SitegenError: the memory cannot be read.
        """
        return cls(assignments, recall.look_up([text for _, texts in assignments for text in texts]))

    def piece(self, numbers: Sequence[int]) -> Piece:
        """Return some of the texts."""
        return Piece(self, numbers, [self.texts[number] for number in numbers])

    def order(self) -> list[int]:
        """Return in which order the texts are translated that are not known.

        First those that the memory keeps, the longest first: texts of one length fill the engine's batches, and of
        equal ones only the first is translated. Then the others, article by article, so that these are completed and
        saved.
        """
        numbers = [number for number in range(len(self.texts)) if number not in self.known]
        remembered = [number for number in numbers if is_remembered(self.texts[number])]
        remembered.sort(key=lambda number: (-len(self.texts[number].inline.text), self.texts[number].inline.text))
        return remembered + [number for number in numbers if not is_remembered(self.texts[number])]

    def completed(
        self, piece: Piece, made: Sequence[Translated]
    ) -> Iterator[tuple[ArticleTask, list[tuple[Segment, Translated]]]]:
        """Take the translations of a piece, and yield the assignments that are complete now, with their texts.

        Those of which the memory knew everything come with the piece that has no texts.
        """
        self.known.update(zip(piece.numbers, made, strict=True))
        now = Counter(self._owner[number] for number in piece.numbers)
        self._waiting -= now
        for number in sorted(now) if piece.numbers else range(len(self._assignments)):
            if not self._waiting[number]:
                yield self._complete(number)

    def _complete(self, number: int) -> tuple[ArticleTask, list[tuple[Segment, Translated]]]:
        assignment, texts = self._assignments[number]
        start = self._starts[number]
        return assignment, [(text, self.known.pop(start + index)) for index, text in enumerate(texts)]
