"""Scans the output folder for sitegen's files and for changes by others."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.storage.manifest import MANIFEST, digest_of
from sitegen.storage.record import OutputCache
from sitegen.storage.run_tables import Entry


@dataclass(frozen=True)
class OutputScan:
    """What has become of the files of ours: ``count`` of them have the bytes that sitegen gave them, ``lost`` do not.

    Which those are, and which of the others have another time than was known, stands in the tables ``lost`` and
    ``touched`` of `RunTables`. ``tops`` are the folders at the top in which files of ours belong.
    """

    count: int
    lost: int
    tops: frozenset[str]


def scan(folder: Path, cache: OutputCache) -> OutputScan:
    """Look at every file of ours in ``folder``; only those whose size or time is another are read.

    Raises:
        SitegenError: a file cannot be read.
    """
    count = 0
    tops: set[str] = set()
    top = "/"
    start = f"{folder}/"
    look = os.lstat

    def others() -> Iterator[tuple[str, os.stat_result | None]]:
        """The files that are not there or not as they were. This loop runs for millions of files."""
        nonlocal count, top
        for path, size, modified in cache.files():
            if not path.startswith(top):
                name, slash, _ = path.partition("/")
                if slash:
                    top = f"{name}/"
                    tops.add(name)
            try:
                status = look(start + path)
            except OSError as error:
                _expect_gone(error, start + path)
                yield path, None
                continue
            if status.st_mtime_ns == modified and status.st_size == size and stat.S_ISREG(status.st_mode):
                count += 1
            else:
                yield path, status

    cache.run.find(_compared(folder, cache, others()))
    touched, lost = cache.run.count("touched"), cache.run.count("lost")
    return OutputScan(count + touched, lost, frozenset(tops))


def _compared(
    folder: Path, cache: OutputCache, others: Iterable[tuple[str, os.stat_result | None]]
) -> Iterator[tuple[str, Entry | bool]]:
    """Yield of each of the files the entry, if it has our bytes, or else whether somebody changed it."""
    for path, status in others:
        if status is None or stat.S_ISDIR(status.st_mode):
            yield path, False
            continue
        known = cache.digest(path)
        if known and stat.S_ISREG(status.st_mode) and _digest(folder / path) == known:
            yield path, Entry(known, status.st_size, status.st_mtime_ns)
        else:
            yield path, True


def unmanaged_files(folder: Path, cache: OutputCache, tops: Collection[str], *, thorough: bool) -> set[str]:
    """Return the files and links in ``folder`` that sitegen did not put there, according to ``cache``.

    The table ``listed`` of `RunTables` has the subfolders that were listed, with the times that they had before. In a
    folder that is not as the cache knows it, that is all; otherwise those in which names have come or gone since: of
    all subfolders if ``thorough``, else of those in ``tops``, where stories come and go.

    Raises:
        SitegenError: the folder cannot be read.
    """
    known = cache.foreign()
    theirs = folders_above(known)
    subfolders: Iterable[str]
    if thorough or not cache.known:
        subfolders = chain(folders_of(cache.paths()), (path for path in theirs if not cache.is_folder(path)))
    else:
        subfolders = {*tops, *(path.partition("/")[0] for path in known if "/" in path)}
    cache.run.list_folders(_times(folder, subfolders, but=cache.folder_time if cache.known else None))
    found = {path for path in known if cache.digest(path) is None and _is_file_or_link(f"{folder}/{path}")}
    for path in chain([""], (f"{path}/" for path, _ in cache.run.listed())):
        found.update(_newcomers(folder, path, theirs, cache))
    return found - {MANIFEST}


def _times(folder: Path, subfolders: Iterable[str], but: int | None) -> Iterator[tuple[str, int]]:
    """The modification times of those subfolders that are there and have another than ``but``."""
    start = f"{folder}/"
    for path in subfolders:
        try:
            status = os.lstat(start + path)
        except OSError as error:
            _expect_gone(error, start + path)
            continue
        if status.st_mtime_ns != but and stat.S_ISDIR(status.st_mode):
            yield path, status.st_mtime_ns


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


def folders_of(paths: Iterable[str]) -> Iterator[str]:
    """Yield the folders above ``paths``, without the outermost, once each. The paths have to be sorted.

    >>> list(folders_of(["a/b/c", "a/b/d", "a/b-c", "e", "f/g"]))
    ['a/b', 'a', 'f']
    """
    last = ""
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder != last:
            new = folder
            while new and not f"{last}/".startswith(f"{new}/"):
                yield new
                new = new.rpartition("/")[0]
            last = folder


def _newcomers(folder: Path, subfolder: str, theirs: Collection[str], cache: OutputCache) -> Iterator[str]:
    """The files in a subfolder, not below it, that are not ours, and all in new subfolders."""
    for item in _items(folder, subfolder):
        path = subfolder + item.name
        if not item.is_dir(follow_symlinks=False):
            if cache.digest(path) is None:
                yield path
        elif path not in theirs and not cache.is_folder(path):
            yield from _files_below(folder, f"{path}/")


def _files_below(folder: Path, subfolder: str) -> Iterator[str]:
    for item in _items(folder, subfolder):
        path = subfolder + item.name
        if item.is_dir(follow_symlinks=False):
            yield from _files_below(folder, f"{path}/")
        else:
            yield path


def _items(folder: Path, subfolder: str) -> Iterator[os.DirEntry[str]]:
    place = f"{folder}/{subfolder}"
    try:
        with os.scandir(place) as items:
            yield from items
    except OSError as error:
        _expect_gone(error, place)


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
