"""What publishing changes: exactly what makes the target the site, and no file that is to be kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.publishing.changes import MARKER, Changes, compare, is_kept, published_there, target_manifest

FILES = st.dictionaries(st.sampled_from(["a", "b", "b/c", "bc", "d/e", "d/f", MARKER]), st.sampled_from("xyz"))
KEEP = st.lists(st.sampled_from(["a", "b", "d", "d/e"]))


@given(FILES, FILES, st.sets(st.sampled_from(["a", "b", "b/c", "bc", "d/e", "d/f"])), KEEP)
def test_the_changes_make_the_target_the_site_and_leave_what_others_put_there(
    site: dict[str, str], target: dict[str, str], published: set[str], keep: list[str]
) -> None:
    changes = compare(site, target, lambda path: site[path] == target[path], published, keep)
    after = {path: data for path, data in target.items() if path not in changes.deleted}
    after |= {path: site[path] for path in changes.sent}
    left = {path: target[path] for path in target if path not in published or is_kept(path, keep)}
    assert after == {**{path: data for path, data in left.items() if path not in changes.in_the_way}, **site}
    assert not set(changes.added) & set(target)
    assert set(changes.changed) | set(changes.deleted) <= set(target)
    assert len(changes.sent) + changes.unchanged == len(site)
    assert bool(changes) == (after != target)
    assert changes.takes_over or not changes.in_the_way


@given(FILES, FILES, KEEP)
def test_where_it_is_not_known_who_put_a_file_there_it_is_asked_for(
    site: dict[str, str], target: dict[str, str], keep: list[str]
) -> None:
    changes = compare({**site, MARKER: "z"}, target, lambda path: site[path] == target[path], None, keep)
    lost = {path for path in target if path != MARKER and not is_kept(path, keep) and target[path] != site.get(path)}
    assert MARKER in changes.added
    assert lost - {*site} == {*changes.deleted}
    assert changes.takes_over == bool(changes.changed or changes.deleted)


def test_a_file_of_somebody_else_where_the_site_has_a_folder_is_asked_for() -> None:
    changes = compare(["id/a", "b"], ["id", "b/c", "theirs"], lambda _: True, [])
    assert changes.deleted == changes.in_the_way == ("b/c", "id")
    assert changes.takes_over
    assert not compare(["id/a", "b"], ["id", "b/c", "theirs"], lambda _: True, ["id", "b/c"]).takes_over


def test_a_manifest_that_cannot_be_read_lists_nothing_known() -> None:
    files = {"a": b"a" * 32, "b/c": b"b" * 32}
    whole = target_manifest(files)
    assert published_there(whole) == files
    for damaged in (None, b"", whole[:-10], whole[:-1], b"<<<<<<< HEAD\n" + whole, b"sitegen publishes this folder\n"):
        assert published_there(damaged) is None


def test_a_kept_name_is_a_file_or_a_folder_and_no_beginning_of_a_name() -> None:
    assert is_kept("ads.txt", ["ads.txt"])
    assert is_kept(".well-known/acme/x", [".well-known"])
    assert not is_kept("ads.txt.html", ["ads.txt"])


def test_only_a_target_of_somebody_else_whose_files_would_be_lost_is_taken_over() -> None:
    assert Changes(added=(MARKER,), deleted=("a",)).takes_over
    assert Changes(added=(MARKER,), changed=("a",)).takes_over
    assert not Changes(added=(MARKER, "a")).takes_over
    assert not Changes(deleted=("a",)).takes_over
