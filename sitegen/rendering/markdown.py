"""A body's lines become sanitised HTML, in which marks still show where each sentence begins and ends."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from sitegen.content.lines import Kind, Line
from sitegen.errors import SitegenError
from sitegen.rendering.marks import END, related_mark, sentence_mark
from sitegen.rendering.sanitising import sanitise
from sitegen.rendering.text import fit

_REFERENCE = re.compile(r"&#(?:x[0-9a-f]+|[0-9]+);?", re.IGNORECASE)


class MarkdownConverter:
    """Converts bodies one after another. Not for use by two threads at once: Python-Markdown keeps state."""

    def __init__(self, back_to_text: str) -> None:
        """``back_to_text`` is the title of the link from a footnote to its place; ``%d`` is the footnote's number."""
        self._markdown = Markdown(
            extensions=[
                "fenced_code",
                "sane_lists",
                TableExtension(use_align_attribute=True),
                FootnoteExtension(BACKLINK_TITLE=back_to_text),
                _AlignmentClasses(),
            ],
            output_format="html",
        )

    def convert(self, lines: Iterable[Line]) -> str:
        """Return the marked HTML of a body.

        Raises:
            SitegenError: the body is nested more deeply than can be read.
        """
        source = "\n".join(map(_marked, lines))
        try:
            return sanitise(self._markdown.reset().convert(source))
        except RecursionError as error:
            raise SitegenError(
                "has lists or quotations that are nested too deeply; write them with fewer levels"
            ) from error


def fit_line(line: str) -> str:
    """Return a line of a body without the characters that have no place in a page, however they are written."""
    return _REFERENCE.sub(lambda match: match[0] if fit(html.unescape(match[0])) else "", fit(line))


def _marked(line: Line) -> str:
    if line.sentence is None:
        return "".join(part.text for part in line.parts)
    if line.kind is Kind.RELATED:
        return related_mark(line.sentence) + "".join(part.text for part in line.parts if part.readable) + END
    beginning = sentence_mark(line.sentence)
    return "".join(f"{beginning}{part.text}{END}" if part.readable else part.text for part in line.parts)


class _AlignmentClasses(Extension):
    """Table cells get a class instead of the obsolete ``align`` attribute or an inline style."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        md.treeprocessors.register(_AlignCells(md), "align_cells", 5)


class _AlignCells(Treeprocessor):
    def run(self, root: Element) -> None:
        for name in ("th", "td"):
            for cell in root.iter(name):
                if side := cell.attrib.pop("align", None):
                    cell.set("class", f"align-{side}")
