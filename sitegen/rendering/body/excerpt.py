"""The beginning of a body, as lists, search results and social sites show it."""

from __future__ import annotations

import html
from collections.abc import Iterable

from sitegen.rendering.body.tree import Element, Node, walk

_SUMMARY_LENGTH = 220


def summary(nodes: Iterable[Node]) -> str:
    """Return the text of the first paragraph that has anything in it, cut at a word."""
    paragraphs = (node for node in walk(nodes) if isinstance(node, Element) and node.name == "p" and node.children)
    paragraph = next(paragraphs, None)
    text = " ".join(html.unescape("".join(_texts(paragraph.children))).split()) if paragraph else ""
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[: _SUMMARY_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:–—-") + "…"


def _texts(nodes: Iterable[Node]) -> Iterable[str]:
    """The texts in inline nodes, without those of footnotes' numbers."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif not (isinstance(node, Element) and node.name == "sup"):
            yield from _texts(node.children)
