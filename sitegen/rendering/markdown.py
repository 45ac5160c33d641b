"""A body's lines become sanitised HTML, in which marks still show where each sentence begins and ends."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from sitegen.content.lines import Kind, Line
from sitegen.content.plain_blocks import CONTROLS, PlainRun, plain_pattern, plain_runs
from sitegen.errors import SitegenError
from sitegen.rendering.marks import BEGINNING, END, STAND_IN, related_mark, sentence_mark
from sitegen.rendering.sanitising import sanitise
from sitegen.rendering.text import fit

# Sentences with no other markup than a few words that are emphasised or linked.
_TEXT = rf"[^\\`*_\[\]<>&|{CONTROLS}]*"
_WORDS = rf"[^\W_](?:{_TEXT}[^\W_])?"
_LINK = rf"(?<!!)\[{_WORDS}\]\([A-Za-z0-9/:.?=\#%+~,@-]+\)"
_EMPHASIS = rf"(?<![\w*])(?:\*{_WORDS}\*|\*\*{_WORDS}\*\*)(?![\w*])"
_INLINE = re.compile(rf"(?=[*\[])(?:{_LINK}|{_EMPHASIS})")
_PLAIN_BLOCK = plain_pattern(rf"{BEGINNING}{_TEXT}(?:(?:{_LINK}|{_EMPHASIS}){_TEXT})*{END}")
_MAY_BE_INLINE = re.compile(r"[\\`*_\[\]<>&|\x02\x03]|  \n")
_REFERENCE = re.compile(r"&#(?:x[0-9a-f]+|[0-9]+);?", re.IGNORECASE)


class MarkdownConverter:
    """Converts bodies one after another. Not for use by two threads at once: Python-Markdown keeps state."""

    def __init__(self, back_to_text: str) -> None:
        """``back_to_text`` is the title of the link from a footnote to its place; ``%d`` is the footnote's number."""
        self._back_to_text = back_to_text

    @cached_property
    def _markdown(self) -> Markdown:
        return Markdown(
            extensions=[
                FencedCodeExtension(),
                SaneListExtension(),
                TableExtension(use_align_attribute=True),
                FootnoteExtension(BACKLINK_TITLE=self._back_to_text),
                _Additions(),
            ],
            output_format="html",
        )

    def convert(self, lines: Iterable[Line]) -> str:
        """Return the marked HTML of a body.

        Raises:
            SitegenError: the body is nested more deeply than can be read.
        """
        source = "\n".join(map(_marked, lines))
        runs = plain_runs(source, _PLAIN_BLOCK)
        if len(runs) == 1 and runs[0].end - runs[0].start == len(source):
            return _written(runs[0])
        converted = self._converted(_with_stand_ins(source, runs))
        for number, run in enumerate(runs):
            stand_in = f"<p>{_stand_in(number)}</p>"
            if stand_in not in converted:  # it is in code
                return self._converted(source)
            converted = converted.replace(stand_in, _written(run))
        return converted

    def _converted(self, source: str) -> str:
        try:
            return sanitise(self._markdown.reset().convert(source))
        except RecursionError as error:
            del self._markdown  # it is still in the middle of this body
            raise SitegenError(
                "has lists or quotations that are nested too deeply; write them with fewer levels"
            ) from error


def _with_stand_ins(source: str, runs: Sequence[PlainRun]) -> str:
    """``source`` with a short paragraph for each of the plain ``runs``."""
    parts: list[str] = []
    position = 0
    for number, run in enumerate(runs):
        parts += [source[position : run.start], _stand_in(number)]
        position = run.end
    return "".join([*parts, source[position:]])


def _stand_in(number: int) -> str:
    return f"{STAND_IN}{number}{END}"


def _written(run: PlainRun) -> str:
    """What becomes of plain blocks."""
    written = "\n".join([_block(kind, source) for kind, source in run.blocks])
    return _INLINE.sub(_inline, written.replace("\xa0", "&nbsp;"))


def _block(kind: str, source: str) -> str:
    if kind == "paragraph":
        return f"<p>{source}</p>"
    if kind == "heading":
        beginning, _, text = source.partition(" ")
        return f"<h{len(beginning)}>{text}</h{len(beginning)}>"
    texts = [line[2:] for line in source.split("\n")]
    if kind == "list":
        items = "\n".join(f"<li>{text}</li>" for text in texts)
        return f"<ul>\n{items}\n</ul>"
    text = "\n".join(texts)
    return f"<blockquote>\n<p>{text}</p>\n</blockquote>"


def _inline(match: re.Match[str]) -> str:
    markdown = match[0]
    if markdown[0] == "[":
        text, _, address = markdown[1:-1].partition("](")
        return sanitise(f'<a href="{address}">{text}</a>')
    if markdown[1] == "*":
        return f"<strong>{markdown[2:-2]}</strong>"
    return f"<em>{markdown[1:-1]}</em>"


def fit_line(line: str) -> str:
    """Return a line of a body without the characters that have no place in a page, however they are written."""
    fitted = fit(line)
    if "&#" not in fitted:
        return fitted
    return _REFERENCE.sub(lambda match: match[0] if fit(html.unescape(match[0])) else "", fitted)


def _marked(line: Line) -> str:
    if line.sentence is None:
        return "".join([part.text for part in line.parts])
    if line.kind is Kind.RELATED:
        return related_mark(line.sentence) + "".join([part.text for part in line.parts if part.readable]) + END
    beginning = sentence_mark(line.sentence)
    return "".join([f"{beginning}{part.text}{END}" if part.readable else part.text for part in line.parts])


class _Additions(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        md.treeprocessors.register(_FindPlainText(md), "find_plain_text", 25)
        md.treeprocessors.register(_AlignCells(md), "align_cells", 5)


class _FindPlainText(Treeprocessor):
    """Text in which there is no inline markup is not searched for each kind of it."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _MAY_BE_INLINE.search(element.text):
                element.text = AtomicString(element.text)


class _AlignCells(Treeprocessor):
    """Table cells get a class instead of the obsolete ``align`` attribute or an inline style."""

    def run(self, root: Element) -> None:
        for name in ("th", "td"):
            for cell in root.iter(name):
                if side := cell.attrib.pop("align", None):
                    cell.set("class", f"align-{side}")
