"""Reads the fractions that an English sentence has in words: *two-thirds*, *an hour and a half*, *half of a million*.

Bare *half* and *third* are read as other words that may be a number: nobody knows what they say.
"""

from __future__ import annotations

import re
from decimal import Decimal

from sitegen.languages import english
from sitegen.languages.id_en.checks.quantities import Reading, Span
from sitegen.languages.id_en.figures.special_digits import fraction
from sitegen.languages.number_words import Quantity

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_PARTS |= {f"{word}s": below for word, below in _PARTS.items() if below > 2}
_SCALES = {
    "hundred": Decimal(100), "thousand": Decimal(10**3), "million": Decimal(10**6), "billion": Decimal(10**9),
    "trillion": Decimal(10**12), "dozen": Decimal(12),
}  # fmt: skip
FRACTION_WORDS = frozenset(_PARTS)
"""The words, in small letters, one of which every fraction has."""

_NUMBER = "|".join(sorted(english.NUMBERS.units, key=len, reverse=True))
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_FRACTION = re.compile(
    rf"""
    (?<![\w.,/]) (?:
        (?P<one> an? | one | last | past | next | first ) \s (?!(?:{_NUMBER})\b) [a-z]+ \s and \s a \s half
      | (?P<several> {_NUMBER} | \d{{1,3}} ) \s [a-z]+s \s and \s a \s half
      | (?P<whole> {_NUMBER} | \d{{1,3}} ) [\s-] and [\s-] (?P<above> an? | {_NUMBER} ) [\s-] (?P<below> {_PART} )
      | (?: (?P<count> an? | {_NUMBER} | \d{{1,2}} ) (?P<joint> [\s-] ) )? (?P<part> {_PART} )
          (?! -(?!{_SCALE}|of\b|a\b) | [\s-]?finals? )
    )
    (?: (?: \sof )? (?: [\s-]an? | \sone )? [\s-] (?P<scale> {_SCALE} ) )? (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_fractions(text: str, reading: Reading, taken: list[Span]) -> None:
    """Add the fractions of ``text`` to ``reading``, and what they stand on to ``taken``."""
    for match in _FRACTION.finditer(text):
        if quantity := _mixed(match) if match["one"] or match["several"] or match["whole"] else _simple(match):
            taken.append(match.span())
            reading.quantities.append(quantity)


def _number(word: str) -> int:
    lower = word.lower()
    return int(word) if word.isdigit() else 1 if lower in ("a", "an") else english.NUMBERS.units[lower]


def _mixed(match: re.Match[str]) -> Quantity:
    scale = _SCALES[match["scale"].lower()] if match["scale"] else Decimal(1)
    if not match["whole"]:
        whole = 1 if match["one"] else _number(match["several"])
        return Quantity(match[0], ((whole + fraction(1, 2)) * scale,), optional=True)
    whole, below = _number(match["whole"]), _PARTS[match["below"].lower()]
    values = ((whole + fraction(_number(match["above"]), below)) * scale,)
    # "two and a third" may be two of them and another.
    return Quantity(match[0], values if below == 2 else (*values, Decimal(whole)))


def _simple(match: re.Match[str]) -> Quantity | None:
    """A fraction of one, or None where it is a bare word or an ordinal: *two fifth graders*."""
    part = match["part"].lower()
    below, above = _PARTS[part], _number(match["count"]) if match["count"] else 1
    if not match["count"] and not match["scale"]:
        return None
    if match["scale"]:
        return Quantity(match[0], (fraction(above, below) * _SCALES[match["scale"].lower()],))
    value = fraction(above, below)
    if above > 1:
        # "two thirds", and "two-third" of those who learn English; "three quarters" of a year are three.
        if part[-1] != "s" and match["joint"] != "-":
            return None
        return Quantity(match[0], (value, Decimal(above)) if "quarter" in part else (value,))
    ordinal = (Decimal(below),) if match["count"].lower() == "a" and below > 2 else ()
    return Quantity(match[0], (value, *ordinal), optional=True)
