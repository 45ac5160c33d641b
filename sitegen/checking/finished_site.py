"""The files of the finished site, and which of them an address means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.building.processes.pool import Pool
from sitegen.checking.facts import FileFacts
from sitegen.checking.feeds import feed_facts, may_be_feed
from sitegen.checking.known_files import KnownFiles
from sitegen.checking.pages import page_facts
from sitegen.errors import SitegenError
from sitegen.languages.fingerprints import code_fingerprint
from sitegen.messages import say
from sitegen.rendering.addresses import INDEX, shown_path
from sitegen.settings.site import Site
from sitegen.storage.files import read_text
from sitegen.storage.lock import CHECK_LOCK, locked
from sitegen.storage.manifest import doubtful_in, is_whole, listed_in, open_manifest

_ADDRESSES_AT_HAND = 20_000


class Target(NamedTuple):
    """What an address within the site means: a file's path in ``public/`` and an anchor in it, which may be empty."""

    path: str
    anchor: str


class FinishedSite:
    """The folder ``public/`` as a host would serve it."""

    def __init__(self, site: Site, known: KnownFiles) -> None:
        """See `open_finished_site`."""
        self.site = site
        self.folder = site.public
        self.base_url = site.base_url
        self.known = known
        self._within = lru_cache(_ADDRESSES_AT_HAND)(self._resolved)

    def has(self, path: str) -> bool:
        """Tell whether the site has a file at a path."""
        return self.known.has(path)

    def page(self, path: str) -> FileFacts | None:
        """Return what a page says; None if there is no page at this path."""
        return self.known.facts(path) if is_page(path) else None

    @cached_property
    def manifest_is_whole(self) -> bool:
        """Whether the list of the files that sitegen made is there and can be read to its end.

        Raises:
            SitegenError: it cannot be read.
        """
        with open_manifest(self.folder) as file:
            return file is not None and is_whole(file)

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The paths of files that no page makes and that cannot be told apart from sitegen's own."""
        with open_manifest(self.folder) as file:
            return doubtful_in(file) if file else frozenset()

    @cached_property
    def unlisted(self) -> list[str]:
        """The paths of files that sitegen has not made."""
        return self._compared[0]

    @cached_property
    def missing(self) -> frozenset[str]:
        """The paths of files that sitegen has made and that are not there."""
        return frozenset(self._compared[1])

    @cached_property
    def _compared(self) -> tuple[list[str], list[str]]:
        with open_manifest(self.folder) as file:
            unlisted, missing = self.known.compare(path for path, _ in listed_in(file)) if file else ((), ())
            return list(unlisted), list(missing)

    def target(self, address: str, page: str) -> Target | None:
        """Resolve ``address``, as written in the file ``page``; None if it is not within the site.

        The path of the result need not be that of a file that exists.
        """
        address = address.strip()
        if address.startswith(("/", "https:", "http:")):  # the same for all pages
            return self._within(address, "")
        return self._resolved(address, shown_path(page))

    def _resolved(self, address: str, below: str) -> Target | None:
        try:
            parts = urlsplit(urljoin(self.base_url + below, address))
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


@contextmanager
def open_finished_site(site: Site) -> Iterator[FinishedSite]:
    """Read what has changed in a site that has been built, and give it.

    Raises:
        SitegenError: it has not been built, a page cannot be read, or another check does not end.
    """
    folder = site.public
    if not folder.is_dir():
        raise SitegenError(say("is not there yet; build the site first"), folder)
    # All by which a file is judged, other than by the files of the site.
    rules = code_fingerprint(Path(__file__).parent, texts=[site.base_url, site.canonical, *site.languages])
    with locked(site.output_state, name=CHECK_LOCK), closing(KnownFiles(site.output_state, rules)) as known:
        with Pool(site.root, Path, (folder,), None) as pool:
            known.bring_up_to_date(folder, partial(pool.map, _packed_facts))
        yield FinishedSite(site, known)


def _packed_facts(folder: Path, paths: Sequence[str]) -> list[bytes | None]:
    """What there is to know of some files, as `KnownFiles` wants it."""
    return [facts.packed() if (facts := _facts(folder / path, path)) else None for path in paths]


def _facts(file: Path, path: str) -> FileFacts | None:
    if is_page(path):
        return page_facts(read_text(file))
    return feed_facts(file) if may_be_feed(path) else None


def is_page(path: str) -> bool:
    """Tell whether a file is a page, by its name."""
    return path.endswith(".html")
