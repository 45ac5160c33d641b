"""What publishing changes at a target."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.storage.manifest import manifest_text, named, parse_manifest
from sitegen.storage.scan import folders_above

MARKER = ".published-by-sitegen"
"""The manifest at every target: the files that were published there, which alone are deleted when they have gone."""

_TITLE = "# The files that sitegen has published here, with their SHA-256; those that leave the site are deleted."


@dataclass(frozen=True)
class Changes:
    """Paths of files that publishing adds, changes and deletes, sorted, and how many it leaves alone.

    Of those to delete, some are somebody else's and ``in_the_way``: files where the site has a folder, or below a path
    where it has a file.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: int = 0
    in_the_way: tuple[str, ...] = ()
    drops_history: bool = False

    @property
    def sent(self) -> tuple[str, ...]:
        """What has to be brought to the target."""
        return tuple(sorted((*self.added, *self.changed)))

    def __bool__(self) -> bool:
        """Tell whether there is anything to do."""
        return bool(self.added or self.changed or self.deleted or self.drops_history)

    @property
    def takes_over(self) -> bool:
        """Tell whether files or history are lost that are somebody else's, as sitegen did not publish there before."""
        lost = self.changed or self.deleted or self.drops_history
        return bool(self.in_the_way) or (MARKER in self.added and bool(lost))


def compare(
    site: Iterable[str],
    target: Collection[str],
    same: Callable[[str], bool],
    published: Collection[str] | None = None,
    keep: Iterable[str] = (),
) -> Changes:
    """Return the changes that make the target's files equal the site's.

    ``same`` tells of a path that is in both whether the target has it as it should be. ``published`` are the files that
    sitegen has brought there, None if that is not known: what else there is stays, or is somebody else's to be asked
    for. Files in ``keep``, or in a folder that it names, are not deleted.
    """
    kept = tuple(keep)
    ours = set(site)
    there = target if published is not None else set(target) - {MARKER}
    both = sorted(path for path in ours if path in there)
    changed = tuple(path for path in both if not same(path))
    gone = {path for path in there if path not in ours and not is_kept(path, kept)}
    foreign = gone.difference(published) if published is not None else set[str]()
    folders = folders_above(ours)
    in_the_way = {path for path in foreign if path in folders or not ours.isdisjoint(folders_above([path]))}
    return Changes(
        added=tuple(sorted(path for path in ours if path not in there)),
        changed=changed,
        deleted=tuple(sorted(gone - foreign | in_the_way)),
        unchanged=len(both) - len(changed),
        in_the_way=tuple(sorted(in_the_way)),
    )


def published_there(marker: bytes | None) -> Mapping[str, bytes] | None:
    """Return the digests of the files that a target's manifest lists, by path; None if it cannot be relied on."""
    found = parse_manifest(marker or b"")
    return found.files if found.whole else None


def target_manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of a target with files of these digests, by path."""
    return manifest_text(files, title=_TITLE)


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
