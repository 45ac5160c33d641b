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
    # RFC 3339 has no seconds in offsets; the local mean times of before about 1930 do.
    offset = datetime.datetime.combine(date, datetime.time(), ZoneInfo(timezone)).utcoffset() or datetime.timedelta()
    minutes = datetime.timedelta(minutes=offset // datetime.timedelta(minutes=1))
    return datetime.datetime.combine(date, datetime.time(), datetime.timezone(minutes)).isoformat()
