"""Stories that do not say who published them first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.content.store import article_files, load_article
from sitegen.errors import SitegenError
from sitegen.settings.site import Site


def unattributed(site: Site) -> Iterator[Path]:
    """Yield the originals that name neither a publisher nor an address, but for those that were withdrawn.

    Files that cannot be read are left out.
    """
    for path in article_files(site, site.original_language):
        with suppress(SitegenError):
            article = load_article(path, site.original_language)
            source = article.source
            if not article.withdrawn and not (source and (source.url or source.publisher)):
                yield path
