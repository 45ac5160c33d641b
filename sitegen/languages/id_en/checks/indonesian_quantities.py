"""Reads the quantities in an Indonesian sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from sitegen.languages import indonesian
from sitegen.languages.id_en.checks.quantities import (
    Notation,
    Numeral,
    Reading,
    Span,
    read_numerals,
    read_words,
    units_of,
)
from sitegen.languages.id_en.figures.dates import find_days
from sitegen.languages.id_en.figures.numerals import LARGE_SCALE, SCALE, indonesian_values
from sitegen.languages.id_en.figures.special_digits import has_special_digits
from sitegen.languages.id_en.figures.times import Clock, read_times
from sitegen.languages.id_en.figures.word_numbers import (
    DOZEN_WORDS,
    WordNumber,
    find_dozens,
    find_fractions,
    has_fraction,
)
from sitegen.languages.number_words import Quantity
from sitegen.languages.words import Words

_DOUBTFUL = "|".join(indonesian.DOUBTFUL_SCALES)
_SCALE = re.compile(rf"\s?((?:{SCALE}|(?i:{_DOUBTFUL}|lusin))(?:an)?|[MT])\b(?:\s({LARGE_SCALE})\b)?")
_SCALES = (
    indonesian.SCALES
    | {word: values[0] for word, values in indonesian.DOUBTFUL_SCALES.items()}
    | {"lusin": Decimal(12)}
)
_INITIALS = frozenset(initial for word in _SCALES for initial in (word[0], word[0].upper()))
_ONE = Decimal(1)
_MONEY = {"M": Decimal(10**9), "T": Decimal(10**12)}
_MEASURED = re.compile(
    r"\s?(?:[%°]|kg|km)|\s(?:(?i:persen)|derajat|kilo|meter|cm|ton|liter|doll?ar|poin|hekt|kali|inci|mil\b)"
)
_IN_IDIOMS = frozenset({"kaki", "seribu"})
_IDIOM = re.compile(r"\b[Kk]aki\s[Ll]ima\b|\b(?:Kepulauan|Pulau)\sSeribu\b")
_DECADE = re.compile(r"[-–]?an\b")
_UNITS = {
    "rupiah": "rupiah", "idr": "rupiah", "$": "dollar", "dolar": "dollar", "dollar": "dollar", "usd": "dollar",
    "€": "euro", "%": "percent", "persen": "percent", "persentase": "percent", "pct": "percent",
}  # fmt: skip
_PLAIN_CLOCK = re.compile(r"(?<![\w.,/:-])(\d{1,2}):([0-5]\d)(?![\w:])")
_PERHAPS_A_WEEK = frozenset(
    {"ini", "lalu", "depan", "mendatang", "berikutnya", "kemarin", "pagi", "pertama", "kedua", "ketiga", "keempat"}
)


def read_indonesian(words: Words) -> Reading:
    """Read a sentence."""
    text = words.text
    reading = Reading(text, words.vocabulary)
    taken: list[Span] = []
    if has_fraction(text.lower()):
        _read_word_numbers(find_fractions(text), reading, taken)
    if not reading.words.isdisjoint(DOZEN_WORDS):
        _read_word_numbers(find_dozens(text), reading, taken)
    if not reading.words.isdisjoint(_IN_IDIOMS):
        # Street vendors are "of five feet", and an archipelago "of a thousand".
        taken += [match.span() for match in _IDIOM.finditer(text)]
    if words.has_digits or has_special_digits(text) or "setengah" in reading.words:
        _read_figures(text, reading, taken)
    _read_calendar(words, reading)
    read_words(words, reading, indonesian.NUMBERS, taken)
    reading.units = units_of(words, _UNITS)
    return reading


def _read_word_numbers(numbers: Iterable[WordNumber], reading: Reading, taken: list[Span]) -> None:
    for number in numbers:
        start, end = number.start, number.end
        if not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            reading.quantities.append(Quantity(reading.text[start:end], number.values, number.is_optional))


def _read_figures(text: str, reading: Reading, taken: list[Span]) -> None:
    for day in find_days(text):
        taken.append((day.start, day.end))
        reading.days.update((number, day.month) for number in day.numbers)
        reading.months.add(day.month)
        if day.year:
            reading.quantities.append(Quantity(str(day.year), (Decimal(day.year),)))
    for mention in read_times(text):
        start, end = mention.match.span()
        if not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            reading.clocks += mention.clocks
    for match in _PLAIN_CLOCK.finditer(text):
        start, end = match.span()
        if int(match[1]) < 24 and not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            reading.clocks.append(Clock(int(match[1]), int(match[2]), None, is_certain=False))
    read_numerals(text, reading, taken, _NOTATION)


def _read_numeral(text: str, match: re.Match[str]) -> Numeral:
    end = match.end()
    is_money = text[max(0, match.start() - 4) : match.start()].strip()[-2:] in ("Rp", "p.")
    scale, after = _read_scale(text, end, is_money=is_money)
    factor = scale if after > end else None
    is_measured = bool(factor or _MEASURED.match(text, end))
    values = indonesian_values(match[0], measured=is_measured)
    if len(values) == 1 and factor and "." in match[0] and "," not in match[0]:
        # Standard notation says 1,250 million; some write 1.250 juta for 1.25 million.
        values += (Decimal(match[0]),) if match[0].count(".") == 1 else ()
    if values and values[0] < 100 and _DECADE.match(text, end):
        values += (values[0] + 1900,)
    if factor and text[end:after].strip().lower() in indonesian.DOUBTFUL_SCALES:
        values += tuple(value * 1000 for value in values)
    return Numeral(after, values, factor)


def _read_scale(text: str, place: int, *, is_money: bool = False) -> tuple[Decimal, int]:
    """The scale at ``place`` and where it ends; 1 and ``place`` where there is none."""
    if text[place : place + 2].lstrip()[:1] not in _INITIALS:
        return _ONE, place
    match = _SCALE.match(text, place)
    if match is None or (match[1] in _MONEY and not is_money):
        return _ONE, place
    word = match[1].lower()
    factor = _MONEY.get(match[1]) or _SCALES.get(word) or _SCALES[word.removesuffix("an")]
    return factor * (indonesian.SCALES[match[2].lower()] if match[2] else 1), match.end()


def _values(numeral: str) -> tuple[Decimal, ...]:
    return indonesian_values(numeral, measured=True)


_NOTATION = Notation(_read_numeral, _values, _read_scale)


def _read_calendar(words: Words, reading: Reading) -> None:
    if reading.words.isdisjoint(_CALENDAR):
        return
    for place, word in enumerate(words.lower):
        for part in word.split("-"):
            if part in indonesian.WEEKDAYS:
                _read_weekday(words, place, part, reading)
            elif part in indonesian.MONTHS and (words.forms[place][0].isupper() or words.lower[place - 1] == "bulan"):
                reading.months.add(indonesian.MONTHS[part])


_CALENDAR = frozenset({*indonesian.WEEKDAYS, *indonesian.MONTHS})


def _read_weekday(words: Words, place: int, name: str, reading: Reading) -> None:
    """``minggu`` is a week, ``Minggu`` a Sunday; where the capital may have another reason it may be either."""
    day = indonesian.WEEKDAYS[name]
    if name != "minggu" or words.lower[place - 1 : place] == ("hari",):
        reading.weekdays.add(day)
    elif words.forms[place][0].isupper():
        following = words.lower[place + 1] if place + 1 < len(words.lower) else ""
        is_certain = not words.begins_sentence(place) or following not in _PERHAPS_A_WEEK
        (reading.weekdays if is_certain and not words.is_title else reading.maybe_weekdays).add(day)
