"""The index's file: the list's rows and all sentences, with a full-text index of the words of both languages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping

from sitegen.desk.overview.rows import IndexedSentence, Row
from sitegen.desk.stories import JSON
from sitegen.messages import packed, unpacked
from sitegen.settings.site import Site
from sitegen.storage.database import Database

INDEX = "desk.sqlite3"
"""In the state folder."""
IMPORTED = ""
"""Stands for the slug of sentences that come from no story."""
_VERSION = 2
_SCHEMA = (
    "CREATE TABLE story (slug TEXT PRIMARY KEY, signature TEXT NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE sentence (id INTEGER PRIMARY KEY, slug TEXT NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL,"
    " target TEXT NOT NULL, person INTEGER NOT NULL)",
    "CREATE INDEX sentence_by_story ON sentence (slug)",
    "CREATE INDEX sentence_by_source ON sentence (source)",
    "CREATE VIRTUAL TABLE words USING fts5 (source, target, content=sentence, content_rowid=id,"
    ' tokenize="unicode61 remove_diacritics 0")',
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, col)",
    "CREATE TABLE memory (state TEXT NOT NULL)",
)


def open_index(site: Site) -> Database:
    """Open the index of a site, or make it.

    Raises:
        SitegenError: the file cannot be opened or made.
    """
    return Database(site.state / INDEX, _SCHEMA, _VERSION, remedy="it is filled again from content/")


def known_rows(database: Database) -> dict[str, tuple[str, JSON]]:
    """Return the state of each story when it was read, and its row.

    Raises:
        SitegenError: the file cannot be read.
    """
    with database.reading() as connection:
        rows = connection.execute("SELECT slug, signature, facts FROM story").fetchall()
    return {slug: (state, _facts(text)) for slug, state, text in rows}


def _facts(text: str) -> JSON:
    facts: JSON = json.loads(text)
    return {**facts, "problems": [unpacked(problem) for problem in facts["problems"]]}


def _text(facts: JSON) -> str:
    return json.dumps({**facts, "problems": [packed(problem) for problem in facts["problems"]]})


def write_stories(database: Database, gone: Collection[str], new: Mapping[str, tuple[str, Row]]) -> None:
    """Take stories out, and put others in, each with its state, in one transaction.

    Raises:
        SitegenError: the file cannot be written.
    """
    with database.writing() as connection:
        for slug in (*gone, *new):
            _forget(connection, slug)
            connection.execute("DELETE FROM story WHERE slug = ?", (slug,))
        stories = ((slug, state, _text(row.facts)) for slug, (state, row) in new.items())
        connection.executemany("INSERT INTO story VALUES (?, ?, ?)", stories)
        for slug, (_, row) in new.items():
            _add(connection, slug, row.sentences)


def imported_state(database: Database) -> str:
    """Return the state of the translation memory when its imported sentences were read.

    Raises:
        SitegenError: the file cannot be read.
    """
    with database.reading() as connection:
        row = connection.execute("SELECT state FROM memory").fetchone()
    return str(row[0]) if row else ""


def write_imported(database: Database, state: str, sentences: Iterable[IndexedSentence] | None) -> None:
    """Make these the sentences that come from no story; None keeps those that are there.

    Raises:
        SitegenError: the file cannot be written.
    """
    with database.writing() as connection:
        if sentences is not None:
            _forget(connection, IMPORTED)
            _add(connection, IMPORTED, sentences)
        connection.execute("DELETE FROM memory")
        connection.execute("INSERT INTO memory VALUES (?)", (state,))


def imported_sentences(database: Database) -> list[IndexedSentence]:
    """Return the sentences that come from no story, in the order in which they were put in.

    Raises:
        SitegenError: the file cannot be read.
    """
    query = "SELECT number, source, target, person FROM sentence WHERE slug = ? ORDER BY number"
    with database.reading() as connection:
        rows = connection.execute(query, (IMPORTED,)).fetchall()
    return [IndexedSentence(number, source, target, bool(person)) for number, source, target, person in rows]


def _forget(connection: sqlite3.Connection, slug: str) -> None:
    old = connection.execute("SELECT id, source, target FROM sentence WHERE slug = ?", (slug,)).fetchall()
    connection.executemany("INSERT INTO words (words, rowid, source, target) VALUES ('delete', ?, ?, ?)", old)
    connection.execute("DELETE FROM sentence WHERE slug = ?", (slug,))


def _add(connection: sqlite3.Connection, slug: str, sentences: Iterable[IndexedSentence]) -> None:
    (last,) = connection.execute("SELECT COALESCE(MAX(id), 0) FROM sentence").fetchone()
    rows = [(last + count, slug, *sentence) for count, sentence in enumerate(sentences, start=1)]
    connection.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?)", rows)
    words = ((row, source, target) for row, _, _, source, target, _ in rows)
    connection.executemany("INSERT INTO words (rowid, source, target) VALUES (?, ?, ?)", words)
