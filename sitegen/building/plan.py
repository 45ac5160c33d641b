"""What a site consists of, as far as it can be told from the summaries of its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from gettext import NullTranslations
from itertools import chain

from sitegen.building.renderer import FeedJob, StoryJob
from sitegen.building.story_cache import StoryLocation
from sitegen.errors import Problem
from sitegen.rendering.body.links import Links
from sitegen.rendering.card_lists import CardLists
from sitegen.rendering.feeds.files import cards_in_feed, other_languages
from sitegen.rendering.feeds.places import FeedPlace
from sitegen.rendering.feeds.sitemap import IndexedStory
from sitegen.rendering.images import Picture
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
from sitegen.rendering.summaries import Headlines, Summary
from sitegen.rendering.views import ArticleNavigation, CardView
from sitegen.settings.site import Site

FindStory = Callable[[str], StoryLocation | None]
"""Tells where a story waits that has been read, by its slug."""


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
    ) -> None:
        """``summaries`` are given by slug, in the order of slugs; ``words`` gives the theme's texts.

        What is wrong between articles is added to ``problems``.
        """
        self.site = site
        self.summaries = summaries
        self._words = words
        self._slugs: list[str] = []
        self._headlines = Headlines()
        self._with_pictures: list[str] = []
        lists = {lang: CardLists(partial(self._card, lang)) for lang in site.languages}
        with_links: list[str] = []
        self._withdrawn: list[str] = []
        with_aliases: list[Summary] = []
        for number, (slug, summary) in enumerate(summaries.items()):
            self._slugs.append(slug)
            self._headlines.add(number, summary)
            for lang, card in summary.cards.items():
                lists[lang].add(number, card)
            if summary.pictures:
                self._with_pictures.append(slug)
            if summary.links:
                with_links.append(slug)
            if summary.aliases:
                with_aliases.append(summary)
            if summary.status == "withdrawn":
                self._withdrawn.append(slug)
        self.publication = SiteIndex.of(site, language_names, lists, self._headlines.recommendations)
        problems += tag_problems(self.publication)
        self._moves: tuple[Redirect, ...] = moves(site, with_aliases, summaries, problems)
        self._table = LinkTable(site, summaries, self._moves)
        for slug in with_links:
            problems += self._table.problems(summaries[slug])

    def pages(self) -> Iterator[Page]:
        """Yield the pages that are no story's, and that search engines may have."""
        site = self.publication
        yield from chain(
            front_pages(site), offline_page(site), tag_pages(site), archive_pages(site), search_pages(site)
        )

    def replaced(self) -> Iterator[Page]:
        """Yield the pages in place of articles that were withdrawn, and those at old addresses."""
        context = self.publication.context
        for slug in self._withdrawn:
            yield from withdrawn_pages(context, slug, self.summaries[slug].reasons, self._words())
        if self._moves:
            yield from moved_pages(context, self._moves, self._words())

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures that stories show, each once."""
        known: set[str] = set()
        for slug in self._with_pictures:
            for picture in self.summaries[slug].pictures:
                if picture.key not in known:
                    known.add(picture.key)
                    yield picture

    def targets(self, summary: Summary) -> dict[int, ArticleRef]:
        """Return where the related headlines of an article lead, by the numbers of their sentences."""
        found = {line: self._headlines.number(key) for line, key in summary.related.items()}
        slugs = {line: self._slugs[number] for line, number in found.items() if number is not None}
        return {line: ArticleRef(slug, self.summaries[slug].languages) for line, slug in slugs.items()}

    def links(self, summary: Summary) -> Links:
        """Return where the addresses in an article's bodies lead, as far as they need to be led."""
        return self._table.links(summary)

    def _card(self, lang: str, number: int) -> CardView:
        return self.summaries[self._slugs[number]].cards[lang]

    def _onward(self, number: int, summary: Summary) -> dict[str, ArticleNavigation]:
        """Where readers of an article can go, by the language of its page."""
        return {lang: self.publication.neighbourhoods[lang].onward(number) for lang in summary.cards}

    def stories(self, place_of: FindStory) -> Iterator[tuple[StoryJob, CrossReferences]]:
        """Yield the job of each story, with its cross-references; those that have been read are where ``place_of``
        says. The newest come first, so that those beside a story are at hand.
        """
        for number in self.publication.lists[self.site.original_language].numbers:
            slug = self._slugs[number]
            summary = self.summaries[slug]
            targets, onward, links = self.targets(summary), self._onward(number, summary), self.links(summary)
            crossing = CrossReferences(targets, {lang: neighbours(found) for lang, found in onward.items()}, links)
            yield StoryJob(slug, place_of(slug), targets, onward, links=links), crossing

    def feeds(self, place_of: FindStory) -> Iterator[FeedJob]:
        """Yield the order of each language's feeds, and of those of its tags."""
        languages = self.site.languages
        whole = ((FeedPlace(lang, languages), cards_in_feed(self.publication, lang)) for lang in languages)
        for place, cards in chain(whole, tag_feeds(self.publication)):
            stories = (self.story(card.slug, place_of) for card in cards)
            others = (other_languages(self.summaries[card.slug].indexed, card) for card in cards)
            yield FeedJob(place, tuple(zip(stories, others, strict=True)))

    def story(self, slug: str, place_of: FindStory = lambda _: None) -> StoryJob:
        """Return the job of a story that is part of something, without its neighbours."""
        summary = self.summaries[slug]
        return StoryJob(slug, place_of(slug), self.targets(summary), links=self.links(summary))

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
