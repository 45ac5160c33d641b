"""The manifest: a text file in the output folder that lists the files sitegen wrote there.

It travels with the folder: a copy, an archive or a clone has it too. A file is sitegen's if its path is listed and its
bytes have the listed SHA-256; a file that somebody else has put there or changed is not. The lines are those that
``sha256sum --check`` reads, sorted by path, and nothing in them depends on a clock or a machine.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import SitegenError
from sitegen.messages import say

MANIFEST = ".made-by-sitegen"
"""In the folder of the finished site."""

_TITLE = "# The files in this folder that sitegen made, with their SHA-256. Keep this file with them."
_DOUBTFUL = "#? "
_LINES_AT_ONCE = 1000
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>.+)")

NOT_PLAIN = re.compile(r"[\\\0\n\r:\ud800-\udfff]|(?:^|/)\.{0,2}(?:/|\Z)")
"""Signs that some system has another use for or cannot write, and empty parts, ``.`` and ``..``."""


def digest_of(data: bytes) -> bytes:
    """Return the digest of a file's bytes."""
    return hashlib.sha256(data).digest()


def manifest_blocks(
    files: Iterable[tuple[str, bytes]], doubtful: Iterable[str] = (), title: str = _TITLE
) -> Iterator[bytes]:
    """Yield the bytes of a manifest of ``files``, which are given in the order of their paths, with their SHA-256.

    ``doubtful`` are the paths that `doubtful_in` returns.
    """
    head = [title, *(f"{_DOUBTFUL}{path}" for path in sorted(doubtful))]
    lines = chain(head, (f"{digest.hex()}  {path}" for path, digest in files))
    while block := list(islice(lines, _LINES_AT_ONCE)):
        yield ("\n".join(block) + "\n").encode()


def listed_in(file: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the SHA-256 of each file that a manifest lists.

    Lines that cannot be understood, or lead out of the folder, are left out.

    >>> blocks = manifest_blocks([("index.html", digest_of(b"<p>"))])
    >>> [path for path, _ in listed_in(io.BytesIO(b"".join(blocks)))]
    ['index.html']
    """
    return (found for line in _lines(file) if (found := _listed(line)))


def is_whole(file: BinaryIO) -> bool:
    """Tell whether every line of a manifest can be read."""
    return _ends_whole(file) and all(
        "\ufffd" not in line and (line.startswith("#") or _listed(line) is not None) for line in _lines(file)
    )


def _listed(line: str) -> tuple[str, bytes] | None:
    found = _LINE.fullmatch(line)
    return (found["path"], bytes.fromhex(found["digest"])) if found and not NOT_PLAIN.search(found["path"]) else None


def _lines(file: BinaryIO) -> Iterator[str]:
    file.seek(0)
    return (line.decode(errors="replace").removesuffix("\n") for line in file)


def _ends_whole(file: BinaryIO) -> bool:
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - 1))
    return file.read() == b"\n"


def doubtful_in(file: BinaryIO) -> frozenset[str]:
    """Return the ``doubtful`` paths of a manifest, which are at its beginning.

    No page makes these files, and they cannot be told apart from sitegen's own: they are not published.
    """
    comments = takewhile(lambda line: line.startswith("#"), _lines(file))
    paths = (line.removeprefix(_DOUBTFUL) for line in comments if line.startswith(_DOUBTFUL))
    return frozenset(path for path in paths if not NOT_PLAIN.search(path))


@contextmanager
def open_manifest(folder: Path) -> Iterator[io.BufferedReader | None]:
    """Give a folder's manifest, or None if it has none.

    Raises:
        SitegenError: it cannot be read.
    """
    path = folder / MANIFEST
    try:
        try:
            file = None if path.is_symlink() else path.open("rb")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            file = None
        with file or nullcontext():
            yield file
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), path) from error


def named(paths: Collection[str]) -> str:
    """Return how many files there are and which: the first ten of them."""
    first = sorted(paths)[:10]
    names = ", ".join(first)
    if len(paths) == 1:
        return say("1 file ({name})", name=names)
    if len(paths) == len(first):
        return say("{count:,} files ({names})", count=len(paths), names=names)
    more = len(paths) - len(first)
    return say("{count:,} files ({names} and {more:,} more)", count=len(paths), names=names, more=more)
