"""The second stage on disk: what is translated, what is kept, and what is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.articles import Article, Source
from sitegen.content.states import SegmentStatus, states
from sitegen.content.store import load_article
from sitegen.translation.engines.engine import EngineOutput
from sitegen.translation.run import TranslationResult, translate_site

BODY = "Satu kalimat.\nDua kalimat.\n\n- butir\n\n```\nkode\n```\n\nBACA JUGA: Judul lain"


@pytest.fixture
def folder(make_site: MakeSite) -> SiteFolder:
    folder = make_site()
    folder.write("id", "uji", "Sebuah judul", BODY, caption="Sebuah foto", credit="Ani/AP", byline="mg/rs")
    return folder


def translate(folder: SiteFolder, engine: BackwardEngine | None = None) -> TranslationResult:
    return translate_site(folder.site, engine or BackwardEngine())


def english(folder: SiteFolder) -> Path:
    return folder.root / "content" / "en" / "uji.md"


def article(folder: SiteFolder) -> Article:
    return load_article(english(folder), "en")


def correct(folder: SiteFolder, machine: str, person: str) -> None:
    text = english(folder).read_text(encoding="utf-8")
    assert text.count(machine) == 1
    english(folder).write_text(text.replace(machine, person), encoding="utf-8")


def rewrite(folder: SiteFolder, old: str, new: str) -> None:
    path = folder.root / "content" / "id" / "uji.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_line_n_of_the_translation_is_line_n_of_the_original(folder: SiteFolder) -> None:
    translate(folder)
    assert article(folder).body == (
        "UTAS TAMILAK.",
        "AUD TAMILAK.",
        "",
        "- RITUB",
        "",
        "```",
        "kode",
        "```",
        "",
        "READ ALSO: LUDUJ NIAL",
    )


def test_title_and_caption_are_translated_and_credit_initials_and_slug_are_not(folder: SiteFolder) -> None:
    translate(folder)
    made = article(folder)
    assert (made.title, made.caption) == ("HAUBES LUDUJ", "HAUBES OTOF")
    assert (made.credit, made.byline, made.slug) == ("Ani/AP", "mg/rs", "uji")


def test_the_front_matter_says_what_made_it(folder: SiteFolder) -> None:
    translate(folder)
    record = article(folder).translation
    assert record is not None
    assert (record.status, record.engine, record.package, record.version) == (
        "machine",
        "backward",
        "translate-id_en",
        "1",
    )


def test_a_second_run_translates_and_writes_nothing(folder: SiteFolder) -> None:
    translate(folder)
    before = english(folder).stat().st_mtime_ns
    engine = BackwardEngine()
    assert translate(folder, engine).texts == 0
    assert engine.seen == []
    assert english(folder).stat().st_mtime_ns == before


def test_only_a_changed_sentence_is_translated_again(folder: SiteFolder) -> None:
    translate(folder)
    rewrite(folder, "Dua kalimat.", "Tiga kata.")
    engine = BackwardEngine()
    translate(folder, engine)
    assert engine.seen == ["Tiga kata."]
    assert article(folder).body[:2] == ("UTAS TAMILAK.", "AGIT ATAK.")


def test_a_correction_is_kept_by_every_later_run(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "AUD TAMILAK.", "Two sentences.")
    translate(folder)
    translate(folder, BackwardEngine(version="2"))
    assert article(folder).body[1] == "Two sentences."


def test_a_correction_that_is_made_while_the_machine_translates_is_kept(folder: SiteFolder) -> None:
    translate(folder)
    original = folder.root / "content" / "id" / "uji.md"
    original.write_text(original.read_text(encoding="utf-8").replace("Dua kalimat.", "Lain lagi."), encoding="utf-8")

    class Slow(BackwardEngine):
        def translate(self, *arguments: Any, **options: Any) -> list[tuple[EngineOutput, ...]]:
            correct(folder, "UTAS TAMILAK.", "One sentence.")
            return super().translate(*arguments, **options)

    (problem,) = translate(folder, Slow()).problems
    assert "was edited while it was being translated" in problem.message
    assert "AUD TAMILAK." in english(folder).read_text(encoding="utf-8")
    translate(folder)
    assert article(folder).body[:2] == ("One sentence.", "NIAL IGAL.")


def test_a_correction_moves_with_its_source(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "AUD TAMILAK.", "Two sentences.")
    rewrite(folder, "Satu kalimat.\nDua kalimat.", "Dua kalimat.\nKalimat baru.\nSatu kalimat.")
    translate(folder)
    assert article(folder).body[:3] == ("Two sentences.", "TAMILAK URAB.", "UTAS TAMILAK.")


def test_a_correction_whose_source_changed_is_kept(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "AUD TAMILAK.", "Two sentences.")
    rewrite(folder, "Dua kalimat.", "Tiga kalimat.")
    translate(folder)
    assert article(folder).body[1] == "Two sentences."


def test_a_correction_whose_source_is_gone_is_kept_in_the_front_matter_and_said(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "AUD TAMILAK.", "Two sentences.")
    rewrite(folder, "Dua kalimat.\n", "")
    (problem,) = translate(folder).problems
    assert "removed:" in problem.message
    record = article(folder).translation
    assert record is not None
    assert record.removed == ("Two sentences.",)
    assert translate(folder).problems == (), "said once"


def test_a_corrected_title_is_kept(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "HAUBES LUDUJ", "A headline")
    rewrite(folder, "Sebuah judul", "Judul baru")
    translate(folder)
    assert article(folder).title == "A headline"


def test_another_model_translates_again_what_the_machine_wrote(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "AUD TAMILAK.", "Two sentences.")
    engine = BackwardEngine(version="2")
    translate(folder, engine)
    assert "Satu kalimat." in engine.seen
    assert "Dua kalimat." not in engine.seen


def review(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "status: machine", "status: reviewed")


def status(folder: SiteFolder) -> str:
    record = article(folder).translation
    assert record is not None
    return record.status


def test_what_a_person_reviewed_is_a_persons_for_every_model(folder: SiteFolder) -> None:
    review(folder)
    engine = BackwardEngine(version="2")
    assert translate(folder, engine).problems == ()
    assert engine.seen == []
    assert status(folder) == "reviewed"


def test_a_new_sentence_in_a_reviewed_article_asks_for_another_review(folder: SiteFolder) -> None:
    review(folder)
    rewrite(folder, "Dua kalimat.", "Dua kalimat.\nKalimat baru.")
    (problem,) = translate(folder).problems
    assert "1 of its texts" in problem.message
    assert status(folder) == "machine"
    engine = BackwardEngine(version="2")
    translate(folder, engine)
    # In parts too, because this engine's words do not exist.
    assert set(" ".join(engine.seen).split()) == {"Kalimat", "baru."}, "the reviewed sentences stay reviewed"


def test_code_in_a_reviewed_article_follows_the_original(folder: SiteFolder) -> None:
    review(folder)
    rewrite(folder, "kode", "kode baru")
    translate(folder)
    assert "kode baru" in article(folder).body
    assert status(folder) == "reviewed"


def test_a_translation_written_by_hand_is_left_alone(folder: SiteFolder) -> None:
    written = folder.write("en", "uji", "By hand", BODY.replace("Satu", "One"))
    before = written.read_bytes()
    assert translate(folder).problems == ()
    assert written.read_bytes() == before


def test_lines_that_do_not_pair_up_are_said_and_the_file_is_left_alone(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "UTAS TAMILAK.\n", "UTAS\nTAMILAK.\n")
    before = english(folder).read_bytes()
    (problem,) = translate(folder).problems
    assert problem.path == english(folder)
    assert "11 lines" in problem.message
    assert "10" in problem.message
    assert english(folder).read_bytes() == before


def test_a_broken_translation_is_not_overwritten_and_the_others_are_made(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "title: HAUBES LUDUJ", "title: 'HAUBES")
    before = english(folder).read_bytes()
    folder.write("id", "lain", "Judul lain", "Kalimat lain.")
    (problem,) = translate(folder).problems
    assert problem.severity == "error"
    assert english(folder).read_bytes() == before
    assert (folder.root / "content" / "en" / "lain.md").is_file()


def test_the_same_sentence_in_two_articles_is_translated_once(folder: SiteFolder) -> None:
    folder.write("id", "lain", "Judul lain", "Satu kalimat.")
    engine = BackwardEngine()
    translate(folder, engine)
    assert engine.seen.count("Satu kalimat.") == 1


def test_what_a_site_adds_to_the_front_matter_is_carried_over(folder: SiteFolder) -> None:
    folder.write("id", "uji", "Sebuah judul", BODY, rubrik="politik")
    translate(folder)
    assert article(folder).extra == {"rubrik": "politik"}


def test_where_a_story_is_from_stays_in_the_original_and_a_note_in_each_language_is_kept(folder: SiteFolder) -> None:
    rewrite(folder, "title:", "source:\n  url: https://example.com/a\n  note: Ringkas.\ntitle:")
    translate(folder)
    assert article(folder).source is None
    correct(folder, "\ntitle:", "\nsource:\n  note: Shortened.\ntitle:")
    rewrite(folder, "Dua kalimat.", "Tiga kalimat.")
    translate(folder)
    assert article(folder).body[1] == "AGIT TAMILAK."
    assert article(folder).source == Source(note="Shortened.")


def test_a_correction_wins_in_every_other_article_with_the_same_sentence(folder: SiteFolder) -> None:
    folder.write("id", "lain", "Judul lain", "Dua kalimat.")
    translate(folder)
    correct(folder, "AUD TAMILAK.", "Two sentences.")
    folder.write("id", "baru", "Judul baru", "Dua kalimat.")
    translate(folder)
    for slug in ("lain", "baru"):
        assert load_article(folder.root / "content" / "en" / f"{slug}.md", "en").body == ("Two sentences.",)


def test_what_is_in_the_memory_is_not_translated_again(folder: SiteFolder) -> None:
    translate(folder)
    english(folder).unlink()
    engine = BackwardEngine()
    translate(folder, engine)
    assert engine.seen == []
    assert article(folder).body[0] == "UTAS TAMILAK."


def test_a_lost_memory_is_made_again_from_the_articles(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "AUD TAMILAK.", "Two sentences.")
    for file in (folder.root / ".sitegen").glob("memory*"):
        file.unlink()
    folder.write("id", "lain", "Judul lain", "Satu kalimat.\nDua kalimat.")
    engine = BackwardEngine()
    translate(folder, engine)
    assert engine.seen == ["Judul lain."]
    assert load_article(folder.root / "content" / "en" / "lain.md", "en").body == ("UTAS TAMILAK.", "Two sentences.")


def test_doubts_are_kept_with_the_sentence_until_a_person_corrects_it(folder: SiteFolder) -> None:
    folder.write("id", "angka", "Sebuah judul", "Ada 5 orang.")
    translate(folder)
    path = folder.root / "content" / "en" / "angka.md"
    original = load_article(folder.root / "content" / "id" / "angka.md", "id")
    made = load_article(path, "en")
    assert states(original, made)[2].flags == ("invented",)
    path.write_text(path.read_text(encoding="utf-8").replace(made.body[0], "There are 5 people."), encoding="utf-8")
    assert states(original, load_article(path, "en"))[2] == SegmentStatus(person=True)


def test_a_corrected_sentence_is_stale_when_its_source_changes(folder: SiteFolder) -> None:
    translate(folder)
    correct(folder, "AUD TAMILAK.", "Two sentences.")
    rewrite(folder, "Dua kalimat.", "Tiga kalimat.")
    translate(folder)
    original = load_article(folder.root / "content" / "id" / "uji.md", "id")
    assert states(original, article(folder))[3] == SegmentStatus(person=True, stale=True)


def lines_of(folder: SiteFolder, body: str, **front: str) -> tuple[str, ...]:
    """The English lines of an article with this body, which a second run must leave alone."""
    folder.write("id", "uji", front.pop("title", "Judul"), body, **front)
    assert translate(folder).problems == ()
    made = article(folder).body
    assert translate(folder).articles == 0
    return made


def test_a_hard_line_break_stays_through_every_run(folder: SiteFolder) -> None:
    assert lines_of(folder, "Satu baris.  \nDua baris.") == ("UTAS SIRAB.  ", "AUD SIRAB.")


def test_indents_and_spaces_at_the_end_of_code_stay(folder: SiteFolder) -> None:
    assert lines_of(folder, "- Butir\n\n        kode  ") == ("- RITUB", "", "        kode  ")


def test_markup_over_several_lines_stays_on_both_sides(folder: SiteFolder) -> None:
    body = "Ini **tebal\nmasih tebal** dan [tautan\npanjang](/a).\n\nLihat `kode\nlagi` ini."
    assert lines_of(folder, body) == (
        "INI **LABET",
        "HISAM LABET** NAD [NATUAT",
        "GNAJNAP](/a).",
        "",
        "TAHIL `kode",
        "lagi` INI.",
    )


def test_code_of_several_lines_in_lists_and_quotations_is_not_translated(folder: SiteFolder) -> None:
    body = "- Butir\n\n        kode satu\n        kode dua\n\n> Kutipan\n>\n>     kode tiga\n\n# Judul\n    kode empat"
    made = lines_of(folder, body)
    assert [line for line in made if "kode" in line] == [line for line in body.split("\n") if "kode" in line]
    assert "> NAPITUK" in made


def test_reference_links_are_written_in_full(folder: SiteFolder) -> None:
    body = "Lihat [laporan ini] dan [itu][].\n\n[Laporan ini]: /a\n[itu]: /b"
    assert lines_of(folder, body)[0] == "TAHIL [NAROPAL INI][laporan ini] NAD [UTI][itu]."


@pytest.mark.parametrize(
    "text", ["Judul \ufffc lagi", "Judul ⟦1⟧ ⟦", "Judul &#10; \\* &amp; <b>", "*Judul*", "a " * 400]
)
def test_a_headline_and_a_caption_are_plain_text_whatever_is_in_them(folder: SiteFolder, text: str) -> None:
    lines_of(folder, "Satu.", title=text, caption=text)
    made = article(folder)
    for result in (made.title, made.caption):
        assert [sign for sign in result if not sign.isalnum()] == [sign for sign in text.strip() if not sign.isalnum()]


@pytest.mark.parametrize(
    "body", ["Satu \ufffc ⟦1⟧ dua", "Satu &#10;&#65532; dua", "<p>Satu \ufffc &#10; ⟦ &amp;lt; dua</p>"]
)
def test_what_stands_for_other_things_inside_the_program_may_stand_in_an_article(folder: SiteFolder, body: str) -> None:
    (line,) = lines_of(folder, body)
    assert "UTAS" in line
    assert "AUD" in line
    for sign in ("\ufffc", "⟦", "&#10;", "&#65532;", "&amp;", "<p>"):
        assert line.count(sign) == body.count(sign)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2003"])
def test_space_around_a_sentence_changes_nothing(folder: SiteFolder, space: str) -> None:
    (line,) = lines_of(folder, f"Satu{space}dua{space}")
    assert line == f"UTAS AUD{space}"


def test_a_broken_original_is_said_and_the_others_are_made(folder: SiteFolder) -> None:
    broken = folder.write("id", "rusak", "Judul", "Satu.")
    broken.write_text("---\ntitle: 'Judul\n---\n", encoding="utf-8")
    (problem,) = translate(folder).problems
    assert (problem.path, problem.line, problem.severity) == (broken, 2, "error")
    assert english(folder).is_file()


def test_files_that_systems_leave_behind_are_no_articles(folder: SiteFolder) -> None:
    (folder.root / "content" / "id" / "._uji.md").write_bytes(b"\x00\x05\x16\x07")
    assert translate(folder).problems == ()


def test_an_article_that_is_nested_too_deeply_is_copied(folder: SiteFolder) -> None:
    body = "- " * 1500 + "Satu"
    assert lines_of(folder, body) == (body,)


def test_another_beam_makes_the_machine_translate_again_where_the_file_says_with_which_it_did(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.write("id", "gempa", "Gempa", "Satu kalimat.")
    translate_site(site.site, BackwardEngine(options="beam 4"))
    path = site.root / "content" / "en" / "gempa.md"
    assert "  options: beam 4\n" in path.read_text(encoding="utf-8")

    narrow = BackwardEngine(options="beam 2")
    translate_site(site.site, narrow)
    assert "Satu kalimat." in narrow.seen
    assert "  options: beam 2\n" in path.read_text(encoding="utf-8")

    before = path.read_text(encoding="utf-8").replace("  options: beam 2\n", "")
    path.write_text(before, encoding="utf-8")
    wide = BackwardEngine(options="beam 8")
    translate_site(site.site, wide)
    assert wide.seen == []
    assert path.read_text(encoding="utf-8") == before
