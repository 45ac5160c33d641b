"""The two texts of a parallel page, written with ids and addresses that fit into that page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from markupsafe import Markup

from sitegen.rendering.body.pieces import Piece, Related, SuggestLinks
from sitegen.rendering.body.sanitising import leaves_the_site
from sitegen.rendering.body.tree import Element, Node, Sentence, Tags, element_tags, sentence_tags, to_html
from sitegen.rendering.parallel.blocks import NUMBER, Body

_ADDRESSES = {"href", "src"}


def body_of(pieces: Iterable[Piece]) -> Body:
    """Return an article's body with its related headlines as elements."""
    nodes: list[Node] = []
    for piece in pieces:
        nodes += [_related(piece.related)] if piece.related else piece.nodes
    return Body(nodes)


@dataclass(frozen=True)
class Side:
    """One of the two texts, on the page where it has its place.

    ``url`` is its article's. The second text's ids end in its language, ``s12-en``, so that each id is there once;
    ``first`` is then the first text. ``suggest`` are the links with which readers suggest better sentences.
    """

    url: str
    body: Body
    suffix: str = ""
    first: Body | None = None
    suggest: SuggestLinks | None = None

    def html(self, nodes: Sequence[Node]) -> Markup:
        """Return the HTML of ``nodes`` on the parallel page."""
        match nodes:
            case [Sentence(children=[str(text)]) as sentence]:  # hundreds of times on a page, and done sooner so
                before, after = self._sentence(sentence)
                return Markup(f"{before}{text}{after}")  # noqa: S704  # sanitised
        return Markup(to_html(nodes, self._sentence, self._element).strip())  # noqa: S704  # sanitised

    def attributes(self, element: Element) -> Mapping[str, str]:
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

    def _sentence(self, sentence: Sentence) -> Tags:
        opening, closing = sentence_tags(sentence, self.suffix, f' {NUMBER}="{sentence.number}"')
        link = self.suggest.link(f"s{sentence.number}") if self.suggest and sentence.first else ""
        return opening, f"{link}{closing}"

    def _element(self, element: Element) -> Tags:
        fitted = self.attributes(element)
        return element_tags(element if fitted is element.attributes else element._replace(attributes=fitted))

    def _address(self, address: str) -> str:
        if not address.startswith("#"):
            return address if leaves_the_site(address) else urljoin(self.url, address)
        # A footnote that both texts have is there once, with the first text's id.
        kept = self.first and address[1:] in self.first.ids and not address.startswith("#fnref")
        return address if kept else address + self.suffix


def _related(headlines: Iterable[Related]) -> Element:
    return Element("div", {"class": "related"}, [Element("ul", {}, [_headline(one) for one in headlines])])


def _headline(related: Related) -> Element:
    content = [*related.nodes]
    if related.url:
        language = {"hreflang": html.escape(related.lang)} if related.lang else {}
        content = [Element("a", {"href": html.escape(related.url), **language}, content)]
    return Element("li", {}, [Sentence(related.number, content, related.doubt)])
