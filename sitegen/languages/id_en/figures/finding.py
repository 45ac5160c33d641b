"""Figures in an Indonesian sentence, with their English where it needs no guessing.

A model drops digits, keeps Indonesian notation or reads 3/1 as March 1. Figures follow rules, so they are found here
and their English is written by rule. Ambiguous ones are left alone:

- years, whole numbers below a thousand or without groups (``5 orang``, ``12500``): they are the same in English;
- articles of law, registration numbers, addresses, versions, telephone numbers: copied as they are, or left alone
  (``192.168.100.200`` could be 192 billion, and is an address only after ``IP``);
- ``3.5``, ``10.30`` and ``1,250`` with nothing after them (see `numerals`), ``3/1`` with no word of time before it;
- days that do not exist (31/2) or are not the weekday that stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sitegen.languages.id_en.figures.dates import find_dates
from sitegen.languages.id_en.figures.kinds import Figure, FigureKind
from sitegen.languages.id_en.figures.numbers import (
    find_decades,
    find_long_periods,
    find_numbers,
    find_ordinals,
    find_scores,
)
from sitegen.languages.id_en.figures.numerals import GROUPED
from sitegen.languages.id_en.figures.special_digits import find_special_figures, has_special_digits
from sitegen.languages.id_en.figures.times import find_times
from sitegen.languages.id_en.figures.word_numbers import find_word_numbers, has_word_number
from sitegen.languages.masks import ADDRESS

__all__ = ["Figure", "FigureKind", "find_figures"]

_WITH_YEAR = re.compile(r", \d{4}$")
_HAS_FIGURE = re.compile(r"\d|\b[Kk]e-[IVXLC]")
_PERIODS = ("dekade", "dasawarsa", "abad")
_HAS_DIGIT = re.compile(r"\d")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_CODE = re.compile(
    rf"""
    (?<![\w.]) (?! {GROUPED.pattern} (?!\d|\.\d) ) (?: {_OCTET}\. ){{3}} {_OCTET} (?! [\w] | \.\d )  # an IP address
    | (?<![\w.,/-]) (?: \+\d{{1,3}}[\s-]? | \(0\d{{1,3}}\)\s? | 0\d{{1,3}}[\s-] | 08(?=\d{{8}}) )
        \d{{2,}} (?: [\s-]\d{{2,}} )* (?! [\w] | [-.,/]\d )  # a telephone number
    | (?<![\w.,]) v\d+(?:\.\d+)* (?! \w | \.\d )  # a version
    | \bRT\.?\s?\d+\s?/\s?RW\.?\s?\d+  # a neighbourhood
    """,
    re.VERBOSE,
)
_SLASHED = re.compile(r"(?<![\w/.-])[\w.-]+(?:/[\w.-]+)+")
_LEFT_ALONE = re.compile(
    r"""
    (?: \b(?:IP|[Pp]asal|PASAL|[Aa]yat|[Bb]ab|[Nn]omor|[Vv]ersi|[Tt]ipe|[Ss]eri|[Hh]alaman|[Hh]lm\.?|[Kk]ode)
        | \b(?:No|no|NO)\.? )
      \s? \(? [A-Z]{0,3} \d[\w./-]* \)? (?: (?: ,\s? | \s(?:dan|atau|sampai|hingga)\s | - ) \(? \d[\w./-]* \)? )*
      (?: \s(?:Tahun|tahun)\s\d{4} )?
    | (?<!\d) 0\d+ (?= [-\s]\d{3} )  # a telephone number's beginning
    | (?<![\d,]) \d+(?:,\d+){2,} (?! \d ) (?<! ,\d{3} )  # a list without spaces
    | (?<![\d.]) \d+(?:\.\d+){2,} (?! \d ) (?<! \.\d{3} )  # a version or section
    | (?<! [\w/] ) \d{1,2}/\d{1,2}(?:/\d{2,4})? (?! [\w/] )  # a fraction, or a day that contradicts itself
    """,
    re.VERBOSE,
)


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return what stands in figures in ``text``, an Indonesian sentence without markup, and can be put into English.

    The figures do not overlap and are in the order of the text. A preposition that English changes with the figure is
    part of it: ``pada Senin (3/1) pukul 15.30 WIB`` is ``on Monday (Jan. 3) at 3:30 p.m. WIB``.

    >>> [figure.english for figure in find_figures("Rp13,95 triliun pada Senin (3/1)")]
    ['Rp13.95 trillion', 'on Monday (Jan. 3)']
    """
    if not _HAS_FIGURE.search(text) and not _has_words(text) and not has_special_digits(text):
        return ()
    return tuple(_joined(text, _first_come(_in_order_of_certainty(text))))


def _has_words(text: str) -> bool:
    lower = text.lower()
    return has_word_number(lower) or any(period in lower for period in _PERIODS)


def _in_order_of_certainty(text: str) -> Iterator[Figure | tuple[int, int]]:
    """Every figure, and every range that none may touch, those first that say most about their surroundings."""
    for match in ADDRESS.finditer(text):
        yield match.span()
    yield from find_dates(text)
    yield from find_times(text)
    yield from find_special_figures(text)
    for match in _CODE.finditer(text):
        yield Figure(*match.span(), match[0], FigureKind.CODE)
    yield from _registrations(text)
    for match in _LEFT_ALONE.finditer(text):
        yield match.span()
    yield from find_decades(text)
    yield from find_ordinals(text)
    yield from find_word_numbers(text)
    yield from find_long_periods(text)
    yield from find_scores(text)
    yield from find_numbers(text)


def _registrations(text: str) -> Iterator[Figure]:
    """``45/PUU-XX/2022`` and the like: parts with letters and digits, so that it is neither a date nor a price."""
    for match in _SLASHED.finditer(text):
        code = match[0].rstrip(".-")
        parts = code.split("/")
        with_digits = sum(_HAS_DIGIT.search(part) is not None for part in parts)
        if _HAS_LETTER.search(code) and (with_digits == len(parts) or (with_digits and len(parts) > 2)):
            yield Figure(match.start(), match.start() + len(code), code, FigureKind.CODE)


def _first_come(found: Iterable[Figure | tuple[int, int]]) -> list[Figure]:
    taken: list[tuple[int, int]] = []
    figures: list[Figure] = []
    for item in found:
        span = (item.start, item.end) if isinstance(item, Figure) else item
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        taken.append(span)
        if isinstance(item, Figure):
            figures.append(item)
    return sorted(figures, key=lambda figure: figure.start)


def _joined(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, with a date and a time that stand together as one: a model keeps the order of one token."""
    number = 0
    while number < len(figures):
        figure, following = figures[number], figures[number + 1] if number + 1 < len(figures) else None
        joint = _joint(text, figure, following) if following else None
        if following and joint is not None:
            english = f"{figure.english}{joint}{following.english}"
            figure = Figure(figure.start, following.end, english, FigureKind.DATE)
            number += 1
        number += 1
        starts = not any(character.isalnum() for character in text[: figure.start])
        if starts and figure.kind in (FigureKind.DATE, FigureKind.TIME, FigureKind.DECADE):
            figure = replace(figure, english=figure.english[0].upper() + figure.english[1:])
        yield figure


def _joint(text: str, first: Figure, second: Figure) -> str | None:
    """What stands between two figures that make one, in English; None where they do not."""
    between = text[first.end : second.start]
    kinds = (first.kind, second.kind)
    if kinds == (FigureKind.DATE, FigureKind.DATE) and between.strip() in ("-", "–"):
        return between.strip()
    if set(kinds) != {FigureKind.DATE, FigureKind.TIME} or between not in (" ", ", "):
        return None
    return ", " if _WITH_YEAR.search(first.english) else " "
