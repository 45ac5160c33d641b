"""Old addresses of articles: pages that lead to the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from gettext import NullTranslations

from sitegen.articles import Article
from sitegen.errors import Problem
from sitegen.rendering.addresses import article_path
from sitegen.rendering.pages import Page
from sitegen.rendering.publication import Publication
from sitegen.rendering.stories import Story
from sitegen.rendering.views import Switch
from sitegen.rendering.visibility import Selection, problem_at
from sitegen.rendering.withdrawn_pages import withdrawn_pages


def replaced_pages(
    publication: Publication,
    selection: Selection,
    stories: Iterable[Story],
    words: Mapping[str, NullTranslations],
    problems: list[Problem],
) -> Iterator[Page]:
    """Yield the pages in place of articles that were withdrawn, and those at old addresses of the ``stories``."""
    yield from withdrawn_pages(publication, selection.withdrawn, words)
    languages: dict[str, AbstractSet[str]] = {
        pair.original.slug: frozenset(publication.site.languages) for pair in selection.withdrawn
    }
    for story in stories:
        stand_in = {publication.site.target_language} if story.stand_in else set()
        languages[story.original.slug] = {view.lang for view in story.views} | stand_in
    yield from moved_pages(publication, moves(selection, problems), languages, words)


@dataclass(frozen=True)
class Move:
    """An article's old slug and the new one."""

    before: str
    after: str


def moves(selection: Selection, problems: list[Problem]) -> tuple[Move, ...]:
    """Return the moves that the front matter of a site's originals tells of.

    An alias that is the slug of an article, or stands in two, is left out and said in ``problems``.
    """
    found: list[Move] = []
    owners: dict[str, Article] = {}
    for pair in (*selection.published, *selection.withdrawn):
        article = pair.original
        for number, alias in enumerate(article.aliases):
            clash = _clash(alias, article, selection, owners)
            if clash:
                problems.append(problem_at(article, f"aliases.{number}", f"aliases: {clash}"))
            else:
                owners[alias] = article
                found.append(Move(alias, article.slug))
    return tuple(found)


def _clash(alias: str, article: Article, selection: Selection, owners: Mapping[str, Article]) -> str:
    if alias in selection.slugs:
        return f"'{alias}' is the slug of another article, {article.path.parent.name}/{alias}.md; remove one of them"
    if alias in owners:
        other = owners[alias].path
        return f"'{alias}' stands in {other.parent.name}/{other.name} too; remove it from one of them"
    return ""


def moved_pages(
    publication: Publication,
    found: Iterable[Move],
    languages: Mapping[str, AbstractSet[str]],
    words: Mapping[str, NullTranslations],
) -> Iterator[Page]:
    """Yield a page at each old address in every language, which leads to the article's page in that language.

    ``languages`` has, by slug, the languages in which articles have pages; where one has none in a language, the page
    leads to the original. ``words`` are the theme's texts.
    """
    for move in found:
        if move.after not in languages:  # the article cannot be read, which is said elsewhere
            continue
        for edition in publication.editions:
            lang = edition.lang if edition.lang in languages[move.after] else publication.site.original_language
            path = article_path(lang, move.after)
            context = publication.context(
                edition,
                kind="moved",
                title=words[edition.lang].gettext("This story has moved"),
                description="",
                path=path,
                hidden={edition.lang},
            )
            target = Switch(
                lang=lang,
                language=publication.edition(lang).language,
                url=publication.addresses.link(path),
                current=lang == edition.lang,
                same_page=True,
            )
            before = article_path(edition.lang, move.before)
            yield Page(before, "moved.html", edition.lang, {**context, "target": target})
