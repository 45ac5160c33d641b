"""The pages of one story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.rendering.addresses import article_path
from sitegen.rendering.page import Page
from sitegen.rendering.pages.structured_data import news_article
from sitegen.rendering.site_context import PageMeta, SiteContext
from sitegen.rendering.stories import Story
from sitegen.rendering.views import ArticleNavigation, ArticleView


def article_pages(context: SiteContext, story: Story, onward: Mapping[str, ArticleNavigation]) -> Iterator[Page]:
    """Yield the story's page in each language that it is in, and the one where its original stands in.

    ``onward`` tells where readers of each of these pages can go, by the page's language.
    """
    paths = {view.lang: article_path(view.lang, view.slug) for view in story.views}
    for view in story.views:
        head = PageMeta(
            kind="article",
            title=view.title,
            description=view.summary,
            path=paths[view.lang],
            twins=paths if len(paths) > 1 else {},
            default=paths[story.original.lang] if len(paths) > 1 else None,
            hidden=hidden_languages(story),
            canonical={found.lang: found.canonical for found in story.views if found.canonical},
            article=view.card,
            structured_data=news_article(context, story, view),
        )
        values = {"article": view, "onward": onward[view.lang]}
        yield Page(paths[view.lang], "article.html", view.lang, head, values)
    if story.stand_in:
        lang = context.site.target_language
        yield _stand_in(lang, story.stand_in, onward[lang])


def hidden_languages(story: Story) -> frozenset[str]:
    """Return the languages in which search engines must not have the story."""
    return frozenset(view.lang for view in story.views if not view.indexed)


def _stand_in(lang: str, view: ArticleView, onward: ArticleNavigation) -> Page:
    head = PageMeta(
        kind="article",
        title=view.title,
        description="",
        path=None,
        twins={view.lang: article_path(view.lang, view.slug)},
    )
    return Page(article_path(lang, view.slug), "article.html", lang, head, {"article": view, "onward": onward})
