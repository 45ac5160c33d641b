"""Is a word translated in the wrong sense?

Only a pair of unexplained words is an issue: a source word without any of its known translations in the English, and,
at about the same place, an English word that is not a known translation of any source word.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sitegen.languages.id_en.coverage.word_table import FUNCTION_WORDS, known_root, known_stem, stem_of
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words
from sitegen.messages import joined, say

_SHORTEST = 4
_FARTHEST = 0.12
"""How far apart the two words are at most, as a share of their sentences."""
_SHARED = 4
_OFFERED = 4


@dataclass(frozen=True)
class _Pair:
    """A source word and an English word that may translate it; ``apart`` is their distance."""

    apart: float
    source: int
    target: int


def check_senses(source: Words, target: Words, terms: AbstractSet[str] = frozenset()) -> Iterator[Issue]:
    """Yield an issue that names words in the wrong sense; ``terms`` are source words that a glossary translates."""
    strange = _unexplained(source, target)
    places = list(_untranslated(source, target, terms)) if strange else []
    pairs = [pair for place in places for pair in _near(place, strange, source, target)]
    pairs = [pair for pair in pairs if not _is_synonym(source, target, pair)]
    found: dict[int, int] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.apart, pair.source, pair.target)):
        if pair.source not in found and pair.target not in found.values():
            found[pair.source] = pair.target
    if found:
        detail = joined("; ", (_said(source, target, *words) for words in sorted(found.items())))
        yield Issue(IssueKind.SENSE, detail, guessed=True)


def _said(source: Words, target: Words, place: int, other: int) -> str:
    usual = ", ".join(known_root(source.lower[place]).usual[:_OFFERED])
    return say(
        "“{word}” is “{english}” here, and otherwise {usual}",
        word=source.forms[place],
        english=target.forms[other],
        usual=usual,
    )


def _unexplained(source: Words, target: Words) -> list[int]:
    """The places of English words that are known for no word of the source."""
    known = [known_root(word).known for word in source.lower]
    return [
        place
        for place, word in enumerate(target.forms)
        if _is_plain(word)
        and word not in FUNCTION_WORDS
        and not any(stem_of(word) in stems for stems in known)
        and not any(_alike(word.lower(), other) for other in source.lower)
    ]


def _untranslated(source: Words, target: Words, terms: AbstractSet[str]) -> Iterator[int]:
    """Yield the places of source words of which no known translation is there."""
    stems = frozenset(map(stem_of, target.vocabulary))
    for place, word in enumerate(source.forms):
        if not _is_plain(word) or word in terms:
            continue
        root = known_root(word)
        if not root.usual or not stems.isdisjoint(root.known):
            continue
        if not any(_is_like(other, stem_of(known)) for other in stems for known in root.usual):
            yield place


def _near(place: int, places: list[int], source: Words, target: Words) -> Iterator[_Pair]:
    for other in places:
        apart = abs(place / len(source.forms) - other / len(target.forms))
        if apart < _FARTHEST:
            yield _Pair(apart, place, other)


def _is_synonym(source: Words, target: Words, pair: _Pair) -> bool:
    """Whether the English word stands for the same Indonesian words as a usual translation does."""
    roots = known_stem(stem_of(target.lower[pair.target])).roots
    usual = known_root(source.lower[pair.source]).usual
    return not all(roots.isdisjoint(known_stem(stem_of(word)).roots) for word in usual)


def _is_plain(word: str) -> bool:
    """Whether a word is no name, number or particle."""
    return len(word) >= _SHORTEST and word[0].islower() and not any(map(str.isdigit, word))


def _is_like(word: str, known: str) -> bool:
    """Whether a word is another form of a known one, or is made of it, as ``torchbearer`` is of ``torch``."""
    return _alike(word, known) or (len(known) >= _SHARED and known in word)


def _alike(one: str, other: str) -> bool:
    """Whether two words are spelt alike but for their ends."""
    shortest, longest = sorted((len(one), len(other)))
    if shortest < _SHARED or one[:_SHARED] != other[:_SHARED]:
        return one == other
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), shortest)
    return same >= shortest - 2 and same * 2 >= longest
