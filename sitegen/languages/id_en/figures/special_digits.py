"""Numbers with characters that are no plain digits: ``10½``, ``1 ½``, ``1 1/2`` and ``10³``, alike in both languages.

An engine's normaliser writes ``½`` as ``1⁄2``, so that ``10½`` becomes 101⁄2, and ``10³`` 103: they are always copied.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sitegen.languages import indonesian
from sitegen.languages.id_en.figures.kinds import Figure, FigureKind
from sitegen.languages.id_en.figures.numerals import SCALE, SCALE_WORDS, format_english

FRACTION_SLASH = "\u2044"
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_VULGAR = {
    character: tuple(int(part) for part in unicodedata.normalize("NFKC", character).split(FRACTION_SLASH))
    for character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
}
_CHARACTERS = {parts: character for character, parts in _VULGAR.items()}
_PLAIN = str.maketrans("⁻⁺−" + _RAISED_DIGITS, "-+-0123456789")
_SIGNS = re.compile(f"[{''.join(_VULGAR)}{_RAISED_DIGITS}{FRACTION_SLASH}]")
# What people divide into: 5 31/12 is no number.
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 32, 64})
_SPACE = "[ \u00a0\u202f\u2009]"
_SPECIAL = re.compile(
    rf"""
    (?<![\d.,/:{FRACTION_SLASH}]) (?:
        (?: (?P<whole> \d{{1,3}}(?:[.,]\d{{3}})+ | \d+ | \d{{1,3}}{_SPACE} ) )? (?P<vulgar> [{"".join(_VULGAR)}] )
      | (?<! [\w-] ) (?P<before> \d{{1,3}} ) {_SPACE} (?P<above> \d{{1,2}} ) [/{FRACTION_SLASH}] (?P<below> \d{{1,2}} )
          (?! [\w/{FRACTION_SLASH}] | [-.,:]\d )
      | (?P<base> \d+ ) (?: (?P<raised> [⁻⁺]?[{_RAISED_DIGITS}]+ ) | \^ (?P<power> [-−]?\d+ ) ) (?! [\w^] )
    )
    """,
    re.VERBOSE,
)
# Raised digits after more digits than these are the number of a footnote, and larger powers nobody writes in full.
_LONGEST_BASE = 2
_HIGHEST_POWER = 30
_BEFORE = re.compile(r"(?<!\w)(?:Rp\.?|US\$|AS\$|\$|€)\s?$")
_PREFIXES = {"Rp.": "Rp", "AS$": "US$"}
_SCALED = re.compile(rf"\s?({SCALE})(?!\w)")


@dataclass(frozen=True)
class SpecialNumeral:
    """A number in ``text[start:end]``; ``english`` is how English writes it. A footnote's has no ``value``."""

    start: int
    end: int
    value: Decimal | None
    english: str
    is_fraction: bool


def has_special_digits(text: str) -> bool:
    """Tell, fast, whether there is a fraction in one character or a raised digit."""
    return not text.isascii() and _SIGNS.search(text) is not None


def has_special(text: str) -> bool:
    """Tell, fast, whether there may be any such number."""
    return "/" in text or "^" in text or has_special_digits(text)


def fraction(above: int, below: int) -> Decimal:
    """Return the value of a fraction; it is always reckoned here, so that equal ones are equal."""
    return Decimal(above) / Decimal(below)


def is_fraction(above: int, below: int) -> bool:
    """Tell whether two numbers with a stroke between them are likely to be a fraction."""
    return 0 < above < below and below in _DENOMINATORS


def find_special(text: str) -> Iterator[SpecialNumeral]:
    """Yield the numbers of ``text`` with fractions in one character, with a fraction after a space, and powers."""
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        if match["vulgar"]:
            whole = re.sub(r"\D", "", match["whole"] or "0")
            value = int(whole) + fraction(*_VULGAR[match["vulgar"]])
            english = (match["whole"] or "").strip().replace(".", ",") + match["vulgar"]
            yield SpecialNumeral(start, end, value, english, is_fraction=True)
        elif match["before"]:
            above, below = int(match["above"]), int(match["below"])
            if is_fraction(above, below):
                character = _CHARACTERS.get((above, below))
                english = f"{match['before']}{character}" if character else match[0]
                value = int(match["before"]) + fraction(above, below)
                yield SpecialNumeral(start, end, value, english, is_fraction=True)
        else:
            yield SpecialNumeral(start, end, _power(match), match[0], is_fraction=False)


def _power(match: re.Match[str]) -> Decimal | None:
    exponent = int((match["raised"] or match["power"]).translate(_PLAIN))
    if len(match["base"]) > _LONGEST_BASE or abs(exponent) > _HIGHEST_POWER or match["base"] in ("0", "00"):
        return None
    return Decimal(match["base"]) ** exponent


def find_special_figures(text: str) -> Iterator[Figure]:
    """Yield such numbers with their currency and scale: they must never reach an engine as they are."""
    if not has_special(text):
        return
    for numeral in find_special(text):
        kind = FigureKind.FRACTION if numeral.is_fraction else FigureKind.CODE
        start, end, english = numeral.start, numeral.end, numeral.english
        if currency := _BEFORE.search(text, max(0, start - 5), start):
            start, kind = currency.start(), FigureKind.AMOUNT
            written = currency[0].strip()
            english = _PREFIXES.get(written, written) + english
        if numeral.is_fraction and numeral.value is not None and (scale := _SCALED.match(text, end)):
            end = scale.end()
            factor = indonesian.SCALES[scale[1].lower()]
            large = SCALE_WORDS.get(factor)
            english = f"{english} {large}" if large else _thousands(english, numeral, factor)
        yield Figure(start, end, english, kind)


def _thousands(english: str, numeral: SpecialNumeral, factor: Decimal) -> str:
    """``1½ ribu`` is 1,500; a third of a thousand has no end, and keeps its word."""
    value = (numeral.value or 0) * factor
    prefix = english.removesuffix(numeral.english)
    return prefix + format_english(value) if value == value.to_integral_value() else f"{english} thousand"
