"""What the last build made the site from: a cache beside the finished site. Losing it costs one full build."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

from pydantic import TypeAdapter, ValidationError

from sitegen.building.incremental.working_tables import FileRow, marks
from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.rendering.feeds.places import FeedPlace
from sitegen.storage.database import Database
from sitegen.storage.kept_problems import KeptProblem

RECORD = "build.sqlite3"
"""In the state folder."""

_SCHEMA = (
    "CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE pair (slug TEXT PRIMARY KEY, signature TEXT NOT NULL, pictures TEXT NOT NULL, summary TEXT NOT NULL,"
    " crossing TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE picture (path TEXT PRIMARY KEY, signature TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE file (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, fingerprint BLOB NOT NULL,"
    " digest BLOB NOT NULL, searched INTEGER NOT NULL)",
)
_PAIRS = "SELECT slug, signature, pictures, summary, crossing FROM pair"
_FILES = "SELECT path, number, fingerprint, digest, searched FROM file"
_KEEP_PAIR = (
    "INSERT INTO pair VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " signature = excluded.signature, pictures = excluded.pictures, summary = excluded.summary"
)
_KEEP_CROSSING = "UPDATE pair SET crossing = ?2 WHERE slug = ?1 AND crossing != ?2"
_PUT_FILE = (
    "INSERT INTO file (path, fingerprint, digest, searched) VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE"
    " SET fingerprint = excluded.fingerprint, digest = excluded.digest, searched = excluded.searched"
)
_FORGET_PICTURES = (
    "DELETE FROM picture WHERE path NOT IN"
    " (SELECT asked.value FROM pair, json_each(lines(pictures)) AS asked WHERE pictures != '')"
)
_VERSION = 2
_REMEDY = say("this build makes every page again")


class PairRow(NamedTuple):
    """What is recorded of a pair: the signature of its files, the pictures that were looked for (paths, a line each),
    and as JSON a `Summary` and a `CrossReferences`; the latter is empty until the pair's pages have been made.
    """

    slug: str
    signature: str
    pictures: str
    summary: str
    crossing: str


class RecordedFeed(NamedTuple):
    """What is recorded of a feed: its stories, by slug, with the other languages in which programs may have them."""

    place: FeedPlace
    stories: tuple[tuple[str, tuple[str, ...]], ...]


class RecordedFile(NamedTuple):
    """A `FileRow` with the number of its file, which it keeps for as long as the site has it."""

    path: str
    number: int
    fingerprint: bytes
    digest: bytes
    searched: bool


@dataclass(frozen=True)
class BuildInfo:
    """The cache entry of a build as a whole.

    ``output`` names the finished site that it left (see `Output.state`), None where it published nothing; it is
    ``complete`` if no page was left out of it or is an old one. Its search index has ``search_parts`` by language.
    ``sources``, ``environment``, ``theme`` and ``stories`` are digests: of all content (None where it cannot be relied
    on), of what every page depends on, of the theme's files, and of what all stories depend on.

    Of the theme there are the digests of ``templates`` by language and name, its texts (``words``) in bodies and its
    problems; of the site the languages that are ``tagged``, its ``feeds``, the slugs of ``unpaired`` translations, how
    many ``pages`` it has, and all ``problems``.
    What was due ``as_of`` a moment was published.
    """

    output: str | None = None
    complete: bool = False
    search_is_old: bool = False
    search_parts: Mapping[str, int] = field(default_factory=dict)
    sources: str | None = None
    environment: str = ""
    theme: str = ""
    stories: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] | None = None
    theme_problems: tuple[KeptProblem, ...] = ()
    tagged: tuple[str, ...] = ()
    feeds: tuple[RecordedFeed, ...] = ()
    unpaired: tuple[str, ...] = ()
    pages: int = 0
    problems: tuple[KeptProblem, ...] = ()
    as_of: datetime.datetime | None = None


_NOTES = TypeAdapter(BuildInfo)


class BuildCache:
    """The record of a site's last build. What is read and cannot be understood counts as not there."""

    def __init__(self, state: Path) -> None:
        """Open the record in the state folder, or make it.

        Raises:
            SitegenError: it cannot be opened, made or written.
        """
        self._database = Database(state / RECORD, _SCHEMA, _VERSION, remedy=_REMEDY)

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with the file."""
        return self._database.problems

    @cached_property
    def notes(self) -> BuildInfo:
        """What is recorded of the last build as a whole."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM note WHERE name = 'build'").fetchone()
        try:
            return _NOTES.validate_json(row[0]) if row else BuildInfo()
        except ValidationError:
            return BuildInfo()

    def pairs(self, slugs: Iterable[str]) -> dict[str, PairRow]:
        """Return the cache entries of some pairs, by slug."""
        with self._database.reading() as connection:
            found = (connection.execute(f"{_PAIRS} WHERE slug = ?", (slug,)).fetchone() for slug in slugs)
            return {row[0]: PairRow(*row) for row in found if row}

    def all_pairs(self) -> Iterator[PairRow]:
        """Yield the cache entries of all pairs, in the order of their slugs. To be read to the end."""
        with self._database.reading() as connection:
            yield from map(PairRow._make, connection.execute(f"{_PAIRS} ORDER BY slug"))

    def signatures(self) -> Iterator[tuple[str, str]]:
        """Yield the slugs of all pairs, in order, and the signatures of their files. To be read to the end."""
        with self._database.reading() as connection:
            yield from connection.execute("SELECT slug, signature FROM pair ORDER BY slug")

    def pairs_with_pictures(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the slugs of the pairs that ask for pictures, with the paths of these. To be read to the end."""
        with self._database.reading() as connection:
            for slug, pictures in connection.execute("SELECT slug, pictures FROM pair WHERE pictures != ''"):
                yield slug, pictures.split("\n")

    def pictures(self) -> Iterator[tuple[str, str]]:
        """Yield the paths of all pictures that were looked for, and their signatures. To be read to the end."""
        with self._database.reading() as connection:
            yield from connection.execute("SELECT path, signature FROM picture")

    def last_file(self) -> int:
        """Return the largest number that a file of the finished site has."""
        with self._database.reading() as connection:
            (number,) = connection.execute("SELECT max(number) FROM file").fetchone()
        return number or 0

    def files(self, paths: Sequence[str]) -> list[RecordedFile]:
        """Return the cache entries of some hundred files of the finished site, as far as they are known."""
        return self._some_files(f"path IN ({marks(paths)})", paths)

    def paths(self, numbers: Sequence[int]) -> list[str]:
        """Return the paths of some hundred files, given by their numbers."""
        return [row.path for row in self._some_files(f"number IN ({marks(numbers)}) ORDER BY path", numbers)]

    def all_files(self) -> Iterator[RecordedFile]:
        """Return the cache entries of all files of the finished site, in the order of paths."""
        return self._files_where("true")

    def searched(self) -> Iterator[RecordedFile]:
        """Return those of the files that search finds, in the order of paths."""
        return self._files_where("searched")

    def files_in(self, folder: str) -> Iterator[RecordedFile]:
        """Return those of the files in a folder of the finished site, in the order of paths."""
        return self._files_where("path < ?", f"{folder}0", start=f"{folder}/")

    def files_made_from(self, fingerprints: Sequence[bytes]) -> Iterator[RecordedFile]:
        """Return those of the files that have one of a few fingerprints, in the order of paths."""
        return self._files_where(f"fingerprint IN ({marks(fingerprints)})", *fingerprints)

    def _files_where(self, condition: str, *values: str | bytes, start: str = "") -> Iterator[RecordedFile]:
        found = self._database.rows(f"{_FILES} WHERE {condition} AND path > ?", *values, start=start)
        return map(RecordedFile._make, found)

    def _some_files(self, condition: str, values: Sequence[str | bytes | int]) -> list[RecordedFile]:
        with self._database.reading() as connection:
            return [RecordedFile(*row) for row in connection.execute(f"{_FILES} WHERE {condition}", values)]

    def write(
        self,
        notes: BuildInfo,
        *,
        pairs: Iterable[PairRow] = (),
        crossings: Iterable[tuple[str, str]] = (),
        pairs_gone: Iterable[str] = (),
        pictures: Iterable[tuple[str, str]] = (),
        files: Iterable[FileRow] = (),
        files_gone: Iterable[str] = (),
        whole: bool = False,
    ) -> None:
        """Record a build: new and changed pairs, pictures and files, and those pairs and files that are gone.

        The cross-references of ``pairs`` do not count: ``crossings`` are what has been found of them, by slug. If the
        whole site was looked at (``whole``), pictures that no pair asks for any more are forgotten.
        """
        with self._database.writing() as connection:
            connection.executemany("DELETE FROM pair WHERE slug = ?", ((slug,) for slug in pairs_gone))
            connection.executemany(_KEEP_PAIR, pairs)
            connection.executemany(_KEEP_CROSSING, crossings)
            connection.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in files_gone))
            connection.executemany(_PUT_FILE, files)
            connection.executemany("INSERT OR REPLACE INTO picture VALUES (?, ?)", pictures)
            if whole:
                connection.create_function("lines", 1, _lines, deterministic=True)
                connection.execute(_FORGET_PICTURES)
            value = json.dumps(_NOTES.dump_python(notes, mode="json"))
            connection.execute("INSERT OR REPLACE INTO note VALUES ('build', ?)", (value,))
        self.__dict__.pop("notes", None)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the record itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()


def _lines(text: str) -> str:
    """The lines of a text as JSON."""
    return json.dumps(text.split("\n"))
