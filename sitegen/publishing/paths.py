"""Paths of files in their order, which is that of their bytes: there may be millions of them."""

from __future__ import annotations

import heapq
import weakref
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from sitegen.storage.database import AT_ONCE
from sitegen.storage.files import path_bytes
from sitegen.storage.shelf import Spool


class PathList(Collection[str]):
    """Paths in the order in which they were added. All but the last few lie on disk."""

    def __init__(self, place: Path, paths: Iterable[str] = ()) -> None:
        """Begin with ``paths``; many of them need a file at ``place``, which may be unlinked while it is read."""
        self._place = place
        self._blocks: Spool[list[str]] | None = None
        self._last: list[str] = []
        self._length = 0
        for path in paths:
            self.append(path)

    def append(self, path: str) -> None:
        """Add a path.

        Raises:
            SitegenError: the file cannot be written.
        """
        self._last.append(path)
        self._length += 1
        if len(self._last) == AT_ONCE:
            if self._blocks is None:
                self._blocks = Spool(self._place)
                weakref.finalize(self, self._blocks.close)
            self._blocks.append(self._last)
            self._last = []

    def __len__(self) -> int:
        """Return how many paths there are."""
        return self._length

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        for block in self._blocks or ():
            yield from block
        yield from self._last

    def __contains__(self, path: object) -> bool:
        """Tell whether a path was added, by going through them."""
        return any(path == known for known in self)

    def __eq__(self, other: object) -> bool:
        """Tell whether another collection has the same paths in the same order."""
        if not isinstance(other, Collection):
            return NotImplemented
        return len(self) == len(other) and all(path == its for path, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # it can change


def without(paths: Iterable[str], *others: Iterable[str]) -> Iterator[str]:
    """Yield those of ``paths`` that are in none of ``others``, all of which are in order.

    >>> list(without(["a", "b", "c", "d"], ["b", "x"], ["a", "bc", "d"]))
    ['c']
    """
    rest = heapq.merge(*others, key=path_bytes)
    other = next(rest, None)
    for path in paths:
        while other is not None and path_bytes(other) < path_bytes(path):
            other = next(rest, None)
        if path != other:
            yield path
