"""What of an Indonesian sentence can be hidden from the engine behind a placeholder, with its English.

The model speaks first: a sentence is given to it as it stands, but for what its vocabulary cannot spell or would not
copy: addresses, file names, handles, tags, formulas, raised digits, other scripts. Figures and terms of the glossary
are hidden only in a second attempt, where a check has found that the first one lost them. Each placeholder costs a
little of the rest of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sitegen.translation.checks.foreign import english_spans
from sitegen.translation.figures.finding import ADDRESS, Figure, FigureKind, find_figures
from sitegen.translation.glossary.entries import Glossary
from sitegen.translation.glossary.terms import Term, find_terms

Span = tuple[int, int]
Spells = Callable[[str], bool]
"""Whether an engine's vocabulary has all characters of a text."""

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
_RAISED_OR_FRACTION = re.compile(r"[¹²³⁰⁴-⁹¼-¾⅐-⅞]")
_WORD = re.compile(r"[^\s\"“”‘’«»()\[\]{}\ufffc]+")
_EDGE = ".,;:!?…'"


@dataclass(frozen=True)
class Mask:
    """``text[start:end]`` is ``english``; ``term`` is the glossary's, None for what is copied or a figure."""

    start: int
    end: int
    english: str
    term: Term | None = None


@dataclass(frozen=True)
class Maskable:
    """What can be masked in a sentence: each group in the order of the text, without overlaps.

    ``always`` is never shown to the engine. ``figures`` and ``terms`` are hidden where a translation lacks them, and
    ``foreign``, which is English already, where it was changed.
    """

    always: tuple[Mask, ...] = ()
    figures: tuple[Mask, ...] = ()
    terms: tuple[Term, ...] = ()
    foreign: tuple[Mask, ...] = ()


def find_maskable(text: str, glossary: Glossary | None, spells: Spells | None = None) -> Maskable:
    """Return what can be masked in ``text``, one Indonesian sentence without markup.

    ``spells`` tells of a word whether the engine knows its characters; without it, all words count as known.
    """
    figures = find_figures(text)
    certain = [Mask(item.start, item.end, item.english) for item in figures if _is_unspeakable(text, item, spells)]
    always = sorted(_apart([*_copies(text), *certain, *_unspellable(text, spells)]), key=_start)
    others = [Mask(figure.start, figure.end, figure.english) for figure in figures]
    others = [mask for mask in others if mask.english != text[mask.start : mask.end]]
    foreign = [Mask(start, end, text[start:end]) for start, end in english_spans(text)]
    taken = [(mask.start, mask.end) for mask in always]
    terms = [term for term in find_terms(text, glossary) if not overlaps(term, taken)] if glossary else []
    inside = [(mask.start, mask.end) for mask in (*others, *foreign)]
    return Maskable(
        tuple(always),
        tuple(mask for mask in others if not overlaps(mask, taken)),
        tuple(term for term in terms if not overlaps(term, inside)),
        tuple(mask for mask in foreign if not overlaps(mask, taken)),
    )


def term_mask(term: Term) -> Mask:
    """Return the mask that puts ``term`` into the translation."""
    return Mask(term.start, term.end, term.english, term)


def without_overlaps(masks: Iterable[Mask], room: int) -> tuple[Mask, ...]:
    """Return the first ``room`` of ``masks`` that do not overlap an earlier one, in the order of the text."""
    return tuple(sorted(list(_apart(masks))[: max(0, room)], key=_start))


def _is_unspeakable(text: str, figure: Figure, spells: Spells | None) -> bool:
    """Whether a figure is a code, or has raised digits, fractions or signs that the engine would lose: £5."""
    written = text[figure.start : figure.end]
    is_lost = bool(_RAISED_OR_FRACTION.search(written)) or (spells is not None and not spells(written))
    return is_lost or figure.kind is FigureKind.CODE


def _copies(text: str) -> Iterator[Mask]:
    if _HAS_COPIED.search(text):
        for pattern in (ADDRESS, _COPIED):
            for match in pattern.finditer(text):
                start, end = match.span()
                end -= len(match[0]) - len(match[0].rstrip(_EDGE))
                start += len(match[0]) - len(match[0].lstrip('("“'))
                if start < end:
                    yield Mask(start, end, text[start:end])


def _unspellable(text: str, spells: Spells | None) -> Iterator[Mask]:
    if spells is None or spells(text):
        return
    for match in _WORD.finditer(text):
        word = match[0].strip(_EDGE)
        if word and not spells(word):
            start = match.start() + match[0].index(word)
            yield Mask(start, start + len(word), word)


def _apart(masks: Iterable[Mask]) -> Iterator[Mask]:
    taken: list[Span] = []
    for mask in masks:
        if not overlaps(mask, taken):
            taken.append((mask.start, mask.end))
            yield mask


def overlaps(item: Mask | Term, taken: Iterable[Span]) -> bool:
    """Tell whether a mask or term shares a character with one of the ranges ``taken``."""
    return any(item.start < end and start < item.end for start, end in taken)


def _start(mask: Mask) -> int:
    return mask.start
