"""Titles that a translation left in Indonesian before a name: *Suster Maria*, *Pangeran Charles*."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from sitegen.languages.english_lexicon import is_english_word
from sitegen.languages.id_en.checks.names import TITLES
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words, word_set
from sitegen.messages import say

_KEPT = word_set("bapak bung dr gus haji habib hj ibu kh kiai mas mbak pak prof romo sang si sri ustaz")
"""Forms of address that English texts keep."""
_STREETS = word_set("gang jalan jl")


def check_titles(source: Words, target: Words, known: AbstractSet[str]) -> Iterator[Issue]:
    """Yield an issue for titles that were not translated; ``known`` are words of a glossary's terms."""
    streets = {title for before, title in pairwise(source.lower) if before in _STREETS}
    left = [
        title
        for title, name in pairwise(target.forms)
        if title[0].isupper()
        and name[0].isupper()
        and title.lower() in (TITLES & source.vocabulary) - _KEPT - streets
        and title not in known
        and not is_english_word(title.lower())
    ]
    if left:
        yield Issue(IssueKind.UNTRANSLATED, say("{words} is Indonesian", words=", ".join(left)))
