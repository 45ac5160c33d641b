"""Feeds and sitemaps can be read; and the pages that they name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.etree import ElementTree

from sitegen.checking.finished_site import FinishedSite, Lead
from sitegen.errors import Problem, SitegenError
from sitegen.messages import say

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def in_feeds(site: FinishedSite, problems: list[Problem]) -> Iterator[Lead]:
    """Yield the addresses that feeds and sitemaps name; unreadable ones are reported in ``problems``."""
    for path in sorted(site.files):
        try:
            addresses = _addresses(site, path)
        except (ValueError, LookupError, TypeError, ElementTree.ParseError, OSError, SitegenError) as error:
            problems.append(Problem(say("cannot be read: {reason}", reason=str(error)), site.folder / path))
            continue
        yield from (Lead(path, address, verb=say("names")) for address in addresses)


def _addresses(site: FinishedSite, path: str) -> list[str]:
    """The addresses of pages in a file, if that is a feed or a sitemap."""
    if path.endswith("/feed.json"):
        return [item["url"] for item in json.loads((site.folder / path).read_bytes())["items"]]
    if not path.endswith(".xml"):
        return []
    root = ElementTree.parse(site.folder / path).getroot()  # noqa: S314  # our own files
    if root.tag == f"{_ATOM}feed":
        return [link.get("href", "") for link in root.iterfind(f"{_ATOM}entry/{_ATOM}link")]
    if root.tag.startswith(_SITEMAP):
        return [(place.text or "").strip() for place in root.iter(f"{_SITEMAP}loc")]
    return []
