"""Dates: from Indonesian to English in the style of the Associated Press.

``Senin (3/1)`` is ``Monday (Jan. 3)``, never March 1. The preposition before it belongs to the figure, as English needs
another one for days than for months: ``pada Senin (3/1)`` is ``on Monday (Jan. 3)``, ``pada Januari 2022`` is
``in January 2022``. A weekday without a preposition gets ``on`` too, as Indonesian leaves it out and English does not.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.languages import english, indonesian
from sitegen.languages.calendar_words import capitalised, full_year, is_day
from sitegen.languages.id_en.figures.kinds import Figure, FigureKind

# Night begins at sunset in Indonesian: `Senin malam` is what English calls Monday night.
_DAY_PARTS = dict(
    zip(
        indonesian.DAY_PARTS,
        ("morning", "afternoon", "afternoon", "evening", "night", "early", "early"),
        strict=True,
    )
)
_MONTH_NUMBERS = indonesian.MONTHS | indonesian.SHORT_MONTHS
_FULL_MONTH = f"(?i:{'|'.join(indonesian.MONTHS)})(?!\\w)"
_MONTH = rf"(?:{_FULL_MONTH}|(?:{capitalised(indonesian.SHORT_MONTHS)})(?!\w)\.?)"
_WEEKDAY = rf"(?:{capitalised(indonesian.WEEKDAYS)})(?!\w)"
_YEAR = r"(?:1[0-9]|20)\d\d"
_ENDS = r"(?![^\W_]|[-–.,/:]\d)"
_JOINTS = {"dan": "and", "atau": "or", "hingga": "to", "sampai": "to", "sampai dengan": "to", "s/d": "to", "s.d.": "to"}
_JOINT = "|".join(re.escape(joint) for joint in sorted(_JOINTS, key=len, reverse=True))

_NUMERIC = re.compile(
    rf"(?<![\w/.,-])(?P<bracket>\(\s?)?(?<![\w/.,-])(?P<days>(?:\d{{1,2}}[-–])?\d{{1,2}})"
    rf"(?P<mark>[/-])(?P<month>\d{{1,2}})(?:(?P=mark)(?P<year>\d{{4}}|\d\d))?{_ENDS}(?(bracket)\s?\))"
)
_NAMED = re.compile(
    rf"(?<![\w/.,])(?<!\d[-–])(?P<bracket>\()?(?P<days>"
    rf"(?:\d{{1,2}}(?:,\s\d{{1,2}}){{0,9}},?\s(?:{_JOINT})\s|\d{{1,2}}\s?[-–]\s?)?\d{{1,2}})"
    rf"\s(?P<month>{_MONTH})(?:\s(?P<year>{_YEAR}){_ENDS})?(?(bracket)\))"
)
_MONTH_AND_YEAR = re.compile(rf"(?<!\w)(?<!\d\s)(?P<month>{_FULL_MONTH})\s(?P<year>{_YEAR}){_ENDS}")

_PART = "|".join(_DAY_PARTS).replace(" ", r"\s")
_LEAD = re.compile(
    rf"""
    (?<!\w)
    (?: (?P<on> [Pp]ada ) \s )? (?: (?:[Dd]i\s)? (?P<day> [Hh]ari ) \s )?
    (?: (?P<weekday> {_WEEKDAY} ) (?: \s?[-–/]\s? (?P<last> {_WEEKDAY} ) )? (?: \s (?P<part> {_PART} ) )?
        (?: \s (?P<relative> lalu|ini|depan|mendatang|waktu\ssetempat ) )? ,? \s )?
    (?: (?P<date> [Tt]anggal ) \s )? $
    """,
    re.VERBOSE,
)
_LATE_PART = re.compile(rf"\s({_PART})(?!\w)")
_RELATIVE = {"lalu": "last", "ini": "this", "depan": "next", "mendatang": "next"}
# Words after which English has no "on", and a name that a date is part of.
_NO_ON = re.compile(
    r"(?:^\W*[(\[]|[(\[/–-]|\b(?:sejak|hingga|sampai|dari|mulai|sebelum|setelah|sesudah|per|untuk|menjelang|jelang|"
    r"antara|dan|atau|serta|ini|kemarin|besok|lusa|esok|dengan|s/d|pasca|usai|setiap|tiap|pertemuan|edisi),?)\s?$",
    re.IGNORECASE,
)
_NAMED_AFTER_A_DAY = re.compile(
    r"(?:Universitas|Univ\.|Kampus|Jalan|Jl\.?|Jln\.?|Stadion|Jembatan|Lapangan|Monumen|Museum|Gelora|Taman|Gedung|"
    r"Rumah Sakit|RS|RSUD|Institut|Sekolah|SMP|SMA|SMK|SD|Bandara|Pasar|Plaza|Tugu|Yayasan|Gerakan|Brigade|Front)"
    r"\s(?:\w+\s)?$"
)
# A day and month in brackets is a date when a word of time stands before it; else it may be part 1 of 2.
_TIME_WORD = re.compile(
    r"\b(?:kemarin|ini|besok|lusa|lalu|tadi|pagi|siang|sore|petang|malam|dini hari|nanti|mendatang|depan|setempat|"
    r"WIB|WITA|WIT)\s$"
)
_REACH = 60


@dataclass(frozen=True)
class Day:
    """A day or days of one month in ``text[start:end]``; ``days`` is as written: ``3``, ``3-5`` or ``3 dan 5``."""

    start: int
    end: int
    days: str
    month: int
    year: int | None
    bracketed: bool

    @property
    def numbers(self) -> tuple[int, ...]:
        """The days of the month that are named."""
        return tuple(int(number) for number in re.findall(r"\d+", self.days))


def find_days(text: str) -> Iterator[Day]:
    """Yield the days of ``text`` in Indonesian notation: named, or in digits where they cannot be anything else.

    ``3/1/2022`` is a date wherever it stands; ``3/1`` is one after a weekday, or in brackets after a word of time. A
    day that does not exist is not one, and neither is one that belongs to a name, such as ``Jalan 17 Agustus``.
    """
    for match in _NAMED.finditer(text):
        month = _MONTH_NUMBERS[match["month"].rstrip(".").lower()]
        year = int(match["year"]) if match["year"] else None
        day = Day(*match.span(), match["days"], month, year, bool(match["bracket"]))
        if _exists(day) and not _NAMED_AFTER_A_DAY.search(text[max(0, day.start - _REACH) : day.start]):
            yield day
    for match in _NUMERIC.finditer(text):
        year = full_year(match["year"]) if match["year"] else None
        day = Day(*match.span(), match["days"], int(match["month"]), year, bool(match["bracket"]))
        if _exists(day) and (_is_full(match) or (match["mark"] == "/" and _has_time_before(text, day))):
            yield day


def _exists(day: Day) -> bool:
    return all(is_day(number, day.month, day.year) for number in day.numbers)


def _is_full(match: re.Match[str]) -> bool:
    return len(match["year"] or "") == 4


def _has_time_before(text: str, day: Day) -> bool:
    before = text[max(0, day.start - _REACH) : day.start]
    lead = _LEAD.search(before)
    named = lead is not None and bool(lead["weekday"] or lead["date"])
    return named or (day.bracketed and bool(_TIME_WORD.search(before)))


def find_dates(text: str) -> Iterator[Figure]:
    """Yield the dates of ``text``; one whose weekday is wrong contradicts itself and is left alone."""
    for day in find_days(text):
        if figure := _figure(text, day):
            yield figure
    for match in _MONTH_AND_YEAR.finditer(text):
        start = match.start()
        written = f"{english.MONTHS[_MONTH_NUMBERS[match['month'].lower()] - 1]} {match['year']}"
        if text[max(0, start - 5) : start].lower() == "pada ":
            start -= 5
            written = f"in {written}"
        yield Figure(start, match.end(), written, FigureKind.DATE)


def _figure(text: str, day: Day) -> Figure | None:
    beginning = max(0, day.start - _REACH)
    lead = _LEAD.search(text[beginning : day.start])
    if lead is None:
        return None
    start, end = beginning + lead.start(), day.end
    english = in_english(day)
    needs_on = bool(lead["date"] or lead["on"])
    if lead["weekday"]:
        late_part = None if lead["part"] else _LATE_PART.match(text, end)
        if not _is_weekday(lead, day):
            return None
        weekday = _weekday(lead, lead["part"] or (late_part[1] if late_part else None))
        english = f"{weekday} ({english})" if day.bracketed else f"{weekday}, {english}"
        needs_on = not weekday.startswith(("last", "this", "next", "early"))
        end = late_part.end() if late_part else end
    elif day.bracketed:
        english = f"({english})"
    before = text[:start]
    if needs_on and (lead["on"] or not _NO_ON.search(before[-_REACH:])):
        english = f"on {english}"
    return Figure(start, end, english, FigureKind.DATE)


def in_english(day: Day) -> str:
    """Return a day such as ``Jan. 3-5, 2022``."""
    days = re.sub(rf"\s({_JOINT})\s", lambda match: f" {_JOINTS[match[1]]} ", day.days)
    days = re.sub(r"\s?([-–])\s?", r"\1", days)
    return f"{english.MONTHS_WITH_DAY[day.month - 1]} {days}" + (f", {day.year}" if day.year else "")


def _is_weekday(lead: re.Match[str], day: Day) -> bool:
    """Whether the first day was that weekday; anything is possible where no year is given."""
    if day.year is None:
        return True
    return datetime.date(day.year, day.month, day.numbers[0]).weekday() == indonesian.WEEKDAYS[lead["weekday"].lower()]


def _weekday(lead: re.Match[str], part: str | None) -> str:
    weekday = "-".join(
        english.WEEKDAYS[indonesian.WEEKDAYS[name.lower()]] for name in (lead["weekday"], lead["last"]) if name
    )
    relative = lead["relative"] or ""
    if part:
        of_day = _DAY_PARTS[" ".join(part.split())]
        weekday = f"early {weekday}" if of_day == "early" else f"{weekday} {of_day}"
    if relative.startswith("waktu"):
        return f"{weekday} local time"
    return f"{_RELATIVE[relative]} {weekday}" if relative else weekday
