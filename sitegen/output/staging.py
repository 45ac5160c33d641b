"""The folder in which the next site is put together, out of sight.

It holds the site before the one that is published, so that only what differs has to be written. Files that do not
change are one file under two names, here and in the published folder; so nothing here is ever written into, only
replaced.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from sitegen.errors import SitegenError
from sitegen.output.record import Entry, digest_of, entry

_FEW = 64
"""Files that are flushed to the disk one by one; with more of them, flushing everything at once is faster."""


def check_path(path: str, folder: Path) -> None:
    """Raise `SitegenError` unless ``path`` is one of a file in a folder, with slashes, on any system."""
    parts = PurePosixPath(path).parts
    plain = parts and not PurePosixPath(path).is_absolute() and not {"..", "."}.intersection(parts)
    if not plain or path.endswith("/") or any(character in path for character in "\\\0:"):
        raise SitegenError(f"{path!r} is not a path in the folder of the finished site", folder)


def stage(folder: Path, path: str, data: bytes) -> Entry:
    """Write a file into the folder in which the next site is put together. May be called in any process.

    Raises:
        SitegenError: the path leads out of the folder, or the file cannot be written.
    """
    check_path(path, folder)
    target = folder / path
    try:
        _make_room(target)
        with target.open("xb") as file:
            file.write(data)
            file.flush()
            return entry(digest_of(data), os.fstat(file.fileno()))
    except OSError as error:
        raise SitegenError(f"cannot be written: {error.strerror}", target) from error


def link(source: Path, target: Path) -> None:
    """Let ``target`` be the same file as ``source``, or a copy of it where that is not possible.

    Raises:
        SitegenError: it cannot be made.
    """
    try:
        _make_room(target)
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:  # no hard links here, or too many
            shutil.copy2(source, target, follow_symlinks=False)
    except OSError as error:
        raise SitegenError(f"cannot be written: {error.strerror}", target) from error


def _make_room(target: Path) -> None:
    try:
        target.unlink(missing_ok=True)
    except NotADirectoryError:  # what was a file is to be a folder
        next(parent for parent in target.parents if parent.is_file() or parent.is_symlink()).unlink()
    except (IsADirectoryError, PermissionError):  # what was a folder is to be a file
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)


def remove(folder: Path, path: str) -> None:
    """Remove a file, and the subfolders that this leaves empty. It is no error if it is not there.

    Raises:
        SitegenError: it cannot be removed.
    """
    target = folder / path
    try:
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            target.unlink()
        for parent in target.parents:
            if parent == folder or (parent.is_dir() and any(parent.iterdir())):
                break
            if parent.is_dir():
                parent.rmdir()
    except OSError as error:
        raise SitegenError(f"cannot be removed: {error.strerror}", target) from error


def flush(folder: Path, paths: Iterable[str]) -> None:
    """Make sure that the files in ``folder``, of which ``paths`` are new, outlive a power failure."""
    new = list(paths)
    if len(new) > _FEW:
        os.sync()
        return
    parents = {str(parent) for path in new for parent in PurePosixPath(path).parents}
    for path in (*new, *sorted(parents)):
        flush_one(folder / path)


def flush_one(path: Path) -> None:
    """Make sure that a file, or the list of a folder, outlives a power failure where the system can promise that."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:  # gone already, or a system on which folders cannot be opened
        return
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
