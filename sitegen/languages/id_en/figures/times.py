"""Times of day: from Indonesian to English.

Indonesian news writes 24 hours with a full stop (``pukul 15.30 WIB``); speech counts twelve and names the part of the
day (``jam 3 sore``). Both are certain. ``jam setengah lima`` is half an hour before five. ``pukul 7`` alone may be in
the evening, so that it gets neither a.m. nor p.m.; ``10.30`` without ``pukul``, ``jam`` or a time zone may be anything,
and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.languages import indonesian
from sitegen.languages.id_en.figures.kinds import Figure, FigureKind

_CLOCK = r"\d{1,2}(?:[.:]\d\d(?:[.:]\d\d)?)?(?![^\W_]|[.,:/]\d)"
_HOURS = {
    word: hour
    for hour, word in enumerate(
        ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"], start=1
    )
} | {"dua belas": 12, "duabelas": 12}
_HOUR_WORDS = "|".join(sorted(_HOURS, key=len, reverse=True)).replace(" ", r"\s")
_HOUR = rf"(?i:{_HOUR_WORDS})(?!\w|\sbelas)|(?:1[0-2]|[1-9])(?![^\W_]|[.,:/]\d)"
_PART = "|".join(indonesian.DAY_PARTS).replace(" ", r"\s")
_ZONE = rf"(?P<zone>{indonesian.TIME_ZONES})(?!\w)|(?P<local>waktu\ssetempat)"
_TIME = re.compile(
    rf"""
    (?<!\w)
    (?: (?P<pada> [Pp]ada ) \s )? (?: (?P<about> [Ss]ekitar|[Kk]ira-kira|[Kk]urang\slebih ) \s )?
    (?P<word> (?: [Pp]ukul | (?<!\d\s) [Jj]am ) \s )?
    (?: (?<![\d.,:/-]) (?P<first> {_CLOCK} ) | (?<=[mMlL]\s) setengah\s(?P<half> {_HOUR} ) )
    (?: \s (?P<first_part> {_PART} ) (?!\w) )?
    (?: (?: \s?[-–]\s? | \s (?: hingga|sampai(?:\sdengan)?|s/d|s\.d\. ) \s ) (?: (?:pukul|jam) \s )?
        (?P<second> {_CLOCK} ) (?: \s (?P<second_part> {_PART} ) (?!\w) )? )?
    (?: \s (?: {_ZONE} ) )?
    """,
    re.VERBOSE,
)
_NO_AT = re.compile(
    r"(?:[(\[/–-]|\b(?:sejak|hingga|sampai|dari|mulai|sebelum|setelah|sesudah|per|untuk|menjelang|jelang|antara|dan|atau|"
    r"dengan|s/d|lewat|hampir|tepat),?)\s?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:dari|mulai|sejak|antara)\s$", re.IGNORECASE)
_LATE_IN_THE_DAY = re.compile(r"\b(?:siang|sore|petang|malam)\b")
_REACH = 20


@dataclass(frozen=True)
class Clock:
    """A time as written. ``is_certain`` says that ``hour`` counts to 24."""

    hour: int
    minute: int
    second: int | None
    is_certain: bool


def read_clock(digits: str, part: str | None, *, is_official: bool) -> Clock | None:
    """Read ``15.30``; ``part`` is the Indonesian part of the day. ``is_official`` says that hours count to 24.

    Returns None where there is no such time.
    """
    hour, minute, second = [*(int(number) for number in re.split("[.:]", digits)), None, None][:3]
    hour, minute = hour or 0, minute or 0
    if hour > 24 or minute > 59 or (second or 0) > 59 or (hour == 24 and minute):
        return None
    is_certain = is_official or hour > 12 or hour == 0 or digits.startswith("0")
    if part and hour <= 12:
        hour, is_certain = _hour_of(hour, " ".join(part.split())), True
    return Clock(hour % 24, minute, second, is_certain)


def _half_before(hour: str) -> str:
    """``lima`` as the digits of half past four."""
    number = int(hour) if hour.isdecimal() else _HOURS[" ".join(hour.lower().split())]
    return f"{(number - 1) or 12}.30"


def _hour_of(hour: int, part: str) -> int:
    """The hour of 24 that one of twelve is at that part of the day."""
    is_late = part in ("sore", "petang") or (part == "malam" and hour >= 6) or (part == "siang" and hour < 10)
    if hour == 12:
        return 0 if part in ("malam", "dini hari") else 12
    return hour + 12 if is_late else hour


def in_english(clock: Clock) -> str:
    """Return a time such as ``3:30 p.m.``, ``noon`` or, where the half of the day is not certain, ``3:30``."""
    if clock.is_certain and not clock.minute and not clock.second and clock.hour in (0, 12):
        return "noon" if clock.hour else "midnight"
    hour = clock.hour % 12 or 12
    minutes = f":{clock.minute:02}" if clock.minute or clock.second or not clock.is_certain else ""
    seconds = f":{clock.second:02}" if clock.second else ""
    half = (" a.m." if clock.hour < 12 else " p.m.") if clock.is_certain else ""
    return f"{hour}{minutes}{seconds}{half}"


@dataclass(frozen=True)
class TimeMention:
    """One time of day, or two that make a range, in ``text[start:end]``."""

    match: re.Match[str]
    clocks: tuple[Clock, ...]


def read_times(text: str) -> Iterator[TimeMention]:
    """Yield the times of ``text`` that a word or a time zone tells from other numbers."""
    for match in _TIME.finditer(text):
        if match["word"] or match["zone"] or match["local"]:
            # A sentence about the evening may well count to twelve.
            rest = text[: match.start()] + text[match.end() :]
            first = match["first"] or _half_before(match["half"])
            is_official = bool(match["zone"]) or ("." in (match["first"] or "") and not _LATE_IN_THE_DAY.search(rest))
            part = match["first_part"] or match["second_part"]
            clocks = [read_clock(first, part, is_official=is_official)]
            if match["second"]:
                clocks.append(read_clock(match["second"], match["second_part"], is_official=is_official))
            if None not in clocks:
                yield TimeMention(match, tuple(clock for clock in clocks if clock is not None))


def find_times(text: str) -> Iterator[Figure]:
    """Yield the times of ``text`` in English.

    ``jam 10`` is left alone: it is ten o'clock or the tenth hour, and nobody knows of which half of the day.
    """
    for mention in read_times(text):
        match, first = mention.match, mention.clocks[0]
        if first.is_certain or match["half"] or re.search("[.:]", match["first"]):
            english = " to ".join(in_english(clock) for clock in mention.clocks)
            zone = f" {match['zone']}" if match["zone"] else " local time" if match["local"] else ""
            english = _with_preposition(match, text[: match.start()], english + zone)
            yield Figure(match.start(), match.end(), english, FigureKind.TIME)


def _with_preposition(match: re.Match[str], before: str, times: str) -> str:
    about = "around " if match["about"] else ""
    if match["second"]:
        times = about + times if _FROM.search(before[-_REACH:]) else f"from {about}{times}"
    elif (match["word"] or match["pada"]) and (match["pada"] or not _NO_AT.search(before[-_REACH:])):
        times = f"at {about}{times}"
    else:
        times = about + times
    return times
