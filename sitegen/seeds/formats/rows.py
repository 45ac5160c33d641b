"""A row of a table to a story."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.content.front_matter.mistakes import TAG_LIMIT
from sitegen.errors import Problem, SitegenError
from sitegen.seeds.decoding.decode import mend_line
from sitegen.seeds.formats.columns import find_columns, is_nothing, no_columns
from sitegen.seeds.formats.raw_story import BadRow, RawStory
from sitegen.settings.imports import ImportColumns
from sitegen.slugs import tag_slug

HEADER_ROWS = 10
"""Rows at the top among which the header is looked for."""

_BETWEEN_TAGS = re.compile(r"[,;|\n]")
_SURROGATES = re.compile("[\ud800-\udfff]")

Row = tuple[int, Sequence[str]]
"""The number of a row in its file, counted from 1, and its cells."""


@dataclass(frozen=True)
class Columns:
    """The header of a table, and where the columns of each kind are (see `find_columns`)."""

    header: tuple[str, ...]
    places: Mapping[str, int]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each column, none of them twice."""
        names: dict[str, None] = {}
        for number, cell in enumerate(self.header, start=1):
            name = mend_line(_without_surrogates(cell)) or f"column {number}"
            names.setdefault(name if name not in names else f"{name} (column {number})")
        return tuple(names)

    def story(self, path: Path, number: int, cells: Sequence[str]) -> RawStory | BadRow | None:
        """Return the story in a row, None if the row is empty or repeats the header."""
        cells = [_without_surrogates(cell) for cell in cells]
        if all(map(is_nothing, cells)) or tuple(cells) == self.header:
            return None
        if any(cell.strip() for cell in cells[len(self.header) :]):
            message = f"has {len(cells)} cells under a header of {len(self.header)} and was left out; "
            return BadRow(number, message + "put quotation marks around cells that have separators in them")
        cells = [*cells, *[""] * (len(self.header) - len(cells))]
        given = {kind: cells[place] for kind, place in self.places.items() if not is_nothing(cells[place])}
        if "text" not in given:
            message = f"has no text in the column '{self.names[self.places['text']]}' and was left out; "
            return BadRow(number, message + "write the text there, or remove the row")
        others = {
            name: mend_line(cell)
            for place, (name, cell) in enumerate(zip(self.names, cells, strict=False))
            if place not in self.places.values() and not is_nothing(cell)
        }
        return _story(path, number, given, others)


def stories_of_table(path: Path, rows: Iterable[Row], settings: ImportColumns) -> Iterator[RawStory | BadRow | Problem]:
    """Yield the stories in the rows of a table, whose header is one of the first, as `ReadStories`.

    Raises:
        SitegenError: there is no header with a column for the text.
    """
    rows = iter(rows)
    top = list(islice(rows, HEADER_ROWS))
    index = header_index([cells for _, cells in top], settings)
    if index is None:
        header = next((cells for _, cells in top if any(cell.strip() for cell in cells)), ())
        raise SitegenError(no_columns(header, settings, path.name), path)
    for number, cells in top[:index]:
        if any(cell.strip() for cell in cells):
            words = mend_line(_without_surrogates(" ".join(cells)))[:60]
            yield Problem(f"row {number}: is above the header and was left out: {words}", path, severity="warning")
    header = top[index][1]
    columns = Columns(tuple(header), find_columns(header, settings))
    for number, cells in chain(top[index + 1 :], rows):
        if (story := columns.story(path, number, cells)) is not None:
            yield story


def header_index(rows: Sequence[Sequence[str]], settings: ImportColumns) -> int | None:
    """Return which of these rows is the header: the one with most columns of known names."""
    known = [len(find_columns(cells, settings)) for cells in rows]
    return known.index(max(known)) if any(known) else None


def _story(path: Path, number: int, given: dict[str, str], others: dict[str, str]) -> RawStory:
    headline = mend_line(given.get("title", ""))
    text = f"{headline}\n\n{given['text']}" if headline else given["text"]
    publisher, url = given.get("publisher", "").strip(), given.get("url", "").strip()
    if not url and is_address(publisher):
        publisher, url = "", publisher
    if url and not is_address(url):
        others["url"], url = mend_line(url), ""
    tags = _tags(given.get("tags", ""))
    if not tags and "tags" in given:
        others["tags"] = mend_line(given["tags"])
    story = RawStory(
        path,
        text,
        row=number,
        dates=tuple(mend_line(given[kind]) for kind in ("date", "time") if kind in given),
        authors=", ".join(filter(None, map(mend_line, given.get("authors", "").splitlines()))),
        tags=tags,
        url=url,
        publisher=mend_line(publisher),
        columns=others,
    )
    return with_digest(story)


def with_digest(story: RawStory) -> RawStory:
    """Return a story with the digest of all that is given of it but its place."""
    given = dataclasses.replace(story, path=Path(), sha256="", row=None, problems=())
    values = {name: value for name, value in vars(given).items() if name not in {"kinds", "day"}}  # follow from these
    text = json.dumps({**values, "path": "", "columns": dict(story.columns)})
    return dataclasses.replace(story, sha256=hashlib.sha256(text.encode()).hexdigest())


def is_address(text: str) -> bool:
    """Tell whether a text is the whole address of a page on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and text.isprintable() and " " not in text


def _tags(cell: str) -> tuple[str, ...]:
    """The tags in a cell, also in one that is a list of Python; none where one of them can be no tag."""
    tags: dict[str, str] = {}
    for piece in _BETWEEN_TAGS.split(cell.strip().removeprefix("[").removesuffix("]")):
        if tag := mend_line(piece).strip("'\""):
            if not any(map(str.isalnum, tag)) or len(tag) > TAG_LIMIT:
                return ()
            tags.setdefault(tag_slug(tag), tag)
    return tuple(tags.values())


def _without_surrogates(cell: str) -> str:
    return _SURROGATES.sub("\ufffd", cell)
