"""A person changes both files by hand, in step: each line still has its own entry, and nothing changes hands."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_engine import BackwardEngine
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder

from sitegen.articles import Article, Pair, TranslationRecord
from sitegen.cli import cli
from sitegen.content.front_matter.front_matter import first_body_line
from sitegen.content.front_matter.sentence_records import FIELDS, Entry, format_entries, short_digest
from sitegen.content.pairing import aligned_entries, first_line_out_of_step
from sitegen.content.states import SegmentStatus, states
from sitegen.content.store import article_path, load_article, save_article
from sitegen.translation.memory.remembering import people_units
from sitegen.translation.run import translate_site

BODY = "Satu kalimat.\nDua kalimat.\n\nTiga kalimat.\n- butir\n\n```\nkode\n```"

Lines = list[str]


@dataclass
class Files:
    """Both files of an article, changed by hand."""

    folder: SiteFolder

    def article(self, lang: str) -> Article:
        return load_article(article_path(self.folder.site, lang, "uji"), lang)

    def change(self, change: Callable[[Lines, Lines], None]) -> None:
        both = [self.article("id"), self.article("en")]
        bodies = [list(article.body) for article in both]
        change(*bodies)
        for article, body in zip(both, bodies, strict=True):
            save_article(article.path, dataclasses.replace(article, body=tuple(body)))

    def translate(self, version: str = "1") -> list[str]:
        """Translate without trouble; return what the engine was asked."""
        engine = BackwardEngine(version=version)
        assert translate_site(self.folder.site, engine).problems == ()
        return engine.seen

    def states(self) -> list[SegmentStatus]:
        return list(states(self.article("id"), self.article("en"))[FIELDS:])

    @property
    def english(self) -> Lines:
        return list(self.article("en").body)


@pytest.fixture
def files(make_site: MakeSite) -> Files:
    folder = make_site()
    folder.write("id", "uji", "Sebuah judul", BODY)
    files = Files(folder)
    files.translate()
    return files


def add(original: Lines, translation: Lines, at: int = 1) -> None:
    original.insert(at, "Kalimat tambahan.")
    translation.insert(at, "An additional sentence.")


def check(files: Files) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["--site", str(files.folder.root), "check"])
    return result.exit_code, result.output


def test_a_sentence_that_was_put_into_both_files_is_a_persons(files: Files) -> None:
    before = files.english
    files.change(add)
    expected = [before[0], "An additional sentence.", *before[1:]]
    for seen in ([], files.translate(), files.translate("2")):
        assert files.english == expected
        assert [state.person for state in files.states()] == [number == 1 for number in range(len(expected))]
        assert not any(state.stale for state in files.states())
        assert check(files)[0] == 0
        assert "Kalimat tambahan." not in seen


def test_the_memory_knows_it_before_and_after_a_translation(files: Files) -> None:
    files.change(add)
    for _ in range(2):
        (unit,) = people_units(Pair(files.article("id"), files.article("en")), ())
        assert (unit.source, unit.target) == ("Kalimat tambahan.", "An additional sentence.")
        files.translate()


def test_a_sentence_that_was_taken_out_of_both_files_is_gone(files: Files) -> None:
    def remove(original: Lines, translation: Lines) -> None:
        del original[1], translation[1]

    files.change(remove)
    assert files.translate() == []
    assert files.english[:3] == ["UTAS TAMILAK.", "", "AGIT TAMILAK."]
    assert not any(state.person for state in files.states())
    assert files.article("en").translation.removed == ()  # type: ignore[union-attr]


def test_one_in_and_another_out_moves_no_other_sentence_to_a_person(files: Files) -> None:
    def change(original: Lines, translation: Lines) -> None:
        del original[3], translation[3]
        add(original, translation, 0)

    files.change(change)
    for _ in range(2):
        assert [number for number, state in enumerate(files.states()) if state.person] == [0]
        files.translate()
    assert files.english[0] == "An additional sentence."


def test_sentences_that_changed_places_in_both_files_stay_the_machines(files: Files) -> None:
    def swap(original: Lines, translation: Lines) -> None:
        for lines in (original, translation):
            lines[0], lines[1] = lines[1], lines[0]

    files.change(swap)
    assert not any(state.person for state in files.states())
    assert files.translate() == []
    assert files.english[:2] == ["AUD TAMILAK.", "UTAS TAMILAK."]


def test_sentences_that_changed_places_in_the_translation_only_are_a_persons(files: Files) -> None:
    def swap(_: Lines, translation: Lines) -> None:
        translation[0], translation[1] = translation[1], translation[0]

    files.change(swap)
    files.translate("2")
    assert files.english[:2] == ["AUD TAMILAK.", "UTAS TAMILAK."]


def test_a_correction_beside_an_addition_keeps_its_source(files: Files) -> None:
    def change(original: Lines, translation: Lines) -> None:
        translation[0] = "One sentence."
        add(original, translation)

    files.change(change)
    files.translate("2")
    assert files.english[:3] == ["One sentence.", "An additional sentence.", "AUD TAMILAK."]
    assert files.states()[0] == files.states()[1] == SegmentStatus(person=True)


def test_a_change_of_the_original_alone_is_translated_beside_an_addition(files: Files) -> None:
    def change(original: Lines, translation: Lines) -> None:
        original[1] = "Dua kata."
        add(original, translation, 0)

    files.change(change)
    assert files.translate() == ["Dua kata."]
    assert files.english[:3] == ["An additional sentence.", "UTAS TAMILAK.", "AUD ATAK."]


def test_code_that_was_put_into_both_files_stays_code(files: Files) -> None:
    def change(original: Lines, translation: Lines) -> None:
        for lines in (original, translation):
            lines.insert(7, "kode lagi")

    files.change(change)
    assert files.translate() == []
    files.change(lambda original, _: original.__setitem__(7, "kode baru"))
    files.translate()
    assert files.english[6:9] == ["```", "kode baru", "kode"]


def test_where_the_counts_differ_the_first_line_that_is_not_sure_is_said(files: Files) -> None:
    def split(_: Lines, translation: Lines) -> None:
        translation[3:4] = ["AGIT", "TAMILAK."]

    files.change(split)
    before = files.article("en").path.read_bytes()
    (problem,) = translate_site(files.folder.site, BackwardEngine()).problems
    path = files.article("en").path
    line = path.read_text(encoding="utf-8").split("\n").index("AGIT") + 1
    # The empty line before it could belong to either side.
    assert problem.line in {line, line - 1}
    assert "has 10 lines of text where 9 belong" in problem.message
    assert "from this line on" in problem.message
    assert path.read_bytes() == before
    assert check(files)[0] == 1
    assert str(problem.line) in check(files)[1]
    assert first_body_line(path.read_text(encoding="utf-8")) < line


def test_an_addition_to_both_files_and_a_second_one_to_one_of_them(files: Files) -> None:
    def change(original: Lines, translation: Lines) -> None:
        add(original, translation, 0)
        original.insert(2, "Sisipan.")

    files.change(change)
    assert aligned_entries(files.article("id"), files.article("en")) is None
    assert first_line_out_of_step(files.article("id"), files.article("en")) == 2


def test_a_translation_by_a_person_is_compared_by_its_empty_lines(files: Files) -> None:
    files.folder.write("en", "uji", "By hand", "One.\n\nTwo.")
    (problem,) = translate_site(files.folder.site, BackwardEngine()).problems
    assert problem.severity == "warning"
    assert first_line_out_of_step(files.article("id"), files.article("en")) == 1


def made(sources: Lines, targets: Lines) -> tuple[Article, Article]:
    """An article and its machine translation."""
    original = Article("Judul", "uji", "id", tuple(sources))
    entries = [Entry(short_digest(s), short_digest(t)) if s else Entry() for s, t in zip(sources, targets, strict=True)]
    head = [Entry(short_digest("Judul"), short_digest("Title")), Entry()]
    record = TranslationRecord("machine", "e", "p", "1", sentences=format_entries([*head, *entries]))
    return original, Article("Title", "uji", "en", tuple(targets), translation=record, path=Path("uji.md"))


@dataclass
class _Line:
    source: str
    target: str
    person: bool = False


def _edit(chance: random.Random, lines: list[_Line], number: int) -> None:
    at = chance.randrange(len(lines) + 1)
    match chance.choice(("add", "add", "remove", "correct", "move", "both", "blank")):
        case "add":
            lines.insert(at, _Line(f"Baru {number}.", f"New {number}.", person=True))
        case "blank":
            lines.insert(at, _Line("", ""))
        case "remove" if at < len(lines):
            del lines[at]
        case "correct" if at < len(lines) and lines[at].source:
            lines[at] = _Line(lines[at].source, f"Corrected {number}.", person=True)
        case "both" if at < len(lines):
            lines[at] = _Line(f"Ganti {number}.", f"Changed {number}.", person=True)
        case "move" if at < len(lines):
            lines.insert(chance.randrange(len(lines)), lines.pop(at))


@given(st.randoms(use_true_random=False), st.integers(0, 12), st.integers(1, 6))
def test_whatever_a_person_does_to_both_files_each_sentence_stays_with_its_author(
    chance: random.Random, length: int, edits: int
) -> None:
    lines = [_Line(f"Kalimat {n % 7}.", f"Sentence {n % 7}.") if n % 4 else _Line("", "") for n in range(length)]
    _, translation = made([line.source for line in lines], [line.target for line in lines])
    for number in range(edits):
        _edit(chance, lines, number)
    original = Article("Judul", "uji", "id", tuple(line.source for line in lines))
    translation = dataclasses.replace(translation, body=tuple(line.target for line in lines))
    found = states(original, translation)[FIELDS:]
    assert [state.person for state in found] == [line.person for line in lines]


@pytest.mark.parametrize("way", ["review", "by hand"])
def test_a_review_by_hand_is_the_same_as_the_command(files: Files, way: str) -> None:
    files.change(lambda _, translation: translation.__setitem__(1, "Two sentences."))
    files.change(lambda original, _: original.__setitem__(1, "Dua kata."))
    files.translate()
    assert files.states()[1] == SegmentStatus(person=True, stale=True)
    if way == "review":
        assert CliRunner().invoke(cli, ["--site", str(files.folder.root), "review", "uji"]).exit_code == 0
    else:
        path = files.article("en").path
        text = path.read_text(encoding="utf-8").replace("status: machine", "status: reviewed")
        path.write_text(text, encoding="utf-8")
    for _ in range(2):
        assert files.states()[1] == SegmentStatus(person=True)
        assert "stale" not in check(files)[1]
        (unit,) = (u for u in people_units(Pair(files.article("id"), files.article("en")), ()) if "Dua" in u.source)
        assert (unit.source, unit.target) == ("Dua kata.", "Two sentences.")
        files.translate("2")
    record = files.article("en").translation
    assert record
    assert record.status == "reviewed"


def test_a_source_that_changes_after_the_review_takes_the_review_away(files: Files) -> None:
    files.change(lambda _, translation: translation.__setitem__(1, "Two sentences."))
    path = files.article("en").path
    text = path.read_text(encoding="utf-8").replace("status: machine", "status: reviewed")
    path.write_text(text, encoding="utf-8")
    files.change(lambda original, _: original.__setitem__(1, "Dua kata."))
    (problem,) = translate_site(files.folder.site, BackwardEngine()).problems
    assert "1 of its texts are new or stale" in problem.message
    assert files.states()[1] == SegmentStatus(person=True, stale=True)
    assert files.article("en").translation.status == "machine"  # type: ignore[union-attr]
    assert files.translate("2") == []
