"""Headlines In Title Case and texts IN CAPITALS, which models read better in sentence case.

The translation stays in sentence case, which is also the Associated Press's style for headlines: only the first word
and proper nouns have a capital.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from sitegen.languages import indonesian
from sitegen.languages.id_en.checks.names import is_listed, may_be_name, no_names
from sitegen.languages.id_en.headline_verbs import may_be_verb

_TITLE_CASE_WORD = re.compile(r"(?<![\w-])[A-Z][a-z]+(?:-[A-Z]?[a-z]+)*(?![\w-])")
_CAPITAL_INSIDE_SENTENCE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_SMALL_WORD = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_FIRST = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVXLC]{1,6}")
_CLEARLY = 1
"""Tokens that a name is shorter with its capital."""
_LEAST_SHOUTED = 3
"""Words in capitals that a text needs to be read as shouted: ``DPR RI`` is a name."""
_SHORTEST_SHOUTED = 4


def sentence_case(headline: str, common: AbstractSet[str]) -> str:
    """Return ``headline`` with small letters in the words of ``common``, but for the first. The length stays.

    ``common`` holds words in small letters. A headline that is not mostly in title case is returned as it is.
    """
    first = _FIRST.search(headline)
    words = headline.split()
    if first is None or sum(word[:1].isupper() for word in words) < len(words) / 2:
        return headline
    return headline[: first.start() + 1] + _TITLE_CASE_WORD.sub(
        lambda match: match[0].lower() if match[0].lower() in common else match[0], headline[first.start() + 1 :]
    )


def common_words(headline: str, text: str, tokens: Callable[[str], int], *, own: bool) -> frozenset[str]:
    """Return, in small letters, the words of a title-case ``headline`` that are no names.

    ``text``, the article without its headlines, tells first: a word that has a capital inside a sentence is a name, one
    written small is none. Then the lists of words and of the verbs of headlines tell, and at last the model: it reads a
    common word in fewer ``tokens`` when it is written small. Names in an article's ``own`` headline are in the text,
    so that of a word which is not there only the model's clear preference makes a name.
    """
    names, small, capitals = _evidence(text)

    def is_common(word: str) -> bool:
        lower = word.lower()
        if word in names or is_listed(word) or lower in indonesian.MONTHS or lower in indonesian.WEEKDAYS:
            return False
        if lower in small or not may_be_name(word) or may_be_verb(lower):
            return True
        return tokens(lower) < tokens(word) + (_CLEARLY if own and word not in capitals else 0)

    return frozenset(
        word.lower()
        for compound in _TITLE_CASE_WORD.findall(headline)
        if all(is_common(part) for part in compound.split("-"))
        for word in (compound, *compound.split("-"))
    )


@lru_cache(maxsize=1)  # an article has several headlines
def _evidence(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words of a text that have a capital inside a sentence, those that are small, and all as they are written."""
    patterns = (_CAPITAL_INSIDE_SENTENCE, _SMALL_WORD, _LETTERS)
    first, second, third = (frozenset(pattern.findall(text)) for pattern in patterns)
    return first, second, third


def is_shouted(text: str) -> bool:
    """Tell whether a text is written in capitals throughout, and not only because it is made of acronyms."""
    words = _LETTERS.findall(text)
    return text.isupper() and sum(len(word) >= _SHORTEST_SHOUTED for word in words) >= _LEAST_SHOUTED


@lru_cache(maxsize=1)  # an article may have several texts in capitals
def written_forms(text: str) -> Mapping[str, str]:
    """Return how the words of running text are most often written inside a sentence, by the words in small letters."""
    counts: dict[str, Counter[str]] = {}
    for sentence in re.split(r"(?<=[.!?:])\s+|\n", text):
        words = _LETTERS.findall(sentence)
        for word in [] if sentence.isupper() else words[1:]:
            counts.setdefault(word.lower(), Counter())[word] += 1
    return {lower: forms.most_common(1)[0][0] for lower, forms in counts.items()}


def from_capitals(text: str, forms: Mapping[str, str], tokens: Callable[[str], int]) -> str:
    """Return a text in capitals as a sentence: names and acronyms keep theirs. The length stays.

    ``forms`` are those of the article (see `written_forms`), which tell first. Otherwise the lists of names and of
    common words tell, and at last the model, which reads a word in the fewest tokens as it is most often written.
    """
    lower = _LETTERS.sub(lambda match: _unshouted(match[0], forms, tokens), text)
    first = _FIRST.search(lower)
    return lower[: first.start()] + lower[first.start() :][:1].upper() + lower[first.start() + 1 :] if first else lower


def _unshouted(word: str, forms: Mapping[str, str], tokens: Callable[[str], int]) -> str:
    small, name = word.lower(), word.capitalize()
    if len(small) != len(word):
        return word  # such as İ
    if small in forms:
        return forms[small]
    if is_listed(word) or (_ROMAN.fullmatch(word) and word not in {"DI", "C"}):
        return word
    if is_listed(name) or small in indonesian.MONTHS or small in indonesian.WEEKDAYS:
        return name
    if small in no_names():
        return small
    by_tokens = ((tokens(small), 0, small), (tokens(name), 1, name), (tokens(word), 2, word))
    return min(by_tokens)[2]
