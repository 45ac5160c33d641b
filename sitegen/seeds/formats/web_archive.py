"""Web archives (WARC): a story a page that was saved in them."""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitegen.errors import Problem, SitegenError
from sitegen.extras import not_installed
from sitegen.seeds.decoding.encodings import decode_bytes
from sitegen.seeds.formats.raw_story import BadRow, RawStory
from sitegen.seeds.formats.rows import is_address, with_digest
from sitegen.seeds.formats.web_page import page_story
from sitegen.settings.imports import ImportColumns

try:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
except ImportError as missing:
    raise not_installed("warcio", "web") from missing

_LARGEST_PAGE = 20 << 20
_PAGES = ("text/html", "application/xhtml+xml")


def read_archive(path: Path, _: ImportColumns) -> Iterator[RawStory | BadRow | Problem]:
    """Yield the stories in an archive; see `ReadStories`. A row is a record.

    Records that are no pages are passed over, and so are pages that are no stories.

    Raises:
        SitegenError: the file is no archive, or is broken off.
    """
    pages = stories = 0
    try:
        with path.open("rb") as file:
            for number, record in enumerate(ArchiveIterator(file), start=1):
                if _is_page(record):
                    pages += 1
                    for item in _story(record, number, path):
                        stories += isinstance(item, RawStory)
                        yield item
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", path) from error
    except (ArchiveLoadFailed, EOFError, ValueError, zlib.error) as error:
        message = (
            f"is not a web archive that can be read to its end ({str(error) or 'it is broken off'}); save it again"
        )
        raise SitegenError(message, path) from error
    if not stories:
        message = f"has no story among its pages, of which there are {pages}; save stories' pages, or remove the file"
        raise SitegenError(message, path)


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    return str(headers.get_header("Content-Type", "")).partition(";")[0].strip().lower() in _PAGES


def _story(record: Any, number: int, path: Path) -> Iterator[RawStory | BadRow]:
    """The story of a page; a page without a date, such as one that lists others, has none."""
    address = str(record.rec_headers.get_header("WARC-Target-URI", "")).strip("<>")
    data = record.content_stream().read(_LARGEST_PAGE + 1)
    if len(data) <= _LARGEST_PAGE and _is_broken_off(record.raw_stream):
        raise EOFError
    if len(data) > _LARGEST_PAGE:
        yield BadRow(number, f"is a page of more than {_LARGEST_PAGE >> 20} MB and was left out; save it as .html")
        return
    try:
        text, problems = decode_bytes(data, path)
    except SitegenError as error:
        yield BadRow(number, f"{error.problem.message} ({address})")
        return
    story = page_story(text, path)
    if story is None or not story.dates:
        return
    captured = record.rec_headers.get_header("WARC-Date", "")
    columns = {**story.columns, **({"captured": captured} if captured else {})}
    url = address if is_address(address) else story.url
    yield with_digest(dataclasses.replace(story, row=number, url=url, columns=columns, problems=problems))


def _is_broken_off(stream: Any) -> bool:
    """Tell whether a record's bytes end before its length: warcio gives what there is of them."""
    while stream.read(1 << 16):
        pass
    return getattr(stream, "limit", 0) > 0
