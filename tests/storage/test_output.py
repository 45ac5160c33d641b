"""The finished site's folder is brought up to date with as few changes as possible, and nothing foreign is lost."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs import commit
from sites import MakeSite, SiteFolder, write_site

from sitegen.errors import SitegenError
from sitegen.storage.manifest import MANIFEST
from sitegen.storage.output import Outcome, open_output
from sitegen.storage.record import RECORD

pytestmark = pytest.mark.slow

LONG_AGO = 1_000_000_000


def small_site(root: Path) -> SiteFolder:
    site = write_site(root)
    site.pair(
        "a", ("Judul A", "Title A"), ("Satu *dua*.\n\nBACA JUGA: Judul B", "One *two*."), date=datetime.date(2022, 1, 3)
    )
    site.pair("b", ("Judul B", "Title B"))
    return site


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def age(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (LONG_AGO, LONG_AGO))


# Repeatable


def test_a_second_build_writes_nothing_and_keeps_all_times(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    first = site.render()
    count = len(site.files())
    assert (first.written, first.removed, first.unchanged) == (count, 0, 0)
    before = times(site.public)
    second = site.render()
    assert (second.pages, second.written, second.removed, second.unchanged) == (first.pages, 0, 0, count)
    assert times(site.public) == before


def test_another_folder_on_another_day_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = small_site(tmp_path / "one")
    one.render()
    other = small_site(tmp_path / "another" / "place")
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    other.render()
    assert other.files() == one.files()


def test_an_edit_rewrites_only_the_pages_that_show_it(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.render()
    age(site.public)
    path = site.site.content("en") / "b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("One.", "First."), encoding="utf-8")
    site.render()
    fresh = {
        path.relative_to(site.public).as_posix()
        for path in site.public.rglob("*.html")
        if path.stat().st_mtime > LONG_AGO
    }
    assert fresh == {
        "en/index.html",
        "en/b/index.html",
        "en/b/parallel/index.html",
        "id/b/parallel/index.html",
        "en/archive/undated/index.html",
    }


# Removing


def test_pages_that_are_no_more_are_removed_with_their_folders(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.render()
    (site.site.content("id") / "b.md").unlink()
    (site.site.content("en") / "b.md").unlink()
    result = site.render()
    assert result.removed > 2
    assert not (site.public / "id" / "b").exists()
    assert (site.public / "id" / "a" / "index.html").exists()


def test_files_that_sitegen_did_not_make_stay(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    for name in ("CNAME", "id/catatan.txt", "id/b/catatan.txt"):
        (site.public / name).parent.mkdir(parents=True, exist_ok=True)
        (site.public / name).write_text("milik orang", encoding="utf-8")
    site.render()
    (site.site.content("id") / "b.md").unlink()
    (site.site.content("en") / "b.md").unlink()
    site.render()
    assert not (site.public / "id" / "b" / "index.html").exists()
    for name in ("CNAME", "id/catatan.txt", "id/b/catatan.txt"):
        assert (site.public / name).read_text(encoding="utf-8") == "milik orang"


def test_a_file_of_ours_that_somebody_replaced_stays_and_is_said(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    commit(public, {"a.html": b"a", "b.html": b"b"}, state)
    (public / "b.html").write_bytes(b"mine")
    outcome = commit(public, {"a.html": b"a"}, state)
    assert (public / "b.html").read_bytes() == b"mine"
    assert outcome.removed == 0
    (problem,) = outcome.problems
    assert (problem.path, problem.severity) == (public / "b.html", "warning")
    for text in (b"a", b"new", b"newer"):
        assert commit(public, {"a.html": text}, state).problems == (problem,), "until it is removed"
        assert (public / "b.html").read_bytes() == b"mine"
    (public / "b.html").unlink()
    assert commit(public, {"a.html": text}, state) == Outcome(0, 0, 1, ())
    (public / "b.html").write_bytes(b"mine")
    assert commit(public, {"a.html": text}, state) == Outcome(0, 0, 1, ()), "whoever puts it back means it"


def test_files_of_others_go_on_through_many_builds_and_their_edits_too(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    commit(public, {"a.html": b"a"}, state)
    for text in ("one", "two", "three"):
        (public / "theirs.txt").write_text(text)
        (public / "folder" / text).mkdir(parents=True)
        (public / "folder" / text / "file.txt").write_text(text)
        commit(public, {"a.html": text.encode()}, state)
        assert (public / "theirs.txt").read_text() == text
        assert (public / "folder" / text / "file.txt").read_text() == text
    (public / "theirs.txt").unlink()
    commit(public, {"a.html": b"last"}, state)
    commit(public, {"a.html": b"very last"}, state)
    assert sorted(names(public)) == ["a.html", *(f"folder/{text}/file.txt" for text in ("one", "three", "two"))]


def test_files_of_others_are_removed_when_that_is_asked_for(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    commit(public, {"a.html": b"a"}, state)
    (public / "theirs.txt").write_text("theirs")
    with open_output(public, state) as output:
        output.keep("a.html")
        assert output.commit(clean=True) == Outcome(0, 1, 1, ())
    for text in (b"1", b"2"):
        assert names(public) == {"a.html"}
        commit(public, {"a.html": text}, state)


def test_our_files_that_somebody_changed_or_removed_are_made_again(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    files = {"a.html": b"a", "b/b.html": b"b", "c.html": b"c"}
    commit(public, files, state)
    (public / "a.html").write_bytes(b"mine")
    (public / "b" / "b.html").unlink()
    assert commit(public, files, state) == Outcome(2, 0, 1, ())
    assert {name: (public / name).read_bytes() for name in names(public)} == files


@pytest.mark.parametrize("damage", ["gone", "empty", "garbage"])
def test_a_lost_or_damaged_cache_changes_nothing(tmp_path: Path, damage: str) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    commit(public, {"a.html": b"a", "b.html": b"b"}, state)
    for file in state.glob(f"{RECORD}*"):
        file.unlink()
    if damage != "gone":
        (state / RECORD).write_bytes(b"" if damage == "empty" else b"garbage" * 1000)
    assert commit(public, {"a.html": b"a"}, state).removed == 1
    assert names(public) == {"a.html"}
    assert commit(public, {"a.html": b"a"}, state) == Outcome(0, 0, 1, ())


def test_a_folder_that_took_the_place_of_ours_is_not_taken_for_it(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    commit(public, {"a.html": b"a", "b.html": b"b"}, state)
    shutil.rmtree(public)
    public.mkdir()
    (public / "b.html").write_bytes(b"theirs")
    commit(public, {"a.html": b"a"}, state)
    assert (public / "a.html").read_bytes() == b"a"
    assert (public / "b.html").read_bytes() == b"theirs"


# Files and folders change places


def test_a_file_becomes_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    one, other = {"a": b"1", "b/c": b"2", "b/d/e": b"3"}, {"a/x/y": b"4", "b": b"5"}
    for files in (one, other, one, other, other):
        commit(public, files, state)
        assert {name: (public / name).read_bytes() for name in names(public)} == files
        assert all((public / name).stat().st_mtime > LONG_AGO for name in files)


FILES = st.dictionaries(st.sampled_from(["a", "b/a", "b/c/a", "b/c/b", "d/a", "e"]), st.sampled_from([b"1", b"2", b""]))


@given(st.lists(FILES, min_size=1, max_size=6))
def test_after_any_commits_the_folder_holds_just_the_last(versions: list[dict[str, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        public, state = Path(folder, "public"), Path(folder, "state")
        for files in versions:
            before = {name: (public / name).stat().st_mtime_ns for name in names(public)}
            old = {name: (public / name).read_bytes() for name in names(public)}
            commit(public, files, state)
            assert {name: (public / name).read_bytes() for name in names(public)} == files
            for name in files:
                if old.get(name) == files[name]:
                    assert (public / name).stat().st_mtime_ns == before[name]


# Not publishing


def test_what_is_not_committed_is_not_published(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    commit(public, {"a.html": b"old"}, state)
    with open_output(public, state) as output:
        output.put("a.html", b"new")
        output.put("b.html", b"new")
    assert {name: (public / name).read_bytes() for name in names(public)} == {"a.html": b"old"}
    commit(public, {"a.html": b"newer"}, state)
    assert {name: (public / name).read_bytes() for name in names(public)} == {"a.html": b"newer"}


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    waiting = Event()

    def second() -> None:
        with open_output(public, state, waiting.set) as output:
            output.put("a.html", b"second")
            output.commit()

    with open_output(public, state) as output:
        thread = Thread(target=second)
        thread.start()
        assert waiting.wait(60)
        output.put("a.html", b"first")
        output.commit()
        assert (public / "a.html").read_bytes() == b"first"
    thread.join()
    assert (public / "a.html").read_bytes() == b"second"


# Refusing


@pytest.mark.parametrize("path", ["../a", "a/../../b", "/a", "", "..", "a\\b", "a\0b", "c:/a"])
def test_paths_that_lead_elsewhere_are_refused_before_anything_is_written(tmp_path: Path, path: str) -> None:
    public = tmp_path / "public"
    with pytest.raises(SitegenError, match="is not a path in the folder of the finished site"):
        commit(public, {"good.html": b"a", path: b"b"}, tmp_path / "state")
    assert not public.exists()


def test_a_link_that_leads_elsewhere_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (public / "id").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SitegenError, match="leads out of the folder"):
        commit(public, {"a.html": b"a", "id/index.html": b"b"}, tmp_path / "state")
    assert not (public / "a.html").exists()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_beside_ours_with_a_longer_name_is_elsewhere(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (tmp_path / "public-evil").mkdir()
    (public / "id").symlink_to(tmp_path / "public-evil")
    with pytest.raises(SitegenError, match="leads out of the folder"):
        commit(public, {"id/index.html": b"b"}, tmp_path / "state")


def test_a_file_that_is_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (tmp_path / "elsewhere.html").write_bytes(b"theirs")
    (public / "a.html").symlink_to(tmp_path / "elsewhere.html")
    commit(public, {"a.html": b"ours"}, tmp_path / "state")
    assert (tmp_path / "elsewhere.html").read_bytes() == b"theirs"
    assert (public / "a.html").read_bytes() == b"ours"


def test_a_folder_of_somebody_where_a_file_should_be_is_said(make_site: MakeSite) -> None:
    site = make_site()
    (site.public / "404.html").mkdir(parents=True)
    (site.public / "404.html" / "note.txt").write_text("theirs")
    with pytest.raises(SitegenError, match=r"404\.html: is a folder where a file of the finished site belongs"):
        site.render()
    assert (site.public / "404.html" / "note.txt").read_text() == "theirs"


def test_a_file_of_somebody_where_a_folder_should_be_is_said(make_site: MakeSite) -> None:
    site = make_site()
    site.public.mkdir()
    (site.public / "id").write_text("theirs")
    with pytest.raises(SitegenError, match=r"id: is a file where a folder of the finished site belongs"):
        site.render()
