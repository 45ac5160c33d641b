"""Reading and writing files at the edges of the program."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import SitegenError
from sitegen.messages import say


def write_if_changed(path: Path, data: bytes) -> bool:
    """Make ``path`` hold ``data`` and return whether it had to be written.

    The file is replaced in one step, so that a reader sees the old bytes or the new ones. A file that already holds
    ``data`` keeps its modification time.

    Raises:
        SitegenError: the file cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
    except OSError as error:
        raise _cannot_write(path, error) from error
    with replacing(path) as file:
        file.write(data)
    return True


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write, which takes the place of ``path`` at the end; if anything is raised, ``path`` stays.

    Raises:
        SitegenError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
            Path(temporary).chmod(0o666 & ~_umask())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> SitegenError:
    return SitegenError(say("cannot be written: {reason}", reason=error.strerror or error), path)


def _umask() -> int:
    # The process's mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def empty_folder(folder: Path) -> Iterator[None]:
    """Give a folder for what is only needed meanwhile; a run that was killed has left its own.

    Raises:
        SitegenError: it cannot be made.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)  # there may be processes of it that have not quite ended
    except OSError as error:
        raise SitegenError(say("cannot be made: {reason}", reason=error.strerror), folder) from error
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def paths_in(folder: Path, below: str = "", check: Callable[[os.DirEntry[str]], None] | None = None) -> Iterator[str]:
    """Yield the paths of all in ``folder`` that is no folder, in order; each item is to pass the ``check``.

    Raises:
        SitegenError: a folder cannot be read.
    """
    for name in map(path_text, _names(folder / below, check)):
        if name.endswith("/"):
            yield from paths_in(folder, below + name, check)
        else:
            yield below + name


def _names(folder: Path, check: Callable[[os.DirEntry[str]], None] | None) -> list[bytes]:
    """The names of all in a folder, those of subfolders with a slash. A site may have a million in one folder."""
    names: list[bytes] = []
    try:
        with os.scandir(folder) as items:
            for item in items:
                if check:
                    check(item)
                names.append(path_bytes(item.name + "/" * item.is_dir(follow_symlinks=False)))
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), folder) from error
    names.sort()
    return names


def path_bytes(path: str) -> bytes:
    """Return a path as bytes, by which paths are ordered. Others' files at a target may have names that are no UTF-8.

    >>> path_text(path_bytes("berita \\udce9.html"))
    'berita \\udce9.html'
    """
    return path.encode(errors="surrogateescape")


def path_text(path: bytes) -> str:
    """Return the path of which `path_bytes` has made these bytes."""
    return path.decode(errors="surrogateescape")


def signature_of(path: Path | str) -> str:
    """Return a file's signature, which changes when it does: size, inode and time; empty if there is no file."""
    try:
        return signature(Path(path).stat())
    except (OSError, ValueError):  # also a name that no file can have
        return ""


def signature(status: os.stat_result) -> str:
    """Return the signature of a file that was looked at: the last two numbers are nanoseconds."""
    return f"{status.st_size} {status.st_ino} {status.st_mtime_ns} {status.st_ctime_ns}"


def read_bytes(path: Path) -> bytes:
    """Return the bytes of ``path``.

    Raises:
        SitegenError: the file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror or error), path) from error


def read_text(path: Path) -> str:
    """Return the UTF-8 text of ``path``, without a byte order mark, with ``\\n`` line ends.

    Raises:
        SitegenError: the file cannot be read or is not UTF-8.
    """
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SitegenError(say("is not UTF-8 text; save it again as UTF-8"), path, line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
