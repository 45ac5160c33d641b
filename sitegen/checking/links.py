"""Internal links, pictures and anchors must exist, and anchors must be unique.

A missing target is reported once, however many pages lead there, with the file and line to correct.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sitegen.checking.facts import FileFacts
from sitegen.checking.finished_site import FinishedSite, Target, is_page
from sitegen.checking.written import Authors, Written
from sitegen.errors import Problem
from sitegen.messages import Message, say

# Browsers go to the top of the page for these (https://html.spec.whatwg.org/multipage/browsing-the-web.html).
_ALWAYS_THERE = {"", "top"}


class _Lead(NamedTuple):
    """An address in a file of the site, and its line if that is known; ``lang`` is that of an announced translation."""

    page: str
    address: str
    line: int | None
    lang: str = ""

    @property
    def verb(self) -> str:
        """What the file does with the address."""
        if self.lang:
            return say("announces, in '{lang}',", lang=self.lang)
        return say("links to") if is_page(self.page) else say("names")


class _Cause(NamedTuple):
    """Why addresses lead nowhere: a file of the site is ``gone``, an author ``wrote`` it so, or else neither."""

    gone: str = ""
    wrote: Written | None = None
    target: Target | None = None


class BrokenLinks:
    """Collects the addresses within a site that lead to no file, or to no anchor in it, by their causes."""

    def __init__(self, site: FinishedSite) -> None:
        self._site = site
        self._authors = Authors(site)
        # Of each cause: the first address, what is wrong with it, and how many there are.
        self._found: dict[_Cause, tuple[_Lead, str, int]] = {}

    def look_at(self, path: str, facts: FileFacts) -> bool:
        """Collect those of a file, and return whether there are none.

        Raises:
            SitegenError: an article cannot be read.
        """
        is_sound = True
        for lead in _leads(path, facts):
            target = self._site.target(lead.address, lead.page)
            if target and (fault := _fault(self._site, target)):
                is_sound = False
                cause = _cause(self._site, self._authors, lead.page, target)
                first, why, number = self._found.get(cause, (lead, fault, 0))
                self._found[cause] = (first, why, number + 1)
        return is_sound

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each cause."""
        for cause, (lead, fault, number) in self._found.items():
            yield from _problems(self._site, cause, lead, fault, number)


def _leads(path: str, facts: FileFacts) -> Iterator[_Lead]:
    for address, line in facts.links:
        yield _Lead(path, address, line or None)
    for lang, (address, line) in facts.alternates.items():
        yield _Lead(path, address, line, lang)


def _fault(site: FinishedSite, target: Target) -> str:
    """What is wrong with an address; nothing if it leads somewhere."""
    if not site.has(target.path):
        return say(", where nothing is")
    # Text fragments are searched for by the browser.
    anchor = target.anchor.partition(":~:")[0]
    if anchor.lower() in _ALWAYS_THERE or (page := site.page(target.path)) is None or anchor in page.anchors:
        return ""
    return say(", but that page has no place called '{anchor}'", anchor=anchor)


def _cause(site: FinishedSite, authors: Authors, page: str, target: Target) -> _Cause:
    is_there = site.has(target.path)
    if not is_there and target.path in site.missing:
        return _Cause(gone=target.path)
    wrote = authors.written(page, target)
    return _Cause(wrote=wrote) if wrote else _Cause(target=target if is_there else target._replace(anchor=""))


def _problems(site: FinishedSite, cause: _Cause, first: _Lead, fault: str, number: int) -> Iterator[Problem]:
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


def _said(lead: _Lead, address: str, fault: str, number: int) -> Message:
    shown = say(" ({number:,} places in the finished site show it)", number=number) if number > 1 else ""
    return say("{verb} {address}{fault}{shown}", verb=lead.verb, address=address, fault=fault, shown=shown)


def doubled_anchors(site: FinishedSite, page: str, facts: FileFacts) -> Iterator[Problem]:
    """Yield a problem for each id that a page has twice."""
    for anchor in facts.doubled:
        yield Problem(say("has two places called '{name}'", name=anchor.address), site.folder / page, anchor.line)
