"""Books: which stories are in them, how both languages stand in them, and what readers are told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from books import XHTML, XML_LANG, ReadBook, export, with_class, words
from PIL import Image
from rated import Rated, write_rated
from sites import TRANSLATED, MakeSite, SiteFolder

from sitegen.building.books import Selection, export_epub
from sitegen.errors import SitegenError

BASE = "https://example.org/news/"
DAY = datetime.date(2022, 1, 3)
PUBLISHED = datetime.date(2022, 1, 3)
GEMPA = Selection(stories=("gempa",))
BODIES = ("Gempa terjadi.\nWarga lari.\n\n- Satu.\n- Dua.", "A quake struck.\nPeople ran.\n\n- One.\n- Two.")


def newsroom(make_site: MakeSite) -> SiteFolder:
    """A site with a story in both languages, from a source."""
    site = make_site(base_url=BASE)
    source = {"url": "https://voa.example/a?b=1&c=2", "publisher": "VOA Indonesia", "published": PUBLISHED}
    authors = ["Ani & Budi"]
    site.pair("gempa", ("Gempa di Cianjur", "Quake in Cianjur"), BODIES, date=DAY, source=source, authors=authors)
    return site


def pairs(book: ReadBook, slug: str = "gempa") -> list[list[tuple[str | None, str]]]:
    """The texts of each pair of a chapter, with the language of each."""
    return [
        [(text.get("lang"), words(text)) for text in with_class(pair, "text")]
        for pair in with_class(book.chapter(slug), "pair")
    ]


def test_each_sentence_has_its_translation_below(make_site: MakeSite) -> None:
    book = export(newsroom(make_site), GEMPA)
    assert pairs(book) == [
        [("id", "Gempa terjadi."), ("en", "A quake struck.")],
        [("id", "Warga lari."), ("en", "People ran.")],
        [("id", "Satu."), ("en", "One.")],
        [("id", "Dua."), ("en", "Two.")],
    ]
    assert [words(one) for one in with_class(book.chapter("gempa"), "headline")] == [
        "Gempa di Cianjur",
        "Quake in Cianjur",
    ]
    assert len(list(book.chapter("gempa").iter(f"{XHTML}li"))) == 2


def test_the_other_language_can_come_first(make_site: MakeSite) -> None:
    book = export(newsroom(make_site), GEMPA, ("en", "id"))
    assert pairs(book)[0] == [("en", "A quake struck."), ("id", "Gempa terjadi.")]
    assert book.metadata("language") == ["en", "id"]
    assert words(next(iter(book.xml("contents.xhtml").iter(f"{XHTML}h1")))) == "Contents"


def test_every_language_is_said_in_both_ways(make_site: MakeSite) -> None:
    book = export(newsroom(make_site), GEMPA)
    for name in (name for name in book.names if name.endswith(".xhtml")):
        spoken = [(one.get("lang"), one.get(XML_LANG)) for one in book.xml(name).iter()]
        assert any(lang for lang, _ in spoken)
        assert [one for one in spoken if one[0] != one[1]] == []


def test_a_book_in_one_language_has_no_other(make_site: MakeSite) -> None:
    site = newsroom(make_site)
    site.write("id", "banjir", "Banjir", date=DAY)
    result = export_epub(site.site, Selection(month=(2022, 1)), ("en",), site.root / "en.epub")
    assert (result.stories, result.lacking) == (1, ("banjir",))
    book = ReadBook(site.root / "en.epub")
    assert book.metadata("language") == ["en"]
    chapter = book.chapter("gempa")
    assert [words(one) for one in with_class(chapter, "sentence")] == ["A quake struck.", "People ran.", "One.", "Two."]
    assert {one.get("lang") for one in chapter.iter()} == {None, "en"}


def test_a_story_without_a_translation_stands_in_a_book_of_both_languages(make_site: MakeSite) -> None:
    site = newsroom(make_site)
    site.write("id", "banjir", "Banjir", "Air naik.", date=DAY)
    book = export(site, Selection(month=(2022, 1)))
    chapter = book.chapter("banjir")
    assert words(with_class(chapter, "sentence")[0]) == "Air naik."
    assert words(with_class(chapter, "notice")[0]) == "Berita ini belum diterjemahkan ke bahasa Inggris."


def test_the_notice_and_the_source_stand_there_in_both_languages(make_site: MakeSite) -> None:
    chapter = export(newsroom(make_site), GEMPA).chapter("gempa")
    notices = [words(one) for one in with_class(chapter, "notice")]
    assert notices[0].startswith("Diterjemahkan oleh mesin.")
    assert notices[1].startswith("Translated by machine.")
    sources = with_class(chapter, "source")
    assert [words(one) for one in sources] == [
        "Pertama kali terbit di VOA Indonesia, 3 Januari 2022",
        "First published by VOA Indonesia, January 3, 2022",
    ]
    assert {link.get("href") for one in sources for link in one.iter(f"{XHTML}a")} == {"https://voa.example/a?b=1&c=2"}


def test_a_reviewed_story_says_so(make_site: MakeSite) -> None:
    site = newsroom(make_site)
    site.write("en", "gempa", "Quake", BODIES[1], translation={**TRANSLATED, "status": "reviewed"})
    notices = [words(one) for one in with_class(export(site, GEMPA).chapter("gempa"), "notice")]
    assert notices[1].startswith("Translated by machine, reviewed by a person.")


def test_sentences_in_doubt_are_underlined_and_said_in_words(make_site: MakeSite) -> None:
    site = make_site()
    sentences = (Rated("Satu.", "One.", 0.95), Rated("Dua.", "Two.", 0.5), Rated("Tiga.", "Three.", 0.05))
    write_rated(site, "gempa", Rated("Gempa", "Quake", 0.95), *sentences)
    both = export(site, GEMPA, ("en", "id")).chapter("gempa")
    doubtful = [(words(one), one.get("class")) for one in with_class(both, "doubtful")]
    assert [one for one in doubtful if one[0] in {"One.", "Two.", "Three."}] == [
        ("Two.", "sentence doubtful"),
        ("Three.", "sentence doubtful poor"),
    ]
    assert [words(one) for one in with_class(both, "doubt-label")] == ["rough", "do not rely on this"]
    alone = export(site, GEMPA, ("en",)).chapter("gempa")
    assert [words(one) for one in with_class(alone, "sentence")] == [
        "One.",
        "Two. (rough)",
        "Three. (do not rely on this)",
    ]


# Which stories


def test_drafts_withdrawn_stories_and_those_of_the_future_are_in_no_book(make_site: MakeSite) -> None:
    site = newsroom(make_site)
    site.pair("draf", ("Draf", "Draft"), date=DAY, draft=True)
    site.write("id", "ditarik", "Ditarik", date=DAY, withdrawn=True)
    site.pair("nanti", ("Nanti", "Later"), date=datetime.date(2999, 1, 1))
    site.pair("setengah", ("Setengah", "Half"), ("Satu kata.", "A secret."), date=DAY)
    site.write("en", "setengah", "Half", "A secret.", date=DAY, draft=True, translation=dict(TRANSLATED))
    book = export(site, Selection(month=(2022, 1)))
    assert [name for name in book.names if name.startswith("stories/")] == [
        "stories/gempa.xhtml",
        "stories/setengah.xhtml",
    ]
    assert b"A secret." not in book.data("stories/setengah.xhtml")
    for slug, why in (("draf", "is a draft"), ("ditarik", "was withdrawn"), ("nanti", "held back until its date")):
        with pytest.raises(SitegenError, match=why):
            export(site, Selection(stories=(slug,)))
    with pytest.raises(SitegenError, match="no published story of 2999-01"):
        export(site, Selection(month=(2999, 1)))


@pytest.mark.parametrize("tag", ["Gempa Bumi", "gempa-bumi", "Earthquake"])
def test_a_tag_is_named_in_either_language(make_site: MakeSite, tag: str) -> None:
    site = make_site(base_url=BASE, tags={'"Gempa Bumi"': "Earthquake"})
    site.pair("dua", ("Dua", "Two"), date=DAY, tags=["Gempa bumi"])
    site.pair("satu", ("Satu", "One"), date=DAY - datetime.timedelta(1), tags=["Gempa Bumi"])
    site.pair("lain", ("Lain", "Other"), date=DAY, tags=["Lain"])
    book = export(site, Selection(tag=tag))
    assert [name for name in book.names if name.startswith("stories/")] == ["stories/satu.xhtml", "stories/dua.xhtml"]
    assert book.metadata("title") == ["Cermin Berita: Gempa Bumi", "News Mirror: Earthquake"]


def test_links_lead_to_chapters_or_to_the_web(make_site: MakeSite) -> None:
    site = newsroom(make_site)
    body = (
        "[Gempa](gempa.md) dan [lain](lain.md) dan [jauh](https://example.com/a%zz b).\n\nBACA JUGA: Gempa di Cianjur"
    )
    site.write("id", "banjir", "Banjir", body, date=DAY)
    site.write("id", "lain", "Lain", date=datetime.date(2021, 1, 1))
    chapter = export(site, Selection(month=(2022, 1))).chapter("banjir")
    assert [link.get("href") for link in chapter.iter(f"{XHTML}a")] == [
        "gempa.xhtml",
        f"{BASE}id/lain/",
        "https://example.com/a%25zz%20b",
        "gempa.xhtml",
        f"{BASE}id/banjir/",
    ]


# The file


def test_the_same_stories_make_the_same_bytes(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = newsroom(make_site)
    first = export(site, GEMPA, name="a.epub")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert export(site, GEMPA, name="b.epub").path.read_bytes() == first.path.read_bytes()
    assert first.names[0] == "mimetype"
    assert first.metadata("dcterms:modified") == ["2022-01-03T00:00:00Z"]


def test_a_newer_state_of_a_book_has_the_same_identifier(make_site: MakeSite) -> None:
    site = newsroom(make_site)
    before = export(site, GEMPA)
    site.write("id", "gempa", "Gempa lagi", date=DAY, updated=datetime.date(2022, 2, 1))
    after = export(site, GEMPA, name="after.epub")
    assert after.metadata("identifier") == before.metadata("identifier")
    assert after.metadata("dcterms:modified") == ["2022-02-01T00:00:00Z"]
    assert export(site, GEMPA, ("en", "id"), "other.epub").metadata("identifier") != before.metadata("identifier")


def test_the_package_says_whose_words_these_are(make_site: MakeSite) -> None:
    book = export(newsroom(make_site), GEMPA)
    assert book.metadata("title") == ["Gempa di Cianjur", "Quake in Cianjur"]
    assert book.metadata("creator") == ["Ani & Budi"]
    assert book.metadata("publisher") == ["Cermin Berita"]
    assert book.metadata("source") == ["https://voa.example/a?b=1&c=2"]
    assert book.metadata("schema:accessModeSufficient") == ["textual"]


@pytest.mark.slow
def test_pictures_come_along_in_formats_that_every_reader_knows(make_site: MakeSite) -> None:
    site = newsroom(make_site)
    for name, mode in (("foto.jpg", "RGB"), ("bening.png", "RGBA")):
        Image.new(mode, (900, 600)).save(site.root / "content" / "id" / name)
    body = "![Peta](bening.png)\n\n![Hilang](https://example.com/x.jpg) dan ![Entah](entah.png)"
    site.write("id", "banjir", "Banjir", body, image="foto.jpg", image_alt="Banjir di Jakarta", caption="Air.")
    book = export(site, Selection(stories=("banjir",)))
    chapter = book.chapter("banjir")
    shown = {image.get("alt"): image.get("src", "").removeprefix("../") for image in chapter.iter(f"{XHTML}img")}
    assert shown.keys() == {"Banjir di Jakarta", "Peta"}
    assert sorted(Path(name).suffix for name in shown.values()) == [".jpg", ".png"]
    assert set(shown.values()) == {name for name in book.names if name.startswith("images/")}
    assert "Entah" in words(chapter)
    assert b"cover-image" in book.data("package.opf")


def test_an_error_in_a_story_leaves_the_last_book_as_it_was(make_site: MakeSite) -> None:
    site = newsroom(make_site)
    before = export(site, GEMPA).path.read_bytes()
    site.write("id", "gempa", "Gempa", image="tiada.jpg")
    result = export_epub(site.site, GEMPA, ("id", "en"), site.root / "book.epub")
    assert result.path is None
    assert "tiada.jpg" in str(result.problems[0])
    assert (site.root / "book.epub").read_bytes() == before
    assert [path.name for path in site.root.iterdir() if path.name.startswith(".book")] == []
