"""Publishing to a folder: a whole new copy is made beside it, and the two change places in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.changes import MARKER, Changes, compare, read_marker
from sitegen.publishing.paths import without
from sitegen.publishing.publisher import ShowProgress, ignore_progress
from sitegen.publishing.site_files import SiteFile, SiteFiles, refuse_own_folder
from sitegen.settings.site import Site
from sitegen.settings.targets import DirectoryTarget
from sitegen.storage.atomic_swap import atomic_swap, recover
from sitegen.storage.files import paths_in
from sitegen.storage.staging import flush, link


class DirectoryPublisher:
    """Publishes to a folder of this machine."""

    def __init__(self, target: DirectoryTarget, site: Path, files: SiteFiles) -> None:
        """Look at where the folder is; ``site`` is the folder of the site.

        Raises:
            SitegenError: publishing there would delete the site's own files.
        """
        self.keep = target.keep
        self.files = files
        # A link stays one: what it leads to is exchanged.
        self.folder = (site / Path(target.path).expanduser()).resolve()
        self.place = str(self.folder)
        refuse_own_folder(site, self.folder)
        self._new = self.folder.with_name(f".{self.folder.name}.new-by-sitegen")

    def changes(self) -> Changes:
        """Compare the folder with the site, byte for byte.

        Raises:
            SitegenError: the folder cannot be read.
        """
        tables = self.files.tables
        tables.add_there((path, "") for path in self._there())
        marker = self.folder / MARKER
        try:
            with marker.open("rb") if marker.is_file() and not marker.is_symlink() else nullcontext() as listed:
                read_marker(tables, listed)
        except OSError as error:
            raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), marker) from error
        return compare(tables, (path for path, _ in tables.both() if not self._is_there(path)), self.keep)

    def publish(self, changes: Changes, show: ShowProgress = ignore_progress) -> None:
        """Write the site to the folder; unchanged files stay the same files, with their times.

        Raises:
            SitegenError: the new copy cannot be made; the old one stays as it is.
        """
        try:
            self._begin()
            sent = changes.sent
            changed = next(sent, None)
            for number, path in enumerate(self.files, start=1):
                if path == changed:
                    _copy(self.files[path], self._new / path)
                    changed = next(sent, None)
                else:
                    link(self.folder / path, self._new / path)
                show(number, len(self.files))
            for path in without(self._there(), self.files, changes.deleted):
                link(self.folder / path, self._new / path)
            flush(self._new, changes.sent)
            atomic_swap(self._new, self.folder)
        except OSError as error:
            place = Path(error.filename) if isinstance(error.filename, str) else self._new
            raise SitegenError(say("cannot be written: {reason}", reason=error.strerror), place) from error
        finally:
            _remove(self._new)

    def _begin(self) -> None:
        """Make the folder for the new copy, with the permissions of the old one."""
        recover(self._new, self.folder)
        _remove(self._new)
        self._new.mkdir(parents=True)
        if self.folder.exists():
            shutil.copystat(self.folder, self._new)

    def _there(self) -> Iterator[str]:
        if os.path.lexists(self.folder) and not self.folder.is_dir():
            raise SitegenError(say("is a file; remove it, or name a folder"), self.folder)
        if self.folder.is_dir():
            yield from paths_in(self.folder)

    def _is_there(self, path: str) -> bool:
        there, ours = self.folder / path, self.files[path]
        if there.is_symlink() or not there.is_file():
            return False
        try:
            if there.stat().st_size != ours.size:
                return False
            with there.open("rb") as theirs:
                return all(theirs.read(len(block)) == block for block in ours.blocks())
        except OSError as error:
            raise SitegenError(
                say("cannot be read: {reason}", reason=error.strerror), Path(error.filename or there)
            ) from error


def _copy(file: SiteFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(file.source, bytes):
        path.write_bytes(file.source)
    else:
        shutil.copy2(file.source, path)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def directory_publisher(
    target: DirectoryTarget,
    site: Site,
    files: SiteFiles,
    *,
    dry_run: bool,  # noqa: ARG001
) -> AbstractContextManager[DirectoryPublisher]:
    """Give a publisher to a folder of this machine.

    Raises:
        SitegenError: see `DirectoryPublisher`.
    """
    return nullcontext(DirectoryPublisher(target, site.root, files))
