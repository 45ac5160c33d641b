"""Words of a translation that stand for something else than the source says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.languages.id_en.checks.sense_checks import check_senses
from sitegen.languages.id_en.checks.word_table import root, stem, usual_words, word_table
from sitegen.languages.issues import IssueKind, issue_reasons
from sitegen.languages.registry import language_pair
from sitegen.languages.words import split_words

DATA = Path(__file__).parents[1] / "data"
# Sentences of the starter model, with the word that is wrong.
WRONG = [
    ("Pembawa obor pertama adalah juara dunia renang.", "The first chat carrier is swimming world champion.", "obor"),
    ("Pemukiman kumuh menjadi prioritas gubernur.", "The smugglers are the priority of the governor.", "kumuh"),
    ("Menurutnya, kelambanan itu memperkuat otoritas.", "The inclusion will strengthen it.", "kelambanan"),
    ("Pengadilan mengosongkan lima makam di desa itu.", "The court emptied five gambling in the village.", "makam"),
]
RIGHT = [
    ("Pembawa obor pertama adalah juara dunia renang.", "The first torchbearer is the world swimming champion."),
    ("Pembawa obor pertama adalah juara dunia renang.", "The first torch carrier is swimming world champion."),
    ("Upaya mengatasi banjir menjadi prioritas.", "Efforts to tackle flooding are the priority."),
    ("Tersangka ditahan namun kemudian meninggal.", "The suspect was arrested but later died."),
    ("Warga membangun rumah baru di tepi sungai.", "Residents are building new houses on the river bank."),
    ("Para peneliti menemukan obat baru.", "Researchers found a new drug."),
]


def said(source: str, translation: str, terms: frozenset[str] = frozenset()) -> list[str]:
    return [issue.detail for issue in check_senses(split_words(source), split_words(translation), terms)]


@pytest.mark.parametrize(("source", "translation", "word"), WRONG)
def test_a_word_in_the_wrong_sense_is_named(source: str, translation: str, word: str) -> None:
    (detail,) = said(source, translation)
    assert f"“{word}” is “" in detail


@pytest.mark.parametrize(("source", "translation"), RIGHT)
def test_a_right_translation_has_no_such_issue(source: str, translation: str) -> None:
    assert said(source, translation) == []


def test_the_editor_sees_both_words_and_what_the_word_otherwise_becomes() -> None:
    issues = (
        language_pair("id", "en")
        .analyse("Pemukiman kumuh menjadi prioritas gubernur.")
        .check("The smugglers are the priority of the governor.")
    )
    assert [(issue.kind, issue.detail) for issue in issues] == [
        (IssueKind.SENSE, "“kumuh” is “smugglers” here, and otherwise slum")
    ]


def test_few_translations_by_people_seem_to_have_a_word_in_the_wrong_sense() -> None:
    lines = (DATA / "evaluation.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t")[:2] for line in lines if line and not line.startswith("#")]
    doubted = [source for source, reference in pairs if said(source, reference)]
    assert len(doubted) <= len(pairs) * 0.1, doubted


def test_readers_are_told_in_words() -> None:
    assert issue_reasons(["sense"]) == ["a word that may mean something else"]


def test_a_term_of_the_glossary_is_left_to_the_check_of_terms() -> None:
    source, translation, word = WRONG[0]
    assert said(source, translation, frozenset({word})) == []


def test_names_and_numbers_are_no_words() -> None:
    assert said("Obor 2022 tiba di Kumuh.", "Smugglers arrived in 2022.") == []


@pytest.mark.parametrize(
    ("forms", "common"),
    [
        ("flood floods flooded flooding", "flood"),
        ("city cities", "city"),
        ("stop stopped stopping", "stop"),
        ("house houses housing", "hous"),
        ("class classes", "class"),
        ("bus", "bus"),
        ("ring", "ring"),
        ("is", "is"),
    ],
)
def test_the_forms_of_an_english_word_have_one_stem(forms: str, common: str) -> None:
    assert {stem(form) for form in forms.split()} == {common}


@pytest.mark.parametrize(
    ("word", "of"),
    [("pengerdilan", "kerdil"), ("orang-orang", "orang"), ("anak-anaknya", "anak"), ("sayur-mayur", "sayur-mayur")],
)
def test_a_doubled_word_has_the_root_of_its_half(word: str, of: str) -> None:
    assert root(word) == of


def test_the_table_keeps_its_form() -> None:
    of_roots, of_words = word_table()
    assert len(of_roots) > 20_000
    assert len(of_words) > 20_000
    assert all(re.fullmatch(r"[a-z' -]*\t[a-z' -]*", rest) for rest in of_roots.values())
    assert all(rest and set(rest.split()) <= of_roots.keys() for rest in of_words.values())
    assert usual_words("yang") == ()
    assert "torch" in usual_words("obor")


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(source: str, translation: str) -> None:
    assert len(said(source, translation)) <= 1


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1))
def test_a_word_in_both_texts_is_no_issue(word: str) -> None:
    assert said(word, word) == []
