"""Cache of the output folder's state, so that its files need not be read in each build.

The manifest in the folder tells which files are sitegen's; the cache adds their sizes and times, and the other files
there. It is valid only for the very folder and manifest that it was made of: after a copy, a restored archive or a
killed build, unknown files are read again. Losing it costs only time. If the manifest is lost, the cache replaces it.

Sites have millions of files: nothing here holds all of their paths, and what is compared is compared in SQL.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.storage.database import Database
from sitegen.storage.manifest import MANIFEST, doubtful_in, is_whole, listed_in, open_manifest
from sitegen.storage.run_tables import RunTables

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

# Names for conditions. SQLite looks such a path up in the table itself, without a copy of it.
_STAYS = "path NOT IN (SELECT path FROM run.staged) AND path NOT IN (SELECT path FROM run.ended)"
_OURS = "+path IN (SELECT path FROM file)"  # the sign keeps SQLite from going through all of `file`


class OutputCache:
    """The cached state of the output folder, and of the staging folder.

    If the folder is ``known``, nothing in it has come or gone since but where a subfolder's time is another than
    ``folder_time``. The tables of ``run`` are for the time until the cache is closed.
    """

    def __init__(self, state: Path) -> None:
        """Open the cache in the state folder, or make it.

        Raises:
            SitegenError: it cannot be opened, made or written.
        """
        self._database = Database(state / RECORD, _SCHEMA, _VERSION, remedy=_REMEDY)
        self._notes: dict[str, str] = {}
        self.known = False
        try:
            self.run = RunTables(self._database, state)
        except BaseException:
            self._database.close()
            raise

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
        with open_manifest(folder) as file:
            if file is None:
                self._forget()
                return None, frozenset()
            state = hashlib.file_digest(file, "sha256").hexdigest()
            if self._notes.get("manifest") == state:
                self.known = self._notes.get("folder") == _identity(folder)
                return state, doubtful_in(file)
            return state if self._take(file) else None, doubtful_in(file)

    def _take(self, manifest: BinaryIO) -> bool:
        """Let the files be those of a manifest; if it is not whole, also those that were known before.

        Return whether it is whole.
        """
        self._forget()
        whole = is_whole(manifest)
        write = self._database.write_rows
        write("REPLACE INTO run.manifest VALUES (?, ?)", listed_in(manifest))
        if whole:
            gone = "SELECT path FROM file WHERE path NOT IN (SELECT path FROM run.manifest) AND path > ?"
            write("DELETE FROM file WHERE path = ?", self._database.rows(gone))
        new = (
            "SELECT path, m.digest FROM run.manifest m LEFT JOIN file f USING (path)"
            " WHERE f.digest IS NOT m.digest AND path > ?"
        )
        write(f"REPLACE INTO file VALUES (?, ?, {_UNKNOWN}, {_UNKNOWN})", self._database.rows(new))  # noqa: S608
        self.run.clear("manifest")
        return whole

    def _forget(self) -> None:
        """Count the folder, and the one for the next site, as unknown; first, so that half of a change counts too."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM note WHERE name IN ('manifest', 'folder', 'next')")
        for name in ("manifest", "folder", "next"):
            self._notes.pop(name, None)

    def _note(self, notes: Mapping[str, str]) -> None:
        with self._database.writing() as connection:
            connection.executemany("REPLACE INTO note VALUES (?, ?)", notes.items())
        self._notes.update(notes)

    def files(self) -> Iterator[tuple[str, int, int]]:
        """Yield path, size and modification time of every file of ours, in order."""
        return self._database.rows("SELECT path, size, modified FROM file WHERE path > ?")

    def paths(self) -> Iterator[str]:
        """Yield the path of every file of ours, in order."""
        return self._paths("SELECT path FROM file WHERE path > ?")

    def digest(self, path: str) -> bytes | None:
        """Return the digest of a file of ours, or None if there is none of that path."""
        try:
            found = self._database.first("SELECT digest FROM file WHERE path = ?", path)
        except UnicodeEncodeError:  # somebody's file name that is not text
            return None
        return found[0] if found else None

    def is_folder(self, path: str) -> bool:
        """Tell whether files of ours are below a path."""
        return self._is_above("file", path)

    def is_above_staged(self, path: str) -> bool:
        """Tell whether files that were put in this run are below a path."""
        return self._is_above("run.staged", path)

    def is_above_kept(self, path: str) -> bool:
        """Tell whether files of ours that stay are below a path."""
        return self._is_above("file", path, "AND path NOT IN (SELECT path FROM run.ended)")

    def _is_above(self, table: str, path: str, condition: str = "") -> bool:
        query = f"SELECT 1 FROM {table} WHERE path > ? AND path < ? {condition} LIMIT 1"  # noqa: S608
        try:
            return self._database.first(query, f"{path}/", f"{path}0") is not None  # "0" comes after "/"
        except UnicodeEncodeError:  # somebody's file name that is not text
            return False

    def _paths(self, query: str) -> Iterator[str]:
        return (path for (path,) in self._database.rows(query))

    def foreign(self) -> dict[str, str]:
        """Return the unmanaged files in either folder, as last noted, with their signatures."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT path, signature FROM foreign_file")
            found = {os.fsdecode(path): str(signature) for path, signature in rows}
        return {path: known for path, known in found.items() if ".." not in path.split("/") and "\0" not in path}

    # What a new site differs in, once all that is part of it was put, kept or dropped

    def end(self, *, dropped: bool) -> None:
        """Find out which files of ours are no part of the new site: of those ``dropped``, or of all."""
        candidates = f"run.dropped WHERE {_OURS}" if dropped else "file WHERE true"
        kept = "path NOT IN (SELECT path FROM run.staged) AND path NOT IN (SELECT path FROM run.kept)"
        self.run.flush()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM run.ended")
            connection.execute(f"INSERT INTO run.ended SELECT path FROM {candidates} AND {kept}")  # noqa: S608

    def vanishing(self) -> list[str]:
        """Return some of the lost files that the new site has and nobody has put."""
        query = f"SELECT path FROM run.lost WHERE {_STAYS} ORDER BY path LIMIT 10"  # noqa: S608
        with self._database.reading() as connection:
            return [path for (path,) in connection.execute(query)]

    def replaced(self) -> int:
        """Return how many files that are published as sitegen made them were put anew."""
        return self.run.count("staged", f"WHERE {_OURS} AND path NOT IN (SELECT path FROM run.lost)")  # noqa: S608

    def removed(self) -> int:
        """Return how many files that are published as sitegen made them are no part of the new site."""
        return self.run.count("ended", "WHERE path NOT IN (SELECT path FROM run.lost)")

    def changed_and_ended(self) -> list[str]:
        """Return the files of ours that somebody changed and that are no part of the new site."""
        query = "SELECT path FROM run.lost WHERE changed AND +path IN (SELECT path FROM run.ended) ORDER BY path"
        with self._database.reading() as connection:
            return [path for (path,) in connection.execute(query)]

    def lost(self) -> Iterator[str]:
        """Yield the files of ours that are not published any more as sitegen made them, in order."""
        return self._paths("SELECT path FROM run.lost WHERE path > ?")

    def wrong_in_next(self) -> Iterator[str]:
        """Yield the files of ours in the other folder that are no part of the new site."""
        unstaged = "path NOT IN (SELECT path FROM run.staged)"
        yield from self._paths(
            f"SELECT path FROM other WHERE path NOT IN (SELECT path FROM file) AND {unstaged} AND path > ?"  # noqa: S608
        )
        yield from self._paths(f"SELECT path FROM run.ended WHERE {unstaged} AND path > ?")  # noqa: S608

    def missing_in_next(self, *, known: bool) -> Iterator[str]:
        """Yield the files of ours that stay and are not in the other folder, which has none if it is not ``known``."""
        table = f"other WHERE {_OURS} AND" if known else "file WHERE"
        return self._paths(f"SELECT path FROM {table} {_STAYS} AND path > ?")  # noqa: S608

    def touched(self) -> Iterator[str]:
        """Yield the files of ours that stay and were found with another time."""
        return self._paths(f"SELECT path FROM run.touched WHERE {_STAYS} AND path > ?")  # noqa: S608

    def new_site(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and digest of every file of the new site, in order. To be read to the end."""
        rows = (
            f"SELECT path, digest FROM file WHERE {_STAYS} UNION ALL SELECT path, digest FROM run.staged ORDER BY path"  # noqa: S608
        )
        with self._database.reading() as connection:
            yield from connection.execute(rows)

    def is_next(self, folder: Path) -> bool:
        """Tell whether ``folder`` still is as `finish` or `follow` has noted it."""
        return self._notes.get("next") == _identity(folder) and (folder / MANIFEST).is_file()

    def finish(self, folder: Path, other: Path, state: str, foreign: Mapping[str, str]) -> int:
        """Record that ``folder`` holds the new site, and return how many files that changed.

        ``other`` holds what was there before. What somebody else has put into either is ``foreign``.
        """
        notes = {"manifest": state, "folder": _identity(folder), "next": _identity(other)}
        with self._database.writing() as connection:
            connection.execute("DELETE FROM other")
            changes = sum(
                connection.execute(f"INSERT OR IGNORE INTO other SELECT path FROM run.{table}").rowcount  # noqa: S608
                for table in ("staged", "ended", "touched")
            )
            ended = connection.execute("SELECT path FROM run.ended")
            connection.executemany("DELETE FROM file WHERE path = ?", ended)
            connection.execute(f"REPLACE INTO file SELECT * FROM run.touched WHERE {_STAYS}")  # noqa: S608
            connection.execute("REPLACE INTO file SELECT * FROM run.staged")
            _write_foreign(connection, foreign)
            connection.executemany("REPLACE INTO note VALUES (?, ?)", notes.items())
        self._notes.update(notes)
        self.run.clear("lost")
        return changes

    def refresh(self, folder: Path, state: str, foreign: Mapping[str, str]) -> None:
        """Note what was found out of ``folder`` while nothing in it was to be changed. None of it counts as news."""
        notes = {"manifest": state, "folder": _identity(folder)}
        touched = self.run.count("touched")
        if not touched and foreign == self.foreign() and notes.items() <= self._notes.items():
            return
        with self._database.writing() as connection:
            connection.execute("REPLACE INTO file SELECT * FROM run.touched")
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
        self.run.close()


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
