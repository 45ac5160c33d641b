"""Pages that announce each other as translations do so both ways, as search engines demand.

Source: https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from sitegen.checking.finished_site import FinishedSite, Lead
from sitegen.checking.pages import Link
from sitegen.errors import Problem
from sitegen.messages import say

_FOR_ALL_OTHERS = "x-default"


def wrong_alternates(site: FinishedSite) -> Iterator[Problem]:
    """Yield a problem for each announced translation that is no page, is hidden, or does not announce the page."""
    for page, facts in site.pages.items():
        where = site.folder / page
        if (canonical := facts.canonical) and _is_elsewhere(site, page, canonical) and not _is_original(site, page):
            message = say("says that its address is {address}, which is not within base_url", address=canonical.address)
            yield Problem(message, where, canonical.line)
        own = {lang for lang, path in _announced(site, page).items() if path == page}
        if facts.alternates and not own:
            line = next(iter(facts.alternates.values())).line
            yield Problem(say("announces translations, but not itself"), where, line)
            continue
        for lang, link in facts.alternates.items():
            if fault := _fault(site, page, own - {_FOR_ALL_OTHERS} or own, lang, link):
                yield Problem(
                    say("announces {address} in '{lang}', {fault}", address=link.address, lang=lang, fault=fault),
                    where,
                    link.line,
                )


def _is_elsewhere(site: FinishedSite, page: str, link: Link) -> bool:
    return site.target(link.address, page) is None


def _is_original(site: FinishedSite, page: str) -> bool:
    """Tell whether a page may have the address of another site's: of the story that it shows, and leads to."""
    facts = site.pages[page]
    shown = {link.address for link in facts.links}
    return site.site.canonical == "original" and facts.canonical is not None and facts.canonical.address in shown


def announced(site: FinishedSite) -> Iterator[Lead]:
    """Yield the addresses at which pages announce translations."""
    for page, facts in site.pages.items():
        for lang, link in facts.alternates.items():
            yield Lead(page, link.address, link.line, say("announces, in '{lang}',", lang=lang))


def _announced(site: FinishedSite, page: str) -> dict[str, str]:
    """The files of the translations that a page announces."""
    targets = {lang: site.target(link.address, page) for lang, link in site.pages[page].alternates.items()}
    return {lang: target.path for lang, target in targets.items() if target}


def _fault(site: FinishedSite, page: str, own: AbstractSet[str], lang: str, link: Link) -> str:
    """What is wrong with a link of ``page``, which announces itself as the languages of ``own``."""
    target = site.target(link.address, page)
    if target and target.path not in site.files:
        return ""  # which is said with all else that leads there
    if target is None or target.path not in site.pages:
        return say("where no page is")
    other = site.pages[target.path]
    if other.noindex:
        return say("which search engines must not show")
    if lang not in {other.lang, _FOR_ALL_OTHERS}:
        return say("which is in '{lang}'", lang=other.lang)
    back = _announced(site, target.path)
    return "" if any(back.get(name) == page for name in own) else say("which does not announce this page")
