"""Marked HTML becomes the pieces of a page's body: HTML with an element around each sentence, and related headlines.

A sentence is one ``<span class="sentence" id="s12">``. Where emphasis or a link reaches over the end of a sentence, the
emphasis is cut in two, not the sentence. Where a sentence reaches over blocks or table cells, it gets a span in each
and the id on the first.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from markupsafe import Markup

from sitegen.rendering.tokens import (
    VOID_ELEMENTS,
    End,
    Mark,
    Pictures,
    Start,
    Text,
    Token,
    is_block,
    plain_text,
    to_html,
    tokens,
)

_SENTENCE = Start("sentence", "")
_SUMMARY_LENGTH = 220


@dataclass(frozen=True)
class Twin:
    """The same article in the other language: its address, its language, and that language's name."""

    url: str
    lang: str
    label: str


@dataclass(frozen=True)
class Related:
    """A related headline, which is sentence ``number``.

    ``url`` is None where the article is not in the site, or where the headline brings its own link. ``lang`` is the
    linked article's language where it is not the page's.
    """

    number: int
    headline: Markup
    url: str | None
    lang: str | None
    twin: str | None
    doubtful: bool = False


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

    ``related`` gives, by number, the address and language of related articles that are in the site. ``doubts`` are the
    numbers of sentences that the machine doubts, which ``doubt_label`` says. ``pictures`` are the body's own.
    """

    lang: str
    twin: Twin | None = None
    dateline: str = ""
    related_label: str = ""
    table_label: str = ""
    related: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    doubts: AbstractSet[int] = frozenset()
    doubt_label: str = ""
    pictures: Pictures = field(default_factory=dict)


def weave(marked: str, page: Surroundings) -> Body:
    """Return the body whose sanitised, marked HTML is ``marked`` (see `sitegen.rendering.markdown`)."""
    sequence = tokens(marked, page.lang, page.pictures)
    weaver = _Weaver(page)
    weaver.run(sequence)
    return Body(tuple(weaver.finished()), _summary(sequence))


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
        self.named: set[int] = set()

    def run(self, sequence: list[Token]) -> None:
        self._dateline(sequence)
        position = 0
        while position < len(sequence):
            if end := self._related(sequence, position):
                position = end
            else:
                self._token(sequence[position])
                position += 1

    def finished(self) -> list[Piece]:
        self._end_piece()
        return self.pieces

    def _token(self, token: Token) -> None:
        if isinstance(token, Mark):
            self._mark(token)
        elif isinstance(token, Text):
            if not token.text.isspace():
                self._continue()
            self.out.append(to_html(token))
        elif isinstance(token, Start):
            self._start(token)
        else:
            self._end(token)

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
        if self.number and _SENTENCE not in self.open:
            identity = "" if self.number in self.named else f' id="s{self.number}"'
            kind = "sentence doubtful" if self.number in self.page.doubts else "sentence"
            self.out.append(f'<span class="{kind}"{identity}>')
            self.open.append(_SENTENCE)
        for element in self.waiting:
            self.out.append(element.html)
            self.open.append(element)
        self.waiting.clear()

    def _interrupt(self) -> None:
        """Close the sentence's span, and the elements in it until the next text."""
        if _SENTENCE in self.open:
            while self.open[-1] is not _SENTENCE:
                self.waiting.insert(0, self._close())
            self._close()

    def _close(self) -> Start:
        element = self.open.pop()
        if element is not _SENTENCE:
            self.out.append(f"</{element.name}>")
            return element
        if self.number in self.page.doubts and self.number not in self.named:
            self.out.append(doubt_mark(self.page.doubt_label))
        if self.page.twin and self.number not in self.named:
            self.out.append(twin_link(self.page.twin, self.number))
        self.named.add(self.number)
        self.out.append("</span>")
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
            if element is not _SENTENCE:
                self.waiting.insert(0, element)
        self._close()
        if token.name == "table":
            self.out.append("</div>")

    def _dateline(self, sequence: list[Token]) -> None:
        if not self.page.dateline:
            return
        text = f'<span class="dateline">{html.escape(self.page.dateline)}</span> '
        first = next((place for place, token in enumerate(sequence) if isinstance(token, Start)), None)
        if first is not None and sequence[first] == Start("p", "<p>") and not _related_number(sequence, first):
            sequence[first] = Start("p", f"<p>{text}")
        else:
            self.out.append(f"<p>{text.rstrip()}</p>\n")

    def _related(self, sequence: list[Token], position: int) -> int:
        """Write the related headline whose paragraph begins here and return where it ends; 0 if none does."""
        number = 0 if self.open else _related_number(sequence, position)
        if not number:
            return 0
        end = sequence.index(End("p"), position)
        headline = sequence[position + 2 : end]
        linked = any(isinstance(token, Start) and token.name == "a" for token in headline)
        url, lang = (None, None) if linked else self.page.related.get(number, (None, None))
        related = Related(
            number=number,
            headline=Markup("".join(map(to_html, headline))),  # noqa: S704  # sanitised
            url=url,
            lang=lang if lang != self.page.lang else None,
            twin=f"{self.page.twin.url}#s{number}" if self.page.twin else None,
            doubtful=number in self.page.doubts,
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


def twin_link(twin: Twin, number: int) -> str:
    """Return the link to the same sentence in the other language, for themes to show at the sentence that is read."""
    return (
        f'<a class="twin" href="{html.escape(twin.url)}#s{number}" hreflang="{html.escape(twin.lang)}"'
        f' lang="{html.escape(twin.lang)}" aria-label="{html.escape(twin.label)}"></a>'
    )


def doubt_mark(label: str) -> str:
    """Return the words at the end of a sentence that the machine doubts: hidden to the eye, which sees an underline."""
    return f'<span class="doubt"> ({html.escape(label)})</span>'


def _related_number(sequence: list[Token], position: int) -> int:
    """The number of the related headline whose paragraph begins here; 0 if none does."""
    match sequence[position : position + 2]:
        case [Start(name="p"), Mark(related=True, number=number)]:
            return number
    return 0


def _summary(sequence: Iterable[Token]) -> str:
    """The text of the first paragraph, cut at a word."""
    paragraph: list[Token] | None = None
    in_note = False
    for token in sequence:
        if isinstance(token, Start | End) and token.name == "sup":
            in_note = isinstance(token, Start)
        elif isinstance(token, Start) and token.name == "p":
            paragraph = []
        elif isinstance(token, Mark) and token.related:
            paragraph = None
        elif isinstance(token, End) and token.name == "p" and paragraph:
            break
        elif paragraph is not None and not in_note:
            paragraph.append(token)
    text = plain_text(paragraph or ())
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[: _SUMMARY_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:–—-") + "…"
