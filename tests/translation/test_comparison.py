"""Two models are compared in figures, and on a page, sentence by sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from fake_engine import ScriptedEngine
from html_pages import parse
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite

from sitegen.errors import SitegenError
from sitegen.languages.issues import IssueKind
from sitegen.languages.registry import language_pair
from sitegen.translation.comparison.comparing import Comparison, Side, compare, translated_side
from sitegen.translation.comparison.differences import difference, differences
from sitegen.translation.comparison.page import MOST, comparison_page
from sitegen.translation.evaluation import ReferencePair, read_pairs

REFERENCES = [
    f"The {who} {did} the {what} on {day}."
    for who, did, what, day in (
        ("president", "opened", "new harbour", "Monday"),
        ("minister", "closed", "old market", "Tuesday"),
        ("governor", "visited", "flooded village", "Friday"),
        ("police", "searched", "empty warehouse", "Sunday"),
        ("court", "rejected", "final appeal", "Thursday"),
        ("army", "guarded", "border crossing", "Saturday"),
    )
]
PAIRS = [ReferencePair(f"Kalimat {number}.", text, number + 1) for number, text in enumerate(REFERENCES)]
WORSE = [text.replace("The ", "A ").replace("on ", "at ") for text in REFERENCES]


def side(translations: Sequence[str], name: str = "model", issues: Sequence[tuple[IssueKind, ...]] = ()) -> Side:
    return Side(name, tuple(translations), tuple(issues) or ((),) * len(translations), 2.0)


@pytest.mark.slow
def test_the_side_nearer_to_the_references_is_better() -> None:
    for sides, better in (((REFERENCES, WORSE), "A"), ((WORSE, REFERENCES), "B")):
        bleu, chrf = compare(side(sides[0]), side(sides[1]), PAIRS).measures
        assert [bleu.name, chrf.name] == ["BLEU", "chrF2"]
        assert bleu.better == chrf.better == better
        assert max(bleu.a.score, bleu.b.score) == pytest.approx(100)
        assert min(chrf.a.score, chrf.b.score) < 95
        assert bleu.p_value < 0.01


def test_what_is_as_good_is_not_said_to_be_better() -> None:
    same = compare(side(WORSE), side(WORSE), PAIRS)
    assert [measure.better for measure in same.measures] == [None, None]
    assert [measure.p_value for measure in same.measures] == [1.0, 1.0]
    # One fault each, in different sentences.
    a, b = [WORSE[0], *REFERENCES[1:]], [REFERENCES[0], WORSE[1], *REFERENCES[2:]]
    assert [measure.better for measure in compare(side(a), side(b), PAIRS).measures] == [None, None]


def test_a_wider_choice_of_sentences_makes_the_interval_wider() -> None:
    mixed = compare(side([*REFERENCES[:3], *WORSE[3:]]), side(WORSE), PAIRS).measures[1]
    assert mixed.a.margin > mixed.b.margin > 0


@pytest.mark.slow
def test_the_figures_are_the_same_each_time_whatever_seed_the_environment_has(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = side([*REFERENCES[:2], *WORSE[2:]])
    first = compare(mixed, side(WORSE), PAIRS)
    for seed in ("none", "0", "7"):
        monkeypatch.setenv("SACREBLEU_SEED", seed)
        assert compare(mixed, side(WORSE), PAIRS) == first
    assert "|seed:12345|" in first.measures[0].signature
    assert first.scores[0] == (100.0, first.scores[0][1])


def test_the_style_of_quotation_marks_makes_no_model_better() -> None:
    curly = [f"“{text}”" for text in REFERENCES]
    straight = [f'"{text}"' for text in REFERENCES]
    quoted = [ReferencePair("Kalimat.", text, 1) for text in curly]
    assert all(measure.better is None for measure in compare(side(curly), side(straight), quoted).measures)


def test_without_references_there_are_issues_and_differences_but_no_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    bare = [ReferencePair("Satu.", "", 1), ReferencePair("Dua.", "", 2)]
    found = compare(side(["One.", "Two."]), side(["One.", "Too."]), bare)
    assert (found.measures, found.scores) == ((), ())
    assert [item.number for item in differences(found)] == [1]
    with pytest.raises(SitegenError, match=r"python -m pip install .*'sacrebleu<"):
        compare(side(REFERENCES), side(WORSE), PAIRS)


def test_issues_are_counted_by_kind_of_a_hundred_sentences() -> None:
    a = side(WORSE[:4], issues=[(IssueKind.NUMBER,), (IssueKind.NUMBER, IssueKind.NAME), (), ()])
    b = side(WORSE[:4], issues=[(), (), (), (IssueKind.DATE,)])
    found = Comparison(tuple(PAIRS[:4]), a, b)
    assert found.issue_shares() == [("number", 50.0, 0.0), ("date", 0.0, 25.0), ("name", 25.0, 0.0)]
    assert found.any_issue_shares() == (50.0, 25.0)


def test_a_side_goes_the_way_of_articles_and_loading_is_no_part_of_its_speed() -> None:
    engine = ScriptedEngine(script={"Satu.": ("One.",)})
    pairs = [ReferencePair("Satu.", "", 1), ReferencePair("Polisi yang menangkap orang.", "", 2)]
    ticks = count(step=4)
    found = translated_side("x", engine, language_pair("id", "en"), pairs, clock=lambda: float(next(ticks)))
    assert found.translations == ("One.", "Polisi yang menangkap orang.")
    assert found.issues[0] == ()
    assert found.issues[1], "it was not translated"
    assert found.seconds == 4
    assert found.sentences_per_second == 0.5
    assert Side("x", ("One.",), ((),), 0.0).sentences_per_second == 0


@given(st.text("ab .<"), st.text("ab .<"))
def test_the_pieces_of_a_difference_are_the_texts(a: str, b: str) -> None:
    found = difference(0, a, b)
    assert "".join(piece.text for piece in found.a) == a
    assert "".join(piece.text for piece in found.b) == b
    shared = ["".join(piece.text for piece in side if not piece.own) for side in (found.a, found.b)]
    assert shared[0] == shared[1]
    assert 0 <= found.extent <= 1


def test_words_that_only_one_side_has_are_marked_and_the_most_different_sentence_comes_first() -> None:
    a, b = ["He came home.", "It rains.", "Same."], ["He came back.", "Sun shines", "Same."]
    first, second = differences(Comparison(tuple(PAIRS[:3]), side(a), side(b)))
    assert (first.number, second.number) == (1, 0)
    assert [(piece.text, piece.own) for piece in second.a] == [("He came ", False), ("home", True), (".", False)]
    assert [(piece.text, piece.own) for piece in second.b] == [("He came ", False), ("back", True), (".", False)]
    assert 0 < second.extent < first.extent <= 1


def test_of_sentences_that_differ_as_much_the_more_unequal_comes_first() -> None:
    pairs = [ReferencePair("a", "x y", 1), ReferencePair("b", "good words", 2)]
    found = compare(side(["one", "good words"]), side(["two", "zzz"]), pairs)
    assert [item.number for item in differences(found)] == [1, 0]


def test_the_page_shows_text_and_never_runs_it(make_site: MakeSite) -> None:
    nasty = '<script>alert("1")</script> & <b>bold</b>'
    pairs = [ReferencePair(nasty, nasty + " r", 3)]
    found = compare(side([nasty + " a"], name="<i>A</i>"), side(["zzz"], name="b&b"), pairs)
    html = comparison_page(found, make_site().site, "<file>.tsv").decode()
    assert "<script" not in html
    assert "<i>" not in html
    document = parse(html)
    text = "".join(document.itertext())
    assert nasty + " r" in text
    assert "Line 3" in text
    assert "A against B on <file>.tsv" in text
    assert "zzz" in {mark.text for mark in document.iter("mark")}
    assert {element.get("lang") for element in document.iter("dd")} == {"id", "en"}


@pytest.mark.slow
def test_the_page_is_the_same_to_the_byte_however_fast_the_models_were(make_site: MakeSite) -> None:
    site = make_site().site
    slow = Side("model", tuple(WORSE), ((),) * len(WORSE), 99.0)
    one = comparison_page(compare(side(REFERENCES), side(WORSE), PAIRS), site, "x.tsv")
    assert comparison_page(compare(side(REFERENCES), slow, PAIRS), site, "x.tsv") == one


def test_the_page_shows_no_more_sentences_than_a_person_reads_and_says_how_many_differ(make_site: MakeSite) -> None:
    pairs = tuple(ReferencePair(f"s{number}", "", number + 1) for number in range(MOST + 20))
    found = Comparison(pairs, side(["x"] * len(pairs)), side(["y"] * len(pairs)))
    html = comparison_page(found, make_site().site, "x.tsv").decode()
    assert html.count("<section>") == MOST
    assert f"{MOST + 20} sentences differ; here are {MOST}." in html
    none = Comparison(pairs[:2], side(["x"] * 2), side(["x"] * 2))
    assert "No sentence differs." in comparison_page(none, make_site("other").site, "x.tsv").decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Satu.\nDua.\tTwo.\n", "pairs.tsv:2: has a reference, and the lines before have none"),
        ("Satu.\tOne.\nDua.\n", "pairs.tsv:2: has 1 cells"),
        ("Satu.\n\nDua.\ta\tb\n", "pairs.tsv:3: has a reference"),
        ("Satu.\tOne.\n\tTwo.\n", "pairs.tsv:2: the source or its reference is empty"),
        ("source\n\n", "pairs.tsv: has no sentences"),
    ],
)
def test_a_file_in_which_only_some_lines_have_references_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SitegenError) as caught:
        read_pairs(path, bare=True)
    assert message in str(caught.value)


def test_a_file_without_references_is_read_where_none_are_needed(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("source\nSatu.\n\nDua.\n", encoding="utf-8")
    assert read_pairs(path, bare=True) == [ReferencePair("Satu.", "", 2), ReferencePair("Dua.", "", 4)]
    with pytest.raises(SitegenError, match=r"pairs\.tsv:1: has 1 cells"):
        read_pairs(path)
