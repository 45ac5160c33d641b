"""The old addresses of a site's articles, and where they lead."""

from __future__ import annotations

from collections.abc import Container

from sitegen.building.incremental.cache import BuildCache, PairRow
from sitegen.building.pairs import understood
from sitegen.publishing.headers import Redirect
from sitegen.rendering.addresses import article_path, shown_path
from sitegen.rendering.redirects import moves
from sitegen.rendering.summaries import Summary
from sitegen.settings.site import Site


def site_redirects(site: Site) -> tuple[Redirect, ...]:
    """Return a redirect for every alias in the articles' front matter, and the withdrawn addresses, in each language.

    The articles are those of the last build, which has said what is wrong with them.
    """
    redirects: list[Redirect] = []
    with BuildCache(site.output_state) as record:
        summaries = [summary for row in record.all_pairs() if (summary := _summary(row)) and _leads_on(summary)]
        for move in moves(site, summaries, _Slugs(record), []):
            for lang in site.languages:
                there = lang if lang in move.languages else site.original_language
                redirects.append(Redirect(_address(site, lang, move.before), _address(site, there, move.after)))
    for summary in summaries:
        if summary.status == "withdrawn":
            for lang in site.languages:
                address = _address(site, lang, summary.slug)
                redirects.append(Redirect(address, f"{address}index.html", 410))
    return tuple(redirects)


class _Slugs(Container[str]):
    """The slugs of all articles, of which there may be too many for memory."""

    def __init__(self, record: BuildCache) -> None:
        self._record = record

    def __contains__(self, slug: object) -> bool:
        return isinstance(slug, str) and any(map(_summary, self._record.pairs([slug]).values()))


def _summary(row: PairRow) -> Summary | None:
    return understood({row.slug: row}).get(row.slug)


def _leads_on(summary: Summary) -> bool:
    """Tell whether addresses of an article need a line of their own."""
    return bool(summary.aliases) or summary.status == "withdrawn"


def _address(site: Site, lang: str, slug: str) -> str:
    return site.base_path + shown_path(article_path(lang, slug))
