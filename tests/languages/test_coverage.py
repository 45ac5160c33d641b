"""Words that do not exist, and clauses without a counterpart."""

from __future__ import annotations

import pytest

from sitegen.languages.english_lexicon import is_english_word
from sitegen.languages.issues import IssueKind
from sitegen.languages.registry import language_pair
from sitegen.languages.words import word_set

PAIR = language_pair("id", "en")
SOURCE = "Polisi menangkap tiga tersangka di Bandung, dan pemerintah akan membayar ganti rugi kepada keluarga korban."
ENGLISH = (
    "Police arrested three suspects in Bandung, and the government will pay compensation to the victims' families."
)

ENGLISH_WORDS = word_set(
    """house houses running applied colour color organise organize organisation organization centre center labour labor
    analysed analyzed cancelled canceled defence defense kilometres kilometers traveller traveler eurozone windfarms
    counterterrorism café didn isn minimarkets leftwing peddlers subdistricts"""
)
MADE_UP = word_set("petten slogians deescal sancing respondingly sylum canabics demenia galdings facilias thenm")


def details(source: str, translation: str, kind: IssueKind) -> list[str]:
    return [issue.detail for issue in PAIR.analyse(source).check(translation) if issue.kind is kind]


@pytest.mark.parametrize("word", sorted(ENGLISH_WORDS))
def test_english_words_are_known_in_every_form_and_spelling(word: str) -> None:
    assert is_english_word(word)


@pytest.mark.parametrize("word", sorted(MADE_UP))
def test_words_that_models_make_up_are_not(word: str) -> None:
    assert not is_english_word(word)


def test_a_word_that_does_not_exist_is_an_issue() -> None:
    assert details("Slogan itu dipasang.", "The slogians were put up.", IssueKind.NONWORD) == [
        "“slogians” is no English word"
    ]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Warung itu tutup.", "The warung is closed, as other warungs are."),
        ("Ali tiba di Cikeas.", "Ali's car arrived in Cikeas."),
        ("Kode X7qzt dipakai.", "The code X7qzt is used."),
        ("Itu tidak benar.", "That isn't true, is it?"),
        ("Para bupati hadir.", "The regents were well-attended."),
    ],
)
def test_names_codes_copied_and_compound_words_are_no_issue(source: str, translation: str) -> None:
    assert details(source, translation, IssueKind.NONWORD) == []


def test_a_clause_that_was_left_out_is_named_in_the_words_of_the_source() -> None:
    assert details(SOURCE, ENGLISH, IssueKind.OMITTED) == []
    (detail,) = details(SOURCE, "Police arrested three suspects in Bandung.", IssueKind.OMITTED)
    assert "membayar ganti rugi kepada keluarga korban" in detail


def test_a_clause_that_came_from_nowhere_is_named() -> None:
    added = ENGLISH.replace(", and", ", after the museum sold its ancient paintings, and")
    assert details(SOURCE, ENGLISH, IssueKind.INVENTED) == []
    (detail,) = details(SOURCE, added, IssueKind.INVENTED)
    assert "museum sold" in detail


def test_other_pairs_of_languages_know_nothing_of_words() -> None:
    sentence = language_pair("fr", "de").analyse("Le chat dort sur le lit.")
    assert sentence.check("Die Zqwxt schläft auf dem Bett.") == ()


def test_the_table_of_words_is_evidence_of_how_good_a_translation_is() -> None:
    sentence = PAIR.analyse(SOURCE)
    right, wrong = (
        sentence.evidence(text) for text in (ENGLISH, "Painters sold three museums in Bandung, and the sea.")
    )
    assert right["accounted"] > wrong["accounted"]
    assert PAIR.analyse("Polisi tiba.").evidence("Police arrived.")["familiar"] > 0
    assert PAIR.analyse("Zqwxt.").evidence("Zqwxt.") == {"familiar": 0, "accounted": pytest.approx(2.6, abs=1)}
    assert language_pair("fr", "de").analyse("Oui.").evidence("Ja.") == {}
