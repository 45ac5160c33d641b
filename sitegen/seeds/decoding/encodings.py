"""The bytes of a seed to characters: encodings, and files that are no text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TextIO

from sitegen.errors import Problem, SitegenError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document, an e-book or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_PIECE = 1 << 20
_NOT_UTF_8 = "is not UTF-8 and was read as Windows-1252; check its accents and quotation marks, save it as UTF-8"
_AS_PLAIN_TEXT = "save the story as plain text in UTF-8, or remove the file from the seeds"
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"  # in Windows-1252


def decode_bytes(data: bytes, path: Path) -> tuple[str, tuple[Problem, ...]]:
    """Return the characters of a seed as they stand there, and a warning where it is not UTF-8.

    Raises:
        SitegenError: the file is empty or is not text.

    >>> text, problems = decode_bytes("Kata “Budi”".encode("cp1252"), Path("berita.txt"))
    >>> text, problems[0].message[:42]
    ('Kata “Budi”', 'is not UTF-8 and was read as Windows-1252;')
    """
    _refuse_what_is_no_text(data, path)
    mark, encoding = _byte_order_mark(data)
    data = data.removeprefix(mark)
    problems: tuple[Problem, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise broken_off(encoding, path) from error
        text = data.decode("utf-8", errors=_MIXED)
        problems = (Problem(_NOT_UTF_8, path, data.count(b"\n", 0, error.start) + 1, "warning"),)
    _refuse_controls(text, path)
    return text, problems


def open_text(path: Path) -> tuple[TextIO, tuple[Problem, ...]]:
    """Return a text file to be read piece by piece, with its line ends as they are, and a warning as `decode_bytes`.

    Reading on may raise `UnicodeDecodeError` where a file begins in UTF-16 and does not go on so.

    Raises:
        SitegenError: the file is empty, is not text, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_PIECE)
            _refuse_what_is_no_text(start, path)
            mark, encoding = _byte_order_mark(start)
            is_mixed = encoding == "utf-8" and not _is_utf_8(chain([start], iter(partial(file.read, _PIECE), b"")))
        _refuse_controls(start.removeprefix(mark).decode(encoding, errors="replace"), path)
        codec = "utf-8-sig" if encoding == "utf-8" else encoding.removesuffix("-le").removesuffix("-be")
        text = path.open(encoding=codec, errors=_MIXED if is_mixed else "strict", newline="")
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", path) from error
    return text, (Problem(_NOT_UTF_8, path, severity="warning"),) if is_mixed else ()


def broken_off(encoding: str, path: Path) -> SitegenError:
    """Return what is said of a file that is in ``encoding`` only at its start."""
    return SitegenError(f"begins as {encoding} text but does not go on so; {_AS_PLAIN_TEXT}", path)


def _is_utf_8(pieces: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_what_is_no_text(data: bytes, path: Path) -> None:
    if not data.strip(b" \t\r\n\x00"):
        raise SitegenError("is empty; write a headline and the story, or remove the file", path)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SitegenError(f"is {kind}, not text; {_AS_PLAIN_TEXT}", path)


def _refuse_controls(text: str, path: Path) -> None:
    controls = len(_BINARY.findall(text))
    if controls > max(2, len(text) // 50):
        raise SitegenError(f"is not text: it has {controls} control characters; {_AS_PLAIN_TEXT}", path)


def _byte_order_mark(data: bytes) -> tuple[bytes, str]:
    """The mark at the start, which may be none, and the encoding that it stands for."""
    return next((pair for pair in _BYTE_ORDER_MARKS if data.startswith(pair[0])), (b"", "utf-8"))


def windows_1252(byte: int) -> str:
    """Return the character of a byte in Windows-1252, or in Latin-1 where that has none."""
    return bytes([byte]).decode("latin-1" if byte in _UNDEFINED else "cp1252")


def _one_byte_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return windows_1252(error.object[error.start]), error.start + 1


_MIXED = "sitegen-windows-1252"
codecs.register_error(_MIXED, _one_byte_as_windows_1252)  # what is UTF-8 stays so: files are pasted together
