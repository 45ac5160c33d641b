"""Files of the whole site that are not pages: the kinds in `OUTPUTS`, theme files and pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sitegen import __version__
from sitegen.building.incremental.environment import theme_fingerprint
from sitegen.building.plan import Plan
from sitegen.building.renderer import RenderedFile
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.addresses import ROBOTS
from sitegen.rendering.feeds.sitemap import digest_of_stories, page_entries, robots_file, sitemap_files, story_entries
from sitegen.rendering.offline import icon_path, offline_files
from sitegen.rendering.theme.folders import find_theme
from sitegen.rendering.theme.theme import Theme
from sitegen.storage.files import read_bytes


@dataclass(frozen=True)
class SiteOutput:
    """Files that are made of the whole site.

    ``inputs`` gives all that they are made from, so that they are made again where that has changed. It is given the
    plan of the build and a digest of the pages that are no story's. ``files`` yields their paths and bytes.
    """

    name: str
    inputs: Callable[[Plan, bytes], object]
    files: Callable[[Plan], Iterator[tuple[str, bytes]]]


def _sitemap(plan: Plan) -> Iterator[tuple[str, bytes]]:
    publication = plan.publication
    stories = story_entries(publication, plan.indexed())
    yield from sitemap_files(publication, chain(page_entries(publication, plan.pages()), stories))


def _robots(plan: Plan) -> Iterator[tuple[str, bytes]]:
    yield ROBOTS, robots_file(plan.publication)


def _offline_fingerprint(plan: Plan) -> str:
    """Stands for what browsers keep of a site from the start: the theme's files, the editions, the icon."""
    site = plan.site
    icon = icon_path(site)
    shown = (theme_fingerprint(find_theme(site.root, site.theme)), __version__, plan.publication.editions, site.offline)
    data = repr(shown).encode() + (read_bytes(icon) if icon else b"")
    return hashlib.sha256(data).hexdigest()[:16]


def _offline(plan: Plan) -> Iterator[tuple[str, bytes]]:
    if plan.site.offline:
        yield from offline_files(plan.publication, Theme.of(plan.site), _offline_fingerprint(plan))


OUTPUTS = (
    SiteOutput("sitemap", lambda plan, listed: (listed, digest_of_stories(plan.indexed())), _sitemap),
    SiteOutput("robots", lambda *_: None, _robots),
    SiteOutput("offline", lambda plan, _: _offline_fingerprint(plan) if plan.site.offline else None, _offline),
)
"""One line adds an output."""


def static_files(theme: Theme) -> Iterator[RenderedFile]:
    """Yield the theme's static files."""
    for file in theme.static.values():
        yield RenderedFile(file.path, file.data)


def picture_file(path: str, source: Path) -> RenderedFile:
    """Return a file of a picture that was resized before.

    Raises:
        SitegenError: it is not there any more.
    """
    try:
        return RenderedFile(path, source.read_bytes())
    except OSError as error:
        message = say("cannot be read: {reason}; delete .sitegen/build.sqlite3, and build again", reason=error.strerror)
        raise SitegenError(message, source) from error
