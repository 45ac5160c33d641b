"""Files of Office programs: ZIP archives, which may be no archive at all, or one that unpacks without end."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from sitegen.errors import SitegenError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How files of Office 97 to 2003 begin, and since then those with a password."""


def open_archive(path: Path, largest: int, remedy: str) -> ZipFile:
    """Return the archive in a file, which unpacks to no more than ``largest`` bytes; ``remedy`` says what to do.

    Raises:
        SitegenError: it has a password, or is too large.
        BadZipFile: it is no archive.
    """
    with path.open("rb") as file:
        if file.read(4) == _OLD_OFFICE:
            message = f"has a password or is in the format of Office 97; save it again {remedy}"
            raise SitegenError(message, path)
    archive = ZipFile(path)
    size = sum(item.file_size for item in archive.infolist())
    if size > largest:
        archive.close()
        raise SitegenError(f"unpacks to {size >> 20:,} MB, which is too much; save it {remedy}", path)
    return archive
