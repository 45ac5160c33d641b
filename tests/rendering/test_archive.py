"""The archive: every article by year and month, and honestly those without a date."""

from __future__ import annotations

import datetime
from xml.etree.ElementTree import Element

import pytest
from html_pages import all_of, alternates, headlines, links, one, parse, text, texts
from sites import MakeSite, SiteFolder


@pytest.fixture
def archived(make_site: MakeSite) -> SiteFolder:
    """A site with articles of three years, one month longer than a page, two without a date."""
    site = make_site(articles_per_page=3)
    for day in range(1, 8):
        site.pair(f"mei-{day}", (f"Mei {day}", f"May {day}"), date=datetime.date(2022, 5, day))
    site.pair("januari", ("Januari", "January"), date=datetime.date(2022, 1, 31))
    site.pair("lama", ("Lama", "Old"), date=datetime.date(999, 12, 1))
    site.write("id", "baru", "Baru", date=datetime.date(2023, 2, 1))
    for name in ("x", "y"):
        site.pair(name, (f"Tanpa {name}", f"Without {name}"))
    assert site.render().problems == ()
    return site


def counted(element: Element) -> list[str]:
    return texts(all_of(element, "h2") + all_of(element, "li"))


def main_of(site: SiteFolder, path: str) -> Element:
    return one(parse(site.page(path)), "main")


@pytest.mark.slow
def test_the_archive_has_every_year_and_month_with_its_count(archived: SiteFolder) -> None:
    main = main_of(archived, "id/archive/")
    assert counted(main) == [
        "2023 1 berita",
        "2022 8 berita",
        "999 1 berita",
        "Tanpa tanggal 2 berita",
        "Februari 1 berita",
        "Januari 1 berita",
        "Mei 7 berita",
        "Desember 1 berita",
    ]
    assert links(main)["Mei"] == "/id/archive/2022/05/"
    assert links(main)["999"] == "/id/archive/0999/"


@pytest.mark.slow
def test_months_are_named_in_the_page_s_language(archived: SiteFolder) -> None:
    assert set(links(main_of(archived, "en/archive/"))) >= {"January", "May", "December"}
    assert text(one(main_of(archived, "en/archive/2022/05/"), "h1")) == "May 2022"
    assert text(one(main_of(archived, "id/archive/2022/05/"), "h1")) == "Mei 2022"


@pytest.mark.slow
def test_a_year_shows_the_newest_of_each_month_and_leads_to_the_others(archived: SiteFolder) -> None:
    main = main_of(archived, "id/archive/2022/")
    assert texts(all_of(main, "h2")) == ["Mei 2022 7 berita", "Januari 2022 1 berita"]
    stories = [text(link) for item in all_of(main, "li") for link in item.iter("a")]
    assert stories == ["Mei 7", "Mei 6", "Mei 5", "Mei 4", "Mei 3", "Januari"]
    assert links(main)["Semua berita Mei 2022"] == "/id/archive/2022/05/"
    assert "Semua berita Januari 2022" not in links(main)


@pytest.mark.slow
def test_a_month_has_its_articles_page_by_page(archived: SiteFolder) -> None:
    paths = ["id/archive/2022/05/", "id/archive/2022/05/page/2/", "id/archive/2022/05/page/3/"]
    pages = [parse(archived.page(path)) for path in paths]
    assert [headlines(page) for page in pages] == [["Mei 7", "Mei 6", "Mei 5"], ["Mei 4", "Mei 3", "Mei 2"], ["Mei 1"]]
    assert text(one(pages[1], "title")) == "Mei 2022, halaman 2 – Cermin Berita"
    assert links(pages[1])["Berita lebih baru"] == "/id/archive/2022/05/"
    assert links(pages[1])["2022"] == "/id/archive/2022/"


@pytest.mark.slow
def test_articles_without_a_date_have_a_place_of_their_own(archived: SiteFolder) -> None:
    main = main_of(archived, "en/archive/")
    assert links(main)["Without a date"] == "/en/archive/undated/"
    assert "does not say when they appeared" in text(main)
    assert headlines(parse(archived.page("en/archive/undated/"))) == ["Without x", "Without y"]


@pytest.mark.slow
def test_every_article_is_in_the_archive_once(archived: SiteFolder) -> None:
    for lang, count in (("id", 12), ("en", 11)):
        months = (archived.public / lang / "archive").rglob("index.html")
        lists = [parse(path.read_text(encoding="utf-8")) for path in months]
        found = [title for page in lists if all_of(page, "div", class_="stories") for title in headlines(page)]
        assert len(found) == len(set(found)) == count


def test_where_every_article_has_a_date_nothing_is_said_of_those_without(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"), date=datetime.date(2022, 1, 1))
    site.render()
    assert "Tanpa tanggal" not in site.page("id/archive/")
    assert not (site.public / "id" / "archive" / "undated").exists()


def test_an_empty_archive_says_so(make_site: MakeSite) -> None:
    site = make_site()
    site.render()
    assert "Belum ada berita." in site.page("id/archive/")


@pytest.mark.slow
def test_only_pages_that_are_in_both_languages_are_each_other_s_twins(archived: SiteFolder) -> None:
    for path in ("archive/", "archive/2022/", "archive/2022/05/", "archive/undated/"):
        for lang in ("id", "en"):
            assert alternates(parse(archived.page(f"{lang}/{path}"))) == {
                other: f"http://localhost:8000/{other}/{path}" for other in ("id", "en")
            }
    for path in ("id/archive/2023/", "id/archive/2023/02/", "id/archive/2022/05/page/2/"):
        assert alternates(parse(archived.page(path))) == {}
    assert links(parse(archived.page("id/archive/2023/02/")))["English"] == "/en/"


def test_the_archive_works_in_a_folder_of_a_host(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/news/")
    site.pair("a", ("A", "A"), date=datetime.date(2022, 1, 1))
    site.render()
    assert links(main_of(site, "id/archive/"))["Januari"] == "/news/id/archive/2022/01/"
