"""Marked HTML becomes the pieces of a page's body: HTML with an element around each sentence, and related headlines.

A sentence is one ``<span class="sentence" id="s12">``. Where emphasis or a link reaches over the end of a sentence, the
emphasis is cut in two, not the sentence. Where a sentence reaches over blocks or table cells, it gets a span in each
and the id on the first.
"""

from __future__ import annotations

import html
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from markupsafe import Markup

from sitegen.rendering.opening import summary
from sitegen.rendering.tokens import (
    VOID_ELEMENTS,
    End,
    Mark,
    Pictures,
    Plain,
    Sentence,
    Start,
    Text,
    Token,
    is_block,
    related_number,
    single,
    to_html,
    tokens,
)

_SPAN = Start("sentence", "")
"""Stands among the open elements for the span around a sentence."""


@dataclass(frozen=True)
class Twin:
    """The same article in the other language: its address, its language, and that language's name."""

    url: str
    lang: str
    label: str


@dataclass(frozen=True)
class Related:
    """A related headline, which is sentence ``number``.

    ``url`` is None where the article is not in the site, and where the headline brings its ``own_link``. ``lang`` is
    the linked article's language where it is not the page's. Both are known only when all articles are.
    """

    number: int
    headline: Markup
    url: str | None = None
    lang: str | None = None
    twin: str | None = None
    doubtful: bool = False
    own_link: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of a body: either ``html``, or the headlines of ``related`` that stand together."""

    html: Markup = field(default_factory=Markup)
    related: tuple[Related, ...] = ()


@dataclass(frozen=True)
class Body:
    """A body ready for a page. ``summary`` is the beginning of its first paragraph as plain text."""

    pieces: tuple[Piece, ...]
    summary: str


@dataclass(frozen=True)
class Surroundings:
    """What a body needs to know of its page.

    ``doubts`` are the numbers of sentences that the machine doubts, which ``doubt_label`` says. ``pictures`` are the
    body's own.
    """

    lang: str
    twin: Twin | None = None
    dateline: str = ""
    related_label: str = ""
    table_label: str = ""
    doubts: AbstractSet[int] = frozenset()
    doubt_label: str = ""
    pictures: Pictures = field(default_factory=dict)


def weave(marked: str, page: Surroundings) -> Body:
    """Return the body whose sanitised, marked HTML is ``marked`` (see `sitegen.rendering.markdown`)."""
    sequence = tokens(marked, page.lang, page.pictures)
    weaver = _Weaver(page)
    weaver.run(sequence)
    return Body(tuple(weaver.finished()), summary(sequence))


class _Weaver:
    """Walks through the tokens once and writes them again with sentences around their text.

    ``open`` are the elements that are open in the output. ``waiting`` are inline elements that are open in the input
    and were closed in the output, to be opened again before the next text; a sentence's own span waits too, while
    ``number`` is set and no span is open.
    """

    def __init__(self, page: Surroundings) -> None:
        self.page = page
        self.pieces: list[Piece] = []
        self.out: list[str] = []
        self.open: list[Start] = []
        self.waiting: list[Start] = []
        self.number = 0
        self.in_span = False
        self.named: set[int] = set()
        self.twin_link = twin_link(page.twin) if page.twin else ("", "")

    def run(self, sequence: list[Token]) -> None:
        self._dateline(sequence)
        position = 0
        while position < len(sequence):
            token = sequence[position]
            if isinstance(token, Start) and token.name == "p" and (end := self._related(sequence, position)):
                position = end
            else:
                self._token(token)
                position += 1

    def finished(self) -> list[Piece]:
        self._end_piece()
        return self.pieces

    def _token(self, token: Token) -> None:
        if isinstance(token, (Plain, Sentence)):
            self._plain(token)
        elif isinstance(token, Text):
            if not token.text.isspace():
                self._continue()
            self.out.append(to_html(token))
        elif isinstance(token, Mark):
            self._mark(token)
        elif isinstance(token, Start):
            self._start(token)
        else:
            self._end(token)

    def _plain(self, token: Plain | Sentence) -> None:
        if self.waiting or (self.open and not is_block(self.open[-1])):  # within a line
            for part in token.tokens():
                self._token(part)
        elif isinstance(token, Sentence):
            self.out.append(self._span(token.number, html.escape(token.text, quote=False)))
        else:
            lines = "\n".join([self._span(number, line) for number, line in token.lines])
            self.out.append(f"<{token.name}>{lines}</{token.name}>")

    def _span(self, number: int, text: str) -> str:
        """A whole sentence, whose ``text`` is HTML."""
        self.number = number
        kind = "sentence doubtful" if number in self.page.doubts else "sentence"
        identity = "" if number in self.named else f' id="s{number}"'
        span = f'<span class="{kind}"{identity}>{text}{self._attached()}</span>'
        self.number = 0
        return span

    def _attached(self) -> str:
        """What stands at the end of a sentence's first span."""
        if self.number in self.named:
            return ""
        self.named.add(self.number)
        before, after = self.twin_link
        link = f"{before}{self.number}{after}" if before else ""
        return doubt_mark(self.page.doubt_label) + link if self.number in self.page.doubts else link

    def _mark(self, mark: Mark) -> None:
        self._interrupt()
        self.number = mark.number
        if mark.number:
            while self.open and not is_block(self.open[-1]):
                self.waiting.insert(0, self._close())
            if mark.related:  # not alone in its paragraph, so it is said in words what it is
                self._token(Text(f"{self.page.related_label}: "))

    def _continue(self) -> None:
        """Open what waits, the sentence around the rest."""
        if self.number and not self.in_span:
            identity = "" if self.number in self.named else f' id="s{self.number}"'
            kind = "sentence doubtful" if self.number in self.page.doubts else "sentence"
            self.out.append(f'<span class="{kind}"{identity}>')
            self.open.append(_SPAN)
            self.in_span = True
        for element in self.waiting:
            self.out.append(element.html)
            self.open.append(element)
        self.waiting.clear()

    def _interrupt(self) -> None:
        """Close the sentence's span, and the elements in it until the next text."""
        if self.in_span:
            while self.open[-1] is not _SPAN:
                self.waiting.insert(0, self._close())
            self._close()

    def _close(self) -> Start:
        element = self.open.pop()
        if element is not _SPAN:
            self.out.append(f"</{element.name}>")
            return element
        self.in_span = False
        self.out.append(f"{self._attached()}</span>")
        return element

    def _start(self, token: Start) -> None:
        if is_block(token):
            self._interrupt()
        else:
            self._continue()
        if token.name == "table":
            label = html.escape(self.page.table_label)
            self.out.append(f'<div class="table" role="group" tabindex="0" aria-label="{label}">')
        self.out.append(token.html)
        if token.name not in VOID_ELEMENTS:
            self.open.append(token)

    def _end(self, token: End) -> None:
        if not is_block(token):
            if self.waiting:
                self.waiting.pop()
            else:
                self._close()
            return
        while self.open[-1].name != token.name:
            element = self._close()
            if element is not _SPAN:
                self.waiting.insert(0, element)
        self._close()
        if token.name == "table":
            self.out.append("</div>")

    def _dateline(self, sequence: list[Token]) -> None:
        if not self.page.dateline:
            return
        text = f'<span class="dateline">{html.escape(self.page.dateline)}</span> '
        first = next((place for place, token in enumerate(sequence) if isinstance(token, (Start, Plain))), None)
        if first is not None:
            sequence[first : first + 1] = single([sequence[first]])
        if first is not None and sequence[first] == Start("p", "<p>") and not related_number(sequence, first):
            sequence[first] = Start("p", f"<p>{text}")
        else:
            self.out.append(f"<p>{text.rstrip()}</p>\n")

    def _related(self, sequence: list[Token], position: int) -> int:
        """Write the related headline whose paragraph begins here and return where it ends; 0 if none does."""
        number = 0 if self.open else related_number(sequence, position)
        if not number:
            return 0
        end = sequence.index(End("p"), position)
        headline = sequence[position + 2 : end]
        related = Related(
            number=number,
            headline=Markup("".join(map(to_html, headline))),  # noqa: S704  # sanitised
            twin=f"{self.page.twin.url}#s{number}" if self.page.twin else None,
            doubtful=number in self.page.doubts,
            own_link=any(isinstance(token, Start) and token.name == "a" for token in headline),
        )
        self._end_piece()
        before = self.pieces.pop().related if self.pieces and self.pieces[-1].related else ()
        self.pieces.append(Piece(related=(*before, related)))
        return end + 1

    def _end_piece(self) -> None:
        text = "".join(self.out).strip()
        self.out.clear()
        if text:
            self.pieces.append(Piece(html=Markup(text)))  # noqa: S704  # sanitised


def twin_link(twin: Twin) -> tuple[str, str]:
    """Return the link to the same sentence in the other language, for themes to show at the sentence that is read:
    what is before the sentence's number, and what is after it.
    """
    language = html.escape(twin.lang)
    label = html.escape(twin.label)
    before = f'<a class="twin" href="{html.escape(twin.url)}#s'
    return before, f'" hreflang="{language}" lang="{language}" aria-label="{label}"></a>'


def doubt_mark(label: str) -> str:
    """Return the words at the end of a sentence that the machine doubts: hidden to the eye, which sees an underline."""
    return f'<span class="doubt"> ({html.escape(label)})</span>'
