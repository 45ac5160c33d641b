"""What the preview shows at this moment, and how open pages learn that it has changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.errors import Problem
from sitegen.settings.site import Site

Changed = Callable[[set[Path] | None], None]


@dataclass(frozen=True)
class Status:
    """The site's settings, the version of its finished pages, and the messages of the last build.

    ``version`` is another whenever files in ``public/`` may be.
    """

    site: Site
    version: str
    problems: tuple[Problem, ...] = ()

    def places(self) -> list[dict[str, str]]:
        """Return the problems as text: ``place`` (``content/id/x.md:3`` or empty), ``message`` and ``severity``."""
        return [
            {
                "place": _place(problem, self.site),
                "message": str(replace(problem, path=None)),
                "severity": problem.severity,
            }
            for problem in self.problems
        ]

    def event(self) -> bytes:
        """Return the status as a server-sent event."""
        return f"data: {json.dumps({'version': self.version, 'problems': self.places()})}\n\n".encode()


def _place(problem: Problem, site: Site) -> str:
    if problem.path is None:
        return ""
    path = problem.path
    shown = path.relative_to(site.root) if path.is_relative_to(site.root) else path
    return str(Problem("", shown, problem.line)).removesuffix(":")


class StatusBoard:
    """Holds the present status and tells everybody who follows it when there is another."""

    def __init__(self, status: Status) -> None:
        self.now = status
        self.closed = False
        self._changed = asyncio.Event()
        self._listeners: list[Changed] = []

    def show(self, status: Status) -> None:
        """Replace the status."""
        self.now = status
        self._wake()

    def listen(self, changed: Changed) -> None:
        """Call ``changed`` with the files that change, from now on; None stands for any."""
        self._listeners.append(changed)

    def note(self, changed: set[Path] | None) -> None:
        """Tell listeners which files have changed."""
        for listener in self._listeners:
            listener(changed)

    def close(self) -> None:
        """End every following, so that the server can stop."""
        self.closed = True
        self._wake()
        self.note(set())

    async def follow(self) -> AsyncIterator[Status]:
        """Yield the present status and then every later one; some are left out where they follow quickly."""
        while not self.closed:
            changed = self._changed
            yield self.now
            await changed.wait()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
