"""Cache of what the files of the finished site say, by their size and time.

So a site of a hundred thousand pages is checked in the memory of a few. A file in which nothing was wrong is checked
again only if it has changed, or if something is gone that others may lead to. Losing the cache costs only time.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sitegen.building.incremental.working_tables import batches
from sitegen.checking.facts import FileFacts
from sitegen.messages import say
from sitegen.storage.database import Database, UnreadableRowError
from sitegen.storage.files import paths_in

CHECKED = "checked.sqlite3"
"""In the state folder."""

_SCHEMA = (
    "CREATE TABLE note (rules TEXT NOT NULL)",
    # Of a file without facts, `sound` is NULL.
    "CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, sound INTEGER)"
    " WITHOUT ROWID",
    "CREATE INDEX unsound ON file (path) WHERE sound = 0",
    "CREATE TABLE facts (path TEXT PRIMARY KEY, packed BLOB NOT NULL)",
    "CREATE TABLE listed (path TEXT PRIMARY KEY) WITHOUT ROWID",
)
_AT_ONCE = 100
"""Files that are read together, with some kilobytes of facts each."""
_AT_HAND = 256
"""Files whose facts are in memory."""
_PATHS_AT_HAND = 20_000
"""Paths of which it is in memory whether there is such a file."""


class FoundFile(NamedTuple):
    """A file with its size and its modification time in ns."""

    path: str
    size: int
    modified: int


class _News(NamedTuple):
    """A file that has come, changed or gone: what was known of it, what was found, and its facts now."""

    before: FoundFile | None
    now: FoundFile | None
    packed: bytes | None


class KnownFiles:
    """The files of a folder with their facts, and which of them are ``sound``: nothing was wrong in them."""

    def __init__(self, state: Path, rules: str) -> None:
        """Open the cache in the state folder, or make it. If it was made by other ``rules``, nothing is known.

        Raises:
            SitegenError: it cannot be opened, made or written.
        """
        remedy = say("all files of the finished site are read again")
        self._database = Database(state / CHECKED, _SCHEMA, 1, remedy=remedy)
        self.problems = self._database.problems
        with self._database.writing() as connection:
            if connection.execute("SELECT rules FROM note").fetchall() != [(rules,)]:
                for table in ("note", "file", "facts"):
                    connection.execute(f"DELETE FROM {table}")  # noqa: S608
                connection.execute("INSERT INTO note VALUES (?)", (rules,))
        self.has = lru_cache(_PATHS_AT_HAND)(self._has)
        self.facts = lru_cache(_AT_HAND)(self._facts)

    def bring_up_to_date(self, folder: Path, read: Callable[[Iterable[str]], Iterator[bytes | None]]) -> None:
        """Look at all files in ``folder``, and ``read`` those that are new or have changed.

        ``read`` yields the packed facts of the file at each path; None if there is nothing to know of a file of that
        name. It may look ahead.

        Raises:
            SitegenError: a file or folder cannot be read.
        """
        rows = map(FoundFile._make, self._database.rows("SELECT path, size, modified FROM file WHERE path > ?"))
        for some in batches(_with_facts(_differences(files_in(folder), rows), read), _AT_ONCE):
            self._take(some)
        self.has.cache_clear()
        self.facts.cache_clear()

    def _take(self, some: list[_News]) -> None:
        """Note files that have come, changed or gone. Where one is gone, no other file counts as sound any more."""
        is_lost = not all(map(self._still_serves, some))
        with self._database.writing() as connection:
            gone = [(news.before.path,) for news in some if news.before]
            connection.executemany("DELETE FROM file WHERE path = ?", gone)
            connection.executemany("DELETE FROM facts WHERE path = ?", gone)
            rows = [(*news.now, None if news.packed is None else 0) for news in some if news.now]
            connection.executemany("INSERT INTO file VALUES (?, ?, ?, ?)", rows)
            packed = [(news.now.path, news.packed) for news in some if news.now and news.packed is not None]
            connection.executemany("INSERT INTO facts VALUES (?, ?)", packed)
            if is_lost:
                connection.execute("UPDATE file SET sound = 0 WHERE sound = 1")

    def _still_serves(self, news: _News) -> bool:
        """Tell whether files that lead to this one may do so as before."""
        if news.before is None or news.now is None:
            return news.before is None
        before = self._facts(news.before.path)
        return before is None or (news.packed is not None and FileFacts.unpacked(news.packed).still_serves(before))

    def unsound(self) -> Iterator[tuple[str, FileFacts]]:
        """Yield the files that are not known to be sound, with their facts, in the order of paths."""
        query = "SELECT path, packed FROM file JOIN facts USING (path) WHERE sound = 0 AND path > ?"
        for path, packed in self._database.rows(query):
            yield path, self._unpacked(packed)

    def found_sound(self, paths: Iterable[str]) -> None:
        """Note that nothing is wrong in files."""
        self._database.write_rows("UPDATE file SET sound = 1 WHERE path = ?", ((path,) for path in paths))

    def compare(self, paths: Iterable[str]) -> tuple[Iterator[str], Iterator[str]]:
        """Return the files that are not among ``paths``, and those of ``paths`` that are no files, in order."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM listed")
        self._database.write_rows("INSERT OR IGNORE INTO listed VALUES (?)", ((path,) for path in paths))
        unlisted = "SELECT path FROM file WHERE path NOT IN (SELECT path FROM listed) AND path > ?"
        missing = "SELECT path FROM listed WHERE path NOT IN (SELECT path FROM file) AND path > ?"
        return self._paths(unlisted), self._paths(missing)

    def _paths(self, query: str) -> Iterator[str]:
        return (path for (path,) in self._database.rows(query))

    def _has(self, path: str) -> bool:
        """Tell whether there is a file at a path."""
        try:
            return self._database.first("SELECT 1 FROM file WHERE path = ?", path) is not None
        except UnicodeEncodeError:  # an address that no file name can be
            return False

    def _facts(self, path: str) -> FileFacts | None:
        """Return the facts of a file, or None if there are none."""
        row = self._database.first("SELECT packed FROM facts WHERE path = ?", path)
        return self._unpacked(row[0]) if row else None

    def _unpacked(self, packed: bytes) -> FileFacts:
        try:
            return FileFacts.unpacked(packed)
        except (ValueError, TypeError, zlib.error) as error:
            with self._database.reading():
                raise UnreadableRowError from error

    def close(self) -> None:
        """Close the cache."""
        self._database.close()


def files_in(folder: Path) -> Iterator[FoundFile]:
    """Yield all files in ``folder`` whose names are text, in the order of their paths; no folder that a link leads to.

    Raises:
        SitegenError: a folder cannot be read.
    """
    start = f"{folder}/"
    for path in paths_in(folder):
        with suppress(OSError, UnicodeEncodeError):  # it has gone in this moment, or the name is no text
            path.encode()
            status = os.stat(start + path)  # noqa: PTH116  # for millions of files, without an object for each
            if stat.S_ISREG(status.st_mode):
                yield FoundFile(path, status.st_size, status.st_mtime_ns)


def _differences(
    found: Iterator[FoundFile], known: Iterator[FoundFile]
) -> Iterator[tuple[FoundFile | None, FoundFile | None]]:
    """Yield what was known of each file and what was found, where they differ. Both are in the order of paths."""
    before, now = next(known, None), next(found, None)
    while before or now:
        if now and before and now.path == before.path:
            if now != before:
                yield before, now
            before, now = next(known, None), next(found, None)
        elif now and (before is None or now.path < before.path):
            yield None, now
            now = next(found, None)
        else:
            yield before, None
            before = next(known, None)


def _with_facts(
    differences: Iterator[tuple[FoundFile | None, FoundFile | None]],
    read: Callable[[Iterable[str]], Iterator[bytes | None]],
) -> Iterator[_News]:
    waiting: deque[tuple[FoundFile | None, FoundFile | None]] = deque()

    def paths() -> Iterator[str]:
        for difference in differences:
            waiting.append(difference)
            if difference[1]:
                yield difference[1].path

    for packed in read(paths()):
        while waiting[0][1] is None:
            yield _News(*waiting.popleft(), None)
        yield _News(*waiting.popleft(), packed)
    yield from (_News(*difference, None) for difference in waiting)
