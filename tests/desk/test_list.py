"""The list says what waits in each story, and is always that of the files as they are."""

from __future__ import annotations

import datetime

import pytest
from desks import at_the_desk, write_story
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.translation.run import translate_site


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    site.write("id", "angka", "Angka Naik", "Ada 1.500 orang.", date=datetime.date(2022, 1, 5))
    site.write("id", "lama", "Café Lama", "Tutup.", date=datetime.date(2020, 1, 1), draft=True)
    translate_site(site.site, BackwardEngine())
    write_story(site)
    return site


def test_each_story_has_its_counts(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        found = desk.get("stories?sort=title")
        assert [row["slug"] for row in found["stories"]] == ["angka", "lama", "hujan"]
        assert found["stories"][2]["counts"]["sentences"] == 7
        assert found["progress"]["stories"] == 3
        desk.type("hujan", 3, "People went home.")
        row = desk.get("stories?q=hujan")["stories"][0]
    assert (row["counts"]["by_person"], row["counts"]["unreviewed"]) == (1, 6)


def test_the_list_follows_the_files(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        desk.get("stories")
        path = site.root / "content" / "id" / "angka.md"
        path.write_text(path.read_text(encoding="utf-8").replace("Angka Naik", "Angka Turun"), encoding="utf-8")
        (site.root / "content" / "id" / "lama.md").unlink()
        (site.root / "content" / "en" / "lama.md").unlink()
        assert [row["title"] for row in desk.get("stories?sort=title")["stories"]] == ["Angka Turun", "Hujan Turun"]
    with at_the_desk(site) as desk:  # from the file of the index
        assert desk.get("stories?sort=newest")["stories"][0]["title"] == "Angka Turun"
    left = {path.name for path in (site.root / ".sitegen").glob("desk.sqlite3*")}
    assert left == {"desk.sqlite3", "desk.sqlite3-closed"}


def test_a_story_that_cannot_be_read_is_an_error_and_first(site: SiteFolder) -> None:
    (site.root / "content" / "id" / "rusak.md").write_text("no front matter", encoding="utf-8")
    with at_the_desk(site) as desk:
        assert desk.get("stories")["stories"][0]["slug"] == "rusak"
        (row,) = desk.get("stories?filter=errors")["stories"]
        assert row["problems"][0].startswith("content/id/rusak.md:1: does not begin with front matter")


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("q=cafe", ["lama"]),
        ("q=TURUN%20hujan", ["hujan"]),
        ("filter=drafts", ["lama"]),
        ("filter=stale", []),
        ("sort=newest&limit=2", ["angka", "hujan"]),
        ("sort=newest&limit=2&offset=2", ["lama"]),
        ("filter=unreviewed&sort=newest", ["angka", "hujan", "lama"]),
    ],
)
def test_filters_search_and_pages(site: SiteFolder, query: str, slugs: list[str]) -> None:
    with at_the_desk(site) as desk:
        assert [row["slug"] for row in desk.get(f"stories?{query}")["stories"]] == slugs


@pytest.mark.parametrize("query", ["filter=none", "sort=none", "limit=-1", "offset=x"])
def test_what_there_is_not_is_refused(site: SiteFolder, query: str) -> None:
    with at_the_desk(site) as desk:
        assert desk.ask("GET", f"/_desk/api/stories?{query}").status == 400
