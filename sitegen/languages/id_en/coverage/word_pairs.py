"""The list of Indonesian words with the English ones that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sitegen.languages.words import word_set

_STEM = 6
"""Letters by which English words count as forms of one: investigating, investigation."""
_CLITICS = ("nya", "lah", "kah", "ku", "mu")
FUNCTION_WORDS = word_set(
    """a an the of to in on at by for from with as and or but if than that this these those it its he she his her him
    who they them their we us our you your i my me is are was were be been being am has have had do does did will would
    shall should can could may might must not no nor so there here which whom whose what when where why how also about
    into over under up out off down through during after before between against all any some more most other such only
    just then now very too both each one"""
)
"""English words that stand for no Indonesian word in particular."""


@dataclass(frozen=True)
class WordPairs:
    """``english`` has the stems that stand for an Indonesian word.

    ``source`` and ``target`` tell how often an Indonesian word and an English stem have a counterpart, from 0 to 1.
    """

    english: Mapping[str, frozenset[str]]
    source: Mapping[str, float]
    target: Mapping[str, float]

    def find(self, word: str) -> str | None:
        """Return ``word`` as the list has it, if need be without a clitic; None if it is not there."""
        if word in self.english:
            return word
        bare = (word.removesuffix(clitic) for clitic in _CLITICS)
        return next((form for form in bare if form in self.english), None)


def stem(word: str) -> str:
    """Return what stands for an English word, in small letters, and its forms."""
    return word.replace("’", "'").partition("'")[0][:_STEM]


@cache
def word_pairs() -> WordPairs:
    """Return the list."""
    text = (resources.files(__package__) / "word_pairs.txt").read_text("utf-8")
    _, indonesian, english = text.split("\n\n")
    rows = [line.split() for line in indonesian.splitlines()]
    groups = [line.split() for line in english.splitlines()]
    return WordPairs(
        {word: frozenset(stems) for word, _, *stems in rows},
        {word: _share(tenths) for word, tenths, *_ in rows},
        {found: _share(tenths) for tenths, *stems in groups for found in stems},
    )


def _share(tenths: str) -> float:
    return (int(tenths) + 0.5) / 10
