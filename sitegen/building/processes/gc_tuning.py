"""Python's search for objects that refer to each other and to which nothing else refers: less of it in a build."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS_BETWEEN = 50_000
"""Python's own threshold, 700, is met many times while a story is read; see `gc.set_threshold`."""


def collect_rarely() -> None:
    """Collect less often, and never again the present objects. Stories are many objects with hardly any cycles."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN, *gc.get_threshold()[1:])


@contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Collect rarely in a block."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
