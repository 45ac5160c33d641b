"""Translation memories into files and out of them. The ending of a file's name says its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import SitegenError
from sitegen.storage.files import replacing
from sitegen.translation.memory.properties import HUMAN, MACHINE, unit_origin
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.table import read_table, write_table
from sitegen.translation.memory.tmx import source_date, write_tmx
from sitegen.translation.memory.tmx_reader import read_tmx
from sitegen.translation.memory.units import TranslationUnit

BATCH = 2000
"""Units that enter the memory in one transaction."""

Languages = tuple[str, str]


@dataclass(frozen=True)
class Format:
    """How files of a format are read and written.

    ``read`` yields the units of a file in its order, None for those that are of no use here. ``write`` returns how many
    units it wrote.
    """

    name: str
    read: Callable[[Path, Languages], Iterator[TranslationUnit | None]]
    write: Callable[[BinaryIO, Iterable[TranslationUnit], Languages], int]


FORMATS: Mapping[str, Format] = {
    ".tmx": Format("TMX", read_tmx, lambda file, units, languages: write_tmx(file, units, languages, source_date())),
    ".csv": Format("a table", read_table, lambda file, units, _: write_table(file, units, ",")),
    ".tsv": Format("a table", read_table, lambda file, units, _: write_table(file, units, "\t")),
}
"""By the ending of a file's name. One line adds a format."""


@dataclass(frozen=True)
class Imported:
    """How many units of a file are people's or a machine's, and how many are of no use here.

    Those lack one of the two languages, or are another program's machine translations.
    """

    people: int
    machine: int
    skipped: int


def file_format(path: Path) -> Format:
    """Return the format of a file.

    Raises:
        SitegenError: its name has none of the known endings.
    """
    if found := FORMATS.get(path.suffix.lower()):
        return found
    what = f"'{path.suffix}' is no format" if path.suffix else "has no ending"
    known = ", ".join(f"{ending} ({kind.name})" for ending, kind in FORMATS.items())
    raise SitegenError(f"{what} that sentences are exchanged in; end the name in one of {known}", path)


def import_file(memory: Memory, path: Path) -> Imported:
    """Put the units of a file into ``memory``. Those that are not marked as a machine's count as people's.

    The file is read to its end before anything is put in, so a broken file changes nothing.

    Raises:
        SitegenError: the file cannot be read or is not in the format of its name, or the memory cannot be written.
    """
    read = file_format(path).read
    counts = Counter(unit_origin(unit) if unit else "" for unit in read(path, memory.languages))
    units = (unit for unit in read(path, memory.languages) if unit)
    while batch := list(islice(units, BATCH)):
        memory.put(batch)
    return Imported(counts[HUMAN], counts[MACHINE], counts[""])


def export_file(memory: Memory, path: Path, *, people_only: bool = False) -> int:
    """Write what `Memory.units` yields to a file, replacing it in one step, and return the number of units.

    The same memory gives the same bytes; a file has a date only if the environment gives ``SOURCE_DATE_EPOCH``.

    Raises:
        SitegenError: the memory cannot be read, the file cannot be written, its name has no known ending, or
            ``SOURCE_DATE_EPOCH`` is not a number.
    """
    write = file_format(path).write
    with replacing(path) as file, closing(memory.units()) as units:
        wanted = takewhile(lambda unit: unit.model is None, units) if people_only else units
        return write(file, wanted, memory.languages)
