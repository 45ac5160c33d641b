"""Saved web pages: a story a file."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import json
import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from sitegen.errors import SitegenError
from sitegen.extras import not_installed
from sitegen.seeds.dates.stated_dates import stated_dates
from sitegen.seeds.decoding.decode import mend_line
from sitegen.seeds.decoding.encodings import decode_bytes
from sitegen.seeds.decoding.markup import without_tags
from sitegen.seeds.form_patterns import ends_sentence
from sitegen.seeds.formats.blocks import Block, kinds_of, list_item, table_row, text_of
from sitegen.seeds.formats.raw_story import RawStory
from sitegen.seeds.formats.rows import is_address
from sitegen.seeds.forms import compile_forms
from sitegen.settings.house_styles import house_styles
from sitegen.settings.imports import ImportColumns
from sitegen.storage.files import read_bytes

try:
    from lxml.etree import tostring
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document
except ImportError as missing:
    # lxml names its lost part only in words
    raise not_installed(missing.name or "lxml-html-clean", "web") from missing

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what is wrong is said here

_DATES_IN_HEAD = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='content_PublishedDate' or @name='dc.date']/@content",
)
_DATES = (
    "//*[@itemprop='datePublished' or @pubdate]/@datetime",
    "//time/@datetime",
    "//abbr[contains(@class, 'published')]/@title",
)
"""Where pages state when they were published, the surest first."""
_SCRIPTS = "//script[@type='application/ld+json']/text()"
_PICTURES = "//meta[@property='og:image' or @name='twitter:image']/@content"
_TITLES = "//meta[@property='og:title']/@content | //title/text()"
_AUTHORS = (
    "//meta[@name='content_author' or @name='dtk:author']/@content",
    "//*[contains(@class, 'field--name-uid')]//text()",  # Drupal
    "//*[@class='fn']/text()",  # https://microformats.org/wiki/hcard
)
"""Where pages name their authors besides the places that trafilatura knows."""
_CAPTIONS = (
    "//article//figcaption | //main//figcaption",
    "//figcaption",
    "//div[contains(@class, 'caption')]",
    "//div[img and count(*) = 2]/*[not(self::img or self::a or .//a)]",
)
_OTHER_STORIES = "//section[contains(@aria-label, 'terkait')]"
_LINE = "*[not(*[normalize-space()]) or self::time]"  # has text of its own, beside icons
_LONGEST_LINE = 160
_LONGEST_LABEL = 60
_TOP = 5  # paragraphs among which an element that may be a caption is one
_BETWEEN_TITLE_AND_SITE = r"\s*[-–—|:·]\s*"


def read_page(path: Path, _: ImportColumns) -> Iterator[RawStory]:
    """Yield the story of a page: its text without the page's furniture, and what the page says of it.

    See `ReadStories`. The text is found by trafilatura; the headline, the date and the caption of the lead picture are
    looked for here.
    """
    data = read_bytes(path)
    text, problems = decode_bytes(data, path)
    story = page_story(text, path)
    if story is None:
        raise SitegenError("has no story that can be found in it; save the text as .txt, or remove the file", path)
    yield dataclasses.replace(story, sha256=hashlib.sha256(data).hexdigest(), problems=problems)


def page_story(text: str, path: Path) -> RawStory | None:
    """Return the story in the HTML of a page, without a digest; None if there is none."""
    page = load_html(text)
    if page is None:
        return None
    _plain_layout(page)
    with warnings.catch_warnings(action="ignore"):  # of dates, which are not taken from there
        found = bare_extraction(
            copy.deepcopy(page), with_metadata=True, include_comments=False, prune_xpath=_OTHER_STORIES
        )
    if not isinstance(found, Document) or not (found.text or "").strip():
        return None
    site = mend_line(found.sitename or "")
    headline = _headline(page, found.title or "", site)
    authors = _authors(page, found.author or "", site, headline)
    blocks = _without_labels(list(_without_breaks(_blocks(found))), headline, authors)
    caption = _caption(page, blocks)
    blocks = [block for block in blocks if mend_line(block.text) not in {headline, caption}]
    picture = next(filter(is_address, _strings(page, _PICTURES)), "")
    return RawStory(
        path,
        text_of([*([Block(headline)] if headline else []), *blocks]),
        dates=_dates(page, headline),
        authors=", ".join(authors),
        url=found.url if found.url and is_address(found.url) else "",
        publisher=site,
        caption=caption,
        columns={"image": picture} if picture else {},
        kinds=kinds_of(blocks),
    )


def _plain_layout(page: Any) -> None:
    """Make divisions of the tables that only place things on a page: they have one column, or paragraphs in a cell.

    The captions of all pictures but the first become paragraphs, as trafilatura leaves captions out, and headings stand
    on one line.
    """
    for line_break in page.xpath("//h1//br | //h2//br | //h3//br"):
        line_break.tail = f" {line_break.tail or ''}"
        line_break.drop_tag()
    for caption in page.xpath("//article//figcaption")[1:]:
        caption.tag = "p"
        for figure in caption.iterancestors("figure"):
            figure.tag = "div"
    for table in reversed(page.xpath("//table")):
        rows = table.xpath("./tr | ./tbody/tr | ./thead/tr")
        is_column = all(len(row) < 2 for row in rows)
        if is_column or table.xpath(".//td[count(.//p) > 1 or count(.//br) > 2 or .//table or .//div]"):
            for node in [table, *table.xpath("./tbody | ./thead"), *rows, *(cell for row in rows for cell in row)]:
                node.tag = "div"


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


def _without_breaks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The paragraphs, of which one that goes on with a small letter was parted by a line break: that is no end."""
    before: Block | None = None
    for block in blocks:
        if before and before.kind == block.kind == "text" and block.text[:1].islower():
            before = Block(f"{before.text}\n{block.text}")
            continue
        if before:
            yield before
        before = block
    if before:
        yield before


def _without_labels(blocks: list[Block], headline: str, authors: list[str]) -> list[Block]:
    """The paragraphs without the section above the headline, and without lines that only repeat who wrote the story."""
    place = next((place for place, block in enumerate(blocks) if mend_line(block.text) == headline), 0)
    above = [block for block in blocks[:place] if len(block.text) > _LONGEST_LABEL or ends_sentence(block.text)]
    labels = {label.casefold() for label in house_styles({}).author_labels}
    names = {author.casefold() for author in authors}
    repeated = names | {f"- {label}, {name}" for label in labels for name in names}
    return [*above, *(block for block in blocks[place:] if block.text.casefold() not in repeated)]


def _caption(page: Any, blocks: list[Block]) -> str:
    """The caption of the lead picture; elements that may be one are so only where they stand at the top."""
    top = {mend_line(block.text) for block in blocks[:_TOP]}
    for form in _CAPTIONS:
        for line in map(_as_shown, page.xpath(form)):
            if line and ("figcaption" in form or line in top):
                return line
    return ""


def _headline(page: Any, title: str, site: str) -> str:
    """The heading of a page that its title repeats, or else the title without the name of the site."""
    titles = [mend_line(title), *map(mend_line, _strings(page, _TITLES))]
    together = " ".join(titles).casefold()
    nodes = page.xpath("//h1") or page.xpath("//h2 | //h3")
    lines = [line for node in nodes for line in (_as_shown(node), _line(node))]
    headings = [line for line in lines if line and line.casefold() in together]
    if headings:
        return max(headings, key=len)  # a shorter one is the name of the site
    name = rf"(?:{_BETWEEN_TITLE_AND_SITE})?{re.escape(site)}(?:{_BETWEEN_TITLE_AND_SITE})?"
    plain = (re.sub(rf"\A{name}|{name}\Z", "", line) if site else line for line in titles)
    return next(filter(None, plain), "")


def _dates(page: Any, headline: str) -> tuple[str, ...]:
    """The date of publication, as the page has it: in its data, or on a line of its own near the headline."""
    labels = compile_forms(house_styles({})).dates
    in_head = [date for form in _DATES_IN_HEAD for date in _strings(page, form)]
    in_data = [date for item in _data(page) if isinstance(date := item.get("datePublished"), str)]
    in_body = [date for form in _DATES for date in _strings(page, form)]
    lines = [mend_line(date) for date in (*in_head, *in_data, *in_body, *_lines_near(page, headline))]
    return next(((line,) for line in lines if stated_dates(line, labels)), ())


def _lines_near(page: Any, headline: str) -> list[str]:
    """The short lines after the heading and before it; where there is none, those around the headline."""
    after = [_line(node) for node in page.xpath(f"//h1/following::{_LINE}")]
    before = [_line(node) for node in page.xpath(f"//h1/preceding::{_LINE}")]
    if not after:
        lines = [_line(node) for node in page.xpath(f"//body//{_LINE}")]
        place = lines.index(headline) if headline in lines else 0
        before, after = lines[:place], lines[place:]
    return [line for line in (*after[:40], *(before[-20:] if headline else ())) if len(line) <= _LONGEST_LINE]


def _data(page: Any) -> Iterator[dict[str, Any]]:
    """The things that a page describes in JSON-LD, https://json-ld.org."""
    for script in _strings(page, _SCRIPTS):
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        yield from (
            item for item in items + [part for graph in map(_graph, items) for part in graph] if isinstance(item, dict)
        )


def _graph(item: object) -> list[object]:
    graph = item.get("@graph") if isinstance(item, dict) else None
    return graph if isinstance(graph, list) else []


def _authors(page: Any, names: str, site: str, headline: str) -> list[str]:
    """The names of people that trafilatura parts by semicolons, without that of the site, or else those of the page.

    The last resort is a line near the headline, which says who did what.
    """
    found = [name for part in names.split(";") if (name := mend_line(part)) and name != site]
    in_data = [name for item in _data(page) for name in _names(item.get("author"))]
    others = (
        list(filter(None, map(mend_line, names))) for names in (in_data, *(_strings(page, form) for form in _AUTHORS))
    )
    people = compile_forms(house_styles({})).roles.people
    bylines = ([line] for line in _lines_near(page, headline) if people([line]).authors)
    return found or next(filter(None, chain(others, bylines)), [])


def _names(author: object) -> list[str]:
    """The names of people in https://schema.org/author: a name, a person or a list of these."""
    if isinstance(author, list):
        return [name for item in author for name in _names(item)]
    name = author.get("name") if isinstance(author, dict) and author.get("@type") != "Organization" else author
    return [name] if isinstance(name, str) else []


def _strings(page: Any, form: str) -> list[str]:
    return [str(text) for text in page.xpath(form)]  # lxml's own hold on to the whole page


def _line(node: Any) -> str:
    return mend_line(" ".join(node.itertext()))


def _as_shown(node: Any) -> str:
    """The text of an element with blanks only where a browser has them: none where bold begins within a word."""
    return mend_line(without_tags(tostring(node, encoding="unicode", with_tail=False)))
