"""What sitegen has put into the folder of the finished site: the record of every file, by the folder's inode.

A folder keeps its inode when it is renamed or exchanged with another, so that the record is right before and after
the moment in which a new site takes the place of the old one, whenever a run may be stopped. There are two folders, the
published one and the one with the site before it, and they are nearly the same: all rows are there of one of them, the
current one, and of the other only those that differ.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from sitegen.database import Database
from sitegen.errors import Problem

RECORD = "output.sqlite3"
"""In the state folder."""

# `Database` checks the conditions of all rows when it opens the file: a record that leads elsewhere counts as damaged.
_PATH = (
    "path TEXT PRIMARY KEY CHECK (typeof(path) = 'text' AND length(path) = length(CAST(path AS BLOB))"
    " AND (path NOT LIKE '%..%' OR instr('/' || path || '/', '/../') = 0))"
)
_SCHEMA = (
    "CREATE TABLE folder (inode INTEGER PRIMARY KEY, state TEXT NOT NULL, current INTEGER NOT NULL)",
    f"CREATE TABLE file ({_PATH}, digest BLOB NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL)"
    " WITHOUT ROWID",
    f"CREATE TABLE other ({_PATH}, digest BLOB, size INTEGER, modified INTEGER) WITHOUT ROWID",
    # Somebody's file names need not be text.
    "CREATE TABLE foreign_file (path BLOB PRIMARY KEY CHECK (typeof(path) = 'blob')) WITHOUT ROWID",
)
_TABLES = ("folder", "file", "other", "foreign_file")
_VERSION = 2
_REMEDY = "files in the folder of the finished site that belong to no page any more stay there once"


class Entry(NamedTuple):
    """One file that sitegen wrote: SHA-256, size in bytes, modification time in ns."""

    digest: bytes
    size: int
    modified: int


def digest_of(data: bytes) -> bytes:
    """Return the digest of a file's bytes."""
    return hashlib.sha256(data).digest()


class OutputRecord:
    """The record of the finished site's folder, and of the one in which the next is put together."""

    def __init__(self, state: Path) -> None:
        """Open the record in the state folder, or make it.

        Raises:
            SitegenError: it cannot be opened, made or written.
        """
        self._database = Database(state / RECORD, _SCHEMA, _VERSION, remedy=_REMEDY, durable=True)

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with the file."""
        return self._database.problems

    def open(self, folder: Path) -> str | None:
        """Let ``folder`` be the one whose files are given from now on, and return the id of the state it is in.

        Where nothing is known of it, or it is not there, the record is emptied and None returned.
        """
        inode = folder.stat().st_ino if folder.is_dir() else -1
        with self._database.reading() as connection:
            rows = connection.execute("SELECT inode, state, current FROM folder").fetchall()
        known = {number: (str(state), current) for number, state, current in rows}
        if inode in known:
            state, current = known[inode]
            if not current:  # a run was stopped between `finish` and the exchange of the folders
                self._turn(inode)
            return state
        if known:
            with self._database.writing() as connection:
                for table in _TABLES:
                    connection.execute(f"DELETE FROM {table}")  # noqa: S608
        return None

    def _turn(self, inode: int) -> None:
        """Let the other folder be the current one."""
        with self._database.writing() as connection:
            rows = "SELECT o.path, f.digest, f.size, f.modified FROM other o LEFT JOIN file f USING (path)"
            turned = connection.execute(rows).fetchall()
            connection.execute("DELETE FROM file WHERE path IN (SELECT path FROM other)")
            connection.execute("INSERT INTO file SELECT * FROM other WHERE digest IS NOT NULL")
            connection.executemany("REPLACE INTO other VALUES (?, ?, ?, ?)", turned)
            connection.execute("UPDATE folder SET current = (inode = ?)", (inode,))

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

    def foreign(self) -> set[str]:
        """Return the paths of what somebody else had put there by the last `finish`, in either folder."""
        with self._database.reading() as connection:
            paths = {os.fsdecode(path) for (path,) in connection.execute("SELECT path FROM foreign_file")}
        return {path for path in paths if ".." not in path.split("/") and "\0" not in path}

    def differences(self) -> list[tuple[str, bool]]:
        """Return the paths of files of ours that differ in the other folder, and whether the current one has them."""
        rows = "SELECT o.path, f.path IS NOT NULL FROM other o LEFT JOIN file f USING (path)"
        with self._database.reading() as connection:
            return [(path, bool(there)) for path, there in connection.execute(rows)]

    def begin(self, folder: Path) -> bool:
        """Note that ``folder`` is being changed: until `finish`, what it holds is not known. Return if it was."""
        with self._database.writing() as connection:
            known = connection.execute("DELETE FROM folder WHERE inode = ? AND NOT current", (folder.stat().st_ino,))
            return known.rowcount > 0

    def finish(self, folder: Path, changes: Mapping[str, Entry | None], foreign: Collection[str]) -> str:
        """Note what ``folder`` holds, and return the id of this state; ``folder`` is the current one from now on.

        That is what the one that was current holds, but for ``changes``, in which None stands for a file that is gone.
        What somebody else has put into either is ``foreign``.
        """
        inode, state = folder.stat().st_ino, uuid4().hex
        gone = ((path,) for path, entry in changes.items() if entry is None)
        new = ((path, *entry) for path, entry in changes.items() if entry is not None)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM other")
            if connection.execute("UPDATE folder SET current = 0").rowcount:
                rows = "INSERT INTO other SELECT ?1, digest, size, modified FROM (SELECT 1) LEFT JOIN file ON path = ?1"
                connection.executemany(rows, ((path,) for path in changes))
            connection.executemany("DELETE FROM file WHERE path = ?", gone)
            connection.executemany("REPLACE INTO file VALUES (?, ?, ?, ?)", new)
            connection.execute("REPLACE INTO folder VALUES (?, ?, 1)", (inode, state))
            connection.execute("DELETE FROM foreign_file")
            connection.executemany("INSERT INTO foreign_file VALUES (?)", ((os.fsencode(path),) for path in foreign))
        return state

    def follow(self, folder: Path) -> None:
        """Note that ``folder`` holds the same files of ours as the current one."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM other")
            row = "REPLACE INTO folder SELECT ?, state, 0 FROM folder WHERE current"
            connection.execute(row, (folder.stat().st_ino,))

    def close(self) -> None:
        """Close the file."""
        self._database.close()
