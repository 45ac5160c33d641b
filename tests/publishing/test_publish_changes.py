"""What publishing changes: exactly what makes the target the site, and no file that is to be kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.publishing.changes import MARKER, Changes, compare, is_kept, read_marker, write_marker
from sitegen.publishing.paths import without
from sitegen.publishing.tables import Tables
from sitegen.storage.files import path_bytes

FILES = st.dictionaries(st.sampled_from(["a", "b", "b/c", "bc", "d/e", "d/f", MARKER]), st.sampled_from("xyz"))
KEEP = st.lists(st.sampled_from(["a", "b", "d", "d/e"]))


@contextmanager
def new_tables() -> Iterator[Tables]:
    with TemporaryDirectory() as state, Tables(Path(state)) as tables:
        yield tables


def compared(
    site: Collection[str],
    target: Collection[str],
    changed: Collection[str] = (),
    published: Collection[str] | None = None,
    keep: Iterable[str] = (),
) -> Changes:
    """The changes, of which only those files that are ``changed`` are not as they should be."""
    with new_tables() as tables:
        tables.add_ours(site)
        tables.add_there((path, "") for path in target)
        if published is None:
            read_marker(tables, None)
        else:
            tables.add_published((path, b"") for path in published)
        return compare(tables, (path for path, _ in tables.both() if path in changed), keep)


def different(site: dict[str, str], target: dict[str, str]) -> set[str]:
    return {path for path in target if path in site and target[path] != site[path]}


@given(FILES, FILES, st.sets(st.sampled_from(["a", "b", "b/c", "bc", "d/e", "d/f"])), KEEP)
def test_the_changes_make_the_target_the_site_and_leave_what_others_put_there(
    site: dict[str, str], target: dict[str, str], published: set[str], keep: list[str]
) -> None:
    changes = compared(site, target, different(site, target), published, keep)
    after = {path: data for path, data in target.items() if path not in changes.deleted}
    after |= {path: site[path] for path in changes.sent}
    left = {path: target[path] for path in target if path not in published or is_kept(path, keep)}
    assert after == {**{path: data for path, data in left.items() if path not in changes.in_the_way}, **site}
    assert not set(changes.added) & set(target)
    assert set(changes.changed) | set(changes.deleted) <= set(target)
    assert changes.number_sent + changes.unchanged == len(site)
    assert bool(changes) == (after != target)
    assert changes.takes_over or not changes.in_the_way


@given(FILES, FILES, KEEP)
def test_where_it_is_not_known_who_put_a_file_there_it_is_asked_for(
    site: dict[str, str], target: dict[str, str], keep: list[str]
) -> None:
    changes = compared({**site, MARKER: "z"}, target, different(site, target), None, keep)
    lost = {path for path in target if path != MARKER and not is_kept(path, keep) and target[path] != site.get(path)}
    assert MARKER in changes.added
    assert lost - {*site} == {*changes.deleted}
    assert changes.takes_over == bool(changes.changed or changes.deleted)


def test_a_file_of_somebody_else_where_the_site_has_a_folder_is_asked_for() -> None:
    changes = compared(["id/a", "b"], ["id", "b/c", "theirs"], published=[])
    assert changes.deleted == changes.in_the_way == ("b/c", "id")
    assert changes.takes_over
    assert not compared(["id/a", "b"], ["id", "b/c", "theirs"], published=["id", "b/c"]).takes_over


def test_a_manifest_that_cannot_be_read_lists_nothing_known(tmp_path: Path) -> None:
    files = {"a": b"a" * 32, "b/c": b"b" * 32}
    whole = write_marker(tmp_path, sorted(files.items())).read_bytes()
    with new_tables() as tables:
        read_marker(tables, BytesIO(whole))
        assert tables.published_known
        assert dict(tables.digests_then_and_now()) == files
    for damaged in (None, b"", whole[:-10], whole[:-1], b"<<<<<<< HEAD\n" + whole, b"sitegen publishes this folder\n"):
        with new_tables() as tables:
            read_marker(tables, None if damaged is None else BytesIO(damaged))
            assert not tables.published_known


def test_nothing_of_many_files_is_lost_and_their_list_outlives_the_tables() -> None:
    theirs = [f"berita \udce9 {number:05}" for number in range(2500)]
    ours = [f"id/{number:05}/index.html" for number in range(3500)]
    changes = compared(ours, [*theirs, *ours[:1200]], ours[:1100], theirs)
    assert changes == Changes(tuple(ours[1200:]), tuple(ours[:1100]), tuple(theirs), 100)
    assert [*changes.sent] == sorted({*ours} - {*ours[1100:1200]})


def test_no_trace_is_left_and_what_a_run_that_was_killed_has_left_is_not_read(tmp_path: Path) -> None:
    killed = Tables(tmp_path)
    killed.add_ours(["a"])
    with Tables(tmp_path) as tables:
        assert tables.count() == 0
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("path", ["a", "id/gempa/index.html", "berita \udce9.html"])
def test_what_is_among_others_is_found_in_their_order(path: str) -> None:
    others = ["Z", "id", "id-/x", "id/z", "z", "\N{GRINNING FACE}"]
    assert [*without(sorted([*others, path], key=path_bytes), others[:3], others[3:])] == [path]


def test_a_kept_name_is_a_file_or_a_folder_and_no_beginning_of_a_name() -> None:
    assert is_kept("ads.txt", ["ads.txt"])
    assert is_kept(".well-known/acme/x", [".well-known"])
    assert not is_kept("ads.txt.html", ["ads.txt"])


def test_only_a_target_of_somebody_else_whose_files_would_be_lost_is_taken_over() -> None:
    assert Changes(added=(MARKER,), deleted=("a",)).takes_over
    assert Changes(added=(MARKER,), changed=("a",)).takes_over
    assert not Changes(added=(MARKER, "a")).takes_over
    assert not Changes(deleted=("a",)).takes_over
