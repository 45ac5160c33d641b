"""Where articles' files are: anywhere below the folder of their language, each with a name of its own.

Folders are listed once for as long as they do not change, so that finding one article of many thousands costs little.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.storage.files import signature

SUFFIXES = (".md", ".markdown")
"""Of articles' files."""
_NOTES = frozenset({"README", "LICENSE", "LICENCE", "CHANGELOG", "CONTRIBUTING"})
_OF_EDITORS = (".bak", ".orig", ".rej", ".swp", ".swo", ".tmp", ".old", "~")
RECENT = 2_000_000_000
"""Nanoseconds: the coarsest file systems count in steps of two seconds."""
_NOTHING_THERE = (FileNotFoundError, NotADirectoryError)


class _Listing(NamedTuple):
    """The folders in a folder, and the names of the articles' files there, by slug."""

    folders: tuple[str, ...]
    names: dict[str, tuple[str, ...]]


def is_left_out(name: str) -> bool:
    """Tell whether a file is ignored: hidden, notes such as README.md, or an editor's copy."""
    stem = name.partition(".")[0]
    is_copy = name.endswith(_OF_EDITORS) or name.startswith((".", "~$", "#"))
    return is_copy or stem in _NOTES or stem.casefold() == "readme"


def is_article(name: str) -> bool:
    """Tell whether a file with this name, below the folder of a language, is an article's."""
    return name.endswith(SUFFIXES) and not is_left_out(name)


def article_paths(folder: Path, slug: str) -> list[Path]:
    """Return the files of an article below the folder of a language: one, unless people gave two the same name.

    Raises:
        SitegenError: a folder cannot be read.
    """
    return [place / name for place, listing in _listings(folder) for name in listing.names.get(slug, ())]


def article_path(site: Site, lang: str, slug: str) -> Path:
    """Return where an article is kept, or would be: a translation in the folder of the same name as its original's.

    Raises:
        SitegenError: a folder cannot be read.
    """
    folder = site.content(lang)
    if found := article_paths(folder, slug):
        return found[0]
    original = site.content(site.original_language)
    if lang != site.original_language and (there := article_paths(original, slug)):
        folder = folder / there[0].parent.relative_to(original)
    return folder / f"{slug}.md"


def all_article_paths(folder: Path) -> list[Path]:
    """Return the articles' files below the folder of a language, sorted by path.

    Raises:
        SitegenError: a folder cannot be read.
    """
    return sorted(
        place / name for place, listing in _listings(folder) for names in listing.names.values() for name in names
    )


def article_signatures(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the slug and the signature of each article's file below the folder of a language (see `signature`).

    Raises:
        SitegenError: a folder cannot be read.
    """
    for place, listing in _listings(folder):
        start = f"{place}/"
        for slug, names in listing.names.items():
            for name in names:
                with contextlib.suppress(OSError):  # it has gone in this moment
                    yield slug, signature(os.stat(start + name))  # noqa: PTH116  # a path for each would take as long again


def check_is_alone(path: Path, folder: Path) -> None:
    """See to it that no other article below the ``folder`` of a language has the name, and so the slug, of this one.

    Raises:
        SitegenError: another one has; the message names both.
    """
    for other in article_paths(folder, path.stem):
        if other != path:
            shown = other.relative_to(folder.parent.parent).as_posix()
            message = say(
                "has the same name as {other}, and so the same address; give one of them another name", other=shown
            )
            raise SitegenError(message, path)


def _listings(folder: Path) -> Iterator[tuple[Path, _Listing]]:
    try:
        modified = folder.stat().st_mtime_ns
        # A folder that was changed just now may be changed again in the same moment, as its time is counted.
        is_recent = time.time_ns() - modified < RECENT
        listing = (_listing.__wrapped__ if is_recent else _listing)(str(folder), modified)
    except _NOTHING_THERE:
        return
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), folder) from error
    yield folder, listing
    for name in listing.folders:
        yield from _listings(folder / name)


@lru_cache(maxsize=4096)
def _listing(folder: str, _modified: int) -> _Listing:
    folders: list[str] = []
    names: dict[str, tuple[str, ...]] = {}
    with os.scandir(folder) as items:
        for item in sorted(items, key=lambda item: item.name):
            if item.is_dir(follow_symlinks=False):
                folders += [] if item.name.startswith(".") else [item.name]
            elif is_article(item.name):
                slug = item.name.rpartition(".")[0]
                names[slug] = (*names.get(slug, ()), item.name)
    return _Listing(tuple(folders), names)
