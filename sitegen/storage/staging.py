"""The staging folder, where the next site is assembled.

It starts with the site before the published one, so that only differences have to be written. Unchanged files are hard
links to the published ones; so files here are never written into, only replaced.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path, PurePosixPath

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.storage.manifest import NOT_PLAIN

_FEW = 64
"""Files that are flushed to the disk one by one; with more of them, flushing everything at once is faster."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def check_path(path: str, folder: Path) -> None:
    """Raise `SitegenError` unless ``path`` is one of a file in a folder, with slashes, on any system."""
    if NOT_PLAIN.search(path):
        raise SitegenError(say("{path!r} is not a path in the folder of the finished site", path=path), folder)


def stage(folder: Path, path: str, blocks: Iterable[bytes]) -> int:
    """Write a file into the folder in which the next site is put together, and return its modification time in ns.

    ``blocks`` are its bytes in parts of any size.

    Raises:
        SitegenError: the path leads out of the folder, or the file cannot be written.
    """
    check_path(path, folder)
    target = f"{folder}/{path}"
    try:
        descriptor = _open_new(target)
        try:
            for data in blocks:
                written = os.write(descriptor, data)
                while written < len(data):  # a disk that is full takes a part, and says so when the rest is to follow
                    written += os.write(descriptor, data[written:])
            return os.fstat(descriptor).st_mtime_ns
        finally:
            os.close(descriptor)
    except OSError as error:
        raise SitegenError(say("cannot be written: {reason}", reason=error.strerror), Path(target)) from error


def _open_new(target: str) -> int:
    try:
        return os.open(target, _NEW, 0o666)
    except OSError as error:
        _make_room(target, error)
        return os.open(target, _NEW, 0o666)


def link(source: str | Path, target: str | Path) -> None:
    """Let ``target`` be the same file as ``source``, or a copy of it where that is not possible.

    Raises:
        SitegenError: it cannot be made.
    """
    try:
        try:
            _hard_link(source, target)
        except OSError as error:
            _make_room(target, error)
            _link_or_copy(source, target)
    except OSError as error:
        raise SitegenError(say("cannot be written: {reason}", reason=error.strerror), Path(target)) from error


def _hard_link(source: str | Path, target: str | Path) -> None:
    if os.link in os.supports_follow_symlinks:
        os.link(source, target, follow_symlinks=False)
    else:  # Windows, which does not follow them
        os.link(source, target)


def _link_or_copy(source: str | Path, target: str | Path) -> None:
    try:
        _hard_link(source, target)
    except OSError:  # no hard links here, or too many
        Path(target).unlink(missing_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)


def _make_room(place: str | Path, failed: OSError) -> None:
    """Put right what is in the way of a new file, where making it has ``failed``."""
    if isinstance(failed, FileNotFoundError):  # as for every page of a new site, so without a `Path`
        _make_folder(os.path.dirname(place))  # noqa: PTH120
        return
    target = Path(place)
    if isinstance(failed, FileExistsError):
        try:
            target.unlink()
        except (IsADirectoryError, PermissionError):  # what was a folder is to be a file
            shutil.rmtree(target)
        return
    if isinstance(failed, NotADirectoryError):  # what was a file is to be a folder
        next(parent for parent in target.parents if parent.is_file() or parent.is_symlink()).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102  # the one above is nearly always there: `makedirs` would look first
    except (FileNotFoundError, FileExistsError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def remove(folder: Path, path: str) -> None:
    """Remove a file, and the subfolders that this leaves empty. It is no error if it is not there.

    Raises:
        SitegenError: it cannot be removed.
    """
    target = folder / path
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            if target.is_symlink() or not target.is_dir():  # what was a file is a folder of the next site by now
                target.unlink()
        for parent in target.parents:
            if parent == folder or (parent.is_dir() and any(parent.iterdir())):
                break
            if parent.is_dir():
                parent.rmdir()
    except OSError as error:
        raise SitegenError(say("cannot be removed: {reason}", reason=error.strerror), target) from error


def mark(folder: Path, subfolders: Iterable[str], time: int) -> None:
    """Set the time, in ns, of complete subfolders, which marks them as known until a name is added or removed."""
    for path in subfolders:
        with suppress(OSError):  # it is gone or a file now, or its time cannot be set; it is then listed each time
            os.utime(f"{folder}/{path}/", ns=(time, time))


def flush(folder: Path, paths: Iterable[str]) -> None:
    """Make sure that the files in ``folder``, of which ``paths`` are new, outlive a power failure."""
    rest = iter(paths)
    new = list(islice(rest, _FEW + 1))
    if len(new) > _FEW and hasattr(os, "sync"):  # Windows has none, and cannot flush folders either
        os.sync()
        return
    parents = {str(parent) for path in new for parent in PurePosixPath(path).parents}
    for path in chain(new, rest, sorted(parents)):
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
