"""Pages that announce each other as translations do so both ways, as search engines demand.

Source: https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from sitegen.checking.facts import FileFacts, Link
from sitegen.checking.finished_site import FinishedSite
from sitegen.errors import Problem
from sitegen.messages import say

_FOR_ALL_OTHERS = "x-default"


def wrong_alternates(site: FinishedSite, page: str, facts: FileFacts) -> Iterator[Problem]:
    """Yield a problem for each translation that a page announces and that is no page, is hidden, or announces no page.

    A page that announces translations has to announce itself.
    """
    where = site.folder / page
    canonical = facts.canonical
    if canonical and site.target(canonical.address, page) is None and not _is_original(site, facts):
        message = say("says that its address is {address}, which is not within base_url", address=canonical.address)
        yield Problem(message, where, canonical.line)
    own = {lang for lang, path in _announced(site, page, facts).items() if path == page}
    if facts.alternates and not own:
        line = next(iter(facts.alternates.values())).line
        yield Problem(say("announces translations, but not itself"), where, line)
        return
    for lang, link in facts.alternates.items():
        if fault := _fault(site, page, own - {_FOR_ALL_OTHERS} or own, lang, link):
            message = say("announces {address} in '{lang}', {fault}", address=link.address, lang=lang, fault=fault)
            yield Problem(message, where, link.line)


def _is_original(site: FinishedSite, facts: FileFacts) -> bool:
    """Tell whether a page may have the address of another site's: of the story that it shows, and leads to."""
    shown = {link.address for link in facts.links}
    return site.site.canonical == "original" and facts.canonical is not None and facts.canonical.address in shown


def _announced(site: FinishedSite, page: str, facts: FileFacts) -> dict[str, str]:
    """The files of the translations that a page announces."""
    targets = {lang: site.target(link.address, page) for lang, link in facts.alternates.items()}
    return {lang: target.path for lang, target in targets.items() if target}


def _fault(site: FinishedSite, page: str, own: AbstractSet[str], lang: str, link: Link) -> str:
    """What is wrong with a link of ``page``, which announces itself as the languages of ``own``."""
    target = site.target(link.address, page)
    if target and not site.has(target.path):
        return ""  # which is said with all else that leads there
    other = site.page(target.path) if target else None
    if target is None or other is None:
        return say("where no page is")
    if other.noindex:
        return say("which search engines must not show")
    if lang not in {other.lang, _FOR_ALL_OTHERS}:
        return say("which is in '{lang}'", lang=other.lang)
    back = _announced(site, target.path, other)
    return "" if any(back.get(name) == page for name in own) else say("which does not announce this page")
