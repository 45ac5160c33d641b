"""The day of a news text that does not say its year.

News text says ``Senin (3/1)``. A weekday with a day and month comes round every 5, 6 or 11 years, so the year needs an
anchor: a full date in the same text, such as ``21 Desember 2021``. Of the years around an anchor the weekday fits at
most one, as it moves on by one or two days a year: the weekday checks the year. Farther away it would choose one of
many, and so an anchor that is years older than the story, such as ``17 Agustus 1945``, gives no date.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.seeds.dates.date_words import (
    AFTER_AHEAD,
    AFTER_SINCE,
    AFTER_WEEKDAY,
    AFTER_WEEKDAY_TOO,
    AGO,
    AHEAD,
    BETWEEN_WEEKDAY_AND_DAY,
    LIMITS,
    MARKET_DAYS,
    MONTHS,
    SINCE,
    WEEKDAYS,
    YEAR,
    longest_first,
    numbered,
    one_of,
)

_YEAR = datetime.timedelta(days=366)
# Announced events are in the full dates of a text too; they are seldom farther ahead.
_AHEAD = datetime.timedelta(days=183)

_WEEKDAY_NUMBERS = numbered(WEEKDAYS)
_MONTH_NUMBERS = numbered(MONTHS, start=1)


def _either_case(names: Iterable[str]) -> str:
    """Names with a capital or in capitals: ``minggu`` alone is a week."""
    return "|".join(f"{name.capitalize()}|{name.upper()}" for name in longest_first(names))


_MENTION = re.compile(
    rf"""
    (?: (?<!\w) (?P<weekday> {_either_case(_WEEKDAY_NUMBERS)} ) (?!\w)
        (?: \s (?:{one_of(AFTER_WEEKDAY, AFTER_WEEKDAY_TOO)}|{_either_case(MARKET_DAYS)}) \b ){{0,4}}
        [\s,]{{0,2}} (?: (?:{one_of(BETWEEN_WEEKDAY_AND_DAY)}) \s )? )?
    (?: \( \s? )? (?<![\w/.-])
    (?: (?P<iso> (?:19|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}} )
      | (?: [0-9]{{1,2}} \s? [-–] \s? )?  # the first day of 1-2/1
        (?P<day> [0-9]{{1,2}} )
        (?: \s? (?P<mark> [/-] ) \s? (?P<month> [0-9]{{1,2}} )
            (?: \s? (?P=mark) \s? (?P<year> (?:19|20)[0-9]{{2}} | [0-9]{{2}} (?! \d ) ) )?
          | \s (?P<name> {_either_case(_MONTH_NUMBERS)} ) (?!\w) \.? (?: \s (?P<named_year> (?:19|20)[0-9]{{2}} ) )? )
    )
    (?! \w | [/-]\d )
""",
    re.VERBOSE,
)
_CUE_WINDOW = 120


def _cue(words: str) -> re.Pattern[str]:
    """One of ``words`` with up to six words after it and no mark between, at the end."""
    return re.compile(rf"\b(?:{words})(?:\s[^\s,.;:()\"“”]+){{0,6}}\s\(?$", re.IGNORECASE)


_FUTURE_BEFORE = _cue(one_of(AHEAD))
_LIMIT_BEFORE = _cue(one_of(AHEAD, LIMITS))
_FUTURE_AFTER = re.compile(rf"\)?\s(?:{one_of(AFTER_AHEAD)})\b")
_SINCE, _AGO = one_of(SINCE), one_of(AGO)
_PAST_BEFORE = re.compile(rf"\b(?:{_SINCE})(?:\s(?:{one_of(AFTER_SINCE)}))?\s\(?$", re.IGNORECASE)
_PAST_AFTER = re.compile(rf"\)?\s(?:{_AGO})\b")
_PAST_YEAR = re.compile(
    rf"\b(?:{_SINCE}) (?:(?:{one_of(YEAR)}) )?((?:19|20)[0-9]{{2}})(?![\w/-])|\b((?:19|20)[0-9]{{2}}) (?:{_AGO})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Mention:
    """A day as the text has it. ``ahead``: it may lie ahead of the story; ``past``: it cannot."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    ahead: bool
    past: bool

    def in_year(self, year: int) -> datetime.date | None:
        """The day in a year; None if there is no such day or the weekday is another."""
        try:
            date = datetime.date(year, self.month, self.day)
        except ValueError:
            return None
        return date if self.weekday in {None, date.weekday()} else None

    def near(self, anchor: datetime.date) -> datetime.date | None:
        """The day in its own year, or else in the one year around ``anchor`` in which the weekday fits."""
        if self.year is not None:
            return self.in_year(self.year)
        dates = (self.in_year(year) for year in range(max(anchor.year - 1, datetime.MINYEAR), anchor.year + 2))
        return next((date for date in dates if date and abs(date - anchor) <= _YEAR), None)


def infer_date(text: str) -> datetime.date | None:
    """Return the day of a news text: the latest day that it names with a weekday, and not as one to come.

    A day without its year takes the year that the text's latest full date and the weekday leave. None where there is
    no such day, no full date to tell the year, or where days contradict each other: a weekday that does not fit, or
    a full date that is past in the text (``sejak``, ``lalu``) and later than the result.

    >>> infer_date("Pada Senin (3/1), menyusul pertemuan pada 21 Desember 2021")
    datetime.date(2022, 1, 3)
    """
    text = " ".join(text.split())
    mentions = list(_mentions(text))
    with_weekday = [mention for mention in mentions if mention.weekday is not None]
    if not any(not mention.ahead for mention in with_weekday):
        return None
    past = [date for mention in mentions if mention.past and mention.year and (date := mention.in_year(mention.year))]
    past += [datetime.date(int(match[1] or match[2]), 1, 1) for match in _PAST_YEAR.finditer(text)]
    for anchor in _anchors(mentions):
        result = _agreed(with_weekday, anchor)
        if result and all(date <= result for date in past):
            return result
    return None


def _anchors(mentions: list[_Mention]) -> list[datetime.date]:
    """Full dates to tell the year by, the best first."""
    full = [(date, mention) for mention in mentions if mention.year and (date := mention.in_year(mention.year))]
    latest = max((date for date, mention in full if not mention.ahead), default=None)
    checked = max((date for date, mention in full if not mention.ahead and mention.weekday is not None), default=None)
    ahead = sorted(date for date, mention in full if mention.ahead)
    return [date for date in (latest, checked, *ahead) if date]


def _agreed(mentions: list[_Mention], anchor: datetime.date) -> datetime.date | None:
    """The latest of the mentioned days that is not ahead; None if they do not all fit ``anchor`` and each other."""
    days: list[datetime.date] = []
    without_year: list[datetime.date] = []
    for mention in mentions:
        date = mention.near(anchor)
        if date is None:
            return None
        if mention.year is None:
            without_year.append(date)
        if not mention.ahead:
            days.append(date)
    result = max(days)
    if any(abs(date - result) > _YEAR for date in without_year):
        return None
    return result if not without_year or result >= anchor - _AHEAD else None


def _mentions(text: str) -> Iterator[_Mention]:
    for found in _MENTION.finditer(text):
        mention = _mention(found)
        if mention:
            yield mention


def _mention(found: re.Match[str]) -> _Mention | None:
    """The mention of a match; None if it is no day or too little of one."""
    weekday = _WEEKDAY_NUMBERS[found["weekday"].lower()] if found["weekday"] else None
    year: int | None
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    else:
        day = int(found["day"])
        month = _MONTH_NUMBERS[found["name"].lower()] if found["name"] else int(found["month"])
        digits = found["year"] or found["named_year"]
        year = int(digits) if digits else None
        if year is not None and year < 100:
            if weekday is None:
                return None  # 1/2/34 may be anything
            year += 2000
        if year is None and (weekday is None or found["mark"] == "-"):
            return None  # a fraction or a score
    leap_year = 2000
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or leap_year, month)[1]:
        return None
    before = found.string[max(0, found.start() - _CUE_WINDOW) : found.start()]
    ahead = bool(
        (_FUTURE_BEFORE if year is None else _LIMIT_BEFORE).search(before)
        or _FUTURE_AFTER.match(found.string, found.end())
    )
    past = bool(_PAST_BEFORE.search(before) or _PAST_AFTER.match(found.string, found.end()))
    return _Mention(day, month, year, weekday, ahead=ahead and not past, past=past)
