"""Sites with articles of every state, and reading what they announce: JSON-LD, properties, sitemaps."""

from __future__ import annotations

import datetime
import json
from typing import Any
from xml.etree.ElementTree import Element

from html_pages import all_of, one, parse
from lxml import etree
from sites import TRANSLATED, SiteFolder

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
REVIEWED = {**TRANSLATED, "status": "reviewed"}


def write_articles_of_every_kind(site: SiteFolder) -> None:
    """Write an article that a person reviewed, one by machine, one by hand, one untranslated, and one without date."""
    day = datetime.date(2022, 1, 3)
    site.pair("diperiksa", ("Diperiksa", "Reviewed"), date=day, translation=REVIEWED, tags=["politik"])
    site.pair("mesin", ("Mesin", "Machine"), date=day, tags=["politik"])
    site.write("id", "tangan", "Tangan", date=day)
    site.write("en", "tangan", "By Hand", date=day)
    site.write("id", "sendiri", "Sendiri", date=day)
    site.pair("tanpa-tanggal", ("Tanpa Tanggal", "Undated"), translation=REVIEWED)


def pages(site: SiteFolder) -> dict[str, Element]:
    """Every page by its address below the base."""
    return {
        path.removesuffix("index.html"): parse(data.decode())
        for path, data in site.files().items()
        if path.endswith(".html")
    }


def structured_data(page: Element) -> Any:
    """The page's JSON-LD, None where there is none."""
    scripts = all_of(page, "script", type="application/ld+json")
    return json.loads("".join(scripts[0].itertext())) if scripts else None


def properties(page: Element) -> dict[str, str]:
    """What other sites are told of the page; each property stands once."""
    found = [(meta.get("property", ""), meta.get("content", "")) for meta in page.iter("meta") if meta.get("property")]
    assert len(dict(found)) == len(found)
    return dict(found)


def robots(page: Element) -> str:
    """What search engines are told."""
    found = all_of(page, "meta", name_="robots")
    return found[0].get("content", "") if found else ""


def canonical(page: Element) -> str:
    return one(page, "link", rel="canonical").get("href", "")


def sitemap(data: bytes) -> dict[str, dict[str, str]]:
    """The addresses in one file of a sitemap, with the languages that are announced for each."""
    found = {}
    for url in etree.fromstring(data):
        links = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        found[url.findtext(f"{SITEMAP}loc")] = links
    return found


def problems(site: SiteFolder) -> list[str]:
    """What a render says, with paths below the site's folder."""
    return [str(problem).replace(f"{site.root}/", "") for problem in site.render().problems]


def mentions(site: SiteFolder, words: str) -> list[str]:
    """The text files of the finished site in which words stand."""
    return [path for path, data in site.files().items() if words.encode() in data and not path.startswith("pagefind/")]
