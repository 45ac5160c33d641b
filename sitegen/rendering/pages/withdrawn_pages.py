"""The pages of withdrawn articles: a notice, and none of their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from gettext import NullTranslations

from sitegen.articles import Pair
from sitegen.rendering.addresses import article_path
from sitegen.rendering.page import Page
from sitegen.rendering.site_context import PageMeta, SiteContext
from sitegen.rendering.text.plain_text import clean_title
from sitegen.rendering.text.typography import smart_punctuation
from sitegen.rendering.views import WithdrawalView


def withdrawn_pages(
    context: SiteContext, slug: str, reasons: Mapping[str, WithdrawalView], words: Mapping[str, NullTranslations]
) -> Iterator[Page]:
    """Yield the pages of a withdrawn article, in every language.

    ``reasons`` say why, by the page's language, and ``words`` are the theme's texts.
    """
    paths = {edition.lang: article_path(edition.lang, slug) for edition in context.editions}
    for lang, path in paths.items():
        head = PageMeta(
            kind="withdrawn",
            title=words[lang].gettext("This story was withdrawn"),
            description="",
            path=path,
            twins=paths,
            hidden=frozenset(paths),
        )
        yield Page(path, "withdrawn.html", lang, head, {"withdrawal": reasons[lang]})


def withdrawal_reasons(pair: Pair, languages: Sequence[str]) -> dict[str, WithdrawalView]:
    """Return why an article was withdrawn, by the language of the page; the original says it where no other does."""
    return {lang: _reason(pair, lang) for lang in languages}


def _reason(pair: Pair, lang: str) -> WithdrawalView:
    article = next(
        (article for article in (pair.translation, pair.original) if article and article.lang == lang), pair.original
    )
    if not article.withdrawn_reason:
        article = pair.original
    return WithdrawalView(smart_punctuation(clean_title(article.withdrawn_reason), article.lang), article.lang)
