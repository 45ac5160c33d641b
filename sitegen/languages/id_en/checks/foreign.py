"""English in an Indonesian sentence: quotations, slogans, titles, whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sitegen.languages.id_en.checks.names import no_names
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import word_set
from sitegen.messages import say

# Small words of English that are no Indonesian words, nor common in Indonesian names.
_FUNCTION_WORDS = word_set(
    """i the of and to in is are was were be been being will would shall should can could may must have has had do does
    did not this that these those it its it's i'm i'll i've we we're we'll we've us our ours you you're you'll your
    yours they they're them their theirs he she his her him who what when where why how which for with without from by
    at on into onto over under about against between through because but or if than as an all any every no nor so very
    more most let let's don't doesn't didn't can't won't isn't aren't wasn't there here only just also now never always
    up down out off my me"""
)
# English function words that Indonesian texts have as names, loans or abbreviations of their own.
_EITHER = word_set(
    """i in on at up out off to do can may no so us as all by an the of and for you my me he over let it is or"""
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BREAK = re.compile(r"[\"“”«»()\[\]:;—–\n\ufffc]|[.!?](?=\s|$)|\s-\s|,\s(?=[\"“])")
_LEAST_WORDS = 3
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1024)
def english_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where English stands in ``text``, an Indonesian sentence: ranges without the punctuation around them.

    A stretch between quotation marks, brackets and full stops is English where it has three words or more, at least a
    third of them small words of English, and no word that only Indonesian has. So is what lies between such small
    words.
    """
    return () if _FUNCTION_WORDS.isdisjoint(text.lower().split()) else tuple(_spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for end in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
        words = list(_WORD.finditer(text, position, end))
        lower = [word[0].lower().replace("’", "'") for word in words]
        if _is_english(lower):
            yield _with_edges(text, words[0].start(), words[-1].end(), position, end)
        elif run := _run(words, lower):
            yield _with_edges(text, words[run[0]].start(), words[run[1]].end(), position, end)
        position = end + 1


def _run(words: Sequence[re.Match[str]], lower: Sequence[str]) -> tuple[int, int] | None:
    """The first and last word of the English from small word to small word, with the names that it goes on in."""
    small = [number for number, word in enumerate(lower) if word in _FUNCTION_WORDS]
    if len(small) < 2:
        return None
    first, last = small[0], small[-1]
    while last + 1 < len(words) and _may_be_english(words[last + 1][0]):
        last += 1
    while first > 1 and _may_be_english(words[first - 1][0]):
        first -= 1
    return (first, last) if _is_english(lower[first : last + 1]) else None


def _may_be_english(word: str) -> bool:
    return word[0].isupper() and word.lower() not in no_names()


def _is_english(words: Sequence[str]) -> bool:
    small = [word for word in words if word in _FUNCTION_WORDS]
    indonesian = [word for word in words if word in no_names() and word not in _FUNCTION_WORDS]
    is_certain = any(word not in _EITHER for word in small) or len(set(small)) > 1
    return len(words) >= _LEAST_WORDS and 3 * len(small) >= len(words) and is_certain and not indonesian


def _with_edges(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The range with the figures and signs that touch its first and last word."""
    while start > low and not text[start - 1].isspace() and text[start - 1] not in "\"“”'‘’(":
        start -= 1
    while end < high and not text[end].isspace() and text[end] not in ".,!?\"“”'‘’)":
        end += 1
    return start, end


def check_foreign(source: str, target: str) -> Iterator[Issue]:
    """Yield an issue for English of the source that the translation does not have word for word."""
    spans = english_spans(source)
    if not spans:
        return
    there = _plain(target)
    lost = tuple(source[start:end] for start, end in spans if _plain(source[start:end]) not in there)
    if lost:
        yield Issue(IssueKind.ALTERED, say("“{words}” is not as it was", words="”, “".join(lost)), lost)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.translate(_QUOTES)).casefold()
