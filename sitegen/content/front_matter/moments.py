"""Dates and times in front matter: ``2022-01-03``, ``2022-01-03 19:30 WIB``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from sitegen.languages import indonesian
from sitegen.messages import say

MOMENTS = {"date": "time", "updated": "updated_time"}
"""The keys of front matter that hold a day, perhaps with a time, and what an article calls that time."""

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?"
    r"[ \t]*(?P<zone>[A-Za-z]+|[+-]\d{1,2}(?::?\d{2})?)?)?"
)
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, **indonesian.LOCAL_ZONES}
"""Hours ahead of UTC."""
LOCAL_NAMES = {datetime.timedelta(hours=hours): name for name, hours in indonesian.LOCAL_ZONES.items()}
"""What readers call Indonesia's times, by their offsets from UTC."""
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?", re.IGNORECASE)
_FORM = say("write it as 2022-01-31, or with a time as 2022-01-31 19:30 or 2022-01-31T19:30+07:00")


def read_moment(text: str) -> tuple[datetime.date, datetime.time | None]:
    """Return the day in ``text``, and the time of the day if there is one, with its zone if that is said.

    Zones are offsets from UTC, or WIB, WITA and WIT, the times of Indonesia.

    >>> read_moment("2022-01-03")
    (datetime.date(2022, 1, 3), None)

    Raises:
        ValueError: it is no day, or no time; the message says what to write.
    """
    shown = text[:60]
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise ValueError(say("{form}, not {text}", form=_FORM, text=shown))
    try:
        day = datetime.date.fromisoformat(found["day"])
    except ValueError as error:
        raise ValueError(say("there is no day {day}; {form}", day=found["day"], form=_FORM)) from error
    if found["hour"] is None:
        return day, None
    try:
        zone = zone_of(found["zone"]) if found["zone"] else None
        time = datetime.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0), tzinfo=zone)
    except ValueError as error:
        message = say("there is no time {time}; {form}", time=shown[10:].strip(" T"), form=_FORM)
        raise ValueError(message) from error
    return day, time


def zone_of(name: str) -> datetime.timezone:
    """Return the zone of ``WIB``, ``+07:00`` or ``GMT+7``, in capitals or small letters.

    Raises:
        ValueError: there is no such zone, or its offset is a day or more.
    """
    if name.upper() in ZONES:
        return datetime.timezone(datetime.timedelta(hours=ZONES[name.upper()]))
    found = _OFFSET.fullmatch(name)
    if found is None:
        raise ValueError(name)
    offset = datetime.timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return datetime.timezone(-offset if found["sign"] == "-" else offset)


def times(values: Mapping[str, object]) -> dict[str, object]:
    """Return the dates and times in front matter, by the names of an article's fields."""
    found: dict[str, object] = {}
    for key, name in MOMENTS.items():
        if values.get(key) is not None:
            found[key], found[name] = read_moment(str(values[key]))
    return found


def moment_value(day: datetime.date, time: datetime.time | None) -> datetime.date:
    """Return a day and its time as written in front matter, the inverse of `read_moment`."""
    return day if time is None else datetime.datetime.combine(day, time)
