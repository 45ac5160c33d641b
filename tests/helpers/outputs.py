"""A small finished site, and what tests ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.storage.manifest import MANIFEST, listed_in, open_manifest
from sitegen.storage.output import Outcome, open_output

FILES = {"a.html": b"a", "b/b.html": b"b", "b/c/c.html": b"c"}


def content(folder: Path) -> dict[str, bytes]:
    """All files in a folder but for the manifest."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def listed_files(folder: Path) -> dict[str, bytes]:
    """The digests of the files that a folder's manifest says are ours; none if it has no manifest."""
    with open_manifest(folder) as manifest:
        return dict(listed_in(manifest)) if manifest else {}


def state_of(public: Path, state: Path) -> str | None:
    with open_output(public, state) as output:
        return output.state


def intact(public: Path, state: Path) -> str | None:
    with open_output(public, state) as output:
        return output.intact


def commit(folder: Path, files: Mapping[str, bytes], state: Path) -> Outcome:
    """Make ``folder`` hold ``files``, whose paths are relative to it and use slashes."""
    with open_output(folder, state) as output:
        for path in sorted(files):
            output.put(path, files[path])
        return output.commit()
