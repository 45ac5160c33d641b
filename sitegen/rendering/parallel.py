"""The two texts of a story side by side: which part of one stands beside which part of the other.

Sentences are paired by their numbers. Around them stays the structure that both texts have: paragraphs, headings,
lists, quotations, footnotes. What cannot be taken apart by sentences, such as a table, stands beside its counterpart as
a whole, and what is the same in both, such as code, stands there once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, TypeVar

from markupsafe import Markup

from sitegen.content.states import State
from sitegen.rendering.html_tree import Element, Node, Run, has_content, parts, to_html
from sitegen.rendering.parallel_sides import NUMBER, Side, numbers
from sitegen.rendering.sanitising import HEADINGS

_SHARED_CLASSES = ("footnote", "related")
_NESTING = {"blockquote", "li", "ol", "ul", *_SHARED_CLASSES}
_SHARED_ATTRIBUTES = {"class", "id", "reversed", "start", "type", "value"}
_DEEPEST = 8
"""Structure that is nested more deeply is left whole."""

PartT = TypeVar("PartT")


@dataclass(frozen=True)
class ParallelPair:
    """What stands beside each other.

    ``texts`` are the two texts, or the only one where both are the same; a text is empty where its language has nothing
    here. ``name`` is the id of the first text's sentence, or "title" or "caption", and empty where there is none.
    ``known`` is what is known of the translation, by the ids of the sentences.
    """

    texts: tuple[Markup, ...]
    name: str = ""
    known: tuple[tuple[str, State], ...] = ()
    kind: Literal["pair", "whole"] = "pair"

    @property
    def number(self) -> str:
        """The sentence's number, if it is one."""
        return self.name[1:] if self.name[1:].isdecimal() else ""


@dataclass(frozen=True)
class ParallelGroup:
    """Structure that both texts have. ``element`` is that of HTML, or "related" for headlines of other articles."""

    element: str
    parts: tuple[ParallelGroup | ParallelPair, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    kind: Literal["group"] = "group"


ParallelPart = ParallelGroup | ParallelPair


@dataclass(frozen=True)
class _Segment:
    """A sentence, or text between sentences, with what belongs to it."""

    nodes: Run
    number: int | None = None


def parallel_parts(first: Side, second: Side, known: Mapping[str, State]) -> tuple[ParallelPart, ...]:
    """Return two bodies beside each other. ``known`` is what is known of the translation's sentences (``s12``)."""
    return _Pairing(first, second, known).parts(parts(first.nodes), parts(second.nodes))


class _Pairing:
    def __init__(self, first: Side, second: Side, known: Mapping[str, State]) -> None:
        self.sides = (first, second)
        self.known = known

    def parts(
        self, first: Sequence[Element | Run], second: Sequence[Element | Run], depth: int = 0
    ) -> tuple[ParallelPart, ...]:
        return tuple(
            part for left, right in align(first, second, _numbers_of) for part in self._beside(left, right, depth)
        )

    def _beside(
        self, left: Sequence[Element | Run], right: Sequence[Element | Run], depth: int
    ) -> Iterator[ParallelPart]:
        model = (left or right)[0]
        shape = _shape(model)
        alike = len(left) <= 1 and len(right) <= 1 and all(_shape(part) == shape for part in (*left, *right))
        if alike and shape in _NESTING and isinstance(model, Element) and depth < _DEEPEST:
            inside = [
                parts(child for part in side if isinstance(part, Element) for child in part.children)
                for side in (left, right)
            ]
            attributes = self.sides[0 if left else 1].attributes(model)
            yield ParallelGroup(shape, self.parts(inside[0], inside[1], depth + 1), attributes)
            return
        segments = [_segments(side) for side in (left, right)]
        if segments[0] is None or segments[1] is None:
            yield self._whole(left, right)
            return
        rows = tuple(self._rows(segments[0], segments[1]))
        heading = shape in HEADINGS and len(rows) == 1
        yield ParallelGroup(shape if heading or shape == "related" else "p", rows)

    def _rows(self, first: Sequence[_Segment], second: Sequence[_Segment]) -> Iterator[ParallelPair]:
        for left, right in align(first, second, _number_of):
            nodes = [[node for segment in side for node in segment.nodes] for side in (left, right)]
            found = sorted({segment.number for segment in (*left, *right) if segment.number})
            if (
                not found
                and nodes[0] == nodes[1]
                and not any(isinstance(node, str) and node.strip() for node in nodes[0])
            ):
                yield ParallelPair((self._html(0, nodes[0]),))
            else:
                texts = tuple(self._html(side, run) for side, run in enumerate(nodes))
                yield ParallelPair(texts, f"s{found[0]}" if len(found) == 1 else "", self._known(found))

    def _whole(self, left: Sequence[Element | Run], right: Sequence[Element | Run]) -> ParallelPair:
        found = sorted(numbers(_flat(left)) | numbers(_flat(right)))
        if not found and _flat(left) == _flat(right):
            return ParallelPair((self._html(0, _flat(left)),), kind="whole")
        texts = (self._html(0, _flat(left)), self._html(1, _flat(right)))
        return ParallelPair(texts, known=self._known(found), kind="whole")

    def _html(self, side: int, nodes: Iterable[Node]) -> Markup:
        return Markup(to_html(self.sides[side].fitted(nodes)).strip())  # noqa: S704  # sanitised, see `Side`

    def _known(self, found: Iterable[int]) -> tuple[tuple[str, State], ...]:
        names = (f"s{number}" for number in found)
        return tuple((name, self.known[name]) for name in names if name in self.known)


def align(
    first: Sequence[PartT], second: Sequence[PartT], numbers_of: Callable[[PartT], AbstractSet[int]]
) -> Iterator[tuple[Sequence[PartT], Sequence[PartT]]]:
    """Yield stretches of two sequences that have the same numbers, as short as can be, in order and nothing left out.

    What has no number that the other sequence has too stands beside its like, or alone.
    """
    mine, others = [numbers_of(part) for part in first], [numbers_of(part) for part in second]
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


def _numbers_of(part: Element | Run) -> frozenset[int]:
    return numbers(part if isinstance(part, list) else [part])


def _number_of(segment: _Segment) -> frozenset[int]:
    return frozenset({segment.number} if segment.number else ())


def _flat(sequence: Iterable[Element | Run]) -> Run:
    return [node for part in sequence for node in (part if isinstance(part, list) else [part])]


def _shape(part: Element | Run) -> str:
    """The name of what can be taken apart; empty for all else."""
    if isinstance(part, list):
        return "p"
    if not part.attributes.keys() <= _SHARED_ATTRIBUTES:
        return ""
    if part.name == "div":
        return next((name for name in _SHARED_CLASSES if part.has_class(name)), "")
    return part.name if part.name in _NESTING or part.name == "p" or part.name in HEADINGS else ""


def _segments(sequence: Iterable[Element | Run]) -> list[_Segment] | None:
    """The sentences of all that is in ``sequence``; None if something cannot be taken apart."""
    found: list[_Segment] = []
    for part in sequence:
        inside = _segments(parts(part.children)) if isinstance(part, Element) and _shape(part) else None
        if isinstance(part, list):
            found += _segments_of(part)
        elif inside is None:
            return None
        else:
            found += inside
    return found


def _segments_of(run: Run) -> Iterator[_Segment]:
    """The sentences of a run. What stands on a sentence's line, such as a dateline, belongs to it."""
    line: Run = []
    number: int | None = None
    for node in run:
        if isinstance(node, str):
            beginning, *more = node.split("\n")
            line.append(beginning)
            for text in more:
                if has_content(line):
                    yield _Segment(line, number)
                line, number = [text], None
            continue
        own = int(node.attributes[NUMBER]) if NUMBER in node.attributes else None
        if own and number and own != number:
            yield _Segment(line, number)
            line, number = [], None
        line.append(node)
        number = own or number
    if has_content(line):
        yield _Segment(line, number)
