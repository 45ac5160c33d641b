"""Whose words a story is: on its pages, in feeds, and for search engines."""

from __future__ import annotations

import datetime
from typing import Any

import feedparser
import pytest
from announcing import canonical, pages, problems, robots, sitemap, structured_data
from feed_reading import ATOM, read, read_json
from html_pages import all_of, alternates, links, one, parse, text, texts
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sites import TRANSLATED, MakeSite, SiteFolder

from sitegen.checking.gate import check_finished_site
from sitegen.rendering.text.attribution import LicenseView, license_view

BASE = "https://example.org/news/"
DAY = datetime.date(2022, 1, 4)
PUBLISHED = datetime.date(2022, 1, 3)
URL = "https://www.voaindonesia.com/a/nato.html?x=1&y=2"
REVIEWED = {**TRANSLATED, "status": "reviewed"}
VOA = """
[publishers."voaindonesia.com"]
name = "VOA Indonesia"
url = "https://www.voaindonesia.com/"
note = { id = "Dimuat ulang dengan izin.", en = "Republished with permission." }
"""


def make(make_site: MakeSite, source: dict[str, object] | None, more: str = "", /, **settings: object) -> SiteFolder:
    """A site with a story from this source; ``more`` stands at the end of its ``site.toml``."""
    site = make_site(base_url=BASE, **settings)
    path = site.root / "site.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    front = {"source": source} if source else {}
    site.pair("nato", ("Seruan NATO", "NATO's Call"), date=DAY, translation=REVIEWED, **front)
    assert problems(site) == []
    return site


def said(site: SiteFolder, path: str) -> list[str]:
    """The lines of a page on its story's source."""
    found = all_of(parse(site.page(path)), "div", class_="source")
    return texts(found[0].iter("p")) if found else []


# On pages


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["harian", "polos"])
def test_a_page_says_in_its_language_who_published_the_story_first(make_site: MakeSite, theme: str) -> None:
    site = make(make_site, {"url": URL, "publisher": "VOA Indonesia", "published": PUBLISHED}, theme=theme)
    for page in ("", "parallel/"):
        assert said(site, f"id/nato/{page}") == ["Pertama kali terbit di VOA Indonesia, 3 Januari 2022"]
        assert said(site, f"en/nato/{page}") == ["First published by VOA Indonesia, January 3, 2022"]
        for lang in ("id", "en"):
            assert links(one(parse(site.page(f"{lang}/nato/{page}")), "div", class_="source")) == {"VOA Indonesia": URL}


@pytest.mark.slow
def test_a_story_without_a_source_says_nothing(make_site: MakeSite) -> None:
    site = make(make_site, None)
    site.write("id", "impor", "Impor", source={"file": "seeds/a.txt", "sha256": "0", "imported": "1"})
    assert problems(site) == []
    for path in ("id/nato/", "en/nato/", "id/nato/parallel/", "id/impor/"):
        assert all_of(parse(site.page(path)), "div", class_="source") == []
    assert b"rights" not in site.files()["id/feed.xml"]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ({"url": URL}, ["First published by voaindonesia.com"]),
        ({"publisher": "Kabar <b>"}, ["First published by Kabar <b>"]),
        ({"published": PUBLISHED}, ["First published on January 3, 2022"]),
        ({"published": "2022-01-03 23:30 WIB"}, ["First published on January 3, 2022"]),
        ({"license": "CC BY 4.0"}, ["Licence: CC BY 4.0"]),
        ({"license": "Hak cipta VOA"}, ["Licence: Hak cipta VOA"]),
        ({"note": 'Judul "baru".'}, ["Judul “baru”."]),
    ],
)
def test_what_is_not_known_is_not_said(make_site: MakeSite, source: dict[str, object], lines: list[str]) -> None:
    assert said(make(make_site, source), "en/nato/") == lines


def test_names_alone_leave_no_empty_place(make_site: MakeSite) -> None:
    assert all_of(parse(make(make_site, {"authors": ["Budi"]}).page("en/nato/")), "div", class_="source") == []


def test_the_names_of_the_source_are_the_authors_if_the_story_has_none(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL, "authors": ["Budi", "Ani"]})
    for path in ("id/nato/", "en/nato/", "en/nato/parallel/"):
        assert text(one(parse(site.page(path)), "p", class_="authors")).endswith("Budi, Ani")
        assert len(said(site, path)) == 1


def test_other_authors_stand_beside_those_of_the_source(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("nato", ("Seruan", "Call"), date=DAY, authors=["Sari"], source={"url": URL, "authors": ["Budi", "Ani"]})
    assert problems(site) == []
    assert text(one(parse(site.page("en/nato/")), "p", class_="authors")).endswith("Sari")
    assert said(site, "en/nato/")[1] == "Authors of the original: Budi, Ani"
    assert said(site, "id/nato/")[1] == "Penulis naskah asli: Budi, Ani"
    assert "<p>Penulis naskah asli: Budi, Ani</p>" in entry(site, "id").content[0].value


@pytest.mark.slow
def test_a_note_is_shown_in_the_original_s_words_until_the_translation_has_its_own(make_site: MakeSite) -> None:
    site = make(make_site, {"note": "Judul diubah."})
    assert one(parse(site.page("en/nato/")), "div", class_="source")[0].get("lang") == "id"
    assert one(parse(site.page("id/nato/")), "div", class_="source")[0].get("lang") is None
    site.write("en", "nato", "NATO's Call", "One.", translation=REVIEWED, source={"note": "Headline changed."})
    assert problems(site) == []
    assert said(site, "en/nato/") == ["Headline changed."]
    assert said(site, "id/nato/") == ["Judul diubah."]
    site.write("id", "nato", "Seruan NATO", "Satu.")
    assert problems(site) == []
    assert said(site, "en/nato/") == ["Headline changed."]
    assert said(site, "id/nato/") == []


@pytest.mark.slow
def test_all_else_in_a_translation_is_said_to_count_in_the_original(make_site: MakeSite) -> None:
    site = make(make_site, None)
    path = site.write("en", "nato", "NATO's Call", "One.", translation=REVIEWED, source={"url": URL, "note": "A."})
    line = path.read_text(encoding="utf-8").split("\n").index("source:") + 1
    said_of_it = "source: counts only in the original, id/nato.md, but for its note; move it there"
    assert problems(site) == [f"content/en/nato.md:{line}: {said_of_it}"]


# Publishers


def test_a_publisher_s_domain_gives_name_and_standing_note(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL, "note": "Judul diubah."}, VOA)
    assert said(site, "id/nato/") == [
        "Pertama kali terbit di VOA Indonesia",
        "Dimuat ulang dengan izin.",
        "Judul diubah.",
    ]
    assert said(site, "en/nato/")[:2] == ["First published by VOA Indonesia", "Republished with permission."]


def test_the_story_s_own_name_of_the_publisher_counts_more(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL, "publisher": "Reuters via VOA"}, VOA)
    assert said(site, "en/nato/")[0] == "First published by Reuters via VOA"


@pytest.mark.parametrize(
    ("note", "lang"), [('"Dengan izin."', "id"), ('{ id = "Dengan izin." }', "id"), ('{ en = "Permitted." }', None)]
)
def test_a_note_in_another_language_says_so(make_site: MakeSite, note: str, lang: str | None) -> None:
    site = make(make_site, {"url": URL}, f'[publishers]\n"voaindonesia.com" = {{ name = "VOA", note = {note} }}\n')
    assert one(parse(site.page("en/nato/")), "div", class_="source")[1].get("lang") == lang


def test_another_publisher_s_note_is_not_shown(make_site: MakeSite) -> None:
    site = make(make_site, {"url": "https://notvoaindonesia.com/a"}, VOA)
    assert said(site, "en/nato/") == ["First published by notvoaindonesia.com"]


# Licences


@pytest.mark.parametrize(
    ("written", "name", "path"),
    [
        ("CC BY 4.0", "CC BY 4.0", "licenses/by/4.0/"),
        ("cc-by-sa-3.0", "CC BY-SA 3.0", "licenses/by-sa/3.0/"),
        ("CC BY NC ND 4.0", "CC BY-NC-ND 4.0", "licenses/by-nc-nd/4.0/"),
        ("Creative Commons BY-NC 4.0 International", "CC BY-NC 4.0", "licenses/by-nc/4.0/"),
        ("http://creativecommons.org/licenses/by-nd/2.5/", "CC BY-ND 2.5", "licenses/by-nd/2.5/"),
        ("https://creativecommons.org/licenses/by/4.0/deed.id", "CC BY 4.0", "licenses/by/4.0/"),
        ("CC0", "CC0 1.0", "publicdomain/zero/1.0/"),
        ("CC0-1.0", "CC0 1.0", "publicdomain/zero/1.0/"),
        ("http://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0", "publicdomain/mark/1.0/"),
        ("Public Domain Mark 1.0", "Public Domain Mark 1.0", "publicdomain/mark/1.0/"),
    ],
)
def test_names_of_creative_commons_lead_to_their_text(written: str, name: str, path: str) -> None:
    assert license_view(written) == LicenseView(name, f"https://creativecommons.org/{path}")


@pytest.mark.parametrize(
    "written", ["CC BY", "CC BY 4", "CC SA 4.0", "CC BY-XX 4.0", "CC BY 5.0", "Hak cipta VOA", "MIT"]
)
def test_terms_that_are_not_known_stay_as_they_are_written(written: str) -> None:
    assert license_view(written) == LicenseView(written)


def test_an_address_of_terms_is_a_link() -> None:
    assert license_view("https://example.com/terms/") == LicenseView("example.com/terms", "https://example.com/terms/")
    assert license_view(" ") is None


@given(st.text(max_size=30))
def test_whatever_terms_are_written_they_are_shown_and_lead_to_no_script(written: str) -> None:
    found = license_view(written)
    if found:
        assert found.name
        assert found.url.startswith(("https://", "http://")) or not found.url


# Feeds

WHOLE = {"url": URL, "published": PUBLISHED, "license": "CC BY 4.0", "note": "Judul diubah."}


def entry(site: SiteFolder, lang: str) -> Any:
    (found,) = read(site, lang).entries
    return found


def test_an_atom_entry_names_its_source_and_its_terms(make_site: MakeSite) -> None:
    site = make(make_site, WHOLE, VOA)
    for lang in ("id", "en"):
        found = entry(site, lang)
        assert found.link == f"{BASE}{lang}/nato/"
        assert [link.href for link in found.links if link.rel == "via"] == [URL]
        assert found.source.title == "VOA Indonesia"
        assert found.source.link == "https://www.voaindonesia.com/"
        assert found.rights == "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
        assert f'<a href="{URL.replace("&", "&amp;")}">VOA Indonesia</a>' in found.content[0].value
        assert "Judul diubah." in found.content[0].value


def test_an_entry_without_authors_has_those_of_its_source_and_not_the_site(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL}, VOA)
    root = etree.fromstring(site.files()["id/feed.xml"])
    (found,) = root.iter(f"{ATOM}entry")
    assert found.find(f"{ATOM}author") is None  # RFC 4287, 4.2.1: then those of atom:source count
    assert found.findtext(f"{ATOM}source/{ATOM}author/{ATOM}name") == "VOA Indonesia"
    (item,) = read_json(site, "id")["items"]
    assert item["authors"] == [{"name": "VOA Indonesia", "url": "https://www.voaindonesia.com/"}]


def test_an_item_of_a_json_feed_has_the_address_of_the_original(make_site: MakeSite) -> None:
    site = make(make_site, {**WHOLE, "authors": ["Budi"]}, VOA)
    (item,) = read_json(site, "en")["items"]
    assert (item["url"], item["external_url"]) == (f"{BASE}en/nato/", URL)
    assert item["authors"] == [{"name": "Budi"}]
    assert "First published by" in item["content_html"]


def test_feeds_can_be_read_whatever_stands_in_a_source(make_site: MakeSite) -> None:
    hostile = "</source>]]>&amp; <script>alert(1)</script> %(date)s {}"
    told = dict.fromkeys(("publisher", "license", "note"), hostile)
    url = "https://example.com/?a=%3Cb%3E&c='d'"
    site = make(make_site, {**told, "url": url, "authors": [hostile], "published": PUBLISHED})
    assert entry(site, "en").source.title == hostile
    assert read_json(site, "en")["items"][0]["authors"] == [{"name": hostile}]
    assert "<script>alert" not in site.page("en/nato/")
    assert feedparser.parse(site.files()["en/feed.xml"]).entries[0].rights == hostile


# Search engines


def test_search_engines_are_told_whose_story_it_is(make_site: MakeSite) -> None:
    site = make(make_site, {**WHOLE, "authors": ["Budi"]}, VOA)
    publisher = {"@type": "Organization", "name": "VOA Indonesia", "url": "https://www.voaindonesia.com/"}
    people = [{"@type": "Person", "name": "Budi"}]
    for lang in ("id", "en"):
        data = structured_data(pages(site)[f"{lang}/nato/"])
        assert data["isBasedOn"] == {
            "@type": "NewsArticle",
            "@id": URL,
            "url": URL,
            "inLanguage": "id",
            "datePublished": "2022-01-03T00:00:00+07:00",
            "author": people,
            "publisher": publisher,
        }
        assert data["author"] == people
        assert data["copyrightHolder"] == publisher
        assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert data["publisher"]["url"] == f"{BASE}{lang}/"


def test_nobody_holds_the_copyright_of_what_is_in_the_public_domain(make_site: MakeSite) -> None:
    data = structured_data(pages(make(make_site, {"url": URL, "license": "CC0"}))["id/nato/"])
    assert "copyrightHolder" not in data
    assert data["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_a_source_of_which_only_the_terms_are_known_is_no_work(make_site: MakeSite) -> None:
    data = structured_data(pages(make(make_site, {"license": "Hak cipta VOA"}))["id/nato/"])
    assert data["license"] == {"@type": "CreativeWork", "name": "Hak cipta VOA"}
    assert not {"isBasedOn", "copyrightHolder", "author"} & data.keys()


def test_a_page_is_its_own_address_by_default(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL})
    for path in ("id/nato/", "en/nato/", "id/nato/parallel/"):
        assert canonical(parse(site.page(path))) == BASE + path
        assert BASE + path in sitemap(site.files()["sitemap.xml"])


def test_a_copy_can_send_search_engines_to_its_original(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL}, canonical="original")
    found = pages(site)
    assert canonical(found["id/nato/"]) == URL
    assert robots(found["id/nato/"]) == ""
    assert one(found["id/nato/"], "meta", property="og:url").get("content") == f"{BASE}id/nato/"
    assert text(one(found["id/nato/"], "p", class_="print-only")) == f"{BASE}id/nato/"


@pytest.mark.slow
def test_only_the_copy_is_not_the_site_s_own(make_site: MakeSite) -> None:
    """A translation, and both languages side by side, are nowhere else."""
    site = make(make_site, {"url": URL}, canonical="original")
    site.pair("sendiri", ("Sendiri", "Own"), translation=REVIEWED)
    assert problems(site) == []
    found, listed = pages(site), sitemap(site.files()["sitemap.xml"])
    for path in ("en/nato/", "id/nato/parallel/", "en/nato/parallel/", "id/sendiri/", "en/sendiri/"):
        assert canonical(found[path]) == BASE + path
        assert BASE + path in listed
    assert f"{BASE}id/nato/" not in listed


def test_pages_announce_no_page_that_is_not_its_own_address(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL}, canonical="original")
    found = pages(site)
    assert alternates(found["id/nato/"]) == {}
    assert alternates(found["en/nato/"]) == {}
    assert set(alternates(found["en/nato/parallel/"])) == {"id", "en", "x-default"}
    assert sitemap(site.files()["sitemap.xml"])[f"{BASE}en/nato/"] == {}
    assert list(check_finished_site(site.site)) == []


def test_a_page_that_search_engines_must_not_have_names_no_other(make_site: MakeSite) -> None:
    site = make_site(base_url=BASE, canonical="original", untranslated="notice")
    site.write("id", "nato", "Seruan", date=DAY, source={"url": URL})
    assert problems(site) == []
    stand_in = parse(site.page("en/nato/"))
    assert robots(stand_in) == "noindex"
    assert all_of(stand_in, "link", rel="canonical") == []
    assert said(site, "en/nato/") == ["First published by voaindonesia.com"]


def test_the_check_still_finds_an_address_that_is_not_the_site_s(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL}, canonical="original")
    page = site.public / "en" / "nato" / "index.html"
    page.write_text(
        page.read_text().replace(f'rel="canonical" href="{BASE}', 'rel="canonical" href="https://old.example/')
    )
    (problem,) = check_finished_site(site.site)
    assert "which is not within base_url" in problem.message


# Builds


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["own", "original"])
def test_a_changed_source_changes_all_that_shows_it(make_site: MakeSite, setting: str) -> None:
    def edited(name: str, *sources: dict[str, object]) -> dict[str, bytes]:
        site = make_site(name, base_url=BASE, canonical=setting)
        for source in sources:
            site.pair("nato", ("Seruan", "Call"), date=DAY, translation=REVIEWED, source=source)
            site.pair("lain", ("Lain", "Other"), date=DAY, translation=REVIEWED)
            assert problems(site) == []
        return site.files()

    last: dict[str, object] = {
        "url": "https://example.com/b",
        "authors": ["Ani"],
        "license": "CC BY 4.0",
        "note": "Baru.",
    }
    assert edited("twice", {"url": URL, "authors": ["Budi"]}, last) == edited("once", last)
    assert edited("gone", {"url": URL, "authors": ["Budi"]}, {}) == edited("never", {})


@pytest.mark.slow
def test_a_changed_publisher_changes_all_its_stories(make_site: MakeSite) -> None:
    site = make(make_site, {"url": URL}, VOA)
    path = site.root / "site.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("VOA Indonesia", "Suara Amerika"), encoding="utf-8")
    assert problems(site) == []
    assert said(site, "en/nato/")[0] == "First published by Suara Amerika"
    assert entry(site, "en").source.title == "Suara Amerika"
