"""The articles that are there already, and which of them a story in a table belongs to."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.articles import Source
from sitegen.content.store import article_files, load_article
from sitegen.errors import Problem, SitegenError
from sitegen.seeds.formats.raw_story import RawStory
from sitegen.settings.site import Site
from sitegen.slugs import slugify


@dataclass(frozen=True)
class Known:
    """What an import must know of an article. The text is read again when it is needed."""

    path: Path
    slug: str
    title: str
    source: Source | None


class KnownArticles:
    """The originals of a site."""

    def __init__(self, site: Site, show: Callable[[int, int | None], None]) -> None:
        """Read them; ``show`` is called with their number so far and the total."""
        self.problems: list[Problem] = []
        self.slugs: set[str] = set()
        self.by_slug: dict[str, Known] = {}
        self.unreadable: dict[str, bytes] = {}  # what is in Markdown files that are no articles, by slug
        paths = article_files(site, site.original_language)
        for number, path in enumerate(paths, start=1):
            self.slugs.add(path.stem.lower())
            try:
                article = load_article(path, site.original_language)
                self.by_slug[path.stem] = Known(path, article.slug, article.title, article.source)
            except SitegenError as error:
                self.problems.append(error.problem)
                self.unreadable[path.stem] = path.read_bytes() if os.access(path, os.R_OK) else b""
            show(number, len(paths))
        self.by_file: dict[str, list[tuple[Known, Source]]] = defaultdict(list)
        for known in self.by_slug.values():
            if known.source and known.source.file:
                self.by_file[known.source.file].append((known, known.source))
        self.orphans = {
            source.sha256: (known, source)
            for file, stories in reversed(self.by_file.items())
            if not (site.root / file).is_file()
            for known, source in reversed(stories)
        }
        """Those whose seed is gone, by its digest."""


class KnownRows:
    """The articles of one table. Each is found once."""

    def __init__(self, stories: Sequence[tuple[Known, Source]], present: Collection[str]) -> None:
        """Take the articles, and the digests of all rows that the table has now."""
        self._by_digest = {source.sha256: (known, source) for known, source in reversed(stories)}
        gone = [story for story in reversed(stories) if story[1].sha256 not in present]
        self._by_url = {source.url: (known, source) for known, source in gone if source.url}
        self._by_headline = {
            slug: (known, source) for known, source in gone for slug in (known.slug, slugify(known.title))
        }
        self._found: set[str] = set()

    def find(self, story: RawStory) -> tuple[Known, Source] | None:
        """Return the article of a row: by its digest, or, where its row is gone, its address or else its headline."""
        found = self._by_digest.get(story.sha256)
        if found is None and self._by_url:
            found = self._by_url.get(story.url)
        if found is None and self._by_headline:
            found = self._by_headline.get(slugify(story.headline))
            if found and story.url and found[1].url:
                found = None  # another story of the same headline
        if found is None or found[0].slug in self._found:
            return None
        self._found.add(found[0].slug)
        return found
