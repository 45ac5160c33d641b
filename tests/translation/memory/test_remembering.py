"""What the articles in content/ tell the translation memory."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sitegen.articles import Article, Pair, TranslationRecord
from sitegen.content.front_matter.sentence_records import Entry, format_entries, short_digest, texts
from sitegen.errors import SitegenError
from sitegen.translation.memory.remembering import machine_units, people_units, rebuild, remember_people
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.units import Model, TranslationUnit

LABELS = ("BACA JUGA", "READ ALSO")
MODEL = Model("argos", "translate-id_en", "0.1", "beam 4")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.sqlite3", ("id", "en")) as memory:
        yield memory


def original(*body: str, title: str = "Judul", caption: str = "", slug: str = "berita") -> Article:
    return Article(title, slug, "id", body, date=datetime.date(2022, 1, 3), caption=caption)


def machine_pair(
    source: Article, body: Sequence[str], title: str = "Title", caption: str = "", *, empty: Sequence[str] = ()
) -> Pair:
    """The pair just after a machine translated ``source``, and nothing came of the ``empty`` texts."""
    plain = dataclasses.replace(source, lang="en", title=title, caption=caption, body=tuple(body))
    digests = zip(texts(source), texts(plain), strict=True)
    entries = [
        Entry(short_digest(text), short_digest(output), ("empty",) if text in empty else ()) if text else Entry()
        for text, output in digests
    ]
    record = TranslationRecord("machine", "argos", "translate-id_en", "0.1", sentences=format_entries(entries))
    return Pair(source, dataclasses.replace(plain, translation=record))


def edited(pair: Pair, **changes: object) -> Pair:
    """The pair after a person has edited the translation's file."""
    assert pair.translation
    return Pair(pair.original, dataclasses.replace(pair.translation, **changes))  # type: ignore[arg-type]


def machines(pair: Pair) -> dict[str, str]:
    units = list(machine_units(pair, LABELS, MODEL.settings))
    assert {unit.model for unit in units} <= {MODEL}
    return {unit.source: unit.target for unit in units}


def people(pair: Pair) -> dict[str, str]:
    units = people_units(pair, LABELS)
    assert {unit.date for unit in units} <= {"2022-01-03"}
    return {unit.source: unit.target for unit in units}


def test_untouched_sentences_are_the_models_and_edited_ones_are_a_persons() -> None:
    pair = machine_pair(original("Ibu pergi.", "", "Ayah datang."), ["Mother go.", "", "Father came."])
    assert people(pair) == {}
    assert machines(pair) == {"Ibu pergi.": "Mother go.", "Ayah datang.": "Father came."}
    pair = edited(pair, body=("Mother left.", "", "Father came."))
    assert people(pair) == {"Ibu pergi.": "Mother left."}
    assert machines(pair) == {"Ayah datang.": "Father came."}


def test_a_sentence_of_which_the_machine_made_nothing_is_remembered_once_a_person_has_translated_it() -> None:
    pair = machine_pair(original("Ibu pergi.", "Ayah datang."), ["Ibu pergi.", "Father came."], empty=["Ibu pergi."])
    assert machines(pair) == {"Ayah datang.": "Father came."}
    assert people(edited(pair, body=("Mother left.", "Father came."))) == {"Ibu pergi.": "Mother left."}


def test_only_what_is_read_of_a_line_is_remembered_as_markdown_without_needless_escapes() -> None:
    source = original(
        "## Satu *dua* ##",
        "- Tiga [empat](https://a.id/ 'x')",
        "> 2022\\. Tahun",
        "Tujuh [delapan] sembilan.",
        "",
        "[delapan]: https://b.id/",
    )
    target = [
        "## One *two* ##",
        "- Three [four](https://a.id/ 'x')",
        "> 2022\\. Year",
        "Seven [eight][delapan] nine.",
        "",
        "[delapan]: https://b.id/",
    ]
    assert machines(machine_pair(source, target)) == {
        "Satu *dua*": "One *two*",
        "Tiga [empat](https://a.id/ 'x')": "Three [four](https://a.id/ 'x')",
        "2022. Tahun": "2022. Year",
        "Tujuh [delapan][delapan] sembilan.": "Seven [eight][delapan] nine.",
    }


def test_cells_of_a_table_and_texts_of_raw_html_are_paired_one_by_one() -> None:
    source = original(
        "| Kota | 2022 |", "|---|---|", "| Bandung \\| Jakarta | Hujan |", "", "<p>Ya &amp; <b>tidak</b></p>"
    )
    target = ["| City | 2022 |", "|---|---|", "| Bandung \\| Jakarta | Rain |", "", "<p>Yes &amp; <b>no</b></p>"]
    found = machines(machine_pair(source, target))
    assert found == {"Kota": "City", "2022": "2022", "Bandung \\| Jakarta": "Bandung \\| Jakarta", "Hujan": "Rain"} | {
        "Ya &": "Yes &",
        "tidak": "no",
    }


def test_code_is_nobodys_sentence() -> None:
    source = original("```", "cetak('ya')", "```", "", "***")
    pair = edited(machine_pair(source, source.body), body=("```", "print('yes')", "```", "", "---"))
    assert (people(pair), machines(pair)) == ({}, {})


def test_headlines_are_remembered_only_where_a_person_wrote_them() -> None:
    source = original("Satu.", "", "BACA JUGA: Menteri Pergi", title="Presiden Datang", caption="Presiden.")
    pair = machine_pair(source, ["One.", "", "READ ALSO: Minister go"], "President come", "The president.")
    assert machines(pair) == {"Satu.": "One.", "Presiden.": "The president."}
    pair = edited(pair, title="President [arrives]", body=("One.", "", "READ ALSO: Minister leaves"), caption="Joko.")
    assert people(pair) == {
        "Presiden Datang": r"President \[arrives\]",
        "Menteri Pergi": "Minister leaves",
        "Presiden.": "Joko.",
    }


def test_a_sentence_whose_source_has_changed_since_is_not_remembered() -> None:
    pair = edited(machine_pair(original("Satu.", "Dua."), ["One.", "Two."]), body=("Uno.", "Two."), title="Headline")
    changed = Pair(original("Satu lagi.", "Dua lagi.", title="Judul lain"), pair.translation)
    assert (people(changed), machines(changed)) == ({}, {})


def test_sentences_are_found_after_the_original_was_reordered_or_grew() -> None:
    pair = edited(machine_pair(original("Satu.", "Dua."), ["One.", "Two."]), body=("Uno.", "Two."))
    grown = Pair(original("Nol.", "Dua.", "", "Satu."), pair.translation)
    assert people(grown) == {"Satu.": "Uno."}
    assert machines(grown) == {"Dua.": "Two."}


def test_a_line_that_became_something_else_is_left_out() -> None:
    pair = machine_pair(
        original("| a | b |", "|---|---|", "| satu | dua |"), ["| a | b |", "|---|---|", "| one | two |"]
    )
    assert people(edited(pair, body=("| a | b |", "|---|---|", "| uno | |"))) == {}


def test_a_deleted_translation_teaches_nothing() -> None:
    assert people(edited(machine_pair(original("Satu."), ["One."]), body=("",))) == {}


def test_a_translation_without_a_record_is_a_persons() -> None:
    translation = Article("A headline", "berita", "en", ("One.", "Two."))
    pair = Pair(original("Satu.", "Dua."), translation)
    assert people(pair) == {"Judul": "A headline", "Satu.": "One.", "Dua.": "Two."}
    assert machines(pair) == {}
    assert people(Pair(original("Satu.", "Dua.", "Tiga."), translation)) == {}


def test_a_translation_that_does_not_pair_up_or_is_not_there_teaches_nothing() -> None:
    source = original("Satu.", "Dua.")
    broken = edited(machine_pair(source, ["One.", "Two."]), body=("One. Two.",))
    for pair in (broken, Pair(source, None)):
        assert (people(pair), machines(pair)) == ({}, {})


@pytest.mark.slow
def test_a_lost_memory_is_rebuilt_from_the_pairs(memory: Memory) -> None:
    assert memory.needs_rebuild
    pairs = [
        edited(machine_pair(original("Satu.", f"Nomor {number}.", slug=f"a-{number}"), ["One.", f"Number {number}."]))
        for number in range(1200)
    ]
    pairs[7] = edited(pairs[7], body=("Uno.", "Number 7."))
    rebuild(memory, iter(pairs), LABELS, MODEL.settings)
    assert not memory.needs_rebuild
    assert memory.get_many(["Satu.", "Nomor 7.", "Nomor 1199."], MODEL) == {
        "Satu.": TranslationUnit("Satu.", "Uno.", article="a-7", date="2022-01-03"),
        "Nomor 7.": TranslationUnit("Nomor 7.", "Number 7.", MODEL),
        "Nomor 1199.": TranslationUnit("Nomor 1199.", "Number 1199.", MODEL),
    }
    assert memory.stats().machine == ((MODEL, 1201),)


def test_a_rebuild_that_is_stopped_is_asked_for_again(memory: Memory) -> None:
    rebuild(memory, [], LABELS, "")

    def pairs() -> Iterator[Pair]:
        yield machine_pair(original("Satu."), ["One."])
        raise SitegenError("the disk is full")

    with pytest.raises(SitegenError, match="full"):
        rebuild(memory, pairs(), LABELS, "")
    assert memory.needs_rebuild


def test_a_rebuild_forgets_articles_that_are_gone_and_keeps_what_was_imported(memory: Memory) -> None:
    gone = edited(machine_pair(original("Satu.", slug="lama"), ["One."]), body=("Uno.",))
    remember_people(memory, [gone], LABELS)
    memory.put([TranslationUnit("Dua.", "Due.")])
    rebuild(memory, [], LABELS, "")
    assert [unit.target for unit in memory.units()] == ["Due."]


def test_a_persons_sentence_that_another_article_took_over_is_not_taken_for_the_machines(memory: Memory) -> None:
    corrected = edited(machine_pair(original("Satu.", slug="a"), ["One."]), body=("Uno.",))
    took_over = machine_pair(original("Satu.", slug="b"), ["Uno."])
    rebuild(memory, [corrected, took_over], LABELS, MODEL.settings)
    assert [(unit.target, unit.model) for unit in memory.units()] == [("Uno.", None)]


def test_a_correction_that_is_taken_back_is_forgotten(memory: Memory) -> None:
    pair = machine_pair(original("Satu."), ["One."])
    remember_people(memory, [edited(pair, body=("Uno.",))], LABELS)
    assert [unit.target for unit in memory.units()] == ["Uno."]
    remember_people(memory, [pair], LABELS)
    assert list(memory.units()) == []
