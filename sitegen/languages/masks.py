"""Masks for text that is the same in every language, and their overlaps.

Engines do not copy addresses, file names, handles, tags and formulas, and cannot copy characters outside of their
vocabulary, such as other scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.pair import Mask, Spells
from sitegen.messages import say

Span = tuple[int, int]
M = TypeVar("M", bound=Mask)

ADDRESS = re.compile(
    r"(?<!\S)\S+(?:://|@)\S+|\bwww\.\S+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|id|org|net|co|go|ac|tv|info)\b(?:/\S*)?"
)
_EXTENSIONS = (
    "7z|apk|avi|bmp|csv|docx?|epub|exe|gif|gz|html?|ini|iso|jpe?g|js|json|log|md|mkv|mov|mp[34]|ods|odt|pdf|php|png|pptx?|"
    "py|rar|rtf|sh|sql|svg|tar|tiff?|toml|ts|tsv|txt|wav|webp|xlsx?|xml|ya?ml|zip"
)
_COPIED = re.compile(
    rf"""
    (?<![\w@.]) @ \w (?: [\w.]* \w )?                                        # a handle
    | (?<![\w\#&]) \# (?= \w* [^\W\d_] ) \w+                                 # a tag
    | (?<![\w.-]) [\w-]+ (?: \.[\w-]+ )* \. (?: {_EXTENSIONS} ) (?! \w )     # a file name
    | (?<! \S ) [("“]? (?: [A-Za-z]: )? [\\/~] [\w.-]+ (?: [\\/] [\w.-]+ )+  # a path
    | (?<! [\w-] ) [A-Za-z]{{3,}} \d+ \w* (?! [\w-] )                       # a name with a number: iPhone15
    | (?<! \S ) \S* \w [_=^{{}}|\\~] \w \S* (?<! [.,;:!?)"”'’] )             # a name with an underscore, a formula
    """,
    re.VERBOSE,
)
_HAS_COPIED = re.compile(r"[@#_=^{}|\\~]|/\w|\w\.\w|[A-Za-z]\d")
_WORD = re.compile(r"[^\s\"“”‘’«»()\[\]{}\ufffc]+")
_EDGE = ".,;:!?…'"


class _Range(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def copies(text: str) -> Iterator[Mask]:
    """Yield masks of text that every language copies."""
    if _HAS_COPIED.search(text):
        for pattern in (ADDRESS, _COPIED):
            for match in pattern.finditer(text):
                start, end = match.span()
                end -= len(match[0]) - len(match[0].rstrip(_EDGE))
                start += len(match[0]) - len(match[0].lstrip('("“'))
                if start < end:
                    yield Mask(start, end, text[start:end])


def check_copies(masks: Iterable[Mask], translation: str) -> Iterator[Issue]:
    """Yield an issue for what no engine is shown, and a translation must have as it is."""
    if lost := tuple(mask.words for mask in masks if mask.words not in translation):
        yield Issue(IssueKind.ALTERED, say("{words} is missing", words=", ".join(lost)), lost)


def unspellable(text: str, spells: Spells | None) -> Iterator[Mask]:
    """Yield the words that an engine cannot spell."""
    if spells is None or spells(text):
        return
    for match in _WORD.finditer(text):
        word = match[0].strip(_EDGE)
        if word and not spells(word):
            start = match.start() + match[0].index(word)
            yield Mask(start, start + len(word), word)


def apart(masks: Iterable[M]) -> Iterator[M]:
    """Yield those of ``masks`` that do not overlap an earlier one."""
    taken: list[Span] = []
    for mask in masks:
        if not overlaps(mask, taken):
            taken.append((mask.start, mask.end))
            yield mask


def overlaps(item: _Range, taken: Iterable[Span]) -> bool:
    """Tell whether a mask, or what has a ``start`` and an ``end`` like it, shares a character with one of ``taken``."""
    return any(item.start < end and start < item.end for start, end in taken)


def without_overlaps(masks: Iterable[Mask], room: int) -> tuple[Mask, ...]:
    """Return the first ``room`` of ``masks`` that do not overlap an earlier one, in the order of the text."""
    return tuple(sorted(list(apart(masks))[: max(0, room)], key=start_of))


def start_of(mask: Mask) -> int:
    """Return where a mask begins."""
    return mask.start
