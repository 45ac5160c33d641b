"""Cache of the output folder's state, so that its files need not be read in each build.

The manifest in the folder tells which files are sitegen's; the cache adds their sizes and times, and the other files
there. It is valid only for the very folder and manifest that it was made of: after a copy, a restored archive or a
killed build, unknown files are read again. Losing it costs only time. If the manifest is lost, the cache replaces it.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.storage.database import Database
from sitegen.storage.manifest import MANIFEST, Manifest, digest_of, doubtful_in, parse_manifest, read_manifest

RECORD = "output.sqlite3"
"""In the state folder."""

# `Database` checks the conditions of all rows when it opens the file: a record that leads elsewhere counts as damaged.
_PATH = (
    "path TEXT PRIMARY KEY CHECK (typeof(path) = 'text' AND length(path) = length(CAST(path AS BLOB))"
    " AND (path NOT LIKE '%..%' OR instr('/' || path || '/', '/../') = 0))"
)
_SCHEMA = (
    "CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (typeof(value) = 'text')) WITHOUT ROWID",
    f"CREATE TABLE file ({_PATH}, digest BLOB NOT NULL CHECK (typeof(digest) = 'blob' AND length(digest) = 32),"
    " size INTEGER NOT NULL, modified INTEGER NOT NULL) WITHOUT ROWID",
    f"CREATE TABLE other ({_PATH}) WITHOUT ROWID",
    # Somebody's file names need not be text.
    "CREATE TABLE foreign_file (path BLOB PRIMARY KEY CHECK (typeof(path) = 'blob'), signature TEXT NOT NULL)"
    " WITHOUT ROWID",
)
_VERSION = 3
_REMEDY = say("this build reads the files of the finished site again")
_UNKNOWN = -1
"""Size and time of a file that only the manifest knows."""


class Entry(NamedTuple):
    """One file that sitegen wrote: SHA-256, size in bytes, modification time in ns."""

    digest: bytes
    size: int
    modified: int


class OutputCache:
    """The cached state of the output folder, and of the staging folder.

    ``manifest`` is that of the folder, ``listed`` whether it has one that could be read. If the folder is ``known``,
    nothing in it has come or gone since but where a subfolder's time is another than ``folder_time``.
    """

    def __init__(self, state: Path) -> None:
        """Open the cache in the state folder, or make it.

        Raises:
            SitegenError: it cannot be opened, made or written.
        """
        self._database = Database(state / RECORD, _SCHEMA, _VERSION, remedy=_REMEDY)
        self._notes: dict[str, str] = {}
        self.known = False

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with the file."""
        return self._database.problems

    @property
    def folder_time(self) -> int:
        """Modification time, in ns, of a subfolder in which no name has come or gone since sitegen left it.

        Long ago, so that no later change can have it; an even second, which every file system can hold (FAT's begin in
        1980); and not that of another cache, so that it says nothing of a folder that was copied from elsewhere.
        """
        return int(self._notes["folder_time"])

    def open(self, folder: Path) -> tuple[str | None, frozenset[str]]:
        """Read the manifest of ``folder``, and return the state of the site and the doubtful files.

        The state is None if the folder has no manifest or one that cannot be understood.

        Raises:
            SitegenError: the manifest cannot be read.
        """
        with self._database.reading() as connection:
            self._notes = dict(connection.execute("SELECT name, value FROM note"))
        if not self._notes.get("folder_time", "").isdecimal():
            second = 315_619_202 + 2 * random.SystemRandom().randrange(2**26)
            self._note({"folder_time": str(second * 10**9)})
        data = read_manifest(folder)
        state = state_of(data) if data is not None else None
        if data is not None and self._notes.get("manifest") == state:
            self.known = self._notes.get("folder") == _identity(folder)
            return state, doubtful_in(data)
        found = parse_manifest(data or b"")
        self._take(found)
        return state if found.whole else None, found.doubtful

    def _take(self, manifest: Manifest) -> None:
        """Let the files be those of a manifest; if it is not whole, also those that were known before."""
        before = self.digests()
        new = ((path, data, _UNKNOWN, _UNKNOWN) for path, data in manifest.files.items() if before.get(path) != data)
        gone = before.keys() - manifest.files.keys() if manifest.whole else ()
        with self._database.writing() as connection:
            connection.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in gone))
            connection.executemany("REPLACE INTO file VALUES (?, ?, ?, ?)", new)
            connection.execute("DELETE FROM note WHERE name IN ('manifest', 'folder', 'next')")
        for name in ("manifest", "folder", "next"):
            self._notes.pop(name, None)

    def _note(self, notes: Mapping[str, str]) -> None:
        with self._database.writing() as connection:
            connection.executemany("REPLACE INTO note VALUES (?, ?)", notes.items())
        self._notes.update(notes)

    def files(self) -> Iterator[tuple[str, int, int]]:
        """Yield path, size and modification time of every file of ours, in order. To be read to the end."""
        with self._database.reading() as connection:
            yield from connection.execute("SELECT path, size, modified FROM file ORDER BY path")

    def paths(self) -> Iterator[str]:
        """Yield the path of every file of ours, in order. To be read to the end."""
        with self._database.reading() as connection:
            for (path,) in connection.execute("SELECT path FROM file ORDER BY path"):
                yield path

    def digests(self) -> dict[str, bytes]:
        """Return the digests of all files of ours by path."""
        with self._database.reading() as connection:
            return dict(connection.execute("SELECT path, digest FROM file ORDER BY path"))

    def digest(self, path: str) -> bytes | None:
        """Return the digest of a file of ours, or None if there is none of that path."""
        try:
            with self._database.reading() as connection:
                found = connection.execute("SELECT digest FROM file WHERE path = ?", (path,)).fetchone()
        except UnicodeEncodeError:  # somebody's file name that is not text
            return None
        return found[0] if found else None

    def foreign(self) -> dict[str, str]:
        """Return the unmanaged files in either folder, as last noted, with their signatures."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT path, signature FROM foreign_file")
            found = {os.fsdecode(path): str(signature) for path, signature in rows}
        return {path: known for path, known in found.items() if ".." not in path.split("/") and "\0" not in path}

    def differences(self) -> list[tuple[str, bool]]:
        """Return the paths of files of ours that differ in the other folder, and whether this one has them."""
        rows = "SELECT o.path, f.path IS NOT NULL FROM other o LEFT JOIN file f USING (path)"
        with self._database.reading() as connection:
            return [(path, bool(there)) for path, there in connection.execute(rows)]

    def is_next(self, folder: Path) -> bool:
        """Tell whether ``folder`` still is as `finish` or `follow` has noted it."""
        return self._notes.get("next") == _identity(folder) and (folder / MANIFEST).is_file()

    def finish(
        self,
        folder: Path,
        other: Path,
        manifest: bytes,
        changes: Mapping[str, Entry | None],
        foreign: Mapping[str, str],
    ) -> None:
        """Record the content of ``folder``: the former content with ``changes``, in which None is a removed file.

        ``other`` holds what was there before. What somebody else has put into either is ``foreign``.
        """
        gone = ((path,) for path, entry in changes.items() if entry is None)
        new = ((path, *entry) for path, entry in changes.items() if entry is not None)
        notes = {"manifest": state_of(manifest), "folder": _identity(folder), "next": _identity(other)}
        with self._database.writing() as connection:
            connection.execute("DELETE FROM other")
            connection.executemany("INSERT INTO other VALUES (?)", ((path,) for path in changes))
            connection.executemany("DELETE FROM file WHERE path = ?", gone)
            connection.executemany("REPLACE INTO file VALUES (?, ?, ?, ?)", new)
            _write_foreign(connection, foreign)
            connection.executemany("REPLACE INTO note VALUES (?, ?)", notes.items())
        self._notes.update(notes)

    def refresh(self, folder: Path, state: str, touched: Mapping[str, Entry], foreign: Mapping[str, str]) -> None:
        """Note what was found out of ``folder`` while nothing in it was to be changed. None of it counts as news."""
        notes = {"manifest": state, "folder": _identity(folder)}
        if not touched and foreign == self.foreign() and notes.items() <= self._notes.items():
            return
        with self._database.writing() as connection:
            connection.executemany(
                "REPLACE INTO file VALUES (?, ?, ?, ?)", ((path, *touched[path]) for path in touched)
            )
            if touched:  # in the other folder are those of before, with other times
                connection.execute("DELETE FROM note WHERE name = 'next'")
            _write_foreign(connection, foreign)
            connection.executemany("REPLACE INTO note VALUES (?, ?)", notes.items())
        self._notes.update(notes)

    def follow(self, folder: Path) -> None:
        """Note that ``folder`` holds the same files as the finished site's."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM other")
        self._note({"next": _identity(folder)})

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def state_of(manifest: bytes) -> str:
    """Return the name of a state of the finished site: folders whose files of ours are the same have the same."""
    return digest_of(manifest).hex()


def _write_foreign(connection: sqlite3.Connection, foreign: Mapping[str, str]) -> None:
    connection.execute("DELETE FROM foreign_file")
    rows = ((os.fsencode(path), known) for path, known in foreign.items())
    connection.executemany("INSERT INTO foreign_file VALUES (?, ?)", rows)


def _identity(folder: Path) -> str:
    """What no copy of a folder has, and no folder in which a name has come or gone. Empty if it is not there."""
    with suppress(OSError):
        status = folder.stat()
        return f"{status.st_dev} {status.st_ino} {status.st_ctime_ns}"
    return ""
