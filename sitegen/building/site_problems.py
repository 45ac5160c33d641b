"""What is wrong between the articles of a site, such as a link that leads nowhere: found without a build."""

from __future__ import annotations

from sitegen import clock
from sitegen.articles import Pair
from sitegen.building.incremental.sources import Sources
from sitegen.building.plan import Plan
from sitegen.building.reading import Reader, Words
from sitegen.errors import Problem
from sitegen.rendering.summaries import Summary
from sitegen.rendering.theme.theme import Theme
from sitegen.settings.site import Site


class SiteProblems:
    """Finds what is wrong between articles, which are added one after the other as they are read."""

    def __init__(self, site: Site) -> None:
        """Load the theme, without which bodies cannot be read.

        Raises:
            SitegenError: the theme cannot be used.
        """
        self._site = site
        self._theme = Theme.of(site)
        self._words = {lang: Words.of(self._theme, lang) for lang in site.languages}
        self._reader = Reader(site, self._words, clock.now())
        self._summaries: dict[str, Summary] = {}

    def add(self, pair: Pair) -> None:
        """Take an original with its translation."""
        self._summaries[pair.original.slug] = self._reader.summary(pair)

    def found(self) -> list[Problem]:
        """Return a build's problems with old slugs, tags and links; an article that was not added is unreadable.

        Raises:
            SitegenError: a folder cannot be used.
        """
        slugs = Sources.of(self._site).pairs
        summaries = {slug: self._summaries.get(slug, Summary(slug, "", "unreadable")) for slug in slugs}
        problems: list[Problem] = []
        names = {lang: found.language for lang, found in self._words.items()}
        Plan(self._site, summaries, names, lambda: self._theme.catalogues, problems)
        return problems
