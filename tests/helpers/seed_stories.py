"""Seeds, read."""

from __future__ import annotations

from pathlib import Path

from sitegen.errors import Problem
from sitegen.seeds.conversion import Story
from sitegen.seeds.conversion import read_story as read_raw_story
from sitegen.seeds.decoding.decode import mend_text
from sitegen.seeds.decoding.encodings import decode_bytes
from sitegen.seeds.formats.plain_text import text_story
from sitegen.settings.house_styles import HouseStyles


def read_story(data: bytes, path: Path, styles: HouseStyles) -> Story:
    """Return the story in the bytes of a text file."""
    return read_raw_story(text_story(data, path), styles)


def decode_seed(data: bytes, path: Path) -> tuple[str, tuple[Problem, ...]]:
    """Return the text in the bytes of a text file as it was meant, and what is said of it."""
    text, problems = decode_bytes(data, path)
    mended, others = mend_text(text, path)
    return mended, (*problems, *others)
