"""Writes a book as an EPUB file; the same stories give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from markupsafe import Markup

from sitegen.rendering.addresses import home_path
from sitegen.rendering.epub.book import Book
from sitegen.rendering.epub.chapters import STYLE, ChapterWriter, chapter_name
from sitegen.rendering.epub.package import CONTAINER, PACKAGE, Parts, container_file, ncx_file, package_file
from sitegen.rendering.epub.xhtml import document, written_address
from sitegen.rendering.site_context import SiteContext
from sitegen.rendering.theme.theme import Theme
from sitegen.rendering.views import ArticleView
from sitegen.storage.files import read_bytes

_MIMETYPE = "mimetype"
_TITLE, _CONTENTS, _NCX = "title.xhtml", "contents.xhtml", "toc.ncx"
_STORED = (_MIMETYPE, ".jpg", ".png")
"""Files that are not compressed: the first must not be, the others are already."""
_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file knows."""


def write_epub(file: BinaryIO, book: Book, context: SiteContext, theme: Theme) -> None:
    """Write a book to an open file; ``context`` and ``theme`` are those of the site's pages.

    Raises:
        SitegenError: a template has a mistake, or a picture cannot be read.
    """
    with ZipFile(file, "w") as archive:
        for path, data in epub_files(book, context, theme):
            info = ZipInfo(path, _TIME)
            info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every system
            info.compress_type = ZIP_STORED if path.endswith(_STORED) else ZIP_DEFLATED
            archive.writestr(info, data)


def epub_files(book: Book, context: SiteContext, theme: Theme) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an EPUB by path, the type of the whole first, as readers want it."""
    writer = ChapterWriter(book, context, theme)
    yield _MIMETYPE, b"application/epub+zip"
    yield CONTAINER, container_file()
    yield STYLE, theme.render("epub/style.css", book.languages[0], {}).encode()
    yield _TITLE, _title_page(book, context, theme)
    chapters = [chapter_name(entry.slug) for entry in book.entries]
    yield _CONTENTS, _contents(book, chapters, context, theme)
    shown: dict[str, None] = {}
    for path, entry in zip(chapters, book.entries, strict=True):
        chapter = writer.chapter(entry)
        shown |= dict.fromkeys(source.removeprefix("../") for source in chapter.pictures)
        yield path, chapter.data
    files = {name: book.pictures[address] for address, name in writer.pictures.items() if name in shown}
    yield from ((name, read_bytes(files[name])) for name in shown)
    base_url = context.addresses.base_url
    yield _NCX, ncx_file(book, chapters, base_url)
    cover = _cover(book, writer, shown)
    parts = Parts(_TITLE, _CONTENTS, STYLE, _NCX, chapters, tuple(shown), cover, described=_all_described(book))
    yield PACKAGE, package_file(book, parts, context.edition(book.languages[0]).title, base_url)


def _title_page(book: Book, context: SiteContext, theme: Theme) -> bytes:
    editions = [context.edition(lang) for lang in book.languages]
    days = sorted(view.date for entry in book.entries for view in entry.views[:1] if view.date)
    facts = {
        "count": len(book.entries),
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "by_machine": any(view.translation and view.translation.status != "human" for view in _views(book)),
    }
    sections = []
    for edition in editions:
        whole = context.addresses.whole(home_path(edition.lang))
        words = theme.render("epub/title-section.html", edition.lang, {"edition": edition, "whole_url": whole, **facts})
        sections.append((edition, Markup(words)))  # noqa: S704  # a template made it
    covers = [{"lang": lang, "title": title} for lang, title in book.titles.items()]
    values = {"page": editions[0], "title": covers[0]["title"], "covers": covers, "sections": sections}
    written = theme.render("epub/title.html", editions[0].lang, values)
    return document(written, written_address, lambda _: None).data


def _contents(book: Book, chapters: Iterable[str], context: SiteContext, theme: Theme) -> bytes:
    lang = book.languages[0]
    rows = [{"path": path, "titles": entry.titles} for path, entry in zip(chapters, book.entries, strict=True)]
    written = theme.render("epub/contents.html", lang, {"page": context.edition(lang), "chapters": rows})
    return document(written, lambda address: address, lambda _: None).data


def _views(book: Book) -> Iterator[ArticleView]:
    return (view for entry in book.entries for view in entry.views)


def _cover(book: Book, writer: ChapterWriter, shown: Mapping[str, None]) -> str | None:
    """The picture that stands for the book in a reader's shelf: that of its story, if it is the only one."""
    image = book.entries[0].views[0].image if len(book.entries) == 1 else None
    name = writer.pictures.get(image.src) if image else None
    return name if name and name in shown else None


def _all_described(book: Book) -> bool:
    """Whether the leading picture of each story is described; those in texts are by their authors."""
    return all(entry.views[0].image is None or entry.views[0].image.alt for entry in book.entries)
