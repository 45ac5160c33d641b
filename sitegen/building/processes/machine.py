"""What processes can be started here."""

from __future__ import annotations

import os


def has_one_thread() -> bool:
    """Tell whether a copy of this process can work, which begins at once: it has everything loaded already.

    Where there are threads, as in the preview and after a translation, a copy would hold their locks for ever. Only
    Linux tells of all threads, also of those that are not Python's.
    """
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208  # as quick as can be
    except OSError:
        return False


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
