"""Which English words stand for which Indonesian roots in translations that people made.

``words.txt.xz`` was learned by `benchmarks/word_table.py` from the parallel text that the starter model was trained on,
and has its licence, CC BY-NC-SA 4.0. Its first lines have a root, its usual translations and what else stood for it;
after an empty line follow English words with the roots that they most often stand for.
"""

from __future__ import annotations

import lzma
import re
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


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
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


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """Return the root of an Indonesian word in small letters; of a doubled one, that of its first half."""
    first, _, second = word.partition("-")
    return root_of(first if first and second.startswith(first) else word)


@lru_cache(maxsize=1 << 14)
def usual_words(root: str) -> tuple[str, ...]:
    """Return the words that most often stand for a root, the best first; none where the table is not sure."""
    return tuple(word_table()[0].get(root, "").partition("\t")[0].split())


@lru_cache(maxsize=1 << 14)
def known_stems(root: str) -> frozenset[str]:
    """Return the stems of all words that have stood for a root."""
    usual, _, others = word_table()[0].get(root, "").partition("\t")
    return frozenset([*map(stem, usual.split()), *others.split()])


@lru_cache(maxsize=1 << 14)
def roots_of(stem: str) -> frozenset[str]:
    """Return the roots that an English stem most often stands for."""
    return frozenset(word_table()[1].get(stem, "").split())


@cache
def word_table() -> tuple[dict[str, str], dict[str, str]]:
    """Return the lines of the table by their first words: those of roots, and those of English stems."""
    text = lzma.decompress((resources.files(__package__) / "words.txt.xz").read_bytes()).decode()
    of_roots, _, of_words = text.partition("\n\n")
    return _lines(of_roots), _lines(of_words)


def _lines(text: str) -> dict[str, str]:
    parts = (line.partition("\t") for line in text.splitlines())
    return {key: rest for key, _, rest in parts}
