"""The words and signs of a text, for comparing texts without minding white space and typography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|[^\w\s]")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‑": "-"})


class Token(NamedTuple):
    """A word or a sign from ``start`` to ``end``. ``joined`` tells that no white space stands before it.

    ``text`` is as written, but for typography, and ``folded`` in small letters.
    """

    start: int
    end: int
    text: str
    folded: str
    joined: bool

    @property
    def key(self) -> str:
        """The token in small letters, with a space where white space stands before it."""
        return self.folded if self.joined else " " + self.folded


def tokenize(text: str) -> list[Token]:
    """Return the tokens of ``text`` in order."""
    tokens = []
    position = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0] if match[0].isascii() else match[0].translate(_PLAIN)
        tokens.append(Token(start, end, word, word.casefold(), start == position))
        position = end
    return tokens


def surface(tokens: Sequence[Token]) -> str:
    """Return the tokens as one text with single spaces, and none at its start."""
    return "".join(token.text if token.joined else " " + token.text for token in tokens).lstrip()
