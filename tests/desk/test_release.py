"""What an editor does with a whole story: its front matter, the review."""

from __future__ import annotations

import datetime
import difflib

import pytest
from desks import STORY, at_the_desk, write_story
from fake_engine import BackwardEngine, ScriptedEngine
from sites import MakeSite, SiteFolder

from sitegen.translation.run import translate_site


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    write_story(site)
    return site


def test_fields_change_their_own_lines_of_the_front_matter(site: SiteFolder) -> None:
    path = site.root / "content" / "id" / "hujan.md"
    with at_the_desk(site) as desk:
        version = desk.get("stories/hujan")["version"]
        original = {"date": "2022-01-04", "time": "19:30", "tags": ["cuaca", "Jakarta"], "correction": "Tanggalnya."}
        edit = {"version": version, "original": original, "translation": {"correction": "The date."}}
        story = desk.send("PATCH", "stories/hujan/fields", edit)
    assert story["fields"]["original"]["tags"] == ["cuaca", "Jakarta"]
    assert story["fields"]["translation"]["correction"] == "The date."
    lines = difflib.ndiff(STORY.splitlines(), path.read_text(encoding="utf-8").splitlines())
    assert {line for line in lines if line[0] in "+-"} == {
        "- date: 2022-01-03   # a Monday",
        "+ date: 2022-01-04 19:30:00   # a Monday",
        "+ correction: Tanggalnya.",
        "+ tags:",
        "+ - cuaca",
        "+ - Jakarta",
    }


@pytest.mark.parametrize(
    "original",
    [{"title": " "}, {"date": "yesterday"}, {"date": "", "time": "19:30"}, {"tags": ["a", "A"]}, {"title": "a\x00"}],
)
def test_a_wrong_value_changes_nothing(site: SiteFolder, original: object) -> None:
    with at_the_desk(site) as desk:
        edit = {"version": desk.get("stories/hujan")["version"], "original": original}
        assert desk.send("PATCH", "stories/hujan/fields", edit, 422)["error"]
    assert (site.root / "content" / "id" / "hujan.md").read_text(encoding="utf-8") == STORY


def test_fields_of_a_story_that_has_changed_are_refused_with_both(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        version = desk.get("stories/hujan")["version"]
        desk.type("hujan", 3, "People went home.")
        edit = {"version": version, "original": {"byline": "mg"}}
        answer = desk.send("PATCH", "stories/hujan/fields", edit, 409)
    assert answer["mine"]["original"] == {"byline": "mg"}
    assert answer["story"]["units"][3]["target"] == "People went home."


def test_a_review_says_who_read_the_story_and_when(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641250800")  # in Jakarta, it is the next day already
    path = site.root / "content" / "en" / "hujan.md"
    before = path.read_bytes()
    with at_the_desk(site) as desk:
        version = desk.get("stories/hujan")["version"]
        story = desk.send("POST", "stories/hujan/review", {"version": version, "by": "Sari"})
        assert story["reviewed"] == {"by": "Sari", "on": "2022-01-04", "whole": True}
        assert "  reviewed_by: Sari\n  reviewed_on: 2022-01-04\n" in path.read_text(encoding="utf-8")
        translate_site(site.site, BackwardEngine(version="2"))
        assert desk.get("stories/hujan")["reviewed"]["by"] == "Sari"
        desk.type("hujan", 3, "People went home.")
        assert desk.get("stories/hujan")["reviewed"]["whole"]
        desk.send("POST", "stories/hujan/review", {"version": version, "by": "Sari"}, 409)
        assert not desk.send("DELETE", "stories/hujan/review", None)["reviewed"]["whole"]
    text = path.read_text(encoding="utf-8")
    assert "reviewed_" not in text
    assert datetime.date(2022, 1, 4).isoformat() not in text
    assert before != path.read_bytes()


def test_the_machines_own_sentence_comes_back(site: SiteFolder) -> None:
    path = site.root / "content" / "en" / "hujan.md"
    before = path.read_bytes()
    with at_the_desk(site) as desk:
        for number in (0, 1, 3):
            desk.type("hujan", number, "Mine.")
            seen = desk.units("hujan")[number]["seen"]
            unit = desk.send("PUT", f"stories/hujan/units/{number}", {"machine": True, "seen": seen})
            assert not unit["person"]
    assert path.read_bytes() == before


def test_hypotheses_are_the_machines_best_first(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        found = desk.send("POST", "stories/hujan/units/3/translate", {})["hypotheses"]
    assert [item["target"] for item in found] == ["AGRAW GNALUP."]


def test_a_related_headline_has_other_hypotheses_behind_its_label(site: SiteFolder) -> None:
    engine = ScriptedEngine(script={"Banjir turun": ("Floods ease", "*Floods* recede")})
    with at_the_desk(site, make_engine=lambda _: engine) as desk:
        found = desk.send("POST", "stories/hujan/units/5/translate", {})["hypotheses"]
    label = desk.units("hujan")[5]["target"].partition(":")[0]
    assert [item["target"] for item in found][-2:] == [f"{label}: Floods ease", rf"{label}: \*Floods\* recede"]


def test_days_and_numbers_in_hypotheses_are_in_english(site: SiteFolder) -> None:
    path = site.root / "content" / "id" / "hujan.md"
    source = "Hujan turun pada Senin (3/1) di 1.500 desa."
    path.write_text(STORY.replace("Hujan turun.", source), encoding="utf-8")
    translate_site(site.site, BackwardEngine())
    script = {source: ("Rain fell on Monday (3/1) in 1.500 villages.", "It rained in 1.500 villages on Monday (3/1).")}
    with at_the_desk(site, make_engine=lambda _: ScriptedEngine(script=script)) as desk:
        found = desk.send("POST", "stories/hujan/units/2/translate", {})["hypotheses"]
    assert len(found) > 1
    assert all("(Jan. 3)" in item["target"] and "1,500" in item["target"] for item in found)


@pytest.mark.slow
def test_publishing_shows_first_what_would_change_and_then_does_it(make_site: MakeSite) -> None:
    site = make_site("published", search=False, **{"publish.web": {"kind": "directory", "path": "web"}})
    write_story(site)
    with at_the_desk(site) as desk:
        assert desk.get("targets") == {"targets": [{"name": "web", "kind": "directory"}]}
        plan = desk.send("POST", "publish", {"target": "web"})
        assert "added en/hujan/index.html" in plan["plan"]
        assert not (site.root / "web").exists()
        desk.send("POST", "publish", {"target": "web", "dry_run": False})
        assert "AGRAW GNALUP." in (site.root / "web" / "en" / "hujan" / "index.html").read_text(encoding="utf-8")
        assert desk.send("POST", "publish", {"target": "web"})["plan"] == []
        desk.send("POST", "publish", {"target": "none"}, 422)


def test_a_site_with_errors_is_not_published(make_site: MakeSite) -> None:
    site = make_site("broken", search=False, **{"publish.web": {"kind": "directory", "path": "web"}})
    write_story(site)
    (site.root / "content" / "id" / "rusak.md").write_text("no front matter", encoding="utf-8")
    with at_the_desk(site) as desk:
        answer = desk.send("POST", "publish", {"target": "web", "dry_run": False}, 422)
    assert answer["problems"][0].startswith("content/id/rusak.md:1:")
    assert not (site.root / "web").exists()
