"""Is a translation worth showing? The sentence pairs are in data/checks.tsv, whose head explains them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.languages.id_en.checks.checking import check
from sitegen.languages.id_en.checks.english_quantities import read_english
from sitegen.languages.id_en.checks.indonesian_quantities import read_indonesian
from sitegen.languages.id_en.checks.names import english_words, entries, indonesian_words
from sitegen.languages.issues import IssueKind
from sitegen.languages.words import split_words

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Case:
    """A line of checks.tsv."""

    line: int
    source: str
    translation: str
    kinds: tuple[str, ...]
    names: frozenset[str]


def read_cases() -> Iterator[Case]:
    for number, line in enumerate((DATA / "checks.tsv").read_text("utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            source, translation, kinds, *names = line.split("\t")
            known = frozenset(names[0].split(",")) if names else frozenset()
            yield Case(number, source, translation, tuple(kinds.split(",")) if kinds else (), known)


CASES = list(read_cases())


def kinds_of(source: str, translation: str, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The kinds of issue, but for doubts about senses, which are a guess: test_senses.py is about them."""
    return tuple(sorted({flag.kind.value for flag in check(source, translation, names)} - {"sense"}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"line {case.line}")
def test_a_translation_raises_the_flags_that_its_line_names(case: Case) -> None:
    assert kinds_of(case.source, case.translation, case.names) == case.kinds


def test_the_cases_are_many_and_show_every_kind() -> None:
    good = [case for case in CASES if not case.kinds]
    assert len(good) >= 60
    assert len(CASES) - len(good) >= 60
    kinds = {kind.value for kind in IssueKind} - {"term", "sense", "omitted"}
    assert {kind for case in CASES for kind in case.kinds} == kinds


def test_references_by_people_raise_no_flag() -> None:
    lines = (DATA / "evaluation.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t")[:2] for line in lines if line and not line.startswith("#")]
    flagged = [source for source, reference in pairs if kinds_of(source, reference)]
    assert len(flagged) <= len(pairs) * 0.02, flagged


def test_a_flag_says_what_to_look_at() -> None:
    (flag,) = check("Anggaran naik 5 persen pada 2021.", "The budget rose 50 percent in 2021.")
    assert (flag.kind, flag.detail) == (IssueKind.NUMBER, "5 is missing, 50 is new")
    (flag,) = check("Ia tiba Senin (3/1).", "He arrived on Monday (March 1).")
    assert (flag.kind, flag.detail) == (IssueKind.DATE, "January 3 is missing, March 1 is not in the source")
    (flag,) = check("Menurut Prabowo, itu benar.", "According to Pramono, it is true.")
    assert (flag.kind, flag.detail) == (IssueKind.NAME, "Prabowo is missing, Pramono is new")


@pytest.mark.parametrize(
    ("source", "translation", "lost"),
    [
        ("Empat perlima penduduk setuju.", "Four-five of the residents agree.", "Empat perlima"),
        ("Ia menunggu satu setengah jam.", "He waited for one hour.", "satu setengah jam"),
        ("Bunga itu 10½ persen.", "The interest is 101⁄2 percent.", "10½"),
        ("Kadarnya 10³ per mililiter.", "The level was 103 per milliliter.", "10³"),
        ("Suhu minus 5 derajat Celsius.", "The temperature was 5 degrees Celsius.", "minus 5"),
        ("Suhu minus lima derajat.", "The temperature was five degrees.", "minus lima"),
        ("Suhu −5°C tercatat.", "The temperature was 5°C.", "−5"),
        ("Ia membeli dua lusin telur.", "He bought two eggs.", "dua lusin"),
        ("Kadar H2O naik.", "The level of H20 is rising.", "H2O"),
    ],
)
def test_a_flag_has_what_was_lost_as_the_source_writes_it(source: str, translation: str, lost: str) -> None:
    assert lost in source
    assert next(flag.lost for flag in check(source, translation) if flag.kind is IssueKind.NUMBER) == (lost,)


def test_a_day_that_is_read_as_a_fraction_takes_no_other_number_away() -> None:
    assert kinds_of("Dua orang tewas, Kamis (22/11).", "Two people were killed, Thursday (11/22).") == ()
    assert kinds_of("Ia tiba Senin (3/4).", "He arrived on Monday (3/4).") == ("date",)


def test_names_must_be_copied_even_where_a_capital_tells_nothing() -> None:
    assert kinds_of("Teguh menolak.", "Steadfast refused.") == ()
    assert kinds_of("Teguh menolak.", "Steadfast refused.", frozenset({"Teguh"})) == ("name",)


def test_names_of_a_glossary_may_be_added() -> None:
    source, translation = "Ia bekerja di bank sentral.", "He works at the central bank, Bank Kencana."
    assert kinds_of(source, translation) == ("invented",)
    assert kinds_of(source, translation, frozenset({"Kencana"})) == ()


@pytest.mark.parametrize("text", ["", " ", "...", "\ufffc"])
def test_a_source_with_nothing_to_read_asks_for_nothing(text: str) -> None:
    assert check(text, text) == ()


@given(st.text(max_size=80), st.text(max_size=80))
@example("1.1.1", "1,1,1")
@example("pukul 99.99", "99:99 a.m.")
@example("3/1 Senin", "Monday March 1st 3/1")
@example("setengah setengah juta", "half half a million and a half")
@example("10⁹⁹⁹ ½½ 0⁻¹ 1 1/2/3", "10^-999 two-thirds and a third of a dozen")
def test_any_text_can_be_checked(source: str, translation: str) -> None:
    assert all(flag.detail for flag in check(source, translation))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1.",
        "1, ",
        "a1/",
        '"',
        "'a ",
        "(",
        "dua ",
        "the ",
        "ab",
        "Ab ",
        "March 1, ",
        "A.",
        "½",
        "1 1/",
        "1^",
        "half a ",
    ],
)
def test_long_nonsense_is_checked_to_its_end(piece: str) -> None:
    assert len(check(piece * 2000, piece * 1000)) >= 0 <= len(check("x", piece * 2000))


UNITS = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
ENGLISH_UNITS = [
    *["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    *["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_indonesian_words(number: int) -> str:
    if number < 12:
        return UNITS[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    for size, name, one in (
        (10**6, "juta", ""),
        (1000, "ribu", "seribu"),
        (100, "ratus", "seratus"),
        (10, "puluh", ""),
    ):
        if number >= size:
            head = one if one and number // size == 1 else f"{in_indonesian_words(number // size)} {name}"
            return f"{head} {in_indonesian_words(number % size)}".strip()
    raise AssertionError(number)


def in_english_words(number: int) -> str:
    if number < 20:
        return ENGLISH_UNITS[number]
    if number < 100:
        return f"{TENS[number // 10]}-{ENGLISH_UNITS[number % 10]}".removesuffix("-")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            joint = " and " if size == 100 and number % size else " "
            return f"{in_english_words(number // size)} {name}{joint}{in_english_words(number % size)}".strip()
    raise AssertionError(number)


@given(st.integers(2, 10**8))
@example(100_000)
@example(1_001_000)
def test_numbers_in_words_are_read_in_both_languages(number: int) -> None:
    source = read_indonesian(split_words(f"ada {in_indonesian_words(number)} orang"))
    target = read_english(split_words(f"there are {in_english_words(number)} people"))
    assert [quantity.values for quantity in source.quantities] == [(Decimal(number),)]
    assert [quantity.values for quantity in target.quantities] == [(Decimal(number),)]


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("setengah juta orang", "half a million people"),
        ("satu setengah tahun", "one and a half years"),
        ("2,5 juta", "two and a half million"),
        ("5 sampai 10 juta", "5 million to 10 million"),
        ("tahun 90-an", "the 1990s"),
        ("Januari 2019-2020", "January 2019-20"),
        ("lusinan dan 12 orang", "a dozen and twelve people"),
        ("selama 1,5 jam", "for an hour and a half, or 1.5 hours"),
        ("dua kali", "twice"),
        ("keenam kalinya", "for the sixth time"),
        ("dua pertiga", "two-thirds"),
        ("pukul 7 malam", "7 p.m."),
        ("pukul 07.00", "seven o'clock"),
        ("3 dan 5 Januari", "the 3rd and 5th of January"),
        ("pada 3 Mei", "on 3 May"),
        ("minggu depan", "next week"),
        ("hari minggu depan", "next Sunday"),
        ("ratusan ribu orang", "hundreds of thousands of people"),
        ("100.000-an orang", "some 100,000 people"),
    ],
)
def test_both_notations_say_the_same(indonesian: str, english: str) -> None:
    assert kinds_of(f"katanya {indonesian} itu", f"he said {english}") == ()


def test_the_lists_of_names_are_large_and_do_not_contradict_each_other() -> None:
    names = [entry for group in entries().values() for entry in group]
    assert len([entry for entry in names if entry.is_always_translated]) >= 300
    assert all(entry.beginnings or entry.capitals for entry in names)
    assert len(indonesian_words()) >= 1500
    assert indonesian_words().isdisjoint(english_words())
