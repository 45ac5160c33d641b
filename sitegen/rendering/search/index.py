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
import subprocess
import tempfile
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
    return {
        lang: count_of_parts(sum(not card.stands_in for card in cards)) for lang, cards in publication.cards.items()
    }


def in_parts(searched: Mapping[str, bytes], counts: Mapping[str, int]) -> dict[str, dict[str, bytes]]:
    """Return the pages that the search finds, by the folder of the part of the index that has them, both sorted.

    ``searched`` are given by path with their digests, ``counts`` are the numbers of parts by language. A page that is
    in no language's folder counts as one of the first language.
    """
    found: dict[str, dict[str, bytes]] = {}
    for path, digest in sorted(searched.items()):
        lang = path.partition("/")[0]
        if lang not in counts:
            lang = next(iter(counts))
        number = zlib.crc32(path.partition("/")[2].encode(errors="surrogatepass")) % max(1, counts[lang]) + 1
        found.setdefault(search_part_path(lang, number), {})[path] = digest
    return dict(sorted(found.items()))


def is_searched(path: str, data: bytes) -> bool:
    """Tell whether the search finds a file of the finished site: a page with ``data-pagefind-body``."""
    return path.endswith(".html") and _BODY in data


def search_index(folder: str, pages: Mapping[str, Path], state: Path) -> Mapping[str, bytes]:
    """Return the files of a part of the search index by their paths in the finished site, where it has ``folder``.

    ``pages`` are the files that the search finds: where they are now, by their paths in the finished site. The same
    pages always give the same index, byte for byte. ``state`` is a folder for what is only needed meanwhile, on the
    same disk.

    Raises:
        SitegenError: the index cannot be made.
    """
    if not pages:
        return {}
    rooted = folder.startswith(search_part_path(_WITH_ROOTS, 1).removesuffix("1"))
    with tempfile.TemporaryDirectory(prefix="search-", dir=state) as name:
        for path, file in pages.items():
            place = Path(name) / "site" / path
            if rooted:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(with_roots(file.read_text(encoding="utf-8")), encoding="utf-8")
            else:
                link(file, place)
        index = _index(Path(name), ["--force-language", _UNSTEMMED] if rooted else [])
    try:
        return {
            f"{folder}/{path}": unmarked_fragment(data) if rooted and path.startswith(_FRAGMENTS) else data
            for path, data in index.items()
            if _is_needed(path, folder)
        }
    except ValueError as error:
        raise _failed(str(error)) from error


def _is_needed(path: str, folder: str) -> bool:
    """Tell whether pages ask for a file of the index. Programs are those of a language's first part."""
    file = PurePosixPath(path)
    if file.suffix in {".js", ".css", ".pagefind"}:
        return folder.endswith("-1") and (file.name in _PROGRAMS or file.suffix == ".pagefind")
    return True


def _index(folder: Path, options: list[str]) -> dict[str, bytes]:
    """The index of the pages in ``folder / "site"``."""
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
        return {}
    if finished.returncode != 0:
        raise _failed(finished.stderr or finished.stdout)
    files = sorted(path for path in (folder / "index").rglob("*") if path.is_file())
    return {path.relative_to(folder / "index").as_posix(): _repeatable(path) for path in files}


def _repeatable(path: Path) -> bytes:
    """The bytes of a file of the index. Pagefind lists the languages now in one order, now in another."""
    data = path.read_bytes()
    return json.dumps(json.loads(data), sort_keys=True).encode() if path.suffix == ".json" else data


def _failed(reason: str) -> SitegenError:
    return SitegenError(
        say("the search index cannot be made: {reason}; without one, set search = false", reason=reason.strip())
    )
