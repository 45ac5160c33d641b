"""An article's body as pages show it: a tree of elements and sentences, which each page and the feeds write as HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sitegen.content.confidence import Doubt

VOID_ELEMENTS = frozenset({"br", "col", "hr", "img", "source", "wbr"})


class Element(NamedTuple):
    """An element. The values of its attributes are HTML."""

    name: str
    attributes: Mapping[str, str]
    children: list[Node]


class Sentence(NamedTuple):
    """A sentence, or where it goes over blocks or cells, what is in one of them; the ``first`` is what links lead to.

    ``doubt`` is the level of a machine's sentence of which readers are warned.
    """

    number: int
    children: list[Node]
    doubt: Doubt | None = None
    first: bool = True


Node = Element | Sentence | str
"""A string is text as HTML has it: with ``&amp;`` for ``&``, and without any tag."""
Tags = tuple[str, str]
"""What is written before and after what is in a node."""


def element_tags(element: Element) -> Tags:
    """Return an element's tags as they are."""
    name = element.name
    if element.attributes:
        values = "".join([f' {key}="{value}"' for key, value in element.attributes.items()])
        return f"<{name}{values}>", "" if name in VOID_ELEMENTS else f"</{name}>"
    return f"<{name}>", "" if name in VOID_ELEMENTS else f"</{name}>"


def sentence_tags(sentence: Sentence, suffix: str = "", more: str = "") -> Tags:
    """Return the tags around a sentence; ``suffix`` is put after its id, ``more`` after its attributes."""
    kind = sentence_classes(sentence.doubt)
    identity = f' id="s{sentence.number}{suffix}"' if sentence.first else ""
    return f'<span class="{kind}"{identity}{more}>', "</span>"


def sentence_classes(doubt: Doubt | None) -> str:
    """Return the classes of a sentence's element, by its level if readers are warned of it."""
    if doubt is None:
        return "sentence"
    return "sentence doubtful poor" if doubt == "poor" else "sentence doubtful"


def to_html(
    nodes: Sequence[Node],
    tags_of: Callable[[Sentence], Tags] = sentence_tags,
    element_tags_of: Callable[[Element], Tags] = element_tags,
) -> str:
    """Return the HTML of ``nodes``; the functions give the tags of sentences and elements."""
    out: list[str] = []
    waiting: list[Node] = [*nodes]
    waiting.reverse()
    while waiting:  # and no recursion, however deep the tree is
        node = waiting.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        before, after = tags_of(node) if isinstance(node, Sentence) else element_tags_of(node)
        children = node.children
        if len(children) == 1 and isinstance(text := children[0], str):  # as of most sentences
            out += (before, text, after)
            continue
        out.append(before)
        waiting.append(after)
        waiting += reversed(children)
    return "".join(out)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every node of a tree in the order of their beginnings."""
    waiting = [*nodes]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, str):
            waiting += reversed(node.children)


def text_html(text: str) -> str:
    """Return plain text as a node."""
    return html.escape(text, quote=False)
