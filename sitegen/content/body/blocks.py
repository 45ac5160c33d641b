"""Which block each line of a body belongs to, according to Python-Markdown.

A private-use character is inserted into every line as its marker, after the first and last letter. The body is parsed,
and the position of a marker in the tree tells which block its line has become. The markers are removed again, so that
pages are made of the same parsed body (see `sitegen.rendering.body.markdown`).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import NamedTuple, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AtomicString

from sitegen.content.body.code_spans import CODE, masked
from sitegen.content.body.dialect import dialect
from sitegen.content.body.plain_blocks import PlainBlock

Span = tuple[int, int]


class Role(Enum):
    """The kind of text that a line belongs to."""

    TEXT = "text"  # a paragraph, list item, quotation, heading or footnote
    ROW = "row"  # a table
    HTML = "html"  # raw HTML
    OTHER = "other"  # code, a definition, a rule, or nothing that is shown


@dataclass(frozen=True)
class Block:
    """The block that a line belongs to.

    ``inside`` are the names of the elements that its text is in, the outermost first. ``hidden`` are the ranges of its
    characters that belong to inline markup which goes over several lines and, on a line of raw HTML, to tags, comments
    and what is inside elements such as ``pre``.
    """

    role: Role
    hidden: tuple[Span, ...] = ()
    inside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A line of a body, or some of it, in the parsed body: ``number`` counts the body's lines from 0.

    It stands in the text of ``element``, or with ``is_tail`` in that after it, from ``start`` to ``end``. A character
    of the line, with its tabs expanded, stands there by ``shift`` further left. Of a row of a table each cell is one.
    """

    number: int
    element: Element
    is_tail: bool
    start: int
    end: int
    shift: int

    def place_of(self, column: int) -> int:
        """Return where in the text a column of the line is, or the nearest place of the passage."""
        return min(self.end, self.start + max(0, column - self.shift))

    def begins_before(self, column: int) -> bool:
        """Tell whether the passage begins before a column of the line."""
        return self.shift < column

    def ends_after(self, column: int) -> bool:
        """Tell whether the passage ends after a column of the line."""
        return column < self.shift + self.end - self.start


@dataclass(frozen=True)
class Document:
    """A body that was parsed up to its inline markup. ``blocks`` say what each line is part of.

    ``root`` is the tree, None if the body is ``too_deep`` to be parsed or has nothing to parse. With what ``markdown``
    knows it is good until that parses another body. ``passages`` say where lines stand in it, in their order.
    """

    blocks: list[Block]
    markdown: Markdown | None = None
    root: Element | None = None
    passages: list[Passage] = field(default_factory=list)
    too_deep: bool = False


_OTHER = Block(Role.OTHER)
_FIRST, _LAST = 0xF0000, 0x10FFFD
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_FENCE = re.compile(r"[ \t>]*(?:`{3,}[^`]*|~{3,}[^~]*)$")
_BEFORE_TEXT = re.compile(r"(?:[ \t>*+\-#]|\d+\.[ ]+|\[\^[^\]]*\]:)*")
_TAG_OR_ENTITY = re.compile(r"<[/!?]?[A-Za-z](?:[^<>\n]|\n(?![ \t]*\n))*>|&#?[0-9A-Za-z]+;")
_LETTER = re.compile(r"[^\W_]")
# Python-Markdown takes a line that ends with a backslash for no heading.
_TO_LAST_LETTER = re.compile(r".*[^\W_](?:.*\\\Z)?", re.DOTALL)
# Inline markup that may go on on the next line. Code has been masked.
_INLINE = re.compile(rf"{CODE}+|<!--.*?-->|</?[A-Za-z][^<>]*>|\]\([^()]*\)", re.DOTALL)
_HTML_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<[?].*?(?:[?]>|\Z)|<!?/?([A-Za-z][A-Za-z0-9-]*)?[^<>]*>", re.DOTALL)
_VERBATIM_ELEMENTS = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"})


PAGE_BREAK = r"[ \t]*[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]\s*"
"""A pattern for a page break or its like, and the white space around it."""
_IS_PAGE_BREAK = re.compile(PAGE_BREAK)


class BlockParser:
    """Parses bodies one after another. Not for use by two threads at once: Python-Markdown keeps state."""

    def __init__(self, make: Callable[[], Markdown]) -> None:
        """``make`` gives Python-Markdown with our `dialect`, which takes long to be made."""
        self._make = make

    @cached_property
    def _markdown(self) -> Markdown:
        return self._make()

    def parse(self, body: Sequence[str], plain: Sequence[PlainBlock] = ()) -> Document:
        """Return the blocks of the lines of ``body``.

        For each run of ``plain`` blocks, of which the parser is not asked, it is shown one paragraph at the first's
        first line. A body that is nested too deeply for Python-Markdown to read has no text at all.
        """
        asked = {number: line for number, line in enumerate(body) if not is_page_break(line)}
        for block in plain:
            for number in block.places:
                del asked[number]
        for block in run_starts(body, plain):
            asked[block.first] = "x"
        numbers = sorted(asked)
        document = Document([_OTHER] * len(body))
        if not any(line.strip() for line in asked.values()):
            return document
        try:
            return _parsed(self._markdown.reset(), [asked[number] for number in numbers], numbers, document)
        except RecursionError:
            self.forget()
            return Document([_OTHER] * len(body), too_deep=True)

    def forget(self) -> None:
        """Begin with a new Python-Markdown, as this one may still be in the middle of a body."""
        self.__dict__.pop("_markdown", None)


def run_starts(body: Sequence[str], plain: Sequence[PlainBlock]) -> list[PlainBlock]:
    """Return the first of each run of plain blocks that have nothing between them."""
    starts: list[PlainBlock] = []
    end = 0
    for block in plain:
        if not starts or any(body[end : block.first]):
            starts.append(block)
        end = block.places.stop
    return starts


class _PerThread(threading.local):
    def __init__(self) -> None:
        self.parser = BlockParser(lambda: Markdown(extensions=dialect()))


_PER_THREAD = _PerThread()


def own_parser() -> BlockParser:
    """Return a parser that is this thread's alone."""
    return _PER_THREAD.parser


def blocks(body: Sequence[str]) -> list[Block]:
    """Return the block of each line of ``body`` (see `BlockParser.parse`)."""
    return own_parser().parse(body).blocks


def is_page_break(line: str) -> bool:
    """Tell whether a line is nothing but a page break or its like, which is no paragraph and ends none."""
    return _IS_PAGE_BREAK.fullmatch(line) is not None


def _parsed(markdown: Markdown, body: Sequence[str], numbers: Sequence[int], document: Document) -> Document:
    """Parse the lines ``body``, which have these ``numbers`` in the whole body, and add to ``document``."""
    places = _mark_places(body)
    lines = [_marked(line, number, places[number]) for number, line in enumerate(body)]
    fences = 0
    for preprocessor in markdown.preprocessors:
        lines = preprocessor.run(lines)
        if preprocessor is markdown.preprocessors["fenced_code_block"]:
            fences = markdown.htmlStash.html_counter
    root = cast(Element, markdown.parser.parseDocument(lines).getroot())
    markdown.treeprocessors["footnote"].run(root)
    for raw in markdown.htmlStash.rawHtmlBlocks[fences:]:
        text, found = _unmarked(str(raw), body, places)
        block = Block(Role.HTML, tuple(_html_markup(text)))
        for line in found:
            document.blocks[numbers[line.number]] = line.part(block, body)
    rows: dict[Element, int] = {}
    for element, is_tail, inside in list(_texts(root)):
        text, found = _unmarked((element.tail if is_tail else element.text) or "", body, places)
        block = _block(text, inside)
        for line in found:
            document.blocks[numbers[line.number]] = line.part(block, body)
            if block.role is Role.TEXT:
                passage = Passage(numbers[line.number], element, is_tail, line.start, line.end, line.shift)
                document.passages.append(passage)
            elif block.role is Role.ROW:
                rows[element] = numbers[line.number]
        if is_tail:
            element.tail = text
        else:
            element.text = AtomicString(text) if isinstance(element.text, AtomicString) else text
    document.passages.extend(_cells(root, rows))
    _unmark_stores(markdown)
    return replace(document, markdown=markdown, root=root)


def _cells(root: Element, rows: Mapping[Element, int]) -> Iterator[Passage]:
    """The cells of tables; of the ``rows`` it is known for one or two cells on what line of the body they are."""
    if rows:
        for row in root.iter("tr"):
            number = next((rows[cell] for cell in row if cell in rows), None)
            if number is not None:
                yield from (Passage(number, cell, False, 0, len(cell.text or ""), 0) for cell in row)


def _block(text: str, inside: tuple[str, ...]) -> Block:
    """What the lines of a text are part of; the hidden ranges are those of the text."""
    if inside[-1:] == ("code",):
        return Block(Role.OTHER, (), inside)
    role = Role.ROW if inside[-1:] in {("td",), ("th",)} else Role.TEXT
    return Block(role, tuple(_markup_across_lines(text)), inside)


def _unmark_stores(markdown: Markdown) -> None:
    """Take the marks out of what Python-Markdown keeps beside the tree: raw HTML, code, and definitions of links."""
    stored = markdown.htmlStash.rawHtmlBlocks
    stored[:] = [_MARK.sub("", raw) if isinstance(raw, str) else raw for raw in stored]
    definitions = [
        (_MARK.sub("", name), (_MARK.sub("", address), title and _MARK.sub("", title)))
        for name, (address, title) in markdown.references.items()
    ]
    markdown.references.clear()
    markdown.references.update(definitions)


def _texts(root: Element) -> Iterator[tuple[Element, bool, tuple[str, ...]]]:
    """The places of text in a tree that have marks, in order, each with the names of the elements around it."""
    waiting: list[tuple[Element, bool, tuple[str, ...]]] = [(root, False, ())]
    while waiting:  # and no recursion, however deep the tree is
        element, is_tail, inside = waiting.pop()
        text = element.tail if is_tail else element.text
        if text and _MARK.search(text):
            yield element, is_tail, inside
        if not is_tail:
            for child in reversed(element):
                waiting += [(child, True, inside), (child, False, (*inside, child.tag))]


def _mark_places(body: Sequence[str]) -> list[tuple[int, ...]]:
    """After the first and the last letter of each line, where marks change nothing; nothing where no letter is read."""
    without_tags = _TAG_OR_ENTITY.sub(lambda tag: re.sub(r"[^\n]", " ", tag[0]), "\n".join(body)).split("\n")
    places: list[tuple[int, ...]] = []
    for line, bare in zip(body, without_tags, strict=True):
        before = _BEFORE_TEXT.match(line)
        first = _LETTER.search(bare, before.end() if before else 0)
        last = _TO_LAST_LETTER.match(bare, first.start()) if first else None
        places.append((first.end(), last.end()) if first and last and not _FENCE.match(line) else ())
    return places


def _marked(line: str, number: int, places: Sequence[int]) -> str:
    line = _MARK.sub("\ufffd", line)
    first_mark = _FIRST + 2 * number
    if not places or first_mark >= _LAST:
        return line
    first, last = places
    return f"{line[:first]}{chr(first_mark)}{line[first:last]}{chr(first_mark + 1)}{line[last:]}"


def _markup_across_lines(text: str) -> list[Span]:
    return [match.span() for match in _INLINE.finditer(masked(text)) if "\n" in text[slice(*match.span())]]


def _html_markup(html: str) -> list[Span]:
    """Where ``html`` is not text to be read."""
    spans: list[Span] = []
    verbatim = ""
    position = 0
    for token in _HTML_TOKEN.finditer(html):
        name = (token[1] or "").lower()
        closes = token[0].startswith("</")
        spans.append((position if verbatim else token.start(), token.end()))
        position = token.end()
        if not verbatim and name in _VERBATIM_ELEMENTS and not closes and not token[0].endswith("/>"):
            verbatim = name
        elif closes and name == verbatim:
            verbatim = ""
    return [*spans, (position, len(html))] if verbatim else spans


class _TextLine(NamedTuple):
    """A line that was found in a text (see `Passage`)."""

    number: int
    start: int
    end: int
    shift: int

    def part(self, block: Block, body: Sequence[str]) -> Block:
        """What it is part of; the hidden ranges of ``block`` are those of the text, and of what is returned its own."""
        spans = [
            (max(first, self.start), min(last, self.end))
            for first, last in block.hidden
            if first < self.end and self.start < last
        ]
        ends = [_untabbed(place - self.start + self.shift, body[self.number]) for span in spans for place in span]
        return replace(block, hidden=tuple(zip(ends[::2], ends[1::2], strict=True)))


def _unmarked(text: str, body: Sequence[str], places: Sequence[Sequence[int]]) -> tuple[str, list[_TextLine]]:
    """A text without its marks, and its lines that had some. They have lost the markup that stood before them."""
    found: list[_TextLine] = []
    lines: list[str] = []
    start = 0
    for line in text.split("\n"):
        bare = _MARK.sub("", line)
        if mark := _MARK.search(line):
            number, which = divmod(ord(mark[0]) - _FIRST, 2)
            column = len(body[number][: places[number][which]].expandtabs(4))
            found.append(_TextLine(number, start, start + len(bare), column - mark.start()))
        lines.append(bare)
        start += len(bare) + 1
    return "\n".join(lines), found


def _untabbed(column: int, line: str) -> int:
    """The place in ``line`` of a column of the line with its tabs expanded."""
    if "\t" not in line:
        return max(0, column)
    return next((place for place in range(len(line)) if len(line[:place].expandtabs(4)) >= column), len(line))
