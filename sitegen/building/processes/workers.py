"""Reading and making on all cores.

Small jobs run in this process. For larger ones, worker processes get the work in small batches, a few at a time, so
that the queue takes the same memory however large the site is. Workers write only their own files, and exit when this
process is gone.
"""

from __future__ import annotations

import datetime
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import Self, TypeVar

from sitegen.building.incremental.hashing import with_digests
from sitegen.building.incremental.working_tables import batches
from sitegen.building.processes.gc_tuning import collect_rarely
from sitegen.building.processes.machine import cores, has_one_thread
from sitegen.building.reading import Reading, Words
from sitegen.building.renderer import Job, RenderedFile, Renderer
from sitegen.building.story_cache import StoryLocation
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.summaries import Summary
from sitegen.settings.site import Site

MUCH = 150
"""Pairs from which on it is quicker to start processes: one needs about as long to start as for reading and making so
many pairs in two processes less."""
_PART = 12
"""Pairs or orders that a process is given at once."""
_WAITING = 4
"""Parts for each process that wait for it or for this process."""
_MOST_ON_WINDOWS = 61
"""Processes that `ProcessPoolExecutor` can wait for there, as its documentation says."""
_NO_COMPLAINT = "ignore::UserWarning:multiprocessing.resource_tracker"
"""As for ``python -W``. Where this process is killed, Python's own helper removes the locks that it has left behind,
and need not complain of them."""

Read = tuple[Summary, StoryLocation | None, Mapping[str, str]]
"""A pair's summary, where its story waits, and the signatures of the pictures that it asks for."""
ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Workers:
    """Reads pairs and makes files, in this process or in others. Use it as a context."""

    def __init__(
        self,
        site: Site,
        words: Mapping[str, Words],
        story_cache: Path,
        now: datetime.datetime,
        count: int | None = None,
    ) -> None:
        """What is not due ``now`` is held. ``count`` is how many processes there may be, by default one a core."""
        self._arguments = (site, words, story_cache, now)
        self._count = _most_processes(count)
        self._maker: Renderer | None = None
        self._pool: ProcessPoolExecutor | None = None

    def read(self, slugs: Iterable[str]) -> Iterator[Read]:
        """Yield the summary of each pair, where its story waits if it is published, and the pictures it asks for."""
        yield from self._map(_read, slugs)

    def make(self, orders: Iterable[Job], tagged: frozenset[str]) -> Iterator[RenderedFile]:
        """Yield the files of ``orders``. ``tagged`` are the languages in which an article has a tag (see `Frame`)."""
        yield from self._map(_Making(tagged), orders)

    @property
    def here(self) -> Renderer:
        """What makes files in this process."""
        if self._maker is None:
            self._maker = Renderer(*self._arguments)
        return self._maker

    def _map(
        self, function: Callable[[Renderer, list[ItemT]], list[ResultT]], items: Iterable[ItemT]
    ) -> Iterator[ResultT]:
        remaining = iter(items)
        first = list(islice(remaining, MUCH))
        parts = batches(chain(first, remaining), _PART)
        if self._count == 1 or (self._pool is None and len(first) < MUCH):
            for part in parts:
                yield from function(self.here, part)
            return
        waiting: deque[Future[list[ResultT]]] = deque()
        try:
            for part in parts:
                waiting.append(self._submit(function, part))
                if len(waiting) > self._count * _WAITING:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            message = say("a process that makes pages was ended from outside; if the memory was full, use --jobs 1")
            raise SitegenError(message, self._arguments[0].root) from error

    def _submit(
        self, function: Callable[[Renderer, list[ItemT]], list[ResultT]], part: list[ItemT]
    ) -> Future[list[ResultT]]:
        try:
            # Outside of the block: this starts a process of Python's own, which makes this one hear again.
            pool = self._started()
            with _without_interruption():
                return pool.submit(_in_process, function, part)
        except OSError as error:
            message = say(
                "processes that make pages cannot be started: {reason}; use --jobs 1",
                reason=error.strerror or str(error),
            )
            raise SitegenError(message, self._arguments[0].root) from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("fork" if has_one_thread() else "spawn")
            if _NO_COMPLAINT not in sys.warnoptions:
                sys.warnoptions.append(_NO_COMPLAINT)  # processes that Python starts are given these
            self._pool = ProcessPoolExecutor(self._count, context, initializer=_begin, initargs=self._arguments)
        return self._pool

    def rest(self) -> None:
        """Stop idle workers and drop queued work, to free their memory. Later work starts new ones."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Self:
        """Return the workers themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the processes end, without doing what waits."""
        self.rest()
        if self._maker:
            self._maker.story_cache.close()


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Start processes with SIGINT ignored, also while they load: this process ends them, and says so.

    They hear that they are to end when they have begun: a copy of this process has its handler until then.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _most_processes(asked: int | None) -> int:
    count = asked or cores()
    return min(count, _MOST_ON_WINDOWS) if sys.platform == "win32" else count


def _read(maker: Renderer, slugs: list[str]) -> list[Read]:
    return [_shelved(maker, maker.reader.read(slug)) for slug in slugs]


def _shelved(maker: Renderer, reading: Reading) -> Read:
    return (
        with_digests(reading.summary),
        maker.story_cache.put(reading.story) if reading.story else None,
        reading.looked_for,
    )


class _Making:
    """Makes files; a class because it is sent to other processes with what it knows."""

    def __init__(self, tagged: frozenset[str]) -> None:
        self.tagged = tagged

    def __call__(self, maker: Renderer, orders: list[Job]) -> list[RenderedFile]:
        context = maker.context(self.tagged)
        return [made for order in orders for made in maker.make(order, context)]


_maker: Renderer | None = None
"""Of this process, if it is one of the workers."""


def _begin(site: Site, words: Mapping[str, Words], story_cache: Path, now: datetime.datetime) -> None:
    """Prepare a worker's process."""
    global _maker  # noqa: PLW0603  # a process is given its tools once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # for systems on which `_without_interruption` can do nothing
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _maker = Renderer(site, words, story_cache, now)
    collect_rarely()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _in_process(function: Callable[[Renderer, list[ItemT]], list[ResultT]], part: list[ItemT]) -> list[ResultT]:
    assert _maker is not None  # noqa: S101
    return function(_maker, part)
