"""What is wrong between the articles of a site, such as a link that leads nowhere: found without a build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sitegen import clock
from sitegen.articles import Pair
from sitegen.building.incremental.hashing import with_digests
from sitegen.building.incremental.sources import Sources
from sitegen.building.pairs import Together
from sitegen.building.plan import Plan
from sitegen.building.reading import Reader, Words
from sitegen.errors import Problem
from sitegen.rendering.summaries import Summary
from sitegen.rendering.theme.theme import Theme
from sitegen.settings.site import Site
from sitegen.storage.files import empty_folder
from sitegen.storage.lock import CHECK_LOCK, locked
from sitegen.storage.shelf import Shelf


class SiteProblems:
    """Finds what is wrong between articles, which are added one after the other as they are read."""

    def __init__(self, site: Site, folder: Path) -> None:
        """See `open_site_problems`; summaries of articles wait in ``folder``."""
        self._site = site
        self._theme = Theme.of(site)
        self._words = {lang: Words.of(self._theme, lang) for lang in site.languages}
        self._reader = Reader(site, self._words, clock.now())
        self._summaries: Shelf[Summary] = Shelf(folder / "summaries")

    def add(self, pair: Pair) -> None:
        """Take an original with its translation."""
        self._summaries.put(pair.original.slug, with_digests(self._reader.summary(pair)))

    def found(self) -> list[Problem]:
        """Return a build's problems with old slugs, tags and links; an article that was not added is unreadable.

        Raises:
            SitegenError: a folder cannot be used.
        """
        slugs = Sources.of(self._site).pairs
        unreadable = {slug: Summary(slug, "", "unreadable") for slug in slugs if slug not in self._summaries}
        summaries = Together(self._summaries, unreadable)
        problems: list[Problem] = []
        names = {lang: found.language for lang, found in self._words.items()}
        Plan(self._site, summaries, names, lambda: self._theme.catalogues, problems)
        return problems

    def close(self) -> None:
        """Close the file in the folder."""
        self._summaries.close()


@contextmanager
def open_site_problems(site: Site) -> Iterator[SiteProblems]:
    """Load the theme of a site, without which bodies cannot be read, and give what finds its problems.

    Raises:
        SitegenError: the theme cannot be used, the state folder cannot be written, or another check does not end.
    """
    folder = site.state / "check"
    with (
        locked(site.state, name=CHECK_LOCK),
        empty_folder(folder),
        closing(SiteProblems(site, folder)) as problems,
    ):
        yield problems
