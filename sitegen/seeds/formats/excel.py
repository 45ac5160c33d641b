"""Workbooks of Excel: a story a row, on each sheet."""

from __future__ import annotations

import dataclasses
import datetime
import warnings
from collections.abc import Iterator
from contextlib import closing
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from sitegen.errors import Problem, SitegenError
from sitegen.extras import not_installed
from sitegen.seeds.formats.archives import open_archive
from sitegen.seeds.formats.raw_story import BadRow, RawStory
from sitegen.seeds.formats.rows import Row, stories_of_table, with_digest
from sitegen.settings.imports import ImportColumns

try:
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape
    from openpyxl.utils.exceptions import InvalidFileException
except ImportError as missing:
    raise not_installed("openpyxl", "tables") from missing

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_LARGEST = 4 << 30
"""Bytes of a workbook without its compression; a small file can be made that has no end."""
_NO_WORKBOOK = "is not a workbook that can be read ({}); save it again as .xlsx, or as CSV"
_ERRORS = (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError)
"""What openpyxl raises of files that are damaged."""


def read_workbook(path: Path, settings: ImportColumns) -> Iterator[RawStory | BadRow | Problem]:
    """Yield the stories in a workbook; see `ReadStories`. A row is that of its sheet."""
    warnings.filterwarnings("ignore", module="openpyxl")  # they are about styles and other things of no concern here
    try:
        has_formulas = _check(path)
        with closing(_open(path, values=True)) as values, closing(_open(path, values=not has_formulas)) as formulas:
            yield from _stories(path, settings, values, formulas if has_formulas else None)
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", path) from error
    except _ERRORS as error:
        raise SitegenError(_NO_WORKBOOK.format(error), path) from error


def _check(path: Path) -> bool:
    """Tell whether there are formulas in a workbook.

    Raises:
        SitegenError: it has a password, or is too large.
    """
    with open_archive(path, _LARGEST, "as CSV") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_has_formulas(archive, name) for name in sheets)


def _has_formulas(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as sheet:
        before = b""
        while piece := sheet.read(1 << 20):
            if any(tag in before + piece for tag in (b"<f>", b"<f ", b":f>", b":f ")):
                return True
            before = piece[-2:]
    return False


def _open(path: Path, *, values: bool) -> Workbook:
    return load_workbook(path, read_only=True, data_only=values)


def _stories(
    path: Path, settings: ImportColumns, values: Workbook, formulas: Workbook | None
) -> Iterator[RawStory | BadRow | Problem]:
    """The stories of all sheets, those without any text but for the last."""
    sheets = [sheet for sheet in values.worksheets if any(True for _ in _rows(sheet, None, []))]
    refused: list[SitegenError] = []
    for sheet in sheets:
        others = formulas[sheet.title] if formulas else None
        bad: list[BadRow] = []
        try:
            for item in stories_of_table(path, _rows(sheet, others, bad), settings):
                yield from _drained(bad)
                yield _of_sheet(item, sheet.title) if len(sheets) > 1 else item
        except SitegenError as error:
            refused.append(error)
            if len(sheets) > 1:
                yield Problem(f"sheet '{sheet.title}': {error.problem.message}", path, severity="warning")
        yield from _drained(bad)
    if not sheets:
        raise SitegenError("has nothing in it; write a header and the stories below it, or remove the file", path)
    if len(refused) == len(sheets):
        raise refused[0]


def _of_sheet(item: RawStory | BadRow | Problem, title: str) -> RawStory | BadRow | Problem:
    """The same, with the name of its sheet."""
    if isinstance(item, RawStory):
        return with_digest(dataclasses.replace(item, columns={**item.columns, "Sheet": title}))
    return dataclasses.replace(item, message=f"sheet '{title}': {item.message}")


def _drained(bad: list[BadRow]) -> Iterator[BadRow]:
    while bad:
        yield bad.pop(0)


def _rows(sheet: Any, formulas: Any, bad: list[BadRow]) -> Iterator[Row]:
    """The rows of a sheet; those that have a formula without its value become ``bad`` ones.

    What a file says of the size of a sheet may be wrong (``<dimension ref="A1"/>``), and rows may be left out in it.
    """
    sheet.reset_dimensions()
    if formulas is not None:
        formulas.reset_dimensions()
    both = zip(sheet.iter_rows(), formulas.iter_rows() if formulas is not None else repeat(()), strict=False)
    for number, (cells, written) in enumerate(both, start=1):
        lacking = [
            cell.coordinate
            for value, cell in zip(cells, written, strict=False)
            if value.value is None and cell.data_type == "f"
        ]
        if lacking:
            message = f"has a formula without its value in {', '.join(lacking[:5])}, and was left out; "
            bad.append(BadRow(number, message + "open the file in a spreadsheet program and save it there"))
        elif any(cell.value is not None for cell in cells):
            yield number, [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":  # such as #REF!
        return ""
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return unescape(value) if isinstance(value, str) else str(value)
