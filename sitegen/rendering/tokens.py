"""Sanitised HTML as a list of tokens, with its text set typographically."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.rendering.marks import MARK, SENTENCE, SENTENCE_OR_MARK, read_mark, read_sentences
from sitegen.rendering.pictures import ImageView, picture_html
from sitegen.rendering.sanitising import BLOCK_ELEMENTS, HEADINGS, VERBATIM_ELEMENTS, leaves_the_site
from sitegen.rendering.typography import OBJECT, typographic, typographic_runs

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
class Sentence:
    """A sentence in which there is nothing but plain text."""

    number: int
    text: str

    def tokens(self) -> list[Token]:
        """Return the same as single tokens."""
        return [Mark(self.number, related=False), Text(self.text), Mark(0, related=False)]


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag; ``html`` is the whole of it."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class End:
    """The end tag of an element that is not void."""

    name: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A paragraph, heading or item of sentences that are most of what there is: see `sitegen.rendering.marks.SENTENCE`.

    ``lines`` are their numbers and their HTML, in which there are no references such as ``&amp;``.
    """

    name: str
    lines: tuple[tuple[int, str], ...]

    def tokens(self) -> list[Token]:
        """Return the same as single tokens."""
        found: list[Token] = []
        for number, line in self.lines:
            found += [_LINE_BREAK, Mark(number, related=False), *_inline(line), Mark(0, related=False)]
        return [Start(self.name, f"<{self.name}>"), *found[1:], End(self.name)]

    def typeset(self, lang: str) -> Plain:
        """Return the same, typeset by the conventions of ``lang``."""
        before = "\n".join([line for _, line in self.lines])
        after = _typeset_html(before, lang)
        if after == before:
            return self
        return Plain(self.name, tuple(zip([number for number, _ in self.lines], after.split("\n"), strict=True)))


Token = Text | Sentence | Plain | Mark | Start | End


Pictures = Mapping[str, ImageView | None]
"""What is known of a body's pictures, by the address that stands in it; None for one that cannot be shown."""


def tokens(sanitised: str, lang: str, pictures: Pictures | None = None) -> list[Token]:
    """Return the tokens of sanitised, marked HTML, typeset by the conventions of ``lang``.

    Headings are moved to levels from 2 on, without a gap, because the article's headline is the page's level 1.
    Pictures on other hosts become links, because a page asks nothing of another host.
    """
    reader = _Reader(pictures or {})
    reader.read(sanitised)
    return _typeset(_with_heading_levels(reader.tokens), lang)


def picture_addresses(sanitised: str) -> tuple[str, ...]:
    """Return the addresses of the pictures in sanitised HTML that do not leave the site, each once."""
    if "<img" not in sanitised:
        return ()
    reader = _Reader({})
    reader.read(sanitised)
    return tuple(dict.fromkeys(reader.addresses))


def single(sequence: Iterable[Token]) -> Iterator[Token]:
    """Yield tokens with each plain block as the tokens in it."""
    for token in sequence:
        if isinstance(token, Plain):
            yield from token.tokens()
        else:
            yield token


def is_block(token: Token) -> bool:
    """Whether the token is a tag that ends the line of text before it."""
    return isinstance(token, Plain) or (isinstance(token, (Start, End)) and token.name in BLOCK_ELEMENTS)


_LINE_BREAK = Text("\n")
# The sanitiser writes every attribute with double quotes, and a reference for each < in text.
_TAG_OR_TEXT = re.compile(
    rf'[^<]+|<(p|h[1-6]|li)>({SENTENCE}(?:\n{SENTENCE})*)</\1>|<(/?)([a-z0-9]+)((?:[^"<>]|"[^"]*")*)>'
)
_ATTRIBUTE = re.compile(r'([^\s"=]+)="([^"]*)"')
_TAG = re.compile("(<[^>]*>)")


class _Reader:
    """Reads the sanitiser's well-formed output."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.addresses: list[str] = []
        self.tokens: list[Token] = []
        self.links = 0

    def read(self, sanitised: str) -> None:
        for match in _TAG_OR_TEXT.finditer(sanitised):
            block, sentences, closing, name, attributes = match.groups()
            if block:
                self.tokens.append(Plain(block, tuple(read_sentences(sentences))))
            elif match[0] == "\n":
                self.tokens.append(_LINE_BREAK)
            elif not name:
                self._text(html.unescape(match[0]))
            elif closing:
                self.links -= name == "a"
                self.tokens.append(End(name))
            elif name == "img":
                found = _ATTRIBUTE.findall(MARK.sub("", attributes))
                self._picture(MARK.sub("", match[0]), {key: html.unescape(value) for key, value in found})
            else:
                self.links += name == "a"
                self.tokens.append(Start(name, MARK.sub("", match[0]) if attributes else match[0]))

    def _text(self, text: str) -> None:
        position = 0
        for mark in SENTENCE_OR_MARK.finditer(text):
            if mark.start() > position:
                self.tokens.append(Text(text[position : mark.start()]))
            number, related, sentence = read_mark(mark)
            self.tokens.append(Sentence(number, sentence) if sentence else Mark(number, related))
            position = mark.end()
        if position < len(text):
            self.tokens.append(Text(text[position:]))

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
    used = sorted({token.name for token in sequence if isinstance(token, (Start, Plain)) and token.name in HEADINGS})
    names = {name: f"h{min(6, level)}" for level, name in enumerate(used, start=2)}
    return [_renamed(token, names) for token in sequence] if used else sequence


def _renamed(token: Token, names: dict[str, str]) -> Token:
    if isinstance(token, Start) and token.name in names:
        new = names[token.name]
        return Start(new, f"<{new}{token.html[1 + len(token.name) :]}")
    if isinstance(token, End) and token.name in names:
        return End(names[token.name])
    if isinstance(token, Plain) and token.name in names:
        return Plain(names[token.name], token.lines)
    return token


def _typeset(sequence: Iterable[Token], lang: str) -> list[Token]:
    finished: list[Token] = []
    line: list[tuple[int, str]] = []  # where the line's runs are, -1 for what is not to be changed
    verbatim = 0
    for token in sequence:
        if isinstance(token, Plain):
            _typeset_line(finished, line, lang)
            line = []
            finished.append(token if verbatim else token.typeset(lang))
            continue
        if token is _LINE_BREAK and not line:
            finished.append(token)
            continue
        if isinstance(token, (Text, Sentence)):
            line.append((-1, OBJECT) if verbatim else (len(finished), token.text))
        elif isinstance(token, (Start, End)):
            if token.name in BLOCK_ELEMENTS:
                _typeset_line(finished, line, lang)
                line = []
            elif isinstance(token, Start) and token.name in {"br", "img"}:
                line.append((-1, "\n" if token.name == "br" else OBJECT))
            if token.name in VERBATIM_ELEMENTS:
                verbatim += 1 if isinstance(token, Start) else -1
        finished.append(token)
    _typeset_line(finished, line, lang)
    return finished


def _typeset_line(finished: list[Token], line: Sequence[tuple[int, str]], lang: str) -> None:
    """Put typographic text into the places of ``finished`` that ``line`` names."""
    if not line:
        return
    runs = [run for _, run in line]
    typeset = typographic_runs(runs, lang)
    if typeset == runs:
        return
    for (place, before), after in zip(line, typeset, strict=True):
        if place >= 0 and after != before:
            token = finished[place]
            finished[place] = Sentence(token.number, after) if isinstance(token, Sentence) else Text(after)


def _typeset_html(source: str, lang: str) -> str:
    """Typeset text with tags in it, but without references."""
    if "<" not in source:
        return typographic(source, lang)
    parts = _TAG.split(source)
    parts[::2] = typographic_runs(parts[::2], lang)
    return "".join(parts)


def _inline(source: str) -> Iterator[Token]:
    """Text with tags in it, but without references, as tokens."""
    for part in _TAG.split(source):
        if part.startswith("</"):
            yield End(part[2:-1])
        elif part.startswith("<"):
            yield Start(part[1:-1].partition(" ")[0], part)
        elif part:
            yield Text(part)


def to_html(token: Token) -> str:
    """Return a token as HTML; a mark is nothing."""
    if isinstance(token, (Text, Sentence)):
        return html.escape(token.text, quote=False)
    if isinstance(token, Start):
        return token.html
    return f"</{token.name}>" if isinstance(token, End) else ""


def related_number(sequence: list[Token], position: int) -> int:
    """Return the number of the related headline whose paragraph begins here; 0 if none does."""
    match sequence[position : position + 2]:
        case [Start(name="p"), Mark(related=True, number=number)]:
            return number
    return 0
