"""What is in the folder of the finished site now: what sitegen left there, and what somebody else did to it."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.output.record import Entry, OutputRecord, digest_of
from sitegen.output.staging import FOLDER_TIME


@dataclass(frozen=True)
class Survey:
    """What has become of the files of ours, by path; ``count`` of them have the bytes that sitegen gave them.

    Of these, ``touched`` have another time. ``gone`` are not there, and of ``changed``, somebody else made the bytes.
    """

    count: int
    touched: dict[str, Entry]
    gone: frozenset[str]
    changed: frozenset[str]


def survey(folder: Path, record: OutputRecord) -> Survey:
    """Look at every file of ours in ``folder``; only those whose size or time is another are read.

    Raises:
        SitegenError: a file cannot be read.
    """
    count = 0
    unsure: dict[str, tuple[os.stat_result, int]] = {}
    gone: set[str] = set()
    start = f"{folder}/"
    for path, size, modified in record.files():
        try:
            status = os.lstat(start + path)
        except OSError as error:
            _expect_gone(error, start + path)
            gone.add(path)
            continue
        if status.st_mtime_ns == modified and status.st_size == size and stat.S_ISREG(status.st_mode):
            count += 1
        else:
            unsure[path] = status, size
    touched: dict[str, Entry] = {}
    changed: set[str] = set()
    for path, (status, size) in unsure.items():
        if stat.S_ISDIR(status.st_mode):
            gone.add(path)
            continue
        digest = _digest(folder / path) if stat.S_ISREG(status.st_mode) and status.st_size == size else None
        if digest and digest == record.digest(path):
            touched[path] = Entry(digest, size, status.st_mtime_ns)
        else:
            changed.add(path)
    return Survey(count + len(touched), touched, frozenset(gone), frozenset(changed))


def foreign_files(folder: Path, record: OutputRecord) -> set[str]:
    """Return the paths of files and links in ``folder``, published by ``record``, that sitegen did not put there.

    Only subfolders in which names have come or gone since are listed.

    Raises:
        SitegenError: the folder cannot be read.
    """
    known = record.foreign()
    found = {path for path in known if _is_file_or_link(f"{folder}/{path}")}
    subfolders = folders_above(record.paths()) | folders_above(known)
    found.update(_newcomers(folder, "", subfolders, record))
    start = f"{folder}/"
    for path in subfolders:
        try:
            status = os.lstat(start + path)
        except OSError as error:
            _expect_gone(error, start + path)
            continue
        if status.st_mtime_ns != FOLDER_TIME and stat.S_ISDIR(status.st_mode):
            found.update(_newcomers(folder, f"{path}/", subfolders, record))
    return found


def folders_above(paths: Iterable[str]) -> set[str]:
    """Return the folders above ``paths``, without the outermost."""
    found: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found


def files_below(folder: Path, subfolder: str = "") -> list[str]:
    """Return the paths of all files and links in a folder; those of a subfolder, if one is named with its slash.

    Raises:
        SitegenError: the folder cannot be read.
    """
    found: list[str] = []
    for item in _items(folder, subfolder):
        path = subfolder + item.name
        found += files_below(folder, f"{path}/") if item.is_dir(follow_symlinks=False) else [path]
    return found


def _newcomers(folder: Path, subfolder: str, subfolders: Collection[str], record: OutputRecord) -> list[str]:
    """The files in a subfolder, not below it, that the record does not know, and all in unknown subfolders."""
    found: list[str] = []
    for item in _items(folder, subfolder):
        path = subfolder + item.name
        if item.is_dir(follow_symlinks=False):
            if path not in subfolders:
                found += files_below(folder, f"{path}/")
        elif record.digest(path) is None:
            found.append(path)
    return found


def _items(folder: Path, subfolder: str) -> list[os.DirEntry[str]]:
    place = f"{folder}/{subfolder}"
    try:
        with os.scandir(place) as items:
            return list(items)
    except OSError as error:
        _expect_gone(error, place)
        return []


def _is_file_or_link(path: str) -> bool:
    try:
        return not stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError as error:
        _expect_gone(error, path)
        return False


def _digest(path: Path) -> bytes:
    try:
        return digest_of(path.read_bytes())
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}", path) from error


def _expect_gone(error: OSError, path: str) -> None:
    """Raise unless the error says that there is nothing of that name."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise SitegenError(f"cannot be read: {error.strerror}", Path(path)) from error
