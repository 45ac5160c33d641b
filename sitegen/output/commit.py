"""Bringing the folder of the finished site up to date with as few changes as possible."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from sitegen.errors import Problem, SitegenError
from sitegen.files import write_if_changed

MANIFEST = "output.json"
"""In the state folder: the path and SHA-256 of every file that the last commit left in the output folder."""


@dataclass(frozen=True)
class Outcome:
    """How many files a commit wrote, removed and found as they should be."""

    written: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]


def commit(folder: Path, files: Mapping[str, bytes], state: Path) -> Outcome:
    """Make ``folder`` hold ``files``, whose paths are relative to it and use slashes.

    Only what changed is written. Files of an earlier commit that are no longer in ``files`` are removed, and folders
    that this leaves empty. Files that sitegen did not make stay, also where somebody has replaced one of ours.

    Raises:
        SitegenError: a path leads out of the folder, in which case nothing is written, or a file cannot be written.
    """
    inside = _Folder(folder)
    targets = {path: inside.target(path) for path in sorted(files)}
    manifest = state / MANIFEST
    before = _read_manifest(manifest)
    after = {path: hashlib.sha256(files[path]).hexdigest() for path in targets}
    stale = {path: digest for path, digest in before.items() if path not in after}
    if stale:  # known until they are gone, should we be stopped in between
        _write_manifest(manifest, {**stale, **after})
    written = sum(write_if_changed(target, files[path]) for path, target in targets.items())
    problems: list[Problem] = []
    removed = sum(_remove(inside, path, digest, problems) for path, digest in sorted(stale.items()))
    _write_manifest(manifest, after)
    return Outcome(written, removed, len(targets) - written, tuple(problems))


class _Folder:
    """A folder that paths must not leave."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.resolved = folder.resolve()
        self._resolve = cache(Path.resolve)

    def target(self, path: str) -> Path:
        parts = PurePosixPath(path).parts
        target = self.folder / path
        plain = parts and not PurePosixPath(path).is_absolute() and not {"..", "."}.intersection(parts)
        if not plain or any(character in path for character in "\\\0:"):
            raise SitegenError(f"{path!r} is not a path in the folder of the finished site", self.folder)
        if not self._resolve(target.parent).is_relative_to(self.resolved):
            raise SitegenError("leads out of the folder of the finished site; remove the symbolic link", target.parent)
        return target


def _remove(inside: _Folder, path: str, digest: str, problems: list[Problem]) -> bool:
    try:
        target = inside.target(path)
    except SitegenError:  # not ours any more: somebody put a link in its place
        return False
    try:
        if not target.is_file() or target.is_symlink():
            return False
        if hashlib.sha256(target.read_bytes()).hexdigest() != digest:
            message = "belongs to no page any more, but somebody has changed it; remove it if it is not needed"
            problems.append(Problem(message, target, severity="warning"))
            return False
        target.unlink()
        _remove_empty(target.parent, inside.folder)
    except OSError as error:
        raise SitegenError(f"cannot be removed: {error.strerror or error}", target) from error
    return True


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _read_manifest(path: Path) -> dict[str, str]:
    """The manifest; empty where there is none or it cannot be understood, so that nothing is removed."""
    try:
        values = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {path: digest for path, digest in values.items() if isinstance(digest, str)}


def _write_manifest(path: Path, digests: Mapping[str, str]) -> None:
    write_if_changed(path, json.dumps(digests, indent=0, sort_keys=True).encode())
