"""The links in a body: finding their addresses, and resolving them for the readers of a page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.rendering.body.tokens import Plain, Start, Token
from sitegen.rendering.body.tree import Element, Node


@dataclass(frozen=True)
class Destination:
    """The target of a link: an address, and its language if it is not the page's."""

    url: str
    lang: str | None = None


Links = Mapping[str, Mapping[str, Destination]]
"""Where addresses of a body lead, by the address as it stands there and the language of the page.

One that leads nowhere has no destinations; one that is not among them is as it has to be.
"""


def link_addresses(sequence: Iterable[Token]) -> Iterator[str]:
    """Yield the address of each link of a body (see `sitegen.rendering.body.markdown`)."""
    for token in sequence:
        if isinstance(token, Plain):
            yield from (words.address for line in token.block.lines for words in line if words.element == "a")
        elif isinstance(token, Start) and token.name == "a" and "href" in token.attributes:
            yield html.unescape(token.attributes["href"])


def led(nodes: Sequence[Node], links: Links, lang: str) -> list[Node]:
    """Return ``nodes`` on a page in a language, with links that lead where ``links`` says.

    A link that leads nowhere keeps its words.
    """
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
            continue
        children = led(node.children, links, lang)
        if isinstance(node, Element) and node.name == "a":
            found.append(Element("a", _led(node.attributes, links, lang), children))
        else:
            found.append(node._replace(children=children))
    return found


def _led(attributes: Mapping[str, str], links: Links, lang: str) -> Mapping[str, str]:
    destinations = links.get(html.unescape(attributes.get("href", "")))
    if destinations is None:
        return attributes
    others = {name: value for name, value in attributes.items() if name not in {"href", "hreflang"}}
    if lang not in destinations:
        return others
    destination = destinations[lang]
    language = {"hreflang": html.escape(destination.lang)} if destination.lang else {}
    return {"href": html.escape(destination.url), **language, **others}
