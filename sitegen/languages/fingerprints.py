"""Fingerprints of code and data: what was made with others is made again, without a number that somebody must raise."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_DATA = {".py", ".csv", ".toml", ".txt"}


def code_fingerprint(package: Path, *more: str) -> str:
    """Return 16 hexadecimal digits that stand for the code and data below ``package`` and beside it, and for ``more``.

    Beside it is what all packages in the same folder share; their own folders do not count.
    """
    digest = hashlib.sha256(_files(package).encode())
    for text in more:
        digest.update(f"{len(text)}\n{text}".encode())
    return digest.hexdigest()[:16]


@cache
def _files(package: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted([*package.rglob("*"), *package.parent.glob("*")]):
        if path.suffix in _DATA:
            data = path.read_bytes()
            digest.update(f"{path.relative_to(package.parent).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()
