"""Notes how a file was left, beside it, so that one which nobody has touched since need not be checked again.

The note is the file's signature. It is missing or another after a crash, in a copy or a restored backup, and where
another program has written; losing it costs one check.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.storage.files import signature_of, write_if_changed


def is_as_left(path: Path) -> bool:
    """Tell whether a file is the very one that `note_as_left` was told of, and as it was then."""
    try:
        return _note(path).read_text(encoding="utf-8") == signature_of(path) != ""
    except (OSError, ValueError):
        return False


def note_as_left(path: Path) -> None:
    """Note that a file is whole as it is now. Where that cannot be written, it is checked once more."""
    with suppress(SitegenError):
        write_if_changed(_note(path), signature_of(path).encode())


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}-closed")
