"""Which words of a translation come from which words of its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from sitegen.content.body.inline import ATOM
from sitegen.translation.engines.engine import Link

Span = tuple[int, int]

WORD = re.compile(rf"{ATOM}|\w+(?:[-'’.,/]\w+)*")
# Names and loans are spelt alike in both languages (Presiden, President), which is surer than attention.
_ALIKE = 0.75
_WEIGHT_OF_LIKENESS = 1.0


def word_spans(text: str, start: int, end: int) -> list[Span]:
    """Return where the words (and atoms) of ``text[start:end]`` are."""
    return [match.span() for match in WORD.finditer(text, start, end)]


def shares_of(
    source: tuple[str, int, int], target: tuple[str, Sequence[Span]], links: Sequence[Link], chosen: Sequence[Span]
) -> list[float]:
    """Return, for each translated word, how much of it belongs to the ``chosen`` source words, from 0 to 1.

    ``source`` is a text and the range of it that was translated, ``target`` a text and the places of its words;
    ``links`` are between the two texts.
    """
    text, start, end = source
    words = word_spans(text, start, end)
    is_chosen = [any(word[0] < stop and begin < word[1] for begin, stop in chosen) for word in words]
    shares = []
    for span in target[1]:
        weights = _weights(text, words, target[0], span, links)
        inside = sum(weight for weight, wanted in zip(weights, is_chosen, strict=True) if wanted)
        total = sum(weights)
        shares.append(inside / total if total else 0.0)
    return shares


def _weights(text: str, words: Sequence[Span], translation: str, span: Span, links: Sequence[Link]) -> list[float]:
    weights = [0.0] * len(words)
    near = [link for link in links if link.target[0] < span[1] and span[0] < link.target[1]]
    translated = translation[span[0] : span[1]].lower()
    for number, (start, end) in enumerate(words):
        attention = sum(link.weight for link in near if link.source[0] < end and start < link.source[1])
        weights[number] = attention + _likeness(text[start:end].lower(), translated)
    return weights


def _likeness(word: str, translated: str) -> float:
    if len(translated) < 4 or ATOM in (word, translated):
        return 0.0
    matcher = SequenceMatcher(None, word, translated, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return 0.0
    return _WEIGHT_OF_LIKENESS
