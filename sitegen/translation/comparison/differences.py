"""Where two translations of a sentence differ, and by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sitegen.translation.comparison.comparing import Comparison

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A part of a translation; ``own`` says that the other one does not have it at this place."""

    text: str
    own: bool


@dataclass(frozen=True)
class Difference:
    """The translations of one sentence that differ. ``number`` is its place, from 0; ``extent`` is above 0, up to 1."""

    number: int
    a: tuple[Piece, ...]
    b: tuple[Piece, ...]
    extent: float


def differences(comparison: Comparison) -> list[Difference]:
    """Return the sentences whose translations differ: those that differ most first, then the most unequal by chrF2."""
    found = []
    for number, (a, b) in enumerate(zip(comparison.a.translations, comparison.b.translations, strict=True)):
        if a != b:
            found.append(difference(number, a, b))
    gaps = [abs(a - b) for a, b in comparison.scores] or [0.0] * len(comparison.pairs)
    return sorted(found, key=lambda item: (-item.extent, -gaps[item.number], item.number))


def difference(number: int, a: str, b: str) -> Difference:
    """Return how two texts differ, word by word."""
    pieces = _PIECE.findall(a), _PIECE.findall(b)
    matcher = SequenceMatcher(None, *pieces, autojunk=False)
    blocks = matcher.get_matching_blocks()
    sides = (
        tuple(_marked(pieces[0], [(block.a, block.size) for block in blocks])),
        tuple(_marked(pieces[1], [(block.b, block.size) for block in blocks])),
    )
    # Spaces are between any two words, and would make all texts alike.
    words = sum(bool(piece.strip()) for side in pieces for piece in side)
    shared = sum(bool(piece.strip()) for block in blocks for piece in pieces[0][block.a : block.a + block.size])
    return Difference(number, *sides, 1 - 2 * shared / words if words else 1.0)


def _marked(pieces: Sequence[str], shared: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The text of ``pieces`` by what is shared, which are places and lengths, and what is not."""
    position = 0
    for start, length in shared:
        if text := "".join(pieces[position:start]):
            yield Piece(text, own=True)
        position = start + length
        if text := "".join(pieces[start:position]):
            yield Piece(text, own=False)
