"""A line that states when a story was published gives its date, in any common form, and its time where there is one."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.seeds.dates.date_words import HIJRI_MONTHS, LINE_MONTHS, LINE_WEEKDAYS, MARKET_DAYS, MONTHS, WEEKDAYS
from sitegen.seeds.dates.stated_dates import StatedDate, date_labels, stated_dates
from sitegen.settings.house_styles import house_styles

STYLES = house_styles({})
LABELS = date_labels(STYLES.published_labels, STYLES.updated_labels)
WIB, WITA, UTC = (datetime.timezone(datetime.timedelta(hours=hours)) for hours in (7, 8, 0))
NEW_YEAR = datetime.date(2022, 1, 3)


def dates(line: str) -> list[datetime.date]:
    return [stated.date for stated in stated_dates(line, LABELS)]


def only(line: str) -> StatedDate:
    (stated,) = stated_dates(line, LABELS)
    return stated


@pytest.mark.parametrize(
    "line",
    [
        "Senin, 3 Januari 2022 | 10:30 WIB",
        "Senin, 03 Jan 2022 10:30 WIB",
        "Senin, 03/01/2022 10.30",
        "Kompas.com - 03/01/2022, 10:30 WIB",
        "3 Januari 2022",
        "2022-01-03 10:30:00",
        "2022/01/03",
        "03.01.2022 10:30",
        "Diterbitkan: Senin (3/1/2022) pukul 10.30 WITA",
        "January 3, 2022",
        "Mon, 03 Jan 2022 10:30:00 +0700",
        "Budi Santoso - detikNews | Senin, 3 Jan 2022 10:30 WIB",
        "JAKARTA, 3 Januari 2022",
        "Senin Pon, 3 Januari 2022",
        "3-Januari-2022",
        "(3/1/2022)",
    ],
)
def test_a_line_that_only_states_the_date_is_recognised(line: str) -> None:
    assert dates(line) == [NEW_YEAR]


@pytest.mark.parametrize(
    "line",
    [
        "Selasa, 3 Januari 2022",
        "Senin (3/1)",
        "Rapat pada 3 Januari 2022",
        "Upacara 3 Januari 2022 dibatalkan",
        "Ia pergi, 3 Januari 2022, dan tidak kembali lagi ke kota itu",
        "Demo buruh di depan istana, 3 Januari 2022",
        "Pedagang menata cabai di Pasar Minggu, Jakarta Selatan, Senin (3/1/2022).",
        "Buku itu terbit 3 Januari 2022",
        "Diterbitkan di Jakarta",
        "31 Februari 2022",
        "3/1/2022 25:10 WIB",
        "1/2/34",
        "1-2 Januari 2022",
        "Jakarta",
        "",
    ],
)
def test_any_other_line_is_not(line: str) -> None:
    assert dates(line) == []


@pytest.mark.parametrize(
    ("line", "date", "time"),
    [
        ("Diterbitkan 8 Mei 2022, 10:00 WIB", "2022-05-08", datetime.time(10, tzinfo=WIB)),
        ("Diperbarui 18 Jun 2025, 14:05 WIB", "2025-06-18", datetime.time(14, 5, tzinfo=WIB)),
        ("Diperbarui 18 Agt 2024", "2024-08-18", None),
        ("Diperbarui: 18 Agt 2024", "2024-08-18", None),
        ("10/21/2025 20:43", "2025-10-21", datetime.time(20, 43)),
        ("21/10/2025 20:43", "2025-10-21", datetime.time(20, 43)),
        ("2022-01-06T08:00:00+07:00", "2022-01-06", datetime.time(8, tzinfo=WIB)),
        ("Dipublikasikan: 2022-01-06T08:00:00+07:00", "2022-01-06", datetime.time(8, tzinfo=WIB)),
        ("2022-01-06T01:00:00Z", "2022-01-06", datetime.time(1, tzinfo=UTC)),
        ("2022-01-06T01:00:00.000Z", "2022-01-06", datetime.time(1, tzinfo=UTC)),
        ("Kamis, 6 Januari 2022 08.00 WITA", "2022-01-06", datetime.time(8, tzinfo=WITA)),
        ("Tayang 8 Mei 2022 pukul 10.00 WIB", "2022-05-08", datetime.time(10, tzinfo=WIB)),
        ("Terbit: Minggu, 8 Mei 2022 - 10:00 (WIB)", "2022-05-08", datetime.time(10, tzinfo=WIB)),
        ("Published May 8, 2022 at 3:05 PM", "2022-05-08", datetime.time(15, 5)),
        ("8 Mei 2022 12:30 AM", "2022-05-08", datetime.time(0, 30)),
        ("8 Mei 2022 10:00 GMT+7", "2022-05-08", datetime.time(10, tzinfo=WIB)),
        ("Minggu, 8 Mei 2022 / 7 Syawal 1443 H", "2022-05-08", None),
        ("Minggu, 8 Mei 2022 M / 7 Syawal 1443 H", "2022-05-08", None),
        ("7 Syawal 1443 H / 8 Mei 2022", "2022-05-08", None),
        ("Minggu, 8 Mei 2022 (7 Syawal 1443), 10:00 WIB", "2022-05-08", datetime.time(10, tzinfo=WIB)),
        ("Senin 9 Rabiul Awal 1444 H | Diunggah 8 Mei 2022", "2022-05-08", None),
    ],
)
def test_the_time_and_its_zone_are_kept(line: str, date: str, time: datetime.time | None) -> None:
    stated = only(line)
    assert (stated.date.isoformat(), stated.time) == (date, time)
    assert (stated.time and stated.time.tzinfo) == (time and time.tzinfo)


def test_a_line_may_state_the_publication_and_a_later_version() -> None:
    line = "Diterbitkan 8 Mei 2022, 10:00 WIB | Diperbarui 9 Mei 2022, 11:00 WIB"
    assert [(stated.date.day, stated.updated) for stated in stated_dates(line, LABELS)] == [(8, False), (9, True)]


def test_a_month_before_the_day_is_kept_as_the_other_reading() -> None:
    assert only("10/1/2025 20:43") == StatedDate(
        datetime.date(2025, 1, 10), datetime.time(20, 43), swapped=datetime.date(2025, 10, 1)
    )
    assert only("Rabu, 10/1/2025").date == datetime.date(2025, 10, 1)
    assert only("1/1/2025").swapped is None
    assert only("10-1-2025").swapped is None


def names(tables: list[tuple[tuple[str, ...], ...]], number: int) -> st.SearchStrategy[str]:
    spellings = [name for table in tables for name in table[number]]
    return st.sampled_from([*spellings, *map(str.upper, spellings), *map(str.capitalize, spellings)])


@st.composite
def stated_lines(draw: st.DrawFn) -> tuple[str, datetime.datetime, bool, bool]:
    """A line, its moment, whether it says the time, and whether it is of a later version."""
    clock_time = datetime.time(draw(st.integers(0, 23)), draw(st.integers(0, 59)))
    moment = datetime.datetime.combine(
        draw(st.dates(datetime.date(1901, 1, 1), datetime.date(2099, 12, 31))), clock_time
    )
    month = draw(names([MONTHS, LINE_MONTHS], moment.month - 1))
    day = draw(
        st.sampled_from(
            [
                f"{moment.day} {month} {moment.year}",
                f"{moment.day:02} {month}, {moment.year}",
                f"{month} {moment.day}, {moment.year}",
                f"{moment:%d/%m/%Y}",
                f"{moment.day}-{moment.month}-{moment.year}",
                f"{moment:%Y-%m-%d}",
            ]
        )
    )
    if draw(st.booleans()):
        weekday = draw(names([WEEKDAYS, LINE_WEEKDAYS], moment.weekday()))
        market = draw(st.sampled_from(["", *(f" {name}" for name in MARKET_DAYS)]))
        day = draw(st.sampled_from([f"{weekday}{market}, {day}", f"{weekday} ({day})", f"{weekday} {day}"]))
    if draw(st.booleans()):
        hijri = draw(st.integers(0, 11).flatmap(lambda number: names([HIJRI_MONTHS], number)))
        day += draw(st.sampled_from([f" / 7 {hijri} 1443 H", f" ({draw(st.integers(1, 30))} {hijri} 1443)"]))
    has_time = draw(st.booleans())
    if has_time:
        clock = draw(st.sampled_from([f"{moment:%H:%M}", f"{moment:%H.%M}", f"{moment:%H:%M}:00"]))
        joint = draw(st.sampled_from([" ", ", ", " | ", " - ", " pukul ", ", jam "]))
        day += joint + clock + draw(st.sampled_from(["", " WIB", " WITA", " WIT", " +07:00"]))
    is_update = draw(st.booleans())
    labels = STYLES.updated_labels if is_update else STYLES.published_labels
    label = draw(st.sampled_from([f"{draw(st.sampled_from(labels))}{mark} " for mark in ("", ":", " :")]))
    return (label if is_update else draw(st.sampled_from(["", label]))) + day, moment, has_time, is_update


@pytest.mark.slow
@given(stated_lines())
def test_any_form_of_a_stated_date_is_read(case: tuple[str, datetime.datetime, bool, bool]) -> None:
    line, moment, has_time, is_update = case
    stated = only(line)
    assert stated.date == moment.date()
    assert (stated.time.replace(tzinfo=None) if stated.time else None) == (moment.time() if has_time else None)
    assert stated.updated == is_update


@pytest.mark.slow
@given(
    stated_lines(), st.sampled_from(["Harga naik pada ", "Menurut warga "]), st.sampled_from([" harga naik", " lalu"])
)
def test_a_date_within_a_sentence_is_not_stated(
    case: tuple[str, datetime.datetime, bool, bool], before: str, after: str
) -> None:
    assert stated_dates(case[0] + after, LABELS) == ()
    assert stated_dates(before + case[0].lower() + after, LABELS) == ()


@given(st.text(alphabet="Senin Mei Terbit:|,/()-–TZ+0123456789 ", max_size=60))
def test_no_line_makes_it_fail(line: str) -> None:
    assert all(1900 <= stated.date.year <= 2099 for stated in stated_dates(line, LABELS))
