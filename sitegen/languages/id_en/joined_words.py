"""Words that lost the space between them, as ``teknologiblockchain`` did when a page's text nodes were put together.

Where to split them is a guess, so nothing is changed and a warning names them. In a million words that people had
translated, 76 are named; six of these are correct Indonesian words, the others have lost a space or a hyphen, or are
misspelt.
"""

from __future__ import annotations

import re

from sitegen.languages.id_en.coverage.word_table import word_table
from sitegen.languages.indonesian_roots import is_known, root_of

_LONG = re.compile(r"(?<![\w-])[a-z]{12,}(?![\w-])")
_SHORTEST = 5  # letters of each half
# fmt: off
_BOUND = (
    "adi", "anti", "antar", "audio", "auto", "bio", "catur", "dasa", "dis", "dwi", "eka", "ekstra", "elektro", "foto",
    "geo", "hidro", "hiper", "infra", "inter", "intra", "kardio", "ketak", "ketidak", "kontra", "maha", "makro",
    "mikro", "mono", "multi", "nara", "neo", "neuro", "non", "panca", "pasca", "poli", "pra", "proto", "pseudo",
    "psiko", "retro", "semi", "serba", "sosio", "sub", "super", "swa", "tele", "termo", "trans", "tri", "tuna",
    "ultra", "video",
)
# fmt: on
"""Beginnings of one word that may look like a word of their own."""
_PREFIXES = ("ber", "di", "ke", "me", "pe", "se", "ter")
_SUFFIXES = ("an", "i", "kan", "lah", "nya")
_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")


def joined_words(text: str) -> tuple[str, ...]:
    """Return the long words of an Indonesian text that nobody knows, and that are two known ones side by side.

    >>> joined_words("Kemajuan teknologiblockchain dipertanggungjawabkan.")
    ('teknologiblockchain',)
    """
    return tuple(word for word in dict.fromkeys(_LONG.findall(text)) if _is_joined(word))


def _is_joined(word: str) -> bool:
    if is_known(word) or word.startswith(_BOUND):
        return False
    halves = [(word[:at], word[at:]) for at in range(_SHORTEST, len(word) - _SHORTEST + 1)]
    halves = [(first, second) for first, second in halves if is_known(first) and not _is_one(first, second)]
    if not halves:
        return False
    return not _is_in_table(word) and any(is_known(second) or _is_in_table(second) for _, second in halves)


def _is_one(first: str, second: str) -> bool:
    """Whether one prefix and one suffix hold both halves together, as in ``ketumpangtindihan``."""
    is_held = first.startswith(_PREFIXES) and root_of(first) != first and second.endswith(_SUFFIXES)
    return is_held and root_of(second) != second


def _is_in_table(word: str) -> bool:
    """Whether translators have used a word, also one of English, or the word to which a syllable was added."""
    roots, _ = word_table()
    stems = (word, *(word.removesuffix(clitic) for clitic in _CLITICS))
    return any(stem in roots or root_of(stem) in roots for stem in stems)
