"""The package document of a book, and the table of contents for old readers.

See https://www.w3.org/TR/epub-33/#sec-package-doc and https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement

from sitegen.rendering.epub.book import Book, Entry
from sitegen.rendering.feeds.xml_files import xml_file

PACKAGE = "package.opf"
CONTAINER = "META-INF/container.xml"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".ncx": "application/x-dtbncx+xml",
    ".png": "image/png",
    ".xhtml": "application/xhtml+xml",
}
_NO_DAY = datetime.date(2000, 1, 1)
"""Stands where a book must say when it was changed, and none of its stories has a date."""


@dataclass(frozen=True)
class Parts:
    """The files of a book: ``chapters`` in the order of its entries, ``pictures``, and the ``cover`` among them."""

    title: str
    contents: str
    style: str
    ncx: str
    chapters: Sequence[str]
    pictures: Sequence[str]
    cover: str | None
    described: bool
    """Whether each picture is described in words."""


def container_file() -> bytes:
    """Return the file that says where the package document is."""
    root = Element("container", {"xmlns": _CONTAINER, "version": "1.0"})
    files = SubElement(root, "rootfiles")
    SubElement(files, "rootfile", {"full-path": PACKAGE, "media-type": "application/oebps-package+xml"})
    return xml_file(root)


def package_file(book: Book, parts: Parts, publisher: str, base_url: str) -> bytes:
    """Return the package document; ``publisher`` is the site's name in the book's first language."""
    lang = book.languages[0]
    names = {"xmlns": _OPF, "version": "3.0", "unique-identifier": "book", "xml:lang": lang}
    root = Element("package", names)
    metadata = SubElement(root, "metadata", {"xmlns:dc": _DC})
    SubElement(metadata, "dc:identifier", {"id": "book"}).text = book.identifier(base_url)
    for name, text, attributes in _described(book, publisher, base_url):
        SubElement(metadata, name, attributes).text = text
    changed = book.last_day or _NO_DAY
    for name, text in (("dcterms:modified", f"{changed.isoformat()}T00:00:00Z"), *_accessibility(parts)):
        SubElement(metadata, "meta", {"property": name}).text = text
    if parts.cover:
        SubElement(metadata, "meta", {"name": "cover", "content": _identity(parts.cover)})  # for readers of EPUB 2
    manifest = SubElement(root, "manifest")
    for path in (parts.title, parts.contents, parts.style, parts.ncx, *parts.chapters, *parts.pictures):
        kind = {parts.contents: "nav", parts.cover: "cover-image"}.get(path)
        media_type = _MEDIA_TYPES[PurePosixPath(path).suffix]
        properties = {"properties": kind} if kind else {}
        SubElement(manifest, "item", {"id": _identity(path), "href": path, "media-type": media_type, **properties})
    spine = SubElement(root, "spine", {"toc": _identity(parts.ncx)})
    for path in (parts.title, parts.contents, *parts.chapters):
        SubElement(spine, "itemref", {"idref": _identity(path)})
    return xml_file(root)


def ncx_file(book: Book, chapters: Iterable[str], base_url: str) -> bytes:
    """Return the contents as readers of EPUB 2 want them."""
    lang = book.languages[0]
    root = Element("ncx", {"xmlns": _NCX, "version": "2005-1", "xml:lang": lang})
    head = SubElement(root, "head")
    for name, content in (("dtb:uid", book.identifier(base_url)), ("dtb:depth", "1")):
        SubElement(head, "meta", {"name": name, "content": content})
    SubElement(SubElement(root, "docTitle"), "text").text = book.titles[lang]
    points = SubElement(root, "navMap")
    for number, (entry, path) in enumerate(zip(book.entries, chapters, strict=True), start=1):
        point = SubElement(points, "navPoint", {"id": f"story-{number}", "playOrder": str(number)})
        SubElement(SubElement(point, "navLabel"), "text").text = entry.titles[0][1]
        SubElement(point, "content", {"src": path})
    return xml_file(root)


def _described(book: Book, publisher: str, base_url: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What Dublin Core says of a book: the name of an element, its text and its attributes."""
    for lang, title in book.titles.items():
        yield "dc:title", title, {"xml:lang": lang}
    for lang in book.languages:
        yield "dc:language", lang, {}
    authors = _once(name for entry in book.entries for name in _authors(entry))
    creators = authors if len(book.entries) == 1 and authors else [publisher]
    yield from (("dc:creator", name, {}) for name in creators)
    yield from (("dc:contributor", name, {}) for name in authors if name not in creators)
    yield "dc:publisher", publisher, {}
    if book.last_day:
        days = [entry.views[0].date for entry in book.entries if entry.views[0].date]
        yield "dc:date", max(days, default=book.last_day).isoformat(), {}
    sources = [entry.views[0].source for entry in book.entries if entry.views[0].source]
    addresses = _once(source.url or source.publisher for source in sources)
    yield from (("dc:source", address, {}) for address in addresses or [base_url])
    terms = _once(" ".join((source.license.name, source.license.url)).strip() for source in sources if source.license)
    yield from (("dc:rights", text, {}) for text in terms)


def _authors(entry: Entry) -> Iterator[str]:
    for view in entry.views:
        yield from view.authors


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))


def _accessibility(parts: Parts) -> Iterator[tuple[str, str]]:
    """What people who cannot see can expect (https://www.w3.org/TR/epub-a11y-11/#sec-disc-package)."""
    yield "schema:accessMode", "textual"
    if parts.pictures:
        yield "schema:accessMode", "visual"
    yield "schema:accessModeSufficient", "textual" if parts.described else "textual,visual"
    features = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
    if parts.pictures and parts.described:
        features.insert(0, "alternativeText")
    yield from (("schema:accessibilityFeature", feature) for feature in features)
    yield "schema:accessibilityHazard", "none"


def _identity(path: str) -> str:
    """An id in the package, which no other file has: paths have no underscore."""
    return "f_" + path.replace("/", "_")
