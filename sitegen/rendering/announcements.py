"""The files that tell programs what is on the site: feeds, the sitemap, ``robots.txt``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from gettext import NullTranslations
from itertools import chain

from sitegen.rendering.addresses import ROBOTS
from sitegen.rendering.feeds import feed_files
from sitegen.rendering.pages import Page
from sitegen.rendering.publication import Publication
from sitegen.rendering.sitemap import page_entries, robots_file, sitemap_files, story_entries
from sitegen.rendering.stories import Story


def announcements(
    publication: Publication, stories: Iterable[Story], listed: Iterable[Page], words: Mapping[str, NullTranslations]
) -> dict[str, bytes]:
    """Return the files by their paths.

    ``stories`` are at least those that feeds show, ``listed`` all pages that are not a story's, and ``words`` the
    theme's texts.
    """
    articles = {(view.lang, view.slug): view for story in stories for view in story.views}
    entries = chain(page_entries(listed), story_entries(publication))
    return {
        **dict(feed_files(publication, articles, words)),
        **dict(sitemap_files(publication, entries)),
        ROBOTS: robots_file(publication),
    }
