"""Packages that one machine sends to another: known by a digest of their files, kept in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.models.package_files import RECEIPT, sha256_of

BLOCK = 8 * 1024**2
"""Bytes that are sent at once."""


def package_digest(folder: Path) -> str:
    """Return a digest of all files of a package's folder but the receipt, which names where it came from.

    Raises:
        SitegenError: a file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for name in _files(folder):
            digest.update(f"{name}\n{sha256_of(folder / name)}\n".encode())
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", folder) from error
    return digest.hexdigest()


def _files(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != RECEIPT)


def blocks(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a package's folder, block by block, each with the file's name.

    Raises:
        OSError: a file cannot be read.
    """
    for name in _files(folder):
        with (folder / name).open("rb") as file:
            yield name, file.read(BLOCK)
            while block := file.read(BLOCK):
                yield name, block


def cache_folder() -> Path:
    """Return the folder in which this machine keeps packages that were sent to it."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "sitegen"
    except RuntimeError:  # there is no home
        return Path(tempfile.gettempdir()) / f"sitegen-{os.getuid()}"


def kept_folder(digest: str, name: str) -> Path:
    """Return where the package with this digest is kept, or would be."""
    return cache_folder() / "packages" / digest / name


def begin(digest: str) -> str:
    """Return a new folder for the files of a package that will be sent. Raises OSError if it cannot be made."""
    parent = cache_folder() / "packages"
    parent.mkdir(parents=True, exist_ok=True)
    return tempfile.mkdtemp(prefix=f".{digest[:8]}-", dir=parent)


def receive(folder: str, name: str, block: bytes) -> None:
    """Append a block to a file in ``folder``, which `begin` has made.

    Raises:
        ValueError: the name leads elsewhere.
        OSError: it cannot be written.
    """
    root = Path(folder).resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or path == root:
        raise ValueError(f"{name!r} leads out of the package's folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(block)


def finish(folder: str, digest: str, name: str) -> bool:
    """Keep what was received if it is the package with this digest; tell whether it is. Raises OSError."""
    target = kept_folder(digest, name)
    try:
        if package_digest(Path(folder)) != digest:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            Path(folder).chmod(0o755)
            Path(folder).rename(target)
        return package_digest(target) == digest
    finally:
        shutil.rmtree(folder, ignore_errors=True)
