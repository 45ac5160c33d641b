"""At every instant, whatever happens, the folder of the finished site is all of the old site or all of the new one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event, Thread

import committing_child
import pytest
from outputs import commit, content

from sitegen.errors import SitegenError
from sitegen.storage.output import open_output

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("SITEGEN_KILLS", "12"))
OLD = {f"{lang}/berita-{number}/index.html": b"old" * number for lang in ("id", "en") for number in range(20)}
NEW = {
    **{path: data for path, data in OLD.items() if "1" in path},  # some are unchanged, and some go away
    **{f"id/berita-{number}/index.html": b"new" * number for number in range(0, 20, 3)},
    **{f"id/kabar-{number}": b"new" for number in range(5)},
    "en/berita-2": b"a file where a folder was",
}
FOREIGN = {"CNAME": b"example.org", "id/berita-1/note.txt": b"theirs"}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def publish_the_old_site(root: Path) -> Path:
    """A folder with the old site in ``public``, somebody's files in it, and the files of the new one in ``new``."""
    commit(root / "public", {"older.html": b""}, root / "state")
    commit(root / "public", OLD, root / "state")
    write(root / "public", FOREIGN)
    write(root / "new", NEW)
    return root


def run(root: Path, way: str, *moment: int) -> subprocess.CompletedProcess[str]:
    folders = [str(root / name) for name in ("public", "state", "new")]
    command = [sys.executable, committing_child.__file__, *folders, way, *map(str, moment)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def published_state(root: Path) -> str | None:
    with open_output(root / "public", root / "state") as output:
        return output.intact


@pytest.mark.parametrize("way", ["whole", "differences"])
def test_a_killed_build_leaves_the_old_site_or_the_new_one(tmp_path: Path, way: str) -> None:
    whole = publish_the_old_site(tmp_path / "whole")
    done = run(whole, way)
    assert done.returncode == 0, done.stderr
    old, new = {**OLD, **FOREIGN}, {**NEW, **FOREIGN}
    assert content(whole / "public") == new
    found = []
    for moment in random.Random(1).sample(range(1, int(done.stdout)), KILLS):  # noqa: S311
        root = publish_the_old_site(tmp_path / f"killed-{moment}")
        before = published_state(root)
        assert run(root, way, moment).returncode == -signal.SIGKILL
        found.append(content(root / "public"))
        assert found[-1] in (old, new)
        after = published_state(root)
        assert after
        assert (after == before) == (found[-1] == old)
        done = run(root, way)
        assert done.returncode == 0, done.stderr
        assert content(root / "public") == new
        commit(root / "public", OLD, root / "state")
        assert content(root / "public") == old
        shutil.rmtree(root)
    assert old in found


def test_a_path_always_has_the_old_or_the_new_bytes(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    pages = [path for path in OLD if "berita-0" not in path]
    commit(public, dict.fromkeys(pages, b"1" * 5000), state)
    stop, seen = Event(), set[bytes]()

    def look() -> None:
        while not stop.is_set():
            seen.update((public / path).read_bytes() for path in pages)

    thread = Thread(target=look)
    thread.start()
    try:
        for sign in (b"2", b"1") * 5:
            commit(public, dict.fromkeys(pages, sign * 5000), state)
    finally:
        stop.set()
        thread.join()
    assert seen == {b"1" * 5000, b"2" * 5000}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_site(small_disk: Path) -> None:
    public, state = small_disk / "public", small_disk / "state"
    commit(public, OLD, state)
    with pytest.raises(SitegenError, match="No space left on device"):
        commit(public, {f"{number}.html": b"x" * 20_000 for number in range(100)}, state)
    assert content(public) == OLD
    commit(public, {"a.html": b"small"}, state)
    assert content(public) == {"a.html": b"small"}


def test_a_folder_that_cannot_be_replaced_stays_as_it_is(tmp_path: Path) -> None:
    public, state = tmp_path / "public", tmp_path / "state"
    commit(public, OLD, state)
    before = published_state(tmp_path)
    mounted = subprocess.run(
        ["mount", "--bind", "-o", "ro", str(public), str(public)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may make a folder read-only for root")
    try:
        with pytest.raises(SitegenError, match=r"public: cannot be replaced by the new site .*; it must be a folder"):
            commit(public, NEW, state)
        assert content(public) == OLD
        assert published_state(tmp_path) == before
    finally:
        subprocess.run(["umount", str(public)], check=True)
    commit(public, NEW, state)
    assert content(public) == NEW
