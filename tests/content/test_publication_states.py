"""Sites with no articles and with many; articles without a translation, or with one that nobody reviewed."""

from __future__ import annotations

import datetime
from gettext import NullTranslations

import pytest
from announcing import mentions, pages, robots
from axe_playwright_python.sync_playwright import Axe
from browsing import OpenTab, needs_chromium, serving
from card_lists import site_index
from html_pages import all_of, alternates, headlines, links, one, parse, text
from sites import TRANSLATED, MakeSite, SiteFolder

from sitegen.rendering.feeds.files import cards_in_feed, feed_files, other_languages
from sitegen.rendering.feeds.places import FeedPlace
from sitegen.rendering.feeds.sitemap import page_entries, sitemap_files, story_entries
from sitegen.rendering.pages.front_pages import front_pages
from sitegen.rendering.views import ArticleView

DAY = datetime.date(2022, 1, 3)


# How many articles there are


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_site_with_few_articles_has_all_of_its_pages(make_site: MakeSite, count: int) -> None:
    site = make_site()
    for number in range(count):
        site.pair(f"kabar-{number}", (f"Kabar {number}", f"News {number}"), date=DAY)
    assert site.render().problems == ()
    found = pages(site)
    for lang in ("id", "en"):
        assert len(headlines(found[f"{lang}/"])) == count
        assert not [path for path in found if path.startswith(f"{lang}/page/")]
    assert len([path for path in found if path.startswith("id/kabar-") and path.count("/") == 2]) == count
    files = site.files()
    assert {"sitemap.xml", "robots.txt", "id/feed.xml", "id/feed.json", "en/feed.xml", "en/feed.json"} <= files.keys()


def test_an_empty_site_says_so_in_its_reader_s_language(make_site: MakeSite) -> None:
    site = make_site()
    site.render()
    assert "Belum ada berita." in text(parse(site.page("id/")))
    assert "There are no stories yet." in text(parse(site.page("en/")))


def test_an_only_article_without_a_word_is_published(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "kosong", "Kosong", "")
    assert site.render().problems == ()
    assert text(one(parse(site.page("id/kosong/")), "h1")) == "Kosong"


@pytest.mark.slow
def test_five_thousand_articles_need_only_their_cards_for_lists_and_the_newest_for_feeds(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/", index_machine_translations=True).site
    cards = {lang: [article(number, lang).card for number in range(5000)] for lang in site.languages}
    publication = site_index(site, cards)
    listed = list(front_pages(publication))
    assert len(listed) == 2 + 2 * 5000 // site.articles_per_page
    feeds: dict[str, bytes] = {}
    for lang in site.languages:
        newest = [
            (article(int(card.slug.removeprefix("kabar-")), lang), other_languages(site.languages, card))
            for card in cards_in_feed(publication, lang)
        ]
        assert len(newest) == site.articles_in_feed
        assert newest[0][0].slug == "kabar-4999"
        feeds |= feed_files(publication.context, FeedPlace(lang, site.languages), newest, NullTranslations())
    assert all(data.count(b"kabar-4999") for data in feeds.values())
    stories = ((one.slug, {"id": one, "en": other}) for one, other in zip(cards["id"], cards["en"], strict=True))
    entries = [*page_entries(publication, listed), *story_entries(publication, stories)]
    addresses = {entry.url for entry in entries}
    assert len(addresses) == len(entries) == len(listed) - 1 + 4 * 5000  # 404 has no address
    files = dict(sitemap_files(publication, entries, url_limit=6000))
    assert len(files) == 5


def article(number: int, lang: str) -> ArticleView:
    """An article without a body, one for each day."""
    date = datetime.date(2010, 1, 1) + datetime.timedelta(days=number)
    return ArticleView(
        slug=f"kabar-{number}", lang=lang, url=f"/{lang}/kabar-{number}/", title=f"Kabar {number}", summary="",
        date=date, image=None, date_inferred=False, caption="", credit="", credit_label="", byline="", body=(),
        translation=None, first_slug=f"kabar-{number}",
    )  # fmt: skip


# Articles without a translation


@pytest.fixture
def noticed(make_site: MakeSite) -> SiteFolder:
    """A site that shows originals where there is no translation."""
    site = make_site(untranslated="notice")
    site.pair("dua", ("Dua Bahasa", "Two Languages"), date=DAY)
    site.write("id", "sendiri", "Sendiri Saja", "Hanya satu.\n\nBACA JUGA: Dua Bahasa", date=DAY, caption="Keterangan.")
    assert site.render().problems == ()
    return site


def test_hidden_articles_are_only_in_their_own_language(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "sendiri", "Sendiri Saja", date=DAY)
    site.render()
    assert headlines(parse(site.page("en/"))) == []
    assert [path for path in mentions(site, "Sendiri Saja") if path.startswith("en/")] == []


def test_the_original_stands_in_for_a_translation_and_says_so(noticed: SiteFolder) -> None:
    page = parse(noticed.page("en/sendiri/"))
    assert page.get("lang") == "en"
    assert text(one(page, "div", class_="notice")) == (
        "This story has not been translated to English yet. Here is the original text in Indonesian."
    )
    assert text(one(page, "h1")) == "Sendiri Saja"
    assert text(one(one(page, "header", class_="opening"), "time")) == "Monday, January 3, 2022"


def test_what_is_in_another_language_than_the_page_is_marked(noticed: SiteFolder) -> None:
    page = parse(noticed.page("en/sendiri/"))
    for element in (one(page, "h1"), one(page, "div", class_="body"), one(page, "span", class_="caption")):
        assert element.get("lang") == "id"
    label = one(one(page, "div", class_="related"), "p", class_="label")
    assert (text(label), label.get("lang")) == ("Read also", "en")
    assert one(page, "div", class_="notice").get("lang") is None


def test_lists_name_the_language_of_an_original(noticed: SiteFolder) -> None:
    page = parse(noticed.page("en/"))
    assert sorted(headlines(page)) == ["Sendiri Saja", "Two Languages"]
    (link,) = (link for link in page.iter("a") if text(link) == "Sendiri Saja" and link.get("tabindex") is None)
    assert (link.get("href"), link.get("lang")) == ("/en/sendiri/", "id")
    assert "(in Indonesian)" in text(one(page, "main"))
    assert "Sendiri Saja (" not in text(parse(noticed.page("id/")))


def test_an_original_that_stands_in_is_not_offered_to_search_engines(noticed: SiteFolder) -> None:
    page = parse(noticed.page("en/sendiri/"))
    assert robots(page) == "noindex"
    assert alternates(page) == alternates(parse(noticed.page("id/sendiri/"))) == {}
    assert not all_of(page, "link", rel="canonical")
    assert "en/sendiri/" not in noticed.files()["sitemap.xml"].decode()


@pytest.mark.slow
def test_a_translation_takes_the_place_of_the_original(noticed: SiteFolder) -> None:
    noticed.write("en", "sendiri", "All Alone", translation=dict(TRANSLATED))
    noticed.render()
    page = parse(noticed.page("en/sendiri/"))
    assert text(one(page, "h1")) == "All Alone"
    assert one(page, "h1").get("lang") is None


# Machine translations and search engines


def test_a_machine_s_translation_that_nobody_reviewed_is_kept_from_search_engines(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("kabar", ("Kabar", "News"))
    site.render()
    for path in ("en/kabar/", "id/kabar/parallel/", "en/kabar/parallel/"):
        assert robots(parse(site.page(path))) == "noindex", path
    assert robots(parse(site.page("id/kabar/"))) == ""
    assert alternates(parse(site.page("id/kabar/"))) == {}
    switch = one(parse(site.page("id/kabar/")), "nav", aria_label="Bahasa")
    assert links(switch)["English"] == "/en/kabar/"  # readers find it all the same


@pytest.mark.parametrize("how", ["setting", "review", "hand"])
def test_others_are_offered_to_them(make_site: MakeSite, how: str) -> None:
    site = make_site(index_machine_translations=how == "setting")
    site.write("id", "kabar", "Kabar")
    record = {"setting": TRANSLATED, "review": {**TRANSLATED, "status": "reviewed"}, "hand": None}[how]
    site.write("en", "kabar", "News", translation=dict(record) if record else None)
    site.render()
    assert robots(parse(site.page("en/kabar/"))) == ""
    assert alternates(parse(site.page("id/kabar/"))).keys() == {"id", "en", "x-default"}


# For every eye


@needs_chromium
@pytest.mark.parametrize("theme", ["harian", "polos"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_pages_that_stand_for_articles(
    make_site: MakeSite, open_tab: OpenTab, theme: str, scheme: str
) -> None:
    site = make_site(theme=theme, untranslated="notice")
    site.write("id", "sendiri", "Sendiri Saja", "Hanya satu.", date=DAY)
    site.write("id", "ditarik", "Ditarik", withdrawn=True, withdrawn_reason="Salah.")
    site.render()
    page = open_tab(color_scheme=scheme).page
    with serving(site.public) as address:
        for path in ("en/sendiri/", "en/ditarik/", "en/"):
            page.goto(f"{address}/{path}")
            results = Axe().run(page)
            assert results.response["passes"]
            assert results.violations_count == 0, f"{path}: {results.generate_report()}"
