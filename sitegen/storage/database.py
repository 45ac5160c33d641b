"""SQLite files under ``.sitegen/``, which hold nothing that cannot be made again.

Write-ahead logging keeps such a file whole at every instant: a process that is killed loses only the transaction that
it was in. With ``synchronous=NORMAL`` a power failure may also take the last few, but never the file
(https://sqlite.org/pragma.html#pragma_synchronous).

A file is read from end to end when it is opened, to find damage, unless it is as this program left it: see
`sitegen.storage.clean_close`.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Self

from sitegen.errors import Problem, SitegenError
from sitegen.messages import say
from sitegen.storage.clean_close import is_as_left, note_as_left
from sitegen.storage.files import signature_of

PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""

AT_ONCE = 1000
"""Rows that are read or written together where there are many."""

_ATTEMPTS = 5
_LOGS = ("-wal", "-shm")
_UNFINISHED = ("-wal", "-journal")
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_IN_USE = say("is in use by another run of sitegen; wait until that has ended and try again")
_NOT_WRITABLE = say("cannot be written; allow sitegen to write the file and its folder")
_TROUBLE = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PROTOCOL: _IN_USE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_FULL: say("cannot grow because the disk is full; make room and try again"),
    sqlite3.SQLITE_IOERR: say("cannot be read or written; check the disk, which may be full, or delete the file"),
    sqlite3.SQLITE_CANTOPEN: say("cannot be opened; make sure that it is a file in a folder that sitegen may write"),
}


class UnreadableRowError(Exception):
    """A row holds what was never written into it; raised inside `Database.reading` to have the file set aside."""


class Database:
    """An open SQLite file with a given schema.

    A file that is damaged, or whose schema or ``version`` is another, is renamed to ``<name>.set-aside-<n>`` and a
    new one is made; ``problems`` says so, and ``remedy`` ends the sentence. Threads wait for each other's transactions.

    ``upgrades`` are the statements that bring a file of an earlier version to the next: such a file keeps what it has.
    """

    def __init__(
        self,
        path: Path,
        schema: Sequence[str],
        version: int,
        *,
        remedy: str,
        patience: float = PATIENCE,
        durable: bool = False,
        lasting: bool = True,
        upgrades: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        """Open ``path``, or make it. ``schema`` holds the ``CREATE`` statements.

        With ``durable``, no power failure takes a transaction that was committed; each then costs a few milliseconds.
        A file that need not be ``lasting`` is useless after a power failure, and the disk is never waited for.

        Raises:
            SitegenError: the file cannot be opened or made, or another process keeps it locked.
        """
        self.path = path
        self.problems: list[Problem] = []
        self._schema = tuple(schema)
        self._version = version
        self._patience = patience
        self._durable = durable
        self._lasting = lasting
        self._upgrades = upgrades or {}
        self._is_open = self._written = False
        self._lock = RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SitegenError(say("cannot be made: {reason}", reason=error.strerror), path.parent) from error
        with self._explained():
            self._open(remedy)

    def _open(self, remedy: str) -> None:
        # Where another process replaces the file at this moment, the next attempt finds what that has made.
        for _ in range(_ATTEMPTS):
            self._make()
            self._inode = self._inode_now()
            self._opened_as = signature_of(self.path)
            fault = self._connect(whole=is_as_left(self.path) and not self._is_unfinished())
            if fault is None:
                self._is_open = True
                return
            if self._inode and self._inode == self._inode_now():
                message = say(
                    "{fault}; {set_aside} and a new one is made; {remedy}",
                    fault=fault,
                    set_aside=self._set_aside(),
                    remedy=remedy,
                )
                self.problems.append(Problem(message, self.path, severity="warning"))
        raise SitegenError(say("cannot be made anew; delete it and try again"), self.path)

    def _connect(self, *, whole: bool) -> str | None:
        """Open the file and return what is wrong with it. One that is known to be ``whole`` need not be checked."""
        # Transactions are begun and ended here, not by the module. Only `_make` makes files.
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        try:
            self._connection = sqlite3.connect(
                address, uri=True, timeout=self._patience, isolation_level=None, check_same_thread=False
            )
            self._upgrade()
            version, tables = self._layout()
            if (version, tables) == (0, ()):
                return say("is empty")
            if (version, tables) != (self._version, tuple(sorted(self._schema))):
                return say("is not of this version of sitegen")
            if not whole and self._connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return say("is damaged")
            (mode,) = self._connection.execute("PRAGMA journal_mode").fetchone()
            # Some network folders cannot have a write-ahead log.
            level = "NORMAL" if mode == "wal" and not self._durable else "FULL"
            self._connection.execute(f"PRAGMA synchronous={level if self._lasting else 'OFF'}")
        except sqlite3.DatabaseError as error:
            if _code(error) == sqlite3.SQLITE_CANTOPEN and self._inode_now() is None:
                return say("is gone")
            if not _is_damage(error):
                raise
            return say("is damaged")
        return None

    def _upgrade(self) -> None:
        if self._layout()[0] not in self._upgrades:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have been faster.
            while (version := self._layout()[0]) in self._upgrades:
                for statement in (*self._upgrades[version], f"PRAGMA user_version={version + 1:d}"):
                    self._connection.execute(statement)
            self._connection.execute("COMMIT")
        finally:
            self._roll_back()

    def _is_unfinished(self) -> bool:
        """Tell whether there is a log beside the file: a process that was killed left it, or another has it open."""
        return any(Path(f"{self.path}{suffix}").exists() for suffix in _UNFINISHED)

    def _inode_now(self) -> int | None:
        try:
            return self.path.stat().st_ino
        except FileNotFoundError:
            return None

    def _layout(self) -> tuple[int, tuple[str, ...]]:
        version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        # A search index (FTS5) makes tables of its own, in which the version of SQLite shows.
        own = "name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
        tables = self._connection.execute(f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND {own}")  # noqa: S608
        return version, tuple(sorted(sql for (sql,) in tables))

    def _make(self) -> None:
        """Make the file if there is none, in one step, so that no other process finds it half made."""
        new = Path(f"{self.path}.new-{os.getpid()}")
        # The log of a file that is gone must not be read into a new one. It is looked for before the file, so that one
        # which another process has just made is never taken for a leftover.
        leftovers = [part for suffix in _LOGS if (part := Path(f"{self.path}{suffix}")).exists()]
        if self.path.exists():
            return
        try:
            for leftover in leftovers:
                leftover.unlink(missing_ok=True)
            new.unlink(missing_ok=True)
            connection = sqlite3.connect(new, isolation_level=None)
            try:
                version = f"PRAGMA user_version={self._version:d}"
                for statement in ("PRAGMA journal_mode=WAL", "BEGIN", *self._schema, version, "COMMIT"):
                    connection.execute(statement)
            finally:
                connection.close()
            _put(new, self.path)
            new.unlink(missing_ok=True)
        except OSError as error:
            raise SitegenError(say("cannot be made: {reason}", reason=error.strerror), self.path) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for reading one state of the file; changes to temporary tables are undone at the end.

        Raises:
            SitegenError: the file cannot be read, or turns out to be damaged, in which case it is set aside.
        """
        with self._lock, self._explained():
            try:
                self._connection.execute("BEGIN")
                yield self._connection
            finally:
                self._roll_back()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection in a transaction that is committed at the end, or undone if anything is raised.

        Raises:
            SitegenError: the file cannot be written, is locked, or turns out to be damaged (it is then set aside).
        """
        with self._lock, self._explained():
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                self._written = True
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                self._roll_back()

    def first(self, query: str, *values: object) -> Any:
        """Return the first row that a query finds, or None.

        Raises:
            SitegenError: as `reading` does.
        """
        with self._lock, self._explained():
            return self._connection.execute(query, values).fetchone()

    def rows(self, query: str, *values: object, start: str = "") -> Iterator[Any]:
        """Return all rows of a query, whose first column is unique text by which it has to order and end them.

        It reads a thousand at a time, so that other transactions can come in between: the query has to end with a
        condition such as ``path > ?``, which at first stands for ``path > start``. ``values`` are those before it.

        Raises:
            SitegenError: as `reading` does.
        """
        return itertools.chain.from_iterable(self._pages(query, values, start))

    def _pages(self, query: str, values: Sequence[object], last: str) -> Iterator[list[Any]]:
        while True:
            with self.reading() as connection:
                found = connection.execute(f"{query} ORDER BY 1 LIMIT {AT_ONCE}", (*values, last)).fetchall()
            yield found
            if len(found) < AT_ONCE:
                return
            last = found[-1][0]

    def write_rows(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute a statement with the values of each row, a transaction for a thousand of them.

        Raises:
            SitegenError: as `writing` does.
        """
        rows = iter(rows)
        while some := list(itertools.islice(rows, AT_ONCE)):
            with self.writing() as connection:
                connection.executemany(statement, some)

    def attach(self, other: Path, name: str) -> None:
        """Let statements use the tables of another file as ``name.table``. Nothing in it outlives a power failure.

        Raises:
            SitegenError: it cannot be opened.
        """
        with self._lock, self._explained():
            self._connection.execute(f"ATTACH DATABASE ? AS {name}", (str(other),))
            self._connection.execute(f"PRAGMA {name}.synchronous=OFF")

    def _roll_back(self) -> None:
        # SQLite has already done so after some errors.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn errors of SQLite that are no bugs of ours into `SitegenError`."""
        try:
            yield
        except (sqlite3.DatabaseError, UnreadableRowError) as error:
            if _is_damage(error):
                message = say(
                    "was damaged; {set_aside}; run the command again to make a new one", set_aside=self._set_aside()
                )
                raise SitegenError(message, self.path) from error
            if trouble := _TROUBLE.get(_code(error)):
                raise SitegenError(trouble, self.path) from error
            raise

    def _set_aside(self) -> str:
        """Rename the file out of the way and return what was done."""
        self._is_open = False
        self._connection.close()
        if self._inode_now() != self._inode:
            return say("another run has set it aside")
        aside = next(name for name in map(self._name_aside, itertools.count(1)) if not Path(name).exists())
        try:
            for suffix in ("", *_LOGS):
                with suppress(FileNotFoundError):
                    Path(f"{self.path}{suffix}").rename(f"{aside}{suffix}")
        except OSError as error:
            raise SitegenError(
                say("is damaged and cannot be renamed ({reason}); delete it", reason=error.strerror), self.path
            ) from error
        return say("it is now {name}", name=Path(aside).name)

    def _name_aside(self, number: int) -> str:
        return f"{self.path}.set-aside-{number}"

    def close(self) -> None:
        """Close the file. Doing so twice is no error."""
        self._connection.close()
        if self._is_open and self._inode == self._inode_now() and not self._is_unfinished():
            self._note_as_left()
        self._is_open = False

    def _note_as_left(self) -> None:
        if self._written or signature_of(self.path) == self._opened_as:  # a change that is not ours may be anything
            note_as_left(self.path)

    def __enter__(self) -> Self:
        """Return the database itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()


def _put(new: Path, path: Path) -> None:
    """Give ``new`` the name ``path`` too, unless another process was faster."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        pass
    except OSError:
        # Some file systems have no hard links.
        new.rename(path)


def _code(error: Exception) -> int:
    """The primary result code (https://sqlite.org/rescode.html); 0 for errors that do not come from SQLite."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_damage(error: Exception) -> bool:
    # Python raises this one itself, and gives it no code.
    undecodable = str(error).startswith("Could not decode to UTF-8")
    return isinstance(error, UnreadableRowError) or undecodable or _code(error) in _DAMAGE
