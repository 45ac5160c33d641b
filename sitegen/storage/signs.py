"""Signs of files that sitegen once made, for those that no manifest lists."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say

DOUBTFUL = say(
    "belongs to no page, and somebody has changed it or the list of sitegen's files was lost; it is not published; "
    "remove it, or if you need it, move it away, build, and put it back"
)
"""Said of a file that may have been a page, and cannot be known to be."""

# Folders and names that sitegen gives to pictures, to the theme's files and to parts of the sitemap, and the folder of
# the search index: see `sitegen.rendering.addresses`.
_PATHS = re.compile(r"images/[0-9a-f]{16,}/.+|static/.+\.[0-9a-f]{8,}\.\w+|pagefind/.+|sitemap-\d+\.xml", re.DOTALL)

# Every page of a theme that inherits from `dasar` has the first, feeds have one of the others.
_IN_BYTES = {
    ".html": re.compile(rb"<meta\b(?=[^>]*\bname=[\"']?generator\b)[^>]*\bcontent=[\"']?sitegen\b[^>]*>"),
    ".xml": re.compile(rb"<generator>sitegen</generator>"),
    ".json": re.compile(rb"\"_alternates\""),
}
_PLACE_OF_A_PAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)?/(?:[^\\\0\n\r:\ud800-\udfff]+/)?index\.html")


def bears_signs(folder: Path, path: str) -> bool:
    """Tell whether a file looks as only sitegen makes it, by its path or its bytes.

    Raises:
        SitegenError: it cannot be read.
    """
    if _PATHS.fullmatch(path):
        return True
    signs = _IN_BYTES.get(path[path.rfind(".") :])
    if signs is None:
        return False
    place = folder / path
    try:
        return place.is_file() and not place.is_symlink() and bool(signs.search(place.read_bytes()))
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), place) from error


def is_place_of_a_page(path: str) -> bool:
    """Tell whether a page of a story or a list could have this path, in whatever language."""
    return bool(_PLACE_OF_A_PAGE.fullmatch(path))
