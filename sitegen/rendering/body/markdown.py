"""A body becomes tokens: plain blocks as they are, the rest by way of Markdown, HTML and the sanitiser."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from sitegen.content.body.blocks import PAGE_BREAK, BlockParser, Document, Passage, is_page_break
from sitegen.content.body.body import Body, read_body
from sitegen.content.body.dialect import dialect
from sitegen.content.body.lines import Kind, Line, has_letter
from sitegen.content.body.plain_blocks import PlainBlock, Words
from sitegen.errors import SitegenError
from sitegen.rendering.body.private_characters import END, related_mark, sentence_mark, stand_in
from sitegen.rendering.body.sanitising import sanitise
from sitegen.rendering.body.tokens import TOO_DEEP, Plain, Text, Token, TokenReader
from sitegen.rendering.text.plain_text import clean_text

_PAGE_BREAK_AT_END = re.compile(rf"\A{PAGE_BREAK}|{PAGE_BREAK}\Z")
_REFERENCE = re.compile(r"&#(?:x[0-9a-f]+|[0-9]+);?", re.IGNORECASE)
_LINE_BREAK = Text("\n")
_Place = tuple[int, int, str]
"""From where to where in a text a mark is put, and the mark."""


class MarkdownConverter:
    """Converts bodies one after another. Not for use by two threads at once: Python-Markdown keeps state."""

    def __init__(self, back_to_text: str) -> None:
        """``back_to_text`` is the title of the link from a footnote to its place; ``%d`` is the footnote's number."""
        self._parser = BlockParser(
            lambda: Markdown(extensions=[*dialect(back_to_text), _Additions()], output_format="html")
        )

    def read(self, lines: Sequence[str], related_labels: Sequence[str] = ()) -> Body:
        """Read a body (see `read_body`), without the characters that have no place in a page."""
        return read_body([fit_line(line) for line in lines], related_labels, self._parser)

    def convert(self, body: Body) -> list[Token]:
        """Return the tokens of the body that was read last.

        Raises:
            SitegenError: the body is nested more deeply than can be read.
        """
        runs: dict[int, list[Token]] = {}
        run: list[Token] | None = None
        for block in body.blocks:
            if isinstance(block, range):
                run = None
            elif run is None:
                run = runs[block.first] = [_plain(block, body.lines)]
            else:
                run += (_LINE_BREAK, _plain(block, body.lines))
        if body.document is None:
            return [token for run in runs.values() for token in run]
        if body.document.too_deep:
            raise SitegenError(TOO_DEEP)
        try:
            written = _html(body.document, body.lines, runs)
        except RecursionError as error:
            self._parser.forget()
            raise SitegenError(TOO_DEEP) from error
        reader = TokenReader(runs)
        reader.read(sanitise(written))
        return reader.tokens


def _plain(block: PlainBlock, lines: Sequence[Line]) -> Plain:
    numbers = tuple([lines[place].sentence for place in block.places])
    if block.kind == "related" and not numbers[0]:  # it has no counterpart in the other language
        block = block._replace(kind="paragraph", lines=((Words(block.prefix), *block.lines[0]),))
    return Plain(block, numbers)


def fit_line(line: str) -> str:
    """Return a line of a body without the characters that have no place in a page, however they are written.

    White space with a page break or its like, at the line's beginning or end, is no indent and no line break.
    """
    if not line.isprintable():
        if is_page_break(line):
            return "\f"
        line = _PAGE_BREAK_AT_END.sub("", line)
    fitted = clean_text(line)
    if "&#" not in fitted:
        return fitted
    return _REFERENCE.sub(lambda match: match[0] if clean_text(html.unescape(match[0])) else "", fitted)


def _html(document: Document, lines: Sequence[Line], runs: Collection[int]) -> str:
    """The HTML of a parsed body with marks around its sentences, and with stand-ins for the ``runs`` of plain blocks.

    It is made as `Markdown.convert` would make it.
    """
    markdown, root = document.markdown, document.root
    if markdown is None or root is None:
        return ""
    _put_marks(document, lines, runs)
    for processor in markdown.treeprocessors:
        if processor is not markdown.treeprocessors["footnote"]:  # it has run
            changed = processor.run(root)
            root = root if changed is None else changed
    tag = markdown.doc_tag
    written = markdown.serializer(root).partition(f"<{tag}>")[2].rpartition(f"</{tag}>")[0].strip()
    for postprocessor in markdown.postprocessors:
        written = postprocessor.run(written)
    return str(written.strip())


def _put_marks(document: Document, lines: Sequence[Line], runs: Collection[int]) -> None:
    by_line: dict[int, list[Passage]] = {}
    for passage in document.passages:
        by_line.setdefault(passage.number, []).append(passage)
    places: dict[tuple[Element, bool], list[_Place]] = {}
    for number, passages in by_line.items():
        if number in runs:
            passages[0].element.text = stand_in(number)
            continue
        for passage, place in _marks(lines[number], passages):
            places.setdefault((passage.element, passage.is_tail), []).append(place)
    for (element, is_tail), found in places.items():
        if is_tail:
            element.tail = _with_marks(element.tail or "", found)
        else:
            element.text = _with_marks(element.text or "", found)


def _with_marks(text: str, places: Iterable[_Place]) -> str:
    written: list[str] = []
    position = 0
    for start, end, mark in sorted(places, key=itemgetter(0)):
        written += [text[position:start], mark]
        position = end
    return "".join([*written, text[position:]])


def _marks(line: Line, passages: Sequence[Passage]) -> Iterator[tuple[Passage, _Place]]:
    """The marks of a line and where they go in its passages."""
    if line.sentence is None:
        return
    if line.kind is Kind.ROW:
        for cell in passages:
            text = cell.element.text or ""
            if has_letter(text):
                start, end = len(text) - len(text.lstrip()), len(text.rstrip())
                yield cell, (start, start, sentence_mark(line.sentence))
                yield cell, (end, end, END)
        return
    source, column = "", 0
    for part in line.parts:
        source += part.text
        start, column = column, len(source.expandtabs(4))
        there = [passage for passage in passages if passage.begins_before(column) and passage.ends_after(start)]
        if not part.readable or not there:
            continue
        first, last = there[0].place_of(start), there[-1].place_of(column)
        if line.kind is Kind.RELATED:
            yield there[0], (there[0].start, first, related_mark(line.sentence))
        else:
            yield there[0], (first, first, sentence_mark(line.sentence))
        yield there[-1], (last, last, END)


class _Additions(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        md.treeprocessors.register(_AlignCells(md), "align_cells", 5)


class _AlignCells(Treeprocessor):
    """Table cells get a class instead of the obsolete ``align`` attribute or an inline style."""

    def run(self, root: Element) -> None:
        for name in ("th", "td"):
            for cell in root.iter(name):
                if side := cell.attrib.pop("align", None):
                    cell.set("class", f"align-{side}")
