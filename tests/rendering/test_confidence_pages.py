"""How far the sentences of a translation can be trusted, as readers of pages, lists, feeds and the search see it."""

from __future__ import annotations

import datetime
import json
import re
from gettext import NullTranslations

import feedparser
import pytest
from html_pages import all_of, links, one, parse, text
from rated import Rated, write_rated
from search_index import fragments
from sites import MakeSite, SiteFolder

from sitegen.content.confidence import LevelCounts
from sitegen.errors import SitegenError
from sitegen.rendering.text.confidence_notice import confidence_notice

DAY = datetime.date(2022, 1, 3)
GOOD = Rated("Ibu pergi.", "Mother left.", 0.9)
ROUGH = Rated("Anak makan.", "The child eats itself.", 0.5)
FLAGGED = Rated("Ada 5.", "There are 6.", 0.9, ("number",))
POOR = Rated("Bapak tidur.", "Father is fast.", 0.2)
UNKNOWN = Rated("Warga pulang.", "Residents returned.")


@pytest.fixture
def mixed(make_site: MakeSite) -> SiteFolder:
    """A story with sentences of every level, and a headline that can be read."""
    site = make_site(base_url="https://example.org/")
    write_rated(site, "kabar", Rated("Kabar", "News", 0.8), GOOD, ROUGH, FLAGGED, POOR, date=DAY)
    assert site.render().problems == ()
    return site


def notice(page: str) -> str:
    return text(one(parse(page), "div", class_="notice"))


# At the sentence


def test_a_sentence_has_an_underline_and_words_by_its_level(mixed: SiteFolder) -> None:
    page = mixed.page("en/kabar/")
    for number, classes, words in (
        (1, "sentence", ""),
        (2, "sentence doubtful", "(rough)"),
        (3, "sentence doubtful", "(rough)"),
        (4, "sentence doubtful poor", "(do not rely on this)"),
    ):
        span = one(parse(page), "span", id=f"s{number}")
        assert span.get("class") == classes
        assert "".join(text(mark) for mark in all_of(span, "span", class_="doubt")) == words


def test_the_words_stand_once_and_only_where_a_reader_is_warned(mixed: SiteFolder) -> None:
    page = mixed.page("en/kabar/")
    assert page.count('class="doubt"') == 3
    assert "doubt" not in mixed.page("id/kabar/")


def test_a_sentence_without_a_number_is_not_called_good(make_site: MakeSite) -> None:
    site = make_site()
    write_rated(site, "kabar", Rated("Kabar", "News", 0.8), UNKNOWN, GOOD, ROUGH)
    site.render()
    page = site.page("en/kabar/")
    assert "One sentence is rough." in notice(page)
    assert "read well" not in page


def test_a_headline_and_a_caption_that_are_rough_say_so(make_site: MakeSite) -> None:
    site = make_site()
    write_rated(site, "kabar", Rated("Kabar", "News", 0.5), GOOD)
    site.render()
    heading = one(parse(site.page("en/kabar/")), "h1")
    assert text(heading) == "News (rough)"
    assert heading.get("lang") is None


def test_what_a_person_reviewed_is_not_underlined(make_site: MakeSite) -> None:
    site = make_site()
    write_rated(site, "kabar", Rated("Kabar", "News", 0.1), FLAGGED, POOR, status="reviewed")
    site.render()
    assert "doubt" not in site.page("en/kabar/") + site.page("en/kabar/parallel/")
    assert text(one(parse(site.page("en/kabar/")), "h1")) == "News"


def test_side_by_side_the_level_stands_below_the_sentence_with_what_a_check_found(mixed: SiteFolder) -> None:
    known = [text(item) for item in all_of(parse(mixed.page("en/kabar/parallel/")), "li", class_="doubt-label")]
    assert known == ["rough", "rough – may be wrong: a number", "do not rely on this"]
    page = parse(mixed.page("id/kabar/parallel/"))
    known = [text(item) for item in all_of(page, "li", class_="doubt-label")]
    assert known == ["terjemahan kasar", "terjemahan kasar – mungkin keliru: angka", "tidak dapat diandalkan"]
    assert one(page, "span", id="s4-en").get("class") == "sentence doubtful poor"


# The notice


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (LevelCounts(), ""),
        (LevelCounts(unknown=3), ""),
        (LevelCounts(good=3), "These sentences should read well."),
        (LevelCounts(good=3, unknown=1), ""),
        (LevelCounts(good=3, rough=1), "One sentence is rough. The rest should read well."),
        (LevelCounts(good=50, rough=9), "Nine sentences are rough. The rest should read well."),
        (LevelCounts(good=90, rough=10), "10 sentences are rough. The rest should read well."),
        (LevelCounts(unknown=9, rough=9, poor=2), "About half of these sentences are rough. "
         "Two sentences should not be relied on."),
        (LevelCounts(rough=2), "All of these sentences are rough."),
        (LevelCounts(people=2, rough=2), "Two sentences are rough."),
        (LevelCounts(rough=1), "One sentence is rough."),
        (LevelCounts(rough=19, poor=1), "Nearly all of these sentences are rough. "
         "One sentence should not be relied on."),
        (LevelCounts(unknown=5, rough=15), "About three quarters of these sentences are rough."),
        (LevelCounts(unknown=7, rough=13), "About two thirds of these sentences are rough."),
        (LevelCounts(unknown=14, poor=6), "About a third of these sentences should not be relied on."),
        (LevelCounts(unknown=15, poor=5), "About a quarter of these sentences should not be relied on."),
        (LevelCounts(poor=4), "None of these sentences should be relied on."),
    ],
)  # fmt: skip
def test_the_notice_says_the_share_or_the_number(counts: LevelCounts, said: str) -> None:
    assert " ".join(words for _, words in confidence_notice(counts, NullTranslations())) == said


def test_the_notice_has_the_underlines_that_it_speaks_of(mixed: SiteFolder) -> None:
    note = one(parse(mixed.page("en/kabar/")), "div", class_="notice")
    said = {text(span): span.get("class") for span in all_of(note, "span", class_="confidence")}
    assert said == {
        "Two sentences are rough.": "confidence doubtful",
        "One sentence should not be relied on.": "confidence doubtful poor",
        "The rest should read well.": "confidence",
    }


def test_the_notice_speaks_the_language_of_the_page(mixed: SiteFolder) -> None:
    said = notice(mixed.page("id/kabar/parallel/"))
    assert "Dua kalimat masih berupa terjemahan kasar. Satu kalimat tidak dapat diandalkan." in said
    assert "Selebihnya semestinya enak dibaca." in said


# A headline that nobody should rely on


@pytest.fixture
def poor_headline(make_site: MakeSite) -> SiteFolder:
    """Two stories: of one, the headline's translation is not to be relied on."""
    site = make_site(base_url="https://example.org/", index_machine_translations=True)
    write_rated(site, "pasukan", Rated("Pasukan 'Ditumpuk'", "Troops 'Piled'", 0.2), GOOD, date=DAY)
    write_rated(site, "warga", Rated("Warga", "Residents", 0.9), GOOD, date=DAY)
    assert site.render().problems == ()
    return site


def test_the_original_s_headline_stands_in_with_the_translation_below_it(poor_headline: SiteFolder) -> None:
    page = parse(poor_headline.page("en/pasukan/"))
    assert text(one(page, "h1")) == "Pasukan ‘Ditumpuk’"
    assert one(page, "h1").get("lang") == "id"
    below = one(page, "p", class_="translated-headline")
    assert text(below) == "Translated headline Troops ‘Piled’ (do not rely on this)"
    assert "poor" in all_of(below, "span", class_="doubtful")[0].get("class", "")
    assert text(one(page, "title")) == "Pasukan ‘Ditumpuk’ – News Mirror"


@pytest.mark.parametrize("path", ["en/", "en/archive/2022/01/"])
def test_lists_have_the_original_s_headline_in_its_language(poor_headline: SiteFolder, path: str) -> None:
    page = parse(poor_headline.page(path))
    (link,) = [link for link in page.iter("a") if link.get("href") == "/en/pasukan/"]
    assert (text(link), link.get("lang")) == ("Pasukan ‘Ditumpuk’", "id")
    (other,) = [link for link in page.iter("a") if link.get("href") == "/en/warga/"]
    assert (text(other), other.get("lang")) == ("Residents", None)
    assert "Troops" not in poor_headline.page(path)
    assert text(page).count("(original headline)") == 1


def test_the_story_before_or_after_is_named_by_the_original_s_headline(poor_headline: SiteFolder) -> None:
    around = one(parse(poor_headline.page("en/warga/")), "nav", class_="neighbours")
    assert links(around) == {"Pasukan ‘Ditumpuk’": "/en/pasukan/"}
    assert [link.get("lang") for link in around.iter("a")] == ["id"]


def test_feeds_have_the_original_s_headline_and_the_translation_in_the_text(poor_headline: SiteFolder) -> None:
    data = poor_headline.public / "en" / "feed.xml"
    assert '<title xml:lang="id">Pasukan ‘Ditumpuk’</title>' in data.read_text(encoding="utf-8")
    (entry,) = [found for found in feedparser.parse(str(data)).entries if found["link"].endswith("/en/pasukan/")]
    assert "Translated headline" in entry["content"][0]["value"]
    assert "Troops ‘Piled’ (do not rely on this)" in entry["content"][0]["value"]
    items = json.loads((poor_headline.public / "en" / "feed.json").read_bytes())["items"]
    assert {item["title"] for item in items} == {"Pasukan ‘Ditumpuk’", "Residents"}


def test_other_sites_and_search_engines_are_told_the_original_s_headline(poor_headline: SiteFolder) -> None:
    page = poor_headline.page("en/pasukan/")
    assert '<meta property="og:title" content="Pasukan ‘Ditumpuk’">' in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data)["headline"] == "Pasukan ‘Ditumpuk’"


def test_the_search_shows_the_original_s_headline_and_says_its_language(poor_headline: SiteFolder) -> None:
    meta = fragments(poor_headline, "en")["/en/pasukan/"]["meta"]
    assert (meta["title"], meta["title_lang"]) == ("Pasukan ‘Ditumpuk’", "id")
    assert "title_lang" not in fragments(poor_headline, "en")["/en/warga/"]["meta"]


def test_side_by_side_both_headlines_are_there(poor_headline: SiteFolder) -> None:
    page = parse(poor_headline.page("en/pasukan/parallel/"))
    assert text(one(page, "span", id="title")) == "Troops ‘Piled’"
    assert text(one(page, "span", id="title-id")) == "Pasukan ‘Ditumpuk’"
    assert text(one(page, "li", class_="doubt-label")) == "do not rely on this"


# What is shown without the notice


def test_a_beginning_leaves_out_what_nobody_should_rely_on(make_site: MakeSite) -> None:
    site = make_site()
    write_rated(site, "kabar", Rated("Kabar", "News", 0.8), POOR, GOOD)
    site.render()
    assert "Father" not in site.page("en/")
    assert text(one(parse(site.page("en/")), "p", class_="summary")) == "Mother left."


def test_feeds_say_all_levels_in_the_notice_and_at_the_sentences_only_the_lowest(mixed: SiteFolder) -> None:
    (item,) = json.loads((mixed.public / "en" / "feed.json").read_bytes())["items"]
    assert "Two sentences are rough. One sentence should not be relied on." in item["content_html"]
    assert "Father is fast. (do not rely on this)" in item["content_html"]
    assert "(rough)" not in item["content_html"]


def test_the_search_does_not_find_the_words_of_a_level(mixed: SiteFolder) -> None:
    assert "rely" not in fragments(mixed, "en")["/en/kabar/"]["content"]
    assert "Father is fast." in fragments(mixed, "en")["/en/kabar/"]["content"]


# Search engines


@pytest.mark.parametrize(
    ("setting", "indexed"),
    [
        (False, set()),
        ("good", {"baik"}),
        ("rough", {"baik", "kasar"}),
        (True, {"baik", "kasar", "buruk", "entah"}),
    ],
)
def test_search_engines_get_the_translations_of_the_level_that_is_asked_for(
    make_site: MakeSite, setting: bool | str, indexed: set[str]
) -> None:
    site = make_site(base_url="https://example.org/", index_machine_translations=setting)
    title = Rated("Kabar", "News", 0.8)
    write_rated(site, "baik", title, GOOD, ROUGH)
    write_rated(site, "kasar", title, ROUGH, FLAGGED)
    write_rated(site, "buruk", title, GOOD, GOOD._replace(source="Dua.", output="Two."), POOR)
    write_rated(site, "entah", title, GOOD, UNKNOWN)
    site.render()
    slugs = ("baik", "kasar", "buruk", "entah")
    assert {slug for slug in slugs if 'content="noindex"' not in site.page(f"en/{slug}/")} == indexed
    sitemap = (site.public / "sitemap.xml").read_text(encoding="utf-8")
    assert {slug for slug in slugs if f"<loc>https://example.org/en/{slug}/</loc>" in sitemap} == indexed


@pytest.mark.parametrize("wrong", ["poor", "yes", 1])
def test_a_level_that_there_is_not_is_an_error_with_its_line(make_site: MakeSite, wrong: object) -> None:
    site = make_site(index_machine_translations=wrong)
    with pytest.raises(SitegenError, match=r"site\.toml:1: .*write true, false, 'good' or 'rough'"):
        _ = site.site


# Builds


@pytest.mark.slow
def test_a_confidence_that_changes_makes_what_shows_it_anew(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/")
    write_rated(site, "kabar", Rated("Kabar", "News", 0.8), GOOD, date=DAY)
    write_rated(site, "lain", Rated("Lain", "Other", 0.8), GOOD, date=DAY)
    site.render()
    for title, sentence in ((0.8, 0.5), (0.2, 0.5), (0.2, 0.1), (0.9, 0.9)):
        write_rated(site, "kabar", Rated("Kabar", "News", title), GOOD._replace(confidence=sentence), date=DAY)
        site.render()
        fresh = make_site(f"fresh-{title}-{sentence}", base_url="https://example.org/")
        write_rated(fresh, "kabar", Rated("Kabar", "News", title), GOOD._replace(confidence=sentence), date=DAY)
        write_rated(fresh, "lain", Rated("Lain", "Other", 0.8), GOOD, date=DAY)
        fresh.render()
        assert site.files() == fresh.files()
