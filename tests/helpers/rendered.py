"""What Python-Markdown, with the extensions that the site uses, makes of Markdown: the judge of all that parses it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from hypothesis import strategies as st
from markdown import Markdown

from sitegen.content.body.dialect import dialect

# Without control characters, surrogates and private use, which no page may have: the renderer takes them out before.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]) | st.sampled_from(" \t"))


def to_html(source: str | Sequence[str]) -> str:
    """Return the HTML of Markdown, given as text or as lines."""
    text = source if isinstance(source, str) else "\n".join(source)
    return Markdown(extensions=dialect(), output_format="html").convert(text)


def folded(text: str) -> str:
    """Return ``text`` with each run of white space as one space."""
    return " ".join(text.split())


class _Reader(HTMLParser):
    def __init__(self, *without: str) -> None:
        super().__init__()
        self.without = without
        self.elements: list[str] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.elements.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not set(self.without) & set(self.open):
            self.text.append(data)


def text_of(html: str, *without: str) -> str:
    """Return the text of ``html``, white space folded, leaving out that of the elements ``without``."""
    reader = _Reader(*without)
    reader.feed(html)
    reader.close()
    return folded("".join(reader.text))


def elements_of(html: str) -> list[str]:
    """Return the names of all elements of ``html`` in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.elements


def contents_of(html: str, element: str) -> list[str]:
    """Return what stands between the tags of each ``element``, as it is in ``html``."""
    return re.findall(rf"<{element}\b[^>]*>(.*?)</{element}>", html, re.DOTALL)
