"""Builds in processes of their own, as people start and stop them, and the site that they build."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path

import building_child
from sites import SiteFolder

from sitegen.building.incremental.inputs import Options, RenderResult
from sitegen.building.site import render_site

PAIRS = 40


def write_articles(folder: SiteFolder, version: str) -> None:
    """Write forty stories; from one version to another some change, and a few come or go."""
    for number in range(PAIRS):
        text = f"{version} {number}" if number % 3 else f"sama {number}"
        titles = f"Kabar {text}", f"News {text}"
        bodies = f"Kabar {text}.\n\nDan lagi.", f"News {text}.\n\nAnd more."
        folder.pair(f"kabar-{number}", titles, bodies, tags=[f"tag-{version}"])
    for path in folder.root.glob("content/*/hanya-*"):
        path.unlink()
    for number in range(3):
        folder.pair(f"hanya-{version}-{number}", (f"Hanya {version}", f"Only {version}"))


def start(folder: SiteFolder, *command_line: str) -> subprocess.Popen[str]:
    """Start a build, or another command, that uses processes for the little that is to do."""
    arguments = command_line or ("render", "--jobs", "2")
    command = [sys.executable, building_child.__file__, "5", "--site", str(folder.root), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def finish(folder: SiteFolder) -> None:
    """Build undisturbed in such processes."""
    one = start(folder)
    _, errors = one.communicate()
    assert (one.returncode, errors) == (0, "")


def build(folder: SiteFolder) -> RenderResult:
    """Build in this process alone."""
    return render_site(folder.site, Options(jobs=1))


def session_of(build: subprocess.Popen[str]) -> set[int]:
    """The processes that a build has started, and itself, as far as they are still running."""
    return {process for process in map(int, _numbers(Path("/proc"))) if _session(process) == build.pid}


def _numbers(folder: Path) -> Collection[str]:
    return [path.name for path in folder.iterdir() if path.name.isdigit()]


def _session(process: int) -> int | None:
    """The session that a process belongs to; see man 5 proc_pid_stat."""
    try:
        state, _, _, session = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:4]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state == "Z" else int(session)


def wait_until(there: Callable[[], bool]) -> None:
    """Wait until something is there; a minute is for ever."""
    deadline = time.monotonic() + 60
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def wait_until_alone(build: subprocess.Popen[str]) -> None:
    """Wait until no process of a build is left."""
    wait_until(lambda: not session_of(build))
