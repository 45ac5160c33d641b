"""RSS and Atom files with the full text of their stories."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax import SAXException

from sitegen.errors import Problem, SitegenError
from sitegen.extras import not_installed
from sitegen.seeds.decoding.decode import mend_line
from sitegen.seeds.decoding.markup import without_entities, without_tags
from sitegen.seeds.formats.raw_story import BadRow, RawStory
from sitegen.seeds.formats.rows import Columns, is_address
from sitegen.settings.imports import ImportColumns
from sitegen.storage.files import read_bytes

try:
    import feedparser
except ImportError as missing:
    raise not_installed("feedparser", "web") from missing

_HEADER = ("title", "text", "date", "authors", "tags", "url", "publisher")
_TEASER = 700
"""Letters of a description that may be a story and not its first words."""


def read_feed(path: Path, _: ImportColumns) -> Iterator[RawStory | BadRow | Problem]:
    """Yield the stories in a feed; see `ReadStories`. A row is an item.

    Raises:
        SitegenError: the file is no feed.
    """
    feed = feedparser.parse(io.BytesIO(read_bytes(path)))  # a text would be taken for an address
    if not feed.entries:
        raise SitegenError("has no items of a feed in it; save an RSS or Atom file, or remove it from the seeds", path)
    if isinstance(error := feed.get("bozo_exception"), SAXException):
        message = f"is not well-formed ({error}), so that stories may be missing; save it again"
        yield Problem(message, path, severity="warning")
    columns = Columns(_HEADER, {kind: place for place, kind in enumerate(_HEADER)})
    language = str(feed.feed.get("language", "")).partition("-")[0].lower()
    for number, entry in enumerate(feed.entries, start=1):
        text = _text(entry)
        if not entry.get("content") and len(text) < _TEASER:
            message = "has no full text, only a few words of it, and was left out; save the story's page as .html"
            yield BadRow(number, message)
            continue
        cells = [
            entry.get("title", ""),
            text,
            entry.get("published", "") or entry.get("updated", ""),
            ", ".join(author.get("name", "") for author in entry.get("authors", ()) if author.get("name")),
            ", ".join(tag.get("term") or "" for tag in entry.get("tags", ())),
            _address(entry, language),
            feed.feed.get("title", ""),
        ]
        if (story := columns.story(path, number, cells)) is not None:
            yield story


def _text(entry: Any) -> str:
    """The longest text of an item: its summary may be the description of a picture to feedparser."""
    texts = [content.get("value", "") for content in entry.get("content", ())]
    texts += [entry.get("summary", "")]
    text = without_entities(without_tags(max(texts, key=len)))
    return re.sub(r"\n[ \t]*\n\s*", "\n\n", text).strip()


def _address(entry: Any, language: str) -> str:
    """The page of an item in the language of the feed: feedparser takes the last one, in whatever language."""
    pages = [link for link in entry.get("links", ()) if link.get("rel") == "alternate"]
    pages.sort(key=lambda link: str(link.get("hreflang", language)).partition("-")[0].lower() != language)
    return next((address for link in pages if is_address(address := mend_line(link.get("href", "")))), "")
