"""Old addresses of articles: pages that lead to the new ones."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.rendering.addresses import article_path
from sitegen.rendering.page import Page
from sitegen.rendering.site_context import PageMeta, SiteContext
from sitegen.rendering.summaries import Summary
from sitegen.rendering.views import LanguageLink
from sitegen.rendering.visibility import problem_at
from sitegen.settings.site import Site


@dataclass(frozen=True)
class Redirect:
    """An article's old slug and the new one, and the languages in which there is a page at the new one."""

    before: str
    after: str
    languages: frozenset[str]


def moves(
    site: Site, summaries: Iterable[Summary], slugs: Container[str], problems: list[Problem]
) -> tuple[Redirect, ...]:
    """Return the moves that the front matter of originals tells of, which have ``summaries``.

    An alias that is one of the site's ``slugs``, or stands in two articles, is left out and said in ``problems``.
    """
    found: list[Redirect] = []
    owners: dict[str, str] = {}
    for summary in _shown(summaries):
        # An article without a card cannot be read, which is said elsewhere.
        languages = frozenset(site.languages if summary.status == "withdrawn" else summary.cards)
        for number, alias in enumerate(summary.aliases):
            clash = _clash(site, alias, slugs, owners)
            if clash:
                path = site.content(site.original_language) / f"{summary.slug}.md"
                problems.append(
                    problem_at(path, f"aliases.{number}", say("{key}: {message}", key="aliases", message=clash))
                )
            else:
                owners[alias] = summary.slug
                if languages:
                    found.append(Redirect(alias, summary.slug, languages))
    return tuple(found)


def _shown(summaries: Iterable[Summary]) -> Iterator[Summary]:
    """Those that have a page, published ones first: an alias that two have is theirs."""
    found = [summary for summary in summaries if summary.aliases]
    for status in ("published", "withdrawn"):
        yield from (summary for summary in found if summary.status == status)


def _clash(site: Site, alias: str, slugs: Container[str], owners: Mapping[str, str]) -> str:
    folder = site.original_language
    if alias in slugs:
        return say(
            "'{alias}' is the slug of another article, {folder}/{alias}.md; remove one of them",
            alias=alias,
            folder=folder,
        )
    if alias in owners:
        return say(
            "'{alias}' stands in {file} too; remove it from one of them",
            alias=alias,
            file=f"{folder}/{owners[alias]}.md",
        )
    return ""


def moved_pages(
    context: SiteContext, found: Iterable[Redirect], words: Mapping[str, NullTranslations]
) -> Iterator[Page]:
    """Yield a page at each old address in every language, which leads to the article's page in that language.

    Where there is none in a language, the page leads to the original. ``words`` are the theme's texts.
    """
    for move in found:
        for edition in context.editions:
            lang = edition.lang if edition.lang in move.languages else context.site.original_language
            path = article_path(lang, move.after)
            head = PageMeta(
                kind="moved",
                title=words[edition.lang].gettext("This story has moved"),
                description="",
                path=path,
                hidden=frozenset({edition.lang}),
            )
            target = LanguageLink(
                lang=lang,
                language=context.edition(lang).language,
                url=context.addresses.link(path),
                current=lang == edition.lang,
                same_page=True,
            )
            yield Page(article_path(edition.lang, move.before), "moved.html", edition.lang, head, {"target": target})
