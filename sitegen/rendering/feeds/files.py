"""Feeds of the newest articles in each language: Atom (RFC 4287) and JSON Feed 1.1 (https://jsonfeed.org/version/1.1).

Each tag has an Atom feed of its own, if it has an article that can be in one.

An entry's id is the address that the article was first published with, so that neither a new headline, nor a new date,
nor a new slug that leaves an alias makes a feed reader show the article again. Addresses are ids as they are, unlike
``tag:`` URIs, for which a date would have to be made up. Articles without a date are left out: Atom demands one.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from itertools import islice
from xml.etree.ElementTree import Element, SubElement

from sitegen.rendering.addresses import FeedKind, article_path
from sitegen.rendering.feeds.content import feed_content
from sitegen.rendering.feeds.places import FeedPlace
from sitegen.rendering.feeds.xml_files import xml_file
from sitegen.rendering.site_context import FEED_TYPES, SiteContext
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.text.attribution import SourceView
from sitegen.rendering.text.timestamps import UNKNOWN, timestamp
from sitegen.rendering.views import Alternate, ArticleView, CardView, Edition, TagView

_ATOM = "http://www.w3.org/2005/Atom"
_HTML_TOO = "text/html; charset=utf-8"
"""The type of links to translations. Readers that look for the last page of type ``text/html`` find the entry's own."""
_JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Entry:
    """One article in a feed: when it was published and changed last, and its ``alternates`` in other languages."""

    id: str
    url: str
    article: ArticleView
    moment: str
    changed: str
    content: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True)
class Feed:
    """The feed of an edition, or of a ``tag`` in it, whose entries are the newest first. ``home`` is its page."""

    edition: Edition
    url: str
    home: str
    entries: tuple[Entry, ...]
    tag: TagView | None = None

    @property
    def title(self) -> str:
        """What the feed is called."""
        return feed_title(self.edition, self.tag)

    @property
    def description(self) -> str:
        """What it is about, beyond its title."""
        return "" if self.tag else self.edition.description

    @property
    def updated(self) -> str:
        """The moment at which an entry came or was changed last."""
        moments = [entry.moment for entry in self.entries[:1]] + [entry.changed for entry in self.entries]
        return max(moments, key=datetime.datetime.fromisoformat, default=UNKNOWN)


def feed_title(edition: Edition, tag: TagView | None) -> str:
    """Return the title of the feed of an edition, or of a tag in it."""
    return f"{tag.name} – {edition.title}" if tag else edition.title


def cards_in_feed(publication: SiteIndex, lang: str, cards: Iterable[CardView] | None = None) -> Sequence[CardView]:
    """Return the cards of the articles that a feed of a language has: the newest, in that language, with a date.

    ``cards`` are those that the feed is about, the newest first; by default all of the language.
    """
    found = publication.cards[lang] if cards is None else cards
    fit = (card for card in found if card.date and card.lang == lang and not card.draft)
    return list(islice(fit, publication.site.articles_in_feed))


def other_languages(indexed: Iterable[str], card: CardView) -> tuple[str, ...]:
    """Return the other languages in which programs may have an article, of those in which they may."""
    return tuple(lang for lang in indexed if lang != card.lang)


def feed_files(
    context: SiteContext,
    place: FeedPlace,
    articles: Iterable[tuple[ArticleView, Sequence[str]]],
    words: NullTranslations,
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of a feed in each of its formats.

    ``articles`` are those of `cards_in_feed` with their `other_languages`, and ``words`` the theme's texts.
    """
    edition = context.edition(place.lang)
    entries = tuple(_entry(context, article, others, words) for article, others in articles)
    home = context.addresses.whole(place.page)
    for kind, path in place.paths.items():
        feed = Feed(edition, context.addresses.whole(path), home, entries, place.tag)
        yield path, _FORMATS[kind](feed, _other_feeds(context, place, kind))


def atom(feed: Feed, others: Sequence[Alternate]) -> bytes:
    """Return a feed as Atom; ``others`` are the Atom feeds in other languages."""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.edition.lang})
    _add(root, "id", feed.url)
    _add(root, "title", feed.title)
    if feed.description:
        _add(root, "subtitle", feed.description)
    _add(root, "updated", feed.updated)
    _add(SubElement(root, "author"), "name", feed.edition.title)
    _add(root, "generator", "sitegen")
    SubElement(root, "link", rel="self", type=FEED_TYPES["atom"], href=feed.url)
    SubElement(root, "link", rel="alternate", type="text/html", hreflang=feed.edition.lang, href=feed.home)
    for other in others:
        SubElement(root, "link", rel="alternate", type=FEED_TYPES["atom"], hreflang=other.hreflang, href=other.url)
    for entry in feed.entries:
        _atom_entry(SubElement(root, "entry", {"xml:lang": entry.article.lang}), entry)
    return xml_file(root)


def _atom_entry(element: Element, entry: Entry) -> None:
    _add(element, "id", entry.id)
    title_lang = {"xml:lang": entry.article.title_lang} if entry.article.title_lang else {}
    _add(element, "title", entry.article.title, **title_lang)
    _add(element, "published", entry.moment)
    _add(element, "updated", entry.changed)
    for author in entry.article.authors:
        _add(SubElement(element, "author"), "name", author)
    for editor in entry.article.editors:
        _add(SubElement(element, "contributor"), "name", editor)
    SubElement(element, "link", rel="alternate", type="text/html", hreflang=entry.article.lang, href=entry.url)
    if source := entry.article.source:
        _atom_source(element, source)
    for other in entry.alternates:
        SubElement(element, "link", rel="alternate", type=_HTML_TOO, hreflang=other.hreflang, href=other.url)
    for tag in entry.article.tags:
        SubElement(element, "category", term=tag.name)
    if entry.article.summary:
        _add(element, "summary", entry.article.summary)
    _add(element, "content", entry.content, type="html")


def _atom_source(element: Element, source: SourceView) -> None:
    """Say where an entry is from: RFC 4287, sections 4.2.7.2 (``via``), 4.2.10 and 4.2.11.

    An entry without authors has those of its source, so that it is not taken for the site's own.
    """
    if source.url:
        SubElement(element, "link", rel="via", href=source.url)
    if source.publisher:
        feed = SubElement(element, "source")
        _add(feed, "title", source.publisher)
        _add(SubElement(feed, "author"), "name", source.publisher)
        if source.home:
            SubElement(feed, "link", rel="alternate", type="text/html", href=source.home)
    if source.license:
        terms = source.license
        _add(element, "rights", f"{terms.name} ({terms.url})" if terms.url else terms.name)


def json_feed(feed: Feed, others: Sequence[Alternate]) -> bytes:
    """Return a feed as JSON Feed; ``others`` are the JSON feeds in other languages."""
    values: dict[str, object] = {
        "version": _JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "language": feed.edition.lang,
        "authors": [{"name": feed.edition.title, "url": feed.home}],
        "_alternates": _by_language(others),
        "items": [_json_item(entry) for entry in feed.entries],
    }
    if feed.description:
        values["description"] = feed.description
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.article.title,
        "content_html": entry.content,
        "date_published": entry.moment,
        "date_modified": entry.changed,
        "language": entry.article.lang,
    }
    if entry.article.summary:
        item["summary"] = entry.article.summary
    source = entry.article.source
    if source and source.url:
        item["external_url"] = source.url
    if entry.article.authors:
        item["authors"] = [{"name": author} for author in entry.article.authors]
    elif source and source.publisher:  # or else, readers would take it for the site's own
        home = {"url": source.home} if source.home else {}
        item["authors"] = [{"name": source.publisher, **home}]
    if entry.article.tags:
        item["tags"] = [tag.name for tag in entry.article.tags]
    if entry.article.image:
        item["image"] = entry.article.image.whole
    if entry.alternates:  # an extension, as the format allows: keys that begin with an underscore
        item["_alternates"] = _by_language(entry.alternates)
    return item


def _by_language(alternates: Sequence[Alternate]) -> dict[str, str]:
    return {alternate.hreflang: alternate.url for alternate in alternates}


def _entry(context: SiteContext, article: ArticleView, others: Sequence[str], words: NullTranslations) -> Entry:
    whole = context.addresses.whole
    url = whole(article_path(article.lang, article.slug))
    moment = timestamp(article.date, article.time, context.site.timezone) if article.date else UNKNOWN
    return Entry(
        id=whole(article_path(article.lang, article.first_slug)),
        url=url,
        article=article,
        moment=moment,
        changed=article.changed or moment,
        content=feed_content(article, url, words),
        alternates=tuple(Alternate(lang, whole(article_path(lang, article.slug))) for lang in others),
    )


def _other_feeds(context: SiteContext, place: FeedPlace, kind: FeedKind) -> tuple[Alternate, ...]:
    others = (lang for lang in place.languages if lang != place.lang)
    return tuple(Alternate(lang, context.addresses.whole(place.paths_in(lang)[kind])) for lang in others)


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text


_FORMATS: Mapping[FeedKind, Callable[[Feed, Sequence[Alternate]], bytes]] = {"atom": atom, "json": json_feed}
