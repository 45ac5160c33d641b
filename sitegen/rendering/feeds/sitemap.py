"""``sitemap.xml``: the pages that search engines may have, with the same page in other languages.

The format is that of https://www.sitemaps.org/protocol.html; languages are announced as
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap says.
``lastmod`` is there where a person says when the story was changed last; of other pages it is not known.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement

from sitegen.rendering.addresses import SITEMAP, article_path, parallel_path, sitemap_path
from sitegen.rendering.feeds.xml_files import xml_file, xml_part
from sitegen.rendering.page import Page
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.views import Alternate, CardView

IndexedStory = tuple[str, Mapping[str, CardView]]
"""The slug of a story, and its cards by the languages in which search engines may have it."""

URL_LIMIT = 50_000
"""Addresses in one file, by the protocol."""
BYTE_LIMIT = 50 * 1024 * 1024
"""Bytes in one file, by the protocol."""
_MARKUP = 100
"""More bytes than the markup around an address has."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True)
class Entry:
    """A page's whole address, what it announces of itself in other languages, and when it was changed, if known."""

    url: str
    alternates: tuple[Alternate, ...]
    changed: str = ""

    @property
    def size(self) -> int:
        """At least the bytes that it takes in the file; addresses are ASCII, and ``&`` in them grows to ``&amp;``."""
        addresses = (self.url, *(alternate.url for alternate in self.alternates))
        return sum(len(address) + 4 * address.count("&") + _MARKUP for address in addresses)


def page_entries(publication: SiteIndex, pages: Iterable[Page]) -> Iterator[Entry]:
    """Yield an entry for each page that search engines may have."""
    for page in pages:
        head = page.head
        if head.path and page.lang not in head.hidden:
            alternates = publication.context.alternates(head.twins, head.default, head.hidden)
            yield Entry(publication.addresses.whole(head.path), alternates)


def digest_of_stories(stories: Iterable[IndexedStory]) -> bytes:
    """Return a digest of all that the sitemap says of stories."""
    digest = hashlib.sha256()
    for slug, cards in stories:
        digest.update(repr((slug, [(lang, card.changed, card.canonical) for lang, card in cards.items()])).encode())
    return digest.digest()


def story_entries(publication: SiteIndex, stories: Iterable[IndexedStory]) -> Iterator[Entry]:
    """Yield an entry for each page of stories that search engines may have, from cards alone.

    Pages whose address is to be taken from another site are left out, as the protocol's readers ask:
    https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap.
    """
    languages = publication.site.languages
    for slug, cards in stories:
        kinds: list[Callable[[str, str], str]] = [article_path]
        if len(cards) == len(languages):
            kinds.append(parallel_path)
        for path_of in kinds:
            both = path_of is parallel_path
            paths = {lang: path_of(lang, slug) for lang, card in cards.items() if both or not card.canonical}
            alternates = publication.context.alternates(paths, paths.get(publication.site.original_language))
            for lang, path in paths.items():
                changed = _last_change(cards.values() if both else (cards[lang],))
                yield Entry(publication.addresses.whole(path), alternates, changed)


def _last_change(cards: Iterable[CardView]) -> str:
    moments = [card.changed for card in cards if card.changed]
    return max(moments, key=datetime.datetime.fromisoformat, default="")


def sitemap_files(
    publication: SiteIndex, entries: Iterable[Entry], url_limit: int = URL_LIMIT, byte_limit: int = BYTE_LIMIT
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of the sitemap: one file, or an index and the files that it names."""
    root = Element("sitemapindex", xmlns=_NAMESPACE)
    for number, (data, is_only) in enumerate(_parts(entries, url_limit, byte_limit), start=1):
        if is_only:
            yield SITEMAP, data
            return
        path = sitemap_path(number)
        yield path, data
        SubElement(SubElement(root, "sitemap"), "loc").text = publication.addresses.whole(path)
    yield SITEMAP, xml_file(root)


def robots_file(publication: SiteIndex) -> bytes:
    """Return ``robots.txt``, which keeps nobody out and says where the sitemap is (RFC 9309)."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {publication.addresses.whole(SITEMAP)}\n".encode()


def _parts(entries: Iterable[Entry], url_limit: int, byte_limit: int) -> Iterator[tuple[bytes, bool]]:
    """Yield the bytes of one file after the other, and whether it is the only one."""
    part = _UrlSet()
    is_only = True
    for entry in entries:
        if part.count and (part.count == url_limit or part.size + entry.size > byte_limit):
            is_only = False
            yield part.finished(), is_only
            part = _UrlSet()
        part.add(entry)
    yield part.finished(), is_only


class _UrlSet:
    """A file of the sitemap, written entry by entry: as a tree, it would take ten times the memory."""

    def __init__(self) -> None:
        self.count = 0
        self.size = 1000  # more than the beginning and the end of the file
        root = Element("urlset", {"xmlns": _NAMESPACE, "xmlns:xhtml": _XHTML})
        SubElement(root, "url")
        start, _, self._end = xml_file(root).partition(b"<url />\n")
        self._file = BytesIO()
        self._file.write(start)

    def add(self, entry: Entry) -> None:
        self.count += 1
        self.size += entry.size
        url = Element("url")
        SubElement(url, "loc").text = entry.url
        if entry.changed:
            SubElement(url, "lastmod").text = entry.changed
        for alternate in entry.alternates:
            SubElement(url, "xhtml:link", rel="alternate", hreflang=alternate.hreflang, href=alternate.url)
        self._file.write(xml_part(url))

    def finished(self) -> bytes:
        self._file.write(self._end)
        return self._file.getvalue()
