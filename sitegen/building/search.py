"""The search index of a site: which of its parts have to be made again, and making them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from sitegen.building.files import Files
from sitegen.building.fingerprints import Fingerprints
from sitegen.building.incremental.inputs import Options
from sitegen.building.incremental.working_tables import WorkingTables
from sitegen.building.processes.machine import cores
from sitegen.building.renderer import RenderedFile
from sitegen.rendering.addresses import SEARCH_INDEX
from sitegen.rendering.search.index import PAGES_AT_ONCE, index_files, make_index, part_of
from sitegen.settings.site import Site


class SearchParts:
    """The parts of a site's search index in one build."""

    def __init__(self, site: Site, options: Options, files: Files, tables: WorkingTables, folder: Path) -> None:
        """``tables`` and ``folder``, on the same disk, are for what is only needed meanwhile."""
        self._site = site
        self._options = options
        self._files = files
        self._tables = tables
        self._folder = folder

    def update(self, fingerprints: Fingerprints, counts: Mapping[str, int]) -> bool:
        """Bring the index up to date, unless that has time, and return whether it is.

        ``counts`` are the numbers of parts by language.
        """
        if not self._site.search:
            return True
        parts = self._fingerprints(fingerprints, counts)
        kept = self._files.keep_groups(tuple(parts.values()), SEARCH_INDEX)
        stale = {part: fingerprint for part, fingerprint in parts.items() if fingerprint not in kept}
        if stale and self._options.search == "later" and self._files.keep_folder(SEARCH_INDEX):
            return False
        pages = ((part_of(path, counts), path) for path, _ in self._files.searched())
        self._tables.assign((part, path) for part, path in pages if part in stale)
        for part, place in self._made(stale):
            for path, data in index_files(part, place):
                self._files.put(RenderedFile(path, data), stale[part])
            shutil.rmtree(place)
        return True

    def _fingerprints(self, fingerprints: Fingerprints, counts: Mapping[str, int]) -> dict[str, bytes]:
        """The fingerprints of the parts that have pages, by their folders and sorted by these."""
        pages: dict[str, hashlib._Hash] = {}
        for path, digest in self._files.searched():
            pages.setdefault(part_of(path, counts), hashlib.sha256()).update(f"{len(path)}:{path}".encode() + digest)
        return {part: fingerprints.of(part, pages[part].digest()) for part in sorted(pages)}

    def _made(self, parts: Iterable[str]) -> Iterator[tuple[str, Path]]:
        """Make parts, some at once, and yield each with the place where it is now."""
        at_once = self._options.jobs or cores()
        pool = ThreadPoolExecutor(at_once)  # they wait for programs
        making: dict[Future[tuple[str, Path]], int] = {}
        try:
            for part in parts:
                pages = {path: self._files.place(path) for path in self._tables.pages(part)}
                while making and (len(making) >= at_once or sum(making.values()) + len(pages) > PAGES_AT_ONCE):
                    first = next(iter(making))
                    del making[first]
                    yield first.result()
                making[pool.submit(self._make, part, pages)] = len(pages)
            yield from (future.result() for future in making)
        finally:
            pool.shutdown(cancel_futures=True)  # so that whoever stops this waits for one part at most

    def _make(self, part: str, pages: Mapping[str, Path]) -> tuple[str, Path]:
        place = self._folder / part
        make_index(part, pages, place)
        return part, place
