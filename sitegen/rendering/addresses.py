"""Where pages are: their paths in ``public/`` and their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from sitegen.config import Site

INDEX = "index.html"
CHOICE = INDEX
NOT_FOUND = "404.html"


def home_path(lang: str, number: int = 1) -> str:
    """Return the file of a language's home page, or of a further page of its list."""
    return f"{lang}/{INDEX}" if number == 1 else f"{lang}/page/{number}/{INDEX}"


def article_path(lang: str, slug: str) -> str:
    """Return the file of an article."""
    return f"{lang}/{slug}/{INDEX}"


def static_path(name: str) -> str:
    """Return the file of one of the theme's static files."""
    return f"static/{name}"


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


def _quoted(path: str) -> str:
    return quote(path.removesuffix(INDEX) if path == INDEX or path.endswith("/" + INDEX) else path)
