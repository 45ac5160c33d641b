"""Is a translation there, of a likely length, with its quotation marks and brackets in pairs?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.translation.checks.flags import Flag, FlagKind
from sitegen.translation.checks.words import Words

# Measured on 96,000 human translations of news, talks and reports: less than 1 in 300 lies outside.
_SHORTEST = 0.45
_SHORTEST_BY = 5
_LONGEST = 1.6
_LONGEST_BY = 20
_FEWEST_WORDS = 0.45
_MOST_WORDS = 2.2
_WORDS_BY = 6

_READABLE = re.compile(r"[^\W_]")
_DOUBLE = re.compile(r"[\"“”„«»]|''|``")
_SINGLE_PAIR = re.compile(r"(?<![^\W_])['‘](?=\w)[^'‘’]{2,}?['’](?![^\W_])")
_OPENING, _CLOSING = "([{", ")]}"
_ENDED = re.compile(r"[.!?…][\"'”’»)\]\s*_]*$")
# Words of five letters are no abbreviations.
_GOES_ON = re.compile(r"[^\W\d_]{5,}[.!?]\s[a-z]+")
_PLACEHOLDER = re.compile(r"[⟦⟧]")


def check_presence(source: str, target: str) -> Iterator[Flag]:
    """Yield a flag where there is nothing to read though the source has something."""
    if not _READABLE.search(target) and _READABLE.search(source):
        yield Flag(FlagKind.EMPTY, "there is no translation")


def check_length(source: Words, target: Words) -> Iterator[Flag]:
    """Yield a flag where the translation is far shorter or longer than translations are."""
    length, expected = len(target.text), len(source.text)
    words, expected_words = len(target.forms), len(source.forms)
    if length < _SHORTEST * expected - _SHORTEST_BY or words < _FEWEST_WORDS * expected_words - 2:
        yield Flag(FlagKind.LENGTH, f"{words} words for {expected_words}: something may be missing")
    elif length > _LONGEST * expected + _LONGEST_BY or words > _MOST_WORDS * expected_words + _WORDS_BY:
        yield Flag(FlagKind.LENGTH, f"{words} words for {expected_words}: something may be added")


def check_pairs(source: str, target: str) -> Iterator[Flag]:
    """Yield flags for quotation marks and brackets that were lost, added or not closed.

    A source that is itself unbalanced, as a sentence of a longer quotation is, asks only for about as many marks.
    """
    quotes, expected = len(_DOUBLE.findall(target)), len(_DOUBLE.findall(source))
    single, expected_single = len(_SINGLE_PAIR.findall(target)), len(_SINGLE_PAIR.findall(source))
    if quotes % 2 and not expected % 2:
        yield Flag(FlagKind.QUOTES_AND_BRACKETS, "a quotation mark has no partner")
    elif expected > 1 and not quotes + single:
        yield Flag(FlagKind.QUOTES_AND_BRACKETS, "the quotation marks are missing")
    elif quotes and not expected + expected_single:
        yield Flag(FlagKind.QUOTES_AND_BRACKETS, "the source has no quotation marks")
    elif abs(quotes + 2 * single - expected - 2 * expected_single) > 2:
        yield Flag(FlagKind.QUOTES_AND_BRACKETS, "the number of quotation marks differs")
    if (problem := _unbalanced(target)) and not _unbalanced(source):
        yield Flag(FlagKind.QUOTES_AND_BRACKETS, problem)
    if _PLACEHOLDER.search(target) and not _PLACEHOLDER.search(source):
        yield Flag(FlagKind.QUOTES_AND_BRACKETS, "a placeholder was left over")


def check_punctuation(source: str, target: str) -> Iterator[Flag]:
    """Yield a flag for a translation that breaks off, or that goes on in small letters after a full stop."""
    if _ENDED.search(source) and not _ENDED.search(target):
        yield Flag(FlagKind.PUNCTUATION, "it does not end as the original does")
    elif (stop := _GOES_ON.search(target)) and not _GOES_ON.search(source):
        yield Flag(FlagKind.PUNCTUATION, f"“{stop[0]}” goes on in small letters")


def _unbalanced(text: str) -> str:
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        if text.count(opening) != text.count(closing):
            return f"“{opening}” and “{closing}” do not pair"
    return ""
