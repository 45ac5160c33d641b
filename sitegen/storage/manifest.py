"""The manifest: a text file in the output folder that lists the files sitegen wrote there.

It travels with the folder: a copy, an archive or a clone has it too. A file is sitegen's if its path is listed and its
bytes have the listed SHA-256; a file that somebody else has put there or changed is not. The lines are those that
``sha256sum --check`` reads, sorted by path, and nothing in them depends on a clock or a machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say

MANIFEST = ".made-by-sitegen"
"""In the folder of the finished site."""

_TITLE = "# The files in this folder that sitegen made, with their SHA-256. Keep this file with them."
_DOUBTFUL = "#? "
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>.+)")

NOT_PLAIN = re.compile(r"[\\\0\n\r:\ud800-\udfff]|(?:^|/)\.{0,2}(?:/|\Z)")
"""Signs that some system has another use for or cannot write, and empty parts, ``.`` and ``..``."""


@dataclass(frozen=True)
class Manifest:
    """The SHA-256 of each file that sitegen made, by path.

    ``doubtful`` are paths of files that no page makes and that cannot be told apart from sitegen's own: they are not
    published. A manifest is ``whole`` if every line of it could be read.
    """

    files: Mapping[str, bytes]
    doubtful: frozenset[str] = frozenset()
    whole: bool = field(default=True, compare=False)


def digest_of(data: bytes) -> bytes:
    """Return the digest of a file's bytes."""
    return hashlib.sha256(data).digest()


def manifest_text(files: Mapping[str, bytes], doubtful: Iterable[str] = (), title: str = _TITLE) -> bytes:
    """Return the bytes of a manifest; the same files always give the same."""
    lines = [title, *(f"{_DOUBTFUL}{path}" for path in sorted(doubtful))]
    lines += [f"{files[path].hex()}  {path}" for path in sorted(files)]
    return ("\n".join(lines) + "\n").encode()


def parse_manifest(data: bytes) -> Manifest:
    """Read a manifest. Lines that cannot be understood, or lead out of the folder, are left out.

    >>> parse_manifest(manifest_text({"index.html": digest_of(b"<p>")})).files.keys()
    dict_keys(['index.html'])
    """
    files: dict[str, bytes] = {}
    text = data.decode(errors="replace")
    whole = text.endswith("\n") and "\ufffd" not in text
    for line in text.splitlines() if not whole else text[:-1].split("\n"):
        found = _LINE.fullmatch(line)
        if found and not NOT_PLAIN.search(found["path"]):
            files[found["path"]] = bytes.fromhex(found["digest"])
        elif not line.startswith("#"):
            whole = False
    return Manifest(files, doubtful_in(data), whole)


def doubtful_in(data: bytes) -> frozenset[str]:
    """Return the `Manifest.doubtful` paths of a manifest, which are at its beginning."""
    found: set[str] = set()
    start = 0
    while data.startswith(b"#", start):
        end = data.find(b"\n", start)
        line = data[start : end if end >= 0 else len(data)].decode(errors="replace")
        path = line.removeprefix(_DOUBTFUL)
        if path != line and not NOT_PLAIN.search(path):
            found.add(path)
        if end < 0:
            break
        start = end + 1
    return frozenset(found)


def read_manifest(folder: Path) -> bytes | None:
    """Return the bytes of a folder's manifest, or None if it has none.

    Raises:
        SitegenError: it cannot be read.
    """
    path = folder / MANIFEST
    try:
        return None if path.is_symlink() else path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
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
