"""Tags: what front matter may say, what they are called in each language, and their pages."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from fake_engine import BackwardEngine
from html_pages import all_of, alternates, headlines, links, one, parse, text, texts
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder

from sitegen.content.front_matter.front_matter import format_article, parse_article
from sitegen.content.store import load_article
from sitegen.errors import SitegenError
from sitegen.seeds.importing import import_seeds
from sitegen.slugs import RESERVED, tag_slug
from sitegen.translation.run import translate_site

FRONT = "---\ntitle: Judul\nlang: id\n{}\n---\n\nSatu.\n"


@pytest.fixture
def tagged(make_site: MakeSite) -> SiteFolder:
    """A site with tags of every kind: in the table, in the glossary, in neither; one only in Indonesian."""
    site = make_site(articles_per_page=2, tags={"politik": "Politics", "Ekonomi": "The economy"})
    for day in (1, 2, 3):
        site.pair(
            f"a{day}",
            (f"Kabar {day}", f"News {day}"),
            date=datetime.date(2022, 1, day),
            tags=["Politik", "Amerika Serikat"],
        )
    site.pair("b", ("Kopi Gayo", "Gayo Coffee"), tags=["Kopi", "politik", "ekonomi"])
    site.write("id", "c", "Tanpa Terjemahan", tags=["Ukraina"])
    assert site.render().problems == ()
    return site


# Front matter


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("tags: Politik", "a.md:4: tags: write a list such as [one, two], not 'Politik'"),
        ("tags: {a: b}", "a.md:4: tags: write a list such as [one, two], not {'a': 'b'}"),
        ("tags:\n- Politik\n- 2022", "a.md:6: tags.1: 2022 is not a text to YAML; put it in quotes: - '2022'"),
        ("tags:\n- Politik\n- [a]", "a.md:6: tags.1: write one text, and put it in quotes: - '…'"),
        ("tags: [Politik, politik]", "a.md:4: tags.1: 'politik' stands twice; remove one"),
        ("tags: ['']", "a.md:4: tags.0: write a word or a few, at most 60 characters, not ''"),
        ("tags: [' - ']", "a.md:4: tags.0: write a word or a few, at most 60 characters, not ' - '"),
        (f"tags: [{'a' * 61}]", f"a.md:4: tags.0: write a word or a few, at most 60 characters, not '{'a' * 60}'"),
    ],
)
def test_a_mistake_in_tags_is_said_with_its_line(lines: str, message: str) -> None:
    with pytest.raises(SitegenError) as caught:
        parse_article(FRONT.format(lines), Path("a.md"))
    assert str(caught.value) == message


def test_tags_are_read_and_written_as_a_list() -> None:
    article = parse_article(FRONT.format("tags:\n- Politik\n- Amerika Serikat"), Path("a.md"))
    assert article.tags == ("Politik", "Amerika Serikat")
    assert "tags:\n- Politik\n- Amerika Serikat\n" in format_article(article)
    assert parse_article(format_article(article), Path("a.md")) == article


def test_an_article_without_tags_has_none() -> None:
    article = parse_article(FRONT.format("tags: []"), Path("a.md"))
    assert article.tags == ()
    assert "tags" not in format_article(article)


@given(st.text(min_size=1).filter(lambda tag: any(map(str.isalnum, tag))))
def test_every_tag_has_a_slug_that_is_safe_in_an_address(tag: str) -> None:
    slug = tag_slug(tag)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug.strip("-") == slug != ""
    assert tag_slug(f" {tag}!") == slug or slug.startswith("tag-")


def test_a_translation_has_no_tags_of_its_own(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "a", "Judul", tags=["Politik"])
    translate_site(site.site, BackwardEngine())
    assert load_article(site.root / "content" / "en" / "a.md", "en").tags == ()


def test_tags_that_only_a_translation_has_are_said(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("Judul", "Title"))
    path = site.root / "content" / "en" / "a.md"
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", "---\ntags: [Politics]\n", 1), encoding="utf-8")
    (problem,) = site.render().problems
    assert str(problem) == f"{path}:2: tags: count only in the original, id/a.md; move them there"
    assert problem.severity == "warning"


# Addresses that are the site's own


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_no_article_can_take_the_address_of_one_of_the_site_s_pages(make_site: MakeSite, slug: str) -> None:
    site = make_site()
    site.write("id", slug, "Judul")
    (problem,) = site.render().problems
    assert problem.severity == "error"
    assert f"'{slug}' is the address of a page of the site itself; give the file another name" in str(problem)


def test_every_page_of_the_site_s_own_beside_articles_has_a_reserved_address(tagged: SiteFolder) -> None:
    articles = {"a1", "a2", "a3", "b", "c"}
    for lang in ("id", "en"):
        folders = {path.name for path in (tagged.public / lang).iterdir() if path.is_dir()}
        assert folders - articles == RESERVED


def test_a_seed_with_such_a_headline_gets_another_slug(make_site: MakeSite) -> None:
    site = make_site()
    (site.root / "seeds").mkdir()
    (site.root / "seeds" / "a.txt").write_text("Archive\n\nSatu kalimat.\n", encoding="utf-8")
    assert [path.name for path in import_seeds(site.site).written] == ["berita-archive.md"]


# Names


def test_the_list_has_every_tag_with_its_name_in_the_page_s_language_and_its_count(tagged: SiteFolder) -> None:
    def entries(lang: str) -> list[str]:
        return texts(all_of(one(parse(tagged.page(f"{lang}/tag/")), "ul", class_="index"), "li"))

    assert entries("id") == [
        "Amerika Serikat 3 berita",
        "ekonomi 1 berita",
        "Kopi 1 berita",
        "Politik 4 berita",
        "Ukraina 1 berita",
    ]
    assert entries("en") == ["Kopi 1 story", "Politics 4 stories", "The economy 1 story", "United States 3 stories"]


def test_a_name_that_is_in_the_other_language_says_so(tagged: SiteFolder) -> None:
    page = parse(tagged.page("en/tag/"))
    assert {text(link): link.get("lang") for link in one(page, "ul", class_="index").iter("a")} == {
        "Kopi": "id",
        "Politics": None,
        "The economy": None,
        "United States": None,
    }
    assert one(parse(tagged.page("en/tag/kopi/")), "h1").get("lang") == "id"
    assert one(parse(tagged.page("en/tag/politik/")), "h1").get("lang") is None


@pytest.mark.parametrize(
    ("tag", "name"), [("NATO", "NATO"), ("Rusia", "Russia"), ("rapat umum Rusia", "rapat umum Rusia"), ("北京", "北京")]
)
def test_the_glossary_names_a_tag_only_if_it_knows_all_of_it(make_site: MakeSite, tag: str, name: str) -> None:
    site = make_site()
    site.pair("a", ("A", "A"), tags=[tag])
    site.render()
    assert texts(one(parse(site.page("en/tag/")), "ul", class_="index").iter("a")) == [name]


def test_the_site_s_own_glossary_names_tags_too(make_site: MakeSite) -> None:
    site = make_site()
    (site.root / "glossary.csv").write_text("indonesian,english\nKopi Gayo,Gayo coffee\n", encoding="utf-8")
    site.pair("a", ("A", "A"), tags=["Kopi Gayo"])
    site.render()
    assert "Gayo coffee" in site.page("en/tag/kopi-gayo/")


def test_a_name_in_the_settings_is_not_empty(make_site: MakeSite) -> None:
    with pytest.raises(SitegenError, match=r"site\.toml:\d+: tags: give the tag 'Kopi' a name"):
        make_site(tags={"Kopi": " "}).render()


def test_markup_in_a_tag_is_text(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"), tags=["<b>Kopi</b> & 'teh'"])
    site.render()
    for page in ("id/tag/", "id/tag/b-kopi-b-teh/", "id/a/"):
        assert "<b>" not in site.page(page)
        assert "<b>Kopi</b> & ‘teh’" in text(parse(site.page(page)))


# Pages


def test_a_tag_s_page_has_its_articles_the_newest_first(tagged: SiteFolder) -> None:
    assert headlines(parse(tagged.page("id/tag/politik/"))) == ["Kabar 3", "Kabar 2"]
    assert headlines(parse(tagged.page("id/tag/politik/page/2/"))) == ["Kabar 1", "Kopi Gayo"]
    assert headlines(parse(tagged.page("en/tag/politik/page/2/"))) == ["News 1", "Gayo Coffee"]
    assert not (tagged.public / "id/tag/politik/page/3").exists()
    page = parse(tagged.page("id/tag/politik/"))
    assert links(page)["Berita lebih lama"] == "/id/tag/politik/page/2/"
    assert text(one(page, "title")) == "Politik – Cermin Berita"
    assert text(one(parse(tagged.page("id/tag/politik/page/2/")), "title")) == "Politik, halaman 2 – Cermin Berita"


def test_only_pages_that_are_in_both_languages_are_each_other_s_twins(tagged: SiteFolder) -> None:
    base = "http://localhost:8000"
    assert alternates(parse(tagged.page("id/tag/politik/"))) == {
        "id": f"{base}/id/tag/politik/",
        "en": f"{base}/en/tag/politik/",
    }
    assert alternates(parse(tagged.page("id/tag/politik/page/2/"))) == {}
    assert alternates(parse(tagged.page("id/tag/ukraina/"))) == {}
    assert not (tagged.public / "en/tag/ukraina").exists()
    assert links(parse(tagged.page("id/tag/ukraina/")))["English"] == "/en/"


def test_an_article_leads_to_its_tags(tagged: SiteFolder) -> None:
    topics = one(parse(tagged.page("en/b/")), "div", class_="topics")
    assert links(topics) == {
        "Kopi": "/en/tag/kopi/",
        "Politics": "/en/tag/politik/",
        "The economy": "/en/tag/ekonomi/",
    }
    assert [link.get("lang") for link in topics.iter("a")] == ["id", None, None]


def test_without_tags_there_are_no_pages_of_them_and_no_way_to_them(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"))
    site.render()
    assert not (site.public / "id" / "tag").exists()
    assert "/tag/" not in site.page("id/") + site.page("id/a/")


def test_every_page_leads_home_and_to_archive_topics_and_search(tagged: SiteFolder) -> None:
    for path in ("id/", "id/a1/", "id/tag/", "id/tag/politik/", "id/archive/", "id/search/"):
        navigation = one(parse(tagged.page(path)), "nav", class_="sections")
        assert links(navigation) == {
            "Beranda": "/id/",
            "Arsip": "/id/archive/",
            "Topik": "/id/tag/",
            "Cari": "/id/search/",
        }
    current = one(one(parse(tagged.page("id/tag/politik/")), "nav", class_="sections"), "a", aria_current="true")
    assert text(current) == "Topik"


def test_an_original_that_stands_in_for_a_translation_is_under_the_tags_of_its_page(make_site: MakeSite) -> None:
    site = make_site(untranslated="notice")
    site.write("id", "a", "Tanpa Terjemahan", tags=["Ukraina"])
    site.render()
    assert headlines(parse(site.page("en/tag/ukraina/"))) == ["Tanpa Terjemahan"]
    assert links(one(parse(site.page("en/a/")), "div", class_="topics")) == {"Ukraine": "/en/tag/ukraina/"}
