"""Two folders change places in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.storage import atomic_swap as module
from sitegen.storage.atomic_swap import atomic_swap, recover


@pytest.fixture(params=[True, False], ids=["in one step", "in turn"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both with the system's own exchange of names, and where there is none."""
    if not request.param:
        monkeypatch.setattr(module, "_exchange_names", lambda _new, _old: False)


def folder(path: Path, text: str) -> Path:
    (path / "in").mkdir(parents=True)
    (path / "in" / "page").write_text(text, encoding="utf-8")
    return path


def text(path: Path) -> str:
    return (path / "in" / "page").read_text(encoding="utf-8")


@pytest.mark.usefixtures("way")
def test_both_are_there_afterwards_each_in_the_other_s_place(tmp_path: Path) -> None:
    new, old = folder(tmp_path / "new", "baru"), folder(tmp_path / "old", "lama")
    inodes = new.stat().st_ino, old.stat().st_ino
    atomic_swap(new, old)
    assert (text(old), text(new)) == ("baru", "lama")
    assert (old.stat().st_ino, new.stat().st_ino) == inodes, "the folders have moved, not what they hold"
    assert {path.name for path in tmp_path.iterdir()} == {"new", "old"}


@pytest.mark.usefixtures("way")
def test_without_an_old_folder_the_new_one_takes_its_name(tmp_path: Path) -> None:
    atomic_swap(folder(tmp_path / "new", "baru"), tmp_path / "old")
    assert text(tmp_path / "old") == "baru"
    assert {path.name for path in tmp_path.iterdir()} == {"old"}


@pytest.mark.usefixtures("way")
def test_folders_may_lie_in_different_places(tmp_path: Path) -> None:
    new, old = folder(tmp_path / "a" / "new", "baru"), folder(tmp_path / "b" / "öld", "lama")
    atomic_swap(new, old)
    assert (text(old), text(new)) == ("baru", "lama")


@pytest.mark.usefixtures("way")
def test_if_there_is_no_new_folder_the_old_one_stays(tmp_path: Path) -> None:
    old = folder(tmp_path / "old", "lama")
    with pytest.raises(SitegenError, match="cannot take the place of the folder before it: No such file") as caught:
        atomic_swap(tmp_path / "new", old)
    assert caught.value.problem.path == old
    assert text(old) == "lama"
    assert {path.name for path in tmp_path.iterdir()} == {"old"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="this system cannot exchange names in one step")
def test_a_reader_never_finds_the_folder_missing_or_mixed(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    for path, words in ((new, "baru"), (old, "lama")):
        folder(path, words)
        (path / "second").write_text(words, encoding="utf-8")
    seen: list[tuple[str, str]] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            whole = os.open(old, os.O_RDONLY)  # raises if it is missing
            try:
                found = []
                for name in ("in/page", "second"):
                    descriptor = os.open(name, os.O_RDONLY, dir_fd=whole)
                    found.append(os.read(descriptor, 100).decode())
                    os.close(descriptor)
                seen.append((found[0], found[1]))
            finally:
                os.close(whole)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(500):
        atomic_swap(new, old)
    while not seen:
        time.sleep(0.001)
    ended.set()
    reader.join()
    assert set(seen) <= {("baru", "baru"), ("lama", "lama")}


def test_a_file_system_that_cannot_exchange_is_served_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        ctypes.set_errno(errno.EINVAL)
        return -1

    class Library:
        renameat2 = renamex_np = staticmethod(refuse)

    monkeypatch.setattr(ctypes, "CDLL", lambda *_args, **_kwargs: Library())
    new, old = folder(tmp_path / "new", "baru"), folder(tmp_path / "old", "lama")
    atomic_swap(new, old)
    assert (text(old), text(new)) == ("baru", "lama")


def test_a_refusal_that_is_no_lack_of_the_call_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(module, "_exchange_names", refuse)
    new, old = folder(tmp_path / "new", "baru"), folder(tmp_path / "old", "lama")
    with pytest.raises(SitegenError, match="cross-device"):
        atomic_swap(new, old)
    assert (text(old), text(new)) == ("lama", "baru")


@pytest.mark.parametrize(("renames", "afterwards"), [(1, "lama"), (2, "baru")])
def test_in_turn_a_kill_between_the_renames_is_mended(tmp_path: Path, renames: int, afterwards: str) -> None:
    new, old = folder(tmp_path / "new", "baru"), folder(tmp_path / "old", "lama")
    program = (
        "import os, signal, sys; from pathlib import Path; from sitegen.storage import atomic_swap as module\n"
        "module._exchange_names = lambda new, old: False\n"
        "rename, done = Path.rename, []\n"
        "def counted(self, target):\n"
        "    if len(done) == int(sys.argv[3]): os.kill(os.getpid(), signal.SIGKILL)\n"
        "    done.append(rename(self, target))\n"
        "Path.rename = counted\n"
        "module.atomic_swap(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    child = subprocess.run([sys.executable, "-c", program, str(new), str(old), str(renames)], check=False)
    assert child.returncode == -signal.SIGKILL
    recover(new, old)
    assert {text(old), text(new)} == {"lama", "baru"}
    assert text(old) == afterwards
    assert {path.name for path in tmp_path.iterdir()} == {"new", "old"}


def test_mending_changes_nothing_where_nothing_is_broken(tmp_path: Path) -> None:
    old = folder(tmp_path / "old", "lama")
    recover(tmp_path / "new", old)
    recover(tmp_path / "new", tmp_path / "never")
    assert text(old) == "lama"
    assert {path.name for path in tmp_path.iterdir()} == {"old"}
