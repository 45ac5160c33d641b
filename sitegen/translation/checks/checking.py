"""Is an English translation of an Indonesian sentence worth showing as it is?

Each check asks for what a good human translation always has, and tolerates what good translators do: *kedua negara*
may become *both countries*, *(AS)* may go where *Amerika Serikat* became *U.S.*, *5-10 juta* may be *5 to 10 million*.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from sitegen.translation.checks.english_quantities import read_english
from sitegen.translation.checks.flags import Flag, FlagKind
from sitegen.translation.checks.foreign import check_foreign, english_spans
from sitegen.translation.checks.form_checks import check_length, check_pairs, check_presence, check_punctuation
from sitegen.translation.checks.indonesian_quantities import read_indonesian
from sitegen.translation.checks.name_checks import check_names
from sitegen.translation.checks.names import Names, find_names
from sitegen.translation.checks.number_checks import check_numbers
from sitegen.translation.checks.period_checks import check_periods
from sitegen.translation.checks.quantities import Reading
from sitegen.translation.checks.wording_checks import check_repetition, check_untranslated
from sitegen.translation.checks.words import Words, split_words

__all__ = ["Flag", "FlagKind", "check"]


def check(
    source: str, translation: str, names: AbstractSet[str] = frozenset(), terms: AbstractSet[str] = frozenset()
) -> tuple[Flag, ...]:
    """Return what may be wrong with ``translation``, the English of the Indonesian sentence ``source``.

    Both are sentences without markup. ``names`` are words that must be copied where the source has them, and that the
    translation may have in any case, such as those of a glossary. ``terms`` are words of the source that a glossary
    translates, and that so are no names.
    """
    if empty := tuple(check_presence(source, translation)):
        return empty
    return tuple(_flags(source, translation, frozenset(names), frozenset(terms)))


def _flags(source: str, translation: str, names: frozenset[str], terms: frozenset[str]) -> Iterator[Flag]:
    words, reading, found = _read_source(source, names, terms)
    target = split_words(translation)
    yield from check_numbers(reading, read_english(target))
    yield from check_periods(words, target)
    yield from check_names(found, words, target, names)
    yield from check_pairs(source, translation)
    yield from check_punctuation(source, translation)
    yield from check_length(words, target)
    yield from check_repetition(words, target)
    yield from check_untranslated(words, target, _english_words(source))
    yield from check_foreign(source, translation)


def _english_words(source: str) -> frozenset[str]:
    """The words of the English in a source, in small letters; they stay, whatever they look like."""
    return frozenset(word for start, end in english_spans(source) for word in split_words(source[start:end]).vocabulary)


@lru_cache(maxsize=256)
def _read_source(source: str, names: frozenset[str], terms: frozenset[str]) -> tuple[Words, Reading, Names]:
    """What a source says: kept for a while, as several translations of it may be tried one after another."""
    words = split_words(source)
    return words, read_indonesian(words), find_names(words, names, terms)
