"""The files in ``seeds/`` that a format knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.seeds.formats.raw_story import BadRow, RawStory
from sitegen.seeds.formats.registry import SeedFormat, format_of
from sitegen.settings.imports import columns_for
from sitegen.settings.site import Site

_OTHERS_FILES = (".", "~$")
"""How names begin of what is hidden, and of what Excel writes while a file is open."""


@dataclass(frozen=True)
class SeedFile:
    """A seed's file, its path in the site as ``source: file:`` has it, and its format."""

    path: Path
    name: str
    format: SeedFormat
    site: Site

    def stories(self) -> Iterator[RawStory | BadRow | Problem]:
        """Yield what is in the file, as `ReadStories` says."""
        name = self.path.relative_to(self.site.seeds).as_posix()
        try:
            read = self.format.read
        except SitegenError as missing:  # a library
            raise SitegenError(missing.problem.message, self.path) from missing
        return read(self.path, columns_for(name, self.site.imports))


def find_seeds(site: Site, problems: list[Problem]) -> Iterator[SeedFile]:
    """Yield the seeds of a site, sorted by name; those that must not be read are reported in ``problems``."""
    for path in sorted(site.seeds.rglob("*"), key=lambda path: path.relative_to(site.root).as_posix()):
        name = path.relative_to(site.root).as_posix()
        seed_format = format_of(path)
        if not seed_format or path.is_dir() or any(part.startswith(_OTHERS_FILES) for part in name.split("/")):
            continue
        try:
            _check(path, name, site)
        except SitegenError as error:
            problems.append(error.problem)
        else:
            yield SeedFile(path, name, seed_format, site)


def _check(path: Path, name: str, site: Site) -> None:
    """Refuse what should not be read: seeds may come from strangers."""
    if not path.resolve().is_relative_to(site.seeds.resolve()):
        raise SitegenError("is a link to a file outside of the seeds; put the file itself here", path)
    if not path.is_file():
        raise SitegenError("is not a file; remove it from the seeds", path)
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise SitegenError("has a name that is not UTF-8; rename it", path) from error
