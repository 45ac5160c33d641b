"""What may lie in ``seeds/``. One line adds a format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import cast

from sitegen.seeds.formats.raw_story import ReadStories


@dataclass(frozen=True)
class SeedFormat:
    """A format: the endings of its files, its `ReadStories`, and whether a file has ``several`` stories.

    The reader is named and not imported, because each format loads only its own libraries.
    """

    endings: tuple[str, ...]
    reader: str
    several: bool = True

    @property
    def read(self) -> ReadStories:
        """What reads a file of the format."""
        return cast(ReadStories, resolve_name(self.reader))


FORMATS = {
    "text": SeedFormat((".txt",), "sitegen.seeds.formats.plain_text:read_text_file", several=False),
    "csv": SeedFormat((".csv", ".tsv"), "sitegen.seeds.formats.delimited:read_delimited"),
    "json": SeedFormat((".json",), "sitegen.seeds.formats.json_rows:read_json"),
    "jsonl": SeedFormat((".jsonl", ".ndjson"), "sitegen.seeds.formats.json_rows:read_json_lines"),
    "html": SeedFormat((".html", ".htm"), "sitegen.seeds.formats.web_page:read_page", several=False),
    "archive": SeedFormat((".warc", ".warc.gz"), "sitegen.seeds.formats.web_archive:read_archive"),
    "feed": SeedFormat((".rss", ".atom", ".xml"), "sitegen.seeds.formats.feed:read_feed"),
    "word": SeedFormat((".docx",), "sitegen.seeds.formats.word:read_document", several=False),
    "excel": SeedFormat((".xlsx",), "sitegen.seeds.formats.excel:read_workbook"),
}
"""By name."""


def format_of(path: Path) -> SeedFormat | None:
    """Return the format of a file by its ending, in any case; None for a file that is no seed."""
    name = path.name.lower()
    return next((seed_format for seed_format in FORMATS.values() if name.endswith(seed_format.endings)), None)
