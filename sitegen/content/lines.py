"""The lines of a Markdown body: which of their characters are text to be read, and which are markup to be kept.

The rules are those of Python-Markdown with its fenced code, footnote and table extensions. Where a line could be read
two ways, it counts as code: leaving a sentence untranslated is a smaller harm than translating a program.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from markdown.util import BLOCK_LEVEL_ELEMENTS


class Kind(Enum):
    """What a line is."""

    BLANK = "blank"
    TEXT = "text"  # a sentence of a paragraph, list item, block quote, heading or footnote
    ROW = "row"  # of a table
    RELATED = "related"  # a headline of another article
    HTML = "html"  # raw HTML
    MARKUP = "markup"  # nothing to read: code, rules, link definitions, comments


@dataclass(frozen=True)
class Part:
    """A stretch of a line. ``readable`` parts are inline Markdown (or, on HTML lines, HTML text) to be translated."""

    text: str
    readable: bool


@dataclass(frozen=True)
class Line:
    """A line of a body: ``"".join(part.text for part in parts)`` is the line.

    ``sentence`` numbers the lines that a reader can link to, from 1; None on all others.
    """

    kind: Kind
    parts: tuple[Part, ...]
    sentence: int | None = None


_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_PREFIX = re.compile(
    r"""
    (?: [ ]{0,3} > [ ]? | [ \t]* (?: [*+-] | \d+\. ) [ ]+ | [ \t]* \[\^[^\]]*\]: [ ]* )*  # quote, item, footnote
    [ \t]* (?: \#{1,6} [ ]* )?  # heading
    """,
    re.VERBOSE,
)
_QUOTE_OR_ITEM = re.compile(r"[ ]{0,3}>|[ \t]*(?:[*+-]|\d+\.)[ ]|[ ]{0,3}\[\^[^\]]*\]:")
_HEADING = re.compile(r"\#{1,6}[ ]*$")
_SUFFIX = re.compile(r"[ \t]*$")
_HEADING_SUFFIX = re.compile(r"[ \t]*\#*[ \t]*$")
_DEFINITION = re.compile(r"[ ]{0,3}\[(?!\^)[^\]]+\]:[ ]*\S")
_TABLE_RULE = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_PIPE = re.compile(r"(?P<skip>\\.|(`+)(?:.*?[^`])?\2(?!`))|(?P<pipe>\|)")
_HTML_BLOCK = re.compile(rf"[ ]{{0,3}}<(?:!--|[?]|/?(?:{'|'.join(BLOCK_LEVEL_ELEMENTS)})\b)", re.IGNORECASE)
_HTML_TOKEN = re.compile(r"<!--.*?(?:-->|$)|<[?].*?(?:[?]>|$)|</?([A-Za-z][A-Za-z0-9-]*)[^<>]*>")
_VERBATIM_ELEMENTS = frozenset({"code", "kbd", "math", "pre", "script", "style", "svg", "textarea"})
_VOID_ELEMENTS = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})
_READABLE = re.compile(r"[^\W_]")


def parse_lines(body: Sequence[str], related_labels: Sequence[str] = ()) -> tuple[Line, ...]:
    """Return the parsed lines of ``body``, one for each.

    ``related_labels`` are the words that make a line such as ``BACA JUGA: Headline`` a related headline.
    """
    reader = _Reader(body, related_pattern(related_labels))
    parsed: list[Line] = []
    while len(parsed) < len(body):
        parsed.extend(reader.block(len(parsed)))
    return _number(parsed)


def related_pattern(labels: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for the label, colon and white space at the start of a related headline; None for no labels."""
    if not labels:
        return None
    words = "|".join(re.escape(label).replace(r"\ ", r"[\s\u00a0]+") for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?:{words})[\s\u00a0]*:[\s\u00a0]*", re.IGNORECASE)


def _number(lines: list[Line]) -> tuple[Line, ...]:
    numbered: list[Line] = []
    count = 0
    for line in lines:
        if line.kind in {Kind.TEXT, Kind.ROW, Kind.RELATED}:
            count += 1
            numbered.append(Line(line.kind, line.parts, count))
        else:
            numbered.append(line)
    return tuple(numbered)


def _markup(text: str) -> Line:
    return Line(Kind.MARKUP if text.strip() else Kind.BLANK, (Part(text, readable=False),) if text else ())


def _line(kind: Kind, parts: Sequence[tuple[str, bool]]) -> Line:
    kept = tuple(Part(text, readable) for text, readable in parts if text)
    return Line(kind if any(part.readable for part in kept) else Kind.MARKUP, kept)


class _Reader:
    """Reads a body block by block; ``depth`` is the number of list or footnote levels that are open."""

    def __init__(self, body: Sequence[str], related: re.Pattern[str] | None) -> None:
        self.body = body
        self.related = related
        self.depth = 0

    def block(self, start: int) -> list[Line]:
        """The lines of the block that begins at ``start``, at least one."""
        text = self.body[start]
        after_blank = start == 0 or not self.body[start - 1].strip()
        if not text.strip():
            return [_markup(text)]
        if after_blank and not text.startswith((" ", "\t")) and not _QUOTE_OR_ITEM.match(text):
            self.depth = 0
        if length := self._fence(start):
            return [_markup(line) for line in self.body[start : start + length]]
        if after_blank and self._is_indented_code(text):
            return [_markup(text)]
        if _HTML_BLOCK.match(text):
            return self._html(start)
        if after_blank and (length := self._table(start)):
            rows = [_row(line) for line in self.body[start : start + length]]
            rows[1] = _markup(self.body[start + 1])
            return rows
        return [self._text(text, alone=after_blank and self._ends_block(start))]

    def _ends_block(self, start: int) -> bool:
        return start + 1 == len(self.body) or not self.body[start + 1].strip()

    def _fence(self, start: int) -> int:
        """The number of lines of the fenced code that begins at ``start``; 0 if none does."""
        prefix = _PREFIX.match(self.body[start])
        opening = _FENCE.match(self.body[start], prefix.end() if prefix else 0)
        if not opening:
            return 0
        for number in range(start + 1, len(self.body)):
            if self.body[number].lstrip(" \t>").rstrip() == opening[1]:
                return number - start + 1
        return 0

    def _is_indented_code(self, text: str) -> bool:
        expanded = text.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip(" "))
        if indent < 4:
            return False
        return indent >= 4 * (self.depth + 1) and not (self.depth and _QUOTE_OR_ITEM.match(text))

    def _html(self, start: int) -> list[Line]:
        """Raw HTML, to the line where its outermost element is closed."""
        open_elements: list[str] = []
        lines: list[Line] = []
        in_comment = False
        for text in self.body[start:]:
            parts, in_comment = _html_parts(text, open_elements, in_comment=in_comment)
            lines.append(_line(Kind.HTML, parts) if text.strip() else _markup(text))
            if not open_elements and not in_comment:
                break
        else:
            # Never closed: only this line counts as HTML, and what follows is read as usual.
            return lines[:1]
        return lines

    def _table(self, start: int) -> int:
        """The number of lines of the table that begins at ``start``; 0 if none does."""
        if start + 1 >= len(self.body) or "|" not in self.body[start] or not _TABLE_RULE.match(self.body[start + 1]):
            return 0
        if "|" not in self.body[start + 1] or len(_cells(self.body[start])) != len(_cells(self.body[start + 1])):
            return 0
        end = next((n for n in range(start, len(self.body)) if not self.body[n].strip()), len(self.body))
        return end - start

    def _text(self, text: str, *, alone: bool) -> Line:
        if _DEFINITION.match(text):
            return _markup(text)
        if self.related and alone and (label := self.related.match(text)):
            return _line(Kind.RELATED, [(label[0], False), (text[label.end() :], True)])
        prefix = _PREFIX.match(text)
        start = prefix.end() if prefix else 0
        if _QUOTE_OR_ITEM.match(text):
            indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip(" "))
            self.depth = 0 if text.lstrip().startswith(">") else indent // 4 + 1
        pattern = _HEADING_SUFFIX if _HEADING.search(text, 0, start) else _SUFFIX
        suffix = pattern.search(text, start)
        end = max(start, suffix.start()) if suffix else len(text)
        readable = bool(_READABLE.search(text, start, end))
        return _line(Kind.TEXT, [(text[:start], False), (text[start:end], readable), (text[end:], False)])


def _cells(row: str) -> list[tuple[int, int]]:
    """Where the cells of a table row are, without the outer pipes."""
    pipes = [match.start() for match in _PIPE.finditer(row) if match["pipe"]]
    left = len(row) - len(row.lstrip())
    right = len(row.rstrip()) - 1
    edges = [
        -1 if not pipes or pipes[0] != left else None,
        *pipes,
        len(row) if not pipes or pipes[-1] != right else None,
    ]
    bounds = [edge for edge in edges if edge is not None]
    return [(start + 1, end) for start, end in itertools.pairwise(bounds)]


def _row(row: str) -> Line:
    parts: list[tuple[str, bool]] = []
    position = 0
    for start, end in _cells(row):
        cell = row[start:end]
        first = start + len(cell) - len(cell.lstrip())
        last = start + len(cell.rstrip())
        if first < last and _READABLE.search(cell):
            parts += [(row[position:first], False), (row[first:last], True)]
            position = last
    parts.append((row[position:], False))
    return _line(Kind.ROW, parts)


def _html_parts(text: str, open_elements: list[str], *, in_comment: bool) -> tuple[list[tuple[str, bool]], bool]:
    """The tags and texts of a line of raw HTML. Updates ``open_elements``; returns whether a comment is still open."""
    parts: list[tuple[str, bool]] = []
    position = 0
    if in_comment:
        end = text.find("-->")
        if end < 0:
            return [(text, False)], True
        position = end + 3
        parts.append((text[:position], False))
    for token in _HTML_TOKEN.finditer(text, position):
        parts += _html_text(text[position : token.start()], open_elements)
        parts.append((token[0], False))
        position = token.end()
        if token[0].startswith("<!--") and not token[0].endswith("-->"):
            return parts, True
        if token[1]:
            _open_or_close(token[0], token[1].lower(), open_elements)
    return parts + _html_text(text[position:], open_elements), False


def _html_text(text: str, open_elements: list[str]) -> list[tuple[str, bool]]:
    if not _READABLE.search(text) or _VERBATIM_ELEMENTS.intersection(open_elements):
        return [(text, False)]
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return [(text[:start], False), (text[start:end], True), (text[end:], False)]


def _open_or_close(tag: str, name: str, open_elements: list[str]) -> None:
    if tag.startswith("</"):
        if name in open_elements:
            while open_elements.pop() != name:
                pass
    elif name not in _VOID_ELEMENTS and not tag.endswith("/>"):
        open_elements.append(name)
