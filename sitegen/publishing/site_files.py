"""The files that are published: those in ``public/``, and a few that only a target needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.changes import MARKER, target_manifest
from sitegen.storage.files import folder_items
from sitegen.storage.manifest import MANIFEST, digest_of, parse_manifest, read_manifest


@dataclass(frozen=True)
class SiteFile:
    """A file of the site: on disk, or made for the target."""

    source: Path | bytes

    @property
    def data(self) -> bytes:
        """Its bytes.

        Raises:
            SitegenError: it cannot be read.
        """
        if isinstance(self.source, bytes):
            return self.source
        try:
            return self.source.read_bytes()
        except OSError as error:
            raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), self.source) from error


SiteFiles = Mapping[str, SiteFile]
"""Files by their path, with slashes, from the top of the site."""


def site_files(public: Path, extra: Mapping[str, bytes]) -> SiteFiles:
    """Return the files in ``public``, those of ``extra`` that it does not have, and the target's manifest of them all.

    What sitegen may have made and no page has any more is left out: see `sitegen.storage.manifest.Manifest.doubtful`.

    Raises:
        SitegenError: there is no finished site, or it holds something that cannot be published.
    """
    if not public.is_dir():
        raise SitegenError(say("is not there; build the site first"), public)
    manifest = parse_manifest(read_manifest(public) or b"")
    left_out = {MANIFEST, MARKER, *manifest.doubtful}
    own = {path: SiteFile(public / path) for path in _paths(public, "") if path not in left_out}
    if not own:
        raise SitegenError(say("is empty; build the site first"), public)
    files = {**{path: SiteFile(data) for path, data in extra.items()}, **own}
    digests = {
        path: manifest.files[path] if path in own and path in manifest.files else digest_of(file.data)
        for path, file in files.items()
    }
    return {**files, MARKER: SiteFile(target_manifest(digests))}


def refuse_own_folder(site: Path, folder: Path) -> None:
    """Raise `SitegenError` if publishing to ``folder`` would delete files of the site in ``site``."""
    if site.is_relative_to(folder) or folder.is_relative_to(site / "public"):
        raise SitegenError(say("is a folder of the site itself; publish to another"), folder)


def _paths(public: Path, folder: str) -> Iterator[str]:
    for item in folder_items(public / folder):
        path = folder + item.name
        if not item.name.isprintable() or "\\" in item.name or item.name == ".git":
            raise SitegenError(say("cannot be published under this name; remove or rename it"), public / path)
        if item.is_dir(follow_symlinks=False):
            yield from _paths(public, f"{path}/")
        elif item.is_file(follow_symlinks=False):
            yield path
        else:
            # What it leads to may lie outside of the site.
            raise SitegenError(say("is a symbolic link or no file at all; put a file in its place"), public / path)
