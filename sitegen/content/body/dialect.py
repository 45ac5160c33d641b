"""The Markdown of articles: Python-Markdown's with tables, footnotes and fences, and CommonMark's backslashes.

A backslash makes any ASCII punctuation literal, and at the end of a line breaks it (CommonMark 0.31, sections 2.4 and
6.7). In a table's code, too, ``\\|`` is a pipe (GitHub Flavored Markdown 0.29, section 4.10).
"""

from __future__ import annotations

import re
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import EscapeInlineProcessor, SubstituteTagInlineProcessor
from markdown.util import AMP_SUBSTITUTE

from sitegen.content.body.escaping import ESCAPABLE

_ESCAPED_PIPE = re.compile(r"(\\\\)|\\\|")


def dialect(back_to_text: str = "") -> list[Extension]:
    """Return the extensions that make Python-Markdown read articles; no two parsers may share them.

    ``back_to_text`` is the title of the link from a footnote to its place; ``%d`` is the footnote's number.
    """
    # Asked for by their names, extensions would be looked for in all that is installed.
    return [
        FencedCodeExtension(),
        SaneListExtension(),
        _Tables(use_align_attribute=True),
        FootnoteExtension(BACKLINK_TITLE=back_to_text),
        _Backslashes(),
    ]


class _Backslashes(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        md.ESCAPED_CHARS = [*ESCAPABLE]
        md.inlinePatterns.register(_Escapes(r"\\(.)", md), "escape", 180)
        # After escapes, so that the second of two backslashes breaks no line, and before all that may hold one.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 175)


class _Escapes(EscapeInlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int, int]:
        if m[1] == "&":  # as a character of its own it could begin an entity
            return f"{AMP_SUBSTITUTE}amp;", m.start(0), m.end(0)
        return cast("tuple[str | None, int, int]", super().handleMatch(m, data))


class _Tables(TableExtension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_TableProcessor(md.parser, self.getConfigs()), "table", 75)


class _TableProcessor(TableProcessor):
    parser: BlockParser

    def run(self, parent: Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        for cell in parent[-1].iter():
            if cell.text and "\\|" in cell.text:
                cell.text = _ESCAPED_PIPE.sub(lambda pipe: pipe[1] or "|", cell.text)
