"""Marks that show where sentences begin and end while a body is on its way through Markdown and the sanitiser.

They are private-use characters, which Markdown and HTML treat as any letterless text, and which
`sitegen.rendering.text` has taken out of the article before. So no article can contain one.
"""

from __future__ import annotations

import re

_SENTENCE = "\ue000"
_RELATED = "\ue001"
END = "\ue002"
"""Marks the end of a sentence, or of one of its cells in a table."""

_ZERO = 0xE010
_FIGURES = {ord(str(figure)): _ZERO + figure for figure in range(10)}
_NUMBERS = {number: figure for figure, number in _FIGURES.items()}
_FIGURE_RANGE = f"{chr(_ZERO)}-{chr(_ZERO + 9)}"

MARK = re.compile(f"([{_SENTENCE}{_RELATED}])([{_FIGURE_RANGE}]+)|{END}")
"""Matches any mark."""


def sentence_mark(number: int) -> str:
    """Return the mark for the beginning of a sentence."""
    return _SENTENCE + str(number).translate(_FIGURES)


def related_mark(number: int) -> str:
    """Return the mark for the beginning of a related headline, which fills its paragraph."""
    return _RELATED + str(number).translate(_FIGURES)


def read_mark(mark: re.Match[str]) -> tuple[int, bool]:
    """Return the number of a matched mark, 0 for an end, and whether it begins a related headline."""
    return int(mark[2].translate(_NUMBERS)) if mark[1] else 0, mark[1] == _RELATED
