"""How far a sentence can be trusted: three plain levels."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.articles import Article, TranslationRecord
from sitegen.content.confidence import GOOD, POOR, LevelCounts, count_levels, doubt, level, translated_texts
from sitegen.content.front_matter.sentence_records import Entry, format_entries, review_digest, short_digest
from sitegen.content.states import SegmentStatus

CONFIDENCES = st.integers(0, 100).map(lambda hundredths: hundredths / 100)


@pytest.mark.parametrize(
    ("confidence", "expected"), [(0.0, "poor"), (0.39, "poor"), (POOR, "rough"), (0.74, "rough"), (GOOD, "good")]
)
def test_a_confidence_has_a_level(confidence: float, expected: str) -> None:
    assert level(SegmentStatus(confidence=confidence)) == expected


@given(st.none() | CONFIDENCES, st.lists(st.sampled_from(["name", "number"]), min_size=1).map(tuple))
def test_a_sentence_with_an_issue_is_never_good(confidence: float | None, flags: tuple[str, ...]) -> None:
    assert level(SegmentStatus(flags=flags, confidence=confidence)) in {"rough", "poor"}


@given(CONFIDENCES, CONFIDENCES, st.sampled_from([(), ("name",)]))
def test_more_confidence_is_never_a_worse_level(one: float, other: float, flags: tuple[str, ...]) -> None:
    levels = [level(SegmentStatus(flags=flags, confidence=found)) for found in sorted((one, other))]
    order = ("poor", "rough", "good")
    assert order.index(levels[0] or "") <= order.index(levels[1] or "")


def test_without_a_number_a_sentence_has_no_level_unless_it_has_an_issue() -> None:
    assert level(SegmentStatus()) is None
    assert level(SegmentStatus(flags=("name",))) == "rough"


def test_a_person_s_sentence_has_no_level() -> None:
    assert level(SegmentStatus(person=True)) is level(SegmentStatus(person=True, stale=True)) is None


def test_readers_are_warned_of_all_but_good_sentences() -> None:
    assert [doubt(SegmentStatus(confidence=found)) for found in (0.1, 0.5, 0.9, None)] == ["poor", "rough", None, None]


# A whole translation

SOURCES = ("Judul", "Foto", "Satu.", "Dua.", "NATO", "Empat.")
OUTPUTS = ("Title", "Photo", "One.", "Two.", "NATO", "Four.")
CONFIDENCE = (0.9, 0.5, 0.2, None, None, 0.8)


def article(lang: str, texts: tuple[str, ...], record: TranslationRecord | None = None) -> Article:
    title, caption, *body = texts
    return Article(title, "a", lang, tuple(body), caption=caption, translation=record)


ORIGINAL = article("id", SOURCES)
SENTENCES = format_entries(
    [
        Entry(short_digest(source), short_digest(output), confidence=confidence)
        for source, output, confidence in zip(SOURCES, OUTPUTS, CONFIDENCE, strict=True)
    ]
)
RECORD = TranslationRecord("machine", "argos", "translate-id_en", "0.2", sentences=SENTENCES)


def test_the_levels_of_a_translation_are_counted_without_what_was_copied() -> None:
    assert count_levels(ORIGINAL, article("en", OUTPUTS, RECORD)) == LevelCounts(good=2, rough=1, poor=1, unknown=1)


def test_a_person_s_sentence_is_counted_as_one() -> None:
    corrected = (*OUTPUTS[:2], "Won.", *OUTPUTS[3:])
    assert count_levels(ORIGINAL, article("en", corrected, RECORD)) == LevelCounts(good=2, rough=1, unknown=1, people=1)


def test_of_lines_that_do_not_pair_up_no_level_is_known() -> None:
    counts = count_levels(ORIGINAL, article("en", (*OUTPUTS, "Five."), RECORD))
    assert counts == LevelCounts(unknown=counts.total)
    assert counts.total == 5


def test_a_person_s_review_settles_the_machine_s_doubts() -> None:
    reviewed = dataclasses.replace(RECORD, status="reviewed", reviewed=review_digest(SENTENCES))
    assert not list(translated_texts(ORIGINAL, article("en", OUTPUTS, reviewed)))
    assert not list(translated_texts(ORIGINAL, article("en", OUTPUTS)))


@pytest.mark.parametrize(
    ("counts", "levels"),
    [
        (LevelCounts(good=2, rough=1), {"good", "rough"}),
        (LevelCounts(good=1, people=1, rough=1), {"good", "rough"}),
        (LevelCounts(good=1, rough=1), {"rough"}),
        (LevelCounts(good=9, poor=1), set()),
        (LevelCounts(good=9, unknown=1), set()),
        (LevelCounts(people=3), {"good", "rough"}),
    ],
)
def test_a_translation_is_good_if_most_of_it_is_and_nothing_is_poor_or_unknown(
    counts: LevelCounts, levels: set[str]
) -> None:
    assert {found for found in ("good", "rough") if counts.reach(found)} == levels
    assert counts.reach("poor")
