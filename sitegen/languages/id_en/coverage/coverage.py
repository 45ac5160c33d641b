"""Does each part of a sentence have a counterpart in its translation, and each part of the translation in the sentence?

Each word speaks for or against: a word that nearly always has a counterpart, and has none here, says more than one that
often has none. These are log-likelihood ratios, so that the words of a clause, and how much longer or shorter the whole
is than expected, add up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sitegen.languages import english, indonesian
from sitegen.languages.id_en.coverage.word_table import FUNCTION_WORDS, known_root, known_stem, stem_of
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words
from sitegen.messages import say

_LACKS = 0.93
"""How often a word has no counterpart where its clause was left out; by chance another word may look like one."""
_COPIED = 0.9
_NAME = 0.75
"""How often a word that is copied, or a name that may be spelt otherwise, has a counterpart."""
_ALIKE = 4
"""Letters at the beginning that a name keeps in another spelling."""
# Measured on 1,000 translations of news: the logarithm of how many more words they have than their sources.
_LONGER, _DEVIATION = 0.075, 0.13
_MOST_BY_LENGTH, _LEAST_BY_LENGTH = 6.0, -4.0
_SHORTER = 12.0
"""How much more a translation says for a missing clause that is shorter by a factor of e than translations are."""
_OMITTED_FROM = 5.5
_ADDED_FROM = 3.5
"""From which sum on there is an issue. Numbers have checks of their own, and say nothing here."""


@dataclass(frozen=True)
class Side:
    """The words of one side, and how much each says, in natural logarithms, that it has no counterpart."""

    words: tuple[str, ...]
    lacks: tuple[float, ...]


@dataclass(frozen=True)
class Coverage:
    """Lexical evidence on the words of a sentence and of its translation."""

    source: Side
    target: Side


def _says(found: bool, share: float) -> float:
    """How much it says for a clause without counterpart that a word has one, or none; ``share`` is how often it has."""
    return math.log((1 - _LACKS) / share) if found else math.log(_LACKS / (1 - share))


def coverage(source: Words, target: Words, known: frozenset[str] = frozenset()) -> Coverage:
    """Return which words have a counterpart; ``known`` are words of either side, in any case, that a glossary pairs."""
    sources, targets = _parts(source), _parts(target)
    passed = frozenset(map(str.lower, known))
    return Coverage(
        Side(sources, tuple(_source_lacks(sources, targets, passed | indonesian.NUMBERS.words))),
        Side(targets, tuple(_target_lacks(sources, targets, passed | english.NUMBERS.words))),
    )


def _source_lacks(sources: Sequence[str], targets: Sequence[str], passed: AbstractSet[str]) -> Iterator[float]:
    stems = {stem_of(form.lower()) for form in targets}
    beginnings = {form.lower()[:_ALIKE] for form in targets}
    for form in sources:
        word = form.lower()
        root = known_root(word)
        if _is_passed(word, passed):
            yield 0.0
        elif stem_of(word) in stems:
            yield _says(True, _COPIED)
        elif root.frequent:
            yield _says(not stems.isdisjoint(root.frequent), root.share)
        else:
            yield _says(word[:_ALIKE] in beginnings, _NAME) if form[0].isupper() and len(word) >= _ALIKE else 0.0


def _target_lacks(sources: Sequence[str], targets: Sequence[str], passed: AbstractSet[str]) -> Iterator[float]:
    words = {form.lower() for form in sources}
    beginnings = {word[:_ALIKE] for word in words}
    accounted = {stem_of(word) for word in words}.union(*(known_root(word).frequent for word in words))
    for form in targets:
        word = form.lower()
        stem = stem_of(word)
        if _is_passed(word, passed) or word in FUNCTION_WORDS:
            yield 0.0
        elif share := known_stem(stem).share:
            yield _says(stem in accounted, share)
        else:
            yield _says(word[:_ALIKE] in beginnings, _NAME) if len(word) >= _ALIKE else 0.0


def _parts(words: Words) -> tuple[str, ...]:
    """The words with the parts of compounds apart."""
    return tuple(part for form in words.forms for part in form.split("-") if part)


def _is_passed(word: str, passed: AbstractSet[str]) -> bool:
    return len(word) < 2 or word.isdigit() or word in passed


def check_coverage(source: Words, target: Words, known: frozenset[str] = frozenset()) -> Iterator[Issue]:
    """Yield issues for a part of the source that was left out, and for a part of the translation that is not in it."""
    both = coverage(source, target, known)
    many, few = len(both.source.words), len(both.target.words)
    start, end, sum_ = _run(both.source.lacks)
    if end > start and sum_ + _SHORTER * (_LONGER - _log_ratio(few, many)) >= _OMITTED_FROM:
        yield Issue(
            IssueKind.OMITTED,
            say("nothing stands for “{words}”", words=" ".join(both.source.words[start:end])),
            guessed=True,
        )
    start, end, sum_ = _run(both.target.lacks)
    if end > start and sum_ + _longer(few, many, end - start) >= _ADDED_FROM:
        yield Issue(
            IssueKind.INVENTED,
            say("nothing in the source stands for “{words}”", words=" ".join(both.target.words[start:end])),
            guessed=True,
        )


def evidence_of(source: Words, target: Words, known: frozenset[str] = frozenset()) -> Mapping[str, float]:
    """Return the evidence of the word table on a translation.

    ``familiar`` is how often, in people's translations, one of the frequent translations of the source's words is
    there; ``accounted`` is how much the words of this translation speak against a clause that came from nowhere.
    """
    shares = [known_root(form).share for form in source.forms if form[0].islower()]
    lacks = coverage(source, target, known).target.lacks
    return {
        "familiar": sum(shares) / max(1, len(shares)),
        "accounted": -sum(lacks) / max(1, len(lacks)),
    }


def _run(lacks: Sequence[float]) -> tuple[int, int, float]:
    """Where the words are that together say most for a clause without counterpart, and how much they say."""
    best = (0, 0, 0.0)
    start, sum_ = 0, 0.0
    for place, lack in enumerate(lacks):
        if sum_ <= 0:
            start, sum_ = place, 0.0
        sum_ += lack
        if sum_ > best[2]:
            best = (start, place + 1, sum_)
    return best


def _log_ratio(words: int, of: int) -> float:
    """How many more words a translation has than its source, as a logarithm."""
    return math.log((words + 1) / (of + 1))


def _longer(words: int, of: int, added: int) -> float:
    """How much the lengths say for ``added`` words too many, where ``words`` stand for ``of`` of the source."""
    if words <= added or of < 1:
        return 0.0
    whole, rest = _log_ratio(words, of) - _LONGER, _log_ratio(words - added, of) - _LONGER
    ratio = (whole**2 - rest**2) / (2 * _DEVIATION**2)
    return max(_LEAST_BY_LENGTH, min(_MOST_BY_LENGTH, ratio))
