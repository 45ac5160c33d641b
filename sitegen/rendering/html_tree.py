"""Finished HTML of a body as a tree of elements, to be taken apart and put together again."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sitegen.rendering.sanitising import BLOCK_ELEMENTS
from sitegen.rendering.tokens import VOID_ELEMENTS


@dataclass(slots=True)
class Element:
    """An element. An attribute without a value has the empty string."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def has_class(self, name: str) -> bool:
        """Whether ``name`` is one of the element's classes."""
        return name in self.attributes.get("class", "").split()


Node = Element | str
Run = list[Node]
"""Text and inline elements that stand together."""


def parse(source: str) -> list[Node]:
    """Return what a stretch of well-formed HTML is made of."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.top


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
    return any(node.strip() if isinstance(node, str) else node.name not in {"br", "wbr"} for node in run)


def walk(nodes: Iterable[Node]) -> Iterator[Element]:
    """Yield every element of ``nodes`` in the order of their start tags."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Element):
            yield node
            waiting += reversed(node.children)


def to_html(nodes: Iterable[Node]) -> str:
    """Return the HTML of ``nodes``."""
    out: list[str] = []
    waiting: list[Node | _End] = [*nodes]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            out.append(html.escape(node, quote=False))
        elif isinstance(node, _End):
            out.append(f"</{node.name}>")
        else:
            values = (
                f' {key}="{html.escape(value)}"' if value else f" {key}" for key, value in node.attributes.items()
            )
            out.append(f"<{node.name}{''.join(values)}>")
            if node.name not in VOID_ELEMENTS:
                waiting += [_End(node.name), *reversed(node.children)]
    return "".join(out)


@dataclass(frozen=True, slots=True)
class _End:
    name: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top: list[Node] = []
        self.open: list[list[Node]] = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].append(element)
        if tag not in VOID_ELEMENTS:
            self.open.append(element.children)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID_ELEMENTS and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].append(data)
