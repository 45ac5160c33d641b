"""The files that are published: those in ``public/``, and a few that only a target needs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.changes import MARKER, write_marker
from sitegen.publishing.tables import Tables
from sitegen.storage.files import paths_in
from sitegen.storage.manifest import MANIFEST, doubtful_in, listed_in, open_manifest

BLOCK = 1 << 16
"""Bytes of a file that are read at once."""


@dataclass(frozen=True)
class SiteFile:
    """A file of the site: on disk, or made for the target."""

    source: Path | bytes

    @property
    def data(self) -> bytes:
        """Its bytes.

        Raises:
            SitegenError: it cannot be read.
        """
        return b"".join(self.blocks())

    @property
    def size(self) -> int:
        """The number of its bytes.

        Raises:
            SitegenError: it cannot be read.
        """
        if isinstance(self.source, bytes):
            return len(self.source)
        with self._reading():
            return self.source.stat().st_size

    def digest(self, algorithm: str, first: bytes = b"") -> str:
        """Return a digest of its bytes, and of others that come ``first``.

        Raises:
            SitegenError: it cannot be read.
        """
        digest = hashlib.new(algorithm, first, usedforsecurity=False)
        for block in self.blocks():
            digest.update(block)
        return digest.hexdigest()

    def blocks(self) -> Iterator[bytes]:
        """Yield its bytes in parts that fit into memory.

        Raises:
            SitegenError: it cannot be read.
        """
        with self.open() as file:
            while block := self._block(file):
                yield block

    def open(self) -> BinaryIO:
        """Open it for reading.

        Raises:
            SitegenError: it cannot be read.
        """
        if isinstance(self.source, bytes):
            return BytesIO(self.source)
        with self._reading():
            return self.source.open("rb")

    def _block(self, file: BinaryIO) -> bytes:
        with self._reading():
            return file.read(BLOCK)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = say("cannot be read: {reason}", reason=error.strerror)
            raise SitegenError(message, Path(str(self.source))) from error


class SiteFiles:
    """Files by their path, with slashes, from the top of the site. ``extra`` are those that ``public/`` has not."""

    def __init__(self, public: Path, extra: Mapping[str, SiteFile], tables: Tables) -> None:
        """Take the paths of `Tables.ours`."""
        self.extra = extra
        self.tables = tables
        self._public = public

    def __getitem__(self, path: str) -> SiteFile:
        """Return the file of one of the paths."""
        return self.extra.get(path) or SiteFile(self._public / path)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths, in order."""
        return self.tables.ours()

    def __len__(self) -> int:
        """Return how many files there are."""
        return self._length

    @cached_property
    def _length(self) -> int:
        return self.tables.count()


def site_files(public: Path, extra: Mapping[str, bytes], tables: Tables) -> SiteFiles:
    """Return the files in ``public``, those of ``extra`` that it does not have, and the target's manifest of them all.

    What sitegen may have made and no page has any more is left out: see `sitegen.storage.manifest.doubtful_in`.

    Raises:
        SitegenError: there is no finished site, or it holds something that cannot be published.
    """
    if not public.is_dir():
        raise SitegenError(say("is not there; build the site first"), public)
    with open_manifest(public) as manifest:
        left_out = {MANIFEST, MARKER}.union(doubtful_in(manifest) if manifest else ())
        tables.add_ours(path for path in paths_in(public, check=_check) if path not in left_out)
        if not tables.count():
            raise SitegenError(say("is empty; build the site first"), public)
        if manifest:
            tables.set_digests(listed_in(manifest))
    more = {path: SiteFile(data) for path, data in extra.items() if not tables.has(path)}
    tables.add_ours(more)
    files = SiteFiles(public, more, tables)
    tables.set_digests((path, bytes.fromhex(files[path].digest("sha256"))) for path in tables.without_digest())
    more[MARKER] = SiteFile(write_marker(tables.folder, tables.digests()))
    tables.add_ours([MARKER])
    return files


def all_marked(files: SiteFiles) -> SiteFile:
    """Return the target's manifest with what was published before too, which stands there until that is deleted.

    So a run that is stopped leaves nothing unlisted.

    Raises:
        SitegenError: it cannot be written.
    """
    if not files.tables.has_gone():
        return files[MARKER]
    return SiteFile(write_marker(files.tables.folder / "first", files.tables.digests_then_and_now()))


def refuse_own_folder(site: Path, folder: Path) -> None:
    """Raise `SitegenError` if publishing to ``folder`` would delete files of the site in ``site``."""
    if site.is_relative_to(folder) or folder.is_relative_to(site / "public"):
        raise SitegenError(say("is a folder of the site itself; publish to another"), folder)


def _check(item: os.DirEntry[str]) -> None:
    if not item.name.isprintable() or "\\" in item.name or item.name == ".git":
        raise SitegenError(say("cannot be published under this name; remove or rename it"), Path(item.path))
    if not item.is_dir(follow_symlinks=False) and not item.is_file(follow_symlinks=False):
        # What it leads to may lie outside of the site.
        raise SitegenError(say("is a symbolic link or no file at all; put a file in its place"), Path(item.path))
