"""A story as its seed has it, before its text is taken apart."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.errors import Problem
from sitegen.seeds.formats.blocks import BlockKind
from sitegen.settings.imports import ImportColumns


@dataclass(frozen=True)
class RawStory:
    """A story in a seed: its text, the headline first, and the seed's metadata.

    ``row`` numbers the story where its file has several. ``sha256`` is the digest of all that the seed has of it.
    ``dates`` and ``authors`` are as they are written, and so is what has no place of its own, in ``columns`` by the
    name of the column. ``caption`` is that of the lead picture. ``kinds`` say of paragraphs by their text which are
    headings, items or rows. ``day`` is a day on which the story may have been published, for one that states no date.
    ``problems`` are said when the story is imported.
    """

    path: Path
    text: str
    sha256: str = ""
    row: int | None = None
    dates: tuple[str, ...] = ()
    authors: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    publisher: str = ""
    caption: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, BlockKind] = field(default_factory=dict)
    day: datetime.date | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def headline(self) -> str:
        """The first line of the text."""
        return self.text.lstrip().partition("\n")[0].strip()

    @property
    def words(self) -> bytes:
        """A digest of the text that white space and capitals do not change: the same story has the same."""
        return hashlib.blake2b(" ".join(self.text.casefold().split()).encode(), digest_size=16).digest()


@dataclass(frozen=True)
class BadRow:
    """An unusable row: its problem and the remedy."""

    row: int
    message: str


ReadStories = Callable[[Path, ImportColumns], Iterator[RawStory | BadRow | Problem]]
"""Yields the stories in a file, rows that are none, and what is to be said of the whole file.

Raises `SitegenError` where the file cannot be read, or not any further.
"""
