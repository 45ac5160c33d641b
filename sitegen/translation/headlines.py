"""Headlines, which outlets write In Title Case and models read better in sentence case.

The translation stays in sentence case, which is also the Associated Press's style for headlines: only the first word
and proper nouns have a capital.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet

_TITLE_CASE_WORD = re.compile(r"(?<![\w-])[A-Z][a-z]+(?:-[A-Z]?[a-z]+)*(?![\w-])")
_CAPITAL_INSIDE_SENTENCE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_SMALL_WORD = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_FIRST = re.compile(r"[^\W_]")


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


def common_words(headlines: Collection[str], text: str, tokens: Callable[[str], int]) -> frozenset[str]:
    """Return, in small letters, the words of title-case ``headlines`` that are no names.

    ``text``, the article without its headlines, tells first: a word that has a capital inside a sentence is a name,
    one written small is none. Otherwise the model tells: it reads a common word in fewer tokens when it is written
    small. ``tokens`` counts them.
    """
    names = set(_CAPITAL_INSIDE_SENTENCE.findall(text))
    small = set(_SMALL_WORD.findall(text))
    candidates = {word for headline in headlines for word in _TITLE_CASE_WORD.findall(headline)} - names
    return frozenset(
        word.lower() for word in candidates if word.lower() in small or tokens(word.lower()) < tokens(word)
    )
