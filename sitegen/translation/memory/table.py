"""Translation memories as tables, CSV or TSV, which spreadsheets open and people can work on.

The first line names the columns: ``source`` and ``target``, and those of `_COLUMNS`. The file begins with a byte order
mark, without which Excel does not read it as UTF-8. A spreadsheet takes a cell that begins with one of ``= + - @`` for
a formula, and would run it (https://owasp.org/www-community/attacks/CSV_Injection): such a text gets an apostrophe
before it, which is taken away again from rows that have an ``origin``. Texts of such rows are Markdown, of others not.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import SitegenError
from sitegen.translation.memory.properties import (
    HUMAN,
    LONGEST_UNIT,
    MACHINE,
    ORIGIN,
    machine_unit,
    sentence_text,
    unit_properties,
)
from sitegen.translation.memory.units import TranslationUnit

_TEXTS = ("source", "target")
_NUMBERS = ("score", "confidence")
_COLUMNS = (*_TEXTS, ORIGIN, "article", "date", "engine", "package", "version", "settings", "flags", *_NUMBERS)
# Excel separates by semicolons where a comma is the decimal mark, as in Indonesia.
_SEPARATORS = (",", ";", "\t")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def write_table(file: BinaryIO, units: Iterable[TranslationUnit], separator: str) -> int:
    """Write ``units`` as a table and return their number. Links are not written."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.DictWriter(text, _COLUMNS, delimiter=separator)
    writer.writeheader()
    count = 0
    for count, unit in enumerate(units, start=1):  # noqa: B007  # it is returned
        values = {"source": unit.source, "target": unit.target, "article": unit.article, "date": unit.date}
        properties = dict(unit_properties(unit))
        numbers = {name: properties.pop(name, "") for name in _NUMBERS}  # a number may begin with a minus
        row = {name: _guarded(value) for name, value in {**values, **properties}.items()}
        writer.writerow({**row, **numbers})
    text.detach()
    return count


def read_table(path: Path, languages: tuple[str, str]) -> Iterator[TranslationUnit | None]:
    """Yield the units of a table in its order, None for those that lack a text or do not say which model they are of.

    Columns may stand in any order, and unknown ones are left alone; instead of ``source`` and ``target``, the two texts
    may be called by their language, as ``id`` and ``en``.

    Raises:
        SitegenError: the file cannot be read or is not such a table. The units before are given.
    """
    csv.field_size_limit(LONGEST_UNIT)
    names = dict(zip(languages, _TEXTS, strict=True))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=_separator(file.readline(), names), strict=True)
            file.seek(0)
            columns = _columns(path, next(reader, []), names)
            for row in reader:
                if any(row):
                    yield _unit(path, reader.line_num, columns, row)
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", path) from error
    except UnicodeDecodeError as error:
        raise SitegenError("is not UTF-8; save it again as 'CSV UTF-8'", path) from error
    except csv.Error as error:
        raise SitegenError(f"is no table that can be read ({error}); export it again", path, reader.line_num) from error


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _separator(line: str, names: Mapping[str, str]) -> str:
    """What stands between the columns: that which makes known names of the first line."""

    def known(separator: str) -> int:
        return len({*_COLUMNS, *names}.intersection(_titles(next(csv.reader([line], delimiter=separator), []))))

    return max(_SEPARATORS, key=known)


def _titles(row: Sequence[str]) -> list[str]:
    return [name.strip().lower() for name in row]


def _columns(path: Path, row: Sequence[str], names: Mapping[str, str]) -> list[str]:
    columns = [names.get(name, name) for name in _titles(row)]
    for name in _TEXTS:
        if columns.count(name) != 1:
            message = f"has {columns.count(name) or 'no'} columns '{name}'; its first line names the columns: " + (
                "'source' and 'target', with a comma, a semicolon or a tab between them"
            )
            raise SitegenError(message, path, 1)
    return columns


def _unit(path: Path, line: int, columns: Sequence[str], row: Sequence[str]) -> TranslationUnit | None:
    if any(row[len(columns) :]):
        raise SitegenError("has more cells than columns; put quotation marks around a text with commas", path, line)
    values = {name: text for name, text in zip(columns, row, strict=False) if text}
    origin = values.get(ORIGIN, "").strip().lower()
    if origin not in {"", HUMAN, MACHINE}:
        raise SitegenError(f"has the origin '{origin}'; write '{HUMAN}', '{MACHINE}' or nothing", path, line)
    if origin:
        values = {name: text if name in _NUMBERS else _unguarded(text) for name, text in values.items()}
    source, target = (sentence_text(values.get(name, ""), is_markdown=bool(origin)) for name in _TEXTS)
    if not source or not target:
        return None
    if origin != MACHINE:
        return TranslationUnit(source, target, article=values.get("article", ""), date=values.get("date", ""))
    for name in values.keys() & set(_NUMBERS):
        values[name] = values[name].replace(",", ".")  # as a spreadsheet writes it in many languages
    try:
        return machine_unit(source, target, values)
    except ValueError as error:
        message = f"has a score, flags or confidence that are damaged ({error}); take the line out"
        raise SitegenError(message, path, line) from error
