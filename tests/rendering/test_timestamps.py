"""Dates as moments: the beginning of the day in the site's time zone, as feeds can read it."""

from __future__ import annotations

import datetime
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.rendering.text.timestamps import midnight, timestamp


@pytest.mark.parametrize(
    ("date", "timezone", "moment"),
    [
        ("2022-01-03", "Asia/Jakarta", "2022-01-03T00:00:00+07:00"),
        ("2022-07-03", "Europe/Berlin", "2022-07-03T00:00:00+02:00"),
        ("2022-01-03", "Europe/Berlin", "2022-01-03T00:00:00+01:00"),
        ("2022-01-03", "Asia/Kathmandu", "2022-01-03T00:00:00+05:45"),
        ("2022-01-03", "America/St_Johns", "2022-01-03T00:00:00-03:30"),
        ("2022-01-03", "UTC", "2022-01-03T00:00:00+00:00"),
        ("1900-01-01", "Asia/Jakarta", "1900-01-01T00:00:00+07:07"),  # local mean time, which has seconds
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T00:00:00-03:00"),  # a midnight that clocks left out
    ],
)
def test_a_day_begins_at_midnight_where_the_site_is(date: str, timezone: str, moment: str) -> None:
    assert midnight(datetime.date.fromisoformat(date), timezone) == moment


@given(st.dates(), st.sampled_from(sorted(available_timezones())))
def test_every_date_has_a_moment_that_can_be_read_again(date: datetime.date, timezone: str) -> None:
    read = datetime.datetime.fromisoformat(midnight(date, timezone))
    assert read.date() == date
    assert read.tzinfo is not None
    assert len(midnight(date, timezone)) == len("2022-01-03T00:00:00+07:00")


def test_the_same_moment_in_two_zones_is_written_in_each() -> None:
    day = datetime.date(2022, 1, 3)
    for text in ("18:00:00+09:00", "16:00:00+07:00"):
        assert timestamp(day, datetime.time.fromisoformat(text), "Asia/Jakarta") == f"2022-01-03T{text}"
