"""The states of the site's story files, by slug, which tell whether the index is up to date."""

from __future__ import annotations

import time
from pathlib import Path
from queue import SimpleQueue

from sitegen import content
from sitegen.content.places import article_paths, article_signatures
from sitegen.languages.fingerprints import code_fingerprint, with_subfolders
from sitegen.settings.site import Site
from sitegen.storage.files import signature_of

_RELIABLE = 60.0
"""Seconds after which all files are looked at again, also where every change should have been noticed."""


class FileStates:
    """What changes whenever a file of a story does. ``now`` has it by slug, as of the last look.

    Once it ``is_told`` of each change, it looks only at what it was told of, and now and then at all files.
    """

    def __init__(self) -> None:
        self.now: dict[str, str] = {}
        self._looked_at: float | None = None
        self.is_told = False
        self._changes: SimpleQueue[set[Path] | None] = SimpleQueue()

    def note(self, changed: set[Path] | None) -> None:
        """Look at these files next; None stands for any."""
        self._changes.put(changed)

    @property
    def is_behind(self) -> bool:
        """Whether something was noted that nobody has looked at."""
        return not self._changes.empty()

    def look(self, site: Site) -> set[str] | None:
        """Bring ``now`` up to date, and return the slugs of the stories checked; None means all.

        Raises:
            SitegenError: a folder cannot be read.
        """
        changes = [self._changes.get() for _ in range(self._changes.qsize())]
        is_recent = self._looked_at is not None and time.monotonic() - self._looked_at < _RELIABLE
        if None in changes or not (self.is_told and is_recent):
            self._looked_at = time.monotonic()
            self.now = _all_states(site)
            return None
        slugs = {path.stem for changed in changes for path in changed or ()}
        for slug in slugs:
            self.now.pop(slug, None)
            if state := _state(site, slug):
                self.now[slug] = state
        return slugs


def _all_states(site: Site) -> dict[str, str]:
    found: dict[str, str] = {}
    made_by = _made_by(site)
    for lang in site.languages:
        for slug, state in article_signatures(site.content(lang)):
            if lang == site.original_language or slug in found:
                found[slug] = f"{found.get(slug, made_by)}; {lang} {state}"
    return found


def _state(site: Site, slug: str) -> str:
    """The state of one story; empty if there is no original."""
    found = _made_by(site)
    for lang in site.languages:
        paths = article_paths(site.content(lang), slug)
        if not paths and lang == site.original_language:
            return ""
        found += "".join(f"; {lang} {signature_of(path)}" for path in paths)
    return found


def _made_by(site: Site) -> str:
    """What else decides what a story's row says."""
    here = Path(__file__).parent
    return code_fingerprint(here, *with_subfolders(Path(content.__file__).parent), texts=site.languages)
