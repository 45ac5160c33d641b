"""The two texts of a parallel page as trees, with ids and addresses that fit into that page."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property
from urllib.parse import urljoin

from sitegen.rendering.html_tree import Element, Node, parse, walk
from sitegen.rendering.sanitising import leaves_the_site
from sitegen.rendering.sentences import Piece, Related

NUMBER = "data-sentence"
"""The attribute that every span of a sentence has on a parallel page: its number."""
_DROPPED = {"twin", "doubt"}
"""What a sentence has on its article's page only."""


def numbered(body: Iterable[Piece]) -> list[Node]:
    """Return an article's body as a tree in which every sentence has its number."""
    nodes: list[Node] = []
    for piece in body:
        nodes += [_related(piece.related)] if piece.related else parse(piece.html)
    number = ""
    for element in walk(nodes):
        if element.has_class("sentence"):
            number = element.attributes.get("id", "").removeprefix("s") or number
            element.attributes[NUMBER] = number
    return nodes


class Side:
    """One of the two texts. The second text's ids end in its language, ``s12-en``, so that each id is there once."""

    def __init__(self, url: str, nodes: list[Node], suffix: str = "", taken: AbstractSet[str] = frozenset()) -> None:
        """``url`` is the article's, ``nodes`` its body (see `numbered`), ``taken`` are the ids of the other text."""
        self.url = url
        self.nodes = nodes
        self.suffix = suffix
        self.taken = taken

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids in the text."""
        return frozenset(element.attributes["id"] for element in walk(self.nodes) if "id" in element.attributes)

    def fitted(self, nodes: Iterable[Node]) -> list[Node]:
        """Return ``nodes`` as they are on the parallel page."""
        return [
            node if isinstance(node, str) else Element(node.name, self.attributes(node), self.fitted(node.children))
            for node in nodes
            if isinstance(node, str) or not any(map(node.has_class, _DROPPED))
        ]

    def attributes(self, element: Element) -> dict[str, str]:
        """Return an element's attributes as they are on the parallel page."""
        found = dict(element.attributes)
        if "id" in found:
            found["id"] += self.suffix
        for name in ("href", "src"):
            if name in found:
                found[name] = self._address(found[name])
        return found

    def _address(self, address: str) -> str:
        if not address.startswith("#"):
            return address if leaves_the_site(address) else urljoin(self.url, address)
        # A footnote that both texts have is there once, with the first text's id.
        kept = address[1:] in self.taken and not address.startswith("#fnref")
        return address if kept else address + self.suffix


def numbers(nodes: Iterable[Node]) -> frozenset[int]:
    """Return the numbers of the sentences in ``nodes``."""
    return frozenset(int(element.attributes[NUMBER]) for element in walk(nodes) if NUMBER in element.attributes)


def _related(headlines: Iterable[Related]) -> Element:
    return Element("div", {"class": "related"}, [Element("ul", {}, [_headline(one) for one in headlines])])


def _headline(related: Related) -> Element:
    kind = "sentence doubtful" if related.doubtful else "sentence"
    content = parse(related.headline)
    if related.url:
        language = {"hreflang": related.lang} if related.lang else {}
        content = [Element("a", {"href": related.url, **language}, content)]
    return Element("li", {}, [Element("span", {"class": kind, "id": f"s{related.number}"}, content)])
