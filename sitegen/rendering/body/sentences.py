"""Tokens become the pieces of a page's body: a tree in which each sentence is an element, and related headlines.

A sentence is one ``<span class="sentence" id="s12">``. Where emphasis or a link reaches over the end of a sentence, the
emphasis is cut in two, not the sentence. Where a sentence reaches over blocks or table cells, it gets a span in each
and the id on the first.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sitegen.content.body.plain_blocks import Words
from sitegen.content.confidence import Doubt
from sitegen.rendering.body.excerpt import summary
from sitegen.rendering.body.pieces import Counterpart, Piece, Related, SuggestLinks
from sitegen.rendering.body.sanitising import may_lead_to
from sitegen.rendering.body.tokens import (
    End,
    Mark,
    Pictures,
    Plain,
    Start,
    Text,
    Token,
    finished,
    heading_names,
    is_block,
    plain_name,
)
from sitegen.rendering.body.tree import VOID_ELEMENTS, Element, Node, Sentence, text_html, walk
from sitegen.rendering.text.typography import typographic_runs


@dataclass(frozen=True)
class Body:
    """A body ready for a page. ``summary`` is the beginning of its first paragraph as plain text."""

    pieces: tuple[Piece, ...]
    summary: str


@dataclass(frozen=True)
class BodyContext:
    """The page's context for a body.

    ``doubts`` are the levels of the sentences of which readers are warned, by number, in the words of ``doubt_labels``.
    ``pictures`` are the body's own; ``picture_label`` is said of those on other hosts. ``suggest`` are the links with
    which readers suggest better sentences.
    """

    lang: str
    twin: Counterpart | None = None
    dateline: str = ""
    related_label: str = ""
    table_label: str = ""
    doubts: Mapping[int, Doubt] = field(default_factory=dict)
    doubt_labels: Mapping[Doubt, str] = field(default_factory=dict)
    pictures: Pictures = field(default_factory=dict)
    picture_label: str = ""
    suggest: SuggestLinks | None = None


def wrap_sentences(sequence: Sequence[Token], page: BodyContext) -> Body:
    """Return the body that has these tokens (see `sitegen.rendering.body.markdown`)."""
    tokens = finished(sequence, page.lang, page.pictures, page.picture_label)
    pieces = _Weaver(page, heading_names(sequence)).pieces_of(tokens)
    opening = summary(node for piece in pieces for node in piece.nodes)
    return Body(tuple(_with_dateline(pieces, page)), opening)


class _Weaver:
    """Walks through the tokens once and makes a tree of them with sentences around their text.

    ``open`` are the nodes that are open in the tree. ``waiting`` are inline elements that are open in the input and
    were closed in the tree, to be opened again before the next text; a sentence waits too, while ``number`` is set and
    none is open.
    """

    def __init__(self, page: BodyContext, headings: dict[str, str]) -> None:
        """``headings`` are the names that headings get, by those they have."""
        self.page = page
        self.headings = headings
        self.pieces: list[Piece] = []
        self.top: list[Node] = []
        self.open: list[Element | Sentence] = []
        self.waiting: list[Element] = []
        self.number = 0
        self.sentence: Sentence | None = None
        self.named: set[int] = set()

    def pieces_of(self, sequence: Sequence[Token]) -> list[Piece]:
        position = 0
        while position < len(sequence):
            if end := self._related(sequence, position):
                position = end
            else:
                self._token(sequence[position])
                position += 1
        self._end_piece()
        return self.pieces

    def _token(self, token: Token) -> None:
        if isinstance(token, Plain):
            self._plain(token)
        elif isinstance(token, Text):
            if not token.text.isspace():
                self._continue()
            self._append(text_html(token.text))
        elif isinstance(token, Mark):
            self._mark(token)
        elif isinstance(token, Start):
            self._start(token)
        else:
            self._end(self.headings.get(token.name, token.name))

    def _append(self, node: Node) -> None:
        inside = self.open[-1].children if self.open else self.top
        if isinstance(node, str) and inside and isinstance(inside[-1], str):
            inside[-1] += node
        else:
            inside.append(node)

    def _enter(self, node: Element | Sentence) -> None:
        self._append(node)
        self.open.append(node)

    def _mark(self, mark: Mark) -> None:
        self._interrupt()
        self.number = mark.number
        if mark.number:
            while self.open and not _is_block(self.open[-1]):
                self._leave()
            if mark.related:  # not alone in its paragraph, so it is said in words what it is
                self._token(Text(f"{self.page.related_label}: "))

    def _continue(self) -> None:
        """Open what waits, the sentence around the rest."""
        if self.number and self.sentence is None:
            number = self.number
            self.sentence = Sentence(number, [], self.page.doubts.get(number), number not in self.named)
            self.named.add(number)
            self._enter(self.sentence)
        for element in self.waiting:
            self._enter(element._replace(children=[]))
        self.waiting.clear()

    def _interrupt(self) -> None:
        """Close the sentence, and the elements in it until the next text."""
        while self.sentence is not None:
            self._leave()

    def _leave(self) -> None:
        """Close what was opened last; an element is to be opened again."""
        node = self.open.pop()
        if isinstance(node, Sentence):
            self.sentence = None
        else:
            self.waiting.insert(0, node)

    def _start(self, token: Start) -> None:
        if is_block(token.name):
            self._interrupt()
        else:
            self._continue()
        if token.name == "table":
            label = html.escape(self.page.table_label)
            attributes = {"class": "table", "role": "group", "tabindex": "0", "aria-label": label}
            self._enter(Element("div", attributes, []))
        element = Element(self.headings.get(token.name, token.name), token.attributes, [])
        if element.name in VOID_ELEMENTS:
            self._append(element)
        else:
            self._enter(element)

    def _end(self, name: str) -> None:
        if not is_block(name):
            if self.waiting:
                self.waiting.pop()
                return
            if self.open[-1] is self.sentence:  # the element is around it, and around other blocks
                self._interrupt()
            self.open.pop()
            return
        while not _is_block(self.open[-1]):
            self._leave()
        self.open.pop()
        if name == "table":
            self.open.pop()  # what is around it

    def _plain(self, plain: Plain) -> None:
        block, numbers = plain.block, plain.numbers
        if block.kind == "related":
            self._add_related(numbers[0] or 0, self._words(block.lines)[0])
        elif block.kind == "list":
            items = [
                Element("li", {}, self._sentences([line], [number]))
                for line, number in zip(block.lines, numbers, strict=True)
            ]
            self._append(Element("ul", {}, ["\n", *(node for item in items for node in (item, "\n"))]))
        else:
            name = self.headings[plain_name(block)] if block.kind == "heading" else "p"
            element = Element(name, {}, self._sentences(block.lines, numbers))
            self._append(Element("blockquote", {}, ["\n", element, "\n"]) if block.kind == "quotation" else element)

    def _sentences(self, lines: Sequence[Sequence[Words]], numbers: Sequence[int | None]) -> list[Node]:
        """Lines of words, each of which is a sentence if it has a number."""
        nodes: list[Node] = []
        for number, words in zip(numbers, self._words(lines), strict=True):
            if nodes:
                nodes.append("\n")
            if number:
                nodes.append(Sentence(number, words, self.page.doubts.get(number)))
            else:
                nodes += words
        return nodes

    def _words(self, lines: Sequence[Sequence[Words]]) -> list[list[Node]]:
        """The words of each line, typeset together."""
        texts = typographic_runs(
            [text for line in lines for text in (*(words.text for words in line), "\n")], self.page.lang
        )
        typeset = iter(texts)
        found: list[list[Node]] = []
        for line in lines:
            found.append([_element(words, next(typeset)) if words.element else next(typeset) for words in line])
            next(typeset)  # the line's end
        return found

    def _related(self, sequence: Sequence[Token], position: int) -> int:
        """Take in the related headline whose paragraph begins here and return where it ends; 0 if none does."""
        if self.open or not isinstance(sequence[position], Start):
            return 0
        match sequence[position : position + 2]:
            case [Start(name="p"), Mark(related=True, number=number)]:
                end = sequence.index(End("p"), position)
                self._add_related(number, _nested(sequence[position + 2 : end]))
                return end + 1
        return 0

    def _add_related(self, number: int, headline: list[Node]) -> None:
        related = Related(
            number=number,
            nodes=headline,
            twin=f"{self.page.twin.url}#s{number}" if self.page.twin else None,
            doubt=self.page.doubts.get(number),
            own_link=any(isinstance(node, Element) and node.name == "a" for node in walk(headline)),
        )
        self._end_piece()
        before = self.pieces.pop().related if self.pieces and self.pieces[-1].related else ()
        self.pieces.append(Piece(related=(*before, related)))

    def _end_piece(self) -> None:
        if any(not isinstance(node, str) or node.strip() for node in self.top):
            self.pieces.append(_piece(self.top, self.page))
        self.top = []


def _is_block(node: Element | Sentence) -> bool:
    return isinstance(node, Element) and is_block(node.name)


def _element(words: Words, text: str) -> Element:
    if words.element != "a":
        return Element(words.element, {}, [text])
    address = {"href": words.address} if may_lead_to(words.address) else {}
    return Element("a", {**address, "rel": "noopener"}, [text])


def _nested(sequence: Iterable[Token]) -> list[Node]:
    """Inline tokens as a tree, without sentences."""
    top: list[Node] = []
    inside = [top]
    for token in sequence:
        if isinstance(token, Text):
            inside[-1].append(text_html(token.text))
        elif isinstance(token, Start):
            element = Element(token.name, token.attributes, [])
            inside[-1].append(element)
            if token.name not in VOID_ELEMENTS:
                inside.append(element.children)
        elif isinstance(token, End):
            inside.pop()
    return top


def _with_dateline(pieces: list[Piece], page: BodyContext) -> list[Piece]:
    """``pieces`` with the dateline at the beginning of the first paragraph, or as one of its own before all else."""
    if not page.dateline:
        return pieces
    dateline = Element("span", {"class": "dateline"}, [text_html(page.dateline)])
    nodes = pieces[0].nodes if pieces else []
    first = next((node for node in nodes if not isinstance(node, str)), None)
    if isinstance(first, Element) and first.name == "p" and not first.attributes:
        first.children[:0] = [dateline, " "]
        return pieces
    own = Element("p", {}, [dateline])
    if nodes:
        return [replace(pieces[0], nodes=[own, "\n", *nodes]), *pieces[1:]]
    return [_piece([own], page), *pieces]


def _piece(nodes: Sequence[Node], page: BodyContext) -> Piece:
    return Piece(nodes, twin=page.twin, doubt_labels=page.doubt_labels, suggest=page.suggest)
