"""Numbers in digits, as Indonesian and as English write them.

Indonesian groups with full stops and has a decimal comma (1.234,5); English has it the other way round (1,234.5).
Writers are not always consistent, so ambiguous numbers are reported as such, and never guessed:

- ``1.000`` is a thousand: three digits after the stop are a group. ``0.125`` is not, as no group follows a zero.
- ``1,25`` is a decimal; so is ``1,250`` when a scale or unit follows (``1,250 triliun``). ``1,250`` alone is ambiguous:
  some write it for a thousand.
- ``3.5`` is a decimal (it cannot be a group) only when a scale or unit follows; alone it may be a version or a time.
- ``1,234,567`` and ``1,234.5`` can only be English notation.
"""

from __future__ import annotations

import re
from decimal import Decimal

from sitegen.languages import english, indonesian

GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_DECIMAL_STOP = re.compile(r"\d+\.\d+")
_ONE_COMMA_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}")
_ENGLISH_ONLY = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|(?:,\d{3})+\.\d+)")
_ENGLISH = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SWAP = str.maketrans(".,", ",.")

SCALE_WORDS = {scale: word for word, scale in english.SCALES.items() if word.endswith("illion")}
# Longest first, so that no spelling hides a longer one; headlines have capitals: Rp5 Juta.
_SPELLINGS = sorted(indonesian.SCALES, key=len, reverse=True)
SCALE = f"(?i:{'|'.join(_SPELLINGS)})"
LARGE_SCALE = f"(?i:{'|'.join(word for word in _SPELLINGS if indonesian.SCALES[word] > 1000)})"


def in_english(numeral: str, *, measured: bool) -> str | None:
    """Return an Indonesian numeral in English notation, or None where it could be read in two ways.

    ``measured`` says that a scale, per cent or a unit follows.
    """
    if GROUPED.fullmatch(numeral):
        return numeral.translate(_SWAP)
    if _DECIMAL_COMMA.fullmatch(numeral):
        return None if _ONE_COMMA_GROUP.fullmatch(numeral) and not measured else numeral.translate(_SWAP)
    if _ENGLISH_ONLY.fullmatch(numeral):
        return numeral
    return numeral if measured and (numeral.isdigit() or _DECIMAL_STOP.fullmatch(numeral)) else None


def english_value(numeral: str) -> Decimal | None:
    """Return the value of a numeral in English notation, or None where it is not in that notation."""
    return Decimal(numeral.replace(",", "")) if _ENGLISH.fullmatch(numeral) else None


def indonesian_values(numeral: str, *, measured: bool) -> tuple[Decimal, ...]:
    """Return every value that an Indonesian numeral may have, the likeliest first; none where it is no number."""
    if (english := in_english(numeral, measured=measured)) is not None:
        value = english_value(english)
        return () if value is None else (value,)
    if _ONE_COMMA_GROUP.fullmatch(numeral):
        return Decimal(numeral.translate(_SWAP)), Decimal(numeral.replace(",", ""))
    return (Decimal(numeral),) if numeral.isdigit() or _DECIMAL_STOP.fullmatch(numeral) else ()


def format_english(value: Decimal) -> str:
    """Return ``value`` with commas between its groups and no needless zeros."""
    return f"{value.normalize():,f}"
