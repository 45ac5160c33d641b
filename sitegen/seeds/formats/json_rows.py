"""Objects of JSON, a story each: one a line, or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TextIO

from sitegen.errors import Problem, SitegenError
from sitegen.seeds.decoding.encodings import broken_off, open_text
from sitegen.seeds.formats.columns import find_columns, no_columns
from sitegen.seeds.formats.raw_story import BadRow, RawStory
from sitegen.seeds.formats.rows import Columns
from sitegen.settings.imports import ImportColumns

_PIECE = 1 << 16
_JSON = json.JSONDecoder()
_NAMES_OF_PEOPLE = ("name", "nama")


def read_json_lines(path: Path, settings: ImportColumns) -> Iterator[RawStory | BadRow | Problem]:
    """Yield the stories in a file with an object on each line; see `ReadStories`. A row is a line."""
    file, problems = open_text(path)
    with file:
        yield from problems
        try:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield from _story_of_line(line, number, path, settings)
        except UnicodeDecodeError as error:
            raise broken_off(error.encoding, path) from error


def _story_of_line(line: str, number: int, path: Path, settings: ImportColumns) -> Iterator[RawStory | BadRow]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield BadRow(number, f"is not JSON ({error}) and was left out; write one whole object on the line")
    else:
        yield from _story(value, number, path, settings)


def read_json(path: Path, settings: ImportColumns) -> Iterator[RawStory | BadRow | Problem]:
    """Yield the stories in a list, in the first list of an object, or in an object alone; see `ReadStories`.

    Of a list, only a piece of the file is in memory at a time.
    """
    file, problems = open_text(path)
    with file:
        yield from problems
        try:
            start = file.read(_PIECE)
            values = _items(start, file) if start.lstrip().startswith("[") else _values(start + file.read())
            for number, value in enumerate(values, start=1):
                yield from _story(value, number, path, settings)
        except UnicodeDecodeError as error:
            raise broken_off(error.encoding, path) from error
        except (ValueError, RecursionError) as error:
            raise SitegenError(f"is not JSON: {error}; mend it, or save it again", path) from error


def _items(buffer: str, file: TextIO) -> Iterator[object]:
    """The items of the list that begins in ``buffer``."""
    buffer = buffer.lstrip()[1:].lstrip()
    number = 0
    while not buffer.startswith("]"):
        number += 1
        while True:
            try:
                value, end = _JSON.raw_decode(buffer)
            except ValueError:
                end = len(buffer)
            # A number may go on in the next piece.
            rest = buffer[end:].lstrip()
            if rest:
                break
            if not (more := file.read(max(_PIECE, len(buffer)))):
                raise ValueError(f"story {number} of the list is broken, or the list has no end")
            buffer += more
        if rest[0] not in ",]":
            raise ValueError(f"there is {rest[0]!r} in place of a comma after story {number} of the list")
        yield value
        buffer = rest[1:].lstrip() if rest[0] == "," else rest


def _values(text: str) -> list[object]:
    value = json.loads(text)
    lists = (part for part in value.values() if isinstance(part, list)) if isinstance(value, dict) else ()
    return next((part for part in lists if part and all(isinstance(item, dict) for item in part)), [value])


def _story(value: object, number: int, path: Path, settings: ImportColumns) -> Iterator[RawStory | BadRow]:
    if not isinstance(value, Mapping):
        yield BadRow(number, "is not an object with names such as 'judul' and 'isi', and was left out; write it as one")
        return
    header = tuple(value)
    columns = Columns(header, _places(header, settings))
    if not columns.places:
        yield BadRow(number, no_columns(header, settings, path.name))
    elif (story := columns.story(path, number, [_cell(item) for item in value.values()])) is not None:
        yield story


@lru_cache(maxsize=256)
def _places(header: tuple[str, ...], settings: ImportColumns) -> Mapping[str, int]:
    return find_columns(header, settings)


def _cell(value: object) -> str:
    """A value as it would stand in a table: lists a line each, people by their names."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(_cell(item) for item in value)
    if isinstance(value, Mapping):
        names = [value[name] for name in _NAMES_OF_PEOPLE if isinstance(value.get(name), str)]
        return names[0] if names and len(value) == 1 else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)
