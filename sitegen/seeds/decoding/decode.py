"""Normalises the text of a seed: line ends, invisible characters, and leftovers of other programs."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.seeds.decoding.encodings import windows_1252
from sitegen.seeds.decoding.lost_quotes import lost_quote, mend_quotes
from sitegen.seeds.decoding.markup import first_entity, first_tag, without_entities, without_tags

_LINE_BREAKS = re.compile("[\x0b\x85\u2028]")
_PARAGRAPH_BREAKS = re.compile("[\x0c\u2029]")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Zero-width spaces, and joiners wherever no letter of a joining script or emoji is on both sides of them.
_INVISIBLE = re.compile("[\xad\u180e\u200b\u2060\ufeff]|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
# Also the marks that change the direction of writing: with them a line can be made to read otherwise than it is.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

# The byte behind each character of text in UTF-8 that was read as Windows-1252 or as Latin-1.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | {windows_1252(byte): byte for byte in range(0x80, 0x100)}
_TAIL = f"[{''.join(re.escape(character) for character, byte in _BYTES.items() if byte < 0xC0)}]"
_SEQUENCE = f"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}"
_MOJIBAKE = re.compile(f"(?:{_SEQUENCE})+")
_QUOTATION = re.compile("[“”‘’‚„–—…•‹›«»]+")  # stands behind a letter in real text too, as in CAFÉ” or DÉJÀ…
_SYMBOL = re.compile("[“”‘’‚„–—…•‹›«»™®©°²³]+")
_GARBLED = re.compile("â€|\ufffd")


def mend_text(text: str, path: Path) -> tuple[str, tuple[Problem, ...]]:
    """Return a seed's text as it was meant, and a warning for each thing that was mended or looks wrong.

    In the text lines end with ``\\n``, every other white space is the plain space, and there are no control
    characters. ``path`` names the file in messages.

    Raises:
        SitegenError: there are no words in it.

    >>> mend_text("CafÃ© Batavia", Path("berita.txt"))[0]
    'Café Batavia'
    """
    problems: list[Problem] = []
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


def mend_line(text: str) -> str:
    """Return a short text, such as a name, as it was meant, on one line."""
    text = without_entities(_mend(text))
    return " ".join(_CONTROLS.sub("", _INVISIBLE.sub("", _SPACES.sub(" ", _LINE_BREAKS.sub(" ", text)))).split())


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
