"""What other sites show of a page that somebody links to: Open Graph, https://ogp.me."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from sitegen.rendering.text.timestamps import timestamp
from sitegen.rendering.views import CardView, PageView, SocialProperty


def social_properties(
    page: PageView, site_title: str, article: CardView | None, timezone: str
) -> tuple[SocialProperty, ...]:
    """Return the properties of a page, which ``article`` is on if it is an article's; none for one without address."""
    return tuple(_properties(page, site_title, article, timezone)) if page.url else ()


def _properties(page: PageView, site_title: str, article: CardView | None, timezone: str) -> Iterator[SocialProperty]:
    yield SocialProperty("og:type", "article" if article else "website")
    yield SocialProperty("og:title", page.title)
    if page.description:
        yield SocialProperty("og:description", page.description)
    yield SocialProperty("og:url", page.url or "")
    yield SocialProperty("og:site_name", site_title)
    yield SocialProperty("og:locale", locale_with_territory(page.lang))
    for alternate in page.alternates:
        if alternate.hreflang not in {page.lang, "x-default"}:
            yield SocialProperty("og:locale:alternate", locale_with_territory(alternate.hreflang))
    if article and article.image:
        yield SocialProperty("og:image", article.image.whole)
        yield SocialProperty("og:image:width", str(article.image.width))
        yield SocialProperty("og:image:height", str(article.image.height))
        if article.image.alt:
            yield SocialProperty("og:image:alt", article.image.alt)
    if article and article.date:
        yield SocialProperty("article:published_time", timestamp(article.date, article.time, timezone))
    if article and article.changed:
        yield SocialProperty("article:modified_time", article.changed)
    for tag in article.tags if article else ():
        yield SocialProperty("article:tag", tag.name)


@cache
def locale_with_territory(lang: str) -> str:
    """Return a language as Open Graph writes it: ``id_ID`` for ``id``, with the territory that CLDR thinks likely."""
    locale = Locale.parse(lang, sep="-")
    if locale.territory:
        return f"{locale.language}_{locale.territory}"
    likely = get_global("likely_subtags").get(locale.language)
    return f"{locale.language}_{Locale.parse(likely).territory}" if likely else locale.language
