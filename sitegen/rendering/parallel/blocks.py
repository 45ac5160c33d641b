"""A text as blocks and their sentences, ready for alignment with the other language."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sitegen.rendering.body.sanitising import BLOCK_ELEMENTS, HEADINGS
from sitegen.rendering.body.tree import Element, Node, Sentence, walk

Run = list[Node]
"""Text, sentences and inline elements that stand together."""
NUMBER = "data-sentence"
"""The attribute that every span of a sentence has on a parallel page: its number."""
_SHARED_CLASSES = ("footnote", "related")
NESTING = {"blockquote", "li", "ol", "ul", *_SHARED_CLASSES}
"""The shapes that have blocks in them which can stand beside each other."""
_BREAKS = {"br", "wbr"}
_SHARED_ATTRIBUTES = {"class", "id", "reversed", "start", "type", "value"}


class Segment(NamedTuple):
    """A sentence, or text between sentences, with what belongs to it. Of joined ones it has all numbers."""

    nodes: Run
    numbers: frozenset[int] = frozenset()


class Block(NamedTuple):
    """A block element, or text between block elements.

    ``shape`` is the name of what can be taken apart and empty for all else, ``segments`` are the sentences of all that
    is in the block, or None if something in it cannot be taken apart.
    """

    nodes: Run
    numbers: frozenset[int]
    shape: str = "p"
    segments: list[Segment] | None = None
    inside: Sequence[Block] = ()

    @property
    def element(self) -> Element | None:
        """The block element, if it is one."""
        return self.nodes[0] if len(self.nodes) == 1 and isinstance(self.nodes[0], Element) else None


@dataclass(frozen=True)
class Body:
    """An article's text."""

    nodes: list[Node]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids in it as plain text."""
        found: set[str] = set()
        for node in walk(self.nodes):
            if isinstance(node, Sentence):
                found.add(f"s{node.number}")
            elif isinstance(node, Element) and "id" in node.attributes:
                found.add(html.unescape(node.attributes["id"]))
        return frozenset(found)

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks of the text."""
        return _blocks(self.nodes)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of all sentences."""
        return frozenset().union(*(block.numbers for block in self.blocks))


def joined(segments: Sequence[Segment]) -> Segment:
    """Return segments as one."""
    if len(segments) == 1:
        return segments[0]
    nodes = [node for segment in segments for node in segment.nodes]
    return Segment(nodes, frozenset().union(*(segment.numbers for segment in segments)))


def segments_of(blocks: Sequence[Block]) -> list[Segment] | None:
    """Return the sentences of blocks; None if something in them cannot be taken apart."""
    if len(blocks) == 1:
        return blocks[0].segments
    found: list[Segment] = []
    for block in blocks:
        if block.segments is None:
            return None
        found += block.segments
    return found


def _blocks(nodes: Iterable[Node]) -> list[Block]:
    return [_block(part) if isinstance(part, Element) else _text(part) for part in _parts(nodes)]


def _parts(nodes: Iterable[Node]) -> list[Element | Run]:
    """The block elements of ``nodes`` and the runs between them; runs without content are left out."""
    found: list[Element | Run] = []
    for node in nodes:
        if isinstance(node, Element) and node.name in BLOCK_ELEMENTS:
            found.append(node)
        elif found and isinstance(found[-1], list):
            found[-1].append(node)
        else:
            found.append([node])
    return [part for part in found if isinstance(part, Element) or _has_content(part)]


def _has_content(run: Iterable[Node]) -> bool:
    """Whether there is anything to see in a run."""
    return any(map(_is_content, run))


def _is_content(node: Node) -> bool:
    if isinstance(node, str):
        return bool(node) and not node.isspace()
    return isinstance(node, Sentence) or node.name not in _BREAKS


def _text(run: Run) -> Block:
    return _plain(run) or Block(run, _numbers(run), segments=list(_lines(run)))


def _plain(run: Run) -> Block | None:
    """The block of a run, if there is nothing in it but plain sentences, each on a line of its own."""
    if not run or not all(type(node) is Sentence or node == "\n" for node in run):
        return None
    segments = [Segment([node], frozenset((node.number,))) for node in run if isinstance(node, Sentence)]
    return Block(run, frozenset([number for segment in segments for number in segment.numbers]), segments=segments)


def _block(element: Element) -> Block:
    shape = _shape(element)
    if not shape:
        return Block([element], _numbers([element]), shape)
    plain = _plain(element.children)
    inside = [plain] if plain else _blocks(element.children)
    numbers = inside[0].numbers if len(inside) == 1 else frozenset().union(*(block.numbers for block in inside))
    return Block([element], numbers, shape, segments_of(inside), inside)


def _shape(element: Element) -> str:
    if not element.attributes.keys() <= _SHARED_ATTRIBUTES:
        return ""
    if element.name == "div":
        classes = element.attributes.get("class", "").split()
        return next((name for name in _SHARED_CLASSES if name in classes), "")
    return element.name if element.name in NESTING or element.name == "p" or element.name in HEADINGS else ""


def _numbers(nodes: Iterable[Node]) -> frozenset[int]:
    return frozenset([node.number for node in walk(nodes) if isinstance(node, Sentence)])


def _lines(run: Run) -> Iterator[Segment]:
    """The sentences of a run. What stands on a sentence's line, such as a dateline, belongs to it."""
    line: Run = []
    number: int | None = None
    for node in run:
        if isinstance(node, str):
            beginning, *more = node.split("\n")
            line.append(beginning)
            for text in more:
                if _has_content(line):
                    yield _segment(line, number)
                line, number = [text], None
            continue
        own = node.number if isinstance(node, Sentence) else None
        if own and number and own != number:
            yield _segment(line, number)
            line, number = [], None
        line.append(node)
        number = own or number
    if _has_content(line):
        yield _segment(line, number)


def _segment(line: Run, number: int | None) -> Segment:
    return Segment(line, frozenset({number}) if number else frozenset())
