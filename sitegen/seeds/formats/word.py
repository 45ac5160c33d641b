"""Word documents: a story a file."""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from sitegen.errors import Problem, SitegenError
from sitegen.extras import not_installed
from sitegen.seeds.decoding.decode import mend_line
from sitegen.seeds.form_patterns import ends_sentence
from sitegen.seeds.formats.archives import open_archive
from sitegen.seeds.formats.blocks import Block, kinds_of, text_of
from sitegen.seeds.formats.raw_story import RawStory
from sitegen.seeds.forms import compile_forms
from sitegen.seeds.news_format import LONGEST_HEADLINE
from sitegen.seeds.people import is_full_name
from sitegen.settings.house_styles import house_styles
from sitegen.settings.imports import ImportColumns
from sitegen.storage.files import read_bytes

try:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    from sitegen.seeds.formats.word_text import WordText
except ImportError as missing:
    raise not_installed("python-docx", "word") from missing

_LARGEST = 256 << 20
"""Bytes of a document without its compression: it is read as a whole."""
_NO_DOCUMENT = "is not a Word document that can be read ({}); save it again as .docx, or its text as .txt"
_ERRORS = (BadZipFile, OpcError, LxmlError, KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError)
"""What python-docx and lxml raise of files that are damaged."""
_TOP = 4  # paragraphs among which a heading is the headline
_NOBODY = ("user", "microsoft", "office", "admin", "python-docx", "windows")


def read_document(path: Path, _: ImportColumns) -> Iterator[RawStory]:
    """Yield the story in a document; see `ReadStories`."""
    try:
        open_archive(
            path, _LARGEST, "as .docx without a password and with smaller pictures, or its text as .txt"
        ).close()
        data = read_bytes(path)
        yield _story(path, data)
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", path) from error
    except _ERRORS as error:
        raise SitegenError(_NO_DOCUMENT.format(error), path) from error


def _story(path: Path, data: bytes) -> RawStory:
    document = Document(io.BytesIO(data))
    text = WordText(document)
    blocks = _headline_first(list(text.blocks()), mend_line(document.core_properties.title or ""))
    if not blocks:
        raise SitegenError("has no text; write the story in it, or remove the file", path)
    caption = next((block for block in blocks if block.kind == "caption"), None)
    shown = [block for block in blocks if block is not caption]
    return RawStory(
        path,
        text_of(shown),
        hashlib.sha256(data).hexdigest(),
        authors=_author(document.core_properties.author or "", shown),
        caption=mend_line(caption.text) if caption else "",
        kinds=kinds_of(shown[1:]),
        day=_day(document.core_properties),
        problems=tuple(_problems(path, document, text)),
    )


def _headline_first(blocks: list[Block], title: str) -> list[Block]:
    """The paragraphs, first the headline: the title, a heading at the top, or the title in the properties."""
    places = [place for place, block in enumerate(blocks) if block.kind == "title"]
    places += [place for place, block in enumerate(blocks[:_TOP]) if block.kind == "heading"]
    if places:
        return [blocks[places[0]], *blocks[: places[0]], *blocks[places[0] + 1 :]]
    if blocks and title and (ends_sentence(blocks[0].text) or len(blocks[0].text) > LONGEST_HEADLINE):
        return [Block(title), *blocks]
    return blocks


def _author(name: str, blocks: Sequence[Block]) -> str:
    """Who wrote the file, where that is a person's name and no line says who wrote the story."""
    find = compile_forms(house_styles({})).find_byline
    is_person = is_full_name(name) and not any(word in _NOBODY for word in name.lower().split())
    return mend_line(name) if is_person and not any(find(mend_line(block.text)) for block in blocks) else ""


def _day(properties: Any) -> datetime.date | None:
    """The day of the file, where it was made and saved on one: an older one is often written over."""
    created, modified = properties.created, properties.modified
    return created.date() if created and modified and created.date() == modified.date() else None


def _problems(path: Path, document: Any, text: WordText) -> Iterator[Problem]:
    if text.hidden:
        words = mend_line(" ".join(text.hidden))[:60]
        message = f"has hidden text, which was left out: {words}; make it visible if it belongs to the story"
        yield Problem(message, path, severity="warning")
    if pictures := len(document.inline_shapes):
        message = (
            f"has {'a picture, which stays' if pictures == 1 else f'{pictures} pictures, which stay'} in it; "
            "put them into content/ and name the first under 'image:' in the story's Markdown file"
        )
        yield Problem(message, path, severity="warning")
