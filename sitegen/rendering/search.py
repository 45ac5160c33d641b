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
from sitegen.output.staging import link
from sitegen.rendering.addresses import SEARCH_INDEX, search_path
from sitegen.rendering.frame import Head
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
        head = Head(
            kind="search",
            title=edition.title,
            description=edition.description,
            path=paths[edition.lang],
            twins=paths,
        )
        yield Page(paths[edition.lang], "search.html", edition.lang, head, {"search": SearchView(index)})


def is_searched(path: str, data: bytes) -> bool:
    """Tell whether the search finds a file of the finished site: a page with ``data-pagefind-body``."""
    return path.endswith(".html") and _BODY in data


def search_index(pages: Mapping[str, Path], state: Path) -> Mapping[str, bytes]:
    """Return the files of the search index by their paths in the finished site.

    ``pages`` are the files that the search finds: where they are now, by their paths in the finished site. The same
    pages always give the same index, byte for byte. ``state`` is a folder for what is only needed meanwhile, on the
    same disk.

    Raises:
        SitegenError: the index cannot be made.
    """
    if not pages:
        return {}
    with tempfile.TemporaryDirectory(prefix="search-", dir=state) as name:
        folder = Path(name)
        for path, file in pages.items():
            link(file, folder / "site" / path)
        return _index(folder)


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
