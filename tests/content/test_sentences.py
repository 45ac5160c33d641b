"""Splitting a paragraph into sentences. The Indonesian cases are in data/sentences_id.txt, whose head explains them."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sentence_cases import Case, read_cases

from sitegen.content.body.sentences import split_sentences

ENGLISH = [
    ["The president arrived.", "He waved."],
    ["Is it true?", "Nobody knows!", "We asked."],
    ["Dr. Smith met Mrs. Jones at St. Mary's.", "They talked."],
    ["The U.S. President spoke on Jan. 6.", "The crowd listened."],
    ["He lives in the U.S.", "She does not."],
    ["Apple Inc. rose 3.5 percent.", "Google fell."],
    ["He works for Apple Inc.", "They pay well."],
    ["“We are ready,” he said.", "“Everyone is here.”", "They left."],
    ['"Why?" asked the judge.', "Nobody answered."],
    ['"We are ready." said Budi.'],
    ["Gen. A.H. Nasution escaped.", "His daughter was killed."],
    ["See No. 5 on p. 12.", "It is short."],
    ["He said no.", "The others agreed."],
    ["I don't.", "You might."],
    ["It costs Rp. 5,000, said PT. Sinar Mas.", "Nobody paid."],
    ["Fruit, bread, etc. were sold.", "Prices rose."],
    ["Well... maybe not.", "We shall see…", "They waited."],
    ["J. K. Rowling, Ph.D., wrote version 2.0.", "It sold at 10.30 a.m. on Monday."],
    ["Eat vitamin C.", "Oranges have plenty."],
    ["Retired Brig. Gen. (Ret.) Sudrajat attended the Washington, D.C. meeting.", "It was brief."],
    ["iPhone sales rose.", "eBay followed.", "3 people were hired."],
    ["Mr. T. Yamin vs. Mr. M. Hatta was a famous debate, e.g. on federalism.", "Few remember it."],
]

# Text from the characters and words on which the rules turn meets more of them than arbitrary text does.
TRICKY_WORDS = "1 2 a b A Dia pergi juta Dr dll Tbk S.H hlm iPhone vitamin Pol II Saham Budi ... [1]"
TRICKY_CHARACTERS = " .!?…\"'”“()[],:-_*\n\u00a0\x1c"
TRICKY = st.lists(st.sampled_from([*TRICKY_WORDS.split(), *TRICKY_CHARACTERS, ". ", " ...", " itu "]), max_size=40).map(
    "".join
)


def letters(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def first_words(case: Case) -> str:
    """Name a case in the list of tests."""
    return f"{case.line}: {' '.join(case.text.split()[:5])}"


@pytest.mark.parametrize("case", read_cases(), ids=first_words)
def test_a_hard_indonesian_case_is_split_as_a_careful_reader_would(case: Case) -> None:
    assert split_sentences(case.text) == list(case.expected)


@pytest.mark.parametrize("sentences", ENGLISH, ids=lambda sentences: " ".join(sentences)[:30])
def test_english_text_is_split_with_english_words(sentences: list[str]) -> None:
    assert split_sentences(" ".join(sentences), "en") == sentences


def test_the_abbreviations_are_in_tables_that_the_rules_know_and_without_their_full_stop() -> None:
    data = tomllib.loads((resources.files("sitegen.content.body") / "abbreviations.toml").read_text("utf-8"))
    tables = {name: table for part in data.values() for name, table in part.items() if isinstance(table, dict)}
    assert set(tables) == {
        "degrees",
        "ends_before_capital",
        "ends_before_starter",
        "ends_unless_name",
        "ends_unless_number",
        "never_ends",
    }
    entries = [entry for table in tables.values() for group in table.values() for entry in group]
    assert not [entry for entry in entries if entry.endswith(".") or " " in entry]


def test_the_file_holds_enough_cases_and_none_twice() -> None:
    texts = [case.text for case in read_cases()]
    assert len(texts) >= 170
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("case", read_cases(), ids=first_words)
def test_a_case_loses_nothing_in_its_expectation(case: Case) -> None:
    assert letters("".join(case.expected)) == letters(case.text)


@pytest.mark.parametrize("blank", ["", " ", "\n\t\u00a0 "])
def test_blank_text_has_no_sentences(blank: str) -> None:
    assert split_sentences(blank) == []


def test_an_unknown_language_still_knows_the_abbreviations_common_to_all() -> None:
    assert split_sentences("Dr. Budi datang. Dia pergi.", "ms") == ["Dr. Budi datang.", "Dia pergi."]


@pytest.mark.slow
@given(st.text() | TRICKY, st.sampled_from(["id", "en"]))
@example("1. KTP 2. KK hadir. a. b. Dia", "id")
def test_nothing_but_white_space_is_lost_and_no_sentence_is_blank(text: str, lang: str) -> None:
    sentences = split_sentences(text, lang)
    assert letters("".join(sentences)) == letters(text)
    assert all(sentence == " ".join(sentence.split()) != "" for sentence in sentences)


@pytest.mark.slow
@given(st.text() | TRICKY, st.sampled_from(["id", "en"]))
def test_a_sentence_that_is_split_again_stays_whole(text: str, lang: str) -> None:
    for sentence in split_sentences(text, lang):
        assert split_sentences(sentence, lang) == [sentence]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "sentences"),
    [
        ("Presiden tiba di Jl. Sudirman No. 5, kata Dr. Budi. ", 1),
        (". ", None),
        ("a.", None),
        ("(", None),
        ("a) (b. C ", None),
        ("x", None),
        ('."', None),
        ("_", None),
    ],
)
def test_a_paragraph_of_a_megabyte_is_split(unit: str, sentences: int | None) -> None:
    count = 1_000_000 // len(unit)
    found = split_sentences(unit * count)
    assert letters("".join(found)) == letters(unit) * count
    if sentences is not None:
        assert len(found) == sentences * count
