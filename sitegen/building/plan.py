"""What a site consists of, as far as it can be told from the summaries of its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from itertools import chain

from sitegen.building.renderer import FeedJob, StoryJob
from sitegen.building.story_cache import StoryLocation
from sitegen.errors import Problem, Severity
from sitegen.rendering.body.links import Links
from sitegen.rendering.feeds.files import cards_in_feed, other_languages
from sitegen.rendering.feeds.places import FeedPlace
from sitegen.rendering.feeds.sitemap import IndexedStory
from sitegen.rendering.links import LinkTable
from sitegen.rendering.offline import offline_page
from sitegen.rendering.page import Page
from sitegen.rendering.pages.archive_pages import archive_pages
from sitegen.rendering.pages.front_pages import front_pages
from sitegen.rendering.pages.tag_pages import tag_feeds, tag_pages, tag_problems
from sitegen.rendering.pages.withdrawn_pages import withdrawn_pages
from sitegen.rendering.redirects import Redirect, moved_pages, moves
from sitegen.rendering.search.index import search_pages
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.stories import ArticleRef
from sitegen.rendering.summaries import Headlines, Summary, cards_with_recommendations
from sitegen.rendering.views import ArticleNavigation, CardView
from sitegen.settings.site import Site


@dataclass(frozen=True)
class Adjacent:
    """Where a reader can go from an article in one language: slugs, as in `ArticleNavigation`."""

    related: tuple[str, ...]
    newer: str | None
    older: str | None


@dataclass(frozen=True)
class CrossReferences:
    """What an article's pages show of other articles: where its related headlines and links lead, its neighbours."""

    targets: Mapping[int, ArticleRef] = field(default_factory=dict)
    neighbours: Mapping[str, Adjacent] = field(default_factory=dict)
    links: Links = field(default_factory=dict)


class Plan:
    """The site as a whole, from the summaries of its articles."""

    def __init__(
        self,
        site: Site,
        summaries: Mapping[str, Summary],
        language_names: Mapping[str, str],
        words: Callable[[], Mapping[str, NullTranslations]],
        problems: list[Problem],
        *,
        missing: Severity = "warning",
    ) -> None:
        """``summaries`` are given by slug, in the order of slugs; ``words`` gives the theme's texts.

        What is wrong between articles is added to ``problems``; ``missing`` is how bad a link to no article is.
        """
        self.site = site
        self.summaries = summaries
        self._words = words
        headlines = Headlines(summaries.values())
        self.targets = {slug: found for slug, one in summaries.items() if (found := headlines.targets(one))}
        cards: dict[str, list[CardView]] = {lang: [] for lang in site.languages}
        for slug, summary in summaries.items():
            for lang, card in cards_with_recommendations(summary, self.targets.get(slug, {})).items():
                cards[lang].append(card)
        self.publication = SiteIndex.of(site, cards, language_names)
        problems += tag_problems(self.publication)
        self._moves: tuple[Redirect, ...] = moves(site, summaries, problems)
        table = LinkTable(site, summaries, self._moves)
        self.links = {slug: links for slug, one in summaries.items() if (links := table.links(one))}
        for slug, links in self.links.items():
            problems += table.problems(summaries[slug], links, missing)

    def pages(self) -> Iterator[Page]:
        """Yield the pages that are no story's, and that search engines may have."""
        site = self.publication
        yield from chain(
            front_pages(site), offline_page(site), tag_pages(site), archive_pages(site), search_pages(site)
        )

    def replaced(self) -> Iterator[Page]:
        """Yield the pages in place of articles that were withdrawn, and those at old addresses."""
        context = self.publication.context
        for slug, summary in self.summaries.items():
            if summary.status == "withdrawn":
                yield from withdrawn_pages(context, slug, summary.reasons, self._words())
        if self._moves:
            yield from moved_pages(context, self._moves, self._words())

    def onward(self, slug: str) -> dict[str, ArticleNavigation]:
        """Return where readers of an article can go, by the language of its page."""
        cards = self.summaries[slug].cards
        return {lang: self.publication.neighbourhoods[lang].onward(slug) for lang in cards}

    def stories(self, places: Mapping[str, StoryLocation]) -> Iterator[tuple[StoryJob, CrossReferences]]:
        """Yield the job of each story, with its cross-references; those at ``places`` have been read."""
        for slug, summary in self.summaries.items():
            if not summary.cards:
                continue
            targets, onward, links = self.targets.get(slug, {}), self.onward(slug), self.links.get(slug, {})
            crossing = CrossReferences(targets, {lang: neighbours(found) for lang, found in onward.items()}, links)
            yield StoryJob(slug, places.get(slug), targets, onward, links=links), crossing

    def feeds(self, places: Mapping[str, StoryLocation]) -> Iterator[FeedJob]:
        """Yield the order of each language's feeds, and of those of its tags."""
        languages = self.site.languages
        whole = ((FeedPlace(lang, languages), cards_in_feed(self.publication, lang)) for lang in languages)
        for place, cards in chain(whole, tag_feeds(self.publication)):
            stories = (self._in_feed(card.slug, places) for card in cards)
            others = (other_languages(self.summaries[card.slug].indexed, card) for card in cards)
            yield FeedJob(place, tuple(zip(stories, others, strict=True)))

    def _in_feed(self, slug: str, places: Mapping[str, StoryLocation]) -> StoryJob:
        return StoryJob(slug, places.get(slug), self.targets.get(slug, {}), links=self.links.get(slug, {}))

    def indexed(self) -> Iterator[IndexedStory]:
        """Yield the stories that search engines may have, in the order of slugs."""
        return ((slug, indexed) for slug, summary in self.summaries.items() if (indexed := summary.indexed))


def neighbours(onward: ArticleNavigation) -> Adjacent:
    """Return the slugs of the articles that a reader can go to."""
    return Adjacent(
        tuple(card.slug for card in onward.related),
        onward.newer.slug if onward.newer else None,
        onward.older.slug if onward.older else None,
    )
