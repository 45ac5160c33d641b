"""Calling functions on many items, on all cores.

Small jobs run in this process. For larger ones, other processes get the work in small batches, a few at a time, so
that the queue takes the same memory however much there is to do. They exit when this process is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from sitegen.building.incremental.working_tables import batches
from sitegen.building.processes.gc_tuning import collect_rarely
from sitegen.building.processes.machine import cores, has_one_thread
from sitegen.errors import SitegenError
from sitegen.messages import say

MUCH = 150
"""Items, such as pairs, from which on it is quicker to start processes: one needs about as long to start as for reading
and making so many pairs in two processes less."""
_PART = 12
"""Items that a process is given at once."""
_WAITING = 4
"""Parts for each process that wait for it or for this process."""
_MOST_ON_WINDOWS = 61
"""Processes that `ProcessPoolExecutor` can wait for there, as its documentation says."""
_NO_COMPLAINT = "ignore::UserWarning:multiprocessing.resource_tracker"
"""As for ``python -W``. Where this process is killed, Python's own helper removes the locks that it has left behind,
and need not complain of them."""

ToolT = TypeVar("ToolT")
ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Pool(Generic[ToolT]):
    """Processes that each have a tool. Use it as a context."""

    def __init__(self, site: Path, make: Callable[..., ToolT], arguments: tuple[Any, ...], count: int | None) -> None:
        """Let each process ``make`` its tool of ``arguments`` for the site in a folder.

        ``count`` is how many processes there may be, by default one a core.
        """
        self._site = site
        self._make = make
        self._arguments = arguments
        self._count = _most_processes(count)
        self._pool: ProcessPoolExecutor | None = None
        self._tool: ToolT | None = None

    @property
    def here(self) -> ToolT:
        """The tool of this process."""
        if self._tool is None:
            self._tool = self._make(*self._arguments)
        return self._tool

    def map(self, function: Callable[[ToolT, list[ItemT]], list[ResultT]], items: Iterable[ItemT]) -> Iterator[ResultT]:
        """Yield what a function makes of items with a tool, in their order. It is given several at once.

        Raises:
            SitegenError: no processes can be started, or one was ended.
        """
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
            message = say(
                "a process that works on pages was ended from outside; if the memory was full, render with --jobs 1"
            )
            raise SitegenError(message, self._site) from error

    def _submit(
        self, function: Callable[[ToolT, list[ItemT]], list[ResultT]], part: list[ItemT]
    ) -> Future[list[ResultT]]:
        try:
            # Outside of the block: this starts a process of Python's own, which makes this one hear again.
            pool = self._started()
            with _without_interruption():
                return pool.submit(_in_process, function, part)
        except OSError as error:
            message = say(
                "processes that work on pages cannot be started: {reason}; render with --jobs 1",
                reason=error.strerror or str(error),
            )
            raise SitegenError(message, self._site) from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("fork" if has_one_thread() else "spawn")
            if _NO_COMPLAINT not in sys.warnoptions:
                sys.warnoptions.append(_NO_COMPLAINT)  # processes that Python starts are given these
            how = (self._make, self._arguments)
            self._pool = ProcessPoolExecutor(self._count, context, initializer=_begin, initargs=how)
        return self._pool

    def rest(self) -> None:
        """Stop idle workers and drop queued work, to free their memory. Later work starts new ones."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the processes end, without doing what waits."""
        self.rest()


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


_tool: Any = None
"""Of this process, if it is one of a pool's."""


def _begin(make: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    """Prepare a process of a pool."""
    global _tool  # noqa: PLW0603  # a process is given its tool once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # for systems on which `_without_interruption` can do nothing
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _tool = make(*arguments)
    collect_rarely()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _in_process(function: Callable[[Any, list[ItemT]], list[ResultT]], part: list[ItemT]) -> list[ResultT]:
    return function(_tool, part)
