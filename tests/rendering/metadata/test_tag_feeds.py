"""Feeds of tags: the same entries as in the feeds of the languages, and none that must not be there."""

from __future__ import annotations

import datetime
from typing import Any

import feedparser
import pytest
from html_pages import all_of, links, parse
from lxml import etree
from sites import MakeSite, SiteFolder

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/news/"
DAY = datetime.date(2022, 1, 3)


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    """A site with four stories on a topic that has a name in English, two of them in one language only."""
    site = make_site(base_url=BASE, articles_in_feed=3, articles_per_page=2, tags={"politik": "Politics"})
    for day in (1, 2, 3, 4):
        more = {"updated": datetime.date(2022, 2, 1), "correction": "Nama diperbaiki."} if day == 2 else {}
        site.write(
            "id",
            f"a{day}",
            f"Kabar {day}",
            date=datetime.date(2022, 1, day),
            tags=["Politik"],
            authors=["Budi"],
            **more,
        )
        if day < 3:
            site.write("en", f"a{day}", f"News {day}", "One.", date=datetime.date(2022, 1, day))
    site.pair("lain", ("Lain", "Other"), date=DAY, tags=["Kopi"])
    assert site.render().problems == ()
    return site


def feed(site: SiteFolder, lang: str, tag: str) -> Any:
    """A tag's feed, as feedparser reads it without a complaint."""
    found = feedparser.parse(site.files()[f"{lang}/tag/{tag}/feed.xml"])
    assert not found.bozo, found.bozo_exception
    return found


def entries(data: bytes) -> dict[str, bytes]:
    """The entries of a feed as they stand in it, by their id."""
    root = etree.fromstring(data)
    return {entry.findtext(f"{ATOM}id"): etree.tostring(entry) for entry in root.iterfind(f"{ATOM}entry")}


def titles(site: SiteFolder, lang: str, tag: str) -> list[str]:
    return [entry.title for entry in feed(site, lang, tag).entries]


def tag_feeds(site: SiteFolder) -> list[str]:
    return [path for path in site.files() if path.endswith("/feed.xml") and "/tag/" in path]


def test_each_tag_has_a_feed_in_each_language(site: SiteFolder) -> None:
    assert tag_feeds(site) == [f"{lang}/tag/{tag}/feed.xml" for lang in ("en", "id") for tag in ("kopi", "politik")]
    assert titles(site, "en", "politik") == ["News 2", "News 1"]
    assert titles(site, "id", "kopi") == ["Lain"]


@pytest.mark.slow
def test_a_feed_says_what_it_is(site: SiteFolder) -> None:
    found = feed(site, "en", "politik").feed
    assert (found.title, found.language) == ("Politics – News Mirror", "en")
    assert "subtitle" not in found, "the site's own description is not that of a topic"
    assert found.id == f"{BASE}en/tag/politik/feed.xml"
    assert {(link.rel, link.type, link.get("hreflang")): link.href for link in found.links} == {
        ("self", "application/atom+xml", None): f"{BASE}en/tag/politik/feed.xml",
        ("alternate", "text/html", "en"): f"{BASE}en/tag/politik/",
        ("alternate", "application/atom+xml", "id"): f"{BASE}id/tag/politik/feed.xml",
    }


def test_the_newest_come_first_and_there_are_as_many_as_in_the_site_s_feed(site: SiteFolder) -> None:
    assert titles(site, "id", "politik") == ["Kabar 4", "Kabar 3", "Kabar 2"]


@pytest.mark.slow
def test_an_entry_is_that_of_the_site_s_feed(make_site: MakeSite) -> None:
    site = make_site(base_url=BASE)
    more = {"updated": datetime.date(2022, 2, 1), "correction": "Nama diperbaiki.", "authors": ["Budi"]}
    site.pair("a", ("Kabar", "News"), date=DAY, tags=["Politik", "Kopi"], **more)
    site.write("id", "a", "Kabar", date=DAY, tags=["Politik", "Kopi"], aliases=["lama"], **more)
    site.pair("b", ("Lain", "Other"), date=DAY, tags=["Kopi"])
    assert site.render().problems == ()
    for lang in ("id", "en"):
        whole = entries(site.files()[f"{lang}/feed.xml"])
        assert entries(site.files()[f"{lang}/tag/kopi/feed.xml"]) == whole
        (own,) = entries(site.files()[f"{lang}/tag/politik/feed.xml"]).items()
        assert own[0] == f"{BASE}{lang}/lama/"
        assert own[1] == whole[own[0]]
    (entry,) = feed(site, "id", "politik").entries
    assert entry.updated == feed(site, "id", "politik").feed.updated == "2022-02-01T00:00:00+07:00"
    assert entry.author == "Budi"


@pytest.mark.slow
def test_a_tag_s_pages_lead_to_its_feed_in_sight_and_for_programs(site: SiteFolder) -> None:
    for path in ("id/tag/politik/", "id/tag/politik/page/2/"):
        page = parse(site.page(path))
        first = all_of(page, "link", rel="alternate", type="application/atom+xml")[0]
        assert (first.get("href"), first.get("title")) == ("/news/id/tag/politik/feed.xml", "Politik – Cermin Berita")
        assert links(page)["Ikuti topik ini di pembaca feed"] == "/news/id/tag/politik/feed.xml"
    assert links(parse(site.page("en/tag/politik/")))["Follow this topic in a feed reader"].startswith("/news/en/tag/")
    assert "tag/politik/feed.xml" not in site.page("id/a1/")


@pytest.mark.slow
def test_what_is_hidden_is_in_no_feed(site: SiteFolder) -> None:
    for slug, held in (
        ("a4", {"draft": True}),
        ("a3", {"withdrawn": True}),
        ("a2", {"date": datetime.date(2999, 1, 1)}),
    ):
        front = {"date": datetime.date(2022, 1, 3), "tags": ["Politik"], **held}
        site.write("id", slug, "Rahasia", **front)
    (site.root / "content" / "id" / "lain.md").unlink()
    (site.root / "content" / "en" / "lain.md").unlink()
    site.render()
    assert titles(site, "id", "politik") == ["Kabar 1"]
    assert tag_feeds(site) == ["en/tag/politik/feed.xml", "id/tag/politik/feed.xml"]
    assert not [path for path, data in site.files().items() if path.endswith("feed.xml") and b"Rahasia" in data]


def test_a_tag_without_an_article_for_a_feed_has_none_and_leads_to_none(make_site: MakeSite) -> None:
    site = make_site(untranslated="notice")
    site.write("id", "a", "Tanpa Hari", tags=["Kopi"])
    site.write("id", "b", "Tanpa Terjemahan", date=DAY, tags=["Teh"])
    assert site.render().problems == ()
    assert tag_feeds(site) == ["id/tag/teh/feed.xml"]
    assert "pembaca feed" not in site.page("id/tag/kopi/")
    assert "feed reader" not in site.page("en/tag/teh/")
    assert len(feed(site, "id", "teh").feed.links) == 2, "there is none in the other language to lead to"
