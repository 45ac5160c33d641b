"""A sentence that is typed at the desk changes its own line of the file, and is a person's from then on."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from desks import STORY, Client, at_the_desk, write_story
from fake_engine import BackwardEngine, ScriptedEngine
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder, write_site

from sitegen.desk.stories import find_issues
from sitegen.translation.run import translate_site


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    return make_site(search=False)


@pytest.fixture(scope="module")
def any_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    return write_site(tmp_path_factory.mktemp("checked") / "site", search=False)


def changed_lines(before: bytes, after: bytes) -> list[str]:
    """What was taken out of a file and put in."""
    old, new = (data.decode().splitlines(keepends=True) for data in (before, after))
    lines = difflib.ndiff(old, new)
    return [line.rstrip("\n") for line in lines if line[0] in "+-"]


def number_of(desk: Client, source: str, slug: str = "hujan") -> int:
    return next(int(unit["number"]) for unit in desk.units(slug) if unit["source"] == source)


def edit_by_hand(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def test_a_story_is_shown_sentence_by_sentence(site: SiteFolder) -> None:
    write_story(site)
    with at_the_desk(site) as desk:
        story = desk.get("stories/hujan")
    shown = [(unit["kind"], unit["source"], unit["target"], unit["block"]) for unit in story["units"]]
    assert shown == [
        ("title", "Hujan Turun", "NAJUH NURUT", 0),
        ("caption", "Warga di jalan.", "AGRAW ID NALAJ.", 1),
        ("sentence", "Hujan turun.", "NAJUH NURUT.", 2),
        ("sentence", "Warga pulang.", "AGRAW GNALUP.", 2),
        ("blank", "", "", 3),
        ("related", "BACA JUGA: Banjir Turun", "READ ALSO: RIJNAB NURUT", 3),
        ("blank", "", "", 4),
        ("sentence", "## Cuaca", "## ACAUC", 4),
        ("blank", "", "", 5),
        ("sentence", "Besok cerah.", "KOSEB HAREC.", 5),
    ]
    assert story["fields"]["original"]["date"] == "2022-01-03"
    assert story["languages"] == {"original": "id", "translation": "en"}
    assert story["addresses"]["translation"] == "/en/hujan/"


@pytest.mark.parametrize("source", ["Hujan Turun", "Warga di jalan.", "Warga pulang.", "Besok cerah."])
def test_typing_changes_one_line_of_the_file(site: SiteFolder, source: str) -> None:
    original, translation = write_story(site)
    before = translation.read_bytes()
    with at_the_desk(site) as desk:
        number = number_of(desk, source)
        unit = desk.type("hujan", number, "It's a “person’s” sentence.")
        assert (unit["person"], unit["target"]) == (True, "It's a “person’s” sentence.")
    removed, added = changed_lines(before, translation.read_bytes())
    assert "It's a “person’s” sentence." in added.replace("''", "'")
    assert removed[2:].partition(": ")[0] in {"title", "caption", "AGRAW GNALUP.", "KOSEB HAREC."}
    assert original.read_text(encoding="utf-8") == STORY


def test_a_persons_bytes_stay_in_a_file_with_windows_line_ends(site: SiteFolder) -> None:
    _, translation = write_story(site)
    text = translation.read_text(encoding="utf-8").replace("lang: en", "lang:  en  # a remark")
    mixed = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode().replace(b"NURUT.\r\n", b"NURUT.\n").rstrip()
    translation.write_bytes(mixed)
    with at_the_desk(site) as desk:
        desk.type("hujan", number_of(desk, "Warga pulang."), "People went home.")
        assert translation.read_bytes() == mixed.replace(b"AGRAW GNALUP.", b"People went home.")
        desk.type("hujan", number_of(desk, "Besok cerah."), "Sunny tomorrow.")
    assert translation.read_bytes().endswith(b"\r\n\r\nSunny tomorrow.")


def test_translating_again_keeps_what_was_typed(site: SiteFolder) -> None:
    _, translation = write_story(site)
    with at_the_desk(site) as desk:
        desk.type("hujan", 3, "People went home.")
        before = translation.read_bytes()
        translate_site(site.site, BackwardEngine(version="2"))
        assert "People went home." in translation.read_text(encoding="utf-8")
        desk.type("hujan", 2, "It rained.")
    assert before != translation.read_bytes()


def test_an_edit_of_what_was_not_seen_is_refused_and_shows_both(site: SiteFolder) -> None:
    _, translation = write_story(site)
    with at_the_desk(site) as desk:
        seen = desk.units("hujan")[3]["seen"]
        edit_by_hand(translation, "AGRAW GNALUP.", "Somebody's own.")
        now = translation.read_bytes()
        answer = desk.type("hujan", 3, "Mine.", 409, seen)
        assert (answer["mine"], answer["unit"]["target"]) == ("Mine.", "Somebody's own.")
        assert translation.read_bytes() == now
        desk.type("hujan", 3, "Mine.", 200, answer["unit"]["seen"])
    assert b"Mine." in translation.read_bytes()


def test_a_sentence_that_has_moved_is_found_again(site: SiteFolder) -> None:
    original, translation = write_story(site)
    with at_the_desk(site) as desk:
        seen = desk.units("hujan")[3]["seen"]
        edit_by_hand(original, "Hujan turun.", "Baru.\nHujan turun.")
        edit_by_hand(translation, "NAJUH NURUT.", "New.\nNAJUH NURUT.")
        unit = desk.type("hujan", 3, "People went home.", 200, seen)
        assert (unit["number"], unit["source"]) == (4, "Warga pulang.")


def test_a_stale_sentence_is_fresh_again_when_it_is_typed_or_accepted(site: SiteFolder) -> None:
    original, translation = write_story(site)
    with at_the_desk(site) as desk:
        desk.type("hujan", 2, "It rained.")
        desk.type("hujan", 3, "People went home.")
        edit_by_hand(original, "Hujan turun.", "Hujan deras turun.")
        edit_by_hand(original, "Warga pulang.", "Warga belum pulang.")
        translate_site(site.site, BackwardEngine())
        assert [unit["stale"] for unit in desk.units("hujan")[2:4]] == [True, True]
        before = translation.read_bytes()
        desk.type("hujan", 2, "It rained heavily.")
        seen = desk.units("hujan")[3]["seen"]
        unit = desk.send("PUT", "stories/hujan/units/3/accept", {"seen": seen})
        assert (unit["stale"], unit["person"], unit["target"]) == (False, True, "People went home.")
        assert [unit["stale"] for unit in desk.units("hujan")] == [False] * 10
    assert len(changed_lines(before, translation.read_bytes())) == 6  # two lines of the record, one of the body


def test_an_accepted_sentence_of_the_machine_is_a_persons(site: SiteFolder) -> None:
    _, translation = write_story(site)
    before = translation.read_bytes()
    with at_the_desk(site) as desk:
        seen = desk.units("hujan")[3]["seen"]
        assert desk.send("PUT", "stories/hujan/units/3/accept", {"seen": seen})["person"]
    _, added = changed_lines(before, translation.read_bytes())
    assert added.endswith("→ person")


def test_an_acceptance_is_taken_back_to_the_byte_also_when_the_machine_would_say_something_else_now(
    site: SiteFolder,
) -> None:
    _, translation = write_story(site)
    before = translation.read_bytes()
    with at_the_desk(site, make_engine=lambda _: ScriptedEngine(script={})) as desk:
        unit = desk.units("hujan")[3]
        doubts = {"flags": [issue["kind"] for issue in unit["issues"]], "confidence": unit["confidence"]}
        desk.send("PUT", "stories/hujan/units/3/accept", {"seen": unit["seen"]})
        after = desk.send("DELETE", "stories/hujan/units/3/accept", {"seen": unit["seen"], **doubts})
        assert after == {**unit, "version": after["version"]}
        assert translation.read_bytes() == before
        desk.type("hujan", 3, "People went home.")
        seen = desk.units("hujan")[3]["seen"]
        desk.send("DELETE", "stories/hujan/units/3/accept", {"seen": seen, **doubts})
        assert desk.units("hujan")[3]["person"]  # what a person typed is not the machine's
        desk.send("DELETE", "stories/hujan/units/3/accept", {"seen": seen, "flags": ["odd"], "confidence": 2}, 400)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Two\nlines\r\n and a third", "Two lines and a third"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("  around  ", "around"),
    ],
)
def test_what_is_typed_stays_one_line_of_text(site: SiteFolder, text: str, written: str) -> None:
    write_story(site)
    with at_the_desk(site) as desk:
        for number in (0, 3):
            assert desk.type("hujan", number, text)["target"] == written


@pytest.mark.parametrize("text", ["", "  \n ", "a\x00b", "a\x1bb"])
def test_what_is_no_sentence_is_refused(site: SiteFolder, text: str) -> None:
    _, translation = write_story(site)
    before = translation.read_bytes()
    with at_the_desk(site) as desk:
        assert desk.type("hujan", 3, text, 422)["error"]
    assert translation.read_bytes() == before


def test_lines_that_do_not_pair_up_are_said_and_not_edited(site: SiteFolder) -> None:
    original, _ = write_story(site)
    with at_the_desk(site) as desk:
        seen = desk.units("hujan")[3]["seen"]
        edit_by_hand(original, "Hujan turun.", "Baru.\nHujan turun.")
        story = desk.get("stories/hujan")
        assert (story["open"], story["units"]) == (False, [])
        assert any("run translate" in problem for problem in story["problems"])
        desk.type("hujan", 3, "Mine.", 422, seen)


def test_a_check_says_what_is_wrong_with_what_is_typed(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        draft = {"source": "Ada 1.500 orang.", "target": "There were 15 people."}
        issues = desk.send("POST", "check", draft)["issues"]
    assert [issue["kind"] for issue in issues] == ["number"]
    assert issues[0]["message"].startswith("a number differs")


def checked(desk: Client, source: str, target: str) -> list[tuple[str, list[str], list[str]]]:
    """The kinds of the issues of what is typed, with the words of each text that they are about."""
    issues = desk.send("POST", "check", {"source": source, "target": target})["issues"]
    return [(issue["kind"], issue["source_words"], issue["target_words"]) for issue in issues]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Rusia menuntut agar NATO menolak keanggotaan Ukraina.", "Russia wants NATO to rule out Ukraine as a member."),
        ("Pakta Pertahanan Atlantik Utara (NATO) menolak usul itu.", "NATO rejected the proposal."),
        ("Blinken menyerukan “sikap bersatu,” Price menguraikan.", "Blinken urged “unity,” Price said in a statement."),
    ],
)
def test_a_persons_free_translation_is_not_called_wrong(site: SiteFolder, source: str, target: str) -> None:
    assert find_issues(site.site, source, target)  # of the machine it would be doubted
    with at_the_desk(site) as desk:
        assert checked(desk, source, target) == []


def test_the_label_of_a_related_headline_is_no_lost_name(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        assert checked(desk, "BACA JUGA: Jerman Tata Ulang Hubungan", "READ ALSO: Germany Resets Relations") == []


def test_the_words_that_an_issue_is_about_are_told_of_each_text(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        found = checked(desk, "Menteri Luar Negeri itu pulang.", "The diplomat drove homewardly.")
    assert ("term", ["Menteri Luar Negeri"], []) in found
    assert ("nonword", [], ["homewardly"]) in found


@pytest.mark.slow
@given(source=st.text(max_size=40), target=st.text(max_size=40), label=st.sampled_from(["", "BACA JUGA: "]))
def test_whatever_is_typed_is_checked(any_site: SiteFolder, source: str, target: str, label: str) -> None:
    find_issues(any_site.site, label + source, label + target, by_person=True)
