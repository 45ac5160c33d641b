"""The files of the finished site in one build: which are as they have to be, and which are made.

There may be millions: what is known of them stays on disk, and in memory each has one byte.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from sitegen.building.incremental.cache import BuildCache, RecordedFile
from sitegen.building.incremental.working_tables import FileRow, WorkingTables, batches
from sitegen.building.renderer import RenderedFile
from sitegen.storage.manifest import digest_of
from sitegen.storage.output import Outcome, Output

_KEPT = b"\1"


class Files:
    """The fate of each output file.

    Known are those of the ``record``. They are trusted if they are sure to describe the published site; if so, unlisted
    files are kept as well.
    """

    def __init__(self, output: Output, record: BuildCache, tables: WorkingTables) -> None:
        """``tables`` take what is made."""
        self._output = output
        self._record = record
        self._tables = tables
        self._trusted = output.intact is not None and output.intact == record.notes.output
        # By the numbers of the files, which begin at 1: whether they stay.
        self._kept = bytearray(_KEPT) + bytearray(record.last_file())

    def keep_rest(self) -> None:
        """Let all files that are known stay, except those that are asked for from now on and do not fit."""
        self._kept = bytearray(_KEPT) * len(self._kept)

    def _is_there(self, row: RecordedFile) -> bool:
        """Tell whether a file that is known is published as it was made."""
        return self._trusted or self._output.has(row.path, row.digest)

    def stale(self, fingerprints: Mapping[str, bytes]) -> dict[str, bytes]:
        """Keep those of some files that have their fingerprints, and return the others, all by path."""
        stale = dict(fingerprints)
        for row in self._record.files(tuple(fingerprints)):
            fits = row.fingerprint == fingerprints[row.path] and self._is_there(row)
            self._kept[row.number] = fits
            if fits:
                del stale[row.path]
        return stale

    def keep(self, path: str, fingerprint: bytes) -> bool:
        """Keep a file if it has ``fingerprint``, and return whether it has."""
        return not self.stale({path: fingerprint})

    def keep_groups(self, fingerprints: Sequence[bytes], folder: str | None = None) -> set[bytes]:
        """Keep the files that were made together with one of a few ``fingerprints``, where all of them exist.

        Of a ``folder``, no others are kept. Returned are the fingerprints whose files are kept.
        """

        def rows() -> Iterator[RecordedFile]:
            return self._record.files_made_from(fingerprints) if folder is None else self._record.files_in(folder)

        whole = dict.fromkeys(fingerprints, False)
        lacking: set[bytes] = set()
        for row in rows():
            if row.fingerprint in whole:
                whole[row.fingerprint] = True
                if not self._is_there(row):
                    lacking.add(row.fingerprint)
        found = {fingerprint for fingerprint, is_known in whole.items() if is_known} - lacking
        for row in rows():
            self._kept[row.number] = row.fingerprint in found
        return found

    def keep_folder(self, folder: str) -> bool:
        """Let the files in a folder stay, whatever they are made of, and return whether there are any."""
        found = False
        for row in self._record.files_in(folder):
            self._kept[row.number] = self._is_there(row)
            found = found or bool(self._kept[row.number])
        return found

    def keep_old(self, path: str) -> None:
        """Keep a file that cannot be made again, if it exists."""
        for row in self._record.files((path,)):
            self._kept[row.number] = self._is_there(row)

    def offer(self, file: RenderedFile, fingerprint: bytes) -> None:
        """Add a file that took no making, unless it is there."""
        known = self._record.files((file.path,))
        if not known or known[0].digest != digest_of(file.data) or not self.keep(file.path, fingerprint):
            self.put(file, fingerprint)

    def put(self, made: RenderedFile, fingerprint: bytes) -> None:
        """Add a file that was made."""
        digest = self._output.put(made.path, made.data)
        self._tables.add(FileRow(made.path, fingerprint, digest, made.searched))

    def search_differs(self) -> bool:
        """Tell whether the new files change the search index."""
        for rows in batches(self._tables.made()):
            known = {row.path: (row.searched, row.digest) for row in self._record.files([row.path for row in rows])}
            if any(known.get(row.path) != (row.searched, row.digest) for row in rows):
                return True
        return False

    def searched(self) -> Iterator[tuple[str, bytes]]:
        """Yield the paths of the files that search finds, in order, and their digests. All have to be made before."""
        kept = ((row.path, row.digest) for row in self._record.searched() if self._kept[row.number])
        made = ((row.path, row.digest) for row in self._tables.made() if row.searched)
        last = ""
        for path, digest in heapq.merge(made, kept, key=itemgetter(0)):
            if path != last:  # of a file that was to be kept and made all the same, only the new one
                yield path, digest
            last = path

    def place(self, path: str) -> Path:
        """Return where a file of the new site is now."""
        return self._output.place(path)

    def commit(self, *, clean: bool) -> Outcome:
        """Publish the new site; with ``clean``, without files that sitegen did not make.

        Raises:
            SitegenError: a file cannot be written; the last site is then still there.
        """
        self._tables.let_go(self._gone())
        if self._trusted:
            self._output.keep_all_but(self._tables.gone())
        else:
            for row in self._record.all_files():
                if self._kept[row.number]:
                    self._output.keep(row.path)
        return self._output.commit(clean=clean)

    def _gone(self) -> Iterator[str]:
        """The files that are known and are no part of the site any more."""
        for numbers in batches(self._not_kept()):
            paths = self._record.paths(numbers)
            made = self._tables.made_of(paths)
            yield from (path for path in paths if path not in made)

    def _not_kept(self) -> Iterator[int]:
        number = self._kept.find(0)
        while number >= 0:
            yield number
            number = self._kept.find(0, number + 1)
