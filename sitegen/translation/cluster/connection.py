"""The connection to a cluster: to a scheduler somewhere, or to processes of this machine."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sitegen.errors import SitegenError
from sitegen.extras import not_installed
from sitegen.models.sent_packages import begin, blocks, finish, receive
from sitegen.translation.cluster import worker
from sitegen.translation.cluster.recipes import Recipe
from sitegen.translation.texts import Segment

CONNECT_SECONDS = 10
"""Within which a scheduler must answer."""
_LOCAL = re.compile(r"local:(\d+)")


@dataclass(frozen=True)
class Member:
    """A worker as the scheduler knows it. One that was started again has another ``id`` at the same ``address``."""

    address: str
    id: str
    host: str
    threads: int


class Lost(Exception):  # noqa: N818 - what has happened
    """The scheduler does not answer any more."""


class Connection:
    """A client of a scheduler; with an address such as ``local:4``, of one that it starts, with its workers."""

    def __init__(self, address: str) -> None:
        """Connect.

        Raises:
            SitegenError: distributed is not installed, or no scheduler answers.
        """
        try:
            distributed: Any = import_module("distributed")
        except ImportError as missing:
            raise not_installed("distributed", "cluster") from missing
        # What concerns a person is said by those who use this.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self.address = address
        self._own: Any = None
        local = _LOCAL.fullmatch(address)
        if local:
            try:
                self._own = _processes(distributed, int(local[1]))
            except RuntimeError as error:
                raise SitegenError(f"the processes of {address} cannot be started: {error}") from error
        try:
            self._client: Any = distributed.Client(
                self._own or address, timeout=CONNECT_SECONDS, set_as_default=False, name="sitegen"
            )
        except (OSError, ValueError, TimeoutError) as error:
            raise SitegenError(
                f"no scheduler answers at {address} ({error}); start one with: dask scheduler; see docs/cluster.md"
            ) from error

    @property
    def is_local(self) -> bool:
        """Whether the workers are processes of this machine, which end with this."""
        return self._own is not None

    def members(self) -> Mapping[str, Member]:
        """Return the workers by their address.

        Raises:
            Lost: the scheduler does not answer.
        """
        if self._client.status != "running":
            raise Lost
        try:
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, TimeoutError, AttributeError, TypeError) as error:
            raise Lost from error
        return {
            address: Member(address, str(info["id"]), str(info.get("host", "")), int(info["nthreads"]))
            for address, info in workers.items()
        }

    def prepare(self, member: Member, recipe: Recipe, done: Callable[[Any], None]) -> Any:
        """Let a worker make itself ready; ``done`` is called in another thread with the future of its `Answer`."""
        return self._submit(member, done, worker.prepare, recipe, member.threads)

    def translate(self, member: Member, digest: str, texts: Sequence[Segment], done: Callable[[Any], None]) -> Any:
        """Let a worker translate; ``done`` is called in another thread with the future of the translations."""
        return self._submit(member, done, worker.translate, digest, texts)

    def _submit(self, member: Member, done: Callable[[Any], None], function: Callable[..., Any], *values: Any) -> Any:
        # A job has one worker and no other: else one that ends its process takes several with it, in the dark.
        future = self._client.submit(
            function, *values, pure=False, workers=[member.address], allow_other_workers=False, retries=0
        )
        future.add_done_callback(done)
        return future

    def send_package(self, member: Member, folder: Path, digest: str) -> None:
        """Send a package to a worker that has none.

        Raises:
            SitegenError: it cannot be sent.
            Lost: the scheduler does not answer.
        """
        try:
            there = self._run(member, begin, digest)
            for name, block in blocks(folder):
                self._run(member, receive, there, name, block)
            whole = self._run(member, finish, there, digest, folder.name)
        except (OSError, TimeoutError, KeyError, ValueError) as error:
            raise SitegenError(f"could not be sent the package: {error}") from error
        if not whole:
            raise SitegenError("was sent the package, and has not got it whole")

    def _run(self, member: Member, function: Callable[..., Any], *values: Any) -> Any:
        return self._client.run(function, *values, workers=[member.address])[member.address]

    def close(self) -> None:
        """End it, and the workers that it started."""
        with suppress(TimeoutError):
            self._client.close(timeout=2)
        if self._own is not None:
            with suppress(TimeoutError):
                self._own.close(timeout=20)


def _processes(distributed: Any, count: int) -> Any:
    # Else a worker that was killed is given up for good where its next process takes 15 seconds to start.
    import_module("dask").config.set(
        {"distributed.deploy.lost-worker-timeout": "1h", "distributed.worker.profile.enabled": False}
    )
    return distributed.LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    )
