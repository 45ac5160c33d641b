"""Server-sent events for open pages of the desk: which stories have changed on disk."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path

from sitegen.content.places import is_article
from sitegen.preview.status import StatusBoard

_RETRY_MILLISECONDS = 1000


class Events:
    """Tells the pages that follow which stories change, as the preview's watching notices it."""

    def __init__(self, board: StatusBoard) -> None:
        self._board = board
        self._queues: set[asyncio.Queue[set[Path] | None]] = set()
        board.listen(self._note)

    def _note(self, changed: set[Path] | None) -> None:
        for queue in self._queues:
            queue.put_nowait(changed)

    async def follow(self) -> AsyncGenerator[bytes]:
        """Yield events such as ``{"changed": ["slug"]}``, until the server stops; null stands for any story."""
        queue: asyncio.Queue[set[Path] | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield f"retry: {_RETRY_MILLISECONDS}\n\n".encode()
            while not self._board.closed:
                changed = await queue.get()
                slugs = None if changed is None else sorted({path.stem for path in changed if is_article(path.name)})
                if slugs is None or slugs:
                    yield f"data: {json.dumps({'changed': slugs})}\n\n".encode()
        finally:
            self._queues.discard(queue)
