"""Unused files below ``content/`` and ``seeds/``, which are reported so that none is ignored silently."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sitegen.content.places import SUFFIXES, is_left_out
from sitegen.errors import Problem
from sitegen.seeds.formats.registry import format_of
from sitegen.settings.site import Site

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif", ".bmp", ".tif", ".tiff", ".heic")


def unused_files(site: Site) -> tuple[list[Problem], list[Path]]:
    """Return warnings of files that are no articles, pictures or seeds, and the files that were left out as nobody's.

    The latter are notes such as README.md, hidden files, and what editors keep beside a file.
    """
    problems: list[Problem] = []
    left_out: list[Path] = []
    content, seeds = site.root / "content", site.seeds
    folders = {lang: site.content(lang) for lang in site.languages}
    for path in _files(content):
        if is_left_out(path.name):
            left_out.append(path)
        elif path.name.endswith(SUFFIXES):
            if not any(path.is_relative_to(folder) for folder in folders.values()):
                names = " or ".join(f"content/{lang}/" for lang in folders)
                problems.append(_unused(path, f"is in the folder of no language of this site; move it to {names}"))
        elif path.suffix.lower() in SUFFIXES:
            problems.append(_unused(path, f"is no article as it is named; name it {path.stem}.md"))
        elif path.suffix.lower() not in PICTURES:
            problems.append(_unused(path, "is no article, which ends in .md, and no picture; move it out of content/"))
    for path in _files(seeds):
        if format_of(path) and not path.name.startswith("."):
            continue
        if is_left_out(path.name):
            left_out.append(path)
        else:
            problems.append(_unused(path, "is no seed; save it as .txt, or move it out of seeds/"))
    return problems, left_out


def _unused(path: Path, message: str) -> Problem:
    return Problem(message, path, severity="warning")


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, sorted; what is in hidden folders is that of programs."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place) / name for name in sorted(names))
