"""What is in the folder of the finished site now: what sitegen left there, and what somebody else did to it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.output.record import FOLDER, FOREIGN, Entry, digest_of, entry


@dataclass(frozen=True)
class Survey:
    """The files of a folder by path. ``ours`` are as sitegen left them; of ``changed``, somebody else made the bytes.

    ``foreign`` are all files and links that are not ours, ``changed`` among them.
    """

    ours: Mapping[str, Entry]
    foreign: frozenset[str]
    changed: frozenset[str]


def survey(folder: Path, entries: Mapping[str, Entry] | None) -> Survey:
    """Look at ``folder``, of which ``entries`` are recorded, or None if nothing is.

    Only subfolders in which names have come or gone since are listed again.

    Raises:
        SitegenError: the folder cannot be read.
    """
    if entries is None:
        return Survey({}, frozenset(_files_below(folder, "")), frozenset())
    ours: dict[str, Entry] = {}
    foreign: set[str] = set()
    changed: set[str] = set()
    for path, found in entries.items():
        status = _status(f"{folder}/{path}")
        if status is None:
            continue
        if found.digest == FOLDER:
            if status.st_mtime_ns != found.modified:
                foreign.update(_newcomers(folder, path, entries))
        elif found.digest == FOREIGN:
            if not stat.S_ISDIR(status.st_mode):
                foreign.add(path)
        elif stat.S_ISREG(status.st_mode) and _has_digest(folder / path, status, found):
            ours[path] = entry(found.digest, status)
        elif not stat.S_ISDIR(status.st_mode):
            changed.add(path)
    return Survey(ours, frozenset(foreign | changed), frozenset(changed))


def _has_digest(path: Path, status: os.stat_result, expected: Entry) -> bool:
    """Whether the file has the bytes that are recorded, which is only looked at if its size or time is another."""
    if (status.st_size, status.st_mtime_ns) == (expected.size, expected.modified):
        return True
    try:
        return status.st_size == expected.size and digest_of(path.read_bytes()) == expected.digest
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}", path) from error


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}", Path(path)) from error


def _newcomers(folder: Path, subfolder: str, entries: Mapping[str, Entry]) -> list[str]:
    """The files in a subfolder, not below it, that the record does not know, and all in unknown subfolders."""
    found: list[str] = []
    for item in _items(folder, subfolder):
        path = subfolder + item.name
        if item.is_dir(follow_symlinks=False):
            if f"{path}/" not in entries:
                found += _files_below(folder, f"{path}/")
        elif path not in entries:
            found.append(path)
    return found


def _files_below(folder: Path, subfolder: str) -> list[str]:
    found: list[str] = []
    for item in _items(folder, subfolder):
        path = subfolder + item.name
        found += _files_below(folder, f"{path}/") if item.is_dir(follow_symlinks=False) else [path]
    return found


def _items(folder: Path, subfolder: str) -> list[os.DirEntry[str]]:
    place = f"{folder}/{subfolder}"
    try:
        with os.scandir(place) as items:
            return list(items)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}", Path(place)) from error
