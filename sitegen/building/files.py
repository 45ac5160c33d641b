"""The files of the finished site in one build: which are as they have to be, and which are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from sitegen.building.incremental.cache import FileRow
from sitegen.building.renderer import RenderedFile
from sitegen.storage.manifest import digest_of
from sitegen.storage.output import Outcome, Output


class Files:
    """The fate of each output file. ``new`` are the cache entries of the files that were made.

    ``known`` are the cached entries. They are ``trusted`` if they are sure to describe the published site; if so,
    unlisted files are kept as well.
    """

    def __init__(self, output: Output, known: Mapping[str, FileRow], *, trusted: bool) -> None:
        self._output = output
        self._known = known
        self._trusted = trusted
        self._kept: set[str] = set()
        self.new: dict[str, FileRow] = {}

    def know(self, more: Mapping[str, FileRow]) -> None:
        """Add entries of the build cache."""
        self._known = {**self._known, **more}
        self.__dict__.pop("_groups", None)

    @cached_property
    def _groups(self) -> Mapping[bytes, Sequence[str]]:
        """The paths of files that are known, by their fingerprints."""
        found: dict[bytes, list[str]] = {}
        for row in self._known.values():
            found.setdefault(row.fingerprint, []).append(row.path)
        return found

    def _is_there(self, path: str) -> bool:
        """Tell whether a file that is known is published as it was made."""
        return self._trusted or self._output.has(path, self._known[path].digest)

    def keep(self, path: str, fingerprint: bytes) -> bool:
        """Keep a file if it has ``fingerprint``, and return whether it has."""
        row = self._known.get(path)
        if row is None or row.fingerprint != fingerprint or not self._is_there(path):
            return False
        self._kept.add(path)
        return True

    def keep_group(self, fingerprint: bytes) -> bool:
        """Keep all files that were made together with ``fingerprint``, if they exist."""
        paths = self._groups.get(fingerprint, ())
        if not paths or not all(map(self._is_there, paths)):
            return False
        self._kept.update(paths)
        return True

    def keep_folder(self, folder: str) -> bool:
        """Let the files in a folder stay, whatever they are made of, and return whether there are any."""
        paths = [path for path in self._known if path.startswith(f"{folder}/") and self._is_there(path)]
        self._kept.update(paths)
        return bool(paths)

    def keep_old(self, path: str) -> None:
        """Keep a file that cannot be made again, if it exists."""
        if path in self._known and self._is_there(path):
            self._kept.add(path)

    def offer(self, file: RenderedFile, fingerprint: bytes) -> None:
        """Add a file that took no making, unless it is there."""
        row = self._known.get(file.path)
        if row is None or row.digest != digest_of(file.data) or not self.keep(file.path, fingerprint):
            self.put(file, fingerprint)

    def put(self, made: RenderedFile, fingerprint: bytes) -> None:
        """Add a file that was made."""
        digest = self._output.put(made.path, made.data)
        self.new[made.path] = FileRow(made.path, fingerprint, digest, made.searched)

    @property
    def gone(self) -> list[str]:
        """The files that are known and are no part of the site any more."""
        return [path for path in self._known if path not in self._kept and path not in self.new]

    def search_differs(self) -> bool:
        """Tell whether the new files change the search index."""
        before = {path: (row.searched, row.digest) for path, row in self._known.items()}
        return any(before.get(path) != (row.searched, row.digest) for path, row in self.new.items())

    def searched(self) -> dict[str, bytes]:
        """Return the digests of the files that search finds, by path."""
        rows = (*(self._known[path] for path in self._kept), *self.new.values())
        return {row.path: row.digest for row in rows if row.searched}

    def place(self, path: str) -> Path:
        """Return where a file of the new site is now."""
        return self._output.place(path)

    def commit(self, *, clean: bool) -> Outcome:
        """Publish the new site; with ``clean``, without files that sitegen did not make.

        Raises:
            SitegenError: a file cannot be written; the last site is then still there.
        """
        if self._trusted:
            self._output.keep_all_but(self.gone)
        else:
            for path in self._kept:
                self._output.keep(path)
        return self._output.commit(clean=clean)
