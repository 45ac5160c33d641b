"""A running preview, asked in ways that browsers and other clients would not let pass."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

from sites import SiteFolder

from sitegen.preview.application import application
from sitegen.preview.building import Built, MakeEngine
from sitegen.preview.live_builder import LiveBuilder
from sitegen.preview.server import preview_server

PATIENCE = 120
"""Seconds after which a test that waits for something gives up."""


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@dataclass(frozen=True)
class Answer:
    """A response; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def page(self) -> str:
        """The HTML without what the preview has put in."""
        lines = self.body.decode().splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith('<script src="/.sitegen/'))


@dataclass
class Preview:
    """A preview that runs, and what its builds reported."""

    port: int
    base: str
    site: SiteFolder
    builder: LiveBuilder
    reports: Queue[Built] = field(default_factory=Queue)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.base}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a request whose path is sent as it is."""
        return ask(self.port, path, method, **headers)

    def built(self, when: Callable[[Built], bool] | None = None) -> Built:
        """The next build; with ``when``, the next for which that is true."""
        while True:
            built = self.reports.get(timeout=PATIENCE)
            if when is None or when(built):
                return built

    def shows(self, path: str, text: str) -> None:
        """Wait for the build after which a page has a text."""
        self.built(lambda _: text in self.ask(path).page)

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The statuses as an open page gets them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/.sitegen/events")
            response = connection.getresponse()
            assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
            lines = (line.decode() for line in iter(response.readline, b""))
            yield (json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))
        finally:
            connection.close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    """The answer to a request whose path is sent as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        return _answer(connection.getresponse())
    finally:
        connection.close()


def ask_raw(port: int, request: bytes) -> Answer:
    """The answer to these very bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        response = http.client.HTTPResponse(connection)
        response.begin()
        return _answer(response)


def _answer(response: http.client.HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, response.read())


@contextmanager
def previewing(site: SiteFolder, *, lan: bool = False, make_engine: MakeEngine | None = None) -> Iterator[Preview]:
    """Run the preview of a site on a free port. Its first build is done when the block begins."""
    listener = socket.create_server(("127.0.0.1", 0))
    reports: Queue[Built] = Queue()
    builder = LiveBuilder(site.site, reports.put, make_engine)
    server = preview_server(builder, application(builder, lan=lan))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    preview = Preview(listener.getsockname()[1], site.site.base_path, site, builder, reports)
    try:
        preview.built()
        yield preview
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
