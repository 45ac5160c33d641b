"""The state of what is published has a name, whatever others do to the finished site's folder or to the cache."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from outputs import FILES, commit, content, intact, state_of

from sitegen.errors import SitegenError
from sitegen.storage import scan as survey
from sitegen.storage.manifest import MANIFEST
from sitegen.storage.output import NEXT, Outcome, open_output
from sitegen.storage.record import RECORD

pytestmark = pytest.mark.slow


@pytest.fixture
def public(tmp_path: Path) -> Path:
    commit(tmp_path / "public", FILES, tmp_path / "state")
    return tmp_path / "public"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


# The name of the state


def test_only_the_same_files_have_the_same_state(public: Path, state: Path) -> None:
    seen = [state_of(public, state)]
    for path, data in (("a.html", b"2"), ("a.html", b"3"), ("d.html", b"d")):
        with open_output(public, state) as output:
            assert output.intact == seen[-1]
            output.keep_all_but()
            output.put(path, data)
            output.commit()
            seen.append(output.state)
        assert state_of(public, state) == seen[-1]
    assert None not in seen
    assert len(set(seen)) == len(seen)
    commit(public, FILES, state)
    assert state_of(public, state) == seen[0]


def test_a_commit_that_changes_nothing_leaves_the_state(public: Path, state: Path) -> None:
    before = state_of(public, state)
    commit(public, FILES, state)
    assert state_of(public, state) == before


def test_a_folder_without_a_manifest_has_none(tmp_path: Path, public: Path, state: Path) -> None:
    assert state_of(tmp_path / "nothing-there", tmp_path / "another-state") is None
    before = intact(public, state)
    (state / RECORD).unlink()
    assert intact(public, state) == before
    (public / MANIFEST).unlink()
    assert intact(public, state) is None
    commit(public, FILES, state)
    assert intact(public, state) == before


@pytest.mark.parametrize("trouble", ["changed", "gone", "a folder", "a link", "a link of the same size and time"])
def test_a_site_in_which_somebody_changed_files_of_ours_is_not_intact(public: Path, state: Path, trouble: str) -> None:
    before = intact(public, state)
    place = public / "b" / "b.html"
    time = place.stat().st_mtime_ns
    if trouble == "changed":
        place.write_bytes(b"B")
    else:
        place.unlink()
    if trouble == "a folder":
        place.mkdir()
    if trouble.startswith("a link"):
        place.symlink_to("b" * len(FILES["b/b.html"]))
    if trouble == "a link of the same size and time":
        os.utime(place, ns=(time, time), follow_symlinks=False)
    with open_output(public, state) as output:
        assert output.state == before
        assert output.intact is None
        assert output.lost == frozenset({"b/b.html"})
        output.keep_all_but()
        output.put("b/b.html", b"b")
        assert output.commit() == Outcome(1, 0, 2, ())
        assert output.intact == output.state == before
    assert content(public) == FILES


def test_a_file_that_was_only_touched_is_as_it_was_and_keeps_its_time(public: Path, state: Path) -> None:
    before = intact(public, state)
    os.utime(public / "b" / "b.html", (1, 1))
    assert intact(public, state) == before
    for text in (b"1", b"2", b"3"):
        commit(public, {**FILES, "a.html": text}, state)
        assert (public / "b" / "b.html").stat().st_mtime == 1


def test_a_copy_that_took_the_place_of_a_file_goes_on_and_is_read_only_until_the_next_change(
    public: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(public, {**FILES, "a.html": b"0"}, state)
    place = public / "b" / "b.html"
    place.unlink()
    place.write_bytes(FILES["b/b.html"])
    os.utime(place, (1, 1))
    for text in (b"1", b"2", b"3"):
        commit(public, {**FILES, "a.html": text}, state)
        assert place.stat().st_mtime == 1
    monkeypatch.setattr(survey, "digest_of", None)
    assert intact(public, state)


def test_files_of_others_do_not_matter_to_it(public: Path, state: Path) -> None:
    before = intact(public, state)
    (public / "CNAME").write_text("theirs")
    assert intact(public, state) == before


# What others do


@pytest.mark.skipif(sys.platform != "linux", reason="only there, names may be any bytes")
def test_a_name_that_is_not_text_goes_on_through_many_builds(public: Path, state: Path) -> None:
    name = os.fsdecode(b"b/caf\xe9.txt")
    (public / name).write_bytes(b"theirs")
    for text in (b"1", b"2", b"3"):
        assert commit(public, {**FILES, "a.html": text}, state).problems == ()
        assert (public / name).read_bytes() == b"theirs"
    (public / name).unlink()
    for text in (b"4", b"5"):
        commit(public, {**FILES, "a.html": text}, state)
        assert not (public / name).exists()


def test_what_somebody_put_there_and_took_away_again_does_not_come_back(public: Path, state: Path) -> None:
    (public / "theirs").write_bytes(b"")
    commit(public, {**FILES, "a.html": b"1"}, state)
    (public / "theirs").unlink()
    for text in (b"2", b"3"):
        commit(public, {**FILES, "a.html": text}, state)
        assert not (public / "theirs").exists()


def test_a_link_to_a_copy_in_the_place_of_a_folder_is_said(tmp_path: Path, public: Path, state: Path) -> None:
    shutil.copytree(public / "b", tmp_path / "copy")
    shutil.rmtree(public / "b")
    (public / "b").symlink_to(tmp_path / "copy")
    with open_output(public, state) as output:
        assert output.intact
        output.keep_all_but()
        output.put("a.html", b"new")
        with pytest.raises(SitegenError, match="b: leads out of the folder of the finished site"):
            output.commit()
    assert (tmp_path / "copy" / "b.html").read_bytes() == b"b"


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO file VALUES ('../victim', x'00', 0, 0)",
        "INSERT INTO file VALUES ('b/../../victim', x'00', 0, 0)",
        "INSERT INTO file VALUES ('a' || char(0), x'00', 0, 0)",
        "INSERT INTO file VALUES (x'2e2e', x'00', 0, 0)",
        "INSERT INTO other VALUES ('../victim')",
        "INSERT INTO foreign_file VALUES (x'2e2e2f76696374696d', '')",
        "INSERT INTO foreign_file VALUES ('../victim', '')",
        "INSERT INTO foreign_file VALUES (7, '')",
        "INSERT INTO foreign_file VALUES (x'610062', '')",
        "UPDATE file SET digest = 1, size = 'x', modified = x'00'",
        "UPDATE file SET digest = 1",
        "UPDATE note SET value = x'ff'",
        "UPDATE note SET value = 'forged'",
    ],
)
def test_a_record_that_somebody_forged_leads_nowhere(tmp_path: Path, public: Path, state: Path, row: str) -> None:
    victims = [tmp_path / "victim", state / "victim"]
    for victim in victims:
        victim.write_bytes(b"theirs")
    commit(public, {**FILES, "a.html": b"1"}, state)
    with sqlite3.connect(state / RECORD) as connection:
        connection.execute("PRAGMA ignore_check_constraints=on")
        connection.execute(row)
    connection.close()
    for text in (b"2", b"3"):
        commit(public, {"a.html": text, "b/b.html": b"b"}, state)
        assert (public / "a.html").read_bytes() == text
    assert [victim.read_bytes() for victim in victims] == [b"theirs", b"theirs"]
    assert {path.name for path in (state / NEXT).iterdir()} - {"b"} == {"a.html", MANIFEST}
