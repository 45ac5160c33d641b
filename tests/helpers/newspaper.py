"""A newspaper of 300 made-up articles, rendered once for all tests, and its pages as links and anchors."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from sites import SiteFolder

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import synthetic

ADDRESS = "https://example.org/"
ARTICLES = 300


@dataclass
class PageFacts:
    """What a page links to, loads and announces. Addresses are whole."""

    address: str
    lang: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    feeds: list[str] = field(default_factory=list)
    canonical: str = ""
    robots: str = ""
    data: list[dict[str, Any]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.page = PageFacts(address)
        self.in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, found = self.page, {name: value or "" for name, value in attrs}
        if "id" in found:
            page.ids.append(found["id"])
        if tag == "html":
            page.lang = found["lang"]
        elif tag == "link":
            self._head_link(found)
        elif tag == "meta" and found.get("name") == "robots":
            page.robots = found["content"]
        elif tag == "script":
            self.in_data = found.get("type") == "application/ld+json"
        if tag == "a" and "href" in found:
            page.links.append(self._whole(found["href"]))
        sources = [found.get("src", ""), *(item.split()[0] for item in found.get("srcset", "").split(",") if item)]
        page.files += [self._whole(source) for source in sources if source]

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.in_data = False

    def handle_data(self, data: str) -> None:
        if self.in_data:
            self.page.data.append(json.loads(data))

    def _head_link(self, found: dict[str, str]) -> None:
        href = self._whole(found["href"])
        if found["rel"] == "canonical":
            self.page.canonical = href
        elif found["rel"] == "alternate" and "hreflang" in found:
            self.page.alternates[found["hreflang"]] = href
        elif found["rel"] == "alternate":
            self.page.feeds.append(href)
        elif not href.startswith("data:"):
            self.page.files.append(href)

    def _whole(self, address: str) -> str:
        return urljoin(self.page.address, address)


@dataclass(frozen=True)
class Newspaper:
    """A rendered site."""

    folder: SiteFolder

    @property
    def public(self) -> Path:
        """The finished site."""
        return self.folder.public

    @cached_property
    def pages(self) -> dict[str, PageFacts]:
        """Every page by its address."""
        found = {}
        for path in sorted(self.public.rglob("*.html")):
            address = ADDRESS + path.relative_to(self.public).as_posix().removesuffix("index.html")
            reader = _Reader(address)
            reader.feed(path.read_text(encoding="utf-8"))
            reader.close()
            found[address] = reader.page
        return found

    def file(self, address: str) -> Path:
        """The file of an address on the site, with or without an anchor."""
        path = unquote(urldefrag(address).url.removeprefix(ADDRESS))
        return self.public / (path + "index.html" if not path or path.endswith("/") else path)


def make_newspaper(folder: Path, articles: int, theme: str = "harian") -> Newspaper:
    """Write and render a newspaper whose machine translations search engines may have."""
    synthetic.write_site(folder, articles)
    settings = folder / "site.toml"
    text = settings.read_text(encoding="utf-8").replace('theme = "harian"', f'theme = "{theme}"')
    settings.write_text(f"index_machine_translations = true\n{text}", encoding="utf-8")
    site = SiteFolder(folder)
    assert site.render().problems == ()
    return Newspaper(site)


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Newspaper:
    """The newspaper in the theme that sites get."""
    return make_newspaper(tmp_path_factory.mktemp("newspaper") / "site", ARTICLES)


@pytest.fixture(scope="session")
def plain_newspaper(tmp_path_factory: pytest.TempPathFactory) -> Newspaper:
    """A smaller one in the plain theme."""
    return make_newspaper(tmp_path_factory.mktemp("plain") / "site", 30, "polos")
