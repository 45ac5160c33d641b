"""The lines of a seed to its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Place = Literal["own", "with previous", ""]
"""Whether a line begins a paragraph, belongs to the line before it, or is to be judged by its length."""

_WIDEST = 120  # columns of text that a program or a person broke into lines
_NARROWEST = 40
_LONGEST_HEADLINE = 200
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”'’»)\]*_]*$")


def paragraphs(text: str, place: Callable[[str], Place]) -> list[str]:
    """Return the paragraphs of ``text``, the headline first; they may still have line breaks in them.

    Blank lines part paragraphs. In a text without any, every line is a paragraph. Of the lines of one block those are
    joined that were broken because the next word did not fit. ``place`` tells of a line what its form says of that.
    """
    lines = [" ".join(line.split()) for line in text.split("\n")]
    first, *others = _blocks(lines)
    width = _width(first) if others else 0
    headline = _join(first, place, width, has_headline=True)
    if len(headline[0]) > _LONGEST_HEADLINE:
        headline = _join(first, place, width=0, has_headline=True)
    return [*headline, *(paragraph for block in others for paragraph in _join(block, place, _width(block)))]


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _width(lines: list[str]) -> int:
    """The number of columns to which the lines of a block were broken; 0 if each is a paragraph."""
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST or all(_ENDS_SENTENCE.search(line) for line in lines[:-1]):
        return 0
    return width


def _join(lines: list[str], place: Callable[[str], Place], width: int, *, has_headline: bool = False) -> list[str]:
    joined: list[list[str]] = []
    previous = ""
    previous_place: Place = "own"
    for line in lines:
        line_place = place(line)
        if line_place == "with previous":
            continues = previous_place == "" and len(joined) > has_headline
        else:
            is_full = len(previous) + 1 + len(line.partition(" ")[0]) > width > 0
            continues = is_full and line_place == "" and previous_place != "with previous" and bool(joined)
        if continues:
            # Anak-anak may be broken after its hyphen.
            space = "" if re.search(r"[^\W\d_]-$", previous) and line[0].islower() else "\n"
            joined[-1].append(space + line)
        else:
            joined.append([line])
        previous, previous_place = line, line_place
    return ["".join(pieces) for pieces in joined]
