"""Files that are not pages: the sitemap, those of the theme, those of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from sitegen.building.making import Made
from sitegen.building.plan import Plan
from sitegen.errors import SitegenError
from sitegen.rendering.addresses import ROBOTS
from sitegen.rendering.sitemap import page_entries, robots_file, sitemap_files, story_entries
from sitegen.rendering.themes import Theme


def sitemap(plan: Plan) -> Iterator[Made]:
    """Yield the files of the sitemap, and the one that says where that is."""
    publication = plan.publication
    entries = chain(page_entries(publication, plan.pages()), story_entries(publication))
    for path, data in sitemap_files(publication, entries):
        yield Made(path, data)
    yield Made(ROBOTS, robots_file(publication))


def static_files(theme: Theme) -> Iterator[Made]:
    """Yield the theme's static files."""
    for file in theme.static.values():
        yield Made(file.path, file.data)


def picture_file(path: str, source: Path) -> Made:
    """Return a file of a picture that was resized before.

    Raises:
        SitegenError: it is not there any more.
    """
    try:
        return Made(path, source.read_bytes())
    except OSError as error:
        remedy = "delete .sitegen/build.sqlite3, and build again"
        raise SitegenError(f"cannot be read: {error.strerror}; {remedy}", source) from error
