"""The finished site's folder is brought up to date with as few changes as possible, and nothing foreign is lost."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path

import pytest
from sites import MakeSite, SiteFolder, write_site

from sitegen.errors import SitegenError
from sitegen.output.commit import MANIFEST, Outcome, commit

LONG_AGO = 1_000_000_000


def small_site(root: Path) -> SiteFolder:
    site = write_site(root)
    site.pair(
        "a", ("Judul A", "Title A"), ("Satu *dua*.\n\nBACA JUGA: Judul B", "One *two*."), date=datetime.date(2022, 1, 3)
    )
    site.pair("b", ("Judul B", "Title B"))
    return site


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def age(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (LONG_AGO, LONG_AGO))


# Repeatable


def test_a_second_build_writes_nothing_and_keeps_all_times(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    first = site.render()
    assert (first.pages, first.written, first.removed, first.unchanged) == (8, 10, 0, 0)
    age(site.root)
    before = times(site.root)
    second = site.render()
    assert (second.pages, second.written, second.removed, second.unchanged) == (8, 0, 0, 10)
    assert times(site.root) == before


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
    assert site.render().written == 2
    fresh = {
        path.relative_to(site.public).as_posix()
        for path in site.public.rglob("*.html")
        if path.stat().st_mtime > LONG_AGO
    }
    assert fresh == {"en/index.html", "en/b/index.html"}


# Removing


def test_pages_that_are_no_more_are_removed_with_their_folders(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    site.render()
    (site.site.content("id") / "b.md").unlink()
    (site.site.content("en") / "b.md").unlink()
    result = site.render()
    assert result.removed == 2
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
    assert commit(public, {"a.html": b"a"}, state) == Outcome(0, 0, 1, ())


@pytest.mark.parametrize("manifest", [None, b"", b"{", b"[]", b'{"b.html": 3}', b"\xff"])
def test_without_a_readable_record_nothing_is_removed(tmp_path: Path, manifest: bytes | None) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    commit(public, {"a.html": b"a", "b.html": b"b"}, state)
    if manifest is None:
        (state / MANIFEST).unlink()
    else:
        (state / MANIFEST).write_bytes(manifest)
    assert commit(public, {"a.html": b"a"}, state).removed == 0
    assert (public / "b.html").exists()


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/sitegen-test", "a/../../outside.txt"])
def test_a_record_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path, path: str) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"")
    commit(public, {"a.html": b"a"}, state)
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (state / MANIFEST).write_text(json.dumps({path: empty}), encoding="utf-8")
    assert commit(public, {"a.html": b"a"}, state).removed == 0
    assert outside.exists()


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


def test_a_folder_where_a_file_should_be_is_said(make_site: MakeSite) -> None:
    site = make_site()
    (site.public / "404.html").mkdir(parents=True)
    with pytest.raises(SitegenError, match=r"404\.html: cannot be written"):
        site.render()
