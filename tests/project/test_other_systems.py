"""What other systems lack is taken away here: each fallback gives the same site."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from sites import MakeSite, SiteFolder

from sitegen.building.processes import pool
from sitegen.storage import atomic_swap, staging

ROOT = Path(__file__).parents[2]
STORIES = 40


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site()
    for number in range(STORIES):
        site.write("id", f"berita-{number}", f"Berita {number}", f"Kalimat nomor {number}.")
    return site


def rendered_elsewhere(site: SiteFolder, tmp_path: Path) -> dict[str, bytes]:
    """The files of a copy of the site, made from nothing."""
    copy = SiteFolder(
        Path(shutil.copytree(site.root, tmp_path / "copy", ignore=shutil.ignore_patterns(".*", "public")))
    )
    assert copy.render().problems == ()
    return copy.files()


def without_flushing_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sync", raising=False)


def without_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


def without_links_that_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def plain(source: str, target: str) -> None:
        link(source, target)

    monkeypatch.setattr(os, "link", plain)  # which is in no `os.supports_follow_symlinks`


def without_an_exchange_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_swap, "_exchange_names", lambda _new, _old: False)


def without_times_that_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "utime", refuse)


@pytest.mark.slow
@pytest.mark.parametrize(
    "lack",
    [
        without_flushing_all,
        without_hard_links,
        without_links_that_are_not_followed,
        without_an_exchange_of_names,
        without_times_that_can_be_set,
    ],
    ids=lambda lack: lack.__name__,
)
def test_a_site_is_the_same_without_what_a_system_lacks(
    lack: Callable[[pytest.MonkeyPatch], None],
    site: SiteFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert site.render().problems == ()
    site.write("id", "berita-7", "Berita 7", "Kalimat lain.")
    (site.root / "content" / "id" / "berita-8.md").unlink()
    expected = rendered_elsewhere(site, tmp_path)
    lack(monkeypatch)
    assert site.render().problems == ()
    assert site.files() == expected
    assert len(expected) > staging._FEW


@pytest.mark.slow
def test_processes_that_begin_anew_make_the_same_site(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS: no copies of this process, no list of its threads, no signals that can be blocked."""
    expected = rendered_elsewhere(site, tmp_path)
    resource_tracker.ensure_running()  # a process of Python's own, which needs what is taken away below
    methods: list[str | None] = []
    get_context = multiprocessing.get_context

    def noted(method: str | None = None) -> multiprocessing.context.BaseContext:
        methods.append(method)
        return get_context(method)

    monkeypatch.setattr(multiprocessing, "get_context", noted)
    monkeypatch.setattr(pool, "MUCH", 10)
    monkeypatch.setattr(os, "listdir", lambda _folder: (_ for _ in ()).throw(FileNotFoundError()))
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert site.render().problems == ()
    assert methods == ["spawn"]
    assert site.files() == expected


def test_windows_gets_no_more_processes_than_it_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pool._most_processes(100) == 100
    monkeypatch.setattr(sys, "platform", "win32")
    assert (pool._most_processes(100), pool._most_processes(3)) == (61, 3)


@pytest.mark.slow
def test_output_in_a_narrow_encoding_loses_a_letter_and_not_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "new", "Kabar →"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"Made        Kabar ? with site.toml")
    assert done.stderr == b""


def test_no_file_of_the_project_has_a_name_that_some_system_cannot_write() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no clone")
    paths = [path for path in listed.stdout.decode().split("\0") if path]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert [path for path in paths if set(path) & set(':*?"<>|\\') or path.endswith((" ", "."))] == []
    assert max(map(len, paths)) < 160, "Windows allows 260 characters, with the folder of the clone"
