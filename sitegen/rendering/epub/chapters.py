"""The stories of a book as chapters: the same bodies as on pages, as XHTML that needs no server."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from markupsafe import Markup

from sitegen.content.confidence import Doubt, LevelCounts
from sitegen.rendering.addresses import article_path, parallel_path
from sitegen.rendering.body.pieces import Piece, doubt_mark
from sitegen.rendering.body.tree import VOID_ELEMENTS, Element, Sentence, Tags, element_tags
from sitegen.rendering.epub.book import Book, Entry
from sitegen.rendering.epub.xhtml import Document, document, written_address
from sitegen.rendering.parallel.pages import ParallelView, parallel_view
from sitegen.rendering.parallel.sides import Side, body_of
from sitegen.rendering.site_context import SiteContext
from sitegen.rendering.theme.theme import Theme
from sitegen.rendering.views import ArticleView, Edition, TranslationView

FOLDER = "stories"
"""Where chapters are in a book; pictures have a folder beside it."""
PICTURES = "images"
STYLE = "style.css"
_UNWRAPPED = frozenset({"picture", "source"})


@dataclass(frozen=True)
class BookSide(Side):
    """One of the two texts, or the only one, in a chapter. ``doubt_labels`` are said of sentences in doubt."""

    doubt_labels: Mapping[Doubt, str] = field(default_factory=dict)

    def _sentence(self, sentence: Sentence) -> Tags:
        opening, closing = super()._sentence(sentence)
        label = self.doubt_labels.get(sentence.doubt, "") if sentence.doubt and sentence.first else ""
        return opening, doubt_mark(label) + closing if label else closing

    def _element(self, element: Element) -> Tags:
        if element.name in _UNWRAPPED:
            return "", ""
        attributes = {name: html.escape(html.unescape(value)) for name, value in self.attributes(element).items()}
        opening, closing = element_tags(element._replace(attributes=attributes))
        return (f"{opening[:-1]}/>", "") if element.name in VOID_ELEMENTS else (opening, closing)


@dataclass(frozen=True)
class AboutSide:
    """What the notice asks of a story that stands in one language (see `ParallelView`)."""

    lang: str
    translated: bool


@dataclass(frozen=True)
class AboutTranslation:
    """What the notice above a translation tells (see `ParallelView`). Books do not ask for better sentences."""

    sides: tuple[AboutSide, ...]
    translation: TranslationView
    levels: LevelCounts
    suggest: None = None


@dataclass(frozen=True)
class ChapterPart:
    """A stretch of a text in one language; ``related`` are headlines of other stories."""

    html: Markup
    related: bool


class ChapterWriter:
    """Writes the chapters of a book."""

    def __init__(self, book: Book, context: SiteContext, theme: Theme) -> None:
        """``context`` and ``theme`` are those of the site's pages."""
        self._book = book
        self._frame = context
        self._theme = theme
        self._addresses = context.addresses
        self._chapters = _addresses_of(book, context)
        self.pictures = {
            address: f"{PICTURES}/{path.parent.name}{path.suffix}" for address, path in book.pictures.items()
        }

    def chapter(self, entry: Entry) -> Document:
        """Return the chapter of a story."""
        first, *_ = entry.views
        parallel = self._parallel(entry)
        editions = {view.lang: self._frame.edition(view.lang) for view in entry.views}
        values = {
            "article": first,
            "lang": first.lang,
            "dir": editions[first.lang].dir,
            "parallel": parallel,
            "parts": () if parallel else self._parts(first),
            "openings": self._in_each_language("epub/opening.html", entry, parallel, editions),
            "closings": self._in_each_language("epub/closing.html", entry, parallel, editions),
        }
        written = self._theme.render("epub/story.html", first.lang, values)
        return document(written, lambda address: self._link(address, first.url), self._picture)

    def _parallel(self, entry: Entry) -> ParallelView | None:
        """Both languages of a story, sentence by sentence; None where there is only one."""
        translation = entry.story.translation
        if translation is None or len(entry.views) == 1:
            return None
        first, second = entry.views
        mine = BookSide(first.url, body_of(first.body))
        other = BookSide(second.url, body_of(second.body), f"-{second.lang}", mine.body)
        return parallel_view(self._frame, (first, second), translation, (mine, other))

    def _parts(self, view: ArticleView) -> Sequence[ChapterPart]:
        def part(piece: Piece) -> ChapterPart:
            body = body_of([piece])
            side = BookSide(view.url, body, doubt_labels=piece.doubt_labels)
            return ChapterPart(side.html(body.nodes), bool(piece.related))

        return tuple(map(part, view.body))

    def _in_each_language(
        self, template: str, entry: Entry, parallel: ParallelView | None, editions: Mapping[str, Edition]
    ) -> Sequence[tuple[Edition, Markup]]:
        found = []
        for view in entry.views:
            about = parallel or _about(view)
            missing = [lang for lang in self._book.languages if not parallel and lang != view.lang]
            values = {"article": view, "about": about, "missing": missing, "whole_url": self._whole(view.url, view.url)}
            text = self._theme.render(template, view.lang, {**values, "page": editions[view.lang]})
            found.append((editions[view.lang], Markup(text)))  # noqa: S704  # a template made it
        return found

    def _link(self, address: str, page: str) -> str | None:
        """Where a link of a chapter leads: to another chapter, or to the web."""
        here = self._chapters.get(address.partition("#")[0])
        return here or written_address(self._whole(address, page))

    def _whole(self, address: str, page: str) -> str:
        try:
            return urljoin(urljoin(self._addresses.base_url, page), address)
        except ValueError:  # such as an IPv6 address without its end
            return ""

    def _picture(self, address: str) -> str | None:
        name = self.pictures.get(address)
        return f"../{name}" if name else None


def _about(view: ArticleView) -> AboutTranslation | None:
    if view.translation is None:
        return None
    return AboutTranslation((AboutSide(view.lang, translated=True),), view.translation, view.levels)


def chapter_name(slug: str) -> str:
    """Return the file of a story in a book."""
    return f"{FOLDER}/{slug}.xhtml"


def _addresses_of(book: Book, context: SiteContext) -> dict[str, str]:
    """The chapters, by the address in the site of each page that they stand for."""
    found = {}
    for entry in book.entries:
        for lang in context.site.languages:
            for path in (article_path(lang, entry.slug), parallel_path(lang, entry.slug)):
                found[context.addresses.link(path)] = f"{entry.slug}.xhtml"
    return found
