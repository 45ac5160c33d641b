"""The pages of one story."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.rendering.addresses import article_path
from sitegen.rendering.pages import Page
from sitegen.rendering.publication import Publication
from sitegen.rendering.stories import Story
from sitegen.rendering.structured_data import news_article
from sitegen.rendering.views import ArticleView


def article_pages(publication: Publication, story: Story) -> Iterator[Page]:
    """Yield the story's page in each language that it is in, and the one where its original stands in."""
    paths = {view.lang: article_path(view.lang, view.slug) for view in story.views}
    for view in story.views:
        context = publication.context(
            publication.edition(view.lang),
            kind="article",
            title=view.title,
            description=view.summary,
            path=paths[view.lang],
            twins=paths if len(paths) > 1 else {},
            default=paths[story.original.lang] if len(paths) > 1 else None,
            hidden=hidden_languages(story),
            article=view.card,
            structured_data=news_article(publication, story, view),
        )
        onward = publication.neighbourhoods[view.lang].onward(view.slug)
        yield Page(paths[view.lang], "article.html", view.lang, {**context, "article": view, "onward": onward})
    if story.stand_in:
        yield _stand_in(publication, story.stand_in)


def hidden_languages(story: Story) -> frozenset[str]:
    """Return the languages in which search engines must not have the story."""
    return frozenset(view.lang for view in story.views if not view.indexed)


def _stand_in(publication: Publication, view: ArticleView) -> Page:
    lang = publication.site.target_language
    context = publication.context(
        publication.edition(lang),
        kind="article",
        title=view.title,
        description="",
        path=None,
        twins={view.lang: article_path(view.lang, view.slug)},
    )
    onward = publication.neighbourhoods[lang].onward(view.slug)
    return Page(article_path(lang, view.slug), "article.html", lang, {**context, "article": view, "onward": onward})
