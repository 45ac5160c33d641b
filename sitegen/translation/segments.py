"""What the engine reads: the sentences of a text, without markup, in the spelling that models were trained on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.content.inline import ATOM, Inline
from sitegen.content.sentences import split_sentences

MOST_PLACEHOLDERS = 8
"""The starter model has learned to copy ``⟦1⟧`` to ``⟦8⟧``."""

_STRAIGHT = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
    "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "\u00a0": " ", "\u00ad": "", "\u200b": "",
})  # fmt: skip
_READABLE = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Segment:
    """One sentence, ``inline.text[start:end]``.

    ``text`` is what the engine reads (empty where there is nothing to translate) and ``origin`` the place in
    ``inline.text`` of each of its characters. ``atoms`` are the numbers, in ``inline.atoms``, of the atoms that
    ``text`` shows as ``⟦1⟧``, ``⟦2⟧`` …, in that order.
    """

    start: int
    end: int
    text: str
    origin: tuple[int, ...]
    atoms: tuple[int, ...]


def segment(inline: Inline, lang: str, *, placeholders: bool = True) -> tuple[Segment, ...]:
    """Return the sentences of ``inline`` in order. Without ``placeholders`` no atom is shown to the engine."""
    segments = []
    position = 0
    for sentence in split_sentences(inline.text, lang):
        start, end = _find(inline.text, sentence, position)
        segments.append(_segment(inline, start, end, placeholders=placeholders))
        position = end
    return tuple(segments)


def _find(text: str, sentence: str, position: int) -> tuple[int, int]:
    """Where ``sentence`` is in ``text`` from ``position`` on; its white space may differ."""
    while text[position].isspace():
        position += 1
    end = position
    for character in sentence:
        if not character.isspace():
            while text[end].isspace():
                end += 1
            end += 1
    return position, end


def _segment(inline: Inline, start: int, end: int, *, placeholders: bool) -> Segment:
    number = inline.text.count(ATOM, 0, start)
    shown: list[int] = []
    text: list[str] = []
    origin: list[int] = []
    for place in range(start, end):
        character = inline.text[place]
        reading = character.translate(_STRAIGHT)
        if character == ATOM:
            reading = ""
            if placeholders and inline.atoms[number].word and len(shown) < MOST_PLACEHOLDERS:
                shown.append(number)
                reading = placeholder(len(shown))
            number += 1
        elif character.isspace():
            reading = "" if text and text[-1] == " " else " "
        text.append(reading)
        origin += [place] * len(reading)
    joined = "".join(text)
    readable = bool(_READABLE.search(inline.text, start, end))
    return Segment(start, end, joined if readable else "", tuple(origin) if readable else (), tuple(shown))


def placeholder(number: int) -> str:
    """Return the token that stands for the ``number``-th protected word of a sentence."""
    return f"⟦{number}⟧"
