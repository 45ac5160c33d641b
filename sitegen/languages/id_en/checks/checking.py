"""Is an English translation of an Indonesian sentence worth showing as it is?

Each check asks for what a good human translation always has, and tolerates what good translators do: *kedua negara*
may become *both countries*, *(AS)* may go where *Amerika Serikat* became *U.S.*, *5-10 juta* may be *5 to 10 million*.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from sitegen.languages import english
from sitegen.languages.form_checks import Lengths, check_length, check_pairs, check_presence, check_punctuation
from sitegen.languages.id_en.checks.english_quantities import read_english
from sitegen.languages.id_en.checks.foreign import check_foreign, english_spans
from sitegen.languages.id_en.checks.indonesian_quantities import read_indonesian
from sitegen.languages.id_en.checks.name_checks import check_names
from sitegen.languages.id_en.checks.names import Names, find_names
from sitegen.languages.id_en.checks.naming.altered_names import check_altered
from sitegen.languages.id_en.checks.naming.institutions import check_institutions
from sitegen.languages.id_en.checks.naming.titles import check_titles
from sitegen.languages.id_en.checks.number_checks import check_numbers
from sitegen.languages.id_en.checks.period_checks import check_periods
from sitegen.languages.id_en.checks.quantities import Reading
from sitegen.languages.id_en.checks.vague_numbers import check_vague_numbers
from sitegen.languages.id_en.checks.wording_checks import check_nonwords, check_untranslated
from sitegen.languages.id_en.coverage.sense_checks import check_senses
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.repetition import check_repetition
from sitegen.languages.words import Words, split_words

# Measured on 96,000 human translations of news, talks and reports: less than 1 in 300 lies outside.
_LENGTHS = Lengths(0.45, 5, 1.6, 20, 0.45, 2.2, 6)

__all__ = ["Issue", "IssueKind", "check"]


def check(
    source: str, translation: str, names: AbstractSet[str] = frozenset(), terms: AbstractSet[str] = frozenset()
) -> tuple[Issue, ...]:
    """Return the issues of ``translation``, the English of the Indonesian sentence ``source``.

    Both are sentences without markup. ``names`` are words that must be copied where the source has them, and that the
    translation may have in any case, such as those of a glossary. ``terms`` are words of the source that a glossary
    translates, and that so are no names.
    """
    if empty := tuple(check_presence(source, translation)):
        return empty
    return tuple(_issues(source, translation, frozenset(names), frozenset(terms)))


def _issues(source: str, translation: str, names: frozenset[str], terms: frozenset[str]) -> Iterator[Issue]:
    words, reading, found = _read_source(source, names, terms)
    target = split_words(translation)
    yield from check_numbers(reading, read_english(target))
    yield from check_periods(words, target)
    yield from check_vague_numbers(words, target)
    yield from (named := tuple(check_names(found, words, target, names)))
    yield from check_altered(found, words, target, names.union(*(issue.new for issue in named)))
    yield from check_titles(words, target, names)
    yield from check_institutions(words, target, terms)
    yield from check_pairs(source, translation)
    yield from check_punctuation(source, translation)
    yield from check_length(words, target, _LENGTHS)
    yield from check_repetition(words, target, english.DOUBLED_WORDS)
    yield from check_untranslated(words, target, _english_words(source))
    yield from check_nonwords(words, target, names)
    yield from check_foreign(source, translation)
    yield from check_senses(words, target, terms)


def _english_words(source: str) -> frozenset[str]:
    """The words of the English in a source, in small letters; they stay, whatever they look like."""
    return frozenset(word for start, end in english_spans(source) for word in split_words(source[start:end]).vocabulary)


@lru_cache(maxsize=256)
def _read_source(source: str, names: frozenset[str], terms: frozenset[str]) -> tuple[Words, Reading, Names]:
    """What a source says: kept for a while, as several translations of it may be tried one after another."""
    words = split_words(source)
    return words, read_indonesian(words), find_names(words, names, terms)
