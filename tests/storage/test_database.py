"""A file is checked for damage when it is opened, unless it is just as it was left."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sitegen.storage.database import Database, UnreadableRowError

SCHEMA = ("CREATE TABLE word (text TEXT NOT NULL CHECK (typeof(text) = 'text'))",)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that was written and closed."""
    with open_file(tmp_path / "words.sqlite3") as database, database.writing() as connection:
        connection.executemany("INSERT INTO word VALUES (?)", ((f"kata {number}",) for number in range(1000)))
    return tmp_path / "words.sqlite3"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The checks of whole files from now on."""
    found: list[str] = []

    class Traced(sqlite3.Connection):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.set_trace_callback(lambda text: found.append(text) if "check" in text else None)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Traced))
    return found


def open_file(path: Path) -> Database:
    return Database(path, SCHEMA, 1, remedy="")


def use(path: Path) -> None:
    """Open a file, read it and close it."""
    with open_file(path) as database, database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM word").fetchone()[0] >= 1000
    assert database.problems == []


def test_a_file_that_is_as_it_was_left_is_not_read_from_end_to_end(path: Path, checks: list[str]) -> None:
    for _ in range(3):
        use(path)
        with open_file(path) as database, database.writing() as connection:
            connection.execute("INSERT INTO word VALUES ('baru')")
    assert checks == []


def copied(path: Path) -> None:
    shutil.copy2(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


def written_by_another_program(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("INSERT INTO word VALUES ('asing')")
    connection.close()


def left_open(path: Path) -> None:
    program = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute(\"INSERT INTO word VALUES ('asing')\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True)


def with_a_damaged_note(path: Path) -> None:
    path.with_name(f"{path.name}-closed").write_bytes(b"\xff")


def without_a_note(path: Path) -> None:
    path.with_name(f"{path.name}-closed").unlink()


CHANGES = [copied, written_by_another_program, left_open, with_a_damaged_note, without_a_note]


@pytest.mark.parametrize("change", CHANGES)
def test_any_other_file_is_checked_once(path: Path, checks: list[str], change: Callable[[Path], None]) -> None:
    change(path)
    checks.clear()
    use(path)
    assert checks == ["PRAGMA quick_check(1)"]
    use(path)  # the log of a process that was killed has become part of the file
    assert len(checks) == 1 + (change is left_open)
    use(path)
    assert len(checks) == 1 + (change is left_open)


def test_a_file_that_another_process_has_open_is_checked(path: Path, checks: list[str]) -> None:
    with open_file(path) as one, one.writing() as connection:
        connection.execute("INSERT INTO word VALUES ('satu')")
        use(path)
    assert len(checks) == 1
    use(path)
    assert len(checks) == 1


def test_damage_is_noticed_whenever_it_was_done(path: Path) -> None:
    def damage() -> None:
        data = bytearray(path.read_bytes())
        data[5000:9000] = os.urandom(4000)
        path.write_bytes(data)

    with open_file(path):
        damage()
    with open_file(path) as again:
        assert [str(problem.message) for problem in again.problems] == [
            "is damaged; it is now words.sqlite3.set-aside-1 and a new one is made; "
        ]


def test_a_file_that_was_set_aside_leaves_no_note_for_the_next(path: Path, checks: list[str]) -> None:
    with open_file(path) as database:
        with pytest.raises(Exception, match="was damaged"), database.reading():
            raise UnreadableRowError
        shutil.copy2(path.with_name("words.sqlite3.set-aside-1"), path)
    use(path)
    assert checks == ["PRAGMA quick_check(1)"]
