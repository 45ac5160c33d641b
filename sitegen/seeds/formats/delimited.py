"""Tables as text: cells between commas, semicolons, tabs or bars, a story a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from sitegen.errors import Problem, SitegenError
from sitegen.seeds.decoding.encodings import broken_off, open_text
from sitegen.seeds.formats.columns import find_columns
from sitegen.seeds.formats.raw_story import BadRow, RawStory
from sitegen.seeds.formats.rows import HEADER_ROWS, Row, header_index, stories_of_table
from sitegen.settings.imports import ImportColumns

_SEPARATORS = ",;\t|"
_SAMPLE = 1 << 18
_LONGEST_CELL = 5_000_000
"""Characters. A quotation that is never closed would take the whole file into one cell."""


def read_delimited(path: Path, settings: ImportColumns) -> Iterator[RawStory | BadRow | Problem]:
    """Yield the stories in a table; see `ReadStories`."""
    file, problems = open_text(path)
    with file:
        try:
            yield from problems
            yield from _stories(file, path, settings)
        except UnicodeDecodeError as error:
            raise broken_off(error.encoding, path) from error


def _stories(file: TextIO, path: Path, settings: ImportColumns) -> Iterator[RawStory | BadRow | Problem]:
    separator = _separator(file.read(_SAMPLE), settings)
    file.seek(0)
    rows = _Rows(file, separator, path)
    yield from stories_of_table(path, rows, settings)
    if rows.unclosed is not None:
        message = "has a quotation mark that is never closed, and was left out with all after it; close the quotation"
        yield BadRow(rows.unclosed, message)


def _separator(sample: str, settings: ImportColumns) -> str:
    """The separator with which the most columns are known; without any, the one that parts the most cells.

    `csv.Sniffer` counts separators within quotations, too.
    """

    def columns(separator: str) -> tuple[int, int]:
        lines = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True)
        try:
            rows = list(islice(lines, HEADER_ROWS))
        except csv.Error:
            rows = []
        index = header_index(rows, settings)
        if index is None:
            return 0, max(map(len, rows), default=0)
        return len(find_columns(rows[index], settings)), len(rows[index])

    return max(_SEPARATORS, key=columns)


class _Rows:
    """The rows of a table. ``unclosed`` is the one that only the end of the file has ended, if there is one."""

    def __init__(self, file: TextIO, separator: str, path: Path) -> None:
        self.unclosed: int | None = None
        self._file = file
        self._separator = separator
        self._path = path
        self._is_read = False

    def __iter__(self) -> Iterator[Row]:
        csv.field_size_limit(_LONGEST_CELL)
        rows = csv.reader(self._lines(), delimiter=self._separator, skipinitialspace=True)
        number = 0
        try:
            for number, cells in enumerate(rows, start=1):
                if self._is_read:
                    self.unclosed = number
                    return
                yield number, cells
        except csv.Error as error:
            message = f"row {number + 1}: cannot be read ({error}); look for a quotation mark that is never closed"
            raise SitegenError(message, self._path) from error

    def _lines(self) -> Iterator[str]:
        yield from self._file
        self._is_read = True
