"""What one run finds in the output folder and is given for the new site: tables in a file of their own.

So memory does not grow with the number of files. The file is made anew at the beginning of a run and removed at its
end; what a run that was killed has left is never read. It lies in the state folder, as a system's folder for temporary
files may be memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.storage.database import AT_ONCE, Database

RUN = "output-run.sqlite3"
"""In the state folder."""

_ENTRY = "path TEXT PRIMARY KEY, digest BLOB NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL"
_TABLES = (
    # of the new site: files that were put, files that stay, those that are said to go, and those that do go
    f"CREATE TABLE run.staged ({_ENTRY}) WITHOUT ROWID",
    "CREATE TABLE run.kept (path TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE run.dropped (path TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE run.ended (path TEXT PRIMARY KEY) WITHOUT ROWID",
    # of the published one: files of ours that are not there any more or that somebody changed, files with another time
    # than was known, and subfolders that were looked into
    "CREATE TABLE run.lost (path TEXT PRIMARY KEY, changed INTEGER NOT NULL) WITHOUT ROWID",
    f"CREATE TABLE run.touched ({_ENTRY}) WITHOUT ROWID",
    "CREATE TABLE run.listed (path TEXT PRIMARY KEY, modified INTEGER NOT NULL) WITHOUT ROWID",
    # names that have come or gone in the folder for the next site, which need not be text, and what a manifest lists
    "CREATE TABLE run.changed (path BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE run.manifest (path TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID",
)


class Entry(NamedTuple):
    """One file that sitegen wrote: SHA-256, size in bytes, modification time in ns."""

    digest: bytes
    size: int
    modified: int


class RunTables:
    """The tables of one run, beside those of ``database``, which calls them ``run.staged`` and so on."""

    def __init__(self, database: Database, state: Path) -> None:
        """Make them in the state folder.

        Raises:
            SitegenError: that cannot be done.
        """
        self._database = database
        self._path = state / RUN
        # What was put or kept lately and is not in the tables yet; None for what is kept.
        self._recent: dict[str, Entry | None] = {}
        self._remove()
        database.attach(self._path, "run")
        with database.writing() as connection:
            for table in _TABLES:
                connection.execute(table)

    def stage(self, path: str, entry: Entry) -> None:
        """Note that a file was put."""
        self._recent[path] = entry
        if len(self._recent) >= AT_ONCE:
            self.flush()

    def keep(self, path: str) -> None:
        """Note that a published file stays, unless it was put."""
        self._recent.setdefault(path, None)
        if len(self._recent) >= AT_ONCE:
            self.flush()

    def drop(self, paths: Iterable[str]) -> None:
        """Note that published files are to go, unless they were put or kept, in place of any that were noted before."""
        self.clear("dropped")
        self._database.write_rows("INSERT OR IGNORE INTO run.dropped VALUES (?)", ((path,) for path in paths))

    def find(self, files: Iterator[tuple[str, Entry | bool]]) -> None:
        """Note the files of ours that are not as they were known: the new entry, or whether somebody changed it."""
        while some := list(islice(files, AT_ONCE)):
            touched = [(path, *found) for path, found in some if isinstance(found, Entry)]
            lost = [(path, found) for path, found in some if not isinstance(found, Entry)]
            with self._database.writing() as connection:
                connection.executemany("REPLACE INTO run.touched VALUES (?, ?, ?, ?)", touched)
                connection.executemany("REPLACE INTO run.lost VALUES (?, ?)", lost)

    def list_folders(self, subfolders: Iterable[tuple[str, int]]) -> None:
        """Note the subfolders that are looked into, with their times, in place of any that were noted before."""
        self.clear("listed")
        self._database.write_rows("REPLACE INTO run.listed VALUES (?, ?)", subfolders)

    def listed(self) -> Iterator[tuple[str, int]]:
        """Yield them, in order."""
        return self._database.rows("SELECT path, modified FROM run.listed WHERE path > ?")

    def change(self, paths: Iterable[str]) -> None:
        """Note names that have come or gone in the folder for the next site, somebody's among them."""
        rows = ((os.fsencode(path),) for path in paths)
        self._database.write_rows("INSERT OR IGNORE INTO run.changed VALUES (?)", rows)

    def changed(self) -> Iterator[str]:
        """Yield those, and files that were put, in order."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO run.changed SELECT CAST(path AS BLOB) FROM run.staged")
        return (os.fsdecode(path) for (path,) in self._database.rows("SELECT path FROM run.changed WHERE path > ?"))

    def is_staged(self, path: str) -> bool:
        """Tell whether a file was put. Any thread may ask."""
        if self._recent.get(path):
            return True
        return self.has("staged", path)

    def has(self, table: str, path: str) -> bool:
        """Tell whether a table has a path."""
        try:
            return self._database.first(f"SELECT 1 FROM run.{table} WHERE path = ?", path) is not None  # noqa: S608
        except UnicodeEncodeError:  # somebody's file name that is not text
            return False

    def flush(self) -> None:
        """Write what was noted lately into the tables, for statements that use them."""
        if not self._recent:
            return
        rows = sorted(self._recent.items())
        with self._database.writing() as connection:
            connection.executemany(
                "REPLACE INTO run.staged VALUES (?, ?, ?, ?)", ((path, *entry) for path, entry in rows if entry)
            )
            connection.executemany(
                "INSERT OR IGNORE INTO run.kept VALUES (?)", ((path,) for path, entry in rows if not entry)
            )
        self._recent.clear()  # after that, so that another thread always finds it

    def count(self, table: str, condition: str = "") -> int:
        """Return how many rows of a table fulfil a condition."""
        found: int = self._database.first(f"SELECT count(*) FROM run.{table} {condition}")[0]  # noqa: S608
        return found

    def clear(self, *tables: str) -> None:
        """Empty some tables."""
        with self._database.writing() as connection:
            for table in tables:
                connection.execute(f"DELETE FROM run.{table}")  # noqa: S608

    def close(self) -> None:
        """Remove the file, which must not be open any more."""
        with suppress(SitegenError):  # the next run tries again
            self._remove()

    def _remove(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            path = Path(f"{self._path}{suffix}")
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise SitegenError(say("cannot be removed: {reason}", reason=error.strerror), path) from error
