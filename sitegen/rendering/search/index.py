"""Search: a page in each language, and the index that Pagefind makes of the finished articles.

Pagefind is a program of its own, which comes with ``pagefind_bin``. It reads HTML and leaves a folder of small files of
which a browser loads the few that a search needs (https://pagefind.app/docs/). What it takes from a page, the template
says with ``data-pagefind-…``.

It can only make an index anew, with memory for all of its pages. So each language has an index of its own, and that of
many articles is made in parts, among which the articles are spread by their paths: after an edit, one part is made
again. Pagefind puts their results together in the browser (https://pagefind.app/docs/multisite/).

The Indonesian index is made without Pagefind's stemmer, of pages that say the roots of their words (``search_words``).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from pagefind_bin import get_executable

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.addresses import search_part_path, search_path
from sitegen.rendering.page import Page
from sitegen.rendering.search.words import unmarked_fragment, with_roots
from sitegen.rendering.site_context import PageMeta
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.views import SearchView
from sitegen.storage.staging import link

_BODY = b"data-pagefind-body"
_NO_WORDS = "not able to build an index"
"""What Pagefind says where none of the pages has a word in it."""
_NO_TEXT = ".doubt"  # what sentences say of themselves
_FRAGMENTS = "fragment/"
_SYSTEM = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
"""Without it, Windows starts hardly any program."""
_PROGRAMS = frozenset({"pagefind.js", "pagefind-worker.js"})
"""What pages need besides the index; Pagefind also writes user interfaces, of which we have our own."""
_WITH_ROOTS = "id"
"""The language whose pages say the roots of their words, instead of being stemmed."""
_UNSTEMMED = "ind"
"""What Pagefind is told of its language: a code that it has no stemmer for."""
PAGES_IN_A_PART = 800
"""With more articles in a language, its index has more parts."""
MOST_PARTS = 32
"""Each part costs a reader two small requests, and one for each word."""
PAGES_AT_ONCE = 4000
"""Pagefind takes some 0.1 MB for each page that it works on."""


def count_of_parts(articles: int) -> int:
    """Return how many parts the index of so many articles has: a power of two, so that it seldom changes."""
    return min(MOST_PARTS, 1 << ((articles - 1) // PAGES_IN_A_PART).bit_length()) if articles else 0


def search_pages(publication: SiteIndex) -> Iterator[Page]:
    """Yield the search page of each language, if the site has a search."""
    if not publication.site.search:
        return
    paths = {edition.lang: search_path(edition.lang) for edition in publication.editions}
    counts = search_parts(publication)
    for edition in publication.editions:
        folders = (search_part_path(edition.lang, number) for number in range(1, counts[edition.lang] + 1))
        index, *more = [publication.addresses.link(f"{folder}/") for folder in folders] or [""]
        head = PageMeta(
            kind="search",
            title=edition.title,
            description=edition.description,
            path=paths[edition.lang],
            twins=paths,
        )
        yield Page(
            paths[edition.lang], "search.html", edition.lang, head, {"search": SearchView(index or None, tuple(more))}
        )


def search_parts(publication: SiteIndex) -> dict[str, int]:
    """Return how many parts the index of each language has. An original that stands in is found only as itself."""
    return {lang: count_of_parts(lists.own) for lang, lists in publication.lists.items()}


def part_of(path: str, counts: Mapping[str, int]) -> str:
    """Return the folder of the part of the index that has a page; ``counts`` are the numbers of parts by language.

    A page that is in no language's folder counts as one of the first language.
    """
    folder, _, name = path.partition("/")
    lang = folder if folder in counts else next(iter(counts))
    return search_part_path(lang, zlib.crc32(name.encode(errors="surrogatepass")) % max(1, counts[lang]) + 1)


def is_searched(path: str, data: bytes) -> bool:
    """Tell whether the search finds a file of the finished site: a page with ``data-pagefind-body``."""
    return path.endswith(".html") and _BODY in data


def make_index(folder: str, pages: Mapping[str, Path], place: Path) -> None:
    """Make the part of the search index that has ``folder`` in the finished site, for `index_files`.

    ``pages`` are the files that the search finds: where they are now, by their paths in the finished site. The same
    pages always give the same index, byte for byte. ``place`` is an empty folder, on the same disk.

    Raises:
        SitegenError: the index cannot be made.
    """
    rooted = _is_rooted(folder)
    for path, file in pages.items():
        copy = place / "site" / path
        if rooted:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(with_roots(file.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            link(file, copy)
    if pages:
        _run_pagefind(place, ["--force-language", _UNSTEMMED] if rooted else [])
        shutil.rmtree(place / "site")


def index_files(folder: str, place: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the part of the search index that was made at a place, by their paths in the finished site.

    Raises:
        SitegenError: Pagefind has written something else.
    """
    index = place / "index"
    for file in sorted(file for file in index.rglob("*") if file.is_file()):
        path = file.relative_to(index).as_posix()
        if _is_needed(path, folder):
            data = _repeatable(file)
            if _is_rooted(folder) and path.startswith(_FRAGMENTS):
                try:
                    data = unmarked_fragment(data)
                except ValueError as error:
                    raise _failed(str(error)) from error
            yield f"{folder}/{path}", data


def _is_rooted(folder: str) -> bool:
    return folder.startswith(search_part_path(_WITH_ROOTS, 1).removesuffix("1"))


def _is_needed(path: str, folder: str) -> bool:
    """Tell whether pages ask for a file of the index. Programs are those of a language's first part."""
    file = PurePosixPath(path)
    if file.suffix in {".js", ".css", ".pagefind"}:
        return folder.endswith("-1") and (file.name in _PROGRAMS or file.suffix == ".pagefind")
    return True


def _run_pagefind(folder: Path, options: list[str]) -> None:
    """Make the index of the pages in ``folder / "site"``; there is none if they have no words."""
    command = [
        get_executable(),
        "--site",
        "site",
        "--output-path",
        "index",
        "--exclude-selectors",
        _NO_TEXT,
        "--silent",
        *options,
    ]
    try:
        # In an empty folder and without an environment, it has no settings but these.
        finished = subprocess.run(  # noqa: S603
            command,
            cwd=folder,
            env=_SYSTEM,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise _failed(str(error.strerror)) from error
    if _NO_WORDS in finished.stdout + finished.stderr:
        shutil.rmtree(folder / "index", ignore_errors=True)
    elif finished.returncode != 0:
        raise _failed(finished.stderr or finished.stdout)


def _repeatable(path: Path) -> bytes:
    """The bytes of a file of the index. Pagefind lists the languages now in one order, now in another."""
    data = path.read_bytes()
    return json.dumps(json.loads(data), sort_keys=True).encode() if path.suffix == ".json" else data


def _failed(reason: str) -> SitegenError:
    return SitegenError(
        say("the search index cannot be made: {reason}; without one, set search = false", reason=reason.strip())
    )
