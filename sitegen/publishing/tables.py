"""What one publication compares: tables in a folder that is made anew at its beginning and removed at its end.

So memory does not grow with the number of files. The folder is in the state folder, as a system's folder for temporary
files may be memory.
"""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Self

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.paths import PathList
from sitegen.storage.database import Database
from sitegen.storage.files import path_bytes, path_text
from sitegen.storage.scan import folders_above

RUN = "publishing"
"""In the state folder."""

_SCHEMA = (
    # Paths are bytes, as those of others need not be text. The manifest itself has no digest, as it lists the others'.
    "CREATE TABLE ours (path BLOB PRIMARY KEY, digest BLOB) WITHOUT ROWID",
    "CREATE TABLE there (path BLOB PRIMARY KEY, about TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE published (path BLOB PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE address (address TEXT PRIMARY KEY) WITHOUT ROWID",
)
_BOTH = "FROM ours JOIN there USING (path)"
_NOT_IN_SITE = "path NOT IN (SELECT path FROM ours)"
_OURS = "path IN (SELECT path FROM published)"


class Tables:
    """Our files, those that are ``there``, and those that sitegen has ``published`` there, as far as that is known."""

    def __init__(self, state: Path) -> None:
        """Make the tables in the state folder. No other publication may be under way.

        Raises:
            SitegenError: that cannot be done.
        """
        self.folder = state / RUN
        self.published_known = False
        self._numbers = count()
        self._remove()
        remedy = say("all files of the finished site are read again")
        self._database = Database(self.folder / "tables.sqlite3", _SCHEMA, 1, remedy=remedy, lasting=False)

    # Our files

    def add_ours(self, paths: Iterable[str]) -> None:
        """Note files of the site."""
        self._database.write_rows("INSERT INTO ours VALUES (?, NULL)", ((path_bytes(path),) for path in paths))

    def set_digests(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Note the digests of files of the site. What is no file of it is left out."""
        rows = ((digest, path_bytes(path)) for path, digest in files)
        self._database.write_rows("UPDATE ours SET digest = ? WHERE path = ?", rows)

    def ours(self) -> Iterator[str]:
        """Yield the files of the site, in order."""
        return self._paths("SELECT path FROM ours WHERE path > ?")

    def without_digest(self) -> Iterator[str]:
        """Yield the files of the site whose digests are not known, in order."""
        return self._paths("SELECT path FROM ours WHERE digest IS NULL AND path > ?")

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the site whose digests are known, with these, in order."""
        return self._digests("SELECT path, digest FROM ours WHERE digest IS NOT NULL AND path > ?")

    def has(self, path: str) -> bool:
        """Tell whether the site has a file."""
        return self._database.first("SELECT 1 FROM ours WHERE path = ?", path_bytes(path)) is not None

    def count(self) -> int:
        """Return how many files the site has."""
        return self._number("FROM ours")

    # Those at the target

    def add_there(self, files: Iterable[tuple[str, str]]) -> None:
        """Note files at the target, with what it tells ``about`` each."""
        rows = ((path_bytes(path), about) for path, about in files)
        self._database.write_rows("REPLACE INTO there VALUES (?, ?)", rows)

    def about(self, path: str) -> str | None:
        """Return what the target tells about a file, or None if it is not there."""
        found = self._database.first("SELECT about FROM there WHERE path = ?", path_bytes(path))
        return found[0] if found else None

    def forget(self, path: str) -> None:
        """Let a file count as not there."""
        self._database.write_rows("DELETE FROM there WHERE path = ?", [(path_bytes(path),)])

    def both(self) -> Iterator[tuple[str, str]]:
        """Yield the files of the site that are there, with what the target tells about them, in order."""
        found = self._database.rows(f"SELECT path, about {_BOTH} WHERE path > ?")
        return ((path_text(path), about) for path, about in found)

    def count_both(self) -> int:
        """Return how many files of the site are there."""
        return self._number(_BOTH)

    def missing(self) -> Iterator[str]:
        """Yield the files of the site that are not there, in order."""
        return self._paths("SELECT path FROM ours WHERE path NOT IN (SELECT path FROM there) AND path > ?")

    def others(self) -> Iterator[tuple[str, bool]]:
        """Yield what is there and no file of the site, and whether sitegen has published it, in order."""
        query = f"SELECT path, {_OURS} FROM there WHERE {_NOT_IN_SITE} AND path > ?"  # noqa: S608
        return ((path_text(path), bool(known)) for path, known in self._database.rows(query))

    def told(self, about: str) -> Iterator[tuple[str, bool]]:
        """Yield the files about which the target tells this, and whether sitegen has published them, in order."""
        query = f"SELECT path, {_OURS} FROM there WHERE about = ? AND path > ?"  # noqa: S608
        return ((path_text(path), bool(known)) for path, known in self._database.rows(query, about))

    def is_in_the_way(self, path: str) -> bool:
        """Tell whether the site has a folder of this path, or a file where it has a folder."""
        below = path_bytes(f"{path}/"), path_bytes(f"{path}0")  # "0" comes after "/"
        if self._database.first("SELECT 1 FROM ours WHERE path > ? AND path < ?", *below):
            return True
        return any(map(self.has, folders_above([path])))

    # Those that sitegen has published there

    def add_published(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Note the files that sitegen has published there, with their digests: from now on they are known."""
        rows = ((path_bytes(path), digest) for path, digest in files)
        self._database.write_rows("REPLACE INTO published VALUES (?, ?)", rows)
        self.published_known = True

    def has_gone(self) -> bool:
        """Tell whether files were published that the site has no more."""
        return self._database.first(f"SELECT 1 FROM published WHERE {_NOT_IN_SITE}") is not None  # noqa: S608

    def digests_then_and_now(self) -> Iterator[tuple[str, bytes]]:
        """Yield the digests of the site's files and of those that were published before, in order."""
        gone = self._digests(f"SELECT path, digest FROM published WHERE {_NOT_IN_SITE} AND path > ?")  # noqa: S608
        return heapq.merge(self.digests(), gone)

    # Addresses for the command after publishing

    def add_addresses(self, addresses: Iterable[str]) -> None:
        """Note addresses, of which each counts once."""
        self._database.write_rows("INSERT OR IGNORE INTO address VALUES (?)", ((address,) for address in addresses))

    def addresses(self) -> Iterator[str]:
        """Yield them, in order."""
        return (address for (address,) in self._database.rows("SELECT address FROM address WHERE address > ?"))

    def count_addresses(self) -> int:
        """Return how many they are."""
        return self._number("FROM address")

    def new_list(self, paths: Iterable[str] = ()) -> PathList:
        """Return a list of paths, which can be read after the end too."""
        return PathList(self.folder / f"{next(self._numbers)}.paths", paths)

    def _paths(self, query: str) -> Iterator[str]:
        return (path_text(path) for (path,) in self._database.rows(query))

    def _digests(self, query: str) -> Iterator[tuple[str, bytes]]:
        return ((path_text(path), digest) for path, digest in self._database.rows(query))

    def _number(self, rows: str) -> int:
        found: int = self._database.first(f"SELECT count(*) {rows}")[0]
        return found

    def _remove(self) -> None:
        try:
            shutil.rmtree(self.folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise SitegenError(say("cannot be removed: {reason}", reason=error.strerror), self.folder) from error

    def __enter__(self) -> Self:
        """Return the tables themselves, to be removed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the tables."""
        self._database.close()
        with suppress(SitegenError):  # the next run tries again
            self._remove()
