"""Lines that Markdown probably reads differently from what their writer meant.

``2022. Tahun itu …`` is a list that begins with 2022, ``#tagar`` a heading, ``[Jakarta]: banjir`` a link's address.
The parser tells what the line becomes. That it was not meant is a guess from the look of news, so well-formed lists,
headings and quotations are not reported.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from sitegen.content.body.blocks import Block, Role, blocks
from sitegen.messages import say

_QUOTES = "\"“”‘’«'"
_SENTENCE_END = re.compile(rf"[.!?…][{_QUOTES})\]]*\s*\Z")
_NUMBER = re.compile(r"[ ]{0,3}(\d+)\.(?=\s)")
_HASHTAG = re.compile(r"#[^\s#]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BULLET = re.compile(r"[ ]{0,3}([-+*])[ ]+(?=\S)")
_QUOTATION = re.compile(r"[ ]{0,3}>[ ]?(?==|\d|Rp)")
_INDENT = re.compile(r"(?:[ ]{4}|[ ]{0,3}\t)\s*(?=\S)")
_PROSE = re.compile(rf"[{_QUOTES}(]*[A-Z][\w-]*(?:[ ,]+[{_QUOTES}(]*[\w-]+){{3}}")
_DEFINITION = re.compile(r"[ ]{0,3}(?P<definition>\[(?P<label>[^\[\]^][^\[\]]*)\]:)[ ]*(?P<address>\S*)")
_ADDRESS = re.compile(r"<|[/#@:]|\w\.\w")
_UNDERLINE = re.compile(r"(?:-+|=+)[ ]*\Z")
_SUSPECT = re.compile(r"(?:[ ]{0,3}(?:\d+\.\s|#|[-+*][ ]|>|\[[^^]|[-=]+[ ]*$)|[ ]{4}|[ ]{0,3}\t)")
_FIRST_YEAR = 1000
_SHOWN = 40
"""Characters of a line that a message shows."""


class Misreading(NamedTuple):
    """A warning about a line of a body, counted from 0."""

    line: int
    message: str


class _Body:
    """A body. The parser is asked only where the looks of a line are suspect, as it takes long."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self.lines)

    def inside(self, number: int, *elements: str) -> bool:
        return not {*elements}.isdisjoint(self.blocks[number].inside)

    def is_item(self, number: int) -> bool:
        return self.blocks[number].inside[:2] == ("ul", "li")

    def above(self, number: int) -> int | None:
        """The number of the last line above with anything in it."""
        return next((place for place in reversed(range(number)) if self.lines[place].strip()), None)


def misreadings(lines: Sequence[str]) -> Iterator[Misreading]:
    """Yield lines of a body that Markdown probably misreads, with the remedy."""
    body = _Body(lines)
    for number, line in enumerate(lines):
        if _SUSPECT.match(line):
            for rule in _RULES:
                if message := rule(body, number):
                    yield Misreading(number, message)
                    break


def _list_from_a_number(body: _Body, number: int) -> str:
    match = _NUMBER.match(body.lines[number])
    if match is None:
        return ""
    value = int(match[1])
    others = {int(found[1]) for line in body.lines if (found := _NUMBER.match(line))}
    is_in_order = value < _FIRST_YEAR and (value < 2 or {value - 1, value + 1} & others)
    if is_in_order or not body.inside(number, "ol"):
        return ""
    return say(
        "Markdown begins a list from {number} with {start}; write '{number}\\.' to show it as it stands",
        number=match[1],
        start=_start(body.lines[number]),
    )


def _heading(body: _Body, number: int) -> str:
    if not _HASHTAG.match(body.lines[number]) or not body.inside(number, *_HEADINGS):
        return ""
    return say(
        "Markdown makes a heading of {start}; write '\\#' to show the sign, or '# ' for a heading",
        start=_start(body.lines[number]),
    )


def _definition(body: _Body, number: int) -> str:
    match = _DEFINITION.match(body.lines[number])
    if match is None or _ADDRESS.search(match["address"]):
        return ""
    label, definition = f"[{match['label']}]".casefold(), match["definition"].casefold()
    is_used = any(label in line.casefold().replace(definition, "") for line in body.lines)
    if is_used or body.blocks[number] != Block(Role.OTHER):
        return ""
    return say(
        "Markdown takes {start} for the address of a link and shows nothing of it; write '\\['",
        start=_start(body.lines[number]),
    )


def _bullet(body: _Body, number: int) -> str:
    match = _BULLET.match(body.lines[number])
    above = body.above(number)
    if match is None or (above is not None and _BULLET.match(body.lines[above])):
        return ""
    text = body.lines[number][match.end() :]
    is_introduced = above is not None and body.lines[above].rstrip().endswith(":")
    if text[0] not in _QUOTES and (is_introduced or not _SENTENCE_END.search(text)):
        return ""
    if not body.is_item(number) or (above is not None and body.is_item(above)):
        return ""
    below = range(number + 1, len(body.lines))
    items = itertools.takewhile(lambda place: not body.lines[place].strip() or body.is_item(place), below)
    is_alone = not any(_BULLET.match(body.lines[place].lstrip()) for place in items)
    if text[0] not in _QUOTES and not is_alone:
        return ""
    return say(
        "Markdown makes {kind} of {start}; write '\\{sign}' to show the sign, or a dash (–)",
        kind=say("a list of one item") if is_alone else say("a list"),
        start=_start(body.lines[number]),
        sign=match[1],
    )


def _quotation(body: _Body, number: int) -> str:
    if not _QUOTATION.match(body.lines[number]):
        return ""
    around = (*body.lines[max(0, number - 1) : number], *body.lines[number + 1 : number + 2])
    if any(line.lstrip().startswith(">") for line in around) or not body.inside(number, "blockquote"):
        return ""
    return say("Markdown makes a quotation of {start}; write '\\>' to show the sign", start=_start(body.lines[number]))


def _code(body: _Body, number: int) -> str:
    match = _INDENT.match(body.lines[number])
    if match is None or (number and _INDENT.match(body.lines[number - 1])):
        return ""
    text = body.lines[number][match.end() :]
    if not _PROSE.match(text) or not _SENTENCE_END.search(text) or not body.inside(number, "code"):
        return ""
    return say(
        "Markdown makes code of {start}, as it begins with four blanks or a tab; remove them", start=_start(text)
    )


def _underline(body: _Body, number: int) -> str:
    above = body.lines[number - 1] if number else ""
    if not _UNDERLINE.match(body.lines[number]) or not _SENTENCE_END.search(above) or above.startswith("#"):
        return ""
    if not body.inside(number - 1, *_HEADINGS):
        return ""
    line = body.lines[number].strip()
    return say(
        "Markdown makes a heading of {start}, as '{line}' is below it; put an empty line between them",
        start=_start(above),
        line=line,
    )


_RULES: tuple[Callable[[_Body, int], str], ...] = (
    _list_from_a_number,
    _heading,
    _definition,
    _bullet,
    _quotation,
    _code,
    _underline,
)


def _start(line: str) -> str:
    """The beginning of a line, as messages show it."""
    line = line.strip()
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[:_SHOWN].rstrip()}…'"
