"""Work that another process does while this one goes on."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Generic, Self, TypeVar

from sitegen.building.processes.machine import cores, has_one_thread

ResultT = TypeVar("ResultT")


class Aside(Generic[ResultT]):
    """Calls a function in a copy of this process while its block is being entered and until `result` is asked for.

    Where no copy can work (see `has_one_thread`), there is but one core, or it is not ``worthwhile``, the function is
    called by `result`.
    """

    def __init__(self, function: Callable[[], ResultT], *, worthwhile: bool) -> None:
        self._function = function
        self._begins = worthwhile and cores() > 1 and has_one_thread()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._answer: Connection | None = None

    def result(self) -> ResultT:
        """Return what the function returns, or raise what it raises."""
        if self._answer is not None:
            with suppress(EOFError):  # the process was ended from outside
                found, error = self._answer.recv()
                if error is not None:
                    raise error
                answer: ResultT = found
                return answer
        return self._function()

    def __enter__(self) -> Self:
        """Begin."""
        if self._begins:
            context = multiprocessing.get_context("fork")
            self._answer, end = context.Pipe(duplex=False)
            process = context.Process(target=_call, args=(self._function, end), daemon=True)
            with suppress(OSError):  # no more processes here: then this one does it
                process.start()
                self._process = process
            end.close()
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, if it is still at it."""
        if self._answer is not None:
            self._answer.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()


def _call(function: Callable[[], object], end: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process hears it, and ends this one
    try:
        found = (function(), None)
    except Exception as error:  # noqa: BLE001 - raised by the other process
        end.send((None, error))
    else:
        end.send(found)
