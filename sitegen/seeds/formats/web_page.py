"""Saved web pages: a story a file."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitegen.errors import SitegenError
from sitegen.extras import not_installed
from sitegen.seeds.dates.stated_dates import stated_dates
from sitegen.seeds.decoding.decode import mend_line
from sitegen.seeds.decoding.encodings import decode_bytes
from sitegen.seeds.formats.blocks import Block, kinds_of, list_item, table_row, text_of
from sitegen.seeds.formats.raw_story import RawStory
from sitegen.seeds.formats.rows import is_address
from sitegen.seeds.forms import compile_forms
from sitegen.settings.house_styles import house_styles
from sitegen.settings.imports import ImportColumns
from sitegen.storage.files import read_bytes

try:
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document
except ImportError as missing:
    # lxml names its lost part only in words
    raise not_installed(missing.name or "lxml-html-clean", "web") from missing

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what is wrong is said here

_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='content_PublishedDate' or @name='dc.date']/@content",
    "//*[@itemprop='datePublished' or @pubdate]/@datetime",
    "//time/@datetime",
)
"""Where pages state when they were published, the surest first."""
_DATA = "//script[@type='application/ld+json']/text()"
_PICTURES = "//meta[@property='og:image' or @name='twitter:image']/@content"
_TITLES = "//title/text() | //meta[@property='og:title']/@content"
_CAPTIONS = "//article//figcaption | //main//figcaption | //figcaption"
_LONGEST_LINE = 160
_BETWEEN_TITLE_AND_SITE = r"\s*[-–—|:·]\s*"


def read_page(path: Path, _: ImportColumns) -> Iterator[RawStory]:
    """Yield the story of a page: its text without the page's furniture, and what the page says of it.

    See `ReadStories`. The text is found by trafilatura; the headline, the date and the caption of the lead picture are
    looked for here.
    """
    data = read_bytes(path)
    text, problems = decode_bytes(data, path)
    page = load_html(text)
    with warnings.catch_warnings(action="ignore"):  # of dates, which are not taken from there
        found = bare_extraction(text, with_metadata=True, include_comments=False)
    if page is None or not isinstance(found, Document) or not (found.text or "").strip():
        raise SitegenError("has no story that can be found in it; save the text as .txt, or remove the file", path)
    headline = _headline(page, found.title or "", found.sitename or "")
    caption = next((line for node in page.xpath(_CAPTIONS) if (line := _line(node))), "")
    blocks = [block for block in _blocks(found) if mend_line(block.text) not in {headline, caption}]
    picture = next(filter(is_address, _strings(page, _PICTURES)), "")
    yield RawStory(
        path,
        text_of([*([Block(headline)] if headline else []), *blocks]),
        hashlib.sha256(data).hexdigest(),
        dates=_dates(page, headline),
        authors=_authors(found.author or "", found.sitename or ""),
        url=found.url if found.url and is_address(found.url) else "",
        publisher=mend_line(found.sitename or ""),
        caption=caption,
        columns={"image": picture} if picture else {},
        kinds=kinds_of(blocks),
        problems=problems,
    )


def _blocks(found: Document) -> Iterator[Block]:
    """The paragraphs of the text, and which of them are headings, items and rows."""
    headings = {_line(node) for node in found.body.iter("head")}
    items = {
        _line(node): number if part.get("rend") == "ol" else None
        for part in found.body.iter("list")
        for number, node in enumerate(part.iterchildren("item"), start=1)
    }
    for line in filter(None, (found.text or "").split("\n")):
        plain = mend_line(line)
        if plain.startswith("| "):
            yield table_row(plain[1:-1].split("|"))
        elif plain.startswith("- ") and plain[2:] in items:
            yield list_item(plain[2:], items[plain[2:]])
        elif not plain.startswith("|---"):
            yield Block(line, "heading" if plain in headings else "text")


def _headline(page: Any, title: str, site: str) -> str:
    """The heading of a page that its title repeats, or else the title without the name of the site."""
    title = mend_line(title)
    titles = " ".join([title, *map(mend_line, _strings(page, _TITLES))])
    headings = [line for line in map(_line, page.xpath("//h1")) if line and line.casefold() in titles.casefold()]
    if headings:
        return max(headings, key=len)  # a shorter one is the name of the site
    return re.sub(rf"{_BETWEEN_TITLE_AND_SITE}{re.escape(site)}\Z", "", title) if site else title


def _dates(page: Any, headline: str) -> tuple[str, ...]:
    """The date of publication, as the page has it: in its data, or on a line of its own near the headline."""
    labels = compile_forms(house_styles({})).dates
    stated = [date for form in _DATES for date in _strings(page, form)] + list(_dates_in_data(page))
    near = [_line(node) for node in page.xpath("//h1/following::*[not(*) or self::time]")][:40]
    near += [_line(node) for node in page.xpath("//h1/preceding::*[not(*)]")][-20:] if headline else []
    lines = [mend_line(date) for date in (*stated, *(line for line in near if len(line) <= _LONGEST_LINE))]
    return next(((line,) for line in lines if stated_dates(line, labels)), ())


def _dates_in_data(page: Any) -> Iterator[str]:
    """The dates of publication in the JSON-LD of a page, https://schema.org/datePublished."""
    for script in _strings(page, _DATA):
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items + [part for graph in map(_graph, items) for part in graph]:
            if isinstance(item, dict) and isinstance(date := item.get("datePublished"), str):
                yield date


def _graph(item: object) -> list[object]:
    graph = item.get("@graph") if isinstance(item, dict) else None
    return graph if isinstance(graph, list) else []


def _authors(names: str, site: str) -> str:
    """The names of people that trafilatura parts by semicolons, without that of the site."""
    return ", ".join(name for part in names.split(";") if (name := mend_line(part)) and name != site)


def _strings(page: Any, form: str) -> list[str]:
    return [str(text) for text in page.xpath(form)]  # lxml's own hold on to the whole page


def _line(node: Any) -> str:
    return mend_line(" ".join(node.itertext()))
