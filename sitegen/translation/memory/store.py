"""The translation memory: sentences with their translations, a person's before any machine's.

Which of several people's translations of one sentence is used does not depend on when it came in: the one that most
articles have, among those the one of the newest article, among those the first by code point. A translation from an
imported file is used where no article has one; of several, the one imported last.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.storage.database import PATIENCE, Database, UnreadableRowError
from sitegen.translation.memory.units import Model, TranslationUnit

MEMORY = "memory.sqlite3"
"""In the state folder."""

_VERSION = 3
_SCHEMA = (
    # Of an article, number counts its rows; an imported row has no article and the number 0.
    "CREATE TABLE human (languages TEXT NOT NULL, source TEXT NOT NULL, article TEXT NOT NULL, number INTEGER NOT NULL,"
    " target TEXT NOT NULL, date TEXT NOT NULL, PRIMARY KEY (languages, source, article, number)) WITHOUT ROWID",
    "CREATE INDEX human_by_article ON human (languages, article, number)",
    "CREATE TABLE model (number INTEGER PRIMARY KEY, languages TEXT NOT NULL, engine TEXT NOT NULL,"
    " package TEXT NOT NULL, version TEXT NOT NULL, settings TEXT NOT NULL,"
    " UNIQUE (languages, engine, package, version, settings))",
    "CREATE TABLE machine (source TEXT NOT NULL, model INTEGER NOT NULL, target TEXT NOT NULL, score REAL, flags TEXT,"
    " confidence REAL, PRIMARY KEY (source, model)) WITHOUT ROWID",
    "CREATE TABLE rebuilt (languages TEXT PRIMARY KEY) WITHOUT ROWID",
)
_UPGRADES = {
    1: ("ALTER TABLE machine ADD COLUMN confidence REAL",),
    2: ("ALTER TABLE machine DROP COLUMN links",),
}
_REMEDY = say("the sentences of content/ enter it again, imported files need to be imported again")

_WANTED = "CREATE TEMP TABLE IF NOT EXISTS wanted (source TEXT PRIMARY KEY) WITHOUT ROWID"
# The best of each source comes first.
_BY_USE = " GROUP BY human.source, target ORDER BY human.source, SUM(article <> '') DESC, MAX(date) DESC, target"
_HUMAN = "SELECT human.source, target, MAX(article), MAX(date) FROM "
_MACHINE = "SELECT machine.source, target, score, flags, confidence"


@dataclass(frozen=True)
class Stats:
    """How many sentences a memory has: by people in articles, imported, and by each model; and its size in bytes."""

    corrected: int
    imported: int
    machine: tuple[tuple[Model, int], ...]
    size: int


class Memory:
    """An open translation memory for one pair of languages. Use one per thread; several processes may use one file."""

    def __init__(self, path: Path, languages: tuple[str, str], *, patience: float = PATIENCE) -> None:
        """Open the file, or make it; see `Database` for a damaged one. ``patience`` is for locks, in seconds.

        Raises:
            SitegenError: the file cannot be opened or made, or another process keeps it locked.
        """
        self.languages = languages
        self._pair = " ".join(languages)
        self._path = path
        self._database = Database(path, _SCHEMA, _VERSION, remedy=_REMEDY, patience=patience, upgrades=_UPGRADES)

    @property
    def problems(self) -> Sequence[Problem]:
        """What was wrong with the file when it was opened."""
        return tuple(self._database.problems)

    @property
    def needs_rebuild(self) -> bool:
        """Whether what the articles in ``content/`` say has still to be put in; see `mark_rebuilt`."""
        with self._database.reading() as connection:
            return connection.execute("SELECT 1 FROM rebuilt WHERE languages = ?", (self._pair,)).fetchone() is None

    def get_many(self, sources: Collection[str], model: Model) -> dict[str, TranslationUnit]:
        """Return the unit of each of ``sources`` that is known: a person's, else the one of ``model``.

        Raises:
            SitegenError: the memory cannot be read.
        """
        keys = {source: source.strip() for source in sources}
        found: dict[str, TranslationUnit] = {}
        with self._database.reading() as connection:
            connection.execute(_WANTED)
            connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys.values()))
            machine = _MACHINE + " FROM wanted CROSS JOIN machine ON machine.source = wanted.source AND model = ?"
            if (number := self._model_number(connection, model)) is not None:
                for row in connection.execute(machine, (number,)):
                    found[row[0]] = _machine_unit(row, model)
            human = "wanted CROSS JOIN human ON languages = ? AND human.source = wanted.source"
            found.update(_best(connection.execute(_HUMAN + human + _BY_USE, (self._pair,))))
        return {source: found[key] for source, key in keys.items() if key in found}

    def put(self, units: Iterable[TranslationUnit]) -> None:
        """Remember ``units`` in one transaction; those with an empty text are left out.

        A machine's unit that is there stays as it is, so that results are stable.
        A person's unit counts as imported, whatever its ``article``, and replaces an imported one.

        Raises:
            SitegenError: the memory cannot be written. Then none of the units is in it.
        """
        numbers: dict[Model, int] = {}
        with self._database.writing() as connection:
            for unit in units:
                source, target = unit.source.strip(), unit.target.strip()
                if not source or not target:
                    continue
                if unit.model is None:
                    row: tuple[object, ...] = (self._pair, source, "", 0, target, unit.date)
                    connection.execute("INSERT OR REPLACE INTO human VALUES (?, ?, ?, ?, ?, ?)", row)
                    continue
                if unit.model not in numbers:
                    numbers[unit.model] = self._add_model(connection, unit.model)
                flags = None if unit.flags is None else json.dumps(unit.flags, ensure_ascii=False, sort_keys=True)
                row = (source, numbers[unit.model], target, unit.score, flags, unit.confidence)
                connection.execute("INSERT OR IGNORE INTO machine VALUES (?, ?, ?, ?, ?, ?)", row)

    def replace_articles(self, articles: Mapping[str, Sequence[TranslationUnit]]) -> None:
        """Make the people's sentences of each article, by slug, those given; nothing is written if they are already.

        Raises:
            SitegenError: the memory cannot be written. Then none of the articles is changed.
        """
        rows = {slug: list(self._article_rows(slug, units)) for slug, units in articles.items()}
        known = "SELECT * FROM human WHERE languages = ? AND article = ? ORDER BY number"
        with self._database.reading() as connection:
            changed = [slug for slug in rows if connection.execute(known, (self._pair, slug)).fetchall() != rows[slug]]
        if changed:
            with self._database.writing() as connection:
                for slug in changed:
                    connection.execute("DELETE FROM human WHERE languages = ? AND article = ?", (self._pair, slug))
                    connection.executemany("INSERT INTO human VALUES (?, ?, ?, ?, ?, ?)", rows[slug])

    def _article_rows(self, slug: str, units: Sequence[TranslationUnit]) -> Iterator[tuple[object, ...]]:
        if not slug:
            raise ValueError("an article needs a slug")
        stripped = ((unit.source.strip(), unit.target.strip(), unit.date) for unit in units)
        kept = (texts for texts in stripped if texts[0] and texts[1])
        for number, (source, target, date) in enumerate(kept):
            yield self._pair, source, slug, number, target, date

    def forget_articles(self) -> None:
        """Drop all people's sentences that came from articles, and ask for a rebuild.

        Raises:
            SitegenError: the memory cannot be written.
        """
        with self._database.writing() as connection:
            connection.execute("DELETE FROM rebuilt WHERE languages = ?", (self._pair,))
            connection.execute("DELETE FROM human WHERE languages = ? AND article <> ''", (self._pair,))

    def mark_rebuilt(self) -> None:
        """Note that all articles are in, and drop machine units that equal human ones.

        A person's sentence that other articles took over looks like a machine's in their files.

        Raises:
            SitegenError: the memory cannot be written.
        """
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM machine WHERE model IN (SELECT number FROM model WHERE languages = ?1) AND EXISTS (SELECT"
                " 1 FROM human WHERE languages = ?1 AND human.source = machine.source AND human.target = machine.target"
                " AND article <> '')",
                (self._pair,),
            )
            connection.execute("INSERT OR REPLACE INTO rebuilt VALUES (?)", (self._pair,))

    def units(self) -> Generator[TranslationUnit, None, None]:
        """Yield every sentence: first people's, of each the translation that is used, then the machines'.

        Both are sorted by source, machines' then by model, so that two memories with the same content give the same.
        Nothing else can be done with the memory until the iterator is at its end or closed.

        Raises:
            SitegenError: the memory cannot be read.
        """
        with self._database.reading() as connection:
            human = connection.execute(_HUMAN + "human WHERE languages = ?" + _BY_USE, (self._pair,))
            for _, unit in _best(human):
                yield unit
            machine = connection.execute(
                _MACHINE + ", engine, package, version, settings FROM machine CROSS JOIN model ON"
                " model = number WHERE languages = ? ORDER BY source, engine, package, version, settings",
                (self._pair,),
            )
            for row in machine:
                yield _machine_unit(row, Model(*row[5:]))

    def imported(self) -> Generator[TranslationUnit, None, None]:
        """Yield people's sentences that were imported, sorted by source. What `units` says of iterating holds here.

        Raises:
            SitegenError: the memory cannot be read.
        """
        query = "SELECT source, target, date FROM human WHERE languages = ? AND article = '' ORDER BY source"
        with self._database.reading() as connection:
            for source, target, date in connection.execute(query, (self._pair,)):
                yield TranslationUnit(source, target, date=date)

    def machine_sources_near(self, source: str, most: int) -> list[str]:
        """Return sources of machines' sentences that follow ``source`` in order or come before it, ``most`` of each.

        What begins alike is near: the table is in this order, so that a large one is not read as a whole.

        Raises:
            SitegenError: the memory cannot be read.
        """
        query = (
            "SELECT source FROM (SELECT * FROM (SELECT source, model FROM machine WHERE source >= ?1 ORDER BY source"
            " LIMIT ?2) UNION ALL SELECT * FROM (SELECT source, model FROM machine WHERE source < ?1 ORDER BY source"
            " DESC LIMIT ?2)) WHERE model IN (SELECT number FROM model WHERE languages = ?3)"
        )
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(query, (source, most, self._pair))]

    def stats(self) -> Stats:
        """Count the memory's sentences.

        Raises:
            SitegenError: the memory cannot be read.
        """
        with self._database.reading() as connection:
            corrected, imported = connection.execute(
                "SELECT COUNT(DISTINCT CASE WHEN article <> '' THEN source END), COUNT(CASE WHEN article = '' THEN 1"
                " END) FROM human WHERE languages = ?",
                (self._pair,),
            ).fetchone()
            machine = connection.execute(
                "SELECT engine, package, version, settings, COUNT(*) FROM machine JOIN model ON model = number"
                " WHERE languages = ? GROUP BY model ORDER BY engine, package, version, settings",
                (self._pair,),
            )
            models = tuple((Model(*row[:4]), row[4]) for row in machine)
        files = (self._path, Path(f"{self._path}-wal"))
        return Stats(corrected, imported, models, sum(file.stat().st_size for file in files if file.exists()))

    def _model_number(self, connection: sqlite3.Connection, model: Model) -> int | None:
        query = "SELECT number FROM model WHERE (languages, engine, package, version, settings) = (?, ?, ?, ?, ?)"
        values = (self._pair, model.engine, model.package, model.version, model.settings)
        row = connection.execute(query, values).fetchone()
        return row[0] if row else None

    def _add_model(self, connection: sqlite3.Connection, model: Model) -> int:
        values = (self._pair, model.engine, model.package, model.version, model.settings)
        connection.execute("INSERT OR IGNORE INTO model VALUES (NULL, ?, ?, ?, ?, ?)", values)
        number = self._model_number(connection, model)
        if number is None:
            raise UnreadableRowError("a model that was just put in is not there")
        return number

    def close(self) -> None:
        """Close the memory. Doing so twice is no error."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the memory itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the memory."""
        self.close()


def open_memory(site: Site) -> Memory:
    """Open the memory of ``site``.

    Raises:
        SitegenError: the file cannot be opened or made, or another process keeps it locked.
    """
    return Memory(site.state / MEMORY, site.languages)


def _best(rows: Iterable[tuple[str, str, str, str]]) -> Iterator[tuple[str, TranslationUnit]]:
    """The first unit of each source, with the source."""
    latest = None
    for source, target, article, date in rows:
        if source != latest:
            yield source, TranslationUnit(source, target, article=article, date=date)
        latest = source


def _machine_unit(row: tuple[Any, ...], model: Model) -> TranslationUnit:
    source, target, score, flags, confidence = row[:5]
    try:
        known = None if flags is None else json.loads(flags)
        return TranslationUnit(source, target, model, score, known, confidence=confidence)
    except ValueError as error:
        raise UnreadableRowError(str(error)) from error
