"""Plain text: a story a file, the headline first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sitegen.seeds.decoding.encodings import decode_bytes
from sitegen.seeds.formats.raw_story import RawStory
from sitegen.settings.imports import ImportColumns
from sitegen.storage.files import read_bytes


def read_text_file(path: Path, _: ImportColumns) -> Iterator[RawStory]:
    """Yield the story in a text file; see `ReadStories`."""
    yield text_story(read_bytes(path), path)


def text_story(data: bytes, path: Path) -> RawStory:
    """Return the story in the bytes of a text file.

    Raises:
        SitegenError: the file is empty or is not text.
    """
    text, problems = decode_bytes(data, path)
    return RawStory(path, text, hashlib.sha256(data).hexdigest(), problems=problems)
