"""Sanitised HTML as a list of tokens, with its text set typographically."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from sitegen.rendering.marks import MARK, read_mark
from sitegen.rendering.pictures import ImageView, picture_html
from sitegen.rendering.sanitising import BLOCK_ELEMENTS, HEADINGS, VERBATIM_ELEMENTS, leaves_the_site
from sitegen.rendering.typography import OBJECT, typographic_runs

VOID_ELEMENTS = frozenset({"br", "col", "hr", "img", "source", "wbr"})


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a sentence, or with number 0 its end. ``related`` ones begin a related headline."""

    number: int
    related: bool


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag; ``html`` is the whole of it."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class End:
    """The end tag of an element that is not void."""

    name: str


Token = Text | Mark | Start | End


Pictures = Mapping[str, ImageView | None]
"""What is known of a body's pictures, by the address that stands in it; None for one that cannot be shown."""


def tokens(sanitised: str, lang: str, pictures: Pictures | None = None) -> list[Token]:
    """Return the tokens of sanitised, marked HTML, typeset by the conventions of ``lang``.

    Headings are moved to levels from 2 on, without a gap, because the article's headline is the page's level 1.
    Pictures on other hosts become links, because a page asks nothing of another host.
    """
    reader = _Reader(pictures or {})
    reader.feed(sanitised)
    reader.close()
    return _typeset(_with_heading_levels(reader.tokens), lang)


def picture_addresses(sanitised: str) -> tuple[str, ...]:
    """Return the addresses of the pictures in sanitised HTML that do not leave the site, each once."""
    if "<img" not in sanitised:
        return ()
    reader = _Reader({})
    reader.feed(sanitised)
    reader.close()
    return tuple(dict.fromkeys(reader.addresses))


def is_block(token: Token) -> bool:
    """Whether the token is a tag that ends the line of text before it."""
    return isinstance(token, Start | End) and token.name in BLOCK_ELEMENTS


class _Reader(HTMLParser):
    """Reads the sanitiser's well-formed output."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = pictures
        self.addresses: list[str] = []
        self.tokens: list[Token] = []
        self.links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = MARK.sub("", self.get_starttag_text() or "")
        if tag == "img":
            self._picture(raw, {name: MARK.sub("", value or "") for name, value in attrs})
            return
        self.links += tag == "a"
        self.tokens.append(Start(tag, raw))

    def handle_endtag(self, tag: str) -> None:
        self.links -= tag == "a"
        self.tokens.append(End(tag))

    def handle_data(self, data: str) -> None:
        position = 0
        for mark in MARK.finditer(data):
            if mark.start() > position:
                self.tokens.append(Text(data[position : mark.start()]))
            self.tokens.append(Mark(*read_mark(mark)))
            position = mark.end()
        if position < len(data):
            self.tokens.append(Text(data[position:]))

    def _picture(self, raw: str, attributes: dict[str, str]) -> None:
        address = attributes.get("src", "")
        text = attributes.get("alt", "").strip()
        if address and not leaves_the_site(address):
            self.addresses.append(address)
        if address in self.pictures:
            image = self.pictures[address]
            title = attributes.get("title", "")
            shown = Start("img", picture_html(dataclasses.replace(image, alt=text), title)) if image else Text(text)
            self.tokens.append(shown)
        elif address and not leaves_the_site(address):
            added = '<img loading="lazy"' if "alt" in attributes else '<img loading="lazy" alt=""'
            self.tokens.append(Start("img", raw.replace("<img", added, 1)))
        elif not address or self.links:
            self.tokens.append(Text(text))
        else:
            link = f'<a href="{html.escape(address)}" rel="noopener">'
            self.tokens += [Start("a", link), Text(text or address), End("a")]


def _with_heading_levels(sequence: list[Token]) -> list[Token]:
    used = sorted({token.name for token in sequence if isinstance(token, Start) and token.name in HEADINGS})
    names = {name: f"h{min(6, level)}" for level, name in enumerate(used, start=2)}
    return [_renamed(token, names) if used else token for token in sequence]


def _renamed(token: Token, names: dict[str, str]) -> Token:
    if isinstance(token, Start) and token.name in names:
        new = names[token.name]
        return Start(new, f"<{new}{token.html[1 + len(token.name) :]}")
    if isinstance(token, End) and token.name in names:
        return End(names[token.name])
    return token


def _typeset(sequence: Iterable[Token], lang: str) -> list[Token]:
    finished: list[Token] = []
    line: list[tuple[int, str]] = []  # where the line's runs are, -1 for what is not to be changed
    verbatim = 0

    def end_line() -> None:
        for (place, before), after in zip(line, typographic_runs([run for _, run in line], lang), strict=True):
            if place >= 0 and after != before:
                finished[place] = Text(after)
        line.clear()

    for token in sequence:
        if is_block(token):
            end_line()
        if isinstance(token, Text):
            line.append((-1, OBJECT) if verbatim else (len(finished), token.text))
        elif isinstance(token, Start) and token.name in {"br", "img"}:
            line.append((-1, "\n" if token.name == "br" else OBJECT))
        elif isinstance(token, Start | End) and token.name in VERBATIM_ELEMENTS:
            verbatim += 1 if isinstance(token, Start) else -1
        finished.append(token)
    end_line()
    return finished


def plain_text(sequence: Iterable[Token]) -> str:
    """Return the text of tokens with single spaces."""
    return " ".join("".join(token.text for token in sequence if isinstance(token, Text)).split())


def to_html(token: Token) -> str:
    """Return a token as HTML; a mark is nothing."""
    if isinstance(token, Text):
        return html.escape(token.text, quote=False)
    if isinstance(token, Start):
        return token.html
    return f"</{token.name}>" if isinstance(token, End) else ""
