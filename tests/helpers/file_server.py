"""A small web server on this machine that can misbehave in the ways that real ones do."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Served:
    """A file and how it is served.

    ``cuts`` holds, for each coming request, after how many bytes of its answer the connection is dropped. ``length``
    is announced in place of the true one; ``no_length`` announces none, and ``no_head`` has no answer to HEAD.
    ``redirect`` is an address to go to. After ``silent``, nothing more comes, and the connection stays open.
    """

    data: bytes
    etag: str | None = '"1"'
    modified: str | None = None
    ranges: bool = True
    cuts: list[int] = field(default_factory=list)
    length: int | None = None
    no_length: bool = False
    no_head: bool = False
    status: int = 200
    redirect: str | None = None
    silent: bool = False


@dataclass
class FileServer:
    """The server's address, its files by path, and the GET requests it has had: path and ``Range``."""

    url: str
    files: dict[str, Served] = field(default_factory=dict)
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def add(self, path: str, served: Served | bytes) -> str:
        """Serve a file, and return its address."""
        self.files[path] = served if isinstance(served, Served) else Served(served)
        return self.url + path


@contextlib.contextmanager
def file_server() -> Iterator[FileServer]:
    """Serve on the loopback interface until the block is left."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    files = FileServer(f"http://127.0.0.1:{server.server_port}/")
    server.files = files  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield files
    finally:
        files.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        files: FileServer = self.server.files  # type: ignore[attr-defined]
        path = self.path.lstrip("/")
        asked = self.headers.get("Range")
        served = files.files.get(path)
        if body:
            files.requests.append((path, asked))
        elif served and served.no_head:
            self.send_error(405)
            return
        if served is None or served.status != 200:
            self.send_error(served.status if served else 404)
            return
        if served.redirect:
            self.send_response(302)
            self.send_header("Location", served.redirect)
            self.end_headers()
            return
        self._send(served, self._start(served, asked), with_body=body)

    def _start(self, served: Served, asked: str | None) -> int:
        condition = self.headers.get("If-Range")
        match = re.fullmatch(r"bytes=(\d+)-", asked or "")
        if not served.ranges or not match or (condition and condition not in {served.etag, served.modified}):
            return 0
        return int(match[1])

    def _send(self, served: Served, start: int, *, with_body: bool) -> None:
        size = len(served.data)
        if start >= size > 0:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{size}")
            self.end_headers()
            return
        body = served.data[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        if not served.no_length:
            self.send_header("Content-Length", str(len(body) if served.length is None else served.length))
        for name, value in (("ETag", served.etag), ("Last-Modified", served.modified)):
            if value:
                self.send_header(name, value)
        self.end_headers()
        if not with_body:
            return
        if served.cuts:
            body = body[: served.cuts.pop(0)]
        if served.silent:
            self.server.files.ended.wait()  # type: ignore[attr-defined]
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing on the terminal."""
