"""The pages of a site: which there are and how they refer to each other; lists, the front door and the 404 page."""

from __future__ import annotations

import datetime
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest
from html_pages import all_of, alternates, headlines, links, one, parse, text
from sites import TRANSLATED, MakeSite, SiteFolder


def pages(site: SiteFolder) -> dict[str, Element]:
    """Every page by its address below the base, parsed strictly."""
    return {
        path.removesuffix("index.html"): parse(data.decode())
        for path, data in site.files().items()
        if path.endswith(".html")
    }


def canonical(page: Element) -> str:
    return one(page, "link", rel="canonical").get("href", "")


# All pages


@pytest.mark.slow
def test_the_site_has_these_pages(site: SiteFolder) -> None:
    assert sorted(pages(site)) == [
        "",
        "404.html",
        "en/",
        "en/archive/",
        "en/archive/2022/",
        "en/archive/2022/01/",
        "en/archive/undated/",
        "en/blinken/",
        "en/blinken/parallel/",
        "en/jerman/",
        "en/jerman/parallel/",
        "en/page/2/",
        "en/search/",
        "en/tanpa-tanggal/",
        "en/tanpa-tanggal/parallel/",
        "id/",
        "id/archive/",
        "id/archive/2022/",
        "id/archive/2022/01/",
        "id/archive/2022/01/page/2/",
        "id/archive/undated/",
        "id/blinken/",
        "id/blinken/parallel/",
        "id/jerman/",
        "id/jerman/parallel/",
        "id/page/2/",
        "id/search/",
        "id/tanpa-tanggal/",
        "id/tanpa-tanggal/parallel/",
        "id/tanpa-terjemahan/",
    ]


@pytest.mark.slow
def test_every_page_is_valid_says_its_language_and_has_one_headline_and_one_main_part(site: SiteFolder) -> None:
    for path, page in pages(site).items():
        assert page.get("lang") == ("en" if path.startswith("en/") else "id")
        assert one(page, "main").get("id") == "content"
        assert one(page, "a", class_="skip").get("href") == "#content"
        assert text(one(page, "h1"))
        assert text(one(page, "title"))
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids))


@pytest.mark.slow
def test_every_link_within_the_site_leads_to_a_page_and_every_file_is_there(site: SiteFolder) -> None:
    base = site.site.base_url
    files = site.files()
    for path, page in pages(site).items():
        for element in page.iter():
            address = element.get("href") or element.get("src") or ""
            if address.startswith("data:") or not address:
                continue
            target, _, fragment = urljoin(base + path, address).partition("#")
            assert target.startswith(base), address
            file = target.removeprefix(base)
            file = file + "index.html" if file.endswith("/") or not file else file
            assert file in files, address
            if fragment:
                assert f'id="{fragment}"'.encode() in files[file]


@pytest.mark.slow
def test_every_page_says_its_own_address_in_whole(site: SiteFolder) -> None:
    for path, page in pages(site).items():
        if path != "404.html":
            assert canonical(page) == site.site.base_url + path


@pytest.mark.slow
def test_hreflang_is_reciprocal_and_names_the_page_itself(site: SiteFolder) -> None:
    by_address = {site.site.base_url + path: page for path, page in pages(site).items()}
    announced = {address: alternates(page) for address, page in by_address.items() if alternates(page)}
    for address, twins in announced.items():
        assert address in twins.values()
        for lang, twin in twins.items():
            assert announced[twin] == twins
            assert lang == "x-default" or by_address[twin].get("lang") == lang or twin == site.site.base_url


@pytest.mark.slow
def test_hreflang_is_only_for_pages_that_exist(site: SiteFolder) -> None:
    base = site.site.base_url
    found = {path: alternates(page) for path, page in pages(site).items()}
    both = {"id": f"{base}id/blinken/", "en": f"{base}en/blinken/", "x-default": f"{base}id/blinken/"}
    assert found["id/blinken/"] == found["en/blinken/"] == both
    assert found["id/"] == found["en/"] == found[""] == {"id": f"{base}id/", "en": f"{base}en/", "x-default": base}
    for path in ("id/tanpa-terjemahan/", "id/page/2/", "en/page/2/", "404.html"):
        assert found[path] == {}


@pytest.mark.slow
def test_an_article_s_html_and_css_stay_small(site: SiteFolder) -> None:
    files = site.files()
    css = next(data for path, data in files.items() if path.endswith(".css"))
    assert len(css) + len(files["id/blinken/index.html"]) < 40_000


# Lists


@pytest.mark.slow
def test_lists_have_the_newest_first_and_those_without_a_date_last(site: SiteFolder) -> None:
    found = pages(site)
    assert headlines(found["id/"]) == ["Tanpa Terjemahan", "Blinken Serukan NATO ‘Bersatu’"]
    assert headlines(found["id/page/2/"]) == ["Jerman Ingin ‘Tata’ Ulang", "Tanpa Tanggal"]
    assert headlines(found["en/"]) == ["Blinken Calls on NATO to ‘Unite’", "Germany Wants To"]
    assert headlines(found["en/page/2/"]) == ["Without a Date"]


def test_articles_of_one_day_are_in_the_order_of_their_slugs(make_site: MakeSite) -> None:
    site = make_site()
    for slug in ("c", "a", "b"):
        site.write("id", slug, slug.upper(), date=datetime.date(2022, 1, 1))
    site.render()
    assert headlines(parse(site.page("id/"))) == ["A", "B", "C"]


@pytest.mark.slow
def test_the_pages_of_a_list_lead_to_each_other(site: SiteFolder) -> None:
    base = site.site.base_path
    found = pages(site)
    first, second = found["id/"], found["id/page/2/"]
    assert links(one(first, "nav", aria_label="Halaman")) == {"Berita lebih lama": f"{base}id/page/2/"}
    assert links(one(second, "nav", aria_label="Halaman")) == {"Berita lebih baru": f"{base}id/"}
    assert "Halaman 2 dari 2" in text(one(second, "nav", aria_label="Halaman"))
    assert one(first, "link", rel="next").get("href") == f"{base}id/page/2/"
    assert one(second, "link", rel="prev").get("href") == f"{base}id/"
    assert text(one(second, "title")) == "Cermin Berita – halaman 2"


def test_a_site_without_articles_says_so(make_site: MakeSite) -> None:
    site = make_site()
    assert site.render().pages == 8
    assert "Belum ada berita." in text(one(parse(site.page("id/")), "main"))
    assert "There are no stories yet." in text(one(parse(site.page("en/")), "main"))


# The choice of a language and the page that does not exist


@pytest.mark.slow
def test_the_front_door_offers_both_languages_without_redirect_or_script(site: SiteFolder) -> None:
    page = pages(site)[""]
    base = site.site.base_path
    assert links(one(page, "main")) == {
        "Baca dalam bahasa Indonesia": f"{base}id/",
        "Read in English": f"{base}en/",
    }
    for lang, name, about in (
        ("id", "Cermin Berita", "Berita Indonesia."),
        ("en", "News Mirror", "News from Indonesia."),
    ):
        section = one(page, "section", lang=lang)
        assert name in text(section)
        assert about in text(section)
    assert not [meta for meta in page.iter("meta") if meta.get("http-equiv", "").lower() == "refresh"]


def test_the_front_door_counts_in_each_language(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"))
    site.write("id", "b", "B")
    site.render()
    page = parse(site.page(""))
    assert "2 berita" in text(one(page, "section", lang="id"))
    assert "1 story" in text(one(page, "section", lang="en"))


@pytest.mark.slow
def test_the_page_that_does_not_exist_speaks_both_languages_and_is_not_indexed(site: SiteFolder) -> None:
    page = pages(site)["404.html"]
    assert "Halaman ini tidak ada" in text(one(page, "section", lang="id"))
    assert "This page does not exist" in text(one(page, "section", lang="en"))
    assert one(page, "meta", name_="robots").get("content") == "noindex"
    assert not all_of(page, "link", rel="canonical")
    for link in page.iter("a"):
        assert link.get("href", "").startswith(("#", site.site.base_path))


# Problems


def test_a_file_that_cannot_be_read_is_said_and_the_rest_is_rendered(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"))
    site.write("id", "b", "B", date="kemarin")
    site.write("en", "yatim", "Orphan")
    result = site.render()
    assert [str(problem.path.name) for problem in result.problems if problem.path] == ["b.md", "yatim.md"]
    assert [problem.severity for problem in result.problems] == ["error", "warning"]
    own = {f"{lang}/{name}/" for lang in ("id", "en") for name in ("archive", "search")}
    assert {path for path in pages(site) if path.count("/") == 2} - own == {"en/a/", "id/a/"}


@pytest.mark.slow
def test_a_translation_that_cannot_be_read_leaves_the_original_alone(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "a", "A")
    site.write("en", "a", "A", "\n".join("    " * depth + "- x" for depth in range(300)), translation=dict(TRANSLATED))
    (problem,) = site.render().problems
    assert problem.path == site.site.content("en") / "a.md"
    page = parse(site.page("id/a/"))
    assert alternates(page) == {}
    assert not all_of(page, "a", class_="twin")


def test_other_languages_than_indonesian_and_english_need_only_a_catalogue(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "en-GB"], title={"id": "Cermin", "en-GB": "Mirror"})
    site.write("id", "a", "A", date=datetime.date(2022, 1, 3))
    site.write("en-GB", "a", "A", date=datetime.date(2022, 1, 3))
    site.render()
    page = parse(site.page("en-GB/a/"))
    assert page.get("lang") == "en-GB"
    assert "3 January 2022" in text(one(one(page, "main"), "time"))
