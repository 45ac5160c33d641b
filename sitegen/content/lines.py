"""The lines of a Markdown body: which of their characters are text to be read, and which are markup to be kept."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from sitegen.content.blocks import PLAIN_TEXT, Block, Role, Span, blocks
from sitegen.content.code_spans import masked


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
_HEADING_SUFFIX = re.compile(r"[ \t]*\#*[ \t]*$")
_READABLE = re.compile(r"[^\W_]")
_PLAIN = re.compile(PLAIN_TEXT)
_EMPTY = Line(Kind.BLANK, ())


def parse_lines(body: Sequence[str], related_labels: Sequence[str] = ()) -> tuple[Line, ...]:
    """Return the parsed lines of ``body``, one for each.

    ``related_labels`` are the words that make a line such as ``BACA JUGA: Headline`` a related headline.
    """
    related = related_pattern(tuple(related_labels))
    parsed: list[Line] = []
    sentence = itertools.count(1)
    for number, (text, block) in enumerate(zip(body, blocks(body), strict=True)):
        if not text:
            parsed.append(_EMPTY)
            continue
        label = related.match(text) if related and block.role is Role.TEXT else None
        if label and _READABLE.search(text, label.end()) and _is_alone(body, number):
            parsed.append(_line(Kind.RELATED, text, [(0, label.end())], sentence))
        elif block.role is Role.TEXT and not block.hidden and _PLAIN.fullmatch(text):
            parsed.append(Line(Kind.TEXT, (Part(text, readable=True),), next(sentence)))
        else:
            parsed.append(_line(_KINDS[block.role], text, _markup(text, block), sentence))
    return tuple(parsed)


@lru_cache(maxsize=16)
def related_pattern(labels: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return a pattern for the label, colon and white space at the start of a related headline; None for no labels."""
    if not labels:
        return None
    words = "|".join(re.escape(label).replace(r"\ ", r"[\s\u00a0]+") for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?:{words})[\s\u00a0]*:[\s\u00a0]*", re.IGNORECASE)


def _is_alone(body: Sequence[str], number: int) -> bool:
    """Whether the line with a number, from 0, is a paragraph of its own."""
    return not any(line.strip() for line in (*body[max(0, number - 1) : number], *body[number + 1 : number + 2]))


_KINDS = {Role.TEXT: Kind.TEXT, Role.ROW: Kind.ROW, Role.HTML: Kind.HTML, Role.OTHER: Kind.MARKUP}


def _line(kind: Kind, text: str, markup: Sequence[Span], sentence: Iterator[int]) -> Line:
    """The line whose characters in ``markup`` are kept; what has no letter is kept as well."""
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


def _markup(text: str, block: Block) -> list[Span]:
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
    pattern = _HEADING_SUFFIX if _HEADING.search(text, 0, start) else _SUFFIX
    suffix = pattern.search(text, start)
    return [(0, start), *block.hidden, (suffix.start() if suffix else len(text), len(text))]


def _pipes(row: str) -> Iterator[Span]:
    """Where the lines between the cells of a table row are."""
    return (match.span() for match in re.finditer(r"\|", masked(row)))
