"""Packages are installed: from an index, an address or a file, checked first, and in one step."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.models import package_files
from sitegen.models.argos_paths import downloads_folder, package_folders, packages_folder
from sitegen.models.downloads import DownloadError, Progress, announced_size, discard, download
from sitegen.models.index import BY_HAND, IndexEntry, fetch_index, find_entry, local_path
from sitegen.models.names import PackageName
from sitegen.models.package_files import LARGEST_PACKAGE, Metadata, Receipt
from sitegen.models.smoke_test import smoke_test
from sitegen.settings.site import Site

SUFFIX = ".argosmodel"
STARTER = PackageName("id", "en", "0.2")
EARLIER_STARTERS = (PackageName("id", "en", "0.1"),)
"""What earlier versions of sitegen installed; sites that never asked for them get today's."""
"""The package that comes with sitegen."""
CHECKSUMS = "SHA256SUMS"
_UNFINISHED = ".installing-"
_REPLACED = ".replaced-"
_LOCK_SECONDS = 30


@dataclass(frozen=True)
class Installation:
    """A package that is installed now. ``new`` is False if it was there already, whole and the same."""

    name: str
    path: Path
    metadata: Metadata
    new: bool


@dataclass(frozen=True)
class Offer:
    """A package file that is about to be downloaded. Its size in bytes and its licence may not be known before."""

    url: str
    size: int | None
    licence: str | None


Ask = Callable[[Offer], None]
"""Called before a download. What it raises ends the installation."""


@dataclass(frozen=True)
class _Terms:
    """What an installation must keep to: the digests of the file, its largest size, and the package it must be.

    ``ask`` is called before a download.
    """

    pins: tuple[str, ...] = ()
    limit: int = LARGEST_PACKAGE
    entry: IndexEntry | None = None
    ask: Ask | None = None


def install_model(
    site: Site,
    what: str,
    *,
    index_url: str | None = None,
    sha256: str | None = None,
    progress: Progress | None = None,
    ask: Ask | None = None,
    limit: int = LARGEST_PACKAGE,
) -> Installation:
    """Install ``what``: a package's name such as ``translate-id_en`` or ``translate-id_en-1_9``, a path, or an address.

    A name is looked up in the index at ``index_url`` (an address or a path), by default Argos' own; the starter's name
    needs none. ``sha256`` is what the file's digest must be; one that the index gives, or that sitegen knows, is
    compared as well. A package of the same name and version is replaced if it is damaged or another one. ``ask`` is
    told what is going to be downloaded, if anything is.

    Raises:
        SitegenError: the package cannot be had, is not what it should be, or would not work. Nothing is installed then.
    """
    if sha256 is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise SitegenError(say("'{sha256}' is no SHA-256: give its 64 hexadecimal digits", sha256=sha256))
    terms = _Terms((sha256.lower(),) if sha256 else (), limit, ask=ask)
    name = PackageName.parse(what)
    if name and not Path(what).is_file():
        if index_url is None and name == STARTER:
            return _install_starter(site, terms)
        return _install_entry(site, _entry(site, name, index_url), terms, progress)
    if index_url is not None:
        raise SitegenError(
            say("'{what}' is not the name of a package, so no index can help; leave the index out", what=what)
        )
    path = local_path(what)
    if path is None:
        return _install_links(site, (what,), terms, progress)
    if not path.is_file() and not path.suffix:
        raise SitegenError(
            say(
                "'{what}' is neither a file, an address nor the name of a package such as {code}",
                what=what,
                code=STARTER.code,
            )
        )
    return _install_file(site, path, path.name, terms)


def install_starter(site: Site) -> None:
    """Install the package that comes with sitegen, after comparing its SHA-256 with the published one.

    Raises:
        SitegenError: the file is missing or has been altered.
    """
    _install_starter(site, _Terms())


def _install_starter(site: Site, terms: _Terms) -> Installation:
    terms = replace(terms, pins=(*terms.pins, *_published(STARTER)))
    with resources.as_file(resources.files("sitegen").joinpath("models")) as folder:
        return _install_file(site, folder / f"{STARTER}{SUFFIX}", "sitegen", terms)


def _entry(site: Site, name: PackageName, index_url: str | None) -> IndexEntry:
    entries = fetch_index(site, index_url, name)
    entry = find_entry(entries, name)
    if entry:
        return entry
    others = sorted({str(other.name) for other in entries if other.name.code == name.code})
    if others:
        raise SitegenError(say("the package index has no {name}; it has {names}", name=name, names=", ".join(others)))
    raise SitegenError(
        say(
            "the package index has no {name}; name a package that it has, give another index, or {by_hand}",
            name=name,
            by_hand=BY_HAND,
        )
    )


def _install_entry(site: Site, entry: IndexEntry, terms: _Terms, progress: Progress | None) -> Installation:
    pins = (*terms.pins, entry.sha256.lower()) if entry.sha256 else terms.pins
    folder = packages_folder(site) / str(entry.name)
    if _has(folder, pins):
        return Installation(folder.name, folder, package_files.read_metadata(folder), new=False)
    if not entry.links:
        raise SitegenError(
            say(
                "the package index gives no http address for {name}; find its file, then {by_hand}",
                name=entry.name,
                by_hand=BY_HAND,
            )
        )
    return _install_links(site, entry.links, replace(terms, pins=pins, entry=entry), progress)


def _has(folder: Path, digests: tuple[str, ...]) -> bool:
    """Whether a package is installed and whole, and is the one with each of ``digests``."""
    if not folder.is_dir() or package_files.damage(folder):
        return False
    receipt = package_files.read_receipt(folder)
    return all(receipt is not None and receipt.sha256 == digest for digest in digests)


def _install_links(site: Site, links: Sequence[str], terms: _Terms, progress: Progress | None) -> Installation:
    """Install from the first of ``links`` that can be had."""
    if terms.ask and local_path(links[0]) is None:
        terms.ask(_offer(links[0], terms.entry))
    failures: list[DownloadError] = []
    for link in links:
        path = local_path(link)
        if path is not None:
            return _install_file(site, path, path.name, terms)
        try:
            with _alone(site):
                part = download(link, downloads_folder(site), terms.limit, progress)
                # What was refused must not be gone on with; what could not be unpacked for lack of room may be.
                with _discarding(part, link):
                    return _install_archive(site, part, link, terms)
        except DownloadError as error:
            failures.append(error)
    tried = "; ".join(f"{error.url}: {error.reason}" for error in failures)
    raise SitegenError(
        say(
            "cannot download {tried}; download {link} elsewhere, then {by_hand}",
            tried=tried,
            link=links[0],
            by_hand=BY_HAND,
        )
    )


def _offer(url: str, entry: IndexEntry | None) -> Offer:
    size = entry.size if entry else None
    return Offer(url, size or announced_size(url), entry.licence if entry else None)


@contextlib.contextmanager
def _discarding(part: Path, link: str) -> Iterator[None]:
    try:
        yield
    except SitegenError as error:
        discard(part)
        # The person knows the address, not the file.
        raise SitegenError(say("{link} {message}", link=link, message=error.problem.message)) from error
    discard(part)


def _install_file(site: Site, path: Path, source: str, terms: _Terms) -> Installation:
    with _alone(site):
        return _install_archive(site, path, source, terms)


def _install_archive(site: Site, path: Path, source: str, terms: _Terms) -> Installation:
    """Check and unpack a package file beside the installed ones, try it out, and rename it to its place.

    Raises:
        SitegenError: the file is not what it should be.
        OSError: it cannot be read, or another cannot be written.
    """
    packages = packages_folder(site)
    _clean_up(site)
    if path.stat().st_size > terms.limit:
        raise SitegenError(
            say("is larger than {limit:,} bytes; it is no package that sitegen can use", limit=terms.limit), path
        )
    digest = package_files.sha256_of(path)
    _compare(digest, terms.pins, path)
    temporary = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=packages))
    try:
        folder, files = unpack_whole(path, temporary, terms.limit)
        metadata = package_files.read_metadata(folder)
        if terms.entry and terms.entry.name.code != metadata.name.code:
            raise SitegenError(
                say(
                    "is {name}, not {wanted}; tell whoever keeps the index", name=metadata.name, wanted=terms.entry.name
                ),
                path,
            )
        _compare(digest, _published(metadata.name), path)
        target = packages / str(metadata.name)
        if _has(target, (digest,)):
            return Installation(target.name, target, metadata, new=False)
        smoke_test(site, folder, path)
        package_files.write_receipt(folder, Receipt(source, digest, files))
        _put(folder, target)
        return Installation(target.name, target, metadata, new=True)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def unpack_whole(path: Path, into: Path, limit: int) -> tuple[Path, dict[str, package_files.FileRecord]]:
    """Unpack a package file as `package_files.unpack` does, and make sure that all parts of a package are there.

    Raises:
        SitegenError: the file is damaged, or no package that sitegen can use.
        OSError: a file cannot be written.
    """
    folder, files = package_files.unpack(path, into, limit)
    if fault := package_files.damage(folder):
        raise SitegenError(say("is no package that sitegen can use: {fault}", fault=fault), path)
    return folder, files


def _compare(digest: str, pins: tuple[str, ...], path: Path) -> None:
    for pin in pins:
        if digest != pin:
            message = say(
                "is damaged or has been altered: its SHA-256 is {digest}…, not {pin}…; get it again",
                digest=digest[:12],
                pin=pin[:12],
            )
            raise SitegenError(message, path)


def _published(name: PackageName) -> tuple[str, ...]:
    """The SHA-256 that is known for a package, as a tuple of one or none."""
    text = resources.files("sitegen").joinpath("models", CHECKSUMS).read_text(encoding="utf-8")
    sums = {file: digest for digest, file in (line.split() for line in text.splitlines())}
    return tuple(digest for file, digest in sums.items() if file == f"{name}{SUFFIX}")


def _put(folder: Path, target: Path) -> None:
    """Move a finished package to its place. If this is killed between two steps, `_clean_up` puts the old one back."""
    replaced = target.with_name(_REPLACED + target.name)
    if target.exists():
        target.rename(replaced)
    try:
        folder.rename(target)
    except OSError:
        if replaced.exists():
            replaced.rename(target)
        raise
    _sync_folder(target.parent)
    shutil.rmtree(replaced, ignore_errors=True)


def _clean_up(site: Site) -> None:
    """Remove what installations that were killed have left, and put back what one of them had moved away."""
    for path in package_folders(site):
        target = path.with_name(path.name.removeprefix(_REPLACED))
        if path.name.startswith(_REPLACED) and not target.exists():
            path.rename(target)
        elif path.name.startswith((_UNFINISHED, _REPLACED)):
            shutil.rmtree(path, ignore_errors=True)


def finish_interrupted(site: Site) -> None:
    """Put back a package that an installation had moved away when it was killed.

    Raises:
        SitegenError: it cannot be moved.
    """
    if any(path.name.startswith(_REPLACED) for path in package_folders(site)):
        with _alone(site):
            _clean_up(site)


def _sync_folder(folder: Path) -> None:
    # Windows cannot open folders, and does not need this.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _alone(site: Site) -> Iterator[None]:
    """Keep other processes from installing into the same site. OSErrors become SitegenErrors.

    SQLite's lock is used because it works on every system, and a killed process lets go of it.
    """
    folder = downloads_folder(site)
    try:
        lock = sqlite3.connect(folder / "lock.sqlite3", timeout=_LOCK_SECONDS, isolation_level=None)
        with contextlib.closing(lock):
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.Error as error:
        raise SitegenError(
            say("cannot be locked ({reason}); is another sitegen installing a model here?", reason=str(error)), folder
        ) from error
    except OSError as error:
        path = Path(error.filename) if isinstance(error.filename, str) else folder
        raise SitegenError(
            say("cannot be read or written: {reason}", reason=error.strerror or str(error)), path
        ) from error
