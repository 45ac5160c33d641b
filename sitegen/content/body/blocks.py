"""What Python-Markdown, which renders the pages, makes of each line of a body.

It is asked rather than imitated: marks are put into every line, the body is parsed, and where a mark turns up tells
what its line has become. Each line has a private-use character of its own as its mark, after its first and last letter.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown

from sitegen.content.body.code_spans import CODE, masked
from sitegen.content.body.dialect import dialect
from sitegen.content.body.plain_blocks import PlainBlock

Span = tuple[int, int]


class Role(Enum):
    """What a line is part of."""

    TEXT = "text"  # a paragraph, list item, quotation, heading or footnote
    ROW = "row"  # a table
    HTML = "html"  # raw HTML
    OTHER = "other"  # code, a definition, a rule, or nothing that is shown


@dataclass(frozen=True)
class Block:
    """What a line is part of.

    ``inside`` are the names of the elements that its text is in, the outermost first. ``hidden`` are the ranges of its
    characters that belong to inline markup which goes over several lines and, on a line of raw HTML, to tags, comments
    and what is inside elements such as ``pre``.
    """

    role: Role
    hidden: tuple[Span, ...] = ()
    inside: tuple[str, ...] = ()


_OTHER = Block(Role.OTHER)
_FIRST, _LAST = 0xF0000, 0x10FFFD
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_FENCE = re.compile(r"[ \t>]*(?:`{3,}[^`]*|~{3,}[^~]*)$")
_BEFORE_TEXT = re.compile(r"(?:[ \t>*+\-#]|\d+\.[ ]+)*")
_TAG = re.compile(r"<[/!?]?[A-Za-z](?:[^<>\n]|\n(?![ \t]*\n))*>")
_LETTER = re.compile(r"[^\W_]")
_TO_LAST_LETTER = re.compile(r".*[^\W_]", re.DOTALL)
# Inline markup that may go on on the next line. Code has been masked.
_INLINE = re.compile(rf"{CODE}+|<!--.*?-->|</?[A-Za-z][^<>]*>|\]\([^()]*\)", re.DOTALL)
_HTML_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<[?].*?(?:[?]>|\Z)|<!?/?([A-Za-z][A-Za-z0-9-]*)?[^<>]*>", re.DOTALL)
_VERBATIM_ELEMENTS = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"})


PAGE_BREAK = r"[ \t]*[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]\s*"
"""A pattern for a page break or its like, and the white space around it."""
_IS_PAGE_BREAK = re.compile(PAGE_BREAK)


class _Parser(threading.local):
    """Python-Markdown, which takes long to be made and keeps state: one for each thread that needs it."""

    @cached_property
    def markdown(self) -> Markdown:
        return Markdown(extensions=dialect())


_PARSER = _Parser()


def blocks(body: Sequence[str], plain: Sequence[PlainBlock] = ()) -> list[Block]:
    """Return what each line of ``body`` is part of; of the ``plain`` blocks, Python-Markdown is shown one letter.

    A body that is nested too deeply for Python-Markdown to read has no text at all.
    """
    asked = {number: line for number, line in enumerate(body) if not is_page_break(line)}
    for block in plain:
        for number in block.places:
            del asked[number]
        asked[block.first] = "x"
    numbers = sorted(asked)
    found = [_OTHER] * len(body)
    if not numbers:
        return found
    try:
        for place, part in _parsed([asked[number] for number in numbers]):
            found[numbers[place]] = part
    except RecursionError:
        del _PARSER.markdown  # it is still in the middle of this body
        return [_OTHER for _ in body]
    return found


def is_page_break(line: str) -> bool:
    """Tell whether a line is nothing but a page break or its like, which is no paragraph and ends none."""
    return _IS_PAGE_BREAK.fullmatch(line) is not None


def _parsed(body: Sequence[str]) -> Iterator[tuple[int, Block]]:
    markdown = _PARSER.markdown.reset()
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
        yield from _lines(str(raw), Block(Role.HTML, tuple(_html_markup(str(raw)))), body, places)
    for text, inside in _texts(root):
        if inside[-1:] == ("code",):
            block = Block(Role.OTHER, (), inside)
        else:
            role = Role.ROW if inside[-1:] in {("td",), ("th",)} else Role.TEXT
            block = Block(role, tuple(_markup_across_lines(text)), inside)
        yield from _lines(text, block, body, places)


def _texts(root: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts in a tree that have marks, each with the names of the elements around it."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:  # and no recursion, however deep the tree is
        element, inside = waiting.pop()
        if element.text and _MARK.search(element.text):
            yield element.text, inside
        for child in element:
            waiting.append((child, (*inside, child.tag)))
            if child.tail and _MARK.search(child.tail):
                yield child.tail, inside


def _mark_places(body: Sequence[str]) -> list[tuple[int, ...]]:
    """After the first and the last letter of each line, where marks change nothing; nothing where no letter is read."""
    without_tags = _TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag[0]), "\n".join(body)).split("\n")
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


def _lines(
    text: str, block: Block, body: Sequence[str], places: Sequence[Sequence[int]]
) -> Iterator[tuple[int, Block]]:
    """The lines of one element's ``text``, which has lost the markup that stood before them.

    In ``block``, the hidden ranges are those of the text.
    """
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if mark := _MARK.search(line):
            number, which = divmod(ord(mark[0]) - _FIRST, 2)
            whole = body[number]
            shift = len(whole[: places[number][which]].expandtabs(4)) - mark.start()
            spans = [
                (max(first, start), min(last, end)) for first, last in block.hidden if first < end and start < last
            ]
            columns = [len(_MARK.sub("", line[: place - start])) + shift for span in spans for place in span]
            ends = [_untabbed(column, whole) for column in columns]
            yield number, replace(block, hidden=tuple(zip(ends[::2], ends[1::2], strict=True)))
        start = end + 1


def _untabbed(column: int, line: str) -> int:
    """The place in ``line`` of a column of the line with its tabs expanded."""
    if "\t" not in line:
        return max(0, column)
    return next((place for place in range(len(line)) if len(line[:place].expandtabs(4)) >= column), len(line))
