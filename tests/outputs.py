"""A small finished site, and what tests ask about it."""

from __future__ import annotations

from pathlib import Path

from sitegen.output.commit import open_output

FILES = {"a.html": b"a", "b/b.html": b"b", "b/c/c.html": b"c"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def state_of(public: Path, state: Path) -> str | None:
    with open_output(public, state) as output:
        return output.state


def intact(public: Path, state: Path) -> str | None:
    with open_output(public, state) as output:
        return output.intact
