"""What stands in place of articles that were withdrawn: a page that says so, and none of their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from gettext import NullTranslations

from sitegen.articles import Pair
from sitegen.rendering.addresses import article_path
from sitegen.rendering.pages import Page
from sitegen.rendering.publication import Publication
from sitegen.rendering.text import fit_title
from sitegen.rendering.typography import typographic
from sitegen.rendering.views import WithdrawalView


def withdrawn_pages(
    publication: Publication, pairs: Iterable[Pair], words: Mapping[str, NullTranslations]
) -> Iterator[Page]:
    """Yield the pages of withdrawn articles, in every language; ``words`` are the theme's texts."""
    for pair in pairs:
        paths = {edition.lang: article_path(edition.lang, pair.original.slug) for edition in publication.editions}
        for edition in publication.editions:
            context = publication.context(
                edition,
                kind="withdrawn",
                title=words[edition.lang].gettext("This story was withdrawn"),
                description="",
                path=paths[edition.lang],
                twins=paths,
                hidden=frozenset(paths),
            )
            page = {**context, "withdrawal": _withdrawal(pair, edition.lang)}
            yield Page(paths[edition.lang], "withdrawn.html", edition.lang, page)


def _withdrawal(pair: Pair, lang: str) -> WithdrawalView:
    article = next(
        (article for article in (pair.translation, pair.original) if article and article.lang == lang), pair.original
    )
    if not article.withdrawn_reason:
        article = pair.original
    return WithdrawalView(typographic(fit_title(article.withdrawn_reason), article.lang), article.lang)
