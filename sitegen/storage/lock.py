"""One build at a time, and one program at a time that reads an article and writes it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sitegen.errors import SitegenError
from sitegen.messages import say

LOCK = "build.lock"
"""In the state folder."""

CONTENT_LOCK = "content.lock"
"""In the state folder: who changes an article's file holds it from the reading of the file to the writing."""

CHECK_LOCK = "check.lock"
"""In the state folder: who checks the site holds it."""

PATIENCE = 600.0
"""Seconds to wait for another build."""


@contextmanager
def locked(
    state: Path, waiting: Callable[[], None] | None = None, patience: float = PATIENCE, name: str = LOCK
) -> Iterator[None]:
    """Keep other builds of the site out; ``waiting`` is called if one is already under way. It is waited for.

    ``name`` is the file that is locked.

    Raises:
        SitegenError: the other build does not end, or the lock cannot be made.
    """
    path = state / name
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, is_singleton=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting:
                waiting()
            lock.acquire(timeout=patience)
    except Timeout as error:
        raise SitegenError(
            say("another run of sitegen holds it and does not end; stop that one and try again"), path
        ) from error
    except OSError as error:
        raise SitegenError(say("cannot be made: {reason}", reason=error.strerror), path) from error
    try:
        yield
    finally:
        lock.release()
