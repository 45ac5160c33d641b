"""A newspaper with 300 articles keeps to the standards: HTML, links, feeds, structured data, sitemap, hreflang."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag

import feedparser
import pytest
from checkers import complaints
from fake_engine import BackwardEngine
from lxml import etree
from newspaper import ADDRESS, ARTICLES, Newspaper
from synthetic import make_pair, write_site

from sitegen.settings.site import load_site
from sitegen.translation.run import translate_site

pytestmark = pytest.mark.slow

SITEMAP_SCHEMA = Path(__file__).parents[1] / "data" / "sitemap" / "sitemap.xsd"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(params=["newspaper", "plain_newspaper"])
def site(request: pytest.FixtureRequest) -> Newspaper:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Newspaper)
    return found


# What the newspaper is made of


def test_the_generator_writes_the_same_articles_every_time(tmp_path: Path) -> None:
    for name, count in (("one", 12), ("two", 12), ("more", 14)):
        write_site(tmp_path / name, count)
    texts = [
        {
            path.name: path.read_bytes()
            for path in (tmp_path / name / "content").rglob("*.md")
            if path.parent.name == "en"
        }
        for name in ("one", "two", "more")
    ]
    assert len(texts[0]) == 12
    assert texts[0] == texts[1] == {name: data for name, data in texts[2].items() if name in texts[0]}
    assert make_pair(3, seed=1) != make_pair(3, seed=2)


def test_the_generated_translations_need_no_model(tmp_path: Path) -> None:
    write_site(tmp_path / "site", 30)
    engine = BackwardEngine(name="argos", package="translate-id_en", version="0.1")
    result = translate_site(load_site(tmp_path / "site"), engine)
    assert (result.articles, result.texts, result.problems) == (0, 0, ())
    assert engine.seen == []


def test_the_newspaper_has_pages_of_every_kind(newspaper: Newspaper) -> None:
    paths = {address.removeprefix(ADDRESS) for address in newspaper.pages}
    assert len([path for path in paths if path.endswith("/parallel/")]) == 2 * ARTICLES
    for path in ("", "404.html", "id/", "en/page/2/", "id/archive/", "en/search/", "id/tag/", "en/tag/politik/"):
        assert path in paths
    pages = [newspaper.file(address).read_text(encoding="utf-8") for address in newspaper.pages]
    for markup in ("<table", "<blockquote", 'class="footnote', 'class="related', "<picture", "<h2", "doubtful"):
        assert any(markup in page for page in pages), markup


# HTML


def test_every_page_passes_the_html_checker(newspaper: Newspaper, plain_newspaper: Newspaper) -> None:
    found = complaints(newspaper.public, plain_newspaper.public)
    kinds = Counter(complaint.message for complaint in found)
    assert found == [], kinds.most_common(5)


def test_no_page_has_an_id_twice(site: Newspaper) -> None:
    twice = {
        address: [name for name, count in Counter(page.ids).items() if count > 1]
        for address, page in site.pages.items()
    }
    assert {address: names for address, names in twice.items() if names} == {}


# Links


def test_every_link_leads_to_a_page_and_every_anchor_is_there(site: Newspaper) -> None:
    checked = 0
    for page in site.pages.values():
        for address in (*page.links, *page.alternates.values(), page.canonical):
            if not address.startswith(ADDRESS):
                assert address in {"", "https://example.org/sidang"} or address.startswith("https://"), address
                continue
            if address == "https://example.org/sidang":  # stands for another host's page
                continue
            target, anchor = urldefrag(address)
            assert site.file(target).is_file(), f"{page.address} leads to {address}"
            assert not anchor or unquote(anchor) in site.pages[target].ids, f"{page.address} leads to {address}"
            checked += 1
    assert checked > 20 * len(site.pages)


def test_every_file_that_a_page_asks_for_is_there(site: Newspaper) -> None:
    asked = {address for page in site.pages.values() for address in (*page.files, *page.feeds)}
    assert asked
    assert {address for address in asked if not site.file(address).is_file()} == set()


def test_every_page_can_be_reached_from_the_front(site: Newspaper) -> None:
    reached, waiting = set(), [ADDRESS]
    while waiting:
        address = waiting.pop()
        if address in site.pages and address not in reached:
            reached.add(address)
            waiting += [urldefrag(link).url for link in site.pages[address].links]
    assert set(site.pages) - reached == {f"{ADDRESS}404.html"}


# Feeds


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_feeds_can_be_read(site: Newspaper, lang: str) -> None:
    atom = feedparser.parse((site.public / lang / "feed.xml").read_bytes())
    assert not atom.bozo, atom.bozo_exception
    assert atom.feed.language == lang
    assert len(atom.entries) == 20
    assert len({entry.id for entry in atom.entries}) == 20
    for entry in atom.entries:
        assert site.file(entry.link).is_file()
        assert entry.title
        assert entry.updated_parsed
        assert entry.content[0].value
    values = json.loads((site.public / lang / "feed.json").read_bytes())
    assert values["version"] == "https://jsonfeed.org/version/1.1"
    assert values["language"] == lang
    assert [item["url"] for item in values["items"]] == [entry.link for entry in atom.entries]
    assert all(item["id"] and item["content_html"] for item in values["items"])


# Structured data


def test_every_article_says_what_it_is(site: Newspaper) -> None:
    articles = [page for page in site.pages.values() if page.data]
    assert len(articles) >= 2 * len(list((site.folder.root / "content" / "id").glob("*.md")))
    for page in articles:
        (data,) = page.data
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == "NewsArticle"
        assert data["headline"]
        assert data["inLanguage"] == page.lang
        assert data["mainEntityOfPage"]["@id"] == page.canonical
        assert data["publisher"]["name"]
        assert "datePublished" not in data or data["datePublished"][10:] == "T00:00:00+07:00"
        assert all(site.file(address).is_file() for address in data.get("image", ()))


# Search engines


def test_the_sitemap_is_valid_and_names_every_page_that_may_be_found(site: Newspaper) -> None:
    document = etree.parse(site.public / "sitemap.xml")
    schema = etree.XMLSchema(etree.parse(SITEMAP_SCHEMA))
    assert schema.validate(document), schema.error_log
    named = [element.text for element in document.iter(f"{NAMESPACE}loc")]
    assert len(named) == len(set(named))
    assert set(named) == {
        page.address for page in site.pages.values() if page.canonical == page.address and "noindex" not in page.robots
    }


def test_every_hreflang_is_reciprocal(site: Newspaper) -> None:
    announced = [page for page in site.pages.values() if page.alternates]
    assert len(announced) > len(site.pages) / 3
    for page in announced:
        assert page.alternates.get(page.lang) == page.address or page.alternates["x-default"] == page.address
        for lang, address in page.alternates.items():
            twin = site.pages[address]
            assert twin.alternates == page.alternates, f"{page.address} names {address}"
            assert lang in {twin.lang, "x-default"}
