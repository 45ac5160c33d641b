"""The desk's index of the site's stories and sentences: a cache in ``.sitegen/``, brought up to date by file state.

It fills in the background, the newest stories first, a little at a time so that no answer waits long for it.
"""

from __future__ import annotations

import contextlib
import math
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from sitegen.content.places import all_article_paths
from sitegen.desk.overview.file_states import FileStates
from sitegen.desk.overview.glance import glance
from sitegen.desk.overview.imported import ImportedSentences
from sitegen.desk.overview.rows import Row, empty_row, story_row
from sitegen.desk.overview.tables import known_rows, open_index, write_stories
from sitegen.desk.stories import JSON
from sitegen.preview.status import StatusBoard
from sitegen.settings.site import Site
from sitegen.storage.database import Database

_AT_ONCE = 200
"""Stories that enter the index in one transaction."""
_SLICE = 0.05
"""Seconds for which the index fills before it looks whether somebody asks."""
_SHARE = 0.5
"""Of the time that an answer may take: the part for reading what has changed."""
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


class Listed(NamedTuple):
    """The stories' rows as they are known, and how many stories have still to be read."""

    rows: list[JSON]
    waiting: int


class Index:
    """The index of one site, for all threads: one of its own does all the work, as an SQLite file wants it."""

    def __init__(self, site_now: Callable[[], Site]) -> None:
        """Open the index at its first use; ``site_now`` gives the site with its present settings."""
        self._site_now = site_now
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-index")
        self._files = FileStates()
        self._imported = ImportedSentences()
        self._database: Database | None = None
        self._known: dict[str, str] = {}  # the states of the stories that have been read
        self._rows: dict[str, JSON] = {}
        self._unseen: dict[str, None] = {}  # what nobody has had a glance at
        self._waiting: dict[str, None] = {}  # what has to be read, the last first
        self._gone: set[str] = set()
        self._listed: Listed | None = None
        self._listeners: list[Callable[[Listed], None]] = []
        self._is_current = False  # whether all that was noted is looked at
        self._is_filling = False
        self._is_closed = False

    def watch(self, board: StatusBoard) -> None:
        """Rely on the preview's file watcher: checking all files of a large site for each answer would take long."""

        def told(changed: set[Path] | None) -> None:
            self._files.is_told = True
            self.note(changed)

        board.listen(told)

    def listen(self, told: Callable[[Listed], None]) -> None:
        """Call ``told``, in the index's thread, whenever more of the stories have been read in the background."""
        self._listeners.append(told)

    def note(self, changed: set[Path] | None) -> None:
        """Look at these files before the next answer; None stands for any."""
        self._is_current = False
        self._files.note(changed)

    def start(self) -> None:
        """Begin to fill, without waiting for the first question."""
        self._thread.submit(self._catch_up, 0.0)

    def close(self) -> None:
        """Close the file."""
        self._is_closed = True
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def ask(
        self,
        question: Callable[Concatenate[sqlite3.Connection, _Given], _Found],
        *arguments: _Given.args,
        **named: _Given.kwargs,
    ) -> _Found:
        """Return the answer to a question about the sentences that have been read.

        Raises:
            SitegenError: the index cannot be read.
        """

        def answer() -> _Found:
            with self._opened().reading() as connection:
                return question(connection, *arguments, **named)

        return self._thread.submit(answer).result()

    def stories(self, patience: float) -> Listed:
        """Return the row of each story, and how many are still to be read.

        It takes about ``patience`` seconds at most, but for the first time, when a look at the states of all files is
        waited for. A story that has not been read as it is now has a row that says no more than a glance tells (see
        `glance`), and before that no more than its slug.

        Raises:
            SitegenError: a folder cannot be read, or the index cannot be written.
        """
        until = time.monotonic() + patience * _SHARE
        asked = self._thread.submit(self._catch_up, until)
        try:
            return asked.result(patience)
        except TimeoutError:
            rows, waiting = self._listed or asked.result()
            return Listed(rows, waiting if self._is_current else max(waiting, 1))

    def _catch_up(self, until: float) -> Listed:
        """Look at what has changed, and read what waits until then; the rest is read in the background."""
        site, database = self._site_now(), self._opened()
        self._look(site)
        self._glance(site, until)
        self._read(site, database, until)
        listed = self._list()
        self._is_current = self._files.is_told and not self._files.is_behind
        if not self._is_filling:
            self._fill_soon()
        return listed

    def _list(self) -> Listed:
        self._listed = Listed(list(self._rows.values()), len(self._waiting))
        return self._listed

    def _fill_soon(self) -> None:
        self._is_filling = not self._is_closed and (bool(self._waiting) or self._imported.is_behind(self._site_now()))
        if self._is_filling:
            with contextlib.suppress(RuntimeError):  # Python itself is ending
                self._thread.submit(self._fill)

    def _fill(self) -> None:
        """Do a little of what waits."""
        self._is_filling = False
        site, database = self._site_now(), self._opened()
        until = time.monotonic() + _SLICE
        if self._unseen:
            self._glance(site, until)
        elif not self._imported.bring_up_to_date(site, database):
            self._read(site, database, until)
        listed = self._list()
        self._fill_soon()
        for told in self._listeners:
            told(listed)

    def _look(self, site: Site) -> None:
        """Find out which stories have changed or are gone. What has been noted is read next, then the newest."""
        noted = self._files.look(site)
        states = self._files.now
        for slug in states.keys() | self._rows.keys() if noted is None else noted:
            self._waiting.pop(slug, None)
            if slug not in states:
                self._gone |= {slug} & self._rows.keys()
            elif self._known.get(slug) != states[slug]:
                self._rows[slug] = empty_row(slug, slug, "")
                self._unseen[slug] = self._waiting[slug] = None
        if len(self._unseen) <= _AT_ONCE:
            self._glance(site, math.inf)

    def _glance(self, site: Site, until: float) -> None:
        """Have a glance at stories until then; after the last, the newest are read first."""
        if not self._unseen or time.monotonic() >= until:
            return
        paths: dict[str, Path] = {}
        if len(self._unseen) > _AT_ONCE:  # to look for each of many alone would take long
            paths = {path.stem: path for path in all_article_paths(site.content(site.original_language))}
        while self._unseen and time.monotonic() < until:
            slug, _ = self._unseen.popitem()
            self._rows[slug] = glance(site, slug, paths.get(slug))
        if not self._unseen:
            by_day = sorted(self._waiting, key=lambda slug: (self._rows[slug]["date"], slug))
            self._waiting = dict.fromkeys(by_day)

    def _read(self, site: Site, database: Database, until: float) -> None:
        while self._gone or (self._waiting and not self._unseen and time.monotonic() < until):
            some: dict[str, tuple[str, Row]] = {}
            while self._waiting and len(some) < _AT_ONCE and time.monotonic() < until:
                slug, _ = self._waiting.popitem()
                some[slug] = (self._files.now[slug], story_row(site, slug))
            write_stories(database, self._gone, some)
            for slug in self._gone:
                self._known.pop(slug, None)
                self._rows.pop(slug, None)
            self._gone = set()
            self._known.update({slug: state for slug, (state, _) in some.items()})
            self._rows.update({slug: row.facts for slug, (_, row) in some.items()})

    def _opened(self) -> Database:
        if self._database is None:
            self._database = open_index(self._site_now())
            known = known_rows(self._database)
            self._known = {slug: state for slug, (state, _) in known.items()}
            self._rows = {slug: row for slug, (_, row) in known.items()}
        return self._database

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
