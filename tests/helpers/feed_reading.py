"""Our feeds as feed readers read them."""

from __future__ import annotations

import datetime
import json
from typing import Any

import feedparser
from sites import SiteFolder

ATOM = "{http://www.w3.org/2005/Atom}"


def read(site: SiteFolder, lang: str) -> Any:
    """A language's Atom feed, as feedparser reads it without a complaint."""
    found = feedparser.parse(site.files()[f"{lang}/feed.xml"])
    assert not found.bozo, found.bozo_exception
    return found


def read_json(site: SiteFolder, lang: str) -> Any:
    """A language's JSON Feed, with all that https://jsonfeed.org/version/1.1 requires."""
    found = json.loads(site.files()[f"{lang}/feed.json"])
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["title"]
    for item in found["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        for key in ("date_published", "date_modified"):
            assert datetime.datetime.fromisoformat(item[key]).tzinfo
    assert len({item["id"] for item in found["items"]}) == len(found["items"])
    return found
