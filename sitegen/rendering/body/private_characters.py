"""Marks that show where sentences begin and end while a body goes through the inline parser and the sanitiser.

Neither of them says which part of the HTML came from which line. The marks are private-use characters, which both treat
as any letterless text, and which `sitegen.rendering.text.plain_text` has taken out of the article before. So no
article can contain one, and none is left when the HTML has been read.
"""

from __future__ import annotations

import re

_SENTENCE = "\ue000"
_RELATED = "\ue001"
END = "\ue002"
"""Marks the end of a sentence, or of one of its cells in a table."""
_STAND_IN = "\ue003"

_ZERO = 0xE010
_FIGURES = {ord(str(figure)): _ZERO + figure for figure in range(10)}
_NUMBERS = {number: figure for figure, number in _FIGURES.items()}
_FIGURE_RANGE = f"[{chr(_ZERO)}-{chr(_ZERO + 9)}]+"

MARK = re.compile(f"([{_SENTENCE}{_RELATED}])({_FIGURE_RANGE})|{END}")
"""Matches the mark at the beginning or end of a sentence."""
STAND_IN = f"{_STAND_IN}({_FIGURE_RANGE}){END}"
"""A pattern for what `stand_in` returns."""


def sentence_mark(number: int) -> str:
    """Return the mark for the beginning of a sentence."""
    return _SENTENCE + str(number).translate(_FIGURES)


def related_mark(number: int) -> str:
    """Return the mark for the beginning of a related headline, which fills its paragraph."""
    return _RELATED + str(number).translate(_FIGURES)


def stand_in(number: int) -> str:
    """Return a paragraph that stands for blocks of which no Markdown parser is asked."""
    return _STAND_IN + str(number).translate(_FIGURES) + END


def read_mark(mark: re.Match[str]) -> tuple[int, bool]:
    """Return of what `MARK` matched the number, 0 for an end, and whether it begins a related headline."""
    kind, figures = mark.groups()
    return (read_figures(figures) if figures else 0), kind == _RELATED


def read_figures(figures: str) -> int:
    """Return the number that is written in a mark."""
    return int(figures.translate(_NUMBERS))
