"""Internal links, pictures and anchors must exist, and anchors must be unique.

A missing target is reported once, however many pages lead there, with the file and line to correct.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from sitegen.checking.finished_site import FinishedSite, Lead, Target, all_links
from sitegen.checking.written import Authors, Written
from sitegen.errors import Problem
from sitegen.messages import Message, say

# Browsers go to the top of the page for these (https://html.spec.whatwg.org/multipage/browsing-the-web.html).
_ALWAYS_THERE = {"", "top"}


class _Cause(NamedTuple):
    """Why addresses lead nowhere: a file of the site is ``gone``, an author ``wrote`` it so, or else neither."""

    gone: str = ""
    wrote: Written | None = None
    target: Target | None = None


def broken_links(site: FinishedSite, others: Iterable[Lead]) -> Iterator[Problem]:
    """Yield a problem for each cause for which addresses within the site lead to no file, or to no anchor in it.

    ``others`` are the addresses that are no links of a page.

    Raises:
        SitegenError: a file cannot be read.
    """
    authors = Authors(site)
    broken: dict[_Cause, list[tuple[Lead, str]]] = {}
    for lead in chain(all_links(site), others):
        target = site.target(lead.address, lead.page)
        if target and (fault := _fault(site, target)):
            broken.setdefault(_cause(site, authors, lead.page, target), []).append((lead, fault))
    for cause, leads in broken.items():
        yield from _problems(site, cause, *leads[0], len(leads))


def _fault(site: FinishedSite, target: Target) -> str:
    """What is wrong with an address; nothing if it leads somewhere."""
    if target.path not in site.files:
        return say(", where nothing is")
    # Text fragments are searched for by the browser.
    anchor = target.anchor.partition(":~:")[0]
    if anchor.lower() in _ALWAYS_THERE or target.path not in site.pages or anchor in site.pages[target.path].anchors:
        return ""
    return say(", but that page has no place called '{anchor}'", anchor=anchor)


def _cause(site: FinishedSite, authors: Authors, page: str, target: Target) -> _Cause:
    is_there = target.path in site.files
    if not is_there and target.path in site.manifest.files:
        return _Cause(gone=target.path)
    wrote = authors.written(page, target)
    return _Cause(wrote=wrote) if wrote else _Cause(target=target if is_there else target._replace(anchor=""))


def _problems(site: FinishedSite, cause: _Cause, first: Lead, fault: str, number: int) -> Iterator[Problem]:
    where = f"{first.page}:{first.line}" if first.line else first.page
    if cause.gone:
        one = say("is missing: {where} leads to it; build the site to have it again", where=where)
        several = say(
            "is missing: {number:,} places lead to it, such as {where}; build the site to have it again",
            number=number,
            where=where,
        )
        yield Problem(one if number == 1 else several, site.folder / cause.gone)
    elif cause.wrote:
        for line in cause.wrote.lines:
            yield Problem(_said(first, cause.wrote.address, fault, number), cause.wrote.path, line)
    else:
        yield Problem(_said(first, first.address, fault, number), site.folder / first.page, first.line)


def _said(lead: Lead, address: str, fault: str, number: int) -> Message:
    shown = say(" ({number:,} places in the finished site show it)", number=number) if number > 1 else ""
    return say("{verb} {address}{fault}{shown}", verb=lead.verb, address=address, fault=fault, shown=shown)


def doubled_anchors(site: FinishedSite) -> Iterator[Problem]:
    """Yield a problem for each id that a page has twice."""
    for page, facts in site.pages.items():
        for anchor in facts.doubled:
            yield Problem(say("has two places called '{name}'", name=anchor.address), site.folder / page, anchor.line)
