"""Reads the quantities in an English sentence."""

from __future__ import annotations

import re
from decimal import Decimal

from sitegen.languages import english, indonesian
from sitegen.languages.calendar_words import capitalised
from sitegen.languages.id_en.checks.english_fractions import FRACTION_WORDS, read_fractions
from sitegen.languages.id_en.checks.quantities import (
    Notation,
    Numeral,
    Reading,
    Span,
    read_numerals,
    read_words,
    units_of,
)
from sitegen.languages.id_en.figures.numbers import ordinal_ending
from sitegen.languages.id_en.figures.numerals import english_value
from sitegen.languages.id_en.figures.special_digits import has_special_digits
from sitegen.languages.id_en.figures.times import Clock
from sitegen.languages.words import Words

_SCALE = re.compile(
    r"[\s-]?((?i:hundred|thousand|million|billion|trillion|quadrillion|dozen)(?=s?\b)|(?:bn|mn|tn|m|k)\b)s?"
    r"(?:\s((?i:thousand|million|billion|trillion))\b)?"
)
_SCALES = english.SCALES | {"dozen": Decimal(12), "k": Decimal(1000)}
_UNITS = {
    "rupiah": "rupiah", "rupiahs": "rupiah", "idr": "rupiah", "$": "dollar", "dollar": "dollar", "dollars": "dollar",
    "usd": "dollar", "cent": "dollar", "cents": "dollar", "€": "euro", "%": "percent", "percent": "percent",
    "pct": "percent", "percentage": "percent", "percentages": "percent",
}  # fmt: skip
_MONEY_WORDS = frozenset({"cents", "dollar", "dollars", "usd"})
_MONTH = capitalised(english.MONTH_NUMBERS)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:])"
_DAYS = rf"{_DAY}(?:(?:,\s|,?\s(?:and|or|to)\s|\s?[-–]\s?){_DAY}){{0,9}}"
_MONTH_DAYS = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s(?:the\s)?(?P<days>{_DAYS})(?![^\W_]|[.,/]\d|\s?%|\s(?:percent|million|billion))"
    rf"|(?<![\w.,/$-])(?P<days_before>{_DAYS})\s(?:of\s)?(?P<month_after>{_MONTH})\b"
)
_CLOCK = re.compile(
    r"(?<![\w.,/:-])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:[:.]\d\d)?"
    rf"(?:\s?(?P<half>[aApP])\.?\s?[mM]\b|\s(?:{indonesian.TIME_ZONES}|local\stime|o['’]clock)\b)"
    r"|(?<![\w.,/:-])(?P<plain_hour>\d{1,2}):(?P<plain_minute>\d\d)(?:[:.]\d\d)?(?![\w:])"
)
_HALF_PAST = re.compile(r"\bhalf[\s-]past[\s-](\w+)\b", re.IGNORECASE)
_WEEKDAYS = {name: number for name, number in english.WEEKDAY_NUMBERS.items() if name.endswith("day")}
_PLURAL = {f"{name}s": number for name, number in _WEEKDAYS.items()}
_MONTH_NAMES = {name.lower(): number for number, name in enumerate(english.MONTHS, start=1)}
_CALENDAR = frozenset({*_WEEKDAYS, *_PLURAL, *english.MONTH_NUMBERS})
_YEAR = re.compile(r"\.?\s\d{4}")
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)\b")
# Verbs when they begin a sentence.
_VERBS = frozenset({"may", "march"})


def read_english(words: Words) -> Reading:
    """Read a sentence."""
    text = words.text
    reading = Reading(text, words.vocabulary)
    taken: list[Span] = []
    if "half" in reading.words and "past" in reading.words:
        _read_half_hours(text, reading, taken)
    if not reading.words.isdisjoint(FRACTION_WORDS):
        read_fractions(text, reading, taken)
    if words.has_digits or has_special_digits(text):
        _read_figures(text, reading, taken)
    for name, hour in (("noon", 12), ("midnight", 0)):
        if name in reading.words:
            reading.clocks.append(Clock(hour, 0, None, is_certain=False))
    _read_calendar(words, reading)
    read_words(words, reading, english.NUMBERS, taken)
    reading.units = units_of(words, _UNITS)
    if "cent" in reading.words and " per cent " in words.joined:
        reading.units.add("percent")
        if not _MONEY_WORDS & reading.words and "$" not in text:
            reading.units.discard("dollar")
    return reading


def _read_half_hours(text: str, reading: Reading, taken: list[Span]) -> None:
    for match in _HALF_PAST.finditer(text):
        hour = int(match[1]) if match[1].isdecimal() else english.NUMBERS.units.get(match[1].lower(), 0)
        if 0 < hour <= 12:
            taken.append(match.span())
            reading.clocks.append(Clock(hour % 12, 30, None, is_certain=False))


def _read_figures(text: str, reading: Reading, taken: list[Span]) -> None:
    for match in _MONTH_DAYS.finditer(text):
        taken.append(match.span())
        month = english.MONTH_NUMBERS[(match["month"] or match["month_after"]).lower()]
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
    factor = _SCALES[scale[1].lower()] * (_SCALES[scale[2].lower()] if scale[2] else 1)
    if scale[1] in ("m", "k"):
        # 100m may be metres.
        return Numeral(scale.end(), values + tuple(value * factor for value in values), None)
    return Numeral(scale.end(), values, factor)


def _read_scale(text: str, place: int) -> tuple[Decimal, int]:
    """The scale at ``place`` and where it ends; 1 and ``place`` where there is none."""
    match = _SCALE.match(text, place)
    return (_SCALES[match[1].lower()], match.end(1)) if match and match[1] not in ("m", "k") else (Decimal(1), place)


def _values(numeral: str) -> tuple[Decimal, ...]:
    value = english_value(numeral)
    return () if value is None else (value,)


_NOTATION = Notation(_read_numeral, _values, _read_scale)


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
            elif word in english.MONTH_NUMBERS and part[0].isupper() and _YEAR.match(words.text, words.spans[place][1]):
                reading.months.add(english.MONTH_NUMBERS[word])
