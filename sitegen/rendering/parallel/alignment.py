"""Aligns the two texts of a story for the parallel page.

Sentences are paired by their numbers. Around them stays the structure that both texts have: paragraphs, headings,
lists, quotations, footnotes. What cannot be taken apart by sentences, such as a table, stands beside its counterpart as
a whole, and what is the same in both, such as code, stands there once.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Literal, NamedTuple, TypeVar

from markupsafe import Markup

from sitegen.content.states import SegmentStatus
from sitegen.rendering.body.sanitising import HEADINGS
from sitegen.rendering.parallel.blocks import NESTING, Block, Segment, joined, segments_of
from sitegen.rendering.parallel.sides import Side

_DEEPEST = 8
"""Structure that is nested more deeply is left whole."""

PartT = TypeVar("PartT")


class ParallelPair(NamedTuple):
    """Aligned texts.

    ``texts`` are the two texts, or the only one where both are the same; a text is empty where its language has nothing
    here. ``name`` is the id of the first text's sentence, or "title" or "caption", and empty where there is none;
    ``number`` is the sentence's number, if it is one. ``known`` is what is known of the translation, by the ids of the
    sentences.
    """

    texts: tuple[Markup, ...]
    name: str = ""
    known: tuple[tuple[str, SegmentStatus], ...] = ()
    kind: Literal["pair", "whole"] = "pair"
    number: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is one sentence in both languages of which nothing more is to be said, as nearly all are."""
        return self.number != "" and not self.known and all(self.texts)


@dataclass(frozen=True)
class ParallelGroup:
    """Structure that both texts have. ``element`` is that of HTML, or "related" for headlines of other articles."""

    element: str
    parts: tuple[ParallelGroup | ParallelPair, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    kind: Literal["group"] = "group"


ParallelPart = ParallelGroup | ParallelPair


def parallel_parts(first: Side, second: Side, known: Mapping[str, SegmentStatus]) -> tuple[ParallelPart, ...]:
    """Return two bodies aligned. ``known`` has the states of the translation's sentences (``s12``)."""
    return _Pairing(first, second, known).parts(first.body.blocks, second.body.blocks)


class _Pairing:
    def __init__(self, first: Side, second: Side, known: Mapping[str, SegmentStatus]) -> None:
        self.sides = (first, second)
        self.known = known

    def parts(self, first: Sequence[Block], second: Sequence[Block], depth: int = 0) -> tuple[ParallelPart, ...]:
        rows = align(first, second, attrgetter("numbers"))
        return tuple(self._beside(left, right, depth) for left, right in rows)

    def _beside(self, left: Sequence[Block], right: Sequence[Block], depth: int) -> ParallelPart:
        shape = (left or right)[0].shape
        if shape in NESTING and depth < _DEEPEST and _alike(left, right):
            inside = self.parts(left[0].inside if left else (), right[0].inside if right else (), depth + 1)
            return ParallelGroup(shape, inside, self._attributes(left, right))
        segments, others = segments_of(left), segments_of(right)
        if segments is None or others is None:
            return self._whole(left, right)
        rows = tuple(self._rows(segments, others))
        heading = shape in HEADINGS and len(rows) == 1
        return ParallelGroup(shape if heading or shape == "related" else "p", rows)

    def _rows(self, first: Sequence[Segment], second: Sequence[Segment]) -> Iterator[ParallelPair]:
        for segments, others in align(first, second, attrgetter("numbers")):
            left, right = joined(segments), joined(others)
            numbers = left.numbers | right.numbers
            if len(numbers) == 1:  # as nearly always
                yield self._pair(left, right, *numbers)
            elif (
                not numbers
                and left.nodes == right.nodes
                and not any(isinstance(node, str) and node.strip() for node in left.nodes)
            ):
                yield ParallelPair((self.sides[0].html(left.nodes),))
            else:
                texts = (self.sides[0].html(left.nodes), self.sides[1].html(right.nodes))
                yield ParallelPair(texts, known=self._known(sorted(numbers)))

    def _pair(self, left: Segment, right: Segment, number: int) -> ParallelPair:
        name = f"s{number}"
        state = self.known.get(name)
        texts = (self.sides[0].html(left.nodes), self.sides[1].html(right.nodes))
        return ParallelPair(texts, name, ((name, state),) if state else (), number=str(number))

    def _whole(self, left: Sequence[Block], right: Sequence[Block]) -> ParallelPair:
        nodes, others = ([node for block in side for node in block.nodes] for side in (left, right))
        found = sorted(_union(block.numbers for block in (*left, *right)))
        if not found and nodes == others:
            return ParallelPair((self.sides[0].html(nodes),), kind="whole")
        texts = (self.sides[0].html(nodes), self.sides[1].html(others))
        return ParallelPair(texts, known=self._known(found), kind="whole")

    def _attributes(self, left: Sequence[Block], right: Sequence[Block]) -> dict[str, str]:
        """The attributes, as plain text, of the element in which blocks are."""
        side, blocks = (self.sides[0], left) if left else (self.sides[1], right)
        element = blocks[0].element
        attributes = side.attributes(element) if element else {}
        return {name: html.unescape(value) for name, value in attributes.items()}

    def _known(self, found: Iterable[int]) -> tuple[tuple[str, SegmentStatus], ...]:
        if not self.known:
            return ()
        names = (f"s{number}" for number in found)
        return tuple((name, self.known[name]) for name in names if name in self.known)


def align(
    first: Sequence[PartT], second: Sequence[PartT], numbers_of: Callable[[PartT], AbstractSet[int]]
) -> Iterator[tuple[Sequence[PartT], Sequence[PartT]]]:
    """Yield stretches of two sequences that have the same numbers, as short as can be, in order and nothing left out.

    What has no number that the other sequence has too stands beside its like, or alone.
    """
    mine, others = [numbers_of(part) for part in first], [numbers_of(part) for part in second]
    if mine == others:  # as nearly always
        for part, counterpart in zip(first, second, strict=True):
            yield [part], [counterpart]
        return
    shared = _union(mine) & _union(others)
    left = right = 0
    while left < len(first) or right < len(second):
        start, begin = left, right
        left, right = min(left + 1, len(first)), min(right + 1, len(second))
        own, other = _union(mine[start:left]) & shared, _union(others[begin:right]) & shared
        if own and not other and right > begin:
            left, own = start, frozenset()
        elif other and not own and left > start:
            right, other = begin, frozenset()
        while own != other:
            if other - own and left < len(first):
                own |= mine[left] & shared
                left += 1
            elif right < len(second):
                other |= others[right] & shared
                right += 1
            else:
                break
        yield first[start:left], second[begin:right]


def _union(sets: Iterable[AbstractSet[int]]) -> frozenset[int]:
    return frozenset(chain.from_iterable(sets))


def _alike(left: Sequence[Block], right: Sequence[Block]) -> bool:
    """Whether there is no more than one block on each side, and both have the same shape."""
    return len(left) <= 1 and len(right) <= 1 and len({block.shape for block in (*left, *right)}) == 1
