"""The root of an Indonesian word: ``menteri`` of ``kementerian``, ``bangun`` of ``dibangunkan``.

Affixes are taken off only where a dictionary of roots knows what is left, and never off a word that it knows itself:
``beruang`` (bear) keeps its beginning, though ``ber-`` + ``uang`` (money) would be a word too. The dictionary is that
of PySastrawi. Its own stemmer takes the longest ending off first and so makes ``gera`` of ``gerakan``; here the
longest root wins.

``static/roots.js`` of the theme forms the same candidates, in the same order; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

_OWN = frozenset(
    ["anggaran", "pekalongan", "pemalang", "pemerintah", "pemilu", "penduduk", "pengadilan", "perhatian", "undang"]
)
"""Words of their own to a reader of news, which the dictionary lacks: ``pemerintah`` is more than ``perintah``."""
_NOT_ROOTS = frozenset(
    [
        "ajuk",
        "akuan",
        "belian",
        "berik",
        "carik",
        "ecek",
        "endal",
        "katak",
        "keduduk",
        "merang",
        "pajuan",
        "pasuk",
        "perban",
        "ralat",
        "rapik",
        "rubah",
        "unjung",
    ]
)
"""Rare words that would take over forms of common ones, such as ``katakan`` and ``perubahan``."""

_CLITICS = re.compile(r"(?:nya|ku|mu)?(?:lah|kah|pun)?$")
_SUFFIXES = ("", "kan", "an", "i")
_NOT_TOGETHER = {
    "ber": "i",
    "di": "an",
    "ke": "i kan",
    "me": "an",
    "meng": "an",
    "menge": "an",
    "se": "i kan",
    "ter": "an",
}
"""Suffixes that do not go with a prefix (Nazief and Adriani's table)."""
_PREFIXES = tuple(
    (kind, re.compile(pattern), start)
    for kind, pattern, start in (
        ("di", r"di", ""),
        ("ke", r"ke", ""),
        ("se", r"se", ""),
        ("ber", r"ber|be(?=[^aeiou]er)|bel(?=ajar)", ""),
        ("ter", r"ter|te(?=[^aeiou]er)", ""),
        ("pe", r"per|pel(?=ajar)", ""),
        ("me", r"me(?=[lmnrwy])", ""),
        ("pe", r"pe(?=[lmnrwy]|[djkst][aeiou])", ""),
        ("me", r"mem(?=[bfvp])|men(?=[cdjzs]|tr)", ""),
        ("pe", r"pem(?=[bfvp])|pen(?=[cdjzs]|tr)", ""),
        ("meng", r"meng(?=[aeioughk])", ""),
        ("peng", r"peng(?=[aeioughk])", ""),
        ("me", r"mem(?=[aeiou])", "p"),
        ("pe", r"pem(?=[aeiou])", "p"),
        ("me", r"men(?=[aeiou])", "t"),
        ("pe", r"pen(?=[aeiou])", "t"),
        ("me", r"meny(?=[aeiou])", "s"),
        ("pe", r"peny(?=[aeiou])", "s"),
        ("me", r"meng(?=[aeiou])", "k"),
        ("pe", r"peng(?=[aeiou])", "k"),
        ("menge", r"menge(?=[^aeiou]+[aeiou][^aeiou]+$)", ""),
        ("penge", r"penge(?=[^aeiou]+[aeiou][^aeiou]+$)", ""),
    )
)
_MOST_PREFIXES = 3
_SHORT = frozenset({"di", "meng", "peng", "menge", "penge"})
"""The prefixes after which a root may have three letters."""


def candidates(word: str) -> list[str]:
    """Return what may be the root of a word in small letters, without the word itself, the likeliest first.

    That is the one with the shortest prefixes, and of these the longest: ``berikan`` is ``beri-kan`` before it is
    ``ber-ikan``, ``gerakan`` is ``gerak-an`` before it is ``gera-kan``.
    """
    found: dict[str, int] = {}
    for root, cost in _forms(word):
        if root != word:
            found[root] = min(cost, found.get(root, cost))
    return sorted(found, key=lambda root: (found[root], -len(root), root))


def _forms(word: str) -> Iterator[tuple[str, int]]:
    """Yield each form with what its prefixes cost."""
    for stem in dict.fromkeys((word, _CLITICS.sub("", word))):
        for suffix in _SUFFIXES:
            if not stem.endswith(suffix):
                continue
            base = stem[: len(stem) - len(suffix)]
            least = 3 if not suffix and word == f"{base}nya" else 4
            if len(base) >= least and suffix != "i":  # a bare -i ends more names (Bekasi) than commands
                yield base, 0
            yield from _without_prefixes(base, suffix)


def _without_prefixes(
    word: str, suffix: str, outer: str = "", count: int = 1, cost: int = 0
) -> Iterator[tuple[str, int]]:
    for kind, pattern, start in _PREFIXES:
        match = pattern.match(word)
        if match is None:
            continue
        first = outer or kind
        if suffix and suffix in _NOT_TOGETHER.get(first, "").split():
            continue
        root = start + word[match.end() :]
        # A root with k- is rarer than one with the vowel: mengubah is of ubah, not of kubah.
        total = cost + match.end() + (1 if start == "k" else -len(start))
        if len(root) >= 4 or (len(root) == 3 and first in _SHORT):
            yield root, total
            if count < _MOST_PREFIXES:
                yield from _without_prefixes(root, suffix, first, count + 1, total)


@lru_cache(maxsize=1 << 17)
def root_of(word: str) -> str:
    """Return the root of a word in small letters, or the word where the dictionary knows of none."""
    words, roots = _dictionary()
    if word in words:
        return word
    return next((root for root in candidates(word) if root in roots), word)


def is_known(word: str) -> bool:
    """Tell whether the dictionary has a word in small letters, or its root."""
    return root_of(word) in _dictionary()[0]


@cache
def _dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """The words that stay as they are, and those of them that may be the root of others."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # noqa: PLC0415 - not every command needs it

    words = frozenset(StemmerFactory().get_words()) - _NOT_ROOTS | _OWN
    derived = {word for word in words for end, least in (("an", 5), ("kan", 4)) if _is_derived(word, end, least, words)}
    return words, words - (derived - _OWN)


def _is_derived(word: str, end: str, least: int, words: frozenset[str]) -> bool:
    """Tell whether the dictionary has a word without its suffix too: ``tahanan`` is no root of ``pertahanan``."""
    return word.endswith(end) and len(word) >= least + len(end) and word.removesuffix(end) in words
