"""Whatever was edited in whatever order: what is left of earlier builds never shows.

``SITEGEN_SEQUENCES=5000`` tries so many sequences of edits instead of a few hundred.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_edits import DAMAGE, Newsroom

from sitegen.building.incremental import sources
from sitegen.building.incremental.inputs import Options, RenderResult
from sitegen.building.site import render_site
from sitegen.rendering.search import index as search
from sitegen.settings.site import load_site
from sitegen.storage import staging
from sitegen.storage.manifest import MANIFEST

pytestmark = pytest.mark.slow

_OF_OUTPUT = ("belongs to no page", "belong to no page", "stay there once", "makes every page again")
"""What is said of files that only an earlier build has left."""
SEQUENCES = int(os.environ.get("SITEGEN_SEQUENCES", "200"))


@pytest.fixture(scope="module", autouse=True)
def _no_waiting_for_disks() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "flush_one", lambda _: None)
        patch.setattr(os, "sync", lambda: None)
        yield


def build(root: Path) -> RenderResult:
    return render_site(load_site(root), Options(keep_going=True))


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


LENGTHS = st.lists(st.integers(1, 3), min_size=1, max_size=4)


@settings(max_examples=SEQUENCES, deadline=None)
@given(seed=st.integers(0, 2**32), lengths=LENGTHS, patient=st.booleans())
def test_after_any_edits_the_site_is_that_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, seed: int, lengths: list[int], patient: bool
) -> None:
    root = tmp_path_factory.mktemp("newsroom") / "site"
    compare_after_edits(Newsroom.found(root, seed), lengths, patient=patient)


@settings(max_examples=max(10, SEQUENCES // 20), deadline=None)
@given(seed=st.integers(0, 2**32), lengths=LENGTHS)
def test_so_is_its_search_index_in_several_parts(
    tmp_path_factory: pytest.TempPathFactory, seed: int, lengths: list[int]
) -> None:
    root = tmp_path_factory.mktemp("newsroom") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "PAGES_IN_A_PART", 1)
        compare_after_edits(Newsroom.found(root, seed, search=True), lengths, patient=False)


def compare_after_edits(room: Newsroom, lengths: list[int], *, patient: bool) -> None:
    """Build after so many edits, and again, and hold the last site against a clean build of the same content."""
    root = room.root
    build(root)
    done: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        # Either way it is right; with less distrust of clocks, what is known of files is used more.
        patch.setattr(sources, "RECENT", 2_000_000_000 if patient else 5_000_000)
        for length in lengths:
            done += [room.edit() for _ in range(length)]
            time.sleep(0 if patient else 0.01)
            result = build(root)
    clean = root.with_name("clean")
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns("public", ".sitegen"))
    fresh = build(clean)
    published, expected = content(root / "public"), content(clean / "public")
    # Files that somebody has damaged and no page has any more are named in a line of their own.
    published[MANIFEST] = re.sub(rb"(?m)^#\?.*\n", b"", published[MANIFEST])
    # What somebody else has written stays where no page has that place any more.
    kept = {path: data for path, data in published.items() if data != DAMAGE or path in expected}
    assert kept == expected, done
    said = {(one.message, one.line) for one in result.problems if not any(words in one.message for words in _OF_OUTPUT)}
    assert {(one.message, one.line) for one in fresh.problems} == said, done
    assert result.pages == fresh.pages, done
    shutil.rmtree(root.parent)


def test_the_edits_are_of_many_kinds(tmp_path: Path) -> None:
    room = Newsroom.found(tmp_path / "site", 1)
    assert len({room.edit() for _ in range(300)}) > 20
