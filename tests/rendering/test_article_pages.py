"""What an article's page shows, and where its links lead."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from html_pages import all_of, headlines, links, one, parse, sentences, text, texts
from sites import TRANSLATED, MakeSite, SiteFolder

from sitegen.content.front_matter.sentence_records import Entry, format_entries, short_digest


def test_an_article_shows_all_of_its_parts(site: SiteFolder) -> None:
    page = parse(site.page("id/blinken/"))
    main = one(page, "main")
    assert text(one(page, "h1")) == "Blinken Serukan NATO ‘Bersatu’"
    assert text(one(one(main, "article"), "time")) == "Senin, 3 Januari 2022"
    assert one(one(main, "article"), "time").get("datetime") == "2022-01-03"
    assert text(one(main, "span", class_="caption")) == "Blinken di Washington."
    assert text(one(main, "span", class_="credit")) == "Foto: Evelyn Hockstein/Pool via AP"
    assert text(one(main, "span", class_="dateline")) == "WASHINGTON (VOA) –"
    assert text(one(main, "p", class_="byline")) == "Redaksi mg/rs"
    assert one(page, "meta", name_="description").get("content") == "Satu “kalimat”. Dua."


def test_a_translation_speaks_its_own_language(site: SiteFolder) -> None:
    main = one(parse(site.page("en/blinken/")), "main")
    assert text(one(one(main, "article"), "time")) == "Monday, January 3, 2022"
    assert text(one(main, "span", class_="credit")) == "Photo: Evelyn Hockstein/Pool via AP"
    assert text(one(main, "span", class_="dateline")) == "WASHINGTON (VOA) —"


def test_an_inferred_date_says_so(site: SiteFolder) -> None:
    assert "(tanggal disimpulkan dari isi berita)" in text(
        one(parse(site.page("id/blinken/")), "header", class_="opening")
    )
    assert "(date inferred from the text)" in text(one(parse(site.page("en/blinken/")), "header", class_="opening"))
    assert "disimpulkan" not in text(parse(site.page("id/jerman/")))


def test_what_an_article_does_not_have_is_not_mentioned(site: SiteFolder) -> None:
    main = one(parse(site.page("id/tanpa-tanggal/")), "main")
    for kind in ("date", "photo-text", "byline", "notice", "related"):
        assert not [element for element in main.iter() if kind in element.get("class", "").split()]


def test_both_languages_have_the_same_sentences(site: SiteFolder) -> None:
    assert list(sentences(parse(site.page("id/blinken/")))) == ["s1", "s2", "s3", "s4", "s5"]
    assert list(sentences(parse(site.page("en/blinken/")))) == ["s1", "s2", "s3", "s4", "s5"]
    assert sentences(parse(site.page("en/blinken/")))["s5"] == "Three."


def test_the_language_switch_leads_to_the_same_article(site: SiteFolder) -> None:
    base = site.site.base_path
    switch = one(parse(site.page("id/blinken/")), "nav", aria_label="Bahasa")
    assert links(switch) == {"English": f"{base}en/blinken/", "Berdampingan": f"{base}id/blinken/parallel/"}
    assert texts(all_of(switch, "a", lang="en", hreflang="en")) == ["English"]
    assert links(one(parse(site.page("en/blinken/")), "nav", aria_label="Language")) == {
        "Bahasa Indonesia": f"{base}id/blinken/",
        "Side by side": f"{base}en/blinken/parallel/",
    }


def test_every_sentence_leads_to_itself_in_the_other_language(site: SiteFolder) -> None:
    base = site.site.base_path
    for lang, other in (("id", "en"), ("en", "id")):
        page = parse(site.page(f"{lang}/blinken/"))
        twins = [link.get("href") for link in all_of(page, "a", class_="twin")]
        assert twins == [f"{base}{other}/blinken/#s{number}" for number in (1, 2, 3, 4, 5)]


# Related headlines


def test_a_related_headline_leads_to_the_article_in_the_page_s_language(site: SiteFolder) -> None:
    base = site.site.base_path
    box = one(parse(site.page("id/blinken/")), "div", class_="related")
    assert text(one(box, "p")) == "Baca juga"
    assert links(box) == {"Jerman ingin “tata” ulang": f"{base}id/jerman/"}
    assert texts(box.iter("li")) == ["Jerman ingin “tata” ulang", "Tidak Ada"]
    box = one(parse(site.page("en/blinken/")), "div", class_="related")
    assert text(one(box, "p")) == "Read also"
    assert links(box) == {"Germany Wants to": f"{base}en/jerman/"}


def test_a_related_headline_leads_to_the_original_where_there_is_no_translation(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"), ("BACA JUGA: Judul B", "READ ALSO: Title B"))
    site.write("id", "b", "Judul B")
    site.render()
    (item,) = one(parse(site.page("en/a/")), "div", class_="related").iter("li")
    assert text(item) == "Title B (in Indonesian)"
    link = next(item.iter("a"))
    assert (link.get("href"), link.get("hreflang")) == ("/id/b/", "id")


def test_an_article_does_not_lead_to_itself(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "a", "Judul A", "BACA JUGA: Judul A")
    site.render()
    assert not links(one(parse(site.page("id/a/")), "div", class_="related"))


# Notices


def notice(page: Element) -> str:
    return text(one(page, "div", class_="notice"))


@pytest.mark.slow
def test_a_machine_translation_says_so_with_its_model_and_leads_to_the_original(site: SiteFolder) -> None:
    page = parse(site.page("en/blinken/"))
    assert notice(page) == (
        "Translated by machine. A computer translated this text from Indonesian, and nobody has checked it yet. "
        "It can contain mistakes. Read the original in Indonesian Model: argos translate-id_en 0.1"
    )
    original = f"{site.site.base_path}id/blinken/"
    assert links(one(page, "div", class_="notice"))["Read the original in Indonesian"] == original


def test_a_reviewed_translation_says_who_checked_it(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"), translation={**TRANSLATED, "status": "reviewed"})
    site.render()
    assert notice(parse(site.page("en/a/"))).startswith("Translated by machine, reviewed by a person.")


def test_a_translation_by_hand_names_no_machine(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "a", "A")
    site.write("en", "a", "A")
    site.render()
    assert notice(parse(site.page("en/a/"))) == "Translated from Indonesian. Read the original in Indonesian"


def test_an_article_without_translation_says_so_and_is_only_in_its_own_language(site: SiteFolder) -> None:
    page = parse(site.page("id/tanpa-terjemahan/"))
    assert notice(page) == "Berita ini belum diterjemahkan ke bahasa Inggris."
    assert links(one(page, "nav", aria_label="Bahasa")) == {"English": f"{site.site.base_path}en/"}
    assert not (site.public / "en" / "tanpa-terjemahan").exists()
    assert "Tanpa Terjemahan" not in headlines(parse(site.page("en/"))) + headlines(parse(site.page("en/page/2/")))


def test_sentences_that_the_machine_doubts_are_underlined_and_said_in_words(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "kabar", "Kabar", "Satu.\nDua.\n\nBACA JUGA: Tiga")
    headlines = ("Kabar", "News", "name"), ("", "", ""), ("BACA JUGA: Tiga", "READ ALSO: Three", "name term")
    sentences = ("Satu.", "One.", ""), ("Dua.", "Two.", "number")
    record = record_of(headlines[0], ("", "", ""), *sentences, *headlines[1:])
    site.write("en", "kabar", "News", "One.\nTwo.\n\nREAD ALSO: Three", translation={**TRANSLATED, "sentences": record})
    site.render()
    page = site.page("en/kabar/")
    assert page.count('class="doubt"') == 3
    assert 'class="sentence" id="s1"' in page
    assert 'class="sentence doubtful" id="s2"' in page
    assert 'class="sentence doubtful" id="s3"' in page
    assert "Three sentences are rough." in page
    assert "doubtful" not in site.page("id/kabar/")


def test_a_corrected_sentence_is_not_in_doubt(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "kabar", "Kabar", "Satu.")
    record = record_of(("Kabar", "News", ""), ("", "", ""), ("Satu.", "Won.", "name"))
    site.write("en", "kabar", "News", "One.", translation={**TRANSLATED, "sentences": record})
    site.render()
    assert "doubtful" not in site.page("en/kabar/")


def record_of(*rows: tuple[str, str, str]) -> tuple[str, ...]:
    """The record of some texts, their translations by the machine, and its doubts."""
    return format_entries(
        [Entry(short_digest(a), short_digest(b), tuple(c.split())) if a else Entry() for a, b, c in rows]
    )


def test_people_are_shown_in_the_words_of_the_pages_language(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("satu", ("Satu", "One"), authors=["Budi Santoso", "Ani <b>"], editors=["Sari"], byline="mg/rs")
    assert site.render().problems == ()
    shown = {
        lang: [text(line) for line in all_of(parse(site.page(f"{lang}/satu/")), "p", class_="byline")]
        for lang in ("id", "en")
    }
    assert shown["id"] == ["Penulis Budi Santoso, Ani <b>", "Editor Sari", "Redaksi mg/rs"]
    assert shown["en"] == ["Authors Budi Santoso, Ani <b>", "Editor Sari", "Newsroom mg/rs"]


def test_a_translation_that_names_nobody_shows_the_originals_people(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "satu", "Satu", authors=["Budi Santoso"])
    site.write("en", "satu", "One")
    site.render()
    assert text(one(parse(site.page("en/satu/")), "p", class_="authors")) == "Author Budi Santoso"
