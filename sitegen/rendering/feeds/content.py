"""An article's page as self-contained HTML for feed readers: whole addresses, no links between sentences."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from gettext import NullTranslations
from urllib.parse import urljoin

from babel import Locale
from markupsafe import Markup

from sitegen.content.confidence import Doubt
from sitegen.rendering.body.pieces import Piece, Related
from sitegen.rendering.body.tree import Element, Node, Sentence, Tags, element_tags, text_html, to_html
from sitegen.rendering.text.attribution import first_published
from sitegen.rendering.text.confidence_notice import confidence_notice
from sitegen.rendering.theme.templates import date_filter
from sitegen.rendering.views import ArticleView

_ADDRESSES = frozenset({"cite", "href", "src"})
_DROPPED = frozenset({"class", "decoding", "id", "loading", "sizes", "srcset"})
_OF_WRAPPERS = frozenset({"aria-label", "role", "tabindex"})
_UNWRAPPED = frozenset({"picture", "source", "span"})


def feed_content(article: ArticleView, url: str, words: NullTranslations) -> str:
    """Return the whole article as HTML; ``url`` is its page's whole address, ``words`` the theme's texts."""
    parts = [
        *_notice(article, url, words),
        *_translated_headline(article, words),
        *_picture(article, words),
        *(_piece(piece, url, words) for piece in article.body),
        *_source(article, words),
    ]
    return "\n".join(parts)


def _notice(article: ArticleView, url: str, words: NullTranslations) -> Iterator[Markup]:
    translation = article.translation
    if translation is None:
        return
    locale = Locale.parse(article.lang, sep="-")
    original = translation.original
    language = Locale.parse(original.lang, sep="-").get_display_name(locale) or original.lang
    if translation.status == "machine":
        said = words.gettext("Translated by machine.")
        more = words.gettext(
            "A computer translated this text from %(language)s, and nobody has checked it yet. It can contain mistakes."
        )
    elif translation.status == "reviewed":
        said = words.gettext("Translated by machine, reviewed by a person.")
        more = words.gettext(
            "A computer translated this text from %(language)s, and a person has checked and corrected it."
        )
    else:
        said, more = words.gettext("Translated from %(language)s."), ""
    link = words.gettext("Read the original in %(language)s")
    yield Markup('<p><strong>{}</strong> {} <a href="{}" hreflang="{}">{}</a></p>').format(
        _filled(said, language),
        " ".join([_filled(more, language), *(text for _, text in confidence_notice(article.levels, words))]),
        urljoin(url, original.url),
        original.lang,
        _filled(link, language),
    )


def _translated_headline(article: ArticleView, words: NullTranslations) -> Iterator[Markup]:
    if article.translated_title:
        yield Markup("<p><strong>{}</strong> {} ({})</p>").format(
            words.gettext("Translated headline"), article.translated_title, words.gettext("do not rely on this")
        )


def _filled(text: str, language: str) -> str:
    return text.replace("%(language)s", language)


def _picture(article: ArticleView, words: NullTranslations) -> Iterator[Markup]:
    text = Markup("{}").format(article.caption) if article.caption else Markup()
    if article.credit:
        label = article.credit_label or words.gettext("Photo")
        text += Markup(" <small>{}: {}</small>").format(label, article.credit)
    if article.image:
        image = Markup('<img src="{}" width="{}" height="{}" alt="{}">').format(
            article.image.whole, article.image.width, article.image.height, article.image.alt
        )
        caption = Markup("<figcaption>{}</figcaption>").format(text.strip()) if text else ""
        yield Markup("<figure>{}{}</figure>").format(image, caption)
    elif text:
        yield Markup("<p><em>{}</em></p>").format(text.strip())


def _source(article: ArticleView, words: NullTranslations) -> Iterator[Markup]:
    source = article.source
    if source is None:
        return
    if said := first_published(source, words, date_filter(Locale.parse(article.lang, sep="-"))):
        yield Markup("<p>{}</p>").format(said)
    if source.authors and source.authors != article.authors:
        label = words.ngettext("Author of the original", "Authors of the original", len(source.authors))
        yield Markup("<p>{}: {}</p>").format(label, ", ".join(source.authors))
    if terms := source.license:
        name = Markup('<a rel="license" href="{}">{}</a>').format(terms.url, terms.name) if terms.url else terms.name
        yield Markup("<p>{}: {}</p>").format(words.gettext("Licence"), name)
    yield from (Markup('<p lang="{}">{}</p>').format(note.lang, note.text) for note in source.notes)


def _piece(piece: Piece, url: str, words: NullTranslations) -> str:
    if not piece.related:
        return standing_alone(piece.nodes, url, piece.doubt_labels)
    items = "".join(f"<li>{_related(item, url)}</li>" for item in piece.related)
    return f"<p>{html.escape(words.gettext('Read also'))}:</p><ul>{items}</ul>"


def _related(item: Related, url: str) -> str:
    headline = standing_alone(item.nodes, url)
    return f'<a href="{html.escape(urljoin(url, item.url))}">{headline}</a>' if item.url else headline


def standing_alone(nodes: Sequence[Node], url: str, doubt_labels: Mapping[Doubt, str] | None = None) -> str:
    """Return a part of a body with whole addresses, and without what only a page's own look and scripts use.

    ``doubt_labels`` are what is said of sentences in doubt, by their level. Here only poor ones are marked: words after
    every rough sentence would tire readers, whom the notice at the top tells how many there are.
    """
    label = (doubt_labels or {}).get("poor")
    mark = f" ({text_html(label)})" if label else ""

    def sentence(sentence: Sentence) -> Tags:
        return "", mark if sentence.doubt == "poor" and sentence.first else ""

    def element(element: Element) -> Tags:
        if element.name in _UNWRAPPED:
            return "", ""
        if not element.attributes:
            return element_tags(element)
        attributes = {
            name: html.escape(_joined(url, html.unescape(value))) if name in _ADDRESSES else value
            for name, value in element.attributes.items()
            if name not in _DROPPED and not (element.name == "div" and name in _OF_WRAPPERS)
        }
        return element_tags(element._replace(attributes=attributes))

    return to_html(nodes, sentence, element).strip()


def _joined(url: str, address: str) -> str:
    try:
        return urljoin(url, address)
    except ValueError:  # such as an IPv6 address without its end; no reader can follow it either
        return address
