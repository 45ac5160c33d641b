"""Reads what an Indonesian sentence says in numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from sitegen.translation.checks.number_words import INDONESIAN, Quantity
from sitegen.translation.checks.quantities import Notation, Numeral, Reading, Span, read_numerals, read_words, units_of
from sitegen.translation.checks.words import Words
from sitegen.translation.figures.calendar_terms import INDONESIAN_MONTHS, INDONESIAN_WEEKDAYS
from sitegen.translation.figures.dates import find_days
from sitegen.translation.figures.numerals import INDONESIAN_SCALES, indonesian_values
from sitegen.translation.figures.times import Clock, read_times

_SCALE = re.compile(r"\s?(ribu|rb|juta|jt|miliard?|milyar|triliun|trilyun|[MT])\b(?:\s(triliun|miliar|juta)\b)?")
_MONEY = {"M": Decimal(10**9), "T": Decimal(10**12)}
_MEASURED = re.compile(
    r"\s?(?:[%°]|kg|km)|\s(?:persen|derajat|kilo|meter|cm|ton|liter|doll?ar|poin|hekt|kali|inci|mil\b)"
)
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
    reading = Reading(words.vocabulary)
    if words.has_digits:
        _read_figures(text, reading)
    _read_calendar(words, reading)
    read_words(words, reading, INDONESIAN)
    reading.units = units_of(words, _UNITS)
    return reading


def _read_figures(text: str, reading: Reading) -> None:
    taken: list[Span] = []
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
    scale = _SCALE.match(text, end)
    factor = None
    if scale and (
        scale[1] not in _MONEY or text[max(0, match.start() - 4) : match.start()].strip()[-2:] in ("Rp", "p.")
    ):
        factor = _MONEY.get(scale[1]) or INDONESIAN_SCALES[scale[1]]
        factor *= INDONESIAN_SCALES[scale[2]] if scale[2] else 1
    is_measured = bool(factor or _MEASURED.match(text, end))
    values = indonesian_values(match[0], measured=is_measured)
    if len(values) == 1 and factor and "." in match[0] and "," not in match[0]:
        # Standard notation says 1,250 million; some write 1.250 juta for 1.25 million.
        values += (Decimal(match[0]),) if match[0].count(".") == 1 else ()
    if values and values[0] < 100 and _DECADE.match(text, end):
        values += (values[0] + 1900,)
    return Numeral(scale.end() if scale and factor else end, values, factor)


def _values(numeral: str) -> tuple[Decimal, ...]:
    return indonesian_values(numeral, measured=True)


_NOTATION = Notation(_read_numeral, _values)


def _read_calendar(words: Words, reading: Reading) -> None:
    if reading.words.isdisjoint(_CALENDAR):
        return
    for place, word in enumerate(words.lower):
        for part in word.split("-"):
            if part in INDONESIAN_WEEKDAYS:
                _read_weekday(words, place, part, reading)
            elif part in INDONESIAN_MONTHS and (words.forms[place][0].isupper() or words.lower[place - 1] == "bulan"):
                reading.months.add(INDONESIAN_MONTHS[part])


_CALENDAR = frozenset({*INDONESIAN_WEEKDAYS, *INDONESIAN_MONTHS})


def _read_weekday(words: Words, place: int, name: str, reading: Reading) -> None:
    """``minggu`` is a week, ``Minggu`` a Sunday; where the capital may have another reason it may be either."""
    day = INDONESIAN_WEEKDAYS[name]
    if name != "minggu" or words.lower[place - 1 : place] == ("hari",):
        reading.weekdays.add(day)
    elif words.forms[place][0].isupper():
        following = words.lower[place + 1] if place + 1 < len(words.lower) else ""
        is_certain = not words.begins_sentence(place) or following not in _PERHAPS_A_WEEK
        (reading.weekdays if is_certain and not words.is_title else reading.maybe_weekdays).add(day)
