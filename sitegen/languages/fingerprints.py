"""Fingerprints of code and data, so that outputs of other versions are made again without a manual version number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from inspect import getfile
from pathlib import Path

_DATA = {".py", ".csv", ".toml", ".txt", ".xz"}


def pair_fingerprint(pair: type, texts: Iterable[str] = ()) -> str:
    """Return the fingerprint of a language pair's class: its folder, the code shared by all pairs, and ``texts``."""
    shared, own = Path(__file__).parent, Path(getfile(pair)).parent
    return code_fingerprint(shared, *([] if own == shared else with_subfolders(own)), texts=texts)


def code_fingerprint(*folders: Path, texts: Iterable[str] = ()) -> str:
    """Return 16 hexadecimal digits for the code and data in ``folders``, not in their subfolders, and for ``texts``."""
    digest = hashlib.sha256("".join(map(_files, folders)).encode())
    for text in texts:
        digest.update(f"{len(text)}\n{text}".encode())
    return digest.hexdigest()[:16]


def with_subfolders(folder: Path) -> list[Path]:
    """Return a folder of code and all folders in it."""
    return [folder, *sorted(path for path in folder.rglob("*") if path.is_dir() and path.name != "__pycache__")]


@cache
def _files(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in _DATA:
            data = path.read_bytes()
            digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()
