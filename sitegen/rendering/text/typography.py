"""Straight quotes, hyphens and dots become typographic ones.

Articles keep what people typed; pages show what a typesetter would have set. Text that is typographic already stays
as it is, and so do web addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

OBJECT = "\ufffc"
"""Stands for what is no text, such as an image or code, where its neighbours must know that something is there."""

_DASHES = {"en": "—"}  # between spaces; American newspapers set an em dash there, most others an en dash
# Not the hyphen of anak-anak.
_WORTH_A_LOOK = re.compile(r"[\"'“”‘’]|-(?:-|(?<!\S-))|\.[ ]?\.")
_SPOT = re.compile(
    r"""
    (?=[hw.\-"'“”‘’])  # all that a spot begins with: it is found sooner so
    (?: (?P<address> (?:https?://|www\.)[^\s"“”<>]* )
      | (?P<dots> \.(?<!\.\.)\.\.(?!\.\.) | \.(?<!\.[ ]\.)[ ]\.[ ]\.(?![ ]?\.) )
      | (?P<range> -(?<=\d[ ]-)-?(?=[ ]\d) )
      | (?P<dash> -(?<!\S-)-{0,2}(?!\S) )
      | (?P<break> -(?<=[^\W_]-)-{1,2}(?=[^\W_]) )
      | (?P<double> "|''|[“”] )
      | (?P<single> ['‘’] )
    )
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"\d\d(?:s|-?an)?(?!\w|[.,]\d)")  # '98, the '90s, era '90-an
_ELISION = re.compile(r"(?:tis|twas|em|til|cause|n)\b", re.IGNORECASE)
_FEET = re.compile(r"\d['′]\d{1,2}$")  # 6'2"
_CLOSING = re.compile(r"[^\s\d]'(?![^\W_])")  # what a quotation that begins with a figure ends with
_OPENERS = "([{<«“‘—–/"


def smart_punctuation(text: str, lang: str) -> str:
    """Return plain ``text`` with the quotation marks, apostrophes, dashes and ellipses of the language.

    >>> smart_punctuation('"Ya," katanya -- lalu...', "en")
    '“Ya,” katanya — lalu…'
    """
    return typographic_runs([text], lang)[0]


def dash(lang: str) -> str:
    """Return the dash that the language sets between spaces."""
    return _DASHES.get(re.split("[-_]", lang)[0], "–")


def typographic_runs(runs: Sequence[str], lang: str) -> list[str]:
    """Do the same to a text that markup has cut into runs, each of which gets its own part back."""
    text = "".join(runs)
    if not _WORTH_A_LOOK.search(text):
        return list(runs)
    edits = list(_edits(text, lang))
    finished: list[str] = []
    number = end = 0
    for run in runs:
        start, end = end, end + len(run)
        pieces: list[str] = []
        while number < len(edits) and edits[number].start < end:
            edit = edits[number]
            if edit.start >= start:  # else it was written in the run where it begins
                pieces += [text[start : edit.start], edit.text]
            start = min(edit.end, end)
            if edit.end > end:
                break
            number += 1
        finished.append("".join([*pieces, text[start:end]]))
    return finished


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str


def _edits(text: str, lang: str) -> Iterator[_Edit]:
    quotes = _Quotes(text, lang)
    for match in _SPOT.finditer(text):
        spot, start, end = match.lastgroup, match.start(), match.end()
        if spot == "dots":
            replacement = "…"
        elif spot == "range":
            replacement = "–"
        elif spot == "dash":
            replacement = dash(lang)
        elif spot == "break":
            replacement = "—"
        elif spot == "double":
            replacement = quotes.double(start, end)
        elif spot == "single":
            replacement = quotes.single(start, end)
        else:
            continue
        if replacement != match[0]:
            yield _Edit(start, end, replacement)


class _Quotes:
    """Which way the quotes of one text face, read from left to right."""

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.english = lang.startswith("en")
        self.in_double = False
        self.in_single = False
        self.last = (0, False)  # where the last mark ended, and whether it opened

    def double(self, start: int, end: int) -> str:
        mark = self.text[start:end]
        if mark == '"' and not self.in_double and _FEET.search(self.text, max(0, start - 4), start):
            return "″"
        self.in_double = mark == "“" or (mark != "”" and self._opens(start, end, already=self.in_double))
        self.last = (end, self.in_double)
        return "“" if self.in_double else "”"

    def single(self, start: int, end: int) -> str:
        mark, before, after = self.text[start], self._before(start), self.text[end : end + 1]
        if before.isalnum() and after.isalnum():
            # 6'2, don't, Jum'at; a typed ‘ between letters is somebody's letter ayn and stays.
            return "′" if mark == "'" and before.isdigit() and after.isdigit() else mark.replace("'", "’")
        if mark == "'" and not before.isalnum() and self._leaves_out(end):
            return "’"
        self.in_single = mark == "‘" or (mark != "’" and self._opens(start, end, already=self.in_single))
        self.last = (end, self.in_single)
        return "‘" if self.in_single else "’"

    def _before(self, start: int) -> str:
        return self.text[start - 1] if start else ""

    def _leaves_out(self, end: int) -> bool:
        """Whether letters or figures are left out after the mark."""
        if self.english and _ELISION.match(self.text, end):
            return True
        year = _YEAR.match(self.text, end)
        return year is not None and (len(year[0]) > 2 or not _CLOSING.search(self.text, end))

    def _opens(self, start: int, end: int, *, already: bool) -> bool:
        before, after = self._before(start), self.text[end : end + 1]
        if not after or after.isspace():
            return False
        if not before or before.isspace():
            return not already or after.isalnum() or after in _OPENERS + "\"'"
        if self.last[0] == start:  # nested marks face the same way
            return self.last[1]
        if before in _OPENERS:
            return True
        if before in "-.,;:!?":
            return not already and after.isalnum()
        return before.isalnum() and after.isalnum() and not already
