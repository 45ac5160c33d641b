"""Where pages are: their paths in ``public/`` and their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import quote

from sitegen.settings.site import Site

FeedKind = Literal["atom", "json"]

INDEX = "index.html"
CHOICE = INDEX
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
OFFLINE_PAGE = "offline.html"
OFFLINE_SCRIPT = "offline.js"
SERVICE_WORKER = "sw.js"
"""It governs the addresses below its own, so that it is beside the pages' folders."""


def home_path(lang: str, number: int = 1) -> str:
    """Return the file of a language's home page, or of a further page of its list."""
    return _numbered(lang, number)


def article_path(lang: str, slug: str) -> str:
    """Return the file of an article."""
    return f"{lang}/{slug}/{INDEX}"


def parallel_path(lang: str, slug: str) -> str:
    """Return the file of an article in both languages side by side."""
    return f"{lang}/{slug}/parallel/{INDEX}"


def tags_path(lang: str) -> str:
    """Return the file of the list of all tags."""
    return f"{lang}/tag/{INDEX}"


def tag_path(lang: str, slug: str, number: int = 1) -> str:
    """Return the file of the articles with a tag, or of a further page of their list."""
    return _numbered(f"{lang}/tag/{slug}", number)


def archive_path(lang: str) -> str:
    """Return the file of the archive's years."""
    return f"{lang}/archive/{INDEX}"


def year_path(lang: str, year: int) -> str:
    """Return the file of the archive's months of a year."""
    return f"{lang}/archive/{year:04}/{INDEX}"


def month_path(lang: str, year: int, month: int, number: int = 1) -> str:
    """Return the file of a month's articles, or of a further page of their list."""
    return _numbered(f"{lang}/archive/{year:04}/{month:02}", number)


def undated_path(lang: str, number: int = 1) -> str:
    """Return the file of the articles without a date, or of a further page of their list."""
    return _numbered(f"{lang}/archive/undated", number)


def search_path(lang: str) -> str:
    """Return the file of the search page."""
    return f"{lang}/search/{INDEX}"


SEARCH_INDEX = "pagefind"
"""The folder of the search index of all languages."""


def search_part_path(lang: str, number: int) -> str:
    """Return the folder of a part of a language's search index; they are counted from 1."""
    return f"{SEARCH_INDEX}/{lang}-{number}"


def _numbered(folder: str, number: int) -> str:
    return f"{folder}/{INDEX}" if number == 1 else f"{folder}/page/{number}/{INDEX}"


def static_path(name: str) -> str:
    """Return the file of one of the theme's static files."""
    return f"static/{name}"


def picture_path(key: str, name: str) -> str:
    """Return the file of a picture in one of its sizes; ``key`` is the picture's digest."""
    return f"images/{key}/{name}"


def sitemap_path(number: int) -> str:
    """Return one of the files of a sitemap that has several."""
    return f"sitemap-{number}.xml"


def manifest_path(lang: str) -> str:
    """Return the manifest of a language's edition as an app on a device."""
    return f"{lang}/manifest.webmanifest"


def feed_path(lang: str, kind: FeedKind, tag: str = "") -> str:
    """Return the file of a language's feed, or of that of a tag, by its slug."""
    folder = f"{lang}/tag/{tag}" if tag else lang
    return f"{folder}/feed.xml" if kind == "atom" else f"{folder}/feed.json"


@dataclass(frozen=True)
class Addresses:
    """Makes the addresses of files in ``public/``."""

    base_url: str
    base_path: str

    @classmethod
    def of(cls, site: Site) -> Addresses:
        """Return the addresses of a site."""
        return cls(site.base_url, site.base_path)

    def link(self, path: str) -> str:
        """Return the address for links within the site: absolute, without a host."""
        return self.base_path + _quoted(path)

    def whole(self, path: str) -> str:
        """Return the whole address, as ``rel="canonical"`` and ``hreflang`` need it."""
        return self.base_url + _quoted(path)


def shown_path(path: str) -> str:
    """Return the path of a file as addresses have it, not quoted: ``id/slug/`` for ``id/slug/index.html``."""
    return path.removesuffix(INDEX) if path == INDEX or path.endswith("/" + INDEX) else path


@lru_cache(maxsize=1024)  # the addresses of an article, which several parts of its pages show
def _quoted(path: str) -> str:
    return quote(shown_path(path))
