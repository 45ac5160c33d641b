"""Finished HTML of a body as a tree of elements, to be taken apart and put together again."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sitegen.rendering.sanitising import BLOCK_ELEMENTS
from sitegen.rendering.tokens import VOID_ELEMENTS

# Emphasis, and links that lead to the same place wherever they stand.
_ELEMENT = r'<(?:(?:em|strong)>[^<&]*</(?:em|strong)|a href="https?://[^"&]*" rel="noopener">[^<&]*</a)>'
_TOKEN = re.compile(
    rf'([^<]*)<(?:span class="sentence( doubtful)?" id="s(\d+)">([^<]*|[^<&]*(?:{_ELEMENT}[^<&]*)+)</span'
    r'|(/?)(\w+)([^<>"]*(?:"[^"]*"[^<>"]*)*))>'
)
"""Text, and after it a plain sentence or a tag."""
_ATTRIBUTE = re.compile(r'([^\s=]+)(?:="([^"]*)")?')
_BREAKS = {"br", "wbr"}
_UNUSUAL = re.compile("[&<>']")
"""What can be written in two ways, so that it has to be written again in ours."""


@dataclass(slots=True)
class Element:
    """An element. The values of its attributes are HTML; an attribute without a value has the empty string."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def has_class(self, name: str) -> bool:
        """Whether ``name`` is one of the element's classes."""
        return "class" in self.attributes and name in self.attributes["class"].split()


@dataclass(slots=True)
class Sentence:
    """The span of a sentence that need not be taken apart, as most: ``text`` is HTML in which nothing is to change."""

    number: int
    text: str
    doubtful: bool = False

    def html(self, suffix: str = "", more: str = "") -> str:
        """Return the span; ``suffix`` is put after its id, ``more`` after its attributes."""
        kind = "sentence doubtful" if self.doubtful else "sentence"
        return f'<span class="{kind}" id="s{self.number}{suffix}"{more}>{self.text}</span>'


Node = Element | Sentence | str
"""A string is text as HTML has it: with ``&amp;`` for ``&``."""
Run = list[Node]
"""Text and inline elements that stand together."""


def parse(source: str) -> list[Node]:
    """Return what a stretch of HTML is made of, which `sitegen.rendering.sanitising` and `weave` have made well-formed.

    That is: every end tag is there, the values of attributes are in double quotes, ``<`` and ``>`` in texts are written
    ``&lt;`` and ``&gt;``, and there are no comments.
    """
    top: list[Node] = []
    inside = [top]
    for text, doubtful, number, sentence, slash, name, rest in _TOKEN.findall(source):
        if text:
            inside[-1].append(_text(text))
        if number:
            inside[-1].append(Sentence(int(number), _text(sentence), bool(doubtful)))
            continue
        if slash:
            inside.pop()
            continue
        element = Element(name, _attributes(rest) if rest else {})
        inside[-1].append(element)
        if name not in VOID_ELEMENTS:
            inside.append(element.children)
    if text := source[source.rfind(">") + 1 :]:
        top.append(_text(text))
    return top


def _text(source: str) -> str:
    return html.escape(html.unescape(source), quote=False) if "&" in source else source


def _attributes(source: str) -> dict[str, str]:
    found = dict(_ATTRIBUTE.findall(source))
    if _UNUSUAL.search(source):
        return {name: html.escape(html.unescape(value)) for name, value in found.items()}
    return found


def parts(nodes: Iterable[Node]) -> list[Element | Run]:
    """Return the block elements of ``nodes`` and the runs between them; runs without content are left out."""
    found: list[Element | Run] = []
    for node in nodes:
        if isinstance(node, Element) and node.name in BLOCK_ELEMENTS:
            found.append(node)
        elif found and isinstance(found[-1], list):
            found[-1].append(node)
        else:
            found.append([node])
    return [part for part in found if isinstance(part, Element) or has_content(part)]


def has_content(run: Iterable[Node]) -> bool:
    """Whether there is anything to see in a run."""
    return any(map(_is_content, run))


def _is_content(node: Node) -> bool:
    if isinstance(node, str):
        return bool(node) and not node.isspace()
    return isinstance(node, Sentence) or node.name not in _BREAKS


def walk(nodes: Iterable[Node]) -> list[Element | Sentence]:
    """Return every element and sentence of ``nodes`` in the order of their start tags."""
    found: list[Element | Sentence] = []
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Element):
            found.append(node)
            if node.children:
                waiting += reversed(node.children)
        elif isinstance(node, Sentence):
            found.append(node)
    return found


def start_tag(name: str, attributes: dict[str, str]) -> str:
    """Return a start tag."""
    values = [f' {key}="{value}"' if value else f" {key}" for key, value in attributes.items()]
    return f"<{name}{''.join(values)}>"


def to_html(
    nodes: Iterable[Node],
    attributes: Callable[[Element], dict[str, str]] | None = None,
    sentence: Callable[[Sentence], str] = Sentence.html,
) -> str:
    """Return the HTML of ``nodes``, in which elements have the ``attributes`` that the function gives them.

    ``sentence`` writes the sentences that were not taken apart.
    """
    out: list[str] = []
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        if isinstance(node, Sentence):
            out.append(sentence(node))
            continue
        out.append(start_tag(node.name, attributes(node) if attributes else node.attributes))
        if node.name not in VOID_ELEMENTS:
            waiting.append(f"</{node.name}>")
            waiting += node.children[::-1]
    return "".join(out)
