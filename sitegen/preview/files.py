"""File responses: whole files, media types, ranges, and conditional requests.

Starlette's ``FileResponse`` looks at the file and opens it later by its name. A build that swaps the site in between
would make the headers those of one file and the body that of another; here a file is opened once.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sitegen.media_types import media_type

_CHUNK = 1 << 18
_PAGES = {".html", ".htm"}
_COMMON = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


def page_response(page: bytes, asked: Headers, status: int = 200) -> Response:
    """Return the answer with an HTML page; 304 if the browser has it already."""
    tag = f'"{hashlib.sha256(page).hexdigest()[:32]}"'
    headers = {**_COMMON, "ETag": tag}
    if status == 200 and _has_it(asked, tag):
        return Response(status_code=304, headers=headers)
    return Response(page, status, headers, "text/html")


def file_response(path: Path, asked: Headers, change_page: Callable[[bytes], bytes]) -> Response:
    """Return the answer with a file: a page as ``change_page`` makes it, of any other file the range asked for.

    The file is opened once. A build that replaces it meanwhile does not change what is sent: all of it is the old file.

    Raises:
        OSError: the file cannot be read.
    """
    file = path.open("rb")
    try:
        if path.suffix.lower() in _PAGES:
            with file:
                return page_response(change_page(file.read()), asked)
        return _part(file, media_type(path), asked)
    except BaseException:
        file.close()
        raise


def _part(file: BinaryIO, content_type: str, asked: Headers) -> Response:
    facts = os.fstat(file.fileno())
    if not stat.S_ISREG(facts.st_mode):
        raise FileNotFoundError(file.name)
    size = facts.st_size
    tag = f'"{facts.st_mtime_ns:x}-{facts.st_ino:x}-{size:x}"'
    headers = {**_COMMON, "ETag": tag, "Accept-Ranges": "bytes", "Content-Type": content_type}
    if _has_it(asked, tag):
        file.close()
        return Response(status_code=304, headers=headers)
    wanted = asked.get("Range")
    if wanted is None or asked.get("If-Range", tag) != tag:
        return _FilePart(file, range(size), 200, headers)
    part = byte_range(wanted, size)
    if part is None:
        return _FilePart(file, range(size), 200, headers)
    if not part:
        file.close()
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    return _FilePart(file, part, 206, {**headers, "Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"})


def byte_range(header: str, size: int) -> range | None:
    """Return the bytes that a ``Range`` header asks for, of a file with ``size`` bytes (RFC 9110, section 14.1.2).

    An empty range cannot be satisfied. None is a header to ignore, as several ranges at once: a server may.

    >>> byte_range("bytes=-500", 1200)
    range(700, 1200)
    """
    match = re.fullmatch(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", header, re.IGNORECASE)
    if not match or match[1] == match[2] == "":
        return None
    if match[1] == "":
        return range(max(0, size - int(match[2])), size)
    start, end = int(match[1]), int(match[2] or size - 1)
    if match[2] and end < start:
        return None
    return range(min(start, size), min(end + 1, size))


def _has_it(asked: Headers, tag: str) -> bool:
    tags = [found.strip().removeprefix("W/") for found in asked.get("If-None-Match", "").split(",")]
    return tag in tags or "*" in tags


class _FilePart(Response):
    """Some bytes of an open file, read while they are sent, because recordings are large."""

    def __init__(self, file: BinaryIO, part: range, status: int, headers: dict[str, str]) -> None:
        super().__init__(None, status, {**headers, "Content-Length": str(len(part))})
        self.file = file
        self.part = part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # ASGI's signature
        with self.file:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            left = 0 if scope["method"] == "HEAD" else len(self.part)
            self.file.seek(self.part.start)
            while left:
                chunk = await run_in_threadpool(self.file.read, min(left, _CHUNK))
                if not chunk:
                    raise OSError("the file became shorter while it was sent")
                left -= len(chunk)
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
