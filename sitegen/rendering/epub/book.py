"""A book as data: its stories, languages and titles."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from sitegen.rendering.stories import Story
from sitegen.rendering.views import ArticleView


@dataclass(frozen=True)
class Entry:
    """A story of a book in the ``languages`` of the book that it has, by views in the order of the book."""

    slug: str
    views: tuple[ArticleView, ...]
    story: Story

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """The language and the text of its headlines, the first of which names it; each text once."""
        found = {view.title: view.title_lang or view.lang for view in self.views}
        return tuple((lang, title) for title, lang in found.items())

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """The days on which it was published and changed."""
        return tuple(day for view in self.views for day in (view.date, view.updated) if day)


@dataclass(frozen=True)
class Book:
    """The content of an EPUB. ``name`` is that of its file, and tells it from other books of the site.

    ``titles`` are by language, in the order in which the languages stand in the book. ``pictures`` are the files of
    the pictures, by the address that pages have for each.
    """

    name: str
    titles: Mapping[str, str]
    entries: tuple[Entry, ...]
    pictures: Mapping[str, Path]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, the first of which is that of its own words."""
        return tuple(self.titles)

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which something in it was published or changed; no clock is read."""
        return max((day for entry in self.entries for day in entry.days), default=None)

    def identifier(self, base_url: str) -> str:
        """Return the book's own name among all books: the same for a newer state of the same book."""
        return uuid5(NAMESPACE_URL, f"{base_url}#epub/{self.name}").urn


def entry_of(story: Story, languages: tuple[str, ...]) -> Entry | None:
    """Return a story as a book in ``languages`` has it; None where it is in none of them."""
    views = tuple(view for lang in languages for view in story.views if view.lang == lang)
    return Entry(story.original.slug, views, story) if views else None
