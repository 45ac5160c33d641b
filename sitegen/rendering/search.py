"""Search: a page in each language, and the index that Pagefind makes of the finished articles.

Pagefind is a program of its own, which comes with ``pagefind_bin``. It reads HTML, keeps an index for each ``lang`` of
a page, and leaves a folder of small files of which a browser loads the few that a search needs
(https://pagefind.app/docs/). What it takes from a page, the template says with ``data-pagefind-…``.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pagefind_bin import get_executable

from sitegen.errors import SitegenError
from sitegen.rendering.addresses import SEARCH_INDEX, search_path
from sitegen.rendering.pages import Page
from sitegen.rendering.publication import Publication
from sitegen.rendering.views import SearchView

_BODY = b"data-pagefind-body"
_NO_WORDS = "not able to build an index"
"""What Pagefind says where none of the pages has a word in it."""
_NO_TEXT = ".doubt"  # what sentences say of themselves
_PROGRAMS = frozenset({"pagefind.js", "pagefind-worker.js"})
"""What pages need besides the index; Pagefind also writes user interfaces, of which we have our own."""


def search_pages(publication: Publication) -> Iterator[Page]:
    """Yield the search page of each language, if the site has a search."""
    if not publication.site.search:
        return
    paths = {edition.lang: search_path(edition.lang) for edition in publication.editions}
    index = publication.addresses.link(f"{SEARCH_INDEX}/")
    for edition in publication.editions:
        context = publication.context(
            edition,
            kind="search",
            title=edition.title,
            description=edition.description,
            path=paths[edition.lang],
            twins=paths,
        )
        yield Page(paths[edition.lang], "search.html", edition.lang, {**context, "search": SearchView(index)})


def search_index(pages: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files of the search index by their paths in the finished site.

    ``pages`` are files of the finished site by their paths; those that have ``data-pagefind-body`` are found. The same
    pages always give the same index, byte for byte.

    Raises:
        SitegenError: the index cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix="sitegen-search-") as name:
        folder = Path(name)
        for path, data in pages.items():
            if path.endswith(".html") and _BODY in data:
                (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / "site" / path).write_bytes(data)
        return _index(folder) if (folder / "site").is_dir() else {}


def _index(folder: Path) -> dict[str, bytes]:
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
    ]
    try:
        # In an empty folder and without an environment, it has no settings but these.
        finished = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise _failed(str(error.strerror)) from error
    if _NO_WORDS in finished.stdout + finished.stderr:
        return {}
    if finished.returncode != 0:
        raise _failed(finished.stderr or finished.stdout)
    files = sorted(path for path in (folder / "index").rglob("*") if path.is_file())
    return {
        f"{SEARCH_INDEX}/{path.relative_to(folder / 'index').as_posix()}": _repeatable(path)
        for path in files
        if path.suffix not in {".js", ".css"} or path.name in _PROGRAMS
    }


def _repeatable(path: Path) -> bytes:
    """The bytes of a file of the index. Pagefind lists the languages now in one order, now in another."""
    data = path.read_bytes()
    return json.dumps(json.loads(data), sort_keys=True).encode() if path.suffix == ".json" else data


def _failed(reason: str) -> SitegenError:
    return SitegenError(f"the search index cannot be made: {reason.strip()}; without one, set search = false")
