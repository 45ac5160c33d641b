"""Whether an English sentence has the words that the glossary asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from sitegen.languages.id_en.glossary.english import plural
from sitegen.languages.id_en.glossary.terms import Term

_WORD = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b\.?|[^\W_]+|\$")
_POSSESSIVE = re.compile(r"(?<=\w)['’](?:s\b)?|(?<=s)['’](?!\w)", re.IGNORECASE)
_ARTICLES = frozenset({"a", "an", "the"})
_OFFICES = frozenset({"minister", "ministry", "department"})


def missing_terms(source_terms: Iterable[Term], translation: str) -> tuple[Term, ...]:
    """Return the ``source_terms`` for which ``translation`` has none of the words that the glossary allows.

    Number, possessive, article, letter case (but for abbreviations: ``US`` is not ``us``), hyphens and the dots of
    abbreviations do not matter, and ``Ministry of Finance`` is ``Finance Ministry``. A term that the source has twice
    need be there only once: English may say "it".
    """
    # Where all is written in capitals, letters in small type tell nothing.
    shouted = translation.isupper()
    words = _words(translation.casefold() if shouted else translation)
    return tuple(
        term
        for term in source_terms
        if not any(_within(wanted, words) for wanted in _wanted(term, shouted=shouted)) or _is_turned(term, words)
    )


def _is_turned(term: Term, words: Sequence[str]) -> bool:
    """Whether an abbreviation and the name after it were left, and turned round: *Jakarta DKI* for *DKI Jakarta*."""
    return any(
        first.isupper() and not second.isupper() and _within((second, first), words)
        for first, second in pairwise(_words(term.entry.indonesian))
    )


def _wanted(term: Term, *, shouted: bool) -> Iterator[tuple[str, ...]]:
    for english in (term.english, *term.entry.english):
        # Where the source has "Bank Indonesia (BI)", a mere "BI" does not say what it stands for.
        if english == term.english or f" ({english})" not in term.english or term.english in term.entry.english:
            yield from _ways(english.casefold() if shouted else english)


@lru_cache(maxsize=20_000)
def _ways(english: str) -> tuple[tuple[str, ...], ...]:
    """The words of a term, and for an office the same the other way round."""
    words = _words(english)
    if len(words) > 1 and words[-1] in _OFFICES:
        *rest, office = words
        return words, (office, "of", *rest), (office, "for", *rest)
    return (words,)


def _words(text: str) -> tuple[str, ...]:
    words = [_plain(word) for word in _WORD.findall(_POSSESSIVE.sub("", text))]
    return tuple(word for word in words if word not in _ARTICLES)


def _plain(word: str) -> str:
    """A word in small letters; an abbreviation without its dots and the "s" of its plural, and in capitals."""
    letters = word.replace(".", "")
    stem = letters.removesuffix("s")
    return stem if len(stem) > 1 and stem.isupper() else letters.casefold()


def _within(wanted: Sequence[str], words: Sequence[str]) -> bool:
    starts = range(len(words) - len(wanted) + 1) if wanted else ()
    return any(all(map(_alike, wanted, words[start:])) for start in starts)


def _alike(word: str, other: str) -> bool:
    return word == other or (word[:1] == other[:1] and (plural(word) == other or plural(other) == word))
