"""Reads what an English sentence says in numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from sitegen.translation.checks.number_words import ENGLISH
from sitegen.translation.checks.quantities import Notation, Numeral, Reading, Span, read_numerals, read_words, units_of
from sitegen.translation.checks.words import Words
from sitegen.translation.figures.calendar_terms import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTHS, TIME_ZONES, capitalised
from sitegen.translation.figures.numbers import ordinal_ending
from sitegen.translation.figures.numerals import ENGLISH_SCALES, english_value
from sitegen.translation.figures.times import Clock

_SCALE = re.compile(
    r"[\s-]?(hundred|thousand|million|billion|trillion|bn|mn|tn|m|k)\b(?:\s(thousand|million|billion|trillion)\b)?"
)
_UNITS = {
    "rupiah": "rupiah", "rupiahs": "rupiah", "idr": "rupiah", "$": "dollar", "dollar": "dollar", "dollars": "dollar",
    "usd": "dollar", "cent": "dollar", "cents": "dollar", "€": "euro", "%": "percent", "percent": "percent",
    "pct": "percent", "percentage": "percent", "percentages": "percent",
}  # fmt: skip
_MONTH = capitalised(ENGLISH_MONTHS)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:])"
_DAYS = rf"{_DAY}(?:(?:,\s|,?\s(?:and|or|to)\s|\s?[-–]\s?){_DAY}){{0,9}}"
_MONTH_DAYS = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s(?:the\s)?(?P<days>{_DAYS})(?![^\W_]|[.,/]\d|\s?%|\s(?:percent|million|billion))"
    rf"|(?<![\w.,/$-])(?P<days_before>{_DAYS})\s(?:of\s)?(?P<month_after>{_MONTH})\b"
)
_CLOCK = re.compile(
    r"(?<![\w.,/:-])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:[:.]\d\d)?"
    rf"(?:\s?(?P<half>[aApP])\.?\s?[mM]\b|\s(?:{TIME_ZONES}|local\stime|o['’]clock)\b)"
    r"|(?<![\w.,/:-])(?P<plain_hour>\d{1,2}):(?P<plain_minute>\d\d)(?:[:.]\d\d)?(?![\w:])"
)
_WEEKDAYS = {name: number for name, number in ENGLISH_WEEKDAYS.items() if name.endswith("day")}
_PLURAL = {f"{name}s": number for name, number in _WEEKDAYS.items()}
_MONTH_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_CALENDAR = frozenset({*_WEEKDAYS, *_PLURAL, *ENGLISH_MONTHS})
_YEAR = re.compile(r"\.?\s\d{4}")
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)\b")
# Verbs when they begin a sentence.
_VERBS = frozenset({"may", "march"})


def read_english(words: Words) -> Reading:
    """Read a sentence."""
    text = words.text
    reading = Reading(words.vocabulary)
    if words.has_digits:
        _read_figures(text, reading)
    for name, hour in (("noon", 12), ("midnight", 0)):
        if name in reading.words:
            reading.clocks.append(Clock(hour, 0, None, is_certain=False))
    _read_calendar(words, reading)
    read_words(words, reading, ENGLISH)
    reading.units = units_of(words, _UNITS)
    return reading


def _read_figures(text: str, reading: Reading) -> None:
    taken: list[Span] = []
    for match in _MONTH_DAYS.finditer(text):
        taken.append(match.span())
        month = ENGLISH_MONTHS[(match["month"] or match["month_after"]).lower()]
        reading.days.update((int(day), month) for day in re.findall(r"\d+", match["days"] or match["days_before"]))
        reading.months.add(month)
    for match in _CLOCK.finditer(text):
        start, end = match.span()
        if not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            reading.clocks.append(_read_clock(match))
    read_numerals(text, reading, taken, _NOTATION)
    reading.malformed += [match[0] for match in _ORDINAL.finditer(text) if match[2] != ordinal_ending(int(match[1]))]


def _read_clock(match: re.Match[str]) -> Clock:
    hour = int(match["hour"] or match["plain_hour"]) % 24
    minute = int(match["minute"] or match["plain_minute"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    return Clock(hour, minute, None, is_certain=bool(match["half"]) or hour > 12)


def _read_numeral(text: str, match: re.Match[str]) -> Numeral:
    start, end = match.span()
    starts_with_point = text[max(0, start - 2) : start] in (" .", "(.")
    values = _values(f"0.{match[0]}" if starts_with_point else match[0])
    scale = _SCALE.match(text, end)
    if scale is None:
        if text[end : end + 1] == "s":
            values += tuple(other for value in values for other in (value % 100, value + 1900))
        return Numeral(end, values, None)
    factor = ENGLISH_SCALES.get(scale[1], Decimal(1000)) * (ENGLISH_SCALES[scale[2]] if scale[2] else 1)
    if scale[1] in ("m", "k"):
        # 100m may be metres.
        return Numeral(scale.end(), values + tuple(value * factor for value in values), None)
    return Numeral(scale.end(), values, factor)


def _values(numeral: str) -> tuple[Decimal, ...]:
    value = english_value(numeral)
    return () if value is None else (value,)


_NOTATION = Notation(_read_numeral, _values)


def _read_calendar(words: Words, reading: Reading) -> None:
    if reading.words.isdisjoint(_CALENDAR):
        return
    for place, form in enumerate(words.forms):
        for part in form.replace("’", "'").removesuffix("'s").split("-"):
            word = part.lower()
            if word in _WEEKDAYS or word in _PLURAL:
                reading.weekdays.add(_WEEKDAYS[word] if word in _WEEKDAYS else _PLURAL[word])
            elif word in _MONTH_NAMES and part[0].isupper():
                is_verb = word in _VERBS and words.begins_sentence(place)
                (reading.maybe_months if is_verb else reading.months).add(_MONTH_NAMES[word])
            elif word in ENGLISH_MONTHS and part[0].isupper() and _YEAR.match(words.text, words.spans[place][1]):
                reading.months.add(ENGLISH_MONTHS[word])
