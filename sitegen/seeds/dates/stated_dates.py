"""Lines that state when a story was published, such as ``Diterbitkan 8 Mei 2022, 10:00 WIB``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.content.front_matter.moments import ZONES, zone_of
from sitegen.seeds.dates.date_words import (
    BEFORE_DATE,
    BEFORE_TIME,
    COMMON_ERA,
    HALVES,
    HIJRI_ERA,
    HIJRI_MONTHS,
    LINE_MONTHS,
    LINE_WEEKDAYS,
    LOCAL_ZONES,
    MARKET_DAYS,
    MONTHS,
    WEEKDAYS,
    numbered,
    one_of,
)

_LONGEST_LINE = 160
_LONGEST_LEAD = 50
_MOST_DATES = 4  # on a line
_MOST_WORDS = 3  # before a comma and the date, as in a dateline
_WEEKDAY_NUMBERS = numbered(WEEKDAYS, LINE_WEEKDAYS)
_MONTH_NUMBERS = numbered(MONTHS, start=1) | numbered(LINE_MONTHS, start=1)

_YEAR = r"(?:19|20)[0-9]{2}"
_WEEKDAY = rf"(?:{one_of(_WEEKDAY_NUMBERS)})(?!\w)\.?(?:\s(?:{one_of(MARKET_DAYS)})(?!\w))?"
_MONTH = rf"(?:{one_of(_MONTH_NUMBERS)})(?!\w)\.?"
_ZONE = rf"(?:{one_of(ZONES)})(?!\w)"
_OFFSET = r"(?:(?:UTC|GMT)?\s?[+-][0-9]{1,2}(?::?[0-9]{2})?(?![0-9]))"
_CLOCK = rf"""
    (?P<hour>[0-9]{{1,2}}) [:.] (?P<minute>[0-9]{{2}}) (?: [:.] (?P<second>[0-9]{{2}}) (?: [.,][0-9]{{1,9}} )? )?
    (?![0-9])
    (?: \s? (?P<half>{one_of(HALVES)})(?!\w) )?
    (?: \s? [(\[]? (?P<zone> {_OFFSET} | {_ZONE} ) [)\]]? )?
"""
_DATE = rf"""
    (?: (?P<weekday>{_WEEKDAY}) [\s,/–—-]{{0,3}} (?: (?:{one_of(BEFORE_DATE)})\s )? )?
    \(? \s? (?<![0-9])
    (?: (?P<iso>{_YEAR}[-/][0-9]{{2}}[-/][0-9]{{2}}) (?![0-9])
      | (?P<first>[0-9]{{1,2}}) (?: \s?(?P<mark>[/.-])\s? (?P<second_number>[0-9]{{1,2}}) \s?(?P=mark)\s?
            (?P<digits>{_YEAR}|[0-9]{{2}}) (?![0-9])
          | [\s-] (?P<month>{_MONTH}) (?:[\s,-]{{1,2}}) (?P<year>{_YEAR}) (?![0-9]) )
      | (?P<month_first>{_MONTH}) \s (?P<day>[0-9]{{1,2}}) ,? \s (?P<year_last>{_YEAR}) (?![0-9])
    )
    (?: \s? (?:{one_of(COMMON_ERA)})(?!\w) )?
    (?: \s? \) )?
"""
_MOMENT = re.compile(
    rf"{_DATE} (?: (?: [\s,|@/–—-]{{1,4}} (?: (?:{one_of(BEFORE_TIME)})\.?:?\s )? | T ) (?:{_CLOCK}) )? \)?",
    re.VERBOSE | re.IGNORECASE,
)
_HIJRI = re.compile(
    rf"""[\s,/|=•·–—-]* [(\[]? \s? [0-9]{{1,2}} \s (?:{one_of(*HIJRI_MONTHS)}) \s 1[34][0-9]{{2}} (?![0-9])
    (?: \s? (?:{one_of(HIJRI_ERA)})(?!\w)\.? )? \s? [)\]]?""",
    re.VERBOSE | re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[\s,;|/•·–—-]*")
_LEAD = re.compile(rf"[^\d\n]{{1,{_LONGEST_LEAD}}}?[:|,–—-]\s*(?=[\w(])")  # Kompas.com - 3/1/2022
_LABEL_END = rf"(?!\w)\s*:?\s*(?:(?:{one_of(BEFORE_DATE)})\s)?"
_END = re.compile(r"[\s.)\]*_]*\Z")


def _plain(pattern: str) -> str:
    """A pattern without comments, white space and names of groups, to stand in another."""
    return re.sub(r"\(\?P<\w+>", "(?:", re.sub(r"\s+", "", re.sub(r"\(\?P=mark\)", "[/.-]", pattern)))


_SHORT_DAY = rf"[0-9]{{1,2}}(?:\s?/\s?[0-9]{{1,2}}|\s{_MONTH})(?![\w/])"
DAY = (
    rf"(?:{_plain(_DATE)}(?:[\s,|–—-]{{1,4}}{_plain(_CLOCK)})?"
    rf"|\(?(?:{_WEEKDAY}[\s,]{{0,2}})?\(?{_SHORT_DAY}\)?)\)?"
)
"""A pattern without groups for a day, also one without its year: ``8 Januari 2022``, ``Sabtu (8/1)``. Ignore case."""


@dataclass(frozen=True)
class StatedDate:
    """A date as a line states it.

    ``time`` is the time of day if the line has one, with its zone if that is said. ``swapped`` is the date that it
    would be with the month before the day, None where only one reading is possible. ``updated``: of a later version.
    """

    date: datetime.date
    time: datetime.time | None = None
    swapped: datetime.date | None = None
    updated: bool = False


@dataclass(frozen=True)
class DateLabels:
    """What stands before the date of publication, and before that of a later version."""

    pattern: re.Pattern[str]
    updated: frozenset[str]


def date_labels(published: Iterable[str], updated: Iterable[str]) -> DateLabels:
    """Return the labels, ready to be used."""
    updated = tuple(updated)
    pattern = rf"(?<!\w)(?P<label>{one_of(published, updated)}){_LABEL_END}"
    return DateLabels(re.compile(pattern, re.IGNORECASE), frozenset(map(str.casefold, updated)))


def stated_dates(line: str, labels: DateLabels) -> tuple[StatedDate, ...]:
    """Return the dates that a line is about and nothing else, as ``Senin, 3 Januari 2022 | 10:30 WIB`` is; or none."""
    if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)):
        return ()
    bare = _HIJRI.sub(" ", f" {line}").strip(" ,/|")
    return next((found for start in _starts(bare, labels) if (found := _from(bare, start, labels))), ())


def _starts(line: str, labels: DateLabels) -> Iterator[int]:
    """Where the first date with its label may begin."""
    yield 0
    label = labels.pattern.search(line)
    if label and label.start() and line[0].isupper() and label["label"][0].isupper():
        yield label.start()
    lead = _LEAD.match(line)
    while lead and _may_stand_before(lead[0]):
        yield lead.end()
        lead = _LEAD.match(line, lead.end()) if lead.end() < _LONGEST_LEAD else None


def _may_stand_before(text: str) -> bool:
    """Whether a text with a mark at its end may stand before a date: with a comma it must look like a dateline."""
    words = re.findall(r"[^\W\d_][\w.'’]*", text)
    if not words or words[-1].casefold() in _WEEKDAY_NUMBERS:
        return False  # a weekday that is not the date's
    return text.rstrip()[-1] != "," or (len(words) <= _MOST_WORDS and all(word[0].isupper() for word in words))


def _from(line: str, start: int, labels: DateLabels) -> tuple[StatedDate, ...]:
    """The dates of a line from ``start`` on, if there is nothing else."""
    found: list[StatedDate] = []
    position = start
    while not _END.match(line, position):
        label = labels.pattern.match(line, position)
        moment = _MOMENT.match(line, label.end() if label else position)
        is_update = label is not None and " ".join(label["label"].casefold().split()) in labels.updated
        stated = _stated(moment, is_labelled=bool(label), updated=is_update) if moment else None
        if moment is None or stated is None or len(found) == _MOST_DATES:
            return ()
        found.append(stated)
        separator = _SEPARATOR.match(line, moment.end())
        position = separator.end() if separator else moment.end()
        if position == moment.end() and not _END.match(line, position):
            return ()
    return tuple(found)


def _stated(found: re.Match[str], *, is_labelled: bool, updated: bool) -> StatedDate | None:
    """The date of a match; None if there is no such day, or its weekday is another."""
    time = _time(found)
    days = [day for day in _readings(found, is_sure=is_labelled or time is not None) if day]
    if found["weekday"]:
        name = found["weekday"].casefold().split()[0].rstrip(".")
        days = [day for day in days if day.weekday() == _WEEKDAY_NUMBERS[name]]
    if not days or (found["hour"] and time is None):
        return None
    is_local = (found["zone"] or "").casefold() in LOCAL_ZONES  # and so is the order of day and month
    swapped = next((day for day in days[1:] if day != days[0] and not is_local), None)
    return StatedDate(days[0], time, swapped, updated)


def _readings(found: re.Match[str], *, is_sure: bool) -> list[datetime.date | None]:
    """The days that a match may mean, the likeliest first."""
    if found["iso"]:
        year, month, day = map(int, re.split("[-/]", found["iso"]))
        return [_day(year, month, day)]
    if name := found["month"] or found["month_first"]:
        year, day = int(found["year"] or found["year_last"]), int(found["first"] or found["day"])
        return [_day(year, _MONTH_NUMBERS[name.casefold().rstrip(".")], day)]
    first, second, year = int(found["first"]), int(found["second_number"]), int(found["digits"])
    if year < 100:
        if not is_sure and not found["weekday"]:
            return []  # 1/2/34 may be anything
        year += 2000
    return [_day(year, second, first), _day(year, first, second) if found["mark"] == "/" else None]


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> datetime.time | None:
    if not found["hour"]:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].casefold() == HALVES[1])
    try:
        zone = zone_of(found["zone"]) if found["zone"] else None
        return datetime.time(hour, int(found["minute"]), int(found["second"] or 0), tzinfo=zone)
    except ValueError:
        return None
