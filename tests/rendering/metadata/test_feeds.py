"""Feeds of the newest articles in each language, which feed readers can read whatever stands in the articles."""

from __future__ import annotations

import datetime
import json
from gettext import NullTranslations
from typing import Any

import feedparser
import pytest
from announcing import pages, write_articles_of_every_kind
from feed_reading import ATOM, read, read_json
from html_pages import all_of, parse_fragment
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sites import MakeSite, SiteFolder

from sitegen.rendering.body.pieces import Piece
from sitegen.rendering.body.tree import Element, text_html
from sitegen.rendering.feeds.content import standing_alone
from sitegen.rendering.feeds.files import Entry, Feed, atom, json_feed
from sitegen.rendering.text.plain_text import clean_title
from sitegen.rendering.views import Alternate, ArticleView, Edition

BASE = "https://example.org/news/"


@pytest.fixture
def kinds(make_site: MakeSite) -> SiteFolder:
    site = make_site(base_url=BASE)
    write_articles_of_every_kind(site)
    assert site.render().problems == ()
    return site


def slugs(found: Any) -> list[str]:
    return [entry["link"].split("/")[-2] for entry in found.entries]


# What is in a feed


def test_a_feed_says_what_it_is(kinds: SiteFolder) -> None:
    feed = read(kinds, "en").feed
    assert (feed.title, feed.subtitle, feed.language) == ("News Mirror", "News from Indonesia.", "en")
    assert feed.id == f"{BASE}en/feed.xml"
    assert feed.updated == "2022-01-03T00:00:00+07:00"
    links = {(link.rel, link.type, link.get("hreflang")): link.href for link in feed.links}
    assert links == {
        ("self", "application/atom+xml", None): f"{BASE}en/feed.xml",
        ("alternate", "text/html", "en"): f"{BASE}en/",
        ("alternate", "application/atom+xml", "id"): f"{BASE}id/feed.xml",
    }
    data = read_json(kinds, "en")
    assert (data["language"], data["description"]) == ("en", "News from Indonesia.")
    assert (data["home_page_url"], data["feed_url"]) == (f"{BASE}en/", f"{BASE}en/feed.json")
    assert data["_alternates"] == {"id": f"{BASE}id/feed.json"}


def test_an_entry_has_the_headline_the_date_the_tags_and_the_whole_text(kinds: SiteFolder) -> None:
    (entry,) = (entry for entry in read(kinds, "id").entries if entry.title == "Diperiksa")
    assert entry.id == entry.link == f"{BASE}id/diperiksa/"
    assert entry.published == entry.updated == "2022-01-03T00:00:00+07:00"
    assert entry.summary == "Satu."
    assert [tag.term for tag in entry.tags] == ["politik"]
    assert entry.content[0].type == "text/html"
    assert entry.content[0].value == "<p>Satu.</p>"
    (item,) = (item for item in read_json(kinds, "id")["items"] if item["title"] == "Diperiksa")
    assert (item["id"], item["url"]) == (entry.id, entry.link)
    assert item["content_html"] == entry.content[0].value
    assert item["tags"] == ["politik"]


def test_both_formats_have_the_same_entries(kinds: SiteFolder) -> None:
    for lang in ("id", "en"):
        assert [entry.id for entry in read(kinds, lang).entries] == [
            item["id"] for item in read_json(kinds, lang)["items"]
        ]


def test_articles_without_a_date_and_those_in_another_language_are_left_out(kinds: SiteFolder) -> None:
    assert slugs(read(kinds, "id")) == ["diperiksa", "mesin", "sendiri", "tangan"]
    assert slugs(read(kinds, "en")) == ["diperiksa", "mesin", "tangan"]


def test_an_original_that_stands_in_for_a_translation_is_in_its_own_feed_only(make_site: MakeSite) -> None:
    site = make_site(untranslated="notice")
    site.write("id", "sendiri", "Sendiri", date=datetime.date(2022, 1, 3))
    site.render()
    assert slugs(read(site, "id")) == ["sendiri"]
    assert slugs(read(site, "en")) == []


def test_entries_name_translations_that_search_engines_may_have_and_no_others(kinds: SiteFolder) -> None:
    entries = {entry["link"].split("/")[-2]: entry for entry in read(kinds, "id").entries}
    others = {
        slug: {link.hreflang: link.href for link in entry.links if link.hreflang != "id"}
        for slug, entry in entries.items()
    }
    assert others["diperiksa"] == {"en": f"{BASE}en/diperiksa/"}
    assert others["tangan"] == {"en": f"{BASE}en/tangan/"}
    assert others["mesin"] == others["sendiri"] == {}
    items = {item["url"].split("/")[-2]: item for item in read_json(kinds, "id")["items"]}
    assert items["diperiksa"]["_alternates"] == others["diperiksa"]
    assert "_alternates" not in items["mesin"]


def test_a_machine_translation_says_so_in_the_feed_too(kinds: SiteFolder) -> None:
    (entry,) = (entry for entry in read(kinds, "en").entries if entry.title == "Machine")
    content = entry.content[0].value
    assert "Translated by machine." in content
    assert f'<a href="{BASE}id/mesin/" hreflang="id">Read the original in Indonesian</a>' in content
    assert content.endswith("<p>One.</p>")


def test_the_newest_come_first_and_there_are_as_many_as_the_setting_says(make_site: MakeSite) -> None:
    site = make_site(articles_in_feed=3)
    for day in range(1, 6):
        site.write("id", f"kabar-{day}", date=datetime.date(2022, 1, day))
    site.render()
    found = read(site, "id")
    assert slugs(found) == ["kabar-5", "kabar-4", "kabar-3"]
    assert found.feed.updated == found.entries[0].updated == "2022-01-05T00:00:00+07:00"


def test_dates_are_those_of_the_site_s_time_zone(make_site: MakeSite) -> None:
    site = make_site(timezone="Asia/Jayapura")
    site.write("id", "kabar", date=datetime.date(2022, 1, 3))
    site.render()
    assert read(site, "id").entries[0].updated == "2022-01-03T00:00:00+09:00"


@pytest.mark.slow
def test_an_article_with_a_new_slug_keeps_its_id(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("lama", ("Lama", "Old"), date=datetime.date(2022, 1, 3))
    site.render()
    before = [read(site, lang).entries[0].id for lang in ("id", "en")]
    for lang in ("id", "en"):
        (site.root / "content" / lang / "lama.md").unlink()
    site.pair("baru", ("Lama", "Old"), date=datetime.date(2022, 1, 3))
    site.write("id", "baru", "Lama", date=datetime.date(2022, 1, 3), aliases=["lama", "sementara"])
    site.render()
    assert [read(site, lang).entries[0].id for lang in ("id", "en")] == before
    assert read(site, "id").entries[0].link.endswith("/id/baru/")


def test_a_feed_without_entries_is_a_feed(make_site: MakeSite) -> None:
    site = make_site()
    site.render()
    assert read(site, "id").feed.updated == "1970-01-01T00:00:00+00:00"
    assert read_json(site, "en")["items"] == []


@pytest.mark.slow
def test_feeds_are_the_same_every_time(kinds: SiteFolder) -> None:
    before = {path: data for path, data in kinds.files().items() if "feed." in path}
    kinds.render()
    assert {path: kinds.files()[path] for path in before} == before
    assert len(before) == 4 + 2, "those of the languages, and those of a tag"


@pytest.mark.slow
def test_pages_lead_feed_readers_to_the_feeds_of_their_language(kinds: SiteFolder) -> None:
    for path, page in pages(kinds).items():
        links = [link for link in all_of(page, "link", rel="alternate") if link.get("type")]
        if path.startswith(("id/tag/politik/", "en/tag/politik/")):
            links = links[1:]  # its own stands first
        langs = [path[:2]] if path[:3] in {"id/", "en/"} else ["id", "en"]
        assert [(link.get("type"), link.get("href")) for link in links] == [
            pair
            for lang in langs
            for pair in (
                ("application/atom+xml", f"/news/{lang}/feed.xml"),
                ("application/feed+json", f"/news/{lang}/feed.json"),
            )
        ]
        assert all(link.get("title") for link in links)


# The text


def content(make_site: MakeSite, body: str, **front: object) -> str:
    site = make_site(base_url=BASE)
    site.write("id", "lain", "Judul Lain")
    site.pair("kabar", ("Kabar", "News"), (body, body), date=datetime.date(2022, 1, 3), **front)
    site.render()
    (item,) = read_json(site, "id")["items"]
    assert read(site, "id").entries[0].content[0].value
    return str(item["content_html"])


def test_addresses_are_whole(make_site: MakeSite) -> None:
    found = parse_fragment(
        content(
            make_site,
            "[satu](/tentang/) [dua](../lain.html) [tiga](#s1) [empat](https://a.org/?x=1&y=2) [lima](mailto:a@b.org)",
        )
    )
    assert [link.get("href") for link in all_of(found, "a")] == [
        "https://example.org/tentang/",
        f"{BASE}id/lain.html",
        f"{BASE}id/kabar/#s1",
        "https://a.org/?x=1&y=2",
        "mailto:a@b.org",
    ]


def test_sentences_and_links_between_them_are_left_out(make_site: MakeSite) -> None:
    found = content(make_site, "Satu *dua*.\nTiga.")
    assert found == "<p>Satu <em>dua</em>.\nTiga.</p>"


def test_related_headlines_caption_and_dateline_are_there(make_site: MakeSite) -> None:
    found = content(
        make_site, "Satu.\n\nBACA JUGA: Judul Lain", caption="Di <Jakarta>.", credit="AP", dateline="JAKARTA (VOA)"
    )
    assert found == (
        "<p><em>Di &lt;Jakarta&gt;. <small>Foto: AP</small></em></p>\n<p>JAKARTA (VOA) – Satu.</p>\n"
        f'<p>Baca juga:</p><ul><li><a href="{BASE}id/lain/">Judul Lain</a></li></ul>'
    )


def test_notes_tables_and_code_stay(make_site: MakeSite) -> None:
    found = content(make_site, "Satu[^1].\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```\n<kode>\n```\n\n[^1]: Catatan.")
    assert "<table>" in found
    assert "&lt;kode&gt;" in found
    assert f'href="{BASE}id/kabar/#fn:1"' in found
    assert not [name for name in ("class=", "id=", "tabindex", "aria-label", "<span") if name in found]


def test_an_address_that_cannot_be_read_does_not_stop_the_feed(make_site: MakeSite) -> None:
    link = Element("a", {"href": "http://["}, ["x"])
    assert standing_alone([link], BASE) == '<a href="http://[">x</a>'
    assert content(make_site, "[x](http://[)")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.sampled_from(
    ["]]>", "<![CDATA[", "\0\x0b￾", "&"]
)


@given(TEXT, TEXT)
def test_whatever_an_article_says_its_feeds_can_be_read(headline: str, words: str) -> None:
    title = clean_title(headline)
    feed = feed_of(title, (Piece([Element("p", {}, [text_html(clean_title(words))])]),))
    others = (Alternate("en", f"{BASE}en/feed.xml"),)
    root = etree.fromstring(atom(feed, others))
    found = feedparser.parse(atom(feed, others))
    assert not found.bozo
    assert (root.findtext(f"{ATOM}entry/{ATOM}title") or "") == title
    item = json.loads(json_feed(feed, others))["items"][0]
    assert item["title"] == title
    assert item["content_html"] == (root.findtext(f"{ATOM}entry/{ATOM}content") or "")


def feed_of(title: str, pieces: Any) -> Feed:
    """A feed with one entry."""
    from sitegen.rendering.feeds.content import feed_content

    article = ArticleView(
        slug="kabar", lang="id", url="/id/kabar/", title=title, summary=title, date=None, image=None,
        date_inferred=False, caption=title, credit=title, credit_label="", byline="", body=pieces,
        translation=None,
    )  # fmt: skip
    url = f"{BASE}id/kabar/"
    moment = "2022-01-03T00:00:00+07:00"
    entry = Entry(url, url, article, moment, moment, feed_content(article, url, NullTranslations()), ())
    edition = Edition("id", "ltr", "Bahasa Indonesia", title, title, "/id/")
    return Feed(edition, f"{BASE}id/feed.xml", f"{BASE}id/", (entry,))


def test_entries_name_their_authors_and_editors(make_site: MakeSite) -> None:
    site = make_site(base_url=BASE)
    day = datetime.date(2022, 1, 3)
    site.write("id", "satu", "Satu", date=day, authors=["Budi Santoso", "Ani & Co"], editors=["Sari"])
    site.write("id", "dua", "Dua", date=day, byline="mg/rs")
    assert site.render().problems == ()
    entries = {entry["link"].split("/")[-2]: entry for entry in read(site, "id").entries}
    assert [author["name"] for author in entries["satu"]["authors"]] == ["Budi Santoso", "Ani & Co"]
    assert [person["name"] for person in entries["satu"]["contributors"]] == ["Sari"]
    assert "author" not in entries["dua"]
    items = {item["url"].split("/")[-2]: item for item in read_json(site, "id")["items"]}
    assert items["satu"]["authors"] == [{"name": "Budi Santoso"}, {"name": "Ani & Co"}]
    assert "authors" not in items["dua"]
