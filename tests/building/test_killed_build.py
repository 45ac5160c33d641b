"""However a build ends, the site is the old one or the new one, and the next build goes on as if nothing had been."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from killed_builds import build, finish, session_of, start, wait_until, wait_until_alone, write_articles
from sites import SiteFolder, write_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc"),
]

KILLS = int(os.environ.get("SITEGEN_KILLS", "3"))
SEARCH = bool(os.environ.get("SITEGEN_KILLS_WITH_SEARCH"))
VERSIONS = ("lama", "baru")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The finished site of each version."""
    return {version: new_site(tmp_path_factory.mktemp("site") / version, version).files() for version in VERSIONS}


def new_site(root: Path, version: str = VERSIONS[0]) -> SiteFolder:
    folder = write_site(root, search=SEARCH, theme="polos")
    write_articles(folder, version)
    assert build(folder).published
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    """The finished old site, whose articles have changed since."""
    folder = new_site(tmp_path / "site")
    write_articles(folder, VERSIONS[1])
    return folder


def reading(folder: SiteFolder) -> bool:
    """Tell whether a process has read a story, which then waits for its pages."""
    return any((folder.root / ".sitegen" / "work").glob("*"))


def stamps(*folders: Path) -> dict[Path, tuple[int, int]]:
    """Which file is where, and when it was written."""
    found = ((path, path.lstat()) for folder in folders for path in folder.rglob("*"))
    return {path: (status.st_ino, status.st_mtime_ns) for path, status in found}


def test_a_build_that_is_killed_at_any_moment(folder: SiteFolder, expected: dict[str, dict[str, bytes]]) -> None:
    chance = random.Random(KILLS)  # noqa: S311  # no secret
    began = time.monotonic()
    finish(folder)
    duration = time.monotonic() - began
    old, new = reversed(VERSIONS)
    ours = folder.public, folder.root / ".sitegen" / "next"
    for _ in range(KILLS):
        write_articles(folder, new)
        killed = start(folder)
        time.sleep(chance.uniform(0, duration))
        killed.kill()
        assert killed.communicate()[1] == ""
        left = stamps(*ours)
        assert folder.files() in (expected[old], expected[new])
        wait_until_alone(killed)
        assert stamps(*ours) == left, "nothing is written after the end"
        assert build(folder).problems == ()
        assert folder.files() == expected[new]
        old, new = new, old


def test_a_build_that_is_started_while_processes_of_a_killed_one_are_still_there(
    folder: SiteFolder, expected: dict[str, dict[str, bytes]]
) -> None:
    killed = start(folder)
    wait_until(lambda: reading(folder))
    killed.kill()
    killed.communicate()
    finish(folder)
    assert folder.files() == expected["baru"]


# Asked to stop


@pytest.mark.parametrize(
    ("number", "send", "moment"),
    [
        (signal.SIGINT, os.killpg, "its processes load"),
        (signal.SIGINT, os.killpg, "its processes read"),
        (signal.SIGTERM, os.kill, "its processes read"),
        (signal.SIGTERM, os.killpg, "its processes load"),
    ],
    ids=["Ctrl-C while loading", "Ctrl-C", "end", "end all"],
)
def test_a_build_that_is_asked_to_stop(
    folder: SiteFolder,
    expected: dict[str, dict[str, bytes]],
    number: signal.Signals,
    send: Callable[[int, int], None],
    moment: str,
) -> None:
    stopped = start(folder)
    if moment == "its processes load":
        wait_until(lambda: len(session_of(stopped)) > 2)  # one of them keeps account of what they share
    else:
        wait_until(lambda: reading(folder))
    send(stopped.pid, number)
    output, errors = stopped.communicate()
    assert errors.strip() == "stopped: what was finished is kept; run the command again to go on"
    assert (stopped.returncode, output) == (130, "")
    wait_until_alone(stopped)
    assert folder.files() == expected["lama"]
    build(folder)
    assert folder.files() == expected["baru"]


def test_a_preview_that_is_stopped_while_it_builds(folder: SiteFolder, expected: dict[str, dict[str, bytes]]) -> None:
    preview = start(folder, "serve")
    wait_until(lambda: reading(folder))
    os.killpg(preview.pid, signal.SIGINT)
    _, errors = preview.communicate()
    assert (preview.returncode, errors) == (0, "")
    wait_until_alone(preview)
    assert folder.files() == expected["lama"]


# Two at once


def test_a_second_build_says_that_it_waits_for_the_first(
    folder: SiteFolder, expected: dict[str, dict[str, bytes]]
) -> None:
    first = start(folder)
    wait_until(lambda: reading(folder))
    first.send_signal(signal.SIGSTOP)
    second = start(folder)
    assert second.stderr
    assert second.stderr.readline() == (
        "Another build of this site is under way; this one goes on when it has ended.\n"
    )
    assert folder.files() == expected["lama"]
    first.send_signal(signal.SIGCONT)
    for one in (first, second):
        output, errors = one.communicate()
        assert (one.returncode, errors) == (0, "")
        assert output.startswith("Rendered ")
    assert folder.files() == expected["baru"]


# No room, no permission


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path, free: int) -> Path:
    """Leave so many bytes free on a disk."""
    filler = disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - free))
    return filler


def refused(folder: SiteFolder) -> str:
    """The one line with which a build ends that cannot be done."""
    one = start(folder)
    output, errors = one.communicate()
    assert (one.returncode, output) == (1, ""), errors
    assert errors.startswith("error: ")
    assert errors.count("\n") == 1, errors
    wait_until_alone(one)
    return errors


@pytest.mark.parametrize("free", [0, 40, 100, 200])
def test_a_disk_that_is_full(small_disk: Path, expected: dict[str, dict[str, bytes]], free: int) -> None:
    """So many kilobytes are free: the records of builds, the stories that wait, or the pages do not get written."""
    folder = new_site(small_disk / "site")
    write_articles(folder, "baru")
    filler = fill(small_disk, free * 1024)
    assert str(small_disk) in refused(folder)
    assert folder.files() == expected["lama"]
    filler.unlink()
    build(folder)
    assert folder.files() == expected["baru"]


def test_a_finished_site_that_may_not_be_written(folder: SiteFolder, expected: dict[str, dict[str, bytes]]) -> None:
    public = str(folder.public)
    if subprocess.run(["mount", "--bind", "-o", "ro", public, public], capture_output=True, check=False).returncode:
        pytest.skip("only root may make a folder read-only for root")
    try:
        assert "public: cannot be replaced by the new site" in refused(folder)
        assert folder.files() == expected["lama"]
    finally:
        subprocess.run(["umount", public], check=True)
    build(folder)
    assert folder.files() == expected["baru"]
