"""Fast path for blocks of plain words, some of them emphasised or linked, as in most of the news.

Such a block parses the same whatever surrounds it, so Python-Markdown is not needed: 1,000 pairs of
benchmarks/synthetic.py are parsed in 1.5 s instead of 5.2 s. tests/content/test_plain_blocks.py proves that the result
is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Kind = Literal["paragraph", "heading", "list", "quotation", "related"]

# No line has these: controls, lone surrogates, private use.
_CONTROLS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"
_TEXT = rf"[^\\`*_\[\]<>&|{_CONTROLS}]*"
_WORDS = rf"[^\W_](?:{_TEXT}[^\W_])?"
_LINK = rf"(?<!!)\[{_WORDS}\]\([A-Za-z0-9/:.?=\#%+~,@-]+\)"
_EMPHASIS = rf"(?<![\w*])(?:\*{_WORDS}\*|\*\*{_WORDS}\*\*)(?![\w*])"
_INLINE = re.compile(f"({_LINK}|{_EMPHASIS})")
_PLAIN = re.compile(f"{_TEXT}(?:(?:{_LINK}|{_EMPHASIS}){_TEXT})*(?<!\\s)")
# What begins a line, or rather what does not: a number would make a list, a sign could make anything.
_BEGINNING = re.compile(r"(?!\d+\.[ ])[\"'“”‘’(«…–—]?(?:\*{0,2}|\[)[^\W_]")
_HEADING = re.compile(r"\#{1,6}[ ](?!.*\#$)")
# Raw HTML reaches over blocks, and the slashes put the footnotes at the place where they stand.
_FAR_REACHING = ("<", "///")
_ALONE = frozenset({"paragraph", "heading"})
_Prefixes = tuple[tuple[str, Kind], ...]
_PREFIXES: _Prefixes = (("- ", "list"), ("> ", "quotation"), ("", "paragraph"))


class Words(NamedTuple):
    """A run of words. ``element`` is "em", "strong" or "a" where they are emphasised or lead to ``address``."""

    text: str
    element: str = ""
    address: str = ""


class PlainBlock(NamedTuple):
    """A block: the number of its first line in the body, from 0, and the runs of words in each of its lines.

    ``prefix`` stands before the text of each line. It belongs to the block's kind, but for a "related" headline, of
    which it is the label.
    """

    kind: Kind
    first: int
    prefix: str
    lines: tuple[tuple[Words, ...], ...]

    @property
    def places(self) -> range:
        """The numbers of its lines in the body."""
        return range(self.first, self.first + len(self.lines))


def plain_blocks(body: Sequence[str]) -> list[PlainBlock]:
    """Return the plain blocks among the lines of a body.

    A list or quotation is only plain beside plain blocks of other kinds: it becomes one with another that follows it.
    """
    source = "\n".join(body)
    if any(sign in source for sign in _FAR_REACHING):
        return []
    found = [_plain(first, lines) for first, lines in _groups(body)]
    kinds = [block and block.kind for block in found]
    around = ["paragraph", *kinds, "paragraph"]
    return [
        block
        for place, block in enumerate(found)
        if block and (block.kind in _ALONE or not {block.kind, None} & {around[place], around[place + 2]})
    ]


def read_words(text: str) -> tuple[Words, ...] | None:
    """Return the runs of words of a text; None if there is any other markup in it."""
    if not _PLAIN.fullmatch(text):
        return None
    if "*" not in text and "[" not in text:
        return (Words(text),)
    parts = _INLINE.split(text)
    return tuple(_words(part) if place % 2 else Words(part) for place, part in enumerate(parts) if part)


def _groups(body: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Stretches of lines without an empty one, and the number of the first line of each."""
    first = 0
    for number, line in enumerate((*body, "")):
        if not line:
            if number > first:
                yield first, body[first:number]
            first = number + 1


def _plain(first: int, lines: Sequence[str]) -> PlainBlock | None:
    heading = _HEADING.match(lines[0]) if len(lines) == 1 else None
    prefixes: _Prefixes = ((heading[0], "heading"),) if heading else _PREFIXES
    prefix, kind = next(found for found in prefixes if lines[0].startswith(found[0]))
    read: list[tuple[Words, ...]] = []
    for line in lines:
        words = read_words(line[len(prefix) :])
        if words is None or not line.startswith(prefix) or not _BEGINNING.match(line, len(prefix)):
            return None
        read.append(words)
    return PlainBlock(kind, first, prefix, tuple(read))


def _words(markdown: str) -> Words:
    if markdown[0] == "[":
        text, _, address = markdown[1:-1].partition("](")
        return Words(text, "a", address)
    if markdown[1] == "*":
        return Words(markdown[2:-2], "strong")
    return Words(markdown[1:-1], "em")
