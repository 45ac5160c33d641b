"""What search engines are told of articles, in the words of schema.org."""

from __future__ import annotations

import datetime
import json

import pytest
from announcing import pages, structured_data, write_articles_of_every_kind
from browsing import OpenTab, needs_chromium, serving
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder

from sitegen.rendering.pages.structured_data import in_script


@pytest.fixture
def kinds(make_site: MakeSite) -> SiteFolder:
    site = make_site(base_url="https://example.org/news/")
    write_articles_of_every_kind(site)
    assert site.render().problems == ()
    return site


@pytest.mark.slow
def test_an_article_says_what_it_is_when_and_by_whom(kinds: SiteFolder) -> None:
    data = structured_data(pages(kinds)["id/diperiksa/"])
    url = "https://example.org/news/id/diperiksa/"
    assert data == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
        "headline": "Diperiksa",
        "description": "Satu.",
        "inLanguage": "id",
        "datePublished": "2022-01-03T00:00:00+07:00",
        "keywords": ["politik"],
        "publisher": {"@type": "Organization", "name": "Cermin Berita", "url": "https://example.org/news/id/"},
        "workTranslation": {
            "@type": "NewsArticle",
            "@id": "https://example.org/news/en/diperiksa/#article",
            "url": "https://example.org/news/en/diperiksa/",
            "headline": "Reviewed",
            "inLanguage": "en",
        },
    }


@pytest.mark.slow
def test_every_article_page_has_it_and_no_other_page(kinds: SiteFolder) -> None:
    slugs = {"diperiksa", "mesin", "tangan", "sendiri", "tanpa-tanggal"}
    for path, page in pages(kinds).items():
        parts = path.split("/")
        data = structured_data(page)
        assert (data is not None) == (len(parts) == 3 and parts[1] in slugs), path
        if data:
            assert {"headline", "inLanguage", "publisher", "mainEntityOfPage"} <= data.keys()
            assert data["inLanguage"] == page.get("lang")


@pytest.mark.slow
def test_a_translation_names_its_original(kinds: SiteFolder) -> None:
    found = pages(kinds)
    for slug in ("diperiksa", "mesin", "tangan"):
        data = structured_data(found[f"en/{slug}/"])
        assert data["translationOfWork"]["@id"] == structured_data(found[f"id/{slug}/"])["@id"]
        assert data["translationOfWork"]["inLanguage"] == "id"
        assert "workTranslation" not in data


@pytest.mark.slow
def test_only_translations_that_search_engines_may_have_are_announced(kinds: SiteFolder) -> None:
    found = pages(kinds)
    assert "workTranslation" in structured_data(found["id/tangan/"])
    assert "workTranslation" not in structured_data(found["id/mesin/"])
    assert "workTranslation" not in structured_data(found["id/sendiri/"])


def test_authors_and_editors_are_people(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("satu", ("Satu", "One"), authors=["Budi Santoso", "Ani"], editors=["Sari"], byline="mg/rs")
    site.render()
    for lang in ("id", "en"):
        data = structured_data(pages(site)[f"{lang}/satu/"])
        assert data["author"] == [{"@type": "Person", "name": name} for name in ("Budi Santoso", "Ani")]
        assert data["editor"] == [{"@type": "Person", "name": "Sari"}]


@pytest.mark.slow
def test_a_date_that_is_not_known_is_left_out(kinds: SiteFolder) -> None:
    assert "datePublished" not in structured_data(pages(kinds)["id/tanpa-tanggal/"])


TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["</script><script>alert(1)</script>", "<!--<script>", "\u2028\u2029", "&lt;/script&gt;", "]]>"]
)


@given(TEXT)
def test_no_text_ends_the_script_element(words: str) -> None:
    data = in_script({"headline": words})
    assert json.loads(data) == {"headline": words}
    assert not set(data) & set("<>&'\u2028\u2029")


@needs_chromium
def test_the_page_s_policy_allows_it(make_site: MakeSite, open_tab: OpenTab) -> None:
    site = make_site()
    title = "</script><script>document.title = 'x'</script> 'Kabar'"
    site.write("id", "kabar", title, date=datetime.date(2022, 1, 3))
    site.render()
    with serving(site.public) as address:
        page = open_tab().page
        page.goto(f"{address}/id/kabar/")  # a complaint of the browser fails the test when the tab closes
        data = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
        assert data["headline"] == page.locator("h1").inner_text()
        assert page.title() != "x"
