"""What a sentence says in numbers, whatever its language, and what reading digits has in common in all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sitegen.translation.checks.number_words import Language, Quantity, read_number_words
from sitegen.translation.checks.words import Words
from sitegen.translation.figures.times import Clock

Span = tuple[int, int]

_NUMERAL = re.compile(r"\d+(?:[.,:/]\d+)*")
_PAIR = re.compile(r"(?<![\w.,/:-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w/:]|[-–.,]\d)")
_RUPIAH = re.compile(r"\bRp(?![a-z])")
_PREFIX = re.compile(r"(?:Rp|IDR|USD|SGD|AUD|EUR|JPY|RM|MYR|CNY|THB|[A-Z]{1,2}\$|[Kk]e-)\.?$")
_CENTURY = re.compile(r"(?<!\d)(1\d|20)\d\d[-–]$")
_RANGE = re.compile(
    r"\s?[-–]\s?(?:Rp\.?\s?|US\$\s?|\$)?|\s(?:sampai|hingga|atau|dan|s/d|to|and|or)\s(?:Rp\.?\s?|US\$\s?|\$)?"
)


@dataclass
class Reading:
    """The numbers, days and times of a sentence.

    ``days`` are a day of the month and a month. ``maybe`` are weekdays and months that could be another word: a
    sentence that begins with *May*. ``orders`` are of vague numbers: *hundreds* are 2. ``slashed`` and ``dashed`` are
    pairs as they are written: ``3/1`` and ``2-1``. ``malformed`` are such as ``2th``.
    """

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


@dataclass(frozen=True)
class Numeral:
    """Digits as written in ``text[start:end]``, read by one language: their values before a scale, and that scale."""

    end: int
    values: tuple[Decimal, ...]
    scale: Decimal | None


@dataclass(frozen=True)
class Notation:
    """How a language writes numbers: ``read`` reads one with what follows it, ``values`` digits alone."""

    read: Callable[[str, re.Match[str]], Numeral]
    values: Callable[[str], tuple[Decimal, ...]]


def read_numerals(text: str, reading: Reading, taken: Sequence[Span], notation: Notation) -> None:
    """Add the numbers in digits to ``reading``, but for those in the ranges ``taken`` by days and times."""
    last: tuple[int, Decimal | None] = (-1, None)
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if "/" in match[0] or ":" in match[0]:
            _read_parts(match[0], reading, notation)
            continue
        numeral = notation.read(text, match)
        values = tuple(value * numeral.scale for value in numeral.values) if numeral.scale else numeral.values
        if numeral.scale and last[0] >= 0 and last[1] is None and _RANGE.fullmatch(text, last[0], start):
            # 5-10 juta: the scale is the first number's too.
            first = reading.quantities[-1]
            both = first.values + tuple(value * numeral.scale for value in first.values)
            reading.quantities[-1] = Quantity(first.text, both, first.optional)
        if len(match[0]) == 2 and (century := _CENTURY.search(text, max(0, start - 5), start)):
            # 2019-20 is 2019 to 2020.
            values += tuple(int(century[1]) * 100 + value for value in values)
        is_part_of_name = _is_glued(text, start, numeral.end)
        reading.quantities.append(Quantity(text[start : numeral.end], values, is_part_of_name))
        last = (numeral.end, numeral.scale)
    reading.dashed.update((int(match[1]), int(match[2])) for match in _PAIR.finditer(text))


def _read_parts(numeral: str, reading: Reading, notation: Notation) -> None:
    parts = re.split("[:/]", numeral)
    if len(parts) == 2 and "/" in numeral and all(part.isdigit() for part in parts):
        reading.slashed.add((int(parts[0]), int(parts[1])))
    is_fraction = all(len(part) == 1 for part in parts)
    for part in parts:
        reading.quantities.append(Quantity(part, notation.values(part), is_fraction))


def _is_glued(text: str, start: int, end: int) -> bool:
    """Whether the digits belong to a name: G20, COVID-19, 5G."""
    before, after = text[max(0, start - 4) : start], text[end : end + 1]
    if before[-1:].isalpha() or (before[-1:] in "-–" and before[-2:-1].isalpha()):
        return not _PREFIX.search(before)
    return after.isupper() or after == "x"


def read_words(words: Words, reading: Reading, language: Language) -> None:
    """Add the numbers in words to ``reading``."""
    if reading.words.isdisjoint(language.words):
        return
    flat: list[str] = []
    after_digits: list[bool] = []
    for place, word in enumerate(words.lower):
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
