"""A body becomes tokens: plain blocks as they are, the rest by way of Markdown, HTML and the sanitiser."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cached_property
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from sitegen.content.body.blocks import PAGE_BREAK, is_page_break
from sitegen.content.body.body import Body
from sitegen.content.body.dialect import dialect
from sitegen.content.body.lines import Kind, Line
from sitegen.content.body.plain_blocks import PlainBlock, Words
from sitegen.errors import SitegenError
from sitegen.rendering.body.private_characters import END, related_mark, sentence_mark, stand_in
from sitegen.rendering.body.sanitising import sanitise
from sitegen.rendering.body.tokens import TOO_DEEP, Plain, Text, Token, TokenReader
from sitegen.rendering.plain_text import clean_text

_PAGE_BREAK_AT_END = re.compile(rf"\A{PAGE_BREAK}|{PAGE_BREAK}\Z")
_REFERENCE = re.compile(r"&#(?:x[0-9a-f]+|[0-9]+);?", re.IGNORECASE)
_LINE_BREAK = Text("\n")


class MarkdownConverter:
    """Converts bodies one after another. Not for use by two threads at once: Python-Markdown keeps state."""

    def __init__(self, back_to_text: str) -> None:
        """``back_to_text`` is the title of the link from a footnote to its place; ``%d`` is the footnote's number."""
        self._back_to_text = back_to_text

    @cached_property
    def _markdown(self) -> Markdown:
        return Markdown(extensions=[*dialect(self._back_to_text), _Additions()], output_format="html")

    def convert(self, body: Body) -> list[Token]:
        """Return the tokens of a body.

        Raises:
            SitegenError: the body is nested more deeply than can be read.
        """
        source: list[str] = []
        runs: list[list[Token]] = []
        run: list[Token] | None = None
        for block in body.blocks:
            if isinstance(block, range):
                marked = [_marked(body.lines[number]) for number in block]
                source += [line for line in marked if not is_page_break(line)]
                run = None
            elif run is None:
                run = [_plain(block, body.lines)]
                source.append(stand_in(len(runs)))
                runs.append(run)
            else:
                run += (_LINE_BREAK, _plain(block, body.lines))
        if len(source) == len(runs):
            return [token for run in runs for token in run]
        reader = TokenReader(runs)
        reader.read(self._html("\n".join(source)))
        if reader.stand_ins < len(runs):  # they are in code
            return self.convert(Body(body.lines, (range(len(body.lines)),)))
        return reader.tokens

    def _html(self, source: str) -> str:
        try:
            return sanitise(self._markdown.reset().convert(source))
        except RecursionError as error:
            del self._markdown  # it is still in the middle of this body
            raise SitegenError(TOO_DEEP) from error


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


def _marked(line: Line) -> str:
    if line.sentence is None:
        return "".join([part.text for part in line.parts])
    if line.kind is Kind.RELATED:
        return related_mark(line.sentence) + "".join([part.text for part in line.parts if part.readable]) + END
    beginning = sentence_mark(line.sentence)
    return "".join([f"{beginning}{part.text}{END}" if part.readable else part.text for part in line.parts])


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
