"""Sentences are split and joined in both files, and the record of the sentences follows."""

from __future__ import annotations

import pytest
from desks import STORY, at_the_desk, write_story
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.translation.run import translate_site

TEXT = STORY.replace("Warga pulang.", "Warga pulang, lalu tidur.")


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    write_story(site, text=TEXT)
    return site


def bodies(site: SiteFolder) -> list[bytes]:
    return [(site.root / "content" / lang / "hujan.md").read_bytes() for lang in ("id", "en")]


def test_what_was_split_and_joined_again_is_as_it_was(site: SiteFolder) -> None:
    before = bodies(site)
    with at_the_desk(site) as desk:
        seen = desk.units("hujan")[3]["seen"]
        cut = {"number": 3, "source_at": [13], "target_at": [13], "seen": seen}
        units = desk.send("POST", "stories/hujan/split", cut)["units"]
        assert [unit["source"] for unit in units[2:6]] == ["Hujan turun.", "Warga pulang,", "lalu tidur.", ""]
        assert [unit["target"] for unit in units[3:5]] == ["AGRAW GNALUP,", "ULAL RUDIT."]
        assert not any(unit["person"] for unit in units)
        assert translate_site(site.site, BackwardEngine()).texts == 0
        both = {"number": 3, "seen": [unit["seen"] for unit in units[3:5]]}
        desk.send("POST", "stories/hujan/join", both)
    assert bodies(site) == before


def test_the_parts_of_a_persons_sentence_are_a_persons(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        seen = desk.type("hujan", 3, "People went home. - 2022 they slept.")["seen"]
        cut = {"number": 3, "source_at": [13], "target_at": [18], "seen": seen}
        units = desk.send("POST", "stories/hujan/split", cut)["units"]
        assert [unit["person"] for unit in units[2:6]] == [False, True, True, False]
        assert units[4]["target"] == "\\- 2022 they slept."
        assert not any(unit["stale"] for unit in units)
        both = {"number": 2, "seen": [unit["seen"] for unit in units[2:4]]}
        units = desk.send("POST", "stories/hujan/join", both)["units"]
    assert (units[2]["person"], units[2]["target"]) == (True, "NAJUH NURUT. People went home.")


@pytest.mark.parametrize(
    ("number", "source_at", "target_at"), [(3, [13], [5, 13]), (3, [0], [13]), (0, [5], [5]), (7, [4], [4])]
)
def test_what_cannot_be_split_stays(site: SiteFolder, number: int, source_at: list[int], target_at: list[int]) -> None:
    before = bodies(site)
    with at_the_desk(site) as desk:
        seen = desk.units("hujan")[number]["seen"]
        cut = {"number": number, "source_at": source_at, "target_at": target_at, "seen": seen}
        desk.send("POST", "stories/hujan/split", cut, 422)
    assert bodies(site) == before


def test_sentences_of_two_paragraphs_are_not_joined(site: SiteFolder) -> None:
    before = bodies(site)
    with at_the_desk(site) as desk:
        both = {"number": 3, "seen": [unit["seen"] for unit in desk.units("hujan")[3:5]]}
        desk.send("POST", "stories/hujan/join", both, 422)
        seen = desk.units("hujan")[3]["seen"]
        desk.send("POST", "stories/hujan/join", {"number": 3, "seen": [seen, {"source": "x", "target": "y"}]}, 409)
    assert bodies(site) == before
