"""The beginning of a body, as lists, search results and social sites show it."""

from __future__ import annotations

import html
from collections.abc import Iterable

from sitegen.rendering.body.tree import Element, Node, Sentence, walk

_SUMMARY_LENGTH = 220
_LEFT_OUT = "…"


def summary(nodes: Iterable[Node]) -> str:
    """Return the text of the first paragraph that has anything in it, cut at a word.

    A sentence that nobody should rely on is left out, because nothing says so where the text is shown.
    """
    paragraphs = (node for node in walk(nodes) if isinstance(node, Element) and node.name == "p")
    texts = (" ".join(html.unescape("".join(_texts(paragraph.children))).split()) for paragraph in paragraphs)
    text = next((text for text in texts if text.strip(f" {_LEFT_OUT}")), "")
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[: _SUMMARY_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:–—-") + "…"


def _texts(nodes: Iterable[Node]) -> Iterable[str]:
    """The texts in inline nodes, without those of footnotes' numbers."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif isinstance(node, Sentence) and node.doubt == "poor":
            yield _LEFT_OUT
        elif not (isinstance(node, Element) and node.name == "sup"):
            yield from _texts(node.children)
