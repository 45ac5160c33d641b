"""Server-sent events for open pages of the desk: which stories have changed on disk, and how far the list is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncGenerator
from pathlib import Path

from sitegen.content.places import is_article
from sitegen.desk.stories import JSON
from sitegen.preview.status import StatusBoard

_RETRY_MILLISECONDS = 1000
_PAUSE = 0.5
"""Seconds between two events that say how far the list is."""


class Events:
    """Tells the pages that follow what the preview's watching notices, and what the index does."""

    def __init__(self, board: StatusBoard) -> None:
        self._board = board
        self._queues: set[asyncio.Queue[JSON | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told_at = 0.0
        board.listen(self._note)

    def _note(self, changed: set[Path] | None) -> None:
        slugs = None if changed is None else sorted({path.stem for path in changed if is_article(path.name)})
        self._tell(None if slugs == [] else {"changed": slugs})

    def tell_progress(self, read: int, stories: int) -> None:
        """Tell how many of the stories the list has read; to be called in any thread."""
        is_due = read == stories or time.monotonic() - self._told_at > _PAUSE
        if self._loop is not None and is_due:
            self._told_at = time.monotonic()
            with contextlib.suppress(RuntimeError):  # the server has stopped
                self._loop.call_soon_threadsafe(self._tell, {"read": read, "stories": stories})

    def _tell(self, event: JSON | None) -> None:
        for queue in self._queues:
            queue.put_nowait(event)

    async def follow(self) -> AsyncGenerator[bytes]:
        """Yield events until the server stops: ``{"changed": ["slug"]}``, where null stands for any story, and
        ``{"read": 200, "stories": 10000}``.
        """
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[JSON | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield f"retry: {_RETRY_MILLISECONDS}\n\n".encode()
            while not self._board.closed:
                event = await queue.get()  # None wakes this up, to see that the server stops
                if event is not None:
                    yield f"data: {json.dumps(event)}\n\n".encode()
        finally:
            self._queues.discard(queue)
