"""Quotation marks that a program without them wrote as ``?``, as in ``?Harga naik,? kata dia``.

A question mark never stands directly before a word: there it was an opening quotation mark. The closing one is a
question mark after a comma or another mark of the sentence, or else the next one after a word.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_LOST = "?\ufffd"
_OPENING = re.compile(rf"(?<![\w{_LOST}/=&.:])(?P<mark>(?P<sign>[{_LOST}])(?P=sign){{0,2}})(?=[^\W_])")
_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])(?P<sign>[{_LOST}])(?P=sign){{0,2}}(?=[^\W\d_])")
_DASH = re.compile(rf"(?<=[\w,.)]\s)(?P<sign>[{_LOST}])(?P=sign){{0,2}}(?=\s[^\W\d_])")
_ADDRESS = re.compile(r"[:/=&@]|www\.|\.\w{2,}\?", re.IGNORECASE)
_DOUBLE = ("“", "”")


@dataclass(frozen=True)
class _Pair:
    """Where a quotation's marks are. ``sure``: its closing mark cannot be a question mark."""

    opening: int
    closing: int
    length: int
    sure: bool


def mend_quotes(text: str) -> str:
    """Return a text with its lost quotation marks, and where there were some, its lost apostrophes and dashes.

    A text in which every closing mark may be a question mark stays as it is, and so does a mark without another.
    """
    lines = text.split("\n")
    pairs = [list(_pairs(line)) for line in lines]
    if not any(pair.sure for line in pairs for pair in line):
        return text
    mended = "\n".join(_mended(line, found) for line, found in zip(lines, pairs, strict=True))
    return _DASH.sub("–", _APOSTROPHE.sub(_apostrophe, mended))


def lost_quote(text: str) -> re.Match[str] | None:
    """Return the first question mark that was an opening quotation mark."""
    return next((found for found in _OPENING.finditer(text) if not _is_in_address(found)), None)


def _pairs(line: str) -> Iterator[_Pair]:
    if not any(sign in line for sign in _LOST):
        return
    openings = [found for found in _OPENING.finditer(line) if not _is_in_address(found)]
    for opening, following in itertools.zip_longest(openings, openings[1:]):
        mark = opening["mark"]
        if closing := _closing(line, mark, opening.end(), following.start() if following else len(line)):
            after = line[closing.end() :].lstrip()[:1]
            sure = line[closing.start() - 1] in ",.!…;:" or after.islower()
            yield _Pair(opening.start(), closing.start(), len(mark), sure)


def _mended(line: str, pairs: list[_Pair]) -> str:
    pieces: list[str] = []
    position = 0
    for pair in pairs:
        inside = line[pair.opening + pair.length : pair.closing]
        pieces += [line[position : pair.opening], _DOUBLE[0], inside, _DOUBLE[1]]
        position = pair.closing + pair.length
    return "".join([*pieces, line[position:]])


def _closing(line: str, mark: str, start: int, end: int) -> re.Match[str] | None:
    """The closing mark of a quotation from ``start`` between there and ``end``."""
    sign = re.escape(mark)
    any_sign = f"[{_LOST}]"
    # Behind a question mark of the quotation itself there is one more.
    sure = re.compile(rf"(?:(?<=[,.!…;:])|(?<=[\w,.!…]{any_sign})){sign}(?!{any_sign}|\w)")
    after_word = re.compile(rf"(?<=[\w)%]){sign}(?!{any_sign}|\w)")
    return sure.search(line, start, end) or after_word.search(line, start, end)


def _apostrophe(found: re.Match[str]) -> str:
    return found[0] if _is_in_address(found) else "’"


def _is_in_address(found: re.Match[str]) -> bool:
    line = found.string
    start = max(line.rfind(" ", 0, found.start()), line.rfind("\n", 0, found.start())) + 1
    ends = [end for end in (line.find(" ", found.end()), line.find("\n", found.end())) if end >= 0]
    return _ADDRESS.search(line[start : min(ends, default=len(line))]) is not None
