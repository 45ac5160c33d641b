"""Names that are spelt otherwise, translated or only half translated, and small words that change a number."""

from __future__ import annotations

import pytest

from sitegen.languages.id_en.checks.checking import check
from sitegen.languages.registry import language_pair

PAIR = language_pair("id", "en")


def details(source: str, translation: str, kind: str) -> list[str]:
    return [issue.detail for issue in PAIR.analyse(source).check(translation) if issue.kind == kind]


@pytest.mark.parametrize(
    ("source", "translation", "detail"),
    [
        ("Sumarwoto tiba kemarin.", "Sumarwato arrived yesterday.", "“Sumarwoto” became “Sumarwato”"),
        ("Warga mengungsi ke Kali Wajong.", "Residents fled to Kali Wajjong.", "“Wajong” became “Wajjong”"),
        ("Ia menonton Li Li dan Bo Bo.", "She watched Li and Bo Bo.", "“Li Li” became “Li”"),
        ("Ia makan di Warung Kumala Hijau.", "He ate at Warung Kumala Green.", "“Kumala Hijau” became “Kumala Green”"),
    ],
)
def test_a_name_that_became_another_word_is_an_issue(source: str, translation: str, detail: str) -> None:
    assert detail in details(source, translation, "name")


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Sumarwoto tiba kemarin.", "Sumarwoto arrived yesterday."),
        ("Tokoh al-Qaida ditangkap.", "An al-Qaeda leader was arrested."),
        ("Warga Suriname memilih.", "Surinamese are voting."),
        ("Klimatolog itu setuju.", "The climatologist agrees."),
        ("Ia tinggal di Papua Barat.", "He lives in West Papua."),
        ("Menteri itu pulang.", "Ministers are going home."),
    ],
)
def test_other_forms_and_spellings_of_names_are_none(source: str, translation: str) -> None:
    assert details(source, translation, "name") == []
    assert details(source, translation, "nonword") == []


def test_a_word_that_does_not_exist_is_an_issue_at_the_beginning_of_a_sentence_too() -> None:
    assert details("Mayoritas warga setuju.", "Mayority of residents agree.", "nonword") == [
        "“Mayority” is no English word"
    ]


def test_an_abbreviation_that_the_source_has_not_is_an_issue_at_the_beginning_of_a_sentence_too() -> None:
    assert details("Warga menolak rencana itu.", "NHK's residents rejected the plan.", "invented") == [
        "NHK is not in the source"
    ]


def test_in_a_title_words_that_no_list_knows_are_names() -> None:
    source = "Pasar Cibungkreng Ditutup Akibat Banjir"
    assert "Cibungkreng" in details(source, "Coconut Market Closed Due to Flood", "name")[0]
    assert details(source, "Cibungkreng Market Closed Due to Flood", "name") == []


def test_a_misspelt_name_is_put_right() -> None:
    sentence = PAIR.analyse("Sumarwoto tiba kemarin.")
    translation = "Sumarwato arrived yesterday."
    (issue,) = sentence.check(translation)
    found = sentence.repair(translation, issue)
    assert found is not None
    assert translation[: found.start] + found.words + translation[found.end :] == "Sumarwoto arrived yesterday."


@pytest.mark.parametrize(
    ("source", "translation", "kind", "detail"),
    [
        (
            "Menurut Yayasan Kanker Belanda, obat itu aman.",
            "According to the Dutch Kanker Foundation, the drug is safe.",
            "untranslated",
            "“Kanker” of “Yayasan Kanker Belanda” is Indonesian",
        ),
        (
            "Ia bekerja di Dinas Kebersihan kota itu.",
            "He works at the Civil Office of the city.",
            "name",
            "nothing stands for “Kebersihan” of “Dinas Kebersihan”",
        ),
        (
            "Anggota DPR Jepang itu mundur.",
            "The member of Japan's DPR resigned.",
            "untranslated",
            "“DPR” of “DPR Jepang” is Indonesian",
        ),
        ("Ia dirawat Suster Maria.", "She was nursed by Suster Maria.", "untranslated", "Suster is Indonesian"),
    ],
)
def test_a_name_that_is_half_translated_is_an_issue(source: str, translation: str, kind: str, detail: str) -> None:
    assert detail in details(source, translation, kind)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Ia belajar di Universitas Pelita Harapan.", "She studies at Pelita Harapan University."),
        ("Ia lewat Jalan Kapten Muslihat.", "He passed Jalan Kapten Muslihat."),
        ("Anggota DPR Indonesia itu mundur.", "The member of Indonesia's DPR resigned."),
        ("Pak Budi menolak.", "Pak Budi refused."),
    ],
)
def test_names_that_stay_are_none(source: str, translation: str) -> None:
    assert details(source, translation, "untranslated") == []
    assert details(source, translation, "name") == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Gubernur DKI Jakarta setuju.", "The Jakarta DKI governor agreed."),
        ("Pemprov DKI Jakarta setuju.", "The Jakarta DKI Provincial Government agreed."),
    ],
)
def test_an_abbreviation_behind_its_name_is_not_the_term(source: str, translation: str) -> None:
    assert details(source, translation, "term")


def test_an_abbreviation_behind_the_words_for_it_is_an_issue() -> None:
    assert details("Ketua DPRD menolak.", "The speaker of the House of Representatives DPRD refused.", "repetition")


@pytest.mark.parametrize(
    ("source", "translation", "kinds"),
    [
        ("Kedua orang terkaya itu setuju.", "The richest people agreed.", ["number"]),
        ("Kedua orang terkaya itu setuju.", "The two richest people agreed.", []),
        ("Ekonomi terbesar kedua itu melemah.", "The largest economy weakened.", ["number"]),
        ("Kedua pemimpin itu setuju.", "The leaders agreed.", []),
        ("Belasan ribu warga mengungsi.", "Tens of thousands of residents fled.", ["number"]),
        ("Mereka mendapat masing-masing dua kursi.", "They got two chairs.", ["number"]),
        ("Mereka mendapat masing-masing dua kursi.", "They got two chairs each.", []),
        ("Ledakan terjadi pada malam hari.", "The blast happened last night.", ["date"]),
        ("Ledakan terjadi tadi malam.", "The blast happened last night.", []),
    ],
)
def test_small_words_that_change_a_number_or_a_time_are_kept(source: str, translation: str, kinds: list[str]) -> None:
    assert [issue.kind.value for issue in check(source, translation) if issue.kind != "sense"] == kinds
