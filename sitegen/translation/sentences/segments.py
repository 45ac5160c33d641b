"""What the engine reads: a sentence without markup, in the spelling that models were trained on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from sitegen.content.body.inline import ATOM
from sitegen.content.body.sentences import split_sentences
from sitegen.languages.pair import Mask

MOST_PLACEHOLDERS = 8
"""The starter model has learned to copy ``⟦1⟧`` to ``⟦8⟧``."""

Span = tuple[int, int]

_STRAIGHT = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
    "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "\u00a0": " ", "\u00ad": "", "\u200b": "",
})  # fmt: skip
_READABLE = re.compile(r"[^\W_]")
_QUOTE = re.compile(r"[\"“”]")
_CLAUSE_ENDS = (re.compile(r"(?<=[;:])\s|(?<=[,;:][\"”])\s"), re.compile(r"(?<=,)\s"), re.compile(r"\s"))
"""Semicolons and the ends of quotations, commas, words."""
_LETTERS_A_TOKEN = 2
"""Fewer are hardly possible in a text; it bounds how long a text is looked at for its tokens."""


@dataclass(frozen=True)
class EngineInput:
    """One sentence as the engine reads it.

    ``text`` is empty where there is nothing to translate. ``origin`` is the place in the sentence of each character of
    ``text``. ``hidden`` tells what ``⟦1⟧``, ``⟦2⟧`` … stand for: the number of an atom in the sentence, or a mask.
    """

    text: str
    origin: tuple[int, ...]
    hidden: tuple[int | Mask, ...]


def sentence_spans(text: str, lang: str, tokens: Callable[[str], int], longest: int) -> tuple[Span, ...]:
    """Return where the sentences of ``text`` are, without the space around them.

    One of more than ``longest`` tokens, which ``tokens`` counts, is cut at clauses.

    >>> sentence_spans("Hujan turun. Jalan tergenang.", "id", len, 150)
    ((0, 12), (13, 29))
    """
    spans: list[Span] = []
    position = 0
    for sentence in split_sentences(text, lang):
        start, position = _find(text, sentence, position)
        spans += cut(text, (start, position), tokens, longest)
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


def cut(text: str, span: Span, tokens: Callable[[str], int], longest: int) -> Iterator[Span]:
    """Yield the parts of a sentence that have no more than ``longest`` tokens each, cut after clauses or words."""
    start, end = span
    while end - start > longest * _LETTERS_A_TOKEN // 2 and tokens(text[start:end]) > longest:
        middle = start + _clause_end(text[start:end], _room(text[start:end], tokens, longest))
        yield start, start + len(text[start:middle].rstrip())
        start = middle + len(text[middle:end]) - len(text[middle:end].lstrip())
    yield start, end


def _clause_end(text: str, room: int) -> int:
    """The best place to cut ``text`` in the second half of its first ``room`` characters: outside of quotations."""
    quotes = [match.start() for match in _QUOTE.finditer(text)]
    for pattern in _CLAUSE_ENDS:
        places = [match.start() for match in pattern.finditer(text, room // 2, room)]
        if places:
            outside = [place for place in places if sum(quote < place for quote in quotes) % 2 == 0]
            return max(outside or places)
    return room


def _room(text: str, tokens: Callable[[str], int], longest: int) -> int:
    """How many characters of ``text`` have no more than ``longest`` tokens."""
    low, high = 1, min(len(text) - 1, 40 * longest)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if tokens(text[:middle]) <= longest else (low, middle - 1)
    return low


def make_input(
    sentence: str,
    is_word: Sequence[bool],
    hidden: Collection[Mask] = (),
    shown: Collection[Mask] = (),
    *,
    atoms: bool = True,
) -> EngineInput:
    """Return the engine's input for ``sentence``, in which `ATOM` replaces atoms.

    ``is_word`` tells of each atom whether it plays a part in the sentence (see `sitegen.content.body.inline.Atom`);
    such a one is hidden, unless ``atoms`` is false. ``hidden`` gives way to placeholders and ``shown`` to its other
    words; nothing of them overlaps.
    """
    if not _READABLE.search(sentence):
        return EngineInput("", (), ())
    if not hidden and not shown and ATOM not in sentence:
        plain = straight(sentence)
        if len(plain) == len(sentence) and " ".join(plain.split()) == plain:
            return EngineInput(plain, tuple(range(len(plain))), ())
    masks = {mask.start: (mask, False) for mask in shown} | {mask.start: (mask, True) for mask in hidden}
    held: list[int | Mask] = []
    text: list[str] = []
    origin: list[int] = []
    atom = place = 0
    follows_space = True
    while place < len(sentence):
        if place in masks:
            mask, is_hidden = masks[place]
            if is_hidden:
                held.append(mask)
            reading, length = placeholder(len(held)) if is_hidden else mask.words, mask.end - place
        else:
            reading, length = straight(sentence[place]), 1
            if sentence[place] == ATOM:
                reading = ""
                if is_word[atom] and atoms and len(held) < MOST_PLACEHOLDERS:
                    held.append(atom)
                    reading = placeholder(len(held))
                atom += 1
            elif sentence[place].isspace():
                reading = " "
        if reading == " " and follows_space:
            reading = ""  # around what is not shown
        follows_space = reading.endswith(" ") if reading else follows_space
        text.append(reading)
        origin += [place + length * step // max(1, len(reading)) for step in range(len(reading))]
        place += length
    return EngineInput("".join(text), tuple(origin), tuple(held))


def straight(text: str) -> str:
    """Return ``text`` with the quotation marks, dashes and spaces of a typewriter, as the models were trained on."""
    return text.translate(_STRAIGHT)


def placeholder(number: int) -> str:
    """Return the token that stands for the ``number``-th hidden thing of a sentence."""
    return f"⟦{number}⟧"
