"""What is wrong between the articles of a site, such as a link that leads nowhere: found without a build."""

from __future__ import annotations

from sitegen import clock
from sitegen.building.incremental.sources import Sources
from sitegen.building.plan import Plan
from sitegen.building.reading import Reader, Words
from sitegen.errors import Problem
from sitegen.rendering.theme.theme import Theme
from sitegen.settings.site import Site


def site_problems(site: Site) -> list[Problem]:
    """Return what a build would say of old slugs, tags and links, not of each article alone.

    A link to an article that is not there, which a build only warns of, is an error.

    Raises:
        SitegenError: the theme, without which bodies cannot be read, or a folder cannot be used.
    """
    theme = Theme.of(site)
    words = {lang: Words.of(theme, lang) for lang in site.languages}
    reader = Reader(site, words, clock.now())
    slugs = sorted(Sources.of(site).files[site.original_language])
    summaries = {slug: reader.read(slug).summary for slug in slugs}
    problems: list[Problem] = []
    names = {lang: found.language for lang, found in words.items()}
    Plan(site, summaries, names, lambda: theme.catalogues, problems, missing="error")
    return problems
