"""The two texts of a parallel page as trees, with ids and addresses that fit into that page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import urljoin

from markupsafe import Markup

from sitegen.rendering.html_tree import Element, Node, Sentence, parse, to_html, walk
from sitegen.rendering.parallel_blocks import NUMBER, Body
from sitegen.rendering.sanitising import leaves_the_site
from sitegen.rendering.sentences import Piece, Related

_ADDRESSES = {"href", "src"}
_DROPPED = re.compile(r'<a class="twin"[^>]*></a>|<span class="doubt">[^<]*</span>')
"""What a sentence has on its article's page only: `twin_link` and `doubt_mark`."""


def numbered(body: Iterable[Piece]) -> Body:
    """Return an article's body as a tree in which every sentence has its number, and has lost what is `_DROPPED`."""
    nodes: list[Node] = []
    for piece in body:
        nodes += [_related(piece.related)] if piece.related else parse(_DROPPED.sub("", piece.html))
    number = ""
    ids: list[str] = []
    for element in walk(nodes):
        if isinstance(element, Sentence):
            number = str(element.number)
            ids.append(f"s{number}")
            continue
        identity = element.attributes.get("id", "")
        if identity:
            ids.append(html.unescape(identity))
        if element.name == "span" and element.has_class("sentence"):
            number = identity.removeprefix("s") or number
            element.attributes[NUMBER] = number
    return Body(nodes, frozenset(ids))


@dataclass(frozen=True)
class Side:
    """One of the two texts, on the page where it has its place.

    ``url`` is its article's. The second text's ids end in its language, ``s12-en``, so that each id is there once;
    ``taken`` are the ids of the first.
    """

    url: str
    body: Body
    suffix: str = ""
    taken: AbstractSet[str] = frozenset()

    def html(self, nodes: Sequence[Node]) -> Markup:
        """Return the HTML of ``nodes`` on the parallel page."""
        if len(nodes) == 1 and isinstance(nodes[0], Sentence):
            return Markup(self.sentence(nodes[0]))  # noqa: S704  # sanitised, see `numbered`
        return Markup(to_html(nodes, self.attributes, self.sentence).strip())  # noqa: S704  # sanitised, see `numbered`

    def sentence(self, sentence: Sentence) -> str:
        """Return the HTML of a plain sentence on the parallel page."""
        return sentence.html(self.suffix, f' {NUMBER}="{sentence.number}"')

    def attributes(self, element: Element) -> dict[str, str]:
        """Return an element's attributes as they are on the parallel page."""
        found = element.attributes
        if self.suffix and "id" in found:
            found = {**found, "id": found["id"] + self.suffix}
        if "href" in found or "src" in found:
            fitted = {
                name: html.escape(self._address(html.unescape(found[name]))) for name in _ADDRESSES & found.keys()
            }
            found = {**found, **fitted}
        return found

    def _address(self, address: str) -> str:
        if not address.startswith("#"):
            return address if leaves_the_site(address) else urljoin(self.url, address)
        # A footnote that both texts have is there once, with the first text's id.
        kept = address[1:] in self.taken and not address.startswith("#fnref")
        return address if kept else address + self.suffix


def _related(headlines: Iterable[Related]) -> Element:
    return Element("div", {"class": "related"}, [Element("ul", {}, [_headline(one) for one in headlines])])


def _headline(related: Related) -> Element:
    kind = "sentence doubtful" if related.doubtful else "sentence"
    content = parse(related.headline)
    if related.url:
        language = {"hreflang": html.escape(related.lang)} if related.lang else {}
        content = [Element("a", {"href": html.escape(related.url), **language}, content)]
    return Element("li", {}, [Element("span", {"class": kind, "id": f"s{related.number}"}, content)])
