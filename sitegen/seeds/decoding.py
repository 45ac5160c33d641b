"""Seed bytes to text: encodings, line ends, invisible characters, and what other programs have left in it."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.seeds.lost_quotes import lost_quote, mend_quotes
from sitegen.seeds.markup import first_entity, first_tag, without_entities, without_tags

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
_AS_PLAIN_TEXT = "save the story as plain text in UTF-8, or remove the file from the seeds"

_LINE_BREAKS = re.compile("[\x0b\x85\u2028]")
_PARAGRAPH_BREAKS = re.compile("[\x0c\u2029]")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Zero-width spaces, and joiners wherever no letter of a joining script or emoji is on both sides of them.
_INVISIBLE = re.compile("[\xad\u180e\u200b\u2060\ufeff]|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# Also the marks that change the direction of writing: with them a line can be made to read otherwise than it is.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"  # in Windows-1252


def _windows_1252(byte: int) -> str:
    return bytes([byte]).decode("latin-1" if byte in _UNDEFINED else "cp1252")


# The byte behind each character of text in UTF-8 that was read as Windows-1252 or as Latin-1.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | {_windows_1252(byte): byte for byte in range(0x80, 0x100)}
_TAIL = f"[{''.join(re.escape(character) for character, byte in _BYTES.items() if byte < 0xC0)}]"
_SEQUENCE = f"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}"
_MOJIBAKE = re.compile(f"(?:{_SEQUENCE})+")
_QUOTATION = re.compile("[“”‘’‚„–—…•‹›«»]+")  # stands behind a letter in real text too, as in CAFÉ” or DÉJÀ…
_SYMBOL = re.compile("[“”‘’‚„–—…•‹›«»™®©°²³]+")
_GARBLED = re.compile("â€|\ufffd")


def decode_seed(data: bytes, path: Path) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a seed, and a warning for each thing that was mended or looks wrong.

    In the text lines end with ``\\n``, every other white space is the plain space, and there are no control
    characters. ``path`` names the file in messages.

    Raises:
        SitegenError: the file is empty or is not text.

    >>> text, problems = decode_seed("Kata “Budi”".encode("cp1252"), Path("berita.txt"))
    >>> text, problems[0].message[:42]
    ('Kata “Budi”', 'is not UTF-8 and was read as Windows-1252;')
    """
    text, problems = _decode(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    mended = _mend(text)
    if mended != text:
        line = _line(text, next(n for n, (a, b) in enumerate(zip(text, mended, strict=False)) if a != b))
        problems.append(_warning("had UTF-8 text that was once read as Windows-1252; it was mended", path, line))
    with_quotes = mend_quotes(mended)
    if with_quotes != mended and (lost := lost_quote(mended)):
        message = "had question marks for quotation marks; they were mended, check them"
        problems.append(_warning(message, path, _line(mended, lost.start())))
    elif lost := lost_quote(mended):
        message = f"has a question mark that may be a lost quotation mark ({lost[0]!r}); correct it by hand"
        problems.append(_warning(message, path, _line(mended, lost.start())))
    mended = _without_markup(with_quotes, path, problems)
    if garbled := _GARBLED.search(mended):
        message = f"has letters that were lost before it came here ({garbled[0]!r}); correct them by hand"
        problems.append(_warning(message, path, _line(mended, garbled.start())))
    text = _PARAGRAPH_BREAKS.sub("\n\n", _LINE_BREAKS.sub("\n", mended))
    if control := _CONTROLS.search(text):
        message = f"has control characters such as U+{ord(control[0]):04X}; they were removed"
        problems.append(_warning(message, path, _line(text, control.start())))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", _CONTROLS.sub("", text)))
    if not any(character.isalnum() for character in text):
        raise SitegenError("has no words in it; write a headline and the story, or remove the file", path)
    return text, tuple(problems)


def _decode(data: bytes, path: Path) -> tuple[str, list[Problem]]:
    if not data.strip(b" \t\r\n\x00"):
        raise SitegenError("is empty; write a headline and the story, or remove the file", path)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SitegenError(f"is {kind}, not text; {_AS_PLAIN_TEXT}", path)
    mark, encoding = next((pair for pair in _BYTE_ORDER_MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    data = data.removeprefix(mark)
    problems: list[Problem] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise SitegenError(f"begins as {encoding} text but does not go on so; {_AS_PLAIN_TEXT}", path) from error
        text = data.decode("utf-8", errors=_MIXED)
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 and was read as Windows-1252; check its accents and quotation marks, save it as UTF-8"
        problems.append(_warning(message, path, line))
    controls = len(_BINARY.findall(text))
    if controls > max(2, len(text) // 50):
        raise SitegenError(f"is not text: it has {controls} control characters; {_AS_PLAIN_TEXT}", path)
    return text, problems


def _one_byte_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _windows_1252(error.object[error.start]), error.start + 1


_MIXED = "sitegen-windows-1252"
codecs.register_error(_MIXED, _one_byte_as_windows_1252)  # what is UTF-8 stays so: files are pasted together


def _mend(text: str) -> str:
    """Return ``text`` with UTF-8 that was read as Windows-1252 read as UTF-8, also where that happened repeatedly."""
    while (mended := _MOJIBAKE.sub(_mend_run, text)) != text:
        text = mended
    return text


def _mend_run(run: re.Match[str]) -> str:
    sequences = re.findall(_SEQUENCE, run[0])
    mended = "".join(_read_again(sequence) for sequence in sequences)
    if len(sequences) > 1:
        return mended
    lead, tail = run[0][0], run[0][1:]
    if lead in "ÃÄÅ":  # letters of the Latin alphabet
        is_damage = not _QUOTATION.fullmatch(tail) or run.string[run.end() : run.end() + 1].isalpha()
    else:
        is_damage = lead in "Ââ" or not _SYMBOL.fullmatch(tail)
    return mended if is_damage and not _CONTROLS.match(mended) else run[0]


def _read_again(sequence: str) -> str:
    try:
        return bytes(_BYTES[character] for character in sequence).decode()
    except UnicodeDecodeError:
        return sequence


def _without_markup(text: str, path: Path, problems: list[Problem]) -> str:
    """Return ``text`` without entities and tags, also where it was written as HTML repeatedly."""
    tag = first_tag(text)
    entity = first_entity(text)
    if tag:
        message = f"had tags of HTML such as {tag[0][:20]!r}; they were removed, with what only programs read"
        problems.append(_warning(message, path, _line(text, tag.start())))
    if entity:
        message = f"had entities of HTML such as {entity[0]}; they were replaced by their characters"
        problems.append(_warning(message, path, _line(text, entity.start())))
    while tag or entity:
        text = _mend(without_entities(without_tags(text)))
        tag, entity = first_tag(text), first_entity(text)
    return text


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _warning(message: str, path: Path, line: int) -> Problem:
    return Problem(message, path, line, "warning")
