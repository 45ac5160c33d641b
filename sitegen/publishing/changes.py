"""What publishing changes at a target."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sitegen.errors import SitegenError

MARKER = ".published-by-sitegen"
"""The file at every target that says who deletes files there."""

MARKER_TEXT = b"sitegen publishes this folder: what is not in the site is deleted here.\n"


@dataclass(frozen=True)
class Changes:
    """Paths of files that publishing adds, changes and deletes, sorted, and how many it leaves alone."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: int = 0

    @property
    def sent(self) -> tuple[str, ...]:
        """What has to be brought to the target."""
        return tuple(sorted((*self.added, *self.changed)))

    def __bool__(self) -> bool:
        """Tell whether there is anything to do."""
        return bool(self.added or self.changed or self.deleted)

    @property
    def takes_over(self) -> bool:
        """Tell whether files are lost that somebody else has put there, as it was not published by sitegen before."""
        return MARKER in self.added and bool(self.changed or self.deleted)


def compare(
    site: Iterable[str], target: Collection[str], same: Callable[[str], bool], keep: Iterable[str] = ()
) -> Changes:
    """Return what makes the target's files those of the site.

    ``same`` tells of a path that is in both whether the target has it as it should be. Files in ``keep``, or in a
    folder that it names, are not deleted.
    """
    kept = tuple(keep)
    ours = set(site)
    both = sorted(path for path in ours if path in target)
    changed = tuple(path for path in both if not same(path))
    return Changes(
        added=tuple(sorted(path for path in ours if path not in target)),
        changed=changed,
        deleted=tuple(sorted(path for path in target if path not in ours and not is_kept(path, kept))),
        unchanged=len(both) - len(changed),
    )


def is_kept(path: str, keep: Iterable[str]) -> bool:
    """Tell whether ``path`` is in ``keep`` or in a folder that it names."""
    return any(path == name or path.startswith(f"{name}/") for name in keep)


def refuse_to_take_over(changes: Changes, place: str) -> None:
    """Raise `SitegenError` if publishing would remove what somebody else has put there."""
    if changes.takes_over:
        lost = len(changes.changed) + len(changes.deleted)
        raise SitegenError(
            f"{place} was not published by sitegen, and {lost:,} of its files would be deleted or replaced; "
            "look at them with --dry-run, name those to keep in 'keep', and publish once with --take-over"
        )
