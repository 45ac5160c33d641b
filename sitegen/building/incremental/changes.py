"""Changed articles: those whose files or pictures differ from the last build."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.building.incremental.cache import BuildCache
from sitegen.building.incremental.sources import Sources, written
from sitegen.storage.files import signature_of


@dataclass(frozen=True)
class Changes:
    """The slugs of the pairs that have to be read, of those that are as they were, and of those that are gone."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]


def find_changes(sources: Sources, record: BuildCache, *, read_all: bool) -> Changes:
    """Return the changes since the last recorded build; with ``read_all``, everything counts as changed."""
    moved = frozenset() if read_all else changed_pictures(record)
    read_again = {slug for slug, asked in record.pairs_with_pictures() if not moved.isdisjoint(asked)} if moved else ()
    changed: list[str] = []
    unchanged: list[str] = []
    gone: list[str] = []
    recorded = record.signatures()
    known, signature = next(recorded, _END)
    for slug, now in sources.pairs.items():
        while known and known < slug:  # both are in the order of slugs
            gone.append(known)
            known, signature = next(recorded, _END)
        is_known = known == slug and now and signature == written(now)
        (unchanged if is_known and not read_all and slug not in read_again else changed).append(slug)
        if known == slug:
            known, signature = next(recorded, _END)
    gone += [known, *(slug for slug, _ in recorded)] if known else []
    return Changes(tuple(changed), tuple(unchanged), tuple(gone))


_END = ("", "")


def changed_pictures(record: BuildCache) -> frozenset[str]:
    """Return the paths of pictures, existing or not, that differ from the last build."""
    return frozenset(path for path, signature in record.pictures() if signature != signature_of(path))
