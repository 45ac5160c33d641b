"""Beside a sentence: how such sentences were translated elsewhere, terms, and where else a word stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from desks import at_the_desk
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.translation.memory.exchange import import_file
from sitegen.translation.memory.store import open_memory
from sitegen.translation.run import translate_site

LONG = "Warga desa itu pulang ke rumah setelah hujan reda."


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    site.write("id", "satu", "Satu", LONG)
    site.write("id", "dua", "Dua", f"{LONG}\n{LONG.replace('hujan', 'banjir')}\nPresiden tiba di sana.")
    translate_site(site.site, BackwardEngine())
    return site


def test_a_persons_sentence_comes_first_and_then_what_is_less_alike(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        desk.type("dua", 2, "The villagers went home after the rain.")
        found = desk.get("stories/satu/units/2/help")["matches"]
    assert [(match["origin"], match["score"]) for match in found] == [("person", 100), ("machine", 93)]
    place = found[0]["slug"], found[0]["number"]
    assert (found[0]["target"], place) == ("The villagers went home after the rain.", ("dua", 2))


def test_an_imported_memory_gives_matches_too_and_says_so(site: SiteFolder, tmp_path: Path) -> None:
    table = tmp_path / "kamus.csv"
    exact, alike = LONG, LONG.replace("hujan", "badai")
    table.write_text(f"source,target\n{exact},They all went home.\n{alike},After the storm.\n", encoding="utf-8")
    with open_memory(site.site) as memory:
        import_file(memory, table)
    with at_the_desk(site) as desk:
        found = desk.get("stories/satu/units/2/help")["matches"]
        assert desk.get("concordance?q=badai")["total"] == 0
    assert [(match["origin"], match["score"], match["slug"]) for match in found] == [
        ("imported", 100, ""),
        ("machine", 100, "dua"),
        ("machine", 93, "dua"),
        ("imported", 92, ""),
    ]
    assert found[0]["target"] == "They all went home."


def test_what_left_the_memory_is_no_match_any_more(site: SiteFolder, tmp_path: Path) -> None:
    table = tmp_path / "kamus.csv"
    table.write_text(f"source,target\n{LONG},They all went home.\n", encoding="utf-8")
    with open_memory(site.site) as memory:
        import_file(memory, table)
    with at_the_desk(site) as desk:
        assert desk.get("stories/satu/units/2/help")["matches"][0]["origin"] == "imported"
    for path in site.site.state.glob("memory.sqlite3*"):
        path.unlink()
    with at_the_desk(site) as desk:
        assert desk.get("stories/satu/units/2/help")["matches"][0]["origin"] == "machine"


def test_terms_of_the_glossary_are_given_with_their_english(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        terms = desk.get("stories/dua/units/4/help")["terms"]
    assert [(term["indonesian"], term["english"][0]) for term in terms] == [("Presiden", "president")]


def test_a_term_that_stands_twice_in_a_sentence_is_given_once(site: SiteFolder) -> None:
    site.write("id", "tiga", "Tiga", "Presiden tiba, lalu Presiden pergi.")
    translate_site(site.site, BackwardEngine())
    with at_the_desk(site) as desk:
        terms = desk.get("stories/tiga/units/2/help")["terms"]
    assert [term["indonesian"] for term in terms] == ["Presiden"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("q=banjir", 1),
        ("q=BANJIR&lang=id", 1),
        ("q=desa%20itu", 3),
        ("q=itu%20desa", 0),
        ("q=ASED&lang=en", 3),
        ("q=%22%20OR%20*", 0),
        ("q=", 0),
    ],
)
def test_a_concordance_finds_words_as_they_stand(site: SiteFolder, query: str, total: int) -> None:
    with at_the_desk(site) as desk:
        found = desk.get(f"concordance?{query}")
    assert (found["total"], len(found["found"])) == (total, total)
