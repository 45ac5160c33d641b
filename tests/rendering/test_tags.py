"""Tags: what front matter may say, what they are called in each language, and their pages."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from random import Random

import pytest
from fake_engine import BackwardEngine
from html_pages import all_of, alternates, headlines, links, one, parse, text, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder, write_site

from sitegen.content.front_matter.front_matter import format_article, parse_article
from sitegen.content.store import load_article
from sitegen.errors import SitegenError
from sitegen.seeds.importing import import_seeds
from sitegen.slugs import RESERVED, is_same_tag, tag_slug
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_tag_s_page_has_its_articles_the_newest_first(tagged: SiteFolder) -> None:
    assert headlines(parse(tagged.page("id/tag/politik/"))) == ["Kabar 3", "Kabar 2"]
    assert headlines(parse(tagged.page("id/tag/politik/page/2/"))) == ["Kabar 1", "Kopi Gayo"]
    assert headlines(parse(tagged.page("en/tag/politik/page/2/"))) == ["News 1", "Gayo Coffee"]
    assert not (tagged.public / "id/tag/politik/page/3").exists()
    page = parse(tagged.page("id/tag/politik/"))
    assert links(page)["Berita lebih lama"] == "/id/tag/politik/page/2/"
    assert text(one(page, "title")) == "Politik – Cermin Berita"
    assert text(one(parse(tagged.page("id/tag/politik/page/2/")), "title")) == "Politik, halaman 2 – Cermin Berita"


@pytest.mark.slow
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


@pytest.mark.slow
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


# Addresses


def warnings(site: SiteFolder) -> list[str]:
    return [str(problem).removeprefix(f"{site.root}/") for problem in site.render().problems]


@pytest.mark.slow
def test_tags_that_differ_in_signs_or_scripts_have_pages_of_their_own(make_site: MakeSite) -> None:
    site = make_site(tags={'"C++"': "C plus plus"})
    tags = ("C", "C++", "C#", "Kopi", "Kopi 北京", "Disney", "Disney+")
    for number, tag in enumerate(tags):
        site.pair(f"a{number}", (f"Kabar {number}", f"News {number}"), tags=[tag])
    site.pair("semua", ("Semua", "All"), tags=list(tags))
    assert warnings(site) == []
    for number, tag in enumerate(tags):
        page = parse(site.page(f"id/tag/{tag_slug(tag)}/"))
        assert text(one(page, "h1")) == tag
        assert sorted(headlines(page)) == [f"Kabar {number}", "Semua"]
    assert text(one(parse(site.page(f"en/tag/{tag_slug('C++')}/")), "h1")) == "C plus plus"
    assert text(one(parse(site.page("en/tag/c/")), "h1")) == "C"


def test_tags_that_differ_in_case_spaces_and_hyphens_are_one(make_site: MakeSite) -> None:
    site = make_site()
    for number, tag in enumerate(("Covid 19", "covid-19", "COVID-19", " Covid  19")):
        site.write("id", f"a{number}", f"Kabar {number}", tags=[tag])
    assert warnings(site) == []
    assert len(headlines(parse(site.page("id/tag/covid-19/")))) == 4


def test_where_two_spellings_may_mean_two_things_the_rarer_one_is_said(make_site: MakeSite) -> None:
    site = make_site()
    for number, tag in enumerate(("Müller", "Muller", "Muller", "muller", "Müller")):
        site.write("id", f"2022/a{number}", f"Kabar {number}", tags=["Kopi", tag])
    site.write("id", "b", "Kabar", tags=["#MeToo"])
    site.write("id", "c", "Kabar", tags=["MeToo"])
    site.write("id", "d", "Kabar", tags=["MeToo"])
    remedy = "write it so too, or if it means something else, call it something else"
    assert warnings(site) == [
        f"content/id/b.md:4: tags: '#MeToo' has the same page as 'MeToo', /id/tag/metoo/; {remedy}",
        f"content/id/2022/a0.md:5: tags: 'Müller' has the same page as 'Muller', /id/tag/muller/; {remedy}",
    ]
    assert len(headlines(parse(site.page("id/tag/muller/")))) == 5


TAGS = st.text("aAbB1 -_+#%é'.北京", min_size=1, max_size=8).filter(lambda tag: any(map(str.isalnum, tag)))


def told(tag: str) -> str:
    """What tells a tag from others, in signs of which a page's address tells each."""
    return re.sub(r"[^ab1e+#%北京]", "", tag.lower().replace("é", "e").lstrip("# -_'."))


@pytest.mark.slow
@settings(max_examples=500)
@given(TAGS, TAGS)
def test_two_tags_have_one_address_only_if_they_have_the_same_letters_and_signs(one: str, other: str) -> None:
    if tag_slug(one) == tag_slug(other):
        assert told(one) == told(other)
    spelled_alike = re.sub(r"[ _-]+", " ", one.lower()).strip() == re.sub(r"[ _-]+", " ", other.lower()).strip()
    assert not spelled_alike or tag_slug(one) == tag_slug(other)
    if spelled_alike:
        assert is_same_tag(one, other)


@pytest.mark.slow
@settings(max_examples=20)
@given(tags=st.lists(TAGS, min_size=2, max_size=5), random=st.randoms(use_true_random=False))
def test_the_addresses_of_tags_do_not_depend_on_the_order_of_articles(
    tmp_path_factory: pytest.TempPathFactory, tags: list[str], random: Random
) -> None:
    shuffled = random.sample(tags, len(tags))
    pages = []
    for order in (tags, shuffled):
        site = write_site(tmp_path_factory.mktemp("tags") / "site", search=False)
        for number, tag in enumerate(order):
            site.write("id", f"a{number}", tag, tags=[tag])
        said = site.render().problems
        assert all(problem.severity == "warning" for problem in said)
        listed = {path: sorted(headlines(parse(site.page(path)))) for path in tag_addresses(site)}
        pages.append((listed, sorted({problem.message for problem in said})))
    assert pages[0] == pages[1]


def tag_addresses(site: SiteFolder) -> list[str]:
    return [f"id/tag/{path.parent.name}/" for path in sorted(site.public.glob("id/tag/*/index.html"))]
