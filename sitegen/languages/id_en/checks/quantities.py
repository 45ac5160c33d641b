"""Quantities in a sentence, whatever its language, and the reading of digits that all languages share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sitegen.languages.id_en.figures.special_digits import (
    FRACTION_SLASH,
    find_special,
    fraction,
    has_special,
    is_fraction,
)
from sitegen.languages.id_en.figures.times import Clock
from sitegen.languages.number_words import NumberWords, Quantity, read_number_words
from sitegen.languages.words import Words

Span = tuple[int, int]

_NUMERAL = re.compile(r"\d+(?:[.,:/]\d+)*")
_PAIR = re.compile(r"(?<![\w.,/:-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w/:]|[-–.,]\d)")
_RUPIAH = re.compile(r"\bRp(?![a-z])")
_PREFIX = re.compile(r"(?:Rp|IDR|USD|SGD|AUD|EUR|JPY|RM|MYR|CNY|THB|[A-Z]{1,2}\$|[Kk]e-)\.?$")
_SIGNS = frozenset("-−–")
_SIGN_WORD = re.compile(
    r"(?<!\w)(?<!plus[\s/-])(?:minus|negati[fv]e?)\s(?:(?:[A-Z]{1,2}p?[$.]?|\$|€)\s?)?$", re.IGNORECASE
)
_SIGN_WORDS = frozenset({"minus", "negatif", "negative"})
_SIGN_REACH = 16
_FINAL = re.compile(r"\s?final")
# G20, B-52, Su-27, 5G, H2O, H5N1: copied. Other letters after digits are units (5KM), and Roman numbers before them are
# counted: triwulan II-2021.
_CODE = re.compile(
    r"(?![IVX]+-)(?:[A-Z]{1,6}|[A-Z][a-z]|MiG)[-–]?\d+(?:[A-Z]+\d*)*|[A-Z][a-z]{2,}-\d+|\d+(?:[GD]|[A-Z]\d\w*)"
)
_CODE_CHARACTER = re.compile(r"[^\W_]|[-–]")
_CENTURY = re.compile(r"(?<!\d)(1\d|20)\d\d[-–]$")
_RANGE = re.compile(
    r"\s?[-–]\s?(?:Rp\.?\s?|US\$\s?|\$)?|\s(?:sampai|hingga|atau|dan|s/d|to|and|or)\s(?:Rp\.?\s?|US\$\s?|\$)?"
)


@dataclass
class Reading:
    """The numbers, days and times of a sentence.

    ``days`` are a day of the month and a month. ``maybe`` are weekdays and months that could be another word: a
    sentence that begins with *May*. ``orders`` are of vague numbers: *hundreds* are 2. ``slashed`` and ``dashed`` are
    pairs as they are written: ``3/1`` and ``2-1``. ``malformed`` are such as ``2th``, ``codes`` such as ``H2O``.
    """

    text: str
    words: frozenset[str]
    quantities: list[Quantity] = field(default_factory=list)
    days: set[Span] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    maybe_months: set[int] = field(default_factory=set)
    maybe_weekdays: set[int] = field(default_factory=set)
    clocks: list[Clock] = field(default_factory=list)
    orders: set[int] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    slashed: set[Span] = field(default_factory=set)
    dashed: set[Span] = field(default_factory=set)
    malformed: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Numeral:
    """Digits as written in ``text[start:end]``, read by one language: their values before a scale, and that scale."""

    end: int
    values: tuple[Decimal, ...]
    scale: Decimal | None


@dataclass(frozen=True)
class Notation:
    """How a language writes numbers.

    ``read`` reads one with what follows it, ``values`` digits alone, ``scale`` the scale at a place and where it ends.
    """

    read: Callable[[str, re.Match[str]], Numeral]
    values: Callable[[str], tuple[Decimal, ...]]
    scale: Callable[[str, int], tuple[Decimal, int]]


def read_special(text: str, reading: Reading, taken: list[Span], notation: Notation) -> None:
    """Add numbers such as ``10½`` and ``10³`` to ``reading``, and what they stand on to ``taken``."""
    if not has_special(text):
        return
    for numeral in find_special(text):
        if numeral.value is None or _overlaps(taken, numeral.start, numeral.end):
            continue
        factor, end = notation.scale(text, numeral.end) if numeral.is_fraction else (Decimal(1), numeral.end)
        taken.append((numeral.start, end))
        reading.quantities.append(_signed(text, numeral.start, end, (numeral.value * factor,), reading))


def _overlaps(taken: Sequence[Span], start: int, end: int) -> bool:
    return any(start < stop and begin < end for begin, stop in taken)


def _signed(
    text: str, start: int, end: int, values: tuple[Decimal, ...], reading: Reading, *, is_optional: bool = False
) -> Quantity:
    """The number in ``text[start:end]``, with the sign before it, in a character or a word."""
    if text[start - 1 : start] in _SIGNS and _is_sign(text, start - 1):
        return Quantity(text[start - 1 : end], values, is_optional, negative=True)
    if not reading.words.isdisjoint(_SIGN_WORDS) and (
        sign := _SIGN_WORD.search(text, max(0, start - _SIGN_REACH), start)
    ):
        return Quantity(text[sign.start() : end], values, is_optional, negative=True)
    return Quantity(text[start:end], values, is_optional)


def _is_sign(text: str, place: int) -> bool:
    """Whether a hyphen is a minus: it opens a word, and is not between two numbers."""
    before = text[max(0, place - 2) : place]
    return not before or before[-1] in "([" or (before[-1].isspace() and not before[0].isdigit())


def read_numerals(text: str, reading: Reading, taken: list[Span], notation: Notation) -> None:
    """Add the numbers in digits to ``reading``, but for those in the ranges ``taken`` by days and times."""
    if FRACTION_SLASH in text:
        text = text.replace(FRACTION_SLASH, "/")
    read_special(text, reading, taken, notation)
    last: tuple[int, Decimal | None] = (-1, None)
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if "/" in match[0] or ":" in match[0]:
            _read_parts(text, match, reading, notation)
            continue
        numeral = notation.read(text, match)
        values = tuple(value * numeral.scale for value in numeral.values) if numeral.scale else numeral.values
        if numeral.scale and last[0] >= 0 and last[1] is None and _RANGE.fullmatch(text, last[0], start):
            # 5-10 juta: the scale is the first number's too.
            first = reading.quantities[-1]
            both = first.values + tuple(value * numeral.scale for value in first.values)
            reading.quantities[-1] = Quantity(first.text, both, first.optional, first.negative)
        if len(match[0]) == 2 and (century := _CENTURY.search(text, max(0, start - 5), start)):
            # 2019-20 is 2019 to 2020.
            values += tuple(int(century[1]) * 100 + value for value in values)
        is_part_of_name = _is_glued(text, start, numeral.end)
        if is_part_of_name:
            _read_code(text, start, reading)
        reading.quantities.append(_signed(text, start, numeral.end, values, reading, is_optional=is_part_of_name))
        last = (numeral.end, numeral.scale)
    reading.dashed.update((int(match[1]), int(match[2])) for match in _PAIR.finditer(text))


def _read_parts(text: str, match: re.Match[str], reading: Reading, notation: Notation) -> None:
    parts = re.split("[:/]", match[0])
    if len(parts) == 2 and "/" in match[0] and all(part.isdigit() for part in parts):
        above, below = int(parts[0]), int(parts[1])
        reading.slashed.add((above, below))
        if len(match[0]) == 3 and is_fraction(above, below):
            factor, end = notation.scale(text, match.end())
            # 1/8 final is the round of sixteen teams.
            is_round = _FINAL.match(text, end) is not None
            quantity = _signed(
                text, match.start(), end, (fraction(above, below) * factor,), reading, is_optional=is_round
            )
            reading.quantities.append(quantity)
            return
    is_fraction_of_one = all(len(part) == 1 for part in parts)
    for part in parts:
        reading.quantities.append(Quantity(part, notation.values(part), is_fraction_of_one))


def _read_code(text: str, start: int, reading: Reading) -> None:
    """Add the word around the digits at ``start`` to the codes, where it is one."""
    while start > 0 and _CODE_CHARACTER.match(text, start - 1):
        start -= 1
    end = start
    while _CODE_CHARACTER.match(text, end):
        end += 1
    if _CODE.fullmatch(text, start, end) and text[start:end] not in reading.codes:
        reading.codes.append(text[start:end])


def _is_glued(text: str, start: int, end: int) -> bool:
    """Whether the digits belong to a name: G20, COVID-19, 5G."""
    before, after = text[max(0, start - 4) : start], text[end : end + 1]
    if before[-1:].isalpha() or (before[-1:] in "-–" and before[-2:-1].isalpha()):
        return not _PREFIX.search(before)
    return after.isupper() or after == "x"


def read_words(words: Words, reading: Reading, language: NumberWords, taken: Sequence[Span] = ()) -> None:
    """Add the numbers in words to ``reading``, but for those in the ranges ``taken``."""
    if reading.words.isdisjoint(language.words):
        return
    flat: list[str] = []
    after_digits: list[bool] = []
    for place, word in enumerate(words.lower):
        if taken and _overlaps(taken, *words.spans[place]):
            flat.append(",")
            after_digits.append(False)
            continue
        is_number = word in language.words
        follows = ""
        if is_number:
            start = words.spans[place][0]
            follows = words.text[max(0, start - 2) : start].strip(" -")
            if flat and not follows and not words.touch(place):
                flat.append(",")
                after_digits.append(False)
        parts = [word] if is_number or "-" not in word else word.split("-")
        flat += parts
        after_digits += [follows[-1:].isdigit()] * len(parts)
    quantities, orders = read_number_words(flat, after_digits, language)
    reading.quantities += quantities
    reading.orders |= orders


def units_of(words: Words, units: Mapping[str, str]) -> set[str]:
    """Return the units that are named: ``units`` has them by their words, in small letters, and their signs."""
    found = {units[word] for word in words.vocabulary & units.keys()}
    found.update(units[sign] for sign in "%$€" if sign in words.text)
    if "Rp" in words.text and _RUPIAH.search(words.text):
        found.add("rupiah")
    return found
