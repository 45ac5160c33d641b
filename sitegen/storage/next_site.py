"""The folder in which the next site is put together: what was put, and links to all that stays."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.storage.manifest import MANIFEST, manifest_blocks
from sitegen.storage.record import OutputCache
from sitegen.storage.scan import folders_of
from sitegen.storage.staging import flush, link, mark, remove, stage


def discard_unfinished(folder: Path) -> None:
    """Remove a staging folder that a run has left half done, as on a full disk there is no room beside it."""
    if not (folder / MANIFEST).is_file():
        shutil.rmtree(folder, ignore_errors=True)


class NextSite:
    """The staging folder. It has the site before, as far as that is known, and is brought up to date with the new one.

    ``published`` is the folder of the published site.
    """

    def __init__(self, folder: Path, published: Path, cache: OutputCache) -> None:
        self.folder = folder
        self._published = published
        self._cache = cache
        self._is_known: bool | None = None

    def begin(self) -> bool:
        """Make the folder ready, and return whether it holds the site before; it is empty if not.

        Raises:
            SitegenError: it cannot be made.
        """
        if self._is_known is None:
            try:
                self._is_known = self.folder.is_dir() and self._cache.is_next(self.folder)
                if self._is_known:
                    (self.folder / MANIFEST).unlink()  # until it is complete again
                else:
                    if self.folder.exists():
                        shutil.rmtree(self.folder)
                    self.folder.mkdir(parents=True)
            except OSError as error:
                raise SitegenError(say("cannot be made: {reason}", reason=error.strerror), self.folder) from error
        return self._is_known

    def complete(self, foreign: Collection[str], doubtful: Iterable[str]) -> str:
        """Make the folder the new site, whose changed files are in it, and return the name of that state.

        ``foreign`` are somebody else's files, which stay, and those that are ``doubtful`` are not published.

        Raises:
            SitegenError: something cannot be written.
        """
        self._cache.run.change(self._bring_up_to_date(foreign))
        digest = hashlib.sha256()

        def blocks() -> Iterator[bytes]:
            for block in manifest_blocks(self._cache.new_site(), doubtful):
                digest.update(block)
                yield block

        stage(self.folder, MANIFEST, blocks())
        self._seal()
        return digest.hexdigest()

    def follow(self) -> None:
        """Make the folder, which holds the site before the published one, the same as that.

        Raises:
            SitegenError: something cannot be written.
        """
        self._is_known = None
        self._cache.run.clear("staged", "kept", "ended", "touched", "changed")
        self._cache.run.change(self._bring_up_to_date(()))
        link(self._published / MANIFEST, self.folder / MANIFEST)
        self._seal()
        self._cache.follow(self.folder)

    def _bring_up_to_date(self, foreign: Collection[str]) -> Iterator[str]:
        """Remove and link files, and yield their paths."""
        known = self.begin()
        if known:
            for path in self._wrong(foreign):
                remove(self.folder, path)
                yield path
        for path in self._cache.missing_in_next(known=known):
            link(f"{self._published}/{path}", f"{self.folder}/{path}")
            yield path
        for paths in (self._cache.touched(), foreign):
            for path in paths:
                if not _same_file(self._published / path, self.folder / path):
                    link(f"{self._published}/{path}", f"{self.folder}/{path}")
                    yield path

    def _wrong(self, foreign: Collection[str]) -> Iterator[str]:
        yield from (path for path in self._cache.wrong_in_next() if path not in foreign)
        for path in self._cache.foreign():
            if path not in foreign and not self._cache.run.has("staged", path):
                yield path

    def _seal(self) -> None:
        """Mark the folders in which names have come or gone, and flush the files."""
        run = self._cache.run
        mark(self.folder, folders_of(run.changed()), self._cache.folder_time)
        flush(self.folder, chain([MANIFEST], run.changed()))


def _same_file(one: Path, other: Path) -> bool:
    try:
        first, second = one.lstat(), other.lstat()
    except OSError:
        return False
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)
