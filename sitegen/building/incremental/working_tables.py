"""What a build notes of its files while it runs, on disk: there may be millions of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from sitegen.messages import say
from sitegen.storage.database import Database

_NAME = "files.sqlite3"
_SCHEMA = (
    "CREATE TABLE made (path TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, digest BLOB NOT NULL,"
    " searched INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE gone (path TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE page (part TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (part, path)) WITHOUT ROWID",
)
AT_ONCE = 500
"""Rows that are read or written together."""

_T = TypeVar("_T")


class FileRow(NamedTuple):
    """The cache entry of a file of the finished site: its fingerprint, its SHA-256, whether search finds it."""

    path: str
    fingerprint: bytes
    digest: bytes
    searched: bool


class WorkingTables:
    """Tables of one build alone: the files that it has ``made``, those that are ``gone``, and the parts of search.

    They are read a few hundred rows at a time, so that anything else can be asked in between.
    """

    def __init__(self, folder: Path) -> None:
        """Make the tables in a folder that is removed at the end of the build.

        Raises:
            SitegenError: they cannot be made.
        """
        remedy = say("this build makes every page again")
        self._database = Database(folder / _NAME, _SCHEMA, 1, remedy=remedy, lasting=False)
        self._waiting: dict[str, FileRow] = {}

    def add(self, row: FileRow) -> None:
        """Note a file that was made."""
        self._waiting[row.path] = row
        if len(self._waiting) >= AT_ONCE:
            self._write_made()

    def _write_made(self) -> None:
        if self._waiting:
            with self._database.writing() as connection:
                connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", self._waiting.values())
            self._waiting.clear()

    def made(self) -> Iterator[FileRow]:
        """Return the files that were made, in the order of paths."""
        self._write_made()
        return map(FileRow._make, self._database.rows("SELECT * FROM made WHERE path > ?"))

    def made_of(self, paths: Sequence[str]) -> set[str]:
        """Return those of some hundred paths that belong to files that were made."""
        written = self._rows(f"SELECT path FROM made WHERE path IN ({marks(paths)})", *paths)  # noqa: S608
        return {path for (path,) in written}.union(path for path in paths if path in self._waiting)

    @property
    def count(self) -> int:
        """How many files were made."""
        self._write_made()
        ((count,),) = self._rows("SELECT count(*) FROM made")
        return int(count)

    def let_go(self, paths: Iterable[str]) -> None:
        """Note files that are no part of the site any more."""
        self._database.write_rows("INSERT INTO gone VALUES (?)", ((path,) for path in paths))

    def gone(self) -> Iterator[str]:
        """Return the files that are no part of the site any more, in the order of paths."""
        return (path for (path,) in self._database.rows("SELECT path FROM gone WHERE path > ?"))

    def assign(self, pages: Iterable[tuple[str, str]]) -> None:
        """Note pages that search finds: the part of the index, and the path."""
        self._database.write_rows("INSERT INTO page VALUES (?, ?)", pages)

    def pages(self, part: str) -> list[str]:
        """Return the paths of the pages in a part of the index, sorted."""
        return [path for (path,) in self._rows("SELECT path FROM page WHERE part = ? ORDER BY path", part)]

    def _rows(self, query: str, *values: str | int) -> list[Any]:
        with self._database.reading() as connection:
            return connection.execute(query, values).fetchall()

    def __enter__(self) -> Self:
        """Return the tables themselves, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._database.close()


def marks(values: Sequence[object]) -> str:
    """Return what stands for so many values in a statement of SQL."""
    return ", ".join("?" * len(values))


def batches(items: Iterable[_T], size: int | None = None) -> Iterator[list[_T]]:
    """Yield items several at a time, by default as many as are read or written together."""
    iterator = iter(items)
    while some := list(islice(iterator, size or AT_ONCE)):
        yield some
