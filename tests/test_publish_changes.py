"""What publishing changes: exactly what makes the target the site, and no file that is to be kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.publishing.changes import MARKER, Changes, compare, is_kept

FILES = st.dictionaries(st.sampled_from(["a", "b", "b/c", "bc", "d/e", "d/f", MARKER]), st.sampled_from("xyz"))
KEEP = st.lists(st.sampled_from(["a", "b", "d", "d/e"]))


@given(FILES, FILES, KEEP)
def test_the_changes_make_the_target_the_site_and_keep_what_is_kept(
    site: dict[str, str], target: dict[str, str], keep: list[str]
) -> None:
    changes = compare(site, target, lambda path: site[path] == target[path], keep)
    after = {path: data for path, data in target.items() if path not in changes.deleted}
    after |= {path: site[path] for path in changes.sent}
    assert after == {**{path: data for path, data in target.items() if is_kept(path, keep)}, **site}
    assert not set(changes.added) & set(target)
    assert set(changes.changed) | set(changes.deleted) <= set(target)
    assert len(changes.sent) + changes.unchanged == len(site)
    assert bool(changes) == (after != target)


def test_a_kept_name_is_a_file_or_a_folder_and_no_beginning_of_a_name() -> None:
    assert is_kept("ads.txt", ["ads.txt"])
    assert is_kept(".well-known/acme/x", [".well-known"])
    assert not is_kept("ads.txt.html", ["ads.txt"])


def test_only_a_target_of_somebody_else_whose_files_would_be_lost_is_taken_over() -> None:
    assert Changes(added=(MARKER,), deleted=("a",)).takes_over
    assert Changes(added=(MARKER,), changed=("a",)).takes_over
    assert not Changes(added=(MARKER, "a")).takes_over
    assert not Changes(deleted=("a",)).takes_over
