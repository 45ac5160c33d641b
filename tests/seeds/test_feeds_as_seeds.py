"""RSS and Atom files as seeds."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import feedparser
import pytest
from table_sites import TableSite

WIB = datetime.timezone(datetime.timedelta(hours=7))
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Contoh News</title><language>id</language>
<item><title>Banjir &amp; Longsor</title><link>https://contoh.id/1?a=1&amp;b=2</link>
<pubDate>03 Jan 2022 22:00 WIB</pubDate>
<dc:creator>Budi Santoso</dc:creator><category>Politik, Banjir</category>
<media:content url="https://contoh.id/1.jpg"><media:description>Warga melintas.</media:description></media:content>
<description>Air naik.</description>
<content:encoded><![CDATA[<p>Air naik di <b>Jakarta</b>.</p><p>Warga mengungsi.</p>]]></content:encoded></item>
<item><title>Gempa</title><link>https://contoh.id/2</link><description>Tanah guncang …</description></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id"><title>Contoh News</title>
<entry><title>Banjir</title><published>2022-01-03T22:00:00+07:00</published><author><name>Ani Wijaya</name></author>
<link rel="alternate" hreflang="id" href="https://contoh.id/1"/><link rel="alternate" hreflang="en" href="https://contoh.id/en/1"/>
<content type="html">&lt;p&gt;Air naik.&lt;/p&gt;&lt;p&gt;Warga mengungsi.&lt;/p&gt;</content></entry></feed>
"""


@pytest.fixture
def site(tmp_path: Path) -> TableSite:
    return TableSite(tmp_path / "site")


def test_an_item_with_its_full_text_is_a_story(site: TableSite) -> None:
    site.seed("a.rss", RSS)
    assert site.said() == [
        "seeds/a.rss: row 2: has no full text, only a few words of it, and was left out; save the story's page as .html"
    ]
    article = site.article()
    assert (article.title, article.body) == ("Banjir & Longsor", ("Air naik di Jakarta.", "", "Warga mengungsi."))
    assert (article.authors, article.tags) == (("Budi Santoso",), ("Politik", "Banjir"))
    source = article.source
    assert source is not None
    assert (source.row, source.url, source.publisher) == (1, "https://contoh.id/1?a=1&b=2", "Contoh News")
    assert site.run().unchanged == (article.path,)


def test_the_time_of_an_item_is_in_its_zone(site: TableSite) -> None:
    """feedparser 6.0.14 reads WIB as UTC."""
    assert feedparser.parse(RSS).entries[0].published_parsed[3] == 22
    site.seed("a.rss", RSS)
    site.run()
    assert (site.article().date, site.article().time) == (datetime.date(2022, 1, 3), datetime.time(22, tzinfo=WIB))


def test_of_the_pages_of_an_item_the_one_in_the_language_of_the_feed_is_its_address(site: TableSite) -> None:
    """feedparser 6.0.14 takes the last link, whatever its language."""
    assert feedparser.parse(ATOM).entries[0].link == "https://contoh.id/en/1"
    site.seed("a.xml", ATOM)
    assert site.said() == []
    source = site.article().source
    assert source is not None
    assert (source.url, site.article().authors) == ("https://contoh.id/1", ("Ani Wijaya",))


@pytest.mark.parametrize("data", ["", "<html></html>", "https://contoh.id/feed"])
def test_a_file_that_is_no_feed_is_said_in_a_line(site: TableSite, data: str) -> None:
    site.seed("a.xml", data)
    assert site.said() == [
        "seeds/a.xml: has no items of a feed in it; save an RSS or Atom file, or remove it from the seeds"
    ]


def test_of_a_feed_that_is_broken_off_the_whole_stories_are_imported(site: TableSite) -> None:
    site.seed("a.xml", RSS[: RSS.index("<item><title>Gempa")])
    (line,) = site.said()
    assert line.startswith("seeds/a.xml: is not well-formed (")
    assert site.article().title == "Banjir & Longsor"


def test_without_feedparser_it_is_said_how_to_install_it(site: TableSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.seed("a.rss", RSS)
    monkeypatch.setitem(sys.modules, "feedparser", None)
    monkeypatch.delitem(sys.modules, "sitegen.seeds.formats.feed", raising=False)
    (line,) = site.said()
    assert line.startswith("seeds/a.rss: feedparser is not installed here; install it with: python -m pip install '")
    assert "feedparser<" in line
