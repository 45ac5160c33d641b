"""What the engine reads: a sentence without markup, in the spelling that models were trained on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from sitegen.content.inline import ATOM
from sitegen.content.sentences import split_sentences
from sitegen.translation.protection import NAME, NOUN, Protected, Protection

MOST_PLACEHOLDERS = 8
"""The starter model has learned to copy ``⟦1⟧`` to ``⟦8⟧``."""
FEW_PLACEHOLDERS = 3
"""With more of them in a sentence, an exact copy becomes unlikely and the words around them suffer."""
LONGEST = 300
"""Characters that are read at once.

Of longer sentences the starter model leaves out clauses (of 600 characters, three words in four), and beyond a number
of tokens any model fails.
"""

Span = tuple[int, int]

_STRAIGHT = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
    "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "\u00a0": " ", "\u00ad": "", "\u200b": "",
})  # fmt: skip
_READABLE = re.compile(r"[^\W_]")
_CLAUSE_ENDS = ("; ", ": ", ", ", " ")


class Reading(Enum):
    """How what is protected is given to the engine."""

    FEW_HIDDEN = "figures and names as placeholders, as many as do no harm, and other names in English"
    SHOWN = "figures as placeholders, and the glossary's terms in English"
    ALL_HIDDEN = "everything as placeholders"
    BARE = "as it is written"
    NO_PLACEHOLDERS = "as it is written, and without the atoms"


@dataclass(frozen=True)
class Segment:
    """One sentence as the engine reads it.

    ``text`` is empty where there is nothing to translate. ``origin`` is the place in the sentence of each character of
    ``text``. ``hidden`` tells what ``⟦1⟧``, ``⟦2⟧`` … stand for: the number of an atom in the sentence, or a
    protected word.
    """

    text: str
    origin: tuple[int, ...]
    hidden: tuple[int | Protected, ...]


def sentence_spans(text: str, lang: str) -> tuple[Span, ...]:
    """Return where the sentences of ``text`` are, without the space around them; over-long ones are cut at clauses."""
    spans: list[Span] = []
    position = 0
    for sentence in split_sentences(text, lang):
        start, position = _find(text, sentence, position)
        spans += _cut(text, start, position)
    return tuple(spans)


def _find(text: str, sentence: str, position: int) -> Span:
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


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        places = (text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in _CLAUSE_ENDS)
        cut = next((place + 1 for place in places if place >= 0), start + LONGEST)
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield start, end


def make_segment(sentence: str, is_word: Sequence[bool], protection: Protection, reading: Reading) -> Segment:
    """Return what the engine reads of ``sentence``, in which `ATOM` stands for atoms.

    ``is_word`` tells of each atom whether it plays a part in the sentence (see `sitegen.content.inline.Atom`).
    """
    if not _READABLE.search(sentence):
        return Segment("", (), ())
    room = MOST_PLACEHOLDERS if reading is Reading.ALL_HIDDEN else FEW_PLACEHOLDERS
    chosen = _chosen(protection.protected, reading, room - sum(is_word))
    hidden: list[int | Protected] = []
    text: list[str] = []
    origin: list[int] = []
    atom = place = 0
    follows_space = True
    while place < len(sentence):
        item = chosen.get(place)
        if item is not None:
            protected, is_hidden = item
            if is_hidden:
                hidden.append(protected)
            reading_text, length = (placeholder(len(hidden)) if is_hidden else protected.english), protected.end - place
        else:
            reading_text, length = sentence[place].translate(_STRAIGHT), 1
            if sentence[place] == ATOM:
                reading_text = ""
                if is_word[atom] and reading is not Reading.NO_PLACEHOLDERS and len(hidden) < MOST_PLACEHOLDERS:
                    hidden.append(atom)
                    reading_text = placeholder(len(hidden))
                atom += 1
            elif sentence[place].isspace():
                reading_text = " "
        if reading_text == " " and follows_space:
            reading_text = ""  # around what is not shown
        follows_space = reading_text.endswith(" ") if reading_text else follows_space
        text.append(reading_text)
        origin += [place + length * step // max(1, len(reading_text)) for step in range(len(reading_text))]
        place += length
    return Segment("".join(text), tuple(origin), tuple(hidden))


def _chosen(protected: Sequence[Protected], reading: Reading, room: int) -> dict[int, tuple[Protected, bool]]:
    """What is not given as written, by its place, and whether it is hidden behind a placeholder."""
    if reading in (Reading.BARE, Reading.NO_PLACEHOLDERS):
        return {}
    ranked = sorted(protected, key=lambda item: (item.rank, item.start))
    if reading is Reading.FEW_HIDDEN:
        ranked = [item for item in ranked if item.rank != NOUN]
    elif reading is Reading.SHOWN:
        # English digits would become Indonesian ones again, so that figures stay behind placeholders.
        ranked = [item for item in ranked if not item.term]
    hidden = set(ranked[: max(0, room)])
    # Common nouns fit better where the model may inflect them.
    shown = {item for item in protected if item.term and (item.rank == NAME or reading is not Reading.FEW_HIDDEN)}
    return {item.start: (item, item in hidden) for item in hidden | shown}


def placeholder(number: int) -> str:
    """Return the token that stands for the ``number``-th hidden thing of a sentence."""
    return f"⟦{number}⟧"
