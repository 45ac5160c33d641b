"""What sitegen has put into a folder: the record of every file and subfolder, by the folder's inode.

A folder keeps its inode when it is renamed or exchanged with another, so that the record is right before and after
the moment in which a new site takes the place of the old one, whenever a run may be stopped.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.database import Database
from sitegen.errors import Problem

RECORD = "output.sqlite3"
"""In the state folder."""

FOLDER, FOREIGN = "/", "?"
"""Stand for the digest of a subfolder, and of what somebody else has put there."""

_SCHEMA = (
    "CREATE TABLE folder (inode INTEGER PRIMARY KEY)",
    "CREATE TABLE entry (inode INTEGER NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL,"
    " modified INTEGER NOT NULL, PRIMARY KEY (inode, path)) WITHOUT ROWID",
)
_VERSION = 1
_REMEDY = "files in the folder of the finished site that belong to no page any more stay there once"


@dataclass(frozen=True)
class Entry:
    """One file or subfolder: SHA-256 (hexadecimal) or `FOLDER` or `FOREIGN`, size in bytes, modification time in ns."""

    digest: str
    size: int
    modified: int

    @property
    def ours(self) -> bool:
        """Tell whether it is a file that sitegen wrote."""
        return self.digest not in {FOLDER, FOREIGN}


def digest_of(data: bytes) -> str:
    """Return the digest of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def entry(digest: str, status: os.stat_result) -> Entry:
    """Return the entry of what was just looked at."""
    return Entry(digest, 0 if digest == FOLDER else status.st_size, status.st_mtime_ns)


class OutputRecord:
    """The records of the finished site's folder and of the one in which the next is put together."""

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

    def entries(self, folder: Path) -> dict[str, Entry] | None:
        """Return what ``folder`` holds by path, subfolders with a slash at the end; None where that is not known."""
        inode = _inode(folder)
        with self._database.reading() as connection:
            if not connection.execute("SELECT 1 FROM folder WHERE inode = ?", (inode,)).fetchone():
                return None
            rows = connection.execute("SELECT path, digest, size, modified FROM entry WHERE inode = ?", (inode,))
            return {
                path: Entry(digest, size, modified)
                for path, digest, size, modified in rows
                if ".." not in path.split("/") and not path.startswith("/")
            }

    def begin(self, folder: Path) -> None:
        """Note that ``folder`` is being changed: until `finish`, what it holds is not known."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM folder WHERE inode = ?", (_inode(folder),))

    def finish(self, folder: Path, before: Mapping[str, Entry], after: Mapping[str, Entry]) -> None:
        """Note that ``folder``, whose rows are ``before``, now holds ``after``."""
        inode = _inode(folder)
        gone = [(inode, path) for path in before if path not in after]
        new = [
            (inode, path, found.digest, found.size, found.modified)
            for path, found in after.items()
            if before.get(path) != found
        ]
        with self._database.writing() as connection:
            if not before:
                connection.execute("DELETE FROM entry WHERE inode = ?", (inode,))
            connection.executemany("DELETE FROM entry WHERE inode = ? AND path = ?", gone)
            connection.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)", new)
            connection.execute("INSERT OR REPLACE INTO folder VALUES (?)", (inode,))

    def forget_others(self, folders: tuple[Path, ...]) -> None:
        """Remove the records of all folders but these."""
        known = tuple(_inode(folder) for folder in folders)
        marks = ", ".join("?" * len(known))
        with self._database.writing() as connection:
            for table in ("entry", "folder"):
                connection.execute(f"DELETE FROM {table} WHERE inode NOT IN ({marks})", known)  # noqa: S608

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _inode(folder: Path) -> int:
    return folder.stat().st_ino
