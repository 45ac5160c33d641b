"""The workers of a cluster: their presence, readiness, compatibility and jobs."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Generic, Literal, TypeVar

from sitegen.errors import Problem, SitegenError
from sitegen.translation.cluster.connection import Connection, Lost, Member
from sitegen.translation.cluster.recipes import Recipe
from sitegen.translation.cluster.worker import Answer, Made
from sitegen.translation.texts import Segment

PATIENCE = 120.0
"""Seconds that a scheduler may be away, or all workers."""
TICK = 0.5
"""Seconds between two looks at which workers are there."""
AHEAD = 2
"""Jobs of each thread of a worker: one that it does, and the next."""
GATHER_SECONDS = 5.0
"""Within which a translation that is finished must arrive."""
_log = logging.getLogger(__name__)

J = TypeVar("J")


@dataclass(eq=False)
class Worker:
    """A worker of the cluster. ``device`` is empty until it is ready; ``refused`` says why it will not be."""

    member: Member
    device: str = ""
    refused: str = ""
    jobs: int = 0
    alone: bool = False
    was_sent: bool = False

    @property
    def has_room(self) -> bool:
        """Whether it can be given a job."""
        return bool(self.device) and not self.alone and self.jobs < AHEAD * self.member.threads


@dataclass(frozen=True)
class Outcome(Generic[J]):
    """What became of a job: it is done, its worker died, it failed with an error, or it was never begun."""

    job: J
    kind: Literal["done", "died", "failed", "returned"]
    made: Made | None = None
    error: str = ""


class Crew(Generic[J]):
    """The workers of the cluster at an address, from the first job on until it is closed."""

    def __init__(self, address: str, recipe: Recipe) -> None:
        """Take the address of a scheduler, or ``local:4``, and how workers become ready."""
        self.problems: list[Problem] = []
        self._address, self._recipe = address, recipe
        self._connection: Connection | None = None
        self._workers: dict[str, Worker] = {}
        self._tasks: dict[Any, tuple[Worker, J | None]] = {}
        """By future: the worker, and the job; None where it makes itself ready."""
        self._events: SimpleQueue[Any] = SimpleQueue()
        self._looked = 0.0
        self._deserted: float | None = None
        """Since when there is no worker."""

    @property
    def has_room(self) -> bool:
        """Whether a job could be given, or is needed to begin with."""
        return self._connection is None or any(worker.has_room for worker in self._workers.values())

    def idle_worker(self, *, alone: bool) -> Worker | None:
        """Return the worker that has the least to do; one that has nothing, for a job that is to be ``alone`` there.

        Raises:
            SitegenError: distributed is not installed, or no scheduler answers.
        """
        if self._connection is None:
            self._connection = Connection(self._address)
        free = [worker for worker in self._workers.values() if worker.has_room and not (alone and worker.jobs)]
        return min(free, key=lambda worker: (worker.jobs / worker.member.threads, worker.member.address), default=None)

    def give(self, worker: Worker, job: J, texts: Sequence[Segment], *, alone: bool) -> None:
        """Give a job to a worker; nothing else, where it is to be ``alone``."""
        assert self._connection is not None  # noqa: S101 - workers come with it
        worker.jobs += 1
        worker.alone = alone
        future = self._connection.translate(worker.member, self._recipe.digest, texts, self._events.put)
        self._tasks[future] = worker, job

    def take_back(self) -> J | None:
        """Take a job back that its worker has not begun, if another one has nothing to do; at the end of a run."""
        if not any(worker.device and not worker.jobs for worker in self._workers.values()):
            return None
        for future, (worker, job) in reversed(self._tasks.items()):
            if job is not None and worker.jobs > worker.member.threads:
                del self._tasks[future]
                future.cancel()
                worker.jobs -= 1
                return job
        return None

    def outcomes(self) -> Iterator[Outcome[J]]:
        """Wait a moment, and yield the outcomes of jobs.

        Raises:
            SitegenError: the cluster has no worker that can be used, or is gone for too long.
        """
        late = []
        with suppress(Empty):
            future = self._events.get(timeout=TICK)
            while True:
                # Where the scheduler or the worker is gone, that will be seen below.
                if future in self._tasks and future.status in {"finished", "error"}:
                    try:
                        yield from self._ended(future)
                    except TimeoutError:
                        late.append(future)
                future = self._events.get_nowait()
        for future in late:
            self._events.put(future)
        if late or time.monotonic() - self._looked >= TICK:
            yield from self._look()

    def _ended(self, future: Any) -> Iterator[Outcome[J]]:
        """What a task says that has ended.

        Raises:
            TimeoutError: its worker does not give it out; it may have died with it.
        """
        error = future.exception(timeout=GATHER_SECONDS) if future.status == "error" else None
        made = future.result(timeout=GATHER_SECONDS) if error is None else None
        worker, job = self._tasks.pop(future)
        if job is None:
            self._answered(worker, made, error)
            return
        worker.jobs -= 1
        worker.alone = False
        if type(error).__name__ == "KilledWorker":
            yield Outcome(job, "died")
        elif error is not None:
            yield Outcome(job, "failed", error=f"{worker.member.address} says {type(error).__name__}: {error}")
        elif made is None:
            # Another process answers at this address.
            worker.device = ""
            self._prepare(worker)
            yield Outcome(job, "returned")
        else:
            yield Outcome(job, "done", made)

    def _answered(self, worker: Worker, answer: Answer | None, error: BaseException | None) -> None:
        if answer is None:
            said = f"{type(error).__name__}: {error}"
            self._refuse(worker, f"cannot be made ready ({said}); install the same sitegen there")
        elif answer.lacks_package and not worker.was_sent and self._send(worker):
            self._prepare(worker)
        elif answer.refusal:
            self._refuse(worker, answer.refusal)
        else:
            worker.device = answer.device
            member = worker.member
            _log.info(
                "worker %s (%s) is ready: %d threads, %s", member.address, member.host, member.threads, answer.device
            )

    def _send(self, worker: Worker) -> bool:
        """Send the package to a worker that lacks it; False if there is nothing to send, or it did not arrive."""
        worker.was_sent = True
        package = self._recipe.engine.package
        if package is None or self._connection is None:
            return False
        try:
            self._connection.send_package(worker.member, *package)
        except SitegenError as error:
            _log.warning("worker %s %s", worker.member.address, error)
            return False
        return True

    def _refuse(self, worker: Worker, reason: str) -> None:
        worker.refused = reason
        self.problems.append(
            Problem(
                f"the worker {worker.member.address} ({worker.member.host}) is not used: it {reason}",
                severity="warning",
            )
        )

    def _prepare(self, worker: Worker) -> None:
        assert self._connection is not None  # noqa: S101 - workers come with it
        self._tasks[self._connection.prepare(worker.member, self._recipe, self._events.put)] = worker, None

    def _look(self) -> Iterator[Outcome[J]]:
        """See which workers are there: those that are new are to become ready, the jobs of those that are gone died."""
        assert self._connection is not None  # noqa: S101 - nobody waits before it is there
        try:
            members = self._connection.members()
        except Lost:
            yield from self._reconnect()
            return
        self._looked = time.monotonic()
        gone = [worker for address, worker in self._workers.items() if members.get(address) != worker.member]
        for worker in gone:
            del self._workers[worker.member.address]
        for future in [future for future, (worker, _) in self._tasks.items() if worker in gone]:
            _, job = self._tasks.pop(future)
            future.cancel()
            if job is not None:
                yield Outcome(job, "died")
        for address in members.keys() - self._workers.keys():
            self._workers[address] = Worker(members[address])
            self._prepare(self._workers[address])
        self._check_that_somebody_works()

    def _check_that_somebody_works(self) -> None:
        if self._workers and all(worker.refused for worker in self._workers.values()):
            first, *others = self._workers.values()
            more = f" (and {len(others):,} more)" if others else ""
            raise SitegenError(
                f"no worker of {self._address} can be used: {first.member.address}{more} {first.refused}"
            )
        if self._workers:
            self._deserted = None
            return
        now = time.monotonic()
        self._deserted = now if self._deserted is None else self._deserted
        if now - self._deserted > PATIENCE:
            start = "" if self._address.startswith("local:") else f"; start some with: dask worker {self._address}"
            raise SitegenError(
                f"{self._address} has had no worker for {PATIENCE:.0f} seconds{start}; what was translated is kept"
            )

    def _reconnect(self) -> Iterator[Outcome[J]]:
        """Wait for a scheduler that is gone, and give back what was out."""
        if self._connection is None or self._connection.is_local:
            raise SitegenError("the scheduler of this machine's workers is gone; what was translated is kept")
        lost = [job for _, job in self._tasks.values() if job is not None]
        self.close()
        _log.warning("the scheduler %s does not answer; waiting for it", self._address)
        until = time.monotonic() + PATIENCE
        while self._connection is None:
            try:
                self._connection = Connection(self._address)
            except SitegenError:
                if time.monotonic() > until:
                    raise
                time.sleep(TICK)
        self._deserted = None
        for job in lost:
            yield Outcome(job, "returned")

    def close(self) -> None:
        """Leave the cluster and drop running jobs."""
        connection, self._connection = self._connection, None
        for future in self._tasks:
            with suppress(Exception):  # the scheduler may be gone
                future.cancel()
        self._tasks.clear()
        self._workers.clear()
        if connection:
            connection.close()
