"""Two folders change places in one step, so that a reader finds one whole folder or the other at every instant."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.storage.staging import flush_one

# linux/fs.h and linux/fcntl.h; man 2 renameat2
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276}
# sys/stdio.h of macOS; man 2 renamex_np
_RENAME_SWAP = 2
# What a system or file system answers that has no such call.
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def atomic_swap(new: Path, old: Path) -> None:
    """Swap ``new`` and ``old``: afterwards, ``old`` has the new content and ``new`` the old one.

    If there is no ``old``, ``new`` takes its name and is gone. Both must be folders of one file system; what they hold
    should have been flushed to the disk. When this returns, the change outlives a power failure.

    Where the system cannot exchange names, ``old`` is missing for an instant: `recover` puts things right if the
    process is stopped just then.

    Raises:
        SitegenError: the folders cannot be exchanged; both are as they were.
    """
    try:
        if not os.path.lexists(old):
            new.rename(old)
        elif not _exchange_names(os.fsencode(new), os.fsencode(old)):
            _rename_in_turn(new, old)
    except OSError as error:
        raise SitegenError(
            say("cannot take the place of the folder before it: {reason}", reason=error.strerror), old
        ) from error
    for folder in {new.parent, old.parent}:
        flush_one(folder)


def recover(new: Path, old: Path) -> None:
    """Go back, or on, if an earlier `atomic_swap` of the two was stopped where it takes more than one step.

    Call it before looking at either. It does nothing where nothing is half done.

    Raises:
        SitegenError: a folder cannot be renamed.
    """
    try:
        if os.path.lexists(_aside(old)) and not os.path.lexists(old):
            _aside(old).rename(old)
        elif os.path.lexists(_aside(old)) and not os.path.lexists(new):
            _aside(old).rename(new)
    except OSError as error:
        raise SitegenError(
            say("cannot be put back in its place: {reason}", reason=error.strerror), _aside(old)
        ) from error


def _exchange_names(new: bytes, old: bytes) -> bool:
    """Exchange two names in one step, and return whether this system can do that at all."""
    if sys.platform not in {"linux", "darwin"}:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        failed = library.renamex_np(new, old, _RENAME_SWAP)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, new, _AT_FDCWD, old, _RENAME_EXCHANGE)
    elif platform.machine() in _RENAMEAT2:  # a C library that does not know the call
        call = ctypes.c_long(_RENAMEAT2[platform.machine()])
        failed = library.syscall(call, _AT_FDCWD, new, _AT_FDCWD, old, _RENAME_EXCHANGE)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number))


def _rename_in_turn(new: Path, old: Path) -> None:
    aside = _aside(old)
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    aside.rename(new)


def _aside(old: Path) -> Path:
    return old.with_name(f".{old.name}.exchanged")
