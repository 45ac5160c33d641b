"""A build that knows what has changed says only that, and the folder of the finished site is the same as after all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs import FILES, commit, content, intact, listed_files

from sitegen.errors import SitegenError
from sitegen.storage import next_site
from sitegen.storage import output as output_commit
from sitegen.storage.manifest import digest_of
from sitegen.storage.output import NEXT, SET_ASIDE, Outcome, open_output

pytestmark = pytest.mark.slow


@pytest.fixture
def public(tmp_path: Path) -> Path:
    commit(tmp_path / "public", FILES, tmp_path / "state")
    return tmp_path / "public"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


# Saying only what differs


def test_what_is_not_named_stays(public: Path, state: Path) -> None:
    with open_output(public, state) as output:
        output.keep_all_but(["b/c/c.html", "never-there.html"])
        output.put("a.html", b"new")
        output.put("b/b.html", FILES["b/b.html"])
        output.put("d/d.html", b"d")
        assert output.commit() == Outcome(2, 1, 1, ())
    assert content(public) == {"a.html": b"new", "b/b.html": b"b", "d/d.html": b"d"}
    assert not (public / "b/c").exists()


def test_a_path_that_is_put_is_part_of_the_site_also_where_it_is_named_as_ended(public: Path, state: Path) -> None:
    with open_output(public, state) as output:
        output.put("a.html", b"new")
        output.put("b/b.html", FILES["b/b.html"])
        output.keep_all_but(FILES)
        assert output.commit() == Outcome(1, 1, 1, ())
    assert content(public) == {"a.html": b"new", "b/b.html": b"b"}


def test_of_a_path_that_is_put_twice_the_last_bytes_count(public: Path, state: Path) -> None:
    for first, last in ((b"new", FILES["a.html"]), (FILES["a.html"], b"new"), (b"newer", b"newest")):
        with open_output(public, state) as output:
            output.keep_all_but()
            output.put("a.html", first)
            output.put("a.html", last)
            assert output.commit().unchanged == 2
        assert content(public) == {**FILES, "a.html": last}


def test_published_files_are_told_with_their_digests(public: Path, state: Path) -> None:
    (public / "a.html").write_bytes(b"mine")
    with open_output(public, state) as output:
        for path, data in FILES.items():
            assert output.has(path, digest_of(data)) == (path != "a.html")
            assert not output.has(path, digest_of(b"mine"))
        assert not output.has("never-there.html", digest_of(b""))


def test_only_published_files_can_be_kept(public: Path, state: Path) -> None:
    (public / "a.html").unlink()
    with open_output(public, state) as output:
        for path in ("a.html", "never-there.html"):
            with pytest.raises(KeyError):
                output.keep(path)


def test_a_lost_file_cannot_vanish_unseen(public: Path, state: Path) -> None:
    (public / "a.html").unlink()
    with open_output(public, state) as output:
        output.keep_all_but()
        with pytest.raises(ValueError, match=r"a\.html"):
            output.commit()
    with open_output(public, state) as output:
        output.keep_all_but(output.lost)
        assert output.commit() == Outcome(0, 0, 2, ())
    assert intact(public, state)


PATHS = st.sampled_from(["a", "b/a", "b/c/a", "b/c/b", "d/a", "e"])
SITE = st.dictionaries(PATHS, st.sampled_from([b"1", b"2", b""]))
MEDDLING = st.lists(
    st.tuples(
        st.sampled_from(["theirs", "b/theirs", "b/c/theirs", "new/folder/theirs", "a", "b/c/a", "d/a"]),
        st.sampled_from([b"theirs", b"", None]),
    ),
    max_size=4,
)


def meddle(public: Path, path: str, data: bytes | None) -> None:
    """Write or remove a file in the published folder, as anybody may, where a folder is not in the way."""
    place = public / path
    if any(parent.is_file() for parent in place.parents):
        return
    if data is None:
        place.unlink(missing_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


@given(st.lists(st.tuples(SITE, MEDDLING, st.booleans()), min_size=1, max_size=6), st.integers(0, 6))
def test_the_site_is_right_after_any_builds_whatever_others_do_in_between(
    rounds: list[tuple[dict[str, bytes], list[tuple[str, bytes | None]], bool]], much: int
) -> None:
    with TemporaryDirectory() as folder, patch.object(output_commit, "MUCH", much):
        public, state = Path(folder, "public"), Path(folder, "state")
        commit(public, {}, state)
        for files, meddling, whole in rounds:
            ours = content(public)
            for path, data in meddling:
                meddle(public, path, data)
            there = content(public)
            with open_output(public, state) as output:
                published, lost = listed_files(public), output.lost
                for path, digest in published.items():
                    assert output.has(path, digest) == (path not in lost)
                assert (output.intact is None) == bool(lost)
                if whole:
                    for path in files:
                        output.put(path, files[path])
                else:
                    output.keep_all_but({*published, *lost} - files.keys())
                    for path in files:
                        if not output.has(path, digest_of(files[path])):
                            output.put(path, files[path])
                output.commit()
            ours_now = published.keys() - lost
            theirs = {path: data for path, data in there.items() if path not in ours_now and path not in files}
            assert content(public) == {**theirs, **files}, (ours, there)
            with open_output(public, state) as output:
                assert output.intact
                assert listed_files(public) == {path: digest_of(data) for path, data in files.items()}
                output.keep_all_but()
                outcome = output.commit()
                assert (outcome.written, outcome.removed, outcome.unchanged) == (0, 0, len(files))
                assert {problem.path for problem in outcome.problems} <= {public / path for path in theirs}


# Doing no more than needed


def test_a_small_change_after_a_large_one_finds_all_else_ready(
    public: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_commit, "MUCH", 2)
    for large in ({path: data + b"!" for path, data in FILES.items()}, {f"d/{path}": b"d" for path in FILES}):
        commit(public, large, state)
        assert content(state / NEXT) == large
        with monkeypatch.context() as patched, open_output(public, state) as output:
            patched.setattr(next_site, "link", None)
            patched.setattr(next_site, "remove", None)
            output.keep_all_but()
            output.put("new.html", b"new")
            output.commit()
        assert content(public) == {**large, "new.html": b"new"}
        assert content(state / NEXT) == large


def test_after_a_small_change_nothing_is_made_ready(public: Path, state: Path) -> None:
    assert not (state / NEXT).exists()
    commit(public, {**FILES, "a.html": b"new"}, state)
    assert content(state / NEXT) == FILES


def test_a_site_is_published_also_where_the_next_one_cannot_be_prepared(
    public: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_: str, place: str) -> None:
        raise SitegenError("cannot be written: No space left on device", Path(place))

    new = {path: data + b"!" for path, data in FILES.items()}
    with monkeypatch.context() as patched:
        patched.setattr(output_commit, "MUCH", 0)
        patched.setattr(next_site, "link", no_room)
        commit(public, new, state)
    assert content(public) == new
    assert intact(public, state)
    commit(public, FILES, state)
    assert content(public) == FILES


def test_where_nothing_changed_each_file_is_looked_at_once_and_no_folder_is_listed_but_the_outermost(
    public: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    look = os.lstat

    def lstat(path: str) -> os.stat_result:
        looked.append(str(path))
        return look(path)

    scan = os.scandir

    def scandir(path: str) -> os._ScandirIterator[str]:
        assert Path(path) == public
        return scan(path)

    with open_output(public, state) as output:
        monkeypatch.setattr(os, "scandir", scandir)
        output.keep_all_but()
        assert output.commit() == Outcome(0, 0, 3, ())
    monkeypatch.setattr(os, "lstat", lstat)
    with open_output(public, state) as output:
        output.keep_all_but()
        output.commit()
    seen = [path for path in looked if path.startswith(f"{public}/")]
    assert seen == [f"{public}/{path}" for path in (*sorted(FILES), "b")], (
        "and the folders in which stories come and go"
    )


def test_a_stray_page_is_taken_away_and_files_of_others_deep_below_stay(public: Path, state: Path) -> None:
    commit(public, {**FILES, "a.html": b"new"}, state)
    (public / "b" / "c" / "theirs").write_bytes(b"theirs")
    (public / "stray.html").write_bytes(b'<meta name="generator" content="sitegen">')
    with open_output(public, state) as output:
        output.keep_all_but()
        assert output.commit().removed == 1
    assert content(public) == {**FILES, "a.html": b"new", "b/c/theirs": b"theirs"}
    assert (state / SET_ASIDE / "stray.html").exists()


def test_folders_in_which_nothing_came_or_went_are_not_listed_files(
    public: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (b"1", b"2"):
        commit(public, {**FILES, "a.html": text}, state)
    (public / "b" / "c" / "theirs").write_bytes(b"")
    listed: list[str] = []
    scan = os.scandir

    def scandir(path: str) -> os._ScandirIterator[str]:
        listed.append(Path(path).relative_to(public).as_posix())
        return scan(path)

    with open_output(public, state) as output:
        output.keep_all_but()
        output.put("a.html", b"new")
        monkeypatch.setattr(os, "scandir", scandir)
        output.commit()
        monkeypatch.undo()
    assert listed == [".", "b/c"]
    assert (public / "b" / "c" / "theirs").exists()


def test_unchanged_files_are_the_same_files_through_many_builds(public: Path, state: Path) -> None:
    before = (public / "b" / "b.html").stat().st_ino
    for text in (b"1", b"2", b"3"):
        with open_output(public, state) as output:
            output.keep_all_but()
            output.put("a.html", text)
            output.commit()
    assert (public / "b" / "b.html").stat().st_ino == before
