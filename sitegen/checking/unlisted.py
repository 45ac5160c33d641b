"""Files in the finished site that no page makes, and that may be old pages of sitegen's."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checking.finished_site import FinishedSite
from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.storage.manifest import MANIFEST
from sitegen.storage.signs import DOUBTFUL, bears_signs


def unlisted_files(site: FinishedSite) -> Iterator[Problem]:
    """Yield a warning for each such file, and one if the manifest is missing, without which they are not known.

    Raises:
        SitegenError: a file cannot be read.
    """
    if not site.manifest_is_whole:
        message = say("the list of the files that sitegen made is missing or damaged; build the site to have it again")
        yield Problem(message, site.folder / MANIFEST, severity="warning")
        return
    for path in site.unlisted:
        if path in site.doubtful:
            yield Problem(DOUBTFUL, site.folder / path, severity="warning")
        elif path != MANIFEST and bears_signs(site.folder, path):
            message = say("looks as only sitegen makes it, but belongs to no page; build the site, which takes it away")
            yield Problem(message, site.folder / path, severity="warning")
