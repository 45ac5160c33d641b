"""The old addresses of a site's articles, and where they lead."""

from __future__ import annotations

from sitegen.articles import Pair
from sitegen.config import Site
from sitegen.content.store import load_pairs
from sitegen.errors import Problem
from sitegen.publishing.headers import Redirect
from sitegen.rendering.addresses import article_path, shown_path
from sitegen.rendering.aliases import moves
from sitegen.rendering.visibility import select


def site_redirects(site: Site) -> tuple[Redirect, ...]:
    """Return a redirect for every alias in the articles' front matter, and what is gone, in each language.

    What is wrong with articles is said when they are rendered, not here.
    """
    problems: list[Problem] = []
    selection = select(load_pairs(site, problems), problems)
    translated = {pair.original.slug: _has_translation(site, pair) for pair in selection.published}
    redirects: list[Redirect] = []
    for move in moves(selection, problems):
        for lang in site.languages:
            there = lang if translated.get(move.after, True) else site.original_language
            redirects.append(Redirect(_address(site, lang, move.before), _address(site, there, move.after)))
    for pair in selection.withdrawn:
        for lang in site.languages:
            address = _address(site, lang, pair.original.slug)
            redirects.append(Redirect(address, f"{address}index.html", 410))
    return tuple(redirects)


def _has_translation(site: Site, pair: Pair) -> bool:
    return pair.translation is not None or site.untranslated == "notice"


def _address(site: Site, lang: str, slug: str) -> str:
    return site.base_path + shown_path(article_path(lang, slug))
