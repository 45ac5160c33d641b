"""The files of the finished site, and which of them an address means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.checking.pages import PageFacts, page_facts
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.addresses import INDEX, shown_path
from sitegen.settings.site import Site
from sitegen.storage.files import read_text
from sitegen.storage.manifest import Manifest, parse_manifest, read_manifest


class Target(NamedTuple):
    """What an address within the site means: a file's path in ``public/`` and an anchor in it, which may be empty."""

    path: str
    anchor: str


class Lead(NamedTuple):
    """An address in the file ``page`` of the site, which that "links to" or "names", and its line if that is known."""

    page: str
    address: str
    line: int | None = None
    verb: str = say("links to")


class FinishedSite:
    """The folder ``public/`` as a host would serve it."""

    def __init__(self, site: Site) -> None:
        """Take a site that has been built.

        Raises:
            SitegenError: it has not.
        """
        self.site = site
        self.folder = site.public
        self.base_url = site.base_url
        if not self.folder.is_dir():
            raise SitegenError(say("is not there yet; build the site first"), self.folder)

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of all files."""
        return frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    @cached_property
    def manifest(self) -> Manifest:
        """The list of the files that sitegen made.

        Raises:
            SitegenError: it cannot be read.
        """
        return parse_manifest(read_manifest(self.folder) or b"")

    @cached_property
    def pages(self) -> dict[str, PageFacts]:
        """What every page says, by path.

        Raises:
            SitegenError: a page cannot be read.
        """
        return {
            path: page_facts(read_text(self.folder / path)) for path in sorted(self.files) if path.endswith(".html")
        }

    def target(self, address: str, page: str) -> Target | None:
        """Resolve ``address``, as written in the file ``page``; None if it is not within the site.

        The path of the result need not be that of a file that exists.
        """
        try:
            parts = urlsplit(urljoin(self.base_url + shown_path(page), address.strip()))
            base = urlsplit(self.base_url)
        except ValueError:  # an address that no browser could follow
            return Target(address, "")
        if parts.scheme not in {"http", "https"} or parts.netloc != base.netloc:
            return None
        if not parts.path.startswith(base.path):
            return None
        path = unquote(parts.path[len(base.path) :])
        anchor = unquote(parts.fragment)
        return Target(f"{path}{INDEX}" if not path or path.endswith("/") else path, anchor)


def all_links(site: FinishedSite) -> Iterator[Lead]:
    """Yield every link of the site's pages."""
    for path, facts in site.pages.items():
        for link in facts.links:
            yield Lead(path, link.address, link.line)
