"""What other sites show of a page that somebody links to."""

from __future__ import annotations

import datetime
import json

import pytest
from announcing import canonical, pages, properties, structured_data, write_articles_of_every_kind
from html_pages import one, text
from PIL import Image
from sites import MakeSite, SiteFolder

from sitegen.rendering.social_metadata import locale_with_territory


@pytest.fixture
def kinds(make_site: MakeSite) -> SiteFolder:
    site = make_site(base_url="https://example.org/news/")
    write_articles_of_every_kind(site)
    site.render()
    return site


@pytest.mark.slow
def test_an_article_says_its_headline_its_beginning_and_its_date(kinds: SiteFolder) -> None:
    assert properties(pages(kinds)["en/diperiksa/"]) == {
        "og:type": "article",
        "og:title": "Reviewed",
        "og:description": "One.",
        "og:url": "https://example.org/news/en/diperiksa/",
        "og:site_name": "News Mirror",
        "og:locale": "en_US",
        "og:locale:alternate": "id_ID",
        "article:published_time": "2022-01-03T00:00:00+07:00",
        "article:tag": "politik",
    }


@pytest.mark.slow
def test_what_is_not_known_is_left_out(kinds: SiteFolder) -> None:
    found = properties(pages(kinds)["id/tanpa-tanggal/"])
    assert not found.keys() & {"article:published_time", "article:tag", "og:image"}


@pytest.mark.slow
def test_every_page_with_an_address_has_the_four_that_are_required_but_a_picture(kinds: SiteFolder) -> None:
    for path, page in pages(kinds).items():
        found = properties(page)
        if path == "404.html":
            assert not found
        else:
            assert {"og:type", "og:title", "og:url"} <= found.keys()
            assert found["og:url"] == canonical(page)
            assert found["og:title"] in text(one(page, "title"))
            assert all(found.values())


@pytest.mark.slow
def test_a_picture_is_announced_everywhere_with_one_address_at_which_it_is(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/news/")
    (site.root / "content" / "images").mkdir(parents=True)
    Image.new("RGB", (600, 400), "teal").save(site.root / "content" / "images" / "laut.jpg")
    front = {"image": "../images/laut.jpg", "image_alt": "Laut.", "date": datetime.date(2022, 1, 3)}
    site.pair("laut", ("Laut", "Sea"), **front)
    site.render()
    page = pages(site)["id/laut/"]
    found = properties(page)
    address = found["og:image"]
    assert address.removeprefix("https://example.org/news/") in site.files()
    assert (found["og:image:width"], found["og:image:height"], found["og:image:alt"]) == ("600", "400", "Laut.")
    assert structured_data(page)["image"] == [address]
    (item,) = json.loads(site.files()["id/feed.json"])["items"]
    assert item["image"] == address
    assert f'<img src="{address}" width="600" height="400" alt="Laut.">' in item["content_html"]


@pytest.mark.parametrize(
    ("lang", "locale"),
    [("id", "id_ID"), ("en", "en_US"), ("en-GB", "en_GB"), ("ar", "ar_EG"), ("jv", "jv_ID"), ("eo", "eo")],
)
def test_a_language_has_its_likely_territory(lang: str, locale: str) -> None:
    assert locale_with_territory(lang).startswith(locale)
