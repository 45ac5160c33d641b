"""A site may have millions of files: what is known of each stands in SQLite, and memory does not grow with them."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs import content

from sitegen.storage.database import AT_ONCE
from sitegen.storage.manifest import MANIFEST, digest_of, manifest_blocks
from sitegen.storage.output import NEXT, Outcome, Output, open_output
from sitegen.storage.run_tables import RUN
from sitegen.storage.scan import folders_above, folders_of

pytestmark = pytest.mark.slow

MANY = 2 * AT_ONCE + 10


def paths(count: int) -> Iterator[str]:
    return (f"id/{number % 50}/cerita-{number}/index.html" for number in range(count))


@contextmanager
def opened(root: Path) -> Iterator[Output]:
    with open_output(root / "public", root / "state") as output:
        yield output


def build(root: Path, count: int) -> None:
    """Put all files, then one, then none, keep all of them, and lose the folder."""
    with opened(root) as output:
        for path in paths(count):
            output.put(path, path.encode())
        assert output.commit().written == count
    for put in (["id/new.html"], []):
        with opened(root) as output:
            output.keep_all_but()
            for path in put:
                output.put(path, b"new")
            assert output.commit() == Outcome(len(put), 0, count + 1 - len(put), ())
    with opened(root) as output:
        for path in paths(count):
            assert output.has(path, digest_of(path.encode()))
            output.keep(path)
        assert output.commit() == Outcome(0, 1, count, ())
    shutil.rmtree(root / "public")
    with opened(root) as output:
        assert output.intact is None


def peak(root: Path, count: int) -> int:
    """The most memory that Python's objects take meanwhile."""
    tracemalloc.start()
    try:
        build(root, count)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    build(tmp_path / "first", MANY)  # loads what is loaded once
    small, large = (peak(tmp_path / str(count), count) for count in (MANY, 9 * MANY))
    assert large - small < 30 * 8 * MANY, "a path alone takes more than eighty bytes"


def test_many_files_change_end_and_stay_in_one_build(tmp_path: Path) -> None:
    old = list(paths(MANY))
    with opened(tmp_path) as output:
        for path in old:
            output.put(path, b"old")
        output.commit()
    (tmp_path / "public" / old[0]).unlink()
    (tmp_path / "public" / old[1]).write_bytes(b"mine")
    with opened(tmp_path) as output:
        assert output.lost == {old[0], old[1]}
        output.keep_all_but(old[::3])
        for path in old[:AT_ONCE:2]:
            output.put(path, b"new")
        output.put(old[1], b"old")
        outcome = output.commit()
    staged = {*old[:AT_ONCE:2], old[1]}
    expected = {path: b"old" for path in old if path not in old[::3]} | dict.fromkeys(staged - {old[1]}, b"new")
    assert content(tmp_path / "public") == expected
    assert (outcome.written, outcome.removed) == (len(staged), len(set(old[::3]) - staged - {old[0]}))
    listed = {path: digest_of(data) for path, data in expected.items()}
    assert (tmp_path / "public" / MANIFEST).read_bytes() == b"".join(manifest_blocks(sorted(listed.items())))


def test_other_threads_may_ask_where_a_file_is(tmp_path: Path) -> None:
    with opened(tmp_path) as output:
        output.put("kept.html", b"kept")
        output.commit()
    with opened(tmp_path) as output, ThreadPoolExecutor(2) as threads:
        output.keep("kept.html")
        asked = []
        for path in paths(MANY):
            output.put(path, b"new")
            asked.append((path, threads.submit(output.place, path)))
        assert all(place.result() == tmp_path / "state" / NEXT / path for path, place in asked)
        assert threads.submit(output.place, "kept.html").result() == output.folder / "kept.html"


def test_what_a_run_has_noted_goes_with_it_also_after_a_kill(tmp_path: Path) -> None:
    with opened(tmp_path) as output:
        for path in paths(MANY):
            output.put(path, b"never published")
        shutil.copytree(tmp_path / "state", tmp_path / "killed")
    assert not (tmp_path / "state" / RUN).exists()
    shutil.copytree(tmp_path / "killed", tmp_path / "state", dirs_exist_ok=True)
    assert (tmp_path / "state" / RUN).exists()
    with opened(tmp_path) as output:
        output.put("a.html", b"a")
        assert output.commit() == Outcome(1, 0, 0, ())
    assert content(tmp_path / "public") == {"a.html": b"a"}
    assert not list((tmp_path / "state").glob(f"{RUN}*"))


@given(st.sets(st.text("ab/-", min_size=1, max_size=8)))
def test_the_folders_of_sorted_paths_are_each_found_once(found: set[str]) -> None:
    plain = sorted({path.strip("/") for path in found if "//" not in path} - {""})
    folders = list(folders_of(plain))
    assert sorted(folders) == sorted(folders_above(plain))
