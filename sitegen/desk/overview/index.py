"""The desk's index of the site's stories and sentences: a cache in ``.sitegen/``, brought up to date by file state."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Concatenate, ParamSpec, TypeVar

from sitegen import content
from sitegen.content.places import article_paths, article_signatures
from sitegen.desk.overview.rows import Row, story_row
from sitegen.desk.stories import JSON
from sitegen.languages.fingerprints import code_fingerprint
from sitegen.preview.status import StatusBoard
from sitegen.settings.site import Site
from sitegen.storage.database import Database
from sitegen.storage.files import signature_of

INDEX = "desk.sqlite3"
"""In the state folder."""
_VERSION = 1
_SCHEMA = (
    "CREATE TABLE story (slug TEXT PRIMARY KEY, signature TEXT NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE sentence (id INTEGER PRIMARY KEY, slug TEXT NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL,"
    " target TEXT NOT NULL, person INTEGER NOT NULL)",
    "CREATE INDEX sentence_by_story ON sentence (slug)",
    "CREATE INDEX sentence_by_source ON sentence (source)",
    "CREATE VIRTUAL TABLE words USING fts5 (source, target, content=sentence, content_rowid=id,"
    ' tokenize="unicode61 remove_diacritics 0")',
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, col)",
)
_AT_ONCE = 200
"""Stories that enter the index in one transaction."""
_RELIABLE = 60.0
"""Seconds after which all files are looked at again, also where every change should have been noticed."""
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


class Index:
    """The index of one site, for all threads: one of its own does all the work, as an SQLite file wants it."""

    def __init__(self, site_now: Callable[[], Site]) -> None:
        """Open the index at its first use; ``site_now`` gives the site with its present settings."""
        self._site_now = site_now
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-index")
        self._opened: Database | None = None
        self._stories: dict[str, tuple[str, JSON]] = {}
        self._now: dict[str, str] = {}
        self._looked_at = 0.0
        self._is_told = False
        self._changes: SimpleQueue[set[Path] | None] = SimpleQueue()

    def watch(self, board: StatusBoard) -> None:
        """Rely on what the preview notices: to look at all files of a large site for each answer would take long."""

        def told(changed: set[Path] | None) -> None:
            self._is_told = True
            self.note(changed)

        board.listen(told)

    def note(self, changed: set[Path] | None) -> None:
        """Look at these files before the next answer; None stands for any."""
        self._changes.put(changed)

    def close(self) -> None:
        """Close the file."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def ask(
        self,
        question: Callable[Concatenate[sqlite3.Connection, _Given], _Found],
        *arguments: _Given.args,
        **named: _Given.kwargs,
    ) -> _Found:
        """Return the answer to a question about the sentences, in the file's present state."""

        def answer() -> _Found:
            with self._database().reading() as connection:
                return question(connection, *arguments, **named)

        return self._thread.submit(answer).result()

    def stories(self, patience: float) -> tuple[list[JSON], int]:
        """Return what is known of each story, sorted by slug, and how many are still to be read.

        For at most ``patience`` seconds, those whose files have changed are read anew.

        Raises:
            SitegenError: a folder cannot be read, or the index cannot be written.
        """
        return self._thread.submit(self._up_to_date, patience).result()

    def _up_to_date(self, patience: float) -> tuple[list[JSON], int]:
        until = time.monotonic() + patience
        site, database = self._site_now(), self._database()
        now = self._signatures(site)
        gone = self._stories.keys() - now.keys()
        waiting = [slug for slug, state in now.items() if self._stories.get(slug, ("",))[0] != state]
        while gone or (waiting and time.monotonic() < until):
            some: dict[str, tuple[str, Row]] = {}
            while waiting and len(some) < _AT_ONCE and (time.monotonic() < until or not some):
                slug = waiting.pop()
                some[slug] = (now[slug], story_row(site, slug))
            self._write(database, gone, some)
            gone = set()
        return [facts for _, (_, facts) in sorted(self._stories.items())], len(waiting)

    def _write(self, database: Database, gone: set[str], new: Mapping[str, tuple[str, Row]]) -> None:
        with database.writing() as connection:
            for slug in (*gone, *new):
                old = connection.execute("SELECT id, source, target FROM sentence WHERE slug = ?", (slug,)).fetchall()
                delete = "INSERT INTO words (words, rowid, source, target) VALUES ('delete', ?, ?, ?)"
                connection.executemany(delete, old)
                connection.execute("DELETE FROM sentence WHERE slug = ?", (slug,))
                connection.execute("DELETE FROM story WHERE slug = ?", (slug,))
            for slug, (state, row) in new.items():
                connection.execute("INSERT INTO story VALUES (?, ?, ?)", (slug, state, json.dumps(row.facts)))
                for sentence in row.sentences:
                    added = connection.execute("INSERT INTO sentence VALUES (NULL, ?, ?, ?, ?, ?)", (slug, *sentence))
                    both = (added.lastrowid, sentence.source, sentence.target)
                    connection.execute("INSERT INTO words (rowid, source, target) VALUES (?, ?, ?)", both)
        for slug in gone:
            del self._stories[slug]
        self._stories.update({slug: (state, row.facts) for slug, (state, row) in new.items()})

    def _database(self) -> Database:
        if self._opened is None:
            path = self._site_now().state / INDEX
            self._opened = Database(path, _SCHEMA, _VERSION, remedy="it is filled again from content/")
            with self._opened.reading() as connection:
                rows = connection.execute("SELECT slug, signature, facts FROM story").fetchall()
            self._stories = {slug: (state, json.loads(facts)) for slug, state, facts in rows}
        return self._opened

    def _close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def _signatures(self, site: Site) -> dict[str, str]:
        """What changes whenever a file of a story does, by slug."""
        changes = [self._changes.get() for _ in range(self._changes.qsize())]
        is_known = self._is_told and time.monotonic() - self._looked_at < _RELIABLE
        slugs = {path.stem for changed in changes if changed for path in changed}
        if not is_known or None in changes:
            self._looked_at = time.monotonic()
            self._now = _all_signatures(site)
        for slug in slugs if is_known else ():
            self._now.pop(slug, None)
            if state := _signature(site, slug):
                self._now[slug] = state
        return self._now


def _all_signatures(site: Site) -> dict[str, str]:
    found: dict[str, str] = {}
    for lang in site.languages:
        for slug, state in article_signatures(site.content(lang)):
            if lang == site.original_language or slug in found:
                found[slug] = f"{found.get(slug, _made_by(site))}; {lang} {state}"
    return found


def _signature(site: Site, slug: str) -> str:
    """The signature of one story; empty if there is no original."""
    found = _made_by(site)
    for lang in site.languages:
        paths = article_paths(site.content(lang), slug)
        if not paths and lang == site.original_language:
            return ""
        found += "".join(f"; {lang} {signature_of(path)}" for path in paths)
    return found


def _made_by(site: Site) -> str:
    """What else decides what a story's row says."""
    return code_fingerprint(Path(__file__).parent, Path(content.__file__).parent, texts=site.languages)
