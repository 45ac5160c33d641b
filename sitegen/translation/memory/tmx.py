"""Translation memories as TMX files, which other translation programs read and write.

The format is TMX 1.4b (https://www.gala-global.org/tmx-14b). Where a unit comes from stands in ``<prop>`` elements
whose type begins with ``x-sitegen-``. Segments are Markdown, which ``o-tmf="sitegen"`` tells our own reader.
"""

from __future__ import annotations

import dataclasses
import datetime
import html
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import BinaryIO

from sitegen import __version__
from sitegen.errors import SitegenError
from sitegen.storage.files import replacing
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.tmx_reader import DATE, HUMAN, MACHINE, ORIGIN, ORIGINAL_FORMAT, PREFIX, read_tmx
from sitegen.translation.memory.units import TranslationUnit

BATCH = 2000
"""Units that enter the memory in one transaction."""

# The characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), not even as references.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WITHOUT_MARKS = str.maketrans("", "", "-:")


@dataclass(frozen=True)
class Imported:
    """How many units of a file are people's or a machine's, and how many are of no use here.

    Those lack one of the two languages, or are another program's machine translations.
    """

    people: int
    machine: int
    skipped: int


def import_tmx(memory: Memory, path: Path) -> Imported:
    """Put the units of a TMX file into ``memory``. Those that are not marked as a machine's count as people's.

    The file is read to its end before anything is put in, so a broken file changes nothing.

    Raises:
        SitegenError: the file cannot be read or is not TMX, or the memory cannot be written.
    """
    counts = Counter(_origin(unit) if unit else "" for unit in read_tmx(path, memory.languages))
    units = (unit for unit in read_tmx(path, memory.languages) if unit)
    while batch := list(islice(units, BATCH)):
        memory.put(batch)
    return Imported(counts[HUMAN], counts[MACHINE], counts[""])


def export_tmx(memory: Memory, path: Path, *, people_only: bool = False) -> int:
    """Write what `Memory.units` yields to a TMX file, replacing it in one step, and return the number of units.

    The same memory gives the same bytes; the file has a date only if the environment gives ``SOURCE_DATE_EPOCH``.

    Raises:
        SitegenError: the memory cannot be read, the file cannot be written, or ``SOURCE_DATE_EPOCH`` is not a number.
    """
    created = _source_date()
    with replacing(path) as file, closing(memory.units()) as units:
        wanted = takewhile(lambda unit: unit.model is None, units) if people_only else units
        return write_tmx(file, wanted, memory.languages, created)


def _source_date() -> str:
    # https://reproducible-builds.org/specs/source-date-epoch/
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return ""
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    except (ValueError, OverflowError, OSError) as error:
        raise SitegenError(f"SOURCE_DATE_EPOCH is {epoch!r}; set it to a number of seconds or unset it") from error


def write_tmx(file: BinaryIO, units: Iterable[TranslationUnit], languages: tuple[str, str], created: str = "") -> int:
    """Write ``units`` as a TMX document and return their number. ``created`` is a date as TMX writes it.

    Characters that XML cannot hold are dropped; a unit that has nothing left is left out. Links are not written.
    """
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="sitegen" creationtoolversion="{__version__}" segtype="sentence" '
        f'o-tmf="{ORIGINAL_FORMAT}" adminlang="en" srclang="{languages[0]}" datatype="plaintext"'
        f"{_attribute('creationdate', created)}/>\n<body>\n".encode()
    )
    count = 0
    for unit in units:
        if lines := _unit_lines(unit, languages):
            count += 1
            file.write("\n".join([*lines, ""]).encode())
    file.write(b"</body>\n</tmx>\n")
    return count


def _unit_lines(unit: TranslationUnit, languages: tuple[str, str]) -> list[str]:
    source, target = _writable(unit.source), _writable(unit.target)
    if not source or not target:
        return []
    changed = "" if unit.article else unit.date.translate(_WITHOUT_MARKS)
    return [
        "<tu>",
        *(f'<prop type="{PREFIX}{name}">{_escaped(_writable(value))}</prop>' for name, value in _properties(unit)),
        f'<tuv xml:lang="{languages[0]}"><seg>{_escaped(source)}</seg></tuv>',
        f'<tuv xml:lang="{languages[1]}"{_attribute("changedate", changed)}><seg>{_escaped(target)}</seg></tuv>',
        "</tu>",
    ]


def _properties(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    """What our own reader wants to know of a unit, by the names of `tmx_reader`."""
    yield ORIGIN, _origin(unit)
    if unit.model:
        yield from dataclasses.asdict(unit.model).items()
        if unit.score is not None:
            yield "score", repr(unit.score)
        if unit.flags is not None:
            yield "flags", json.dumps(unit.flags, ensure_ascii=False, sort_keys=True)
        if unit.confidence is not None:
            yield "confidence", repr(unit.confidence)


def _origin(unit: TranslationUnit) -> str:
    return HUMAN if unit.model is None else MACHINE


def _attribute(name: str, date: str) -> str:
    return f' {name}="{date}"' if DATE.fullmatch(date) else ""


def _writable(text: str) -> str:
    return _NOT_XML.sub("", text).strip()


def _escaped(text: str) -> str:
    # A bare carriage return is read as a line feed.
    return html.escape(text, quote=False).replace("\r", "&#13;")
