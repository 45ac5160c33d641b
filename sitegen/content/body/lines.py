"""The lines of a Markdown body: which of their characters are text to be read, and which are markup to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from sitegen.content.body.blocks import Block, Role, Span
from sitegen.content.body.code_spans import masked


class Kind(Enum):
    """What a line is."""

    BLANK = "blank"
    TEXT = "text"  # a sentence of a paragraph, list item, block quote, heading or footnote
    ROW = "row"  # of a table
    RELATED = "related"  # a headline of another article
    HTML = "html"  # raw HTML
    MARKUP = "markup"  # nothing to read: code, rules, link definitions, comments


class Part(NamedTuple):
    """A stretch of a line. ``readable`` parts are inline Markdown (or, on HTML lines, HTML text) to be translated."""

    text: str
    readable: bool


class Line(NamedTuple):
    """A line of a body: ``"".join(part.text for part in parts)`` is the line.

    ``sentence`` numbers the lines that a reader can link to, from 1; None on all others.
    """

    kind: Kind
    parts: tuple[Part, ...]
    sentence: int | None = None


_PREFIX = re.compile(
    r"""
    (?: [ ]{0,3} > [ ]? | [ \t]* (?: [*+-] | \d+\. ) [ ]+ | [ \t]* \[\^[^\]]*\]: [ ]* )*  # quote, item, footnote
    [ \t]* (?: \#{1,6} [ ]* )?  # heading
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"\#{1,6}[ ]*$")
_SUFFIX = re.compile(r"[ \t]*$")
_BREAK = re.compile(r"(?<!\\)(?:\\\\)*(?P<backslash>\\)$")
_HEADING_SUFFIX = re.compile(r"[ \t]*\#*[ \t]*$")
_READABLE = re.compile(r"[^\W_]")
BLANK = Line(Kind.BLANK, ())
"""A line without anything."""


def has_letter(text: str, start: int = 0) -> bool:
    """Whether there is anything to read in a text."""
    return _READABLE.search(text, start) is not None


_KINDS = {Role.TEXT: Kind.TEXT, Role.ROW: Kind.ROW, Role.HTML: Kind.HTML, Role.OTHER: Kind.MARKUP}


def parse_line(text: str, block: Block, sentence: Iterator[int], *, label: int = 0, goes_on: bool = False) -> Line:
    """Return the parsed line of a text in ``block``; text without a letter is no sentence.

    ``label`` is the length of the label of a related headline, if it is one. ``goes_on`` says that text follows on the
    next line, so that a backslash at the end breaks the line.
    """
    kind = Kind.RELATED if label else _KINDS[block.role]
    markup = [(0, label)] if label else _markup(text, block, goes_on=goes_on)
    parts: list[Part] = []
    kept = position = 0
    for start, end in [*sorted(markup), (len(text), len(text))]:
        if position < start and _READABLE.search(text, position, start):
            first = position + len(text[position:start]) - len(text[position:start].lstrip())
            last = position + len(text[position:start].rstrip())
            parts += [Part(text[kept:first], readable=False), Part(text[first:last], readable=True)]
            kept = last
        position = max(position, end)
    if not parts:
        return Line(Kind.MARKUP if text.strip() else Kind.BLANK, (Part(text, readable=False),) if text else ())
    parts = [part for part in (*parts, Part(text[kept:], readable=False)) if part.text]
    return Line(kind, tuple(parts), next(sentence) if kind in {Kind.TEXT, Kind.ROW, Kind.RELATED} else None)


def _markup(text: str, block: Block, *, goes_on: bool) -> list[Span]:
    """Where a line is markup."""
    match block.role:
        case Role.OTHER:
            return [(0, len(text))]
        case Role.HTML:
            return list(block.hidden)
        case Role.ROW:
            return [*_pipes(text)]
    prefix = _PREFIX.match(text)
    start = prefix.end() if prefix else 0
    is_heading = _HEADING.search(text, 0, start) is not None
    suffix = (_HEADING_SUFFIX if is_heading else _SUFFIX).search(text, start)
    end = suffix.start() if suffix else len(text)
    if goes_on and not is_heading and (hard_break := _BREAK.search(text, start)):
        end = hard_break.start("backslash")
    return [(0, start), *block.hidden, (end, len(text))]


def _pipes(row: str) -> Iterator[Span]:
    """Where the lines between the cells of a table row are."""
    return (match.span() for match in re.finditer(r"\|", masked(row)))
