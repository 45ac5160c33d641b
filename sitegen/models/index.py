"""Package indexes in Argos' format: a JSON list of packages, with the addresses of their files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

from sitegen.errors import SitegenError
from sitegen.invocation import program
from sitegen.models.argos_paths import default_index
from sitegen.models.downloads import DownloadError, fetch
from sitegen.models.names import PackageName
from sitegen.models.package_files import LARGEST_PACKAGE, Metadata, metadata_of, printable
from sitegen.settings.site import Site

BY_HAND = f"install the file: {program()} model install PATH"
"""What to do with a package file that somebody fetched in another way."""
_LARGEST_INDEX = 16 * 1024**2


@dataclass(frozen=True)
class IndexEntry:
    """A package that an index offers, with the http, https or file addresses of its file, the best first.

    ``size`` in bytes and ``licence`` are known where the index has them; Argos' own has neither.
    """

    metadata: Metadata
    links: tuple[str, ...]
    sha256: str | None = None
    size: int | None = None
    licence: str | None = None

    @property
    def name(self) -> PackageName:
        """The package's name, with its version."""
        return self.metadata.name


def fetch_index(site: Site, url: str | None = None, wanted: PackageName | None = None) -> tuple[IndexEntry, ...]:
    """Return the translation packages that the index at ``url`` offers; None stands for Argos' own index.

    ``url`` may also be the path of a file, whose links may then be relative or lead to files. What the index says of
    other kinds of packages, or says wrongly, is left out. ``wanted`` is the package that the message of an error is
    about, by default that for the site's languages.

    Raises:
        SitegenError: the index cannot be read; the message says what to do without it.
    """
    address = url or default_index(site)
    path = local_path(address)
    if path is not None:
        try:
            return parse_index(path.read_bytes(), path.resolve().as_uri())
        except OSError as error:
            raise SitegenError(f"cannot be read: {error.strerror or error}", path) from error
        except ValueError as error:
            raise SitegenError(f"is no index of Argos packages: {error}", path) from error
    try:
        return parse_index(fetch(address, _LARGEST_INDEX), address)
    except DownloadError as error:
        raise SitegenError(
            f"cannot read the package index {address} ({error.reason}); {_without(site, address, wanted)}"
        ) from error
    except ValueError as error:
        raise SitegenError(f"{address} is no index of Argos packages: {error}") from error


def parse_index(data: bytes, base: str) -> tuple[IndexEntry, ...]:
    """Return the entries of an index whose address is ``base``.

    Raises:
        ValueError: it is no JSON list.
    """
    try:
        listed = json.loads(data)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(listed, list):
        raise ValueError("it is not a list")  # noqa: TRY004 - one kind of error for bad content
    entries = []
    for item in listed:
        if isinstance(item, dict):
            try:
                entries.append(_entry(item, base))
            except ValueError:
                # Sentence splitters, packages of a later kind, or a slip: the others can still be used.
                continue
    return tuple(entries)


def find_entry(entries: Sequence[IndexEntry], name: PackageName) -> IndexEntry | None:
    """Return the newest entry that ``name`` covers."""
    found = [entry for entry in entries if name.covers(entry.name)]
    return max(found, key=lambda entry: entry.name.order, default=None)


def local_path(address: str) -> Path | None:
    """Return the path that ``address`` is, or that it leads to as a ``file:`` address; None for any other address."""
    if "://" not in address:
        return Path(address)
    scheme, _, rest = address.partition("://")
    return Path(url2pathname(urlsplit(address).path)) if scheme == "file" and rest.startswith("/") else None


def _entry(item: Mapping[str, object], base: str) -> IndexEntry:
    links = item.get("links")
    sha256, size = item.get("sha256"), item.get("size")
    found = [urljoin(base, link) for link in links if isinstance(link, str)] if isinstance(links, list) else []
    return IndexEntry(
        metadata_of(item),
        tuple(link for link in found if link.isprintable() and urlsplit(link).scheme in _schemes(base)),
        sha256 if isinstance(sha256, str) else None,
        size if isinstance(size, int) and 0 < size <= LARGEST_PACKAGE else None,
        printable(item.get("license")) or None,
    )


def _schemes(base: str) -> set[str]:
    # An index from the network must not make us read our own files.
    return {"http", "https", "file"} if urlsplit(base).scheme == "file" else {"http", "https"}


def _without(site: Site, address: str, wanted: PackageName | None) -> str:
    """What to do where the index cannot be reached. The index that comes with sitegen knows where packages were."""
    name = wanted or PackageName(*site.languages)
    known = resources.files("sitegen").joinpath("models", "index.json").read_bytes()
    entry = find_entry(parse_index(known, address), name) if address == default_index(site) else None
    if entry:
        return f"download {entry.links[0]} elsewhere, then {BY_HAND}"
    return f"download that elsewhere, and the file that it names for {name}, then {BY_HAND}"
