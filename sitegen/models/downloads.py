"""Files are fetched over HTTP, with limits, and a download that was cut goes on where it stopped."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
import urllib.error
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO
from urllib import request
from urllib.parse import quote, urlsplit

from sitegen import __version__
from sitegen.errors import SitegenError

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are here and, where the server says, their total."""

TIMEOUT = 30.0
"""Seconds that a server may keep silent."""
PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each new try, when a connection breaks in the middle."""
_BLOCK = 64 * 1024


class DownloadError(Exception):
    """A file could not be fetched. Whoever asked for it says what to do about it."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(reason)
        self.url = url
        self.reason = reason


class _CutError(DownloadError):
    """The connection broke in the middle; what has come is kept."""


@dataclass(frozen=True)
class _Note:
    """What the server said of the file that a part belongs to."""

    etag: str | None
    modified: str | None
    size: int | None

    @property
    def condition(self) -> str | None:
        """The value of ``If-Range``, which takes no weak tags (RFC 9110, section 13.1.5)."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified

    def same(self, other: _Note) -> bool:
        """Whether both are of the same file, as far as both are known."""
        pairs = ((self.etag, other.etag), (self.modified, other.modified), (self.size, other.size))
        return all(mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None)


@dataclass(frozen=True)
class _Job:
    url: str
    part: Path
    limit: int
    progress: Progress | None


def download(url: str, folder: Path, limit: int, progress: Progress | None = None) -> Path:
    """Fetch ``url`` into a file in ``folder`` and return its path.

    The file's name ends in ``.part``. One that an earlier call left unfinished is gone on with if the server can do
    that and its file is still the same, and else begun anew. Whoever called moves or deletes the finished file.

    Raises:
        DownloadError: the file cannot be fetched; what has come of it is kept.
        SitegenError: it is larger than ``limit`` bytes, or cannot be written.
    """
    # Two addresses may end in the same file name.
    name = re.sub(r"[^\w.-]", "_", url.rpartition("/")[2])[-80:]
    part = folder / f"{name}.{hashlib.sha256(url.encode()).hexdigest()[:8]}.part"
    job = _Job(url, part, limit, progress)
    for pause in (*PAUSES, None):
        try:
            # A part that turned out to be of no use is gone the second time.
            if _attempt(job) or _attempt(job):
                return part
        except _CutError:
            if pause is None:
                raise
            time.sleep(pause)
        except OSError as error:
            raise SitegenError(f"cannot be written: {error.strerror or error}", part) from error
    raise DownloadError(url, "the server does not keep to HTTP's rules")


def discard(part: Path) -> None:
    """Delete a file that `download` returned."""
    _note_file(part).unlink(missing_ok=True)
    part.unlink(missing_ok=True)


def fetch(url: str, limit: int) -> bytes:
    """Return the content of ``url``.

    Raises:
        DownloadError: it cannot be fetched, or is larger than ``limit`` bytes.
    """
    with _opened(url, {}) as response, _cuts(url):
        data = response.read(limit + 1)
        if len(data) > limit:
            raise DownloadError(url, f"it is larger than {limit:,} bytes")
        if response.length:
            raise _CutError(url, "the connection broke in the middle")
        return data


def announced_size(url: str) -> int | None:
    """Return how many bytes the server says that ``url`` has; None if it says nothing, or there is no such file."""
    try:
        with _opened(url, {}, method="HEAD") as response:
            size = response.headers.get("Content-Length") or ""
    except DownloadError:
        return None
    return int(size) if re.fullmatch(r"[0-9]{1,15}", size) else None


def _attempt(job: _Job) -> bool:
    """Fetch what is missing. Return False if the part is not of the file that the server has; it is deleted then."""
    note = _read_note(job.part)
    have = job.part.stat().st_size if note and job.part.is_file() else 0
    headers = {}
    if note and have:
        headers["Range"] = f"bytes={have}-"
        if note.condition:
            headers["If-Range"] = note.condition
    try:
        response = _opened(job.url, headers)
    except _NothingLeftError as error:
        if error.size == have:
            return True
        discard(job.part)
        return False
    with response:
        new = _note_of(response)
        if response.status == 206 and not (note and note.same(new) and _start(response) == have):
            discard(job.part)
            return False
        if new.size is not None and new.size > job.limit:
            raise _too_large(job)
        if response.status == 200:
            # In this order, no crash leaves an old part beside the note of a new one.
            discard(job.part)
            _note_file(job.part).write_text(json.dumps(asdict(new)), encoding="utf-8")
            have = 0
        _receive(response, job, have, new.size)
    return True


def _receive(response: HTTPResponse, job: _Job, received: int, total: int | None) -> None:
    with job.part.open("ab" if received else "wb") as file:
        while block := _read(response, job.url):
            received += len(block)
            if received > job.limit:
                break
            file.write(block)
            if job.progress:
                job.progress(received, total)
        file.flush()
        os.fsync(file.fileno())
    if received > job.limit:
        discard(job.part)
        raise _too_large(job)
    if total is not None and received < total:
        raise _CutError(job.url, f"the connection broke after {received:,} of {total:,} bytes")


def _too_large(job: _Job) -> SitegenError:
    return SitegenError(f"{job.url} is larger than {job.limit:,} bytes; it is no package that sitegen can use")


def _read(response: HTTPResponse, url: str) -> bytes:
    with _cuts(url):
        return response.read(_BLOCK)


@contextlib.contextmanager
def _cuts(url: str) -> Iterator[None]:
    try:
        yield
    except (OSError, HTTPException) as error:
        raise _CutError(url, f"the connection broke: {_reason(error)}") from error


class _NothingLeftError(Exception):
    """The server has no bytes after those that were there already; ``size`` is that of its file."""

    def __init__(self, size: int | None) -> None:
        super().__init__()
        self.size = size


def _opened(url: str, headers: dict[str, str], method: str = "GET") -> HTTPResponse:
    """Return the answer to a request.

    Raises:
        DownloadError: there is none, or no good one.
        _NothingLeftError: a range was asked for that begins at the file's end or after it.
    """
    fixed = {"User-Agent": f"sitegen/{__version__}", "Accept-Encoding": "identity"}
    try:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise DownloadError(url, "only http and https addresses can be fetched")
        address = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
        wanted = request.Request(address, headers={**fixed, **headers}, method=method)  # noqa: S310
        answer: HTTPResponse = _opener().open(wanted, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416 and "Range" in headers:
            size = re.fullmatch(r"bytes \*/(\d+)", error.headers.get("Content-Range") or "")
            raise _NothingLeftError(int(size[1]) if size else None) from error
        raise DownloadError(url, f"the server answers {error.code} {error.reason}".rstrip()) from error
    except (OSError, HTTPException, ValueError) as error:
        raise DownloadError(url, _reason(error)) from error
    if answer.status not in ({200, 206} if "Range" in headers else {200}):
        answer.close()
        raise DownloadError(url, f"the server answers {answer.status} {answer.reason}".rstrip())
    return answer


class _SafeRedirects(request.HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0917 - urllib's own signature
        self, req: request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> request.Request | None:
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise urllib.error.URLError(f"it leads away from https, to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> request.OpenerDirector:
    """Return what opens addresses. Unlike urllib's own, it knows only http and https, and never falls back to http."""
    opener = request.OpenerDirector()
    for handler in (
        *(request.ProxyHandler(), request.UnknownHandler(), request.HTTPHandler(), request.HTTPSHandler()),
        *(request.HTTPDefaultErrorHandler(), _SafeRedirects(), request.HTTPErrorProcessor()),
    ):
        opener.add_handler(handler)
    return opener


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    if isinstance(cause, OSError):
        cause = cause.strerror or cause
    return str(cause) or type(error).__name__


def _note_of(response: HTTPResponse) -> _Note:
    size = response.length
    if response.status == 206:
        whole = re.fullmatch(r"bytes \d+-\d+/(\d+)", response.headers.get("Content-Range") or "")
        size = int(whole[1]) if whole else None
    return _Note(response.headers.get("ETag"), response.headers.get("Last-Modified"), size)


def _start(response: HTTPResponse) -> int | None:
    match = re.match(r"bytes (\d+)-", response.headers.get("Content-Range") or "")
    return int(match[1]) if match else None


def _note_file(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _read_note(part: Path) -> _Note | None:
    try:
        return _Note(**json.loads(_note_file(part).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
