"""The day of a story comes from the text alone: weekday, day and month, and the latest full date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.seeds.dates.weekday_dates import infer_date

WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
MONTHS = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
]  # fmt: skip
NEW_YEAR = datetime.date(2022, 1, 3)


@pytest.mark.parametrize(
    "mention",
    [
        "Senin (3/1)",
        "Senin, (03/01)",
        "Senin(3/1)",
        "SENIN (3/1)",
        "Senin (3 Januari)",
        "Senin, 3 Januari",
        "Senin 3 Jan",
        "Senin malam (3/1)",
        "Senin siang waktu setempat (3/1)",
        "Senin tanggal 3 Januari",
        "Minggu-Senin (2-3/1)",
        "Senin\n(3/1)",
    ],
)
def test_a_weekday_with_day_and_month_takes_the_year_from_the_full_date(mention: str) -> None:
    assert infer_date(f"Ia tiba pada 21 Desember 2021. Ia pergi pada {mention}, katanya.") == NEW_YEAR


@pytest.mark.parametrize(
    "anchor", ["21 Desember 2021", "21/12/2021", "2021-12-21", "21-12-2021", "21 Des. 2021", "Selasa (21/12/2021)"]
)
def test_full_dates_of_every_form_are_anchors(anchor: str) -> None:
    assert infer_date(f"Rapat berlangsung {anchor} lalu. Hasilnya diumumkan Senin (3/1).") == NEW_YEAR


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Pada Kamis (11/2/2021) ia pergi.", (2021, 2, 11)),
        ("Pada Kamis, 11 Februari 2021, ia pergi.", (2021, 2, 11)),
        ("Pada Kamis (11/2/21) ia pergi.", (2021, 2, 11)),
        ("Selasa (1/3/2022) naik, Rabu (2/3/2022) turun.", (2022, 3, 2)),
        ("Jumat, 11 Februari 2022, dan sejak 26 Desember 2004.", (2022, 2, 11)),
        ("Jum'at (31/12/2021) hujan.", (2021, 12, 31)),
        ("Ahad (2/1/2022) hujan.", (2022, 1, 2)),
    ],
)
def test_a_full_date_with_its_weekday_is_the_date(text: str, date: tuple[int, int, int]) -> None:
    assert infer_date(text) == datetime.date(*date)


def test_the_latest_day_is_the_date() -> None:
    assert infer_date("Senin (3/1), lalu Minggu (2/1). Foto: 21 Desember 2021.") == NEW_YEAR


def test_days_around_a_new_year_agree() -> None:
    assert infer_date("Jumat (31/12) dan Senin (3/1), setelah 21 Desember 2021.") == NEW_YEAR
    assert infer_date("Pada Jumat (31/12), setelah 21 Desember 2021.") == datetime.date(2021, 12, 31)


def test_days_before_the_full_date_are_in_its_year() -> None:
    assert infer_date("Jumat (17/12), 21 Desember 2021, Senin (3/1).") == NEW_YEAR


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Sabtu (29/2), setelah 3 Januari 2020.", (2020, 2, 29)),
        ("Sabtu (29 Februari), setelah 4 November 2019.", (2020, 2, 29)),
        ("Sabtu (29/2), setelah 3 Januari 2021.", None),
        ("Senin (29/2), setelah 3 Januari 2020.", None),
        ("Selasa (1/3), setelah 28 Februari 2022.", (2022, 3, 1)),
    ],
)
def test_leap_days_are_only_in_leap_years(text: str, date: tuple[int, int, int] | None) -> None:
    assert infer_date(text) == (datetime.date(*date) if date else None)


@pytest.mark.parametrize(
    "text",
    [
        "Selasa (3/1), setelah 21 Desember 2021.",
        "Senin (3/1) dan Selasa (3/1), setelah 21 Desember 2021.",
        "Senin (3/1) dan Sabtu (4/1), setelah 21 Desember 2021.",
        "Selasa, 3 Januari 2022.",
        "Senin (3/1), setelah Rabu (21/12/2021).",
        "Senin (20/12), sejak 21 Desember 2021.",
        "Senin (3/1), setelah 21 Desember 2021, dan 8 Mei 2023 lalu.",
        "Senin (3/1), setelah 21 Desember 2021, dan sejak 2025.",
    ],
)
def test_where_days_contradict_each_other_no_date_is_invented(text: str) -> None:
    assert infer_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Tidak ada tanggal di sini.",
        "Senin (3/1) tanpa tahun, padahal setiap 5, 6, atau 11 tahun hari itu berulang.",
        "Senin (3/1) pada 2024 mendatang.",
        "Pada 2 Maret 2022 ia lahir.",
        "Pada 3/1 ia mendapat (31/12) bagian.",
        "Senin (3/1), dan proklamasi 17 Agustus 1945.",
        "Senin (3/13), Senin (32/1), Kamis (31/2), 21 Desember 2021.",
        "Dua minggu, 2 Januari 2022.",
        "Menang 2-1, Minggu 2-1, setelah 21 Desember 2021.",
    ],
)
def test_where_nothing_tells_the_year_or_the_day_no_date_is_invented(text: str) -> None:
    assert infer_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Senin (3/1), dan pemilu pada 2024 mendatang, setelah 21 Desember 2021.",
        "Senin (3/1). Pertandingan akan digelar pada 20 Maret 2022.",
        "Senin (3/1). Masa jabatannya hingga 20 Maret 2022.",
        "Senin (3/1). Konser: 20 Maret 2022.",
        "Senin (3/1), 21 Desember 2021, dan akan selesai pada 31 Desember 2030.",
        "Senin (3/1), 21 Desember 2021; mereka bertemu lagi pada Rabu (12/1) mendatang.",
        "Senin (3/1), 21 Desember 2021; mereka akan bertemu lagi Rabu (12/1).",
    ],
)
def test_what_lies_ahead_of_the_story_is_not_its_date(text: str) -> None:
    assert infer_date(text) == NEW_YEAR


def test_only_a_day_that_lies_ahead_gives_no_date() -> None:
    assert infer_date("Mereka akan bertemu pada Rabu (12/1), kata surat 21 Desember 2021.") is None


@given(st.dates(datetime.date(1901, 1, 1), datetime.date(2099, 12, 31)), st.integers(0, 365), st.data())
def test_any_day_is_inferred_from_a_full_date_in_the_year_before(
    day: datetime.date, before: int, data: st.DataObject
) -> None:
    anchor = day - datetime.timedelta(days=before)
    weekday = WEEKDAYS[day.weekday()]
    mention = data.draw(
        st.sampled_from(
            [f"{weekday} ({day.day}/{day.month})", f"{weekday} ({day.day} {MONTHS[day.month - 1]})"],
        )
    )
    full = data.draw(
        st.sampled_from(
            [
                f"{anchor.day} {MONTHS[anchor.month - 1]} {anchor.year}",
                f"{anchor.day}/{anchor.month}/{anchor.year}",
                anchor.isoformat(),
            ],
        )
    )
    sentences = data.draw(st.permutations([f"Ia datang {mention}.", f"Ia pergi {full}.", "Ia diam, 3/4 hari."]))
    if anchor.year >= 1900:
        assert infer_date(" ".join(sentences)) == day


@given(st.lists(st.sampled_from(["Senin (3/1).", "Minggu (2/1).", "Selasa (3/1).", "21 Desember 2021.", "2024."])))
def test_the_order_of_sentences_does_not_matter(sentences: list[str]) -> None:
    assert infer_date(" ".join(sentences)) == infer_date(" ".join(reversed(sentences)))


@given(st.text(alphabet="Senin Minggu()/-,0123456789 Januari\n", max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    assert infer_date(text) is None or isinstance(infer_date(text), datetime.date)
