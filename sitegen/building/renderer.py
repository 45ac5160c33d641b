"""Render jobs that can be sent to another process, and their results."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from sitegen.building.reading import Reader, Words
from sitegen.building.story_cache import StoryCache, StoryLocation
from sitegen.errors import Problem, SitegenError
from sitegen.rendering.addresses import parallel_path
from sitegen.rendering.body.links import Links
from sitegen.rendering.feeds.files import feed_files
from sitegen.rendering.feeds.places import FeedPlace
from sitegen.rendering.links import with_links
from sitegen.rendering.page import Page, render_page
from sitegen.rendering.pages.article_pages import article_pages
from sitegen.rendering.parallel.pages import parallel_pages
from sitegen.rendering.search.index import is_searched
from sitegen.rendering.site_context import SiteContext
from sitegen.rendering.stories import ArticleRef, Story, linked
from sitegen.rendering.theme.theme import Theme
from sitegen.rendering.views import ArticleNavigation
from sitegen.settings.site import Site


@dataclass(frozen=True)
class StoryJob:
    """Pages of one story. ``targets``, ``onward`` and ``links`` are what they show of others; ``wanted`` are their
    paths.
    """

    slug: str
    place: StoryLocation | None
    targets: Mapping[int, ArticleRef]
    onward: Mapping[str, ArticleNavigation] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()
    links: Links = field(default_factory=dict)


@dataclass(frozen=True)
class FeedJob:
    """A feed in all its formats: its stories, each with the other languages in which programs may have it."""

    place: FeedPlace
    stories: tuple[tuple[StoryJob, tuple[str, ...]], ...]


Job = Page | StoryJob | FeedJob


@dataclass(frozen=True)
class RenderedFile:
    """A file that was made, and whether search finds it; or the ``problem`` for which it was not."""

    path: str
    data: bytes = b""
    searched: bool = False
    problem: Problem | None = None


class Renderer:
    """Reads pairs and makes files, one after the other. Each process has one of its own."""

    def __init__(self, site: Site, words: Mapping[str, Words], story_cache: Path, now: datetime.datetime) -> None:
        """``words`` are the theme's texts by language; stories wait in ``story_cache``, a folder."""
        self.site = site
        self.theme = Theme.of(site)
        self.reader = Reader(site, words, now)
        self.story_cache = StoryCache(story_cache)
        self._names = {lang: found.language for lang, found in words.items()}
        self._frames: dict[frozenset[str], SiteContext] = {}

    def context(self, tagged: frozenset[str]) -> SiteContext:
        """Return the context of the site; ``tagged`` are the languages in which an article has a tag."""
        if tagged not in self._frames:
            self._frames[tagged] = SiteContext.of(self.site, self._names, tagged)
        return self._frames[tagged]

    def make(self, order: Job, context: SiteContext) -> Iterator[RenderedFile]:
        """Yield the files of an order. A page that cannot be made does not keep the others from being made."""
        if isinstance(order, FeedJob):
            yield from (_made(path, data) for path, data in self._feeds(order, context))
            return
        for page in (order,) if isinstance(order, Page) else self._pages(order, context):
            try:
                yield _made(page.path, render_page(page, self.theme, context))
            except SitegenError as error:
                yield RenderedFile(page.path, problem=error.problem)
            except Exception as error:  # a mistake of ours
                error.add_note(f"while making the page {page.path}")
                raise

    def _pages(self, order: StoryJob, context: SiteContext) -> Iterator[Page]:
        story = self.story(order)
        if story is None:  # its file was changed in this moment; the next build sees that
            return
        with_parallel = any(parallel_path(lang, order.slug) in order.wanted for lang in self.site.languages)
        pages = chain(
            article_pages(context, story, order.onward), parallel_pages(context, story) if with_parallel else ()
        )
        yield from (page for page in pages if page.path in order.wanted)

    def _feeds(self, order: FeedJob, context: SiteContext) -> Iterator[tuple[str, bytes]]:
        found = [(self.story(one), others) for one, others in order.stories]
        lang = order.place.lang
        views = [(view, others) for story, others in found if story for view in story.views if view.lang == lang]
        yield from feed_files(context, order.place, views, self.theme.catalogues[lang])

    def story(self, order: StoryJob) -> Story | None:
        """Return the story of an order, which leads to others; None where its files are not those of a story."""
        story = self.story_cache.get(order.place) if order.place else self.reader.read(order.slug).story
        if story is None:
            return None
        return with_links(linked(story, order.targets, self.reader.addresses), order.links, self.site.target_language)


def _made(path: str, data: bytes) -> RenderedFile:
    return RenderedFile(path, data, is_searched(path, data))
