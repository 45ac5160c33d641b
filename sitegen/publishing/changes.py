"""What publishing changes at a target."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.tables import Tables
from sitegen.storage.manifest import is_whole, listed_in, manifest_blocks, named
from sitegen.storage.staging import stage

MARKER = ".published-by-sitegen"
"""The manifest at every target: the files that were published there, which alone are deleted when they have gone."""

_TITLE = "# The files that sitegen has published here, with their SHA-256; those that leave the site are deleted."


@dataclass(frozen=True)
class Changes:
    """Paths of files that publishing adds, changes and deletes, sorted, and how many it leaves alone.

    Of those to delete, some are somebody else's and ``in_the_way``: files where the site has a folder, or below a path
    where it has a file.
    """

    added: Collection[str] = ()
    changed: Collection[str] = ()
    deleted: Collection[str] = ()
    unchanged: int = 0
    in_the_way: Collection[str] = ()
    drops_history: bool = False

    @property
    def sent(self) -> Iterator[str]:
        """What has to be brought to the target, in order."""
        return heapq.merge(self.added, self.changed)

    @property
    def number_sent(self) -> int:
        """How many files have to be brought to the target."""
        return len(self.added) + len(self.changed)

    def __bool__(self) -> bool:
        """Tell whether there is anything to do."""
        return bool(self.added or self.changed or self.deleted or self.drops_history)

    @property
    def takes_over(self) -> bool:
        """Tell whether files or history are lost that are somebody else's, as sitegen did not publish there before."""
        lost = self.changed or self.deleted or self.drops_history
        return bool(self.in_the_way) or (bool(lost) and MARKER in self.added)


def compare(tables: Tables, changed: Iterable[str], keep: Iterable[str] = ()) -> Changes:
    """Return the changes that make the target's files equal the site's.

    ``changed`` are those files that are in both and that the target has not as they should be, in order. Where it is
    known what sitegen has published there, what else there is stays, or is somebody else's to be asked for. Files in
    ``keep``, or in a folder that it names, are not deleted.
    """
    kept = tuple(keep)
    different = tables.new_list(changed)
    deleted, in_the_way = tables.new_list(), tables.new_list()
    for path, is_ours in tables.others():
        is_foreign = tables.published_known and not is_ours
        if is_kept(path, kept) or (is_foreign and not tables.is_in_the_way(path)):
            continue
        deleted.append(path)
        if is_foreign:
            in_the_way.append(path)
    return Changes(
        added=tables.new_list(tables.missing()),
        changed=different,
        deleted=deleted,
        unchanged=tables.count_both() - len(different),
        in_the_way=in_the_way,
    )


def read_marker(tables: Tables, manifest: BinaryIO | None) -> None:
    """Note the files that a target's manifest lists. If it cannot be relied on, it counts as not there."""
    if manifest is not None and is_whole(manifest):
        tables.add_published(listed_in(manifest))
    else:
        tables.forget(MARKER)


def write_marker(folder: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """Write the manifest of a target with these files, in order, into a folder, and return its path.

    Raises:
        SitegenError: it cannot be written.
    """
    stage(folder, MARKER, manifest_blocks(files, title=_TITLE))
    return folder / MARKER


def is_kept(path: str, keep: Iterable[str]) -> bool:
    """Tell whether ``path`` is in ``keep`` or in a folder that it names."""
    return any(path == name or path.startswith(f"{name}/") for name in keep)


def refuse_to_take_over(changes: Changes, place: str) -> None:
    """Raise `SitegenError` if publishing would remove what somebody else has put there."""
    if changes.takes_over and MARKER not in changes.added:
        raise SitegenError(
            say(
                "{place} has {names} where the site has folders or files of these names; move them away, or let "
                "publishing delete them, once, with --take-over",
                place=place,
                names=named(changes.in_the_way),
            )
        )
    if changes.takes_over:
        lost = len(changes.changed) + len(changes.deleted)
        history = say("its history and ") if changes.drops_history else ""
        raise SitegenError(
            say(
                "{place} was not published by sitegen, and {history}{lost:,} of its files would be deleted or "
                "replaced; look at them with --dry-run, name those to keep in 'keep', and publish once with "
                "--take-over",
                place=place,
                history=history,
                lost=lost,
            )
        )


def readable_path(path: str) -> str:
    """Return a path as text: others' files at a target may have names that are no UTF-8."""
    return path.encode(errors="surrogateescape").decode(errors="replace")
