"""A body as a list of tokens: sanitised HTML, with plain blocks in between."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.content.body.plain_blocks import PlainBlock
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.body.private_characters import MARK, STAND_IN, read_figures, read_mark
from sitegen.rendering.body.sanitising import BLOCK_ELEMENTS, HEADINGS, VERBATIM_ELEMENTS, leaves_the_site
from sitegen.rendering.body.tree import VOID_ELEMENTS
from sitegen.rendering.images import ImageView, picture_attributes
from sitegen.rendering.text.typography import OBJECT, typographic_runs

TOO_DEEP = say("has lists or quotations that are nested too deeply; write them with fewer levels")
_DEEPEST = 200
"""Elements inside each other. Python's own ways through a tree, such as `pickle`, end at about 300; browsers at 512."""


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
    """A start tag. The values of its attributes are HTML."""

    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class End:
    """The end tag of an element that is not void."""

    name: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain block, and the numbers of its sentences; None for a line that is none in the other language."""

    block: PlainBlock
    numbers: tuple[int | None, ...]


Token = Text | Plain | Mark | Start | End


Pictures = Mapping[str, ImageView | None]
"""What is known of a body's pictures, by the address that stands in it; None for one that cannot be shown."""

# The sanitiser writes every attribute with double quotes, and a reference for each < in text.
_TAG_OR_TEXT = re.compile(rf'[^<]+|<p>{STAND_IN}</p>|<(/?)([a-z0-9]+)([^"<>]*(?:"[^"]*"[^"<>]*)*)>')
_ATTRIBUTE = re.compile(r'([^\s"=]+)="([^"]*)"')


class TokenReader:
    """Reads the sanitiser's well-formed output, and puts the ``runs`` into it where something stands in for them."""

    def __init__(self, runs: Mapping[int, Sequence[Token]]) -> None:
        self.tokens: list[Token] = []
        self._runs = runs
        self._depth = 0

    def read(self, sanitised: str) -> None:
        """Take in a stretch of HTML.

        Raises:
            SitegenError: it is nested more deeply than can be shown.
        """
        for match in _TAG_OR_TEXT.finditer(sanitised):
            number, closing, name, attributes = match.groups()
            if number:
                self.tokens += self._runs[read_figures(number)]
            elif not name:
                self._text(html.unescape(match[0]))
            elif closing:
                self._depth -= 1
                self.tokens.append(End(name))
            else:
                self._depth += name not in VOID_ELEMENTS
                found = dict(_ATTRIBUTE.findall(MARK.sub("", attributes))) if attributes else {}
                self.tokens.append(Start(name, found))
            if self._depth > _DEEPEST:
                raise SitegenError(TOO_DEEP)

    def _text(self, text: str) -> None:
        position = 0
        for mark in MARK.finditer(text):
            if mark.start() > position:
                self.tokens.append(Text(text[position : mark.start()]))
            self.tokens.append(Mark(*read_mark(mark)))
            position = mark.end()
        if position < len(text):
            self.tokens.append(Text(text[position:]))


def picture_addresses(sequence: Iterable[Token]) -> tuple[str, ...]:
    """Return the addresses of the pictures, each once."""
    pictures = (token for token in sequence if isinstance(token, Start) and token.name == "img")
    addresses = (_attribute(picture, "src") for picture in pictures)
    return tuple(dict.fromkeys(filter(None, addresses)))


def finished(sequence: Sequence[Token], lang: str, pictures: Pictures, elsewhere: str = "") -> list[Token]:
    """Return the tokens with their ``pictures``, typeset by the conventions of ``lang``; plain blocks are as they were.

    Pictures on other hosts become links, because a page asks nothing of another host. ``elsewhere`` is what is said of
    them.
    """
    return _typeset(_with_pictures(sequence, pictures, elsewhere), lang)


def heading_names(sequence: Iterable[Token]) -> dict[str, str]:
    """Return what headings are to be named: levels from 2 on, without a gap, as the page's level 1 is the headline."""
    used = {token.name for token in sequence if isinstance(token, Start) and token.name in HEADINGS}
    used |= {
        plain_name(token.block) for token in sequence if isinstance(token, Plain) and token.block.kind == "heading"
    }
    return {name: f"h{min(6, level)}" for level, name in enumerate(sorted(used), start=2)}


def plain_name(heading: PlainBlock) -> str:
    """Return the name of a plain heading's element."""
    return f"h{len(heading.prefix) - 1}"


def is_block(name: str) -> bool:
    """Whether the element of a name ends the line of text before it."""
    return name in BLOCK_ELEMENTS


def _attribute(token: Start, name: str) -> str:
    return html.unescape(token.attributes.get(name, ""))


def _with_pictures(sequence: Iterable[Token], pictures: Pictures, elsewhere: str) -> Iterator[Token]:
    links = 0
    for token in sequence:
        if isinstance(token, Start) and token.name == "img":
            yield from _picture(token, pictures, elsewhere, in_link=links > 0)
            continue
        if isinstance(token, (Start, End)) and token.name == "a":
            links += 1 if isinstance(token, Start) else -1
        yield token


def _picture(token: Start, pictures: Pictures, elsewhere: str, *, in_link: bool) -> Iterator[Token]:
    address, text = _attribute(token, "src"), _attribute(token, "alt").strip()
    if address in pictures:
        image = pictures[address]
        if image is None:
            yield Text(text)
            return
        source, fallback = picture_attributes(replace(image, alt=text), _attribute(token, "title"))
        yield from (Start("picture", {}), Start("source", source), Start("img", fallback), End("picture"))
    elif address and not leaves_the_site(address):
        yield Start(
            "img", {"loading": "lazy", **({} if "alt" in token.attributes else {"alt": ""}), **token.attributes}
        )
    elif not address:
        yield Text(text)
    else:
        label = Text(": ".join(filter(None, (elsewhere, text if in_link else text or address))))
        link = Start("a", {"href": html.escape(address), "rel": "noopener"})
        yield from (label,) if in_link else (link, label, End("a"))


def _typeset(sequence: Iterable[Token], lang: str) -> list[Token]:
    finished: list[Token] = []
    line: list[tuple[int, str]] = []  # where the line's runs are, -1 for what is not to be changed
    verbatim = 0
    for token in sequence:
        if isinstance(token, Text):
            line.append((-1, OBJECT) if verbatim else (len(finished), token.text))
        elif isinstance(token, (Start, End)):
            if is_block(token.name):
                _typeset_line(finished, line, lang)
                line = []
            elif isinstance(token, Start) and token.name in {"br", "img"}:
                line.append((-1, "\n" if token.name == "br" else OBJECT))
            if token.name in VERBATIM_ELEMENTS:
                verbatim += 1 if isinstance(token, Start) else -1
        elif isinstance(token, Plain):
            _typeset_line(finished, line, lang)
            line = []
        finished.append(token)
    _typeset_line(finished, line, lang)
    return finished


def _typeset_line(finished: list[Token], line: Sequence[tuple[int, str]], lang: str) -> None:
    """Put typographic text into the places of ``finished`` that ``line`` names."""
    runs = [run for _, run in line]
    typeset = typographic_runs(runs, lang)
    for (place, before), after in zip(line, typeset, strict=True):
        if place >= 0 and after != before:
            finished[place] = Text(after)
