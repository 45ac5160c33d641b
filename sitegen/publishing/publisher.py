"""What every kind of target can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sitegen.publishing.changes import Changes

ShowProgress = Callable[[int, int | None], None]
"""Called with what is done and, where it is known, the total."""


def ignore_progress(done: int, total: int | None) -> None:
    """Show no progress."""


class Publisher(Protocol):
    """Brings files to one target."""

    @property
    def place(self) -> str:
        """Where the target is, in words for people, without secrets."""

    def changes(self) -> Changes:
        """Return the changes of publishing, without changing anything at the target.

        Raises:
            SitegenError: the target cannot be reached or read.
        """

    def publish(self, changes: Changes, show: ShowProgress = ignore_progress) -> None:
        """Make the changes, which `changes` has returned just before.

        Raises:
            SitegenError: the target cannot be written; publishing again goes on from there.
        """
