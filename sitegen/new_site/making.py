"""A folder becomes a site that can be built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path, PurePosixPath

from sitegen.errors import SitegenError
from sitegen.settings.site import SETTINGS_FILE

EXAMPLE = "seeds/bus-perpustakaan.txt"
_FILES: Mapping[str, str] = {
    SETTINGS_FILE: SETTINGS_FILE,
    EXAMPLE: "bus-perpustakaan.txt",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".github/workflows/publish.yml": "publish.yml",
}
"""The template's file for each path in a new site. Names without a dot: in this project, they must have no effect."""
_NAME = "TITLE"
"""In the template, stands for the site's name."""


def make_site(folder: Path, *, example: bool = True) -> tuple[str, ...]:
    """Make a site in a folder that is new or empty, and return the paths in it. Hidden files there do not matter.

    Without ``example``, the site has no story.

    Raises:
        SitegenError: something is there already, or cannot be written; nothing is left of the site then.
    """
    _check_empty(folder)
    paths = tuple(path for path in _FILES if example or path != EXAMPLE)
    title = _title(folder)
    made: list[Path] = []
    try:
        for path in paths:
            target = folder / path
            _make_folder(target.parent, made)
            text = resources.files(__package__).joinpath("template", _FILES[path]).read_text(encoding="utf-8")
            with target.open("x", encoding="utf-8", newline="\n") as file:
                made.append(target)
                file.write(text.replace(f'"{_NAME}"', json.dumps(title, ensure_ascii=False)).replace(_NAME, title))
    except OSError as error:
        _take_back(made)
        raise SitegenError(f"cannot be made: {error.strerror or error}", folder) from error
    return paths


def _check_empty(folder: Path) -> None:
    remedy = "name a folder that is new or empty"
    try:
        if folder.exists() and not folder.is_dir():
            raise SitegenError(f"is a file; {remedy}", folder)
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", folder) from error
    ours = {PurePosixPath(path).parts[0] for path in _FILES}
    if there := [name for name in names if not name.startswith(".") or name in ours]:
        more = f" and {len(there) - 1:,} more" if len(there) > 1 else ""
        raise SitegenError(f"is not empty (it has {there[0]}{more}), and nothing was made; {remedy}", folder)


def _title(folder: Path) -> str:
    """The folder's name as the name of a site."""
    words = folder.resolve().name.replace("-", " ").replace("_", " ").split()
    title = " ".join(word[:1].upper() + word[1:] for word in words)
    return title if title and title.isprintable() else "Cermin Berita"


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        made.append(path)


def _take_back(made: list[Path]) -> None:
    for path in reversed(made):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
