"""Scans the output folder for sitegen's files and for changes by others."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.storage.manifest import MANIFEST, digest_of
from sitegen.storage.record import Entry, OutputCache


@dataclass(frozen=True)
class OutputScan:
    """What has become of the files of ours, by path; ``count`` of them have the bytes that sitegen gave them.

    Of these, ``touched`` have another time than was known. ``gone`` are not there, and of ``changed``, somebody else
    made the bytes. ``tops`` are the folders at the top in which files of ours belong.
    """

    count: int
    touched: dict[str, Entry]
    gone: frozenset[str]
    changed: frozenset[str]
    tops: frozenset[str]


def scan(folder: Path, cache: OutputCache) -> OutputScan:
    """Look at every file of ours in ``folder``; only those whose size or time is another are read.

    Raises:
        SitegenError: a file cannot be read.
    """
    count = 0
    unsure: dict[str, os.stat_result] = {}
    gone: set[str] = set()
    tops: set[str] = set()
    top = "/"
    start = f"{folder}/"
    for path, size, modified in cache.files():
        if not path.startswith(top):
            name, slash, _ = path.partition("/")
            if slash:
                top = f"{name}/"
                tops.add(name)
        try:
            status = os.lstat(start + path)
        except OSError as error:
            _expect_gone(error, start + path)
            gone.add(path)
            continue
        if status.st_mtime_ns == modified and status.st_size == size and stat.S_ISREG(status.st_mode):
            count += 1
        else:
            unsure[path] = status
    touched: dict[str, Entry] = {}
    changed: set[str] = set()
    known = cache.digests() if unsure else {}
    for path, status in unsure.items():
        if stat.S_ISDIR(status.st_mode):
            gone.add(path)
        elif stat.S_ISREG(status.st_mode) and _digest(folder / path) == known[path]:
            touched[path] = Entry(known[path], status.st_size, status.st_mtime_ns)
        else:
            changed.add(path)
    return OutputScan(count + len(touched), touched, frozenset(gone), frozenset(changed), frozenset(tops))


def unmanaged_files(
    folder: Path, cache: OutputCache, tops: Collection[str], *, thorough: bool
) -> tuple[set[str], dict[str, int]]:
    """Return the files and links in ``folder`` that sitegen did not put there, according to ``cache``.

    Also return the subfolders that were listed, with the times that they had before. In a folder that is not as the
    cache knows it, that is all; otherwise those in which names have come or gone since: of all subfolders if
    ``thorough``, else of those in ``tops``, where stories come and go.

    Raises:
        SitegenError: the folder cannot be read.
    """
    known = cache.foreign()
    subfolders = {*tops, *(path.partition("/")[0] for path in known if "/" in path)}
    listed = {} if thorough or not cache.known else _times(folder, subfolders, but=cache.folder_time)
    ours: Collection[str] | None = None
    if thorough or not cache.known or listed:
        ours = frozenset(cache.paths())
        subfolders = folders_above(ours) | folders_above(known)
    if thorough or not cache.known:
        listed = _times(folder, subfolders, but=cache.folder_time if cache.known else None)
    found = {path for path in known if _is_file_or_link(f"{folder}/{path}")}
    for path in ("", *(f"{path}/" for path in listed)):
        found.update(_newcomers(folder, path, subfolders, ours))
    return {path for path in found if path != MANIFEST and cache.digest(path) is None}, listed


def _times(folder: Path, subfolders: Iterable[str], but: int | None = None) -> dict[str, int]:
    """The modification times of those subfolders that are there and have another than ``but``."""
    start = f"{folder}/"
    found: dict[str, int] = {}
    for path in subfolders:
        try:
            status = os.lstat(start + path)
        except OSError as error:
            _expect_gone(error, start + path)
            continue
        if status.st_mtime_ns != but and stat.S_ISDIR(status.st_mode):
            found[path] = status.st_mtime_ns
    return found


def signature_in(folder: Path, path: str) -> str:
    """Return a file's signature, which changes whenever somebody changes it; empty if it is gone."""
    try:
        status = os.lstat(f"{folder}/{path}")
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


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


def _newcomers(folder: Path, subfolder: str, subfolders: Collection[str], ours: Collection[str] | None) -> list[str]:
    """The files in a subfolder, not below it, that are not ours as far as that is given, and all in new subfolders."""
    found: list[str] = []
    for item in _items(folder, subfolder):
        path = subfolder + item.name
        if item.is_dir(follow_symlinks=False):
            if path not in subfolders:
                found += files_below(folder, f"{path}/")
        elif ours is None or path not in ours:
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
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), path) from error


def _expect_gone(error: OSError, path: str) -> None:
    """Raise unless the error says that there is nothing of that name."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), Path(path)) from error
