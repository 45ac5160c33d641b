"""The path of a request becomes a file of the finished site, and never one outside of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from sitegen.rendering.addresses import INDEX


@dataclass(frozen=True)
class Elsewhere:
    """The page is at another path."""

    path: str


def find(public: Path, base_path: str, raw_path: bytes) -> Path | Elsewhere | None:
    """Return the file that a static host with ``public`` at ``base_path`` would answer with.

    ``raw_path`` is the path as it came, still percent-encoded. None stands for a path that has no file, or that is not
    plainly the path of one: its parts are decoded once, and none may be a step upwards or hold another separator.
    """
    names = _names(raw_path)
    base = _names(base_path.encode()) or ("",)
    if names is None:
        return None
    if raw_path == b"/" and names != base:
        return Elsewhere(base_path)
    if (*names, "") == base:
        return Elsewhere(base_path)
    if names[: len(base) - 1] != base[:-1]:
        return None
    return _file(public, names[len(base) - 1 :], raw_path)


def _file(public: Path, names: tuple[str, ...], raw_path: bytes) -> Path | Elsewhere | None:
    *folders, last = names
    path = _inside(public, (*folders, last or INDEX))
    if path is None:
        return None
    if path.is_dir():
        # The folder's links are relative to the address with the slash.
        return Elsewhere(f"{raw_path.decode('ascii')}/") if last and (path / INDEX).is_file() else None
    return path if path.is_file() else None


def _names(raw_path: bytes) -> tuple[str, ...] | None:
    """The names in a path, the last one empty if it ends with a slash; None if one cannot be a name in the site."""
    first, *parts = raw_path.split(b"/")
    try:
        names = tuple(unquote_to_bytes(part).decode() for part in parts)
    except UnicodeDecodeError:
        return None
    if first or not names or not all(map(_is_name, names[:-1])) or not (names[-1] == "" or _is_name(names[-1])):
        return None
    return names


def _is_name(name: str) -> bool:
    # Windows takes a name of dots and spaces for a step, and a colon for a drive or a stream.
    return bool(name.strip(". ")) and name.isprintable() and not set(name) & set("/\\:")


def _inside(public: Path, names: tuple[str, ...]) -> Path | None:
    """The file or folder, with symbolic links followed; None if it is not there or not in ``public``."""
    try:
        root = public.resolve(strict=True)
        path = root.joinpath(*names).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle, before Python 3.13
        return None
    return path if path.is_relative_to(root) else None
