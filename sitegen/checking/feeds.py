"""Reads the addresses that a feed or a sitemap names."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from sitegen.checking.facts import FileFacts, Link

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def may_be_feed(path: str) -> bool:
    """Tell whether a file may be a feed or a sitemap, by its name."""
    return path.endswith(("/feed.json", ".xml"))


def feed_facts(file: Path) -> FileFacts:
    """Return the facts in a file that may be a feed or a sitemap; of another kind of file, there are none."""
    try:
        return FileFacts(links=[Link(address, 0) for address in _addresses(file)])
    except (ValueError, LookupError, TypeError, ElementTree.ParseError, OSError) as error:
        return FileFacts(unreadable=str(error) or type(error).__name__)


def _addresses(file: Path) -> list[str]:
    if file.suffix == ".json":
        return [str(item["url"]) for item in json.loads(file.read_bytes())["items"]]
    root = ElementTree.parse(file).getroot()  # noqa: S314  # our own files
    if root.tag == f"{_ATOM}feed":
        return [link.get("href", "") for link in root.iterfind(f"{_ATOM}entry/{_ATOM}link")]
    if root.tag.startswith(_SITEMAP):
        return [(place.text or "").strip() for place in root.iter(f"{_SITEMAP}loc")]
    return []
