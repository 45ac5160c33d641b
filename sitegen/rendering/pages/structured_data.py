"""What search engines are told of an article: JSON-LD in the words of https://schema.org/NewsArticle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from sitegen.rendering.addresses import article_path, home_path
from sitegen.rendering.site_context import SiteContext
from sitegen.rendering.stories import Story
from sitegen.rendering.text.attribution import SourceView
from sitegen.rendering.text.timestamps import timestamp
from sitegen.rendering.views import ArticleView


def news_article(context: SiteContext, story: Story, view: ArticleView) -> Markup:
    """Return the JSON-LD of the story's article in one language, fit for a script element.

    A translation that search engines must not have is not announced on the original. What is not known is left out.
    """
    url = _url(context, view)
    edition = context.edition(view.lang)
    values: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
        "headline": view.title,
        "inLanguage": view.lang,
        "publisher": {
            "@type": "Organization",
            "name": edition.title,
            "url": context.addresses.whole(home_path(view.lang)),
        },
    }
    if view.summary:
        values["description"] = view.summary
    if view.date:
        values["datePublished"] = timestamp(view.date, view.time, context.site.timezone)
    if view.changed:
        values["dateModified"] = view.changed
    if view.correction:
        values["correction"] = {"@type": "CorrectionComment", "text": view.correction}
    for role, names in (("author", view.authors), ("editor", view.editors)):
        if names:
            values[role] = _people(names)
    if view.tags:
        values["keywords"] = [tag.name for tag in view.tags]
    if view.image:
        values["image"] = [view.image.whole]
    if view.source:
        values |= _source(context, view.source, story.original.lang)
    if view is not story.original:
        values["translationOfWork"] = _other_language(context, story.original)
    elif story.translation and story.translation.indexed:
        values["workTranslation"] = _other_language(context, story.translation)
    return in_script(values)


def in_script(values: Mapping[str, object]) -> Markup:
    """Return ``values`` as JSON that no text in it can make end its script element, and that is ASCII throughout."""
    return htmlsafe_json_dumps(values, dumps=json.dumps, separators=(",", ":"))


def _source(context: SiteContext, source: SourceView, lang: str) -> dict[str, object]:
    """What is said of a source: the article that it was ``isBasedOn``, whose it is, and under which terms it stands."""
    values: dict[str, object] = {}
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else {}
    if source.home:
        publisher["url"] = source.home
    if publisher or source.published:
        based_on: dict[str, object] = {"@type": "NewsArticle", "inLanguage": lang}
        if source.url:
            based_on |= {"@id": source.url, "url": source.url}
        if source.published:
            based_on["datePublished"] = timestamp(source.published, source.published_time, context.site.timezone)
        if source.authors:
            based_on["author"] = _people(source.authors)
        if publisher:
            based_on["publisher"] = publisher
        values["isBasedOn"] = based_on
    if publisher and not (source.license and source.license.is_public_domain):
        values["copyrightHolder"] = publisher
    if source.license:
        terms = source.license
        values["license"] = terms.url or {"@type": "CreativeWork", "name": terms.name}
    return values


def _people(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for name in names]


def _other_language(context: SiteContext, view: ArticleView) -> dict[str, str]:
    url = _url(context, view)
    return {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "url": url,
        "headline": view.title,
        "inLanguage": view.lang,
    }


def _url(context: SiteContext, view: ArticleView) -> str:
    return context.addresses.whole(article_path(view.lang, view.slug))
