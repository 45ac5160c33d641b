"""A Markdown body, read once: its lines, of which translation reads the text, and its blocks, which pages write."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sitegen.content.body.blocks import Block, BlockParser, Document, Role, own_parser, run_starts
from sitegen.content.body.lines import BLANK, Kind, Line, Part, has_letter, parse_line
from sitegen.content.body.plain_blocks import PlainBlock, plain_blocks, read_words


class Body(NamedTuple):
    """A body: one of ``lines`` for each, and in ``blocks`` each plain block, or the numbers of the lines between two.

    Lines are numbered from 0. Those that are in no plain block are Markdown that only a Markdown parser can read: what
    it made of them is in ``document``, if there are any.
    """

    lines: tuple[Line, ...]
    blocks: tuple[PlainBlock | range, ...]
    document: Document | None = None


def read_body(body: Sequence[str], related_labels: Sequence[str] = (), parser: BlockParser | None = None) -> Body:
    """Read the lines of a body.

    ``related_labels`` are the words that make a line such as ``BACA JUGA: Headline`` a related headline. ``parser`` is
    asked for what is not plain; what it says of one body is good until it is asked for the next.

    >>> body = read_body(("## Cuaca", "", "Hujan turun."))
    >>> [part.text for line in body.lines for part in line.parts if part.readable]
    ['Cuaca', 'Hujan turun.']
    """
    parser = parser or own_parser()
    label = _label(tuple(related_labels))
    plain = plain_blocks(body)
    covered = sum(len(block.lines) for block in plain)
    document: Document | None = None
    if covered < len(body) - body.count(""):
        document = parser.parse(body, plain)
        if any(document.blocks[block.first].role is not Role.TEXT for block in run_starts(body, plain)):
            plain = []  # they are in code
            document = parser.parse(body)
    parts = document.blocks if document else []
    sentence = itertools.count(1)
    lines: list[Line] = []
    found: list[PlainBlock | range] = []
    for block in plain:
        between = range(len(lines), block.first)
        lines += [_line(body, number, parts, label, sentence) for number in between]
        found += [between, read := _related(block, body[block.first], label)]
        lines += _plain_lines(read, body, sentence)
    rest = range(len(lines), len(body))
    lines += [_line(body, number, parts, label, sentence) for number in rest]
    return Body(tuple(lines), tuple(block for block in (*found, rest) if _has_text(block, body)), document)


def _has_text(block: PlainBlock | range, body: Sequence[str]) -> bool:
    return isinstance(block, PlainBlock) or any(body[number] for number in block)


def _related(block: PlainBlock, line: str, label: re.Pattern[str] | None) -> PlainBlock:
    """The block as a related headline, if it is one."""
    if label is None or block.kind != "paragraph" or len(block.lines) > 1:
        return block
    match = label.match(line)
    headline = read_words(line[match.end() :]) if match and has_letter(line, match.end()) else None
    return PlainBlock("related", block.first, match[0], (headline,)) if match and headline else block


def _plain_lines(block: PlainBlock, body: Sequence[str], sentence: Iterator[int]) -> Iterator[Line]:
    before = (Part(block.prefix, readable=False),) if block.prefix else ()
    kind = Kind.RELATED if block.kind == "related" else Kind.TEXT
    for number in block.places:
        text = Part(body[number][len(block.prefix) :], readable=True)
        yield Line(kind, (*before, text), next(sentence))


def _line(
    body: Sequence[str], number: int, parts: Sequence[Block], label: re.Pattern[str] | None, sentence: Iterator[int]
) -> Line:
    text = body[number]
    if not text:
        return BLANK
    match = label.match(text) if label and parts[number].role is Role.TEXT else None
    if match and has_letter(text, match.end()) and _is_alone(body, number):
        return parse_line(text, Block(Role.TEXT), sentence, label=match.end())
    goes_on = number + 1 < len(body) and body[number + 1].strip() != "" and parts[number + 1].role is Role.TEXT
    return parse_line(text, parts[number], sentence, goes_on=goes_on)


def _is_alone(body: Sequence[str], number: int) -> bool:
    """Whether a line is a paragraph of its own."""
    return not any(line.strip() for line in (*body[max(0, number - 1) : number], *body[number + 1 : number + 2]))


@lru_cache(maxsize=16)
def _label(labels: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for the label, colon and white space at the start of a related headline; None for no labels."""
    if not labels:
        return None
    words = "|".join(re.escape(label).replace(r"\ ", r"[\s\u00a0]+") for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?:{words})[\s\u00a0]*:[\s\u00a0]*", re.IGNORECASE)
