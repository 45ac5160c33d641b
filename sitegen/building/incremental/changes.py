"""Changed articles: those whose files or pictures differ from the last build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.building.incremental.cache import BuildCache
from sitegen.building.incremental.sources import Sources
from sitegen.settings.site import Site
from sitegen.storage.files import signature_of


@dataclass(frozen=True)
class Changes:
    """The slugs of the pairs that have to be read, of those that are as they were, and of those that are gone."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]


def find_changes(site: Site, sources: Sources, record: BuildCache, *, read_all: bool) -> Changes:
    """Return the changes since the last recorded build; with ``read_all``, everything counts as changed."""
    known = record.signatures()
    slugs = sources.files[site.original_language]
    if not read_all:
        moved = changed_pictures(record)
        read_again = (
            {slug for slug, asked in record.pairs_with_pictures() if not moved.isdisjoint(asked)} if moved else ()
        )
        changed = [
            slug for slug in slugs if slug in read_again or not _is_known(known, slug, sources.of_pair(site, slug))
        ]
    else:
        changed = list(slugs)
    unchanged = slugs.keys() - set(changed)
    gone = known.keys() - slugs.keys()
    return Changes(tuple(changed), tuple(sorted(unchanged)), tuple(sorted(gone)))


def changed_pictures(record: BuildCache) -> set[str]:
    """Return the paths of pictures, existing or not, that differ from the last build."""
    return {path for path, signature in record.pictures().items() if signature != signature_of(path)}


def _is_known(known: Mapping[str, str], slug: str, signature: str) -> bool:
    return bool(signature) and known.get(slug) == signature
