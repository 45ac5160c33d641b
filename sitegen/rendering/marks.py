"""Marks that show where sentences begin and end while a body is on its way through Markdown and the sanitiser.

They are private-use characters, which Markdown and HTML treat as any letterless text, and which
`sitegen.rendering.text` has taken out of the article before. So no article can contain one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = "\ue000"
_RELATED = "\ue001"
END = "\ue002"
"""Marks the end of a sentence, or of one of its cells in a table."""

_ZERO = 0xE010
_FIGURES = {ord(str(figure)): _ZERO + figure for figure in range(10)}
_NUMBERS = {number: figure for figure, number in _FIGURES.items()}
_FIGURE_RANGE = f"{chr(_ZERO)}-{chr(_ZERO + 9)}"

STAND_IN = "\ue003"
"""Stands for plain blocks while the other blocks of a body become HTML; its number follows."""

BEGINNING = f"[{_SENTENCE}{_RELATED}][{_FIGURE_RANGE}]+"
"""A pattern for the mark at the beginning of a sentence or related headline."""
MARK = re.compile(f"([{_SENTENCE}{_RELATED}])([{_FIGURE_RANGE}]+)|{END}")
"""Matches any mark."""
_MARKS = f"{_SENTENCE}{_RELATED}{END}{_FIGURE_RANGE}"
_TEXT = f"[^{_MARKS}]+"
SENTENCE_OR_MARK = re.compile(
    f"{_SENTENCE}([{_FIGURE_RANGE}]+)({_TEXT}){END}|([{_SENTENCE}{_RELATED}])([{_FIGURE_RANGE}]+)|{END}"
)
"""Matches a sentence with its marks where it is nothing but text, or else any mark."""
_WORDS = rf"[^{_MARKS}<&\n]*"
_ELEMENT = rf"""<(?:(?:em|strong)>{_WORDS}</(?:em|strong)|a href="[^{_MARKS}<>&"]*" rel="noopener">{_WORDS}</a)>"""
SENTENCE = rf"{_SENTENCE}[{_FIGURE_RANGE}]+{_WORDS}(?:{_ELEMENT}{_WORDS})*{END}"
"""A pattern for a sentence with its marks in HTML, in which there is no more than text and whole elements in a line."""
_SENTENCE_PARTS = re.compile(f"{_SENTENCE}([{_FIGURE_RANGE}]+)({_TEXT}){END}")


def sentence_mark(number: int) -> str:
    """Return the mark for the beginning of a sentence."""
    return _SENTENCE + str(number).translate(_FIGURES)


def related_mark(number: int) -> str:
    """Return the mark for the beginning of a related headline, which fills its paragraph."""
    return _RELATED + str(number).translate(_FIGURES)


def read_mark(mark: re.Match[str]) -> tuple[int, bool, str]:
    """Return of what `SENTENCE_OR_MARK` matched the number, 0 for an end, whether it begins a related headline, and
    the sentence's text if it is a whole one.
    """
    whole, text, kind, figures = mark.groups()
    figures = whole or figures
    return int(figures.translate(_NUMBERS)) if figures else 0, kind == _RELATED, text or ""


def read_sentences(marked: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each sentence that `SENTENCE` matches."""
    for figures, text in _SENTENCE_PARTS.findall(marked):
        yield int(figures.translate(_NUMBERS)), text
