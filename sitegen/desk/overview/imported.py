"""People's sentences that were imported into the translation memory, for matches beside those of the stories."""

from __future__ import annotations

import time
from contextlib import closing

from sitegen.desk.overview.rows import IndexedSentence
from sitegen.desk.overview.tables import imported_sentences, imported_state, write_imported
from sitegen.settings.site import Site
from sitegen.storage.database import Database
from sitegen.storage.files import signature_of
from sitegen.translation.memory.store import MEMORY, open_memory

_PAUSE = 5.0
"""Seconds between two looks: a translation that goes on changes the memory all the time."""


class ImportedSentences:
    """Follows the translation memory by the state of its file."""

    def __init__(self) -> None:
        self._state = ""
        self._looked_at: float | None = None

    def is_behind(self, site: Site) -> bool:
        """Tell whether it is time to look, and the memory has changed since it was read."""
        is_time = self._looked_at is None or time.monotonic() - self._looked_at > _PAUSE
        return is_time and self._state != _state(site)

    def bring_up_to_date(self, site: Site, database: Database) -> bool:
        """Put the memory's imported sentences into the index, and tell whether that was to be done.

        Raises:
            SitegenError: the memory cannot be read, or the index cannot be written.
        """
        if not self.is_behind(site):
            return False
        self._looked_at, state = time.monotonic(), _state(site)
        if state != imported_state(database):
            sentences = _imported(site)
            is_new = sentences != imported_sentences(database)
            write_imported(database, state, sentences if is_new else None)
        self._state = state
        return True


def _state(site: Site) -> str:
    path = site.state / MEMORY
    return f"{' '.join(site.languages)}: {signature_of(path)}; {signature_of(f'{path}-wal')}"


def _imported(site: Site) -> list[IndexedSentence]:
    if not (site.state / MEMORY).exists():
        return []
    with open_memory(site) as memory, closing(memory.imported()) as units:
        return [IndexedSentence(number, unit.source, unit.target, person=True) for number, unit in enumerate(units)]
