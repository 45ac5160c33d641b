"""Straight quotes, hyphens and dots become typographic ones when a page is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.rendering.text.typography import smart_punctuation, typographic_runs

TYPED = st.text(st.sampled_from("ab 1.,-'\"“”‘’—–(…"), max_size=30)


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ('"Halo," kata dia.', "“Halo,” kata dia."),
        ("kata 'bersatu' itu", "kata ‘bersatu’ itu"),
        ("\"Dia bilang 'ya,'\" katanya", "“Dia bilang ‘ya,’” katanya"),
        ("\"'Halo,' kata dia,\" ujarnya", "“‘Halo,’ kata dia,” ujarnya"),
        ('"Apa?" "Ya."', "“Apa?” “Ya.”"),
        ('("Halo")', "(“Halo”)"),
        ('["Halo"]', "[“Halo”]"),
        ('non-"resmi"', "non-“resmi”"),
        ('"... lalu pergi"', "“… lalu pergi”"),
        ('berkata:"Saya', "berkata:“Saya"),
        ('salah ketik "begini "', "salah ketik “begini ”"),
        ("''Halo,'' kata dia", "“Halo,” kata dia"),
        ('berdialog" dan “tegas”', "berdialog” dan “tegas”"),
        ('dibuka "begini” saja', "dibuka “begini” saja"),
        ("Jum'at di Qur'an", "Jum’at di Qur’an"),
        ("Angkatan '45, '66 dan '98.", "Angkatan ’45, ’66 dan ’98."),
        ("era '90-an", "era ’90-an"),
        ("'50 orang tewas,' kata dia", "‘50 orang tewas,’ kata dia"),
        ("tinggi 6'2\"", "tinggi 6′2″"),
        ("tunggu...", "tunggu…"),
        ("selesai....", "selesai…."),
        ("tunggu . . . lalu", "tunggu … lalu"),
        ("menang 2 - 1", "menang 2 – 1"),
        ("satu -- dua", "satu – dua"),
        ("satu - dua", "satu – dua"),
        ("- Siapa?", "– Siapa?"),
        ("kata--kata", "kata—kata"),
    ],
)
def test_indonesian_conventions(typed: str, page: str) -> None:
    assert smart_punctuation(typed, "id") == page


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("don't, won't, NATO's", "don’t, won’t, NATO’s"),
        ("the workers' rights", "the workers’ rights"),
        ("the '90s and the workers' rights", "the ’90s and the workers’ rights"),
        ("the 1990's", "the 1990’s"),
        ("'Tis rock 'n' roll", "’Tis rock ’n’ roll"),
        ("one -- two", "one — two"),
        ("one - two", "one — two"),
        ("2 - 1", "2 – 1"),
    ],
)
def test_english_conventions(typed: str, page: str) -> None:
    assert smart_punctuation(typed, "en") == page


@pytest.mark.parametrize(
    "text",
    [
        "“Sudah” ‘baik’ – begini… — ya",
        "https://example.org/a--b?c='d'&e=...",
        "www.example.org/it's--here",
        "F-16, 10-12 dan 3/1",
        "a.....b",
        "----",
        "Aʼisyah dan ‘Ā’isyah",
    ],
)
def test_what_is_right_already_stays(text: str) -> None:
    assert smart_punctuation(text, "id") == text


def test_quotes_after_an_address_are_set() -> None:
    assert smart_punctuation('"https://example.org" dan "ya"', "id") == "“https://example.org” dan “ya”"


def test_quotes_face_right_across_markup() -> None:
    assert typographic_runs(['Kata "', "bersatu", '" itu'], "id") == ["Kata “", "bersatu", "” itu"]


def test_an_ellipsis_cut_by_markup_is_set_once() -> None:
    assert typographic_runs(["tunggu.", ".", ". ya"], "id") == ["tunggu…", "", " ya"]


@given(TYPED, st.sampled_from(["id", "en", "fr"]))
def test_setting_twice_changes_nothing(text: str, lang: str) -> None:
    once = smart_punctuation(text, lang)
    assert smart_punctuation(once, lang) == once


@given(st.lists(TYPED, max_size=5))
def test_runs_are_set_like_the_whole_text(runs: list[str]) -> None:
    assert "".join(typographic_runs(runs, "id")) == smart_punctuation("".join(runs), "id")


@given(TYPED)
def test_letters_and_figures_stay(text: str) -> None:
    def plain(value: str) -> list[str]:
        return [character for character in value if character.isalnum()]

    assert plain(smart_punctuation(text, "id")) == plain(text)
