"""Package files are checked and unpacked; package folders are described and checked."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from sitegen.errors import SitegenError
from sitegen.messages import said_by, say
from sitegen.models.names import LANGUAGE, VERSION, PackageName

LARGEST_PACKAGE = 2 * 1024**3
"""Bytes of a package file, and bytes that it may unpack to; the official ones are below 300 MB."""
RECEIPT = "sitegen.json"
"""Written into each installed package's folder: where it came from, and what every file of it should be."""
_MOST_MEMBERS = 10_000
_LARGEST_METADATA = 1024**2
_BLOCK = 1024**2
_DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)
# A member begins before the file does, or has a name that the disk cannot hold.
_DAMAGED_ERRNO = {errno.EINVAL, errno.ENAMETOOLONG, errno.EILSEQ}


@dataclass(frozen=True)
class Metadata:
    """What a package says of itself in its ``metadata.json``."""

    name: PackageName
    from_name: str
    to_name: str


@dataclass(frozen=True)
class FileRecord:
    """What a file of a package was when it was installed."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Receipt:
    """Where a package came from (an address or a file name), its file's SHA-256, and its files by their paths."""

    source: str
    sha256: str
    files: Mapping[str, FileRecord]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(path: Path, into: Path, limit: int) -> tuple[Path, dict[str, FileRecord]]:
    """Unpack a package file into the empty folder ``into``; return the package's folder, and its files.

    What the file says of the size of a member is not believed but kept to: zipfile gives no more bytes than that, and
    compares their checksum. All is on the disk when this returns.

    Raises:
        SitegenError: the file is damaged, unpacks to more than ``limit`` bytes, or would write elsewhere.
        OSError: a file cannot be written.
    """
    files: dict[str, FileRecord] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            top = checked_members(archive, path, limit)
            for member in archive.infolist():
                target = into / member.filename
                if member.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                files[target.relative_to(into / top).as_posix()] = _write_member(archive, member, target)
    except _DAMAGED_ZIP as error:
        raise SitegenError(
            say("is no package, or damaged ({reason}); get it again", reason=str(error) or type(error).__name__), path
        ) from error
    except OSError as error:
        if error.errno not in _DAMAGED_ERRNO:
            raise
        raise SitegenError(say("is damaged ({error}); get it again", error=str(error)), path) from error
    # Only we write receipts.
    files.pop(RECEIPT, None)
    (into / top / RECEIPT).unlink(missing_ok=True)
    return into / top, files


def _write_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> FileRecord:
    digest = hashlib.sha256()
    with archive.open(member) as source, target.open("xb") as file:
        while block := source.read(_BLOCK):
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return FileRecord(member.file_size, digest.hexdigest())


def checked_members(archive: zipfile.ZipFile, path: Path, limit: int) -> str:
    """Return the one folder that ``archive`` unpacks to.

    Raises:
        SitegenError: a member leaves that folder or is no plain file or folder, or the whole is too large.
    """
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise SitegenError(say("holds more than {limit:,} files; do not use it", limit=_MOST_MEMBERS), path)
    seen: dict[tuple[str, ...], bool] = {}
    for member in members:
        trick = _trick(member)
        # Some systems take names for the same that differ in case or in how an accent is written.
        key = tuple(unicodedata.normalize("NFC", part).casefold() for part in PurePosixPath(member.filename).parts)
        if trick is None and key in seen:
            trick = say("is there twice")
        if trick:
            raise SitegenError(
                say(
                    "has an unsafe member, {name}: it {trick}; do not use it",
                    name=_shown(member.orig_filename),
                    trick=trick,
                ),
                path,
            )
        seen[key] = member.is_dir()
    for key in seen:
        if any(not seen.get(key[:length], True) for length in range(1, len(key))):
            raise SitegenError(
                say("has an unsafe member, {name}: it lies in a file; do not use it", name=_shown("/".join(key))),
                path,
            )
    if sum(member.file_size for member in members) > limit:
        raise SitegenError(say("unpacks to more than {limit:,} bytes; do not use it", limit=limit), path)
    tops = {PurePosixPath(member.filename).parts[0] for member in members}
    if len(tops) != 1 or any(len(key) == 1 and not folder for key, folder in seen.items()):
        raise SitegenError(say("is not an Argos package: it must hold one folder, and all its files in that"), path)
    return tops.pop()


def _trick(member: zipfile.ZipInfo) -> str | None:
    """Why a member must not be unpacked. The name is looked at as it is stored, before zipfile makes it safer."""
    name = member.orig_filename
    kind = stat.S_IFMT(member.external_attr >> 16)
    parts = name.removesuffix("/").split("/")
    unsafe_parts = any(part in {"", ".", ".."} or part != part.strip(" ") for part in parts)
    tricks = {
        say("has an absolute path"): name.startswith("/"),
        say("has a backslash or a colon in its path"): "\\" in name or ":" in name,
        say("has a path that could lead elsewhere"): unsafe_parts or not name.isprintable(),
        say("is a link or a device"): kind not in {0, stat.S_IFREG, stat.S_IFDIR},
        say("is encrypted"): member.flag_bits & 1,
        # zipfile unpacks the other methods block by block, however large a block becomes.
        say("is packed in an unusual way"): member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED},
    }
    return next((trick for trick, found in tricks.items() if found), None)


def read_metadata(folder: Path) -> Metadata:
    """Return the metadata of a package's folder.

    Raises:
        ValueError: there is none, or it is not that of a translation package; the text says why.
    """
    try:
        with (folder / "metadata.json").open("rb") as file:
            data = json.loads(file.read(_LARGEST_METADATA))
    except FileNotFoundError as error:
        raise ValueError(say("it has no metadata.json")) from error
    except (OSError, ValueError, RecursionError) as error:
        raise ValueError(say("its {name} cannot be read: {reason}", name="metadata.json", reason=str(error))) from error
    if not isinstance(data, dict):
        raise ValueError(say("its metadata.json is not an object"))  # noqa: TRY004 - one kind of error for bad content
    return metadata_of(data)


def metadata_of(data: Mapping[str, object]) -> Metadata:
    """Return the metadata in a ``metadata.json`` or an index entry.

    Raises:
        ValueError: it is not that of a translation package; the text says why.
    """
    # Argos takes a package without a type for a translation.
    if data.get("type", "translate") != "translate":
        raise ValueError(say("its type is {name}, not 'translate'", name=_shown(data["type"])))
    fields = []
    for key, pattern, example in (
        ("from_code", LANGUAGE, "id"),
        ("to_code", LANGUAGE, "en"),
        ("package_version", VERSION, "1.9"),
    ):
        value = data.get(key)
        if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(
                say("its {key} is {name}, not such as '{example}'", key=key, name=_shown(value), example=example)
            )
        fields.append(value)
    if not isinstance(data.get("target_prefix", ""), str):
        raise ValueError(say("its target_prefix is not text"))  # noqa: TRY004
    names = (printable(data.get("from_name")) or fields[0], printable(data.get("to_name")) or fields[1])
    return Metadata(PackageName(*fields), *names)


def _shown(value: object) -> str:
    return printable(repr(value), 60)


def printable(value: object, longest: int = 100) -> str:
    """Return text that a package or an index gave, fit for one line of a terminal; empty if it is no text."""
    return "".join(char for char in value if char.isprintable())[:longest].strip() if isinstance(value, str) else ""


def damage(folder: Path, *, thorough: bool = False) -> str | None:
    """Return the damage of an installed package's files; None if they are intact.

    ``thorough`` also reads every file and compares it with what it was when the package was installed.
    """
    try:
        read_metadata(folder)
        receipt = read_receipt(folder)
        _check_parts(folder)
    except ValueError as error:
        return said_by(error)
    records = receipt.files if receipt else {}
    for name in sorted(records):
        if not _same(folder / name, records[name], thorough=thorough):
            return say("{name} is not what it was when it was installed", name=name)
    return None


def _check_parts(folder: Path) -> None:
    if not _filled(folder / "model" / "model.bin"):
        raise ValueError(say("it has no model/model.bin"))
    if tokenizer(folder) is None:
        raise ValueError(say("it has neither sentencepiece.model nor bpe.model"))


def _same(path: Path, record: FileRecord, *, thorough: bool) -> bool:
    try:
        return path.stat().st_size == record.size and (not thorough or sha256_of(path) == record.sha256)
    except OSError:
        return False


def tokenizer(folder: Path) -> str | None:
    """Return the file that a package's folder splits words with, of those that Argos knows; None if it has neither."""
    return next((name for name in ("sentencepiece.model", "bpe.model") if _filled(folder / name)), None)


def _filled(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size > 0
    except OSError:
        return False


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Write ``receipt`` into a package's folder. Raises OSError if it cannot be written."""
    with (folder / RECEIPT).open("w", encoding="utf-8") as file:
        json.dump(asdict(receipt), file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())


def read_receipt(folder: Path) -> Receipt | None:
    """Return the receipt of a package's folder; None for a package that was put there by hand.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        data = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
        files = {
            str(name): FileRecord(int(record["size"]), str(record["sha256"])) for name, record in data["files"].items()
        }
        return Receipt(str(data["source"]), str(data["sha256"]), files)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(say("its {name} cannot be read: {reason}", name=RECEIPT, reason=str(error))) from error
