"""A term that is added at the desk is a row of glossary.csv, after it was said what it changes."""

from __future__ import annotations

import pytest
from desks import at_the_desk
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.translation.engines.registry import site_engine
from sitegen.translation.run import translate_site

TERM = {"indonesian": "dana hibah", "english": "grant", "forms": "dana bantuan"}


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    site.write("id", "satu", "Satu", "Dana hibah itu cair.\nWarga pulang.\nMereka menerima dana bantuan.")
    translate_site(site.site, BackwardEngine())
    return site


def test_a_dry_run_says_what_would_change_and_writes_nothing(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        answer = desk.send("POST", "terms", TERM)
    assert answer["line"] == "dana hibah,grant,dana bantuan,,,"
    assert answer["affected"] == [{"slug": "satu", "number": 2}, {"slug": "satu", "number": 4}]
    assert not (site.root / "glossary.csv").exists()


@pytest.mark.slow
@pytest.mark.parametrize("selected", ["dana hibah,", "“Dana Hibah", "dana hibah.", " dana  hibah "])
def test_punctuation_that_was_selected_with_a_term_is_no_part_of_it(site: SiteFolder, selected: str) -> None:
    with at_the_desk(site) as desk:
        answer = desk.send("POST", "terms", {**TERM, "indonesian": selected, "english": "grant."})
    assert answer["line"].casefold() == "dana hibah,grant,dana bantuan,,,"
    assert answer["total"] == 2


def test_a_term_that_is_left_to_the_machine_changes_the_sentences_that_had_it(site: SiteFolder) -> None:
    site.write("id", "dua", "Dua", "Presiden tiba.\nWarga pulang.")
    translate_site(site.site, BackwardEngine())
    with at_the_desk(site) as desk:
        answer = desk.send("POST", "terms", {"indonesian": "presiden", "english": "president", "use": "leave"})
    assert answer["affected"] == [{"slug": "dua", "number": 2}]


@pytest.mark.slow
@pytest.mark.parametrize(
    "sentence",
    ["DANA HIBAH DITOLAK.", "Mereka minta **dana** hibah.", "Ada dana hibahnya.", "Dana-dana hibah itu cair."],
)
def test_a_term_is_found_in_capitals_under_marks_and_with_endings(site: SiteFolder, sentence: str) -> None:
    site.write("id", "dua", "Dua", sentence)
    translate_site(site.site, BackwardEngine())
    with at_the_desk(site) as desk:
        assert {"slug": "dua", "number": 2} in desk.send("POST", "terms", TERM)["affected"]


def test_a_persons_sentence_is_not_affected(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        desk.type("satu", 2, "The money has come.")
        assert desk.send("POST", "terms", TERM)["affected"] == [{"slug": "satu", "number": 4}]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b"indonesian,english,forms,case,use,note\ndana hibah,grant,dana bantuan,,,\n"),
        (b"english,indonesian,forms\nx,y,", b"english,indonesian,forms\nx,y,\ngrant,dana hibah,dana bantuan\n"),
        (
            b"\xef\xbb\xbfindonesian;english;forms\r\ny;x;\r\n",
            b"\xef\xbb\xbfindonesian;english;forms\r\ny;x;\r\ndana hibah;grant;dana bantuan\r\n",
        ),
    ],
)
def test_the_row_has_the_form_of_the_file(site: SiteFolder, before: bytes | None, after: bytes) -> None:
    path = site.root / "glossary.csv"
    if before is not None:
        path.write_bytes(before)
    with at_the_desk(site) as desk:
        desk.send("POST", "terms", {**TERM, "dry_run": False})
    assert path.read_bytes() == after


@pytest.mark.parametrize("wrong", [{"indonesian": ""}, {"english": ""}, {"use": "often"}, {"forms": "dana hibah"}])
def test_what_is_no_term_is_refused(site: SiteFolder, wrong: dict[str, str]) -> None:
    with at_the_desk(site) as desk:
        assert desk.send("POST", "terms", {**TERM, "dry_run": False, **wrong}, 422)["error"].startswith("glossary.csv:")
    assert not (site.root / "glossary.csv").exists()


def test_affected_sentences_are_translated_again_and_a_persons_stay(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        desk.send("POST", "terms", {**TERM, "use": "placeholder", "dry_run": False})
        desk.type("satu", 4, "Mine.")
        places = [{"slug": "satu", "number": number} for number in (2, 4, 99)]
        done = desk.send("POST", "terms/apply", {"sentences": places})["sentences"]
        assert [item["changed"] for item in done] == [True, False, False]
        assert [desk.units("satu")[number]["target"] for number in (2, 4)] == ["Grant UTI RIAC.", "Mine."]


@pytest.mark.slow
def test_the_model_uses_a_new_term_when_it_is_told_to(make_site: MakeSite) -> None:
    site = make_site("real", search=False)
    site.write("id", "satu", "Satu", "Bupati meresmikan jembatan gantung di desa itu.\nWarga pulang.")
    translate_site(site.site, site_engine(site.site))
    term = {"indonesian": "jembatan gantung", "english": "rope bridge"}
    with at_the_desk(site, make_engine=site_engine) as desk:
        found = desk.send("POST", "terms", {**term, "dry_run": False})
        assert found["affected"] == [{"slug": "satu", "number": 2}]
        done = desk.send("POST", "terms/apply", {"sentences": found["affected"]})["sentences"]
        assert [item["changed"] for item in done] == [True]
        assert "rope bridge" in desk.units("satu")[2]["target"]
        assert desk.send("POST", "terms", {**term, "indonesian": "jembatan tali gantung"})["total"] == 0
