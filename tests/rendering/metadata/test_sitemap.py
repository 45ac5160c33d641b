"""The sitemap names every page that search engines may have, and no other, in each language that it is in."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pytest
from announcing import SITEMAP, canonical, pages, robots, sitemap, write_articles_of_every_kind
from card_lists import site_index
from html_pages import alternates
from lxml import etree
from sites import MakeSite, SiteFolder

from sitegen.rendering.feeds.sitemap import BYTE_LIMIT, Entry, sitemap_files
from sitegen.rendering.feeds.xml_files import xml_file
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.views import Alternate

SCHEMA = Path(__file__).parents[2] / "data" / "sitemap" / "sitemap.xsd"


def assert_valid(data: bytes) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(etree.fromstring(data)), schema.error_log


@pytest.fixture(params=[{}, {"index_machine_translations": True}, {"untranslated": "notice"}])
def varied_site(make_site: MakeSite, request: pytest.FixtureRequest) -> SiteFolder:
    """A site with articles of every kind, under one of the policies."""
    site = make_site(base_url="https://example.org/news/", articles_per_page=2, **request.param)
    write_articles_of_every_kind(site)
    site.write("id", "ditarik", "Ditarik", withdrawn=True, aliases=["lama"])
    site.write("id", "draf", "Draf", draft=True)
    assert site.render().problems == ()
    return site


@pytest.mark.slow
def test_it_has_the_pages_that_search_engines_may_have_with_what_they_announce(varied_site: SiteFolder) -> None:
    data = varied_site.files()["sitemap.xml"]
    assert_valid(data)
    shown = {path: page for path, page in pages(varied_site).items() if path != "404.html" and not robots(page)}
    base = varied_site.site.base_url
    assert sitemap(data) == {base + path: alternates(page) for path, page in shown.items()}
    assert all(canonical(page) == base + path for path, page in shown.items())


@pytest.mark.slow
def test_hreflang_is_reciprocal_on_all_pages(varied_site: SiteFolder) -> None:
    base = varied_site.site.base_url
    found = {base + path: page for path, page in pages(varied_site).items()}
    assert any(alternates(page) for page in found.values())
    for address, page in found.items():
        twins = alternates(page)
        for lang, twin in twins.items():
            assert not robots(found[twin])
            assert alternates(found[twin]) == twins
            assert lang == "x-default" or found[twin].get("lang") == lang
        if twins:
            assert twins.get(page.get("lang", "")) == address or twins["x-default"] == address
            assert len(twins) >= 2


@pytest.mark.slow
def test_addresses_of_pages_in_both_languages_name_each_other(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/")
    write_articles_of_every_kind(site)
    site.render()
    found = sitemap(site.files()["sitemap.xml"])
    reviewed = {
        "id": "https://example.org/id/diperiksa/",
        "en": "https://example.org/en/diperiksa/",
        "x-default": "https://example.org/id/diperiksa/",
    }
    assert found["https://example.org/id/diperiksa/"] == found["https://example.org/en/diperiksa/"] == reviewed
    assert found["https://example.org/id/sendiri/"] == found["https://example.org/id/mesin/"] == {}
    assert not [address for address in found if "/en/mesin/" in address or "/mesin/parallel/" in address]
    assert "https://example.org/en/diperiksa/parallel/" in found


def test_a_site_without_articles_has_a_sitemap(make_site: MakeSite) -> None:
    site = make_site()
    site.render()
    data = site.files()["sitemap.xml"]
    assert_valid(data)
    assert {"http://localhost:8000/", "http://localhost:8000/id/", "http://localhost:8000/en/"} <= set(sitemap(data))


def test_robots_txt_keeps_nobody_out_and_names_the_sitemap(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/news/")
    site.render()
    lines = site.files()["robots.txt"].decode().splitlines()
    assert lines == ["User-agent: *", "Disallow:", "", "Sitemap: https://example.org/news/sitemap.xml"]


# Many addresses


@pytest.fixture
def publication(make_site: MakeSite) -> SiteIndex:
    return site_index(make_site(base_url="https://example.org/").site, {})


def entries(count: int) -> list[Entry]:
    return [Entry(f"https://example.org/id/kabar-{number}/", ()) for number in range(count)]


def test_as_many_addresses_as_one_file_may_have_are_in_one(publication: SiteIndex) -> None:
    assert [path for path, _ in sitemap_files(publication, entries(3), url_limit=3)] == ["sitemap.xml"]


def test_more_addresses_are_split_with_an_index(publication: SiteIndex) -> None:
    files = dict(sitemap_files(publication, entries(7), url_limit=3))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    for data in files.values():
        assert_valid(data)
    index = etree.fromstring(files["sitemap.xml"])
    assert index.tag == f"{SITEMAP}sitemapindex"
    named = [loc.text for loc in index.iter(f"{SITEMAP}loc")]
    assert named == [f"https://example.org/sitemap-{number}.xml" for number in (1, 2, 3)]
    parts = [sitemap(files[address.removeprefix("https://example.org/")]) for address in named]
    assert [len(part) for part in parts] == [3, 3, 1]
    assert [address for part in parts for address in part] == [entry.url for entry in entries(7)]


def test_a_file_is_written_entry_by_entry_as_a_tree_would_be(publication: SiteIndex) -> None:
    twins = (Alternate("id", "https://example.org/id/a&b/"), Alternate("en", "https://example.org/en/“a”/"))
    many = [
        Entry("https://example.org/<a>/", ()),
        Entry("https://example.org/id/a&b/", twins, "2022-01-02T16:00:00+07:00"),
    ]
    root = Element("urlset", {"xmlns": SITEMAP.strip("{}"), "xmlns:xhtml": "http://www.w3.org/1999/xhtml"})
    for entry in many:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = entry.url
        if entry.changed:
            SubElement(url, "lastmod").text = entry.changed
        for twin in entry.alternates:
            SubElement(url, "xhtml:link", rel="alternate", hreflang=twin.hreflang, href=twin.url)
    assert dict(sitemap_files(publication, many)) == {"sitemap.xml": xml_file(root)}


def test_no_file_is_larger_than_allowed(publication: SiteIndex) -> None:
    alternates = tuple(
        Alternate(lang, f"https://example.org/{'a&' * 200}/{lang}") for lang in ("id", "en", "x-default")
    )
    many = [Entry(f"https://example.org/{number}/{'&' * 400}", alternates) for number in range(50)]
    files = dict(sitemap_files(publication, many, byte_limit=20_000))
    assert len(files) > 2
    assert all(len(data) <= 20_000 for data in files.values())


def test_fifty_thousand_of_the_longest_addresses_of_a_usual_site_stay_below_the_limit_in_one_file() -> None:
    slug = "https://example.org/id/" + "a" * 100 + "/parallel/"
    entry = Entry(slug, tuple(Alternate(lang, slug) for lang in ("id", "en", "x-default")))
    assert entry.size * 50_000 < BYTE_LIMIT
