"""The old addresses of a site's articles, and where they lead."""

from __future__ import annotations

from sitegen.building.incremental.cache import BuildCache
from sitegen.building.pairs import understood
from sitegen.publishing.headers import Redirect
from sitegen.rendering.addresses import article_path, shown_path
from sitegen.rendering.redirects import moves
from sitegen.settings.site import Site


def site_redirects(site: Site) -> tuple[Redirect, ...]:
    """Return a redirect for every alias in the articles' front matter, and the withdrawn addresses, in each language.

    The articles are those of the last build, which has said what is wrong with them.
    """
    with BuildCache(site.output_state) as record:
        summaries = understood({row.slug: row for row in record.all_pairs()})
    redirects: list[Redirect] = []
    for move in moves(site, summaries.values(), summaries, []):
        for lang in site.languages:
            there = lang if lang in move.languages else site.original_language
            redirects.append(Redirect(_address(site, lang, move.before), _address(site, there, move.after)))
    for slug, summary in summaries.items():
        if summary.status == "withdrawn":
            for lang in site.languages:
                address = _address(site, lang, slug)
                redirects.append(Redirect(address, f"{address}index.html", 410))
    return tuple(redirects)


def _address(site: Site, lang: str, slug: str) -> str:
    return site.base_path + shown_path(article_path(lang, slug))
