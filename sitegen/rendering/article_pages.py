"""The pages of one story."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.rendering.addresses import article_path
from sitegen.rendering.pages import Page
from sitegen.rendering.publication import Publication
from sitegen.rendering.stories import Story


def article_pages(publication: Publication, story: Story) -> Iterator[Page]:
    """Yield the story's page in each language that it is in."""
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
        )
        yield Page(paths[view.lang], "article.html", view.lang, {**context, "article": view})
