"""Is a word English? SymSpell's list knows 82,765 forms; some of what it lacks is built from them by the rules here.

The list (MIT licence) holds the words of SCOWL, from which free spelling checkers are made, that Google's books have,
most of them in British spelling.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_COMMON = 2_000_000
"""How often a word stands in Google's books that may be a part of a longer one: 19,000 do."""
_SHORTEST_PART = 4
_PREFIX = re.compile(
    r"(?:anti|auto|bi|bio|co|counter|cyber|de|eco|euro|extra|geo|hyper|inter|macro|mega|micro|mid|mini|mis|mono|multi|"
    r"nano|neo|non|over|para|petro|post|pre|pro|pseudo|quasi|re|semi|socio|sub|super|techno|tele|trans|ultra|un|under)"
)
# American spellings and the British ones that the list has in their place.
_BRITISH = tuple(
    (re.compile(pattern), british)
    for pattern, british in (
        (r"or(?=s?$|ed$|ing$|ite|able)", "our"), (r"er(?=s?$)", "re"), (r"iz(?=e|ing|ation)", "is"),
        (r"yz(?=e|ing)", "ys"), (r"(?<=[aeiou])l(?=ed$|ing$|ers?$)", "ll"), (r"ense(?=s?$)", "ence"),
        (r"is(?=e|ing|ation)", "iz"), (r"ys(?=e|ing)", "yz"),
    )
)  # fmt: skip
_INFLECTIONS = (("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ed", ("", "e")), ("ied", ("y",)), ("ing", ("", "e")),
                ("er", ("e",)), ("ers", ("e",)))  # fmt: skip
_INFLECTED = re.compile(r"(?:s|ed|ing|ly)$")
_ALSO = frozenset({"chili", "chilies", "pedicab", "pedicabs", "soya"})
"""Words of Indonesian news that the list lacks."""
_BEFORE_NOT = re.compile(r"(?:are|is|was|were|has|have|had|does|did|could|should|would|must|need)n")
"""What stands before the apostrophe of a shortened *not*."""


@dataclass(frozen=True)
class _Lexicon:
    forms: frozenset[str]
    common: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    lines = (resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines()
    counts = {word: int(count) for word, count in map(str.split, lines)}
    common = frozenset(word for word, count in counts.items() if count >= _COMMON and len(word) >= _SHORTEST_PART)
    return _Lexicon(frozenset(counts), common)


@lru_cache(maxsize=8192)
def is_english_word(word: str) -> bool:
    """Tell whether ``word``, in small letters and without hyphen or apostrophe, is an English word."""
    word = _without_accents(word)
    return word in _ALSO or _is_form(word) or _is_compound(word) or bool(_BEFORE_NOT.fullmatch(word))


def _is_form(word: str) -> bool:
    """Whether the list has a word, in either spelling, or the word that it is a form of."""
    return _is_listed(word) or any(
        _is_listed(stem + end)
        for ending, ends in _INFLECTIONS
        if word.endswith(ending) and not _INFLECTED.search(stem := word.removesuffix(ending))
        for end in ends
    )


def _is_listed(word: str) -> bool:
    forms = _lexicon().forms
    return word in forms or any(
        pattern.sub(other, word) in forms for pattern, other in _BRITISH if pattern.search(word)
    )


def _is_compound(word: str) -> bool:
    """Whether a word is made of two common ones, or of a prefix and a common one."""
    common = _lexicon().common
    prefix = _PREFIX.match(word)
    ends = [prefix.end()] if prefix else []
    ends += [end for end in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1) if word[:end] in common]
    return any(word[end:] in common or word[end:].removesuffix("s") in common for end in ends)


def _without_accents(word: str) -> str:
    return word if word.isascii() else "".join(filter(str.isalpha, unicodedata.normalize("NFKD", word)))
