"""Is a translation there, of a likely length, with its quotation marks and brackets in pairs?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words
from sitegen.messages import Message, say


@dataclass(frozen=True)
class Lengths:
    """How short and how long translations are, in characters and in words, as shares of the source and beyond."""

    shortest: float
    shortest_by: int
    longest: float
    longest_by: int
    fewest_words: float
    most_words: float
    words_by: int


ANY_LENGTHS = Lengths(0.2, 5, 4.0, 40, 0.1, 5.0, 20)
"""For languages of which nothing is known: some write a word in one character, some without spaces."""

_READABLE = re.compile(r"[^\W_]")
_DOUBLE = re.compile(r"[\"“”„«»「」『』《》]|''|``")
_SINGLE_PAIR = re.compile(r"(?<![^\W_])['‘](?=\w)[^'‘’]{2,}?['’](?![^\W_])")
_OPENING, _CLOSING = "([{", ")]}"
_ENDED = re.compile(r"[.!?…][\"'”’»)\]\s*_]*$")
# Words of five letters are no abbreviations.
_GOES_ON = re.compile(r"[^\W\d_]{5,}[.!?]\s[a-z]+")
_PLACEHOLDER = re.compile(r"[⟦⟧]")


def check_presence(source: str, target: str) -> Iterator[Issue]:
    """Yield an issue where there is nothing to read though the source has something."""
    if not _READABLE.search(target) and _READABLE.search(source):
        yield Issue(IssueKind.EMPTY, say("there is no translation"))


def check_length(source: Words, target: Words, lengths: Lengths) -> Iterator[Issue]:
    """Yield an issue where the translation is far shorter or longer than translations are."""
    length, expected = len(target.text), len(source.text)
    words, expected_words = len(target.forms), len(source.forms)
    if length < lengths.shortest * expected - lengths.shortest_by or words < lengths.fewest_words * expected_words - 2:
        yield Issue(IssueKind.LENGTH, _unlike(words, expected_words, say("something may be missing")))
    elif (
        length > lengths.longest * expected + lengths.longest_by
        or words > lengths.most_words * expected_words + lengths.words_by
    ):
        yield Issue(IssueKind.LENGTH, _unlike(words, expected_words, say("something may be added")))


def _unlike(words: int, expected: int, what: str) -> Message:
    return say("{words} words for {expected}: {what}", words=words, expected=expected, what=what)


def check_pairs(source: str, target: str) -> Iterator[Issue]:
    """Yield issues for quotation marks and brackets that were lost, added or not closed.

    A source that is itself unbalanced, as a sentence of a longer quotation is, asks only for about as many marks.

    >>> [issue.detail for issue in check_pairs("(a)", "(a")]
    ['“(” and “)” do not pair']
    """
    quotes, expected = len(_DOUBLE.findall(target)), len(_DOUBLE.findall(source))
    single, expected_single = len(_SINGLE_PAIR.findall(target)), len(_SINGLE_PAIR.findall(source))
    if quotes % 2 and not expected % 2:
        yield Issue(IssueKind.QUOTES_AND_BRACKETS, say("a quotation mark has no partner"))
    elif expected > 1 and not quotes + single:
        yield Issue(IssueKind.QUOTES_AND_BRACKETS, say("the quotation marks are missing"))
    elif quotes and not expected + expected_single:
        yield Issue(IssueKind.QUOTES_AND_BRACKETS, say("the source has no quotation marks"))
    elif abs(quotes + 2 * single - expected - 2 * expected_single) > 2:
        yield Issue(IssueKind.QUOTES_AND_BRACKETS, say("the number of quotation marks differs"))
    if (problem := _unbalanced(target)) and not _unbalanced(source):
        yield Issue(IssueKind.QUOTES_AND_BRACKETS, problem)
    if _PLACEHOLDER.search(target) and not _PLACEHOLDER.search(source):
        yield Issue(IssueKind.QUOTES_AND_BRACKETS, say("a placeholder was left over"))


def check_punctuation(source: str, target: str) -> Iterator[Issue]:
    """Yield an issue for a translation that breaks off, or that goes on in small letters after a full stop."""
    if _ENDED.search(source) and not _ENDED.search(target):
        yield Issue(IssueKind.PUNCTUATION, say("it does not end as the original does"))
    elif (stop := _GOES_ON.search(target)) and not _GOES_ON.search(source):
        yield Issue(IssueKind.PUNCTUATION, say("“{words}” goes on in small letters", words=stop[0]))


def _unbalanced(text: str) -> str:
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        if text.count(opening) != text.count(closing):
            return say("“{opening}” and “{closing}” do not pair", opening=opening, closing=closing)
    return ""
