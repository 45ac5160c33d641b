"""The parallel page: both languages of a story side by side, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

import pytest
from html_pages import all_of, alternates, links, one, parse, text, texts
from sites import TRANSLATED, MakeSite, SiteFolder

from sitegen.content.front_matter.sentence_records import Entry, format_entries, short_digest

REVIEWED = {**TRANSLATED, "status": "reviewed"}


def beside(page: Element) -> list[tuple[str, ...]]:
    """The texts of each pair from top to bottom, without headline and caption."""
    pairs = all_of(one(page, "div", class_="body"), "div", class_="pair")
    return [
        tuple(text(element) for element in pair.iter() if "text" in element.get("class", "").split()) for pair in pairs
    ]


def body_of(make_site: MakeSite, indonesian: str, english: str) -> Element:
    """The parallel page, Indonesian first, of an article with these bodies."""
    site = make_site()
    site.pair("a", ("Judul", "Title"), (indonesian, english))
    assert site.render().problems == ()
    return parse(site.page("id/a/parallel/"))


def words(element: Element) -> set[str]:
    return {word for part in element.itertext() for word in part.split()}


def known(page: Element) -> list[str]:
    return [text(item) for notes in all_of(page, "ul", class_="known") for item in notes.iter("li")]


# The page


@pytest.mark.slow
def test_every_article_in_both_languages_has_a_parallel_page_in_each(site: SiteFolder) -> None:
    for lang, first, second in (("id", "Dua.", "Two."), ("en", "Two.", "Dua.")):
        page = parse(site.page(f"{lang}/blinken/parallel/"))
        assert page.get("lang") == lang
        assert beside(page)[1] == (first, second)
    assert not any(path.endswith("tanpa-terjemahan/parallel/index.html") for path in site.files())


def test_the_dateline_stands_in_both_texts(site: SiteFolder) -> None:
    assert beside(parse(site.page("id/blinken/parallel/")))[0] == (
        "WASHINGTON (VOA) – Satu “kalimat”.",
        "WASHINGTON (VOA) — One “sentence”.",
    )


@pytest.mark.slow
def test_headline_and_caption_stand_side_by_side_too(site: SiteFolder) -> None:
    page = parse(site.page("en/blinken/parallel/"))
    assert text(one(page, "h1")) == "Blinken Calls on NATO to ‘Unite’"
    assert one(page, "h1").get("lang") == "en"
    other = one(page, "p", class_="headline")
    assert (text(other), other.get("lang")) == ("Blinken Serukan NATO ‘Bersatu’", "id")
    assert texts(all_of(one(page, "div", class_="photo-text"), "p", class_="text")) == ["Blinken di Washington."] * 2


def test_article_and_parallel_page_lead_to_each_other(site: SiteFolder) -> None:
    base = site.site.base_path
    article = parse(site.page("id/blinken/"))
    assert (
        links(article)["Berdampingan"]
        == links(article)["Baca kedua bahasa berdampingan"]
        == f"{base}id/blinken/parallel/"
    )
    ways = links(one(parse(site.page("id/blinken/parallel/")), "nav", aria_label="Baca dalam satu bahasa"))
    assert ways == {"Bahasa Indonesia": f"{base}id/blinken/", "English": f"{base}en/blinken/"}
    assert "Berdampingan" not in text(parse(site.page("id/tanpa-terjemahan/")))


def test_the_language_switch_leads_to_the_other_parallel_page(site: SiteFolder) -> None:
    switch = one(parse(site.page("id/blinken/parallel/")), "nav", aria_label="Bahasa")
    assert links(switch) == {"English": f"{site.site.base_path}en/blinken/parallel/"}


def test_search_engines_are_told_of_the_two_parallel_pages(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/news/")
    site.pair("a", ("Judul", "Title"), translation=REVIEWED)
    site.render()
    for lang in ("id", "en"):
        page = parse(site.page(f"{lang}/a/parallel/"))
        assert one(page, "link", rel="canonical").get("href") == f"https://example.org/news/{lang}/a/parallel/"
        assert {lang: url for lang, url in alternates(page).items() if lang in {"id", "en", "x-default"}} == {
            "id": "https://example.org/news/id/a/parallel/",
            "en": "https://example.org/news/en/a/parallel/",
            "x-default": "https://example.org/news/id/a/parallel/",
        }


# Sentences


def test_every_id_is_there_once_and_the_page_s_own_language_has_the_short_ones(site: SiteFolder) -> None:
    for lang, other in (("id", "en"), ("en", "id")):
        page = parse(site.page(f"{lang}/blinken/parallel/"))
        ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
        assert set(ids.values()) == {1}
        for number in (1, 2, 3, 4, 5):
            assert f"s{number}" in ids
            assert f"s{number}-{other}" in ids


def test_each_text_has_its_language_and_direction(site: SiteFolder) -> None:
    page = parse(site.page("en/blinken/parallel/"))
    for element in page.iter():
        if "text" in element.get("class", "").split():
            (sentence,) = all_of(element, "span", class_="sentence")
            assert element.get("lang") == ("id" if sentence.get("id", "").endswith("-id") else "en")
            assert element.get("dir") == "ltr"


@pytest.mark.slow
def test_a_number_stands_at_each_pair_and_leads_to_it(site: SiteFolder) -> None:
    page = parse(site.page("en/blinken/parallel/"))
    numbers = all_of(page, "a", class_="sentence-number")
    assert texts(numbers) == ["1", "2", "3", "4", "5"]
    assert [number.get("href") for number in numbers] == ["#s1", "#s2", "#s3", "#s4", "#s5"]
    assert numbers[0].get("aria-label") == "Sentence 1"


def test_paragraphs_stay_together(make_site: MakeSite) -> None:
    page = body_of(make_site, "Satu.\nDua.\n\nTiga.", "One.\nTwo.\n\nThree.")
    paragraphs = all_of(page, "div", class_="paragraph")
    assert [texts(all_of(paragraph, "p", class_="text")) for paragraph in paragraphs] == [
        ["Satu.", "One.", "Dua.", "Two."],
        ["Tiga.", "Three."],
    ]


def test_the_same_number_is_the_same_sentence_where_one_side_has_no_word(make_site: MakeSite) -> None:
    page = body_of(make_site, "Satu.\nDua.\nTiga.\n\n…\n\nLima.", "One.\n…\nThree.\n\nAnd so on.\n\nFive.")
    assert beside(page) == [
        ("Satu.", "One."),
        ("Dua.", "…"),
        ("Tiga.", "Three."),
        ("…", "And so on."),
        ("Lima.", "Five."),
    ]
    assert (one(page, "span", id="s4").text, one(page, "span", id="s4-en").text) == ("Lima.", "Five.")


def test_emphasis_and_links_over_several_sentences_are_in_each(make_site: MakeSite) -> None:
    page = body_of(make_site, "*Satu.\nDua.* Tiga.", "*One.\nTwo.* Three.")
    assert beside(page) == [("Satu.", "One."), ("Dua. Tiga.", "Two. Three.")]
    assert texts(page.iter("em")) == ["Satu.", "One.", "Dua.", "Two."]


# Structure


def test_a_heading_is_one_in_the_page_s_own_language(make_site: MakeSite) -> None:
    page = body_of(make_site, "# Latar\n\nSatu.", "# Background\n\nOne.")
    assert texts(page.iter("h2")) == ["Latar"]
    assert beside(page) == [("Latar", "Background"), ("Satu.", "One.")]


def test_lists_and_quotations_hold_both_languages(make_site: MakeSite) -> None:
    page = body_of(
        make_site,
        "1. satu\n2. dua\n    - tiga\n\n> Kutipan.\n> Kedua.",
        "1. one\n2. two\n    - three\n\n> A quotation.\n> Second.",
    )
    assert texts(all_of(one(page, "ol"), "p", class_="text")) == ["satu", "one", "dua", "two", "tiga", "three"]
    assert len(all_of(one(page, "ol"), "li")) == 3
    assert texts(all_of(one(page, "blockquote"), "p", class_="text")) == [
        "Kutipan.",
        "A quotation.",
        "Kedua.",
        "Second.",
    ]


def test_tables_stand_side_by_side_as_a_whole(make_site: MakeSite) -> None:
    page = body_of(make_site, "| a | b |\n|---|---|\n| satu | 2 |", "| c | d |\n|---|---|\n| one | 2 |")
    (pair,) = all_of(one(page, "div", class_="body"), "div", class_="whole")
    assert [side.get("lang") for side in all_of(pair, "div", class_="text")] == ["id", "en"]
    assert len(all_of(pair, "table")) == 2
    assert [span.get("id") for span in all_of(pair, "span", data_sentence="1")] == ["s1", None, "s1-en", None]


def test_what_is_the_same_in_both_languages_is_there_once(make_site: MakeSite) -> None:
    page = body_of(make_site, "Satu.\n\n```\nkode\n```\n\n---\n\nDua.", "One.\n\n```\nkode\n```\n\n---\n\nTwo.")
    assert len(all_of(page, "pre")) == len(all_of(page, "hr")) == 1
    assert beside(page) == [("Satu.", "One."), (), (), ("Dua.", "Two.")]


def test_related_headlines_lead_to_the_article_in_each_language(site: SiteFolder) -> None:
    base = site.site.base_path
    box = one(parse(site.page("id/blinken/parallel/")), "div", class_="related")
    assert text(one(box, "p", class_="label")) == "Baca juga"
    assert links(box) == {
        "3": "#s3",
        "4": "#s4",
        "Jerman ingin “tata” ulang": f"{base}id/jerman/",
        "Germany Wants to": f"{base}en/jerman/",
    }


def test_footnotes_are_there_once_and_each_text_has_its_way_back(make_site: MakeSite) -> None:
    page = body_of(make_site, "Satu.[^x]\n\n[^x]: Catatan.", "One.[^x]\n\n[^x]: A note.")
    assert beside(page)[-1] == ("Catatan. ↩", "A note. ↩")
    ids = {element.get("id") for element in page.iter()}
    targets = {link.get("href", "")[1:] for link in page.iter("a") if link.get("href", "").startswith("#fn")}
    assert targets == {"fn:x", "fnref:x", "fnref:x-en"}
    assert targets <= ids


def test_addresses_that_count_from_the_article_still_lead_there(make_site: MakeSite) -> None:
    page = body_of(
        make_site, "[Satu](lampiran.pdf), [dua](#s1), [tiga](/id/).", "[One](lampiran.pdf), [two](#s1), [three](/id/)."
    )
    assert {
        name: link for name, link in links(page).items() if name in {"Satu", "One", "dua", "two", "tiga", "three"}
    } == {
        "Satu": "/id/a/lampiran.pdf",
        "One": "/en/a/lampiran.pdf",
        "dua": "#s1",
        "two": "#s1",
        "tiga": "/id/",
        "three": "/id/",
    }


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("- satu\n- dua", "one\ntwo"),
        ("> satu\n\ndua", "one\n\n> two"),
        ("# satu\n\ndua", "one\n\ndua"),
        ("satu\n\n```\nx\n```", "one\n\n    y"),
        ("satu\n\n| a | b |\n|---|---|\n| c | d |", "one\n\ntwo\n\nthree\n\nfour"),
        ("<details><summary>satu</summary>dua</details>", "one\n\ntwo"),
        ("BACA JUGA: satu", "See also: one"),
    ],
)
def test_nothing_is_lost_where_the_structures_differ(make_site: MakeSite, indonesian: str, english: str) -> None:
    site = make_site()
    site.pair("a", ("Judul", "Title"), (indonesian, english))
    site.render()
    page = one(parse(site.page("id/a/parallel/")), "div", class_="body")
    for lang in ("id", "en"):
        article = one(parse(site.page(f"{lang}/a/")), "div", class_="body")
        assert words(article) - {"Baca", "Read", "juga", "also"} <= words(page)


def test_nesting_without_end_is_no_trouble(make_site: MakeSite) -> None:
    deep = "\n".join(f"{'    ' * depth}- x{depth}" for depth in range(30))
    page = body_of(make_site, deep, deep)
    assert {f"x{depth}" for depth in range(30)} <= words(page)


# What is known of a sentence


@pytest.fixture
def mixed(make_site: MakeSite) -> SiteFolder:
    """An article whose translation has a sentence of every state."""
    site = make_site()
    source = ["Satu.", "Dua.", "Tiga.", "Empat."]
    output = ["One.", "Two.", "Three.", "Four."]
    entries = [
        Entry(short_digest("Judul"), short_digest("Title"), ("name",)),
        Entry(short_digest("Foto"), short_digest("Photo")),
        Entry(short_digest("Satu."), short_digest("One."), ("number", "term")),
        Entry(short_digest("Dua."), "0" * 8),
        Entry("1" * 8, "0" * 8),
        Entry(short_digest("Empat."), short_digest("Four.")),
    ]
    record = {**TRANSLATED, "sentences": format_entries(entries)}
    site.write("id", "a", "Judul", "\n".join(source), caption="Foto")
    site.write("en", "a", "Title", "\n".join(output), caption="Photo", translation=record)
    assert site.render().problems == ()
    return site


def test_doubts_changes_and_people_are_told_in_words(mixed: SiteFolder) -> None:
    assert known(parse(mixed.page("en/a/parallel/"))) == [
        "rough – may be wrong: a name",
        "rough – may be wrong: a number, a fixed term",
        "edited by a person",
        "the original has changed since",
        "edited by a person",
    ]
    assert known(parse(mixed.page("id/a/parallel/"))) == [
        "terjemahan kasar – mungkin keliru: nama",
        "terjemahan kasar – mungkin keliru: angka, istilah baku",
        "disunting oleh manusia",
        "teks aslinya sudah berubah",
        "disunting oleh manusia",
    ]


def test_they_stand_at_the_translated_sentence(mixed: SiteFolder) -> None:
    for lang, sentence in (("en", "s1"), ("id", "s1-en")):
        (side,) = [
            element
            for element in all_of(parse(mixed.page(f"{lang}/a/parallel/")), "div", class_="side")
            if any(span.get("id") == sentence for span in element.iter("span"))
        ]
        assert len(known(side)) == 1
        assert "doubtful" in one(side, "span", id=sentence).get("class", "").split()


def test_the_article_says_how_many_originals_have_changed(mixed: SiteFolder) -> None:
    notice = text(one(parse(mixed.page("en/a/")), "div", class_="notice"))
    assert "A person corrected 1 sentence before its original changed." in notice


def test_a_table_s_doubts_name_the_sentence(make_site: MakeSite) -> None:
    site = make_site()
    body = ["| a | b |", "|---|---|", "| satu | dua |"]
    entries = [Entry(short_digest(line), short_digest(line)) for line in ("Judul", *body)]
    flagged = Entry(entries[3].source, entries[3].output, ("name",))
    record = {**TRANSLATED, "sentences": format_entries([entries[0], Entry(), entries[1], entries[2], flagged])}
    site.write("id", "a", "Judul", "\n".join(body))
    site.write("en", "a", "Judul", "\n".join(body), translation=record)
    site.render()
    page = parse(site.page("en/a/parallel/"))
    assert known(page) == ["Sentence 2: rough – may be wrong: a name"]
    assert links(one(page, "ul", class_="known")) == {"Sentence 2": "#s2"}


def test_the_notice_says_who_translated(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("mesin", ("A", "A"))
    site.pair("dibaca", ("B", "B"), translation=REVIEWED)
    site.write("id", "orang", "C")
    site.write("en", "orang", "C")
    site.render()
    beginnings = {"mesin": "Diterjemahkan oleh mesin.", "dibaca": "Diterjemahkan oleh mesin, diperiksa oleh manusia."}
    for slug, beginning in {**beginnings, "orang": "Diterjemahkan oleh manusia."}.items():
        assert text(one(one(parse(site.page(f"id/{slug}/parallel/")), "div", class_="notice"), "strong")) == beginning
