"""Dates as moments in time, as feeds and search engines want them. No clock is read."""

from __future__ import annotations

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

UNKNOWN = "1970-01-01T00:00:00+00:00"
"""Stands where a format demands a moment and there is none, as in a feed without entries."""


@lru_cache(maxsize=4096)
def midnight(date: datetime.date, timezone: str) -> str:
    """Return the moment at which ``date`` begins in a time zone (by its IANA name), as RFC 3339 writes it."""
    return _written(date, None, timezone)


def timestamp(date: datetime.date, time: datetime.time | None, timezone: str) -> str:
    """Return a moment of ``date`` as RFC 3339 writes it: its beginning where it has no ``time``.

    A time that names no zone is one in ``timezone``, an IANA name.
    """
    # Only days are remembered: 18:00+09:00 and 16:00+07:00 are equal, and are written differently.
    return midnight(date, timezone) if time is None else _written(date, time, timezone)


def _written(date: datetime.date, time: datetime.time | None, timezone: str) -> str:
    moment = _moment(date, time, timezone)
    # RFC 3339 has no seconds in offsets; the local mean times of before about 1930 do.
    offset = moment.utcoffset() or datetime.timedelta()
    minutes = datetime.timedelta(minutes=offset // datetime.timedelta(minutes=1))
    return moment.replace(tzinfo=datetime.timezone(minutes)).isoformat()


def due(date: datetime.date, time: datetime.time | None, timezone: str) -> datetime.datetime:
    """Return the moment from which on an article of this date is public, in UTC."""
    try:
        return _moment(date, time, timezone).astimezone(datetime.UTC)
    except OverflowError:  # at the very beginning and end of the calendar
        return datetime.datetime.combine(date, datetime.time(), datetime.UTC)


def in_zone(date: datetime.date | None, time: datetime.time | None, timezone: str) -> datetime.time | None:
    """Return a time of the day with the offset from UTC that it has on this date; None where there is no time."""
    if date is None or time is None:
        return None
    return datetime.datetime.fromisoformat(timestamp(date, time, timezone)).timetz()


def _moment(date: datetime.date, time: datetime.time | None, timezone: str) -> datetime.datetime:
    time = time or datetime.time()
    return datetime.datetime.combine(date, time, time.tzinfo or ZoneInfo(timezone))
