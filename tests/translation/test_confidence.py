"""How likely a translation is good: the evidence, what is made of it, and its way into files and memory."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fake_engine import ScriptedEngine
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.body.inline_reader import parse_plain
from sitegen.content.confidence import GOOD, POOR
from sitegen.errors import SitegenError
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.registry import language_pair
from sitegen.models.names import PackageName
from sitegen.models.quality_files import CALIBRATED, SHIPPED, quality_file
from sitegen.translation.calibration import FEWEST, cross_fit, fit
from sitegen.translation.engines.engine import EngineOutput
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.units import Model, TranslationUnit
from sitegen.translation.quality import NEUTRAL, Evidence, Quality, Weight, read_quality, write_quality
from sitegen.translation.sentences.confidence import evidence_of
from sitegen.translation.sentences.translator import translate_texts
from sitegen.translation.texts import Segment, Verdict

QUALITY = Quality(
    constant=1.0,
    features={"score": Weight(mean=-0.5, deviation=0.5, weight=2.0)},
    points=((-1.0, 0.0), (0.0, POOR), (2.0, GOOD), (4.0, 1.0)),
)
MODEL = Model("argos", "translate-id_en", "0.2", "beam 4")


@pytest.mark.parametrize(
    ("score", "confidence"),
    [(-9.0, 0.0), (-1.0, 0.0), (-0.875, 0.2), (-0.75, POOR), (-0.25, GOOD), (0.0, 0.88), (5.0, 1.0)],
)
def test_a_confidence_lies_between_the_points(score: float, confidence: float) -> None:
    assert QUALITY.confidence({"score": score}) == confidence


def test_what_is_not_known_of_a_sentence_counts_as_usual() -> None:
    assert QUALITY.confidence({}) == QUALITY.confidence({"score": -0.5, "never heard of": 9.0})


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_a_better_score_never_makes_a_sentence_less_certain(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for quality in (QUALITY, NEUTRAL):
        assert 0 <= quality.confidence({"score": low}) <= quality.confidence({"score": high}) <= 1


def test_a_package_that_nobody_calibrated_has_no_good_sentence_with_an_issue() -> None:
    assert NEUTRAL.confidence({"score": -0.1, "issues": 0.0}) >= GOOD
    assert NEUTRAL.confidence({"score": -0.1, "issues": 1.0}) < GOOD
    assert NEUTRAL.confidence({"score": -0.9, "issues": 0.0}) < POOR


def test_a_quality_is_read_as_it_was_written() -> None:
    assert read_quality(write_quality(QUALITY)) == QUALITY


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": []}, "points"),
        ({"points": [[0, 0.4], [0, 0.5]]}, "points: they must rise"),
        ({"points": [[0, 0.5], [1, 0.4]]}, "points: they must rise"),
        ({"constant": "much"}, "constant"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_damaged_quality_is_refused(change: dict[str, object], message: str) -> None:
    text = json.dumps({**json.loads(write_quality(QUALITY)), **change})
    with pytest.raises(ValueError, match=message):
        read_quality(text)


def test_hypotheses_that_differ_are_evidence() -> None:
    same = [EngineOutput("The house is red.", -0.2), EngineOutput("The house is red!", -0.3)]
    other = [same[0], EngineOutput("A barn burned down.", -0.3)]
    assert evidence_of("Rumah itu merah.", same, ())["agreement"] > 0.8
    assert evidence_of("Rumah itu merah.", other, ())["agreement"] < 0.3
    assert evidence_of("Rumah itu merah.", same[:1], ())["agreement"] == 1


def test_issues_are_evidence_by_their_kinds() -> None:
    issues = [Issue(IssueKind.NUMBER, "3"), Issue(IssueKind.NUMBER, "4"), Issue(IssueKind.NAME, "Ali")]
    evidence = evidence_of('"Ada 12."', [EngineOutput("12.", -0.5)], issues)
    assert (evidence["issues"], evidence["quotation"]) == (2, 1)
    assert evidence["score"] == -0.5


def test_short_sentences_are_no_less_certain_for_being_shorter() -> None:
    lengths = [
        evidence_of(text, [], ())["length"] for text in ("Ya.", "Iran membantah klaim ini.", "ini " * 9, "ini " * 10)
    ]
    assert lengths[0] == lengths[1] == lengths[2] < lengths[3]


def test_what_the_languages_know_of_a_translation_is_evidence() -> None:
    (made,) = translate_texts(
        [Segment(0, 0, parse_plain("Polisi tiba."))],
        ScriptedEngine(script={"Polisi tiba.": ("Police arrived.",)}),
        language_pair("id", "en"),
    )
    assert {"familiar", "accounted"} < made.evidence[0].keys()


def test_the_mark_for_good_sentences_is_set_among_those_without_an_issue() -> None:
    evidence, scores = _sentences(600)
    half = [{**row, "issues": float(number % 2)} for number, row in enumerate(evidence)]
    assert cross_fit(half, scores).good > 0.3


def _sentences(count: int) -> tuple[list[dict[str, float]], list[float]]:
    """Evidence that says much about the scores, and evidence that says nothing."""
    chance = random.Random(1)  # noqa: S311
    evidence = [{"score": chance.gauss(-0.3, 0.1), "issues": 0.0, "noise": chance.random()} for _ in range(count)]
    return evidence, [100 * row["score"] + chance.gauss(0, 3) for row in evidence]


def test_what_tells_bad_sentences_is_found() -> None:
    evidence, scores = _sentences(600)
    quality = fit(evidence, scores)
    assert quality.features["score"].weight > 5 * abs(quality.features["noise"].weight)
    trial = cross_fit(evidence, scores)
    assert trial.area > 0.9
    assert trial.good > 0.3
    assert trial.worst_in_good < 0.05
    assert trial.worst_in_poor > 0.5
    assert read_quality(write_quality(quality)) == quality


def test_where_nothing_tells_bad_sentences_few_count_as_good() -> None:
    evidence, _ = _sentences(600)
    chance = random.Random(2)  # noqa: S311
    assert cross_fit(evidence, [chance.random() for _ in evidence]).good < 0.1


@pytest.mark.parametrize("reckon", [fit, cross_fit])
def test_too_few_sentences_are_refused(reckon: Callable[[Sequence[Evidence], Sequence[float]], object]) -> None:
    with pytest.raises(SitegenError, match="20 sentences are too few"):
        reckon(*_sentences(20))


def test_as_many_as_are_needed_are_enough_for_both_halves() -> None:
    assert cross_fit(*_sentences(FEWEST)).area > 0.9


def test_the_site_counts_more_than_the_package_and_that_more_than_what_comes_with_sitegen(tmp_path: Path) -> None:
    starter, unknown = PackageName("id", "en", "0.2"), PackageName("id", "en", "99.9")
    shipped = quality_file(tmp_path, starter)
    assert shipped
    assert read_quality(shipped.read_text("utf-8")).features
    assert quality_file(tmp_path, unknown) is None
    (tmp_path / SHIPPED).touch()
    assert quality_file(tmp_path, starter) == tmp_path / SHIPPED
    (tmp_path / CALIBRATED).touch()
    assert quality_file(tmp_path, unknown) == tmp_path / CALIBRATED


def test_a_text_is_as_certain_as_its_worst_sentence() -> None:
    script = {"Ini benar.": ("This is right.",), "Itu salah.": ("Bring forth a lamp!", "That is wrong.")}
    engine, pair = ScriptedEngine(script=script), language_pair("id", "en")
    right, wrong, both, nothing = translate_texts(
        [
            Segment(0, n, parse_plain(t))
            for n, t in enumerate(["Ini benar.", "Itu salah.", "Ini benar. Itu salah.", "–"])
        ],
        engine,
        pair,
    )
    known = [text.confidence for text in (right, wrong, both)]
    assert all(value is not None for value in known)
    assert both.confidence == min(value for value in known if value is not None)
    assert len(both.evidence) == 2
    assert nothing.confidence is None


def test_a_line_is_as_certain_as_its_worst_part() -> None:
    parts = [Verdict(("name",), 0.8), Verdict(("number", "name"), 0.3), Verdict((), None)]
    assert parts[0].and_also(parts[1]).and_also(parts[2]) == Verdict(("name", "number"), 0.3)


def test_a_memory_of_an_earlier_version_keeps_its_sentences(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    with Memory(path, ("id", "en")) as memory:
        memory.put([TranslationUnit("Ya.", "Yes.", MODEL, -0.1, ["name"])])
        memory.mark_rebuilt()
    connection = sqlite3.connect(path)
    connection.execute("ALTER TABLE machine DROP COLUMN confidence")
    connection.execute("ALTER TABLE machine ADD COLUMN links BLOB")
    connection.execute("PRAGMA user_version=1")
    connection.close()
    with Memory(path, ("id", "en")) as memory:
        memory.put([TranslationUnit("Tidak.", "No.", MODEL, -0.2, [], confidence=0.81)])
        found = memory.get_many(["Ya.", "Tidak."], MODEL)
        assert not memory.problems
        assert not memory.needs_rebuild
    assert found["Ya."] == TranslationUnit("Ya.", "Yes.", MODEL, -0.1, ["name"])
    assert found["Tidak."].confidence == 0.81
