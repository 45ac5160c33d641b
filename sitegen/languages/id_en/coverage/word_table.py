"""Translations of Indonesian roots in human translations, with their frequencies.

``words.txt.xz`` was learned by `benchmarks/word_table.py` from the parallel text that the starter model was trained on,
and has its licence, CC BY-NC-SA 4.0. Its first lines have a root, its share, its usual translations as words, and as
stems its other frequent ones and what else has stood for it; after an empty line follow English stems, their share and
the roots that they most often stand for. A share is in tenths, rounded down.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from sitegen.languages.indonesian_roots import root_of
from sitegen.languages.words import word_set

FUNCTION_WORDS = word_set(
    """a about after against all also an and any are as at be because been before being between both but by can could
    did didn't do does doesn't don't during each even every few for from had has have he her his how i if in into is it
    its just many may me might more most must my no not of on one only or other our out over own said same say says
    she should since so some still such than that the their them then there these they this those through to too two
    under until up us very was we were what when where which while who whom why will with would yet you your"""
)
"""English words that stand for too many to say anything."""

_ENDINGS = (("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""))
_VOWEL = re.compile("[aeiouy]")
_NOT_DOUBLED = frozenset("lsz")


@dataclass(frozen=True)
class Root:
    """Statistics of an Indonesian root.

    ``share`` is how often one of the ``frequent`` stems is there where the root is, from 0 to 1. ``usual`` are the
    words that most often stand for it, the best first, none where the table is not sure; ``known`` are the stems of
    all words that have stood for it.
    """

    share: float
    usual: tuple[str, ...]
    frequent: frozenset[str]
    known: frozenset[str]


@dataclass(frozen=True)
class Stem:
    """Statistics of an English stem: how often a counterpart is there, and the roots that it most often translates."""

    share: float = 0.0
    roots: frozenset[str] = frozenset()


_NO_ROOT = Root(0.0, (), frozenset(), frozenset())
_NO_STEM = Stem()


@lru_cache(maxsize=1 << 16)
def stem_of(word: str) -> str:
    """Return an English word in small letters without the endings of its forms: ``flood`` of ``flooding``."""
    word = word.removesuffix("'s").removesuffix("’s")
    ending, instead = next(((end, new) for end, new in _ENDINGS if word.endswith(end)), ("", ""))
    if len(word) - len(ending) >= 2:
        word = word[: len(word) - len(ending)] + instead
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and _VOWEL.search(base):
            word = base[:-1] if base[-1] == base[-2] and base[-1] not in _NOT_DOUBLED else base
            break
    return word.removesuffix("e") if len(word) > 4 else word


def root_in(word: str) -> str:
    """Return the root of an Indonesian word in small letters; of a doubled one, that of its first half."""
    first, _, second = word.partition("-")
    return root_of(first if first and second.startswith(first) else word)


def known_root(word: str) -> Root:
    """Return the statistics of the root of an Indonesian word in lower case."""
    return _root(root_in(word))


@lru_cache(maxsize=1 << 14)
def _root(root: str) -> Root:
    line = word_table()[0].get(root)
    if line is None:
        return _NO_ROOT
    share, usual, frequent, others = line.split("\t")
    words = tuple(usual.split())
    stems = frozenset([*map(stem_of, words), *frequent.split()])
    return Root(_share(share), words, stems, stems.union(others.split()))


@lru_cache(maxsize=1 << 14)
def known_stem(stem: str) -> Stem:
    """Return the statistics of the stem of English words."""
    line = word_table()[1].get(stem)
    if line is None:
        return _NO_STEM
    share, roots = line.split("\t")
    return Stem(_share(share), frozenset(roots.split()))


@cache
def word_table() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the lines of the table by their first words: those of roots, and those of English stems."""
    text = lzma.decompress((resources.files(__package__) / "words.txt.xz").read_bytes()).decode()
    of_roots, _, of_stems = text.partition("\n\n")
    return _lines(of_roots), _lines(of_stems)


def _lines(text: str) -> dict[str, str]:
    parts = (line.partition("\t") for line in text.splitlines())
    return {key: rest for key, _, rest in parts}


def _share(tenths: str) -> float:
    return (int(tenths) + 0.5) / 10
