"""Watching and building beside the server, and showing the outcome."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from sitegen.errors import Problem
from sitegen.preview.building import Builder, Built, MakeEngine
from sitegen.preview.status import Status, StatusBoard
from sitegen.preview.watching import watch
from sitegen.settings.site import Site

Report = Callable[[Built], None]

_PAUSE = 2.0
"""Seconds without an edit after which the search index is made."""


class LiveBuilder:
    """Builds the site again when its files change. ``board`` shows how the last build went."""

    def __init__(self, site: Site, report: Report, make_engine: MakeEngine | None = None) -> None:
        """Prepare; ``report`` is called after each build."""
        # Another run of the preview must not take a page of this one for its own.
        self._run = secrets.token_hex(4)
        self._builds = 0
        self._builder = Builder(site, make_engine)
        self._report = report
        self._changed: set[Path] | None = set()
        self._something_changed = asyncio.Event()
        self._no_watching: tuple[Problem, ...] = ()
        self.building = False
        self.board = StatusBoard(Status(site, self._version()))

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Watch and build in the background until the block is left. A build that is not done then is not awaited."""
        tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._build_again_and_again())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self) -> None:
        problem = await watch(lambda: self.board.now.site, self._note)
        self._no_watching = (problem,)
        self._note(None)

    def _note(self, changed: set[Path] | None) -> None:
        self._changed = None if changed is None or self._changed is None else self._changed | changed
        self._something_changed.set()
        self.board.note(changed)

    async def _build_again_and_again(self) -> None:
        while True:
            # Somebody who writes saves often; the search index can wait until they pause.
            patience = _PAUSE if self._builder.search_is_old else None
            try:
                await asyncio.wait_for(self._something_changed.wait(), patience)
            except TimeoutError:
                await self._work(self._builder.index())
                continue
            self._something_changed.clear()
            changed, self._changed = self._changed, set()
            await self._work(self._builder.build(changed))

    async def _work(self, builds: Iterator[Built]) -> None:
        """Build in a thread that does not keep the process from ending, as those of asyncio do."""
        loop = asyncio.get_running_loop()
        done = asyncio.Event()

        def tell(function: Callable[..., None], *arguments: object) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the preview was stopped meanwhile
                loop.call_soon_threadsafe(function, *arguments)

        def build() -> None:
            try:
                for built in builds:
                    tell(self._show, built)
            finally:
                tell(done.set)

        self.building = True
        threading.Thread(target=build, name="build", daemon=True).start()
        await done.wait()
        self.building = False

    def _show(self, built: Built) -> None:
        if built.changed or built.site.base_path != self.board.now.site.base_path:
            self._builds += 1
        problems = (*built.problems, *self._no_watching)
        self.board.show(Status(built.site, self._version(), problems))
        self._report(replace(built, problems=problems))

    def _version(self) -> str:
        return f"{self._run}-{self._builds}"
