"""Links, pictures and anchors within the site lead somewhere, and no anchor is there twice."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checking.finished_site import FinishedSite, all_links
from sitegen.errors import Problem

# Browsers go to the top of the page for these (https://html.spec.whatwg.org/multipage/browsing-the-web.html).
_ALWAYS_THERE = {"", "top"}


def broken_links(site: FinishedSite) -> Iterator[Problem]:
    """Yield a problem for each address within the site that leads to no file, or to no anchor in it."""
    for page, address, line in all_links(site):
        target = site.target(address, page)
        if target is None:
            continue
        where = site.folder / page
        if target.path not in site.files:
            yield Problem(f"links to {address}, where nothing is", where, line)
        elif target.anchor.lower() not in _ALWAYS_THERE and target.path in site.pages:
            # Text fragments are searched for by the browser.
            anchor = target.anchor.partition(":~:")[0]
            if anchor and anchor not in site.pages[target.path].anchors:
                yield Problem(f"links to {address}, but that page has no place called '{anchor}'", where, line)


def doubled_anchors(site: FinishedSite) -> Iterator[Problem]:
    """Yield a problem for each id that a page has twice."""
    for page, facts in site.pages.items():
        for anchor in facts.doubled:
            yield Problem(f"has two places called '{anchor.address}'", site.folder / page, anchor.line)
