"""Backslashes do in articles what CommonMark says, on the page of each language, side by side and in feeds."""

from __future__ import annotations

import string

import pytest
from fake_engine import BackwardEngine
from html_pages import all_of, one, parse, parse_fragment, sentences, text
from hypothesis import example, given
from hypothesis import strategies as st
from rendered import elements_of, folded, text_of, to_html
from sites import MakeSite, SiteFolder

from sitegen.content.body.escaping import escape_line_start
from sitegen.content.body.inline import format_inline
from sitegen.content.body.inline_reader import parse_inline
from sitegen.content.store import load_article
from sitegen.rendering.body.markdown import MarkdownConverter
from sitegen.rendering.body.sentences import BodyContext, wrap_sentences
from sitegen.rendering.text.typography import smart_punctuation
from sitegen.translation.run import translate_site

CONVERTER = MarkdownConverter("Kembali ke catatan kaki %d")
BODY = """Ia berkata \\"kami siap\\" kemarin.
Baris pertama\\
baris kedua.
Baris ketiga  
baris keempat.

- Butir pertama\\
  lanjutan butir.

> Kutipan pertama\\
> lanjutan kutipan.

| Kota | Kode |
|------|------|
| Jakarta \\| Bogor | `a\\|b` |

Satu[^1].

[^1]: Catatan\\
    kedua."""  # noqa: W291  # two spaces break the line


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site()
    site.write("id", "a", "Uji", BODY, date="2022-01-08")
    assert translate_site(site.site, BackwardEngine()).problems == ()
    assert site.render().problems == ()
    return site


def html(source: str) -> str:
    body = CONVERTER.read(source.split("\n"))
    return "".join(piece.html for piece in wrap_sentences(CONVERTER.convert(body), BodyContext("id")).pieces)


@pytest.mark.slow
def test_escaped_characters_are_themselves_in_both_languages(site: SiteFolder) -> None:
    assert sentences(parse(site.page("id/a/")))["s1"] == "Ia berkata “kami siap” kemarin."
    assert sentences(parse(site.page("en/a/")))["s1"].removesuffix(" (rough)") == "AI ATAKREB “IMAK PAIS” NIRAMEK."
    assert "\\" not in text(one(parse(site.page("id/a/")), "main")) + text(one(parse(site.page("en/a/")), "main"))


@pytest.mark.slow
def test_both_line_breaks_are_translated_and_shown_on_every_page_and_in_feeds(site: SiteFolder) -> None:
    english = load_article(site.root / "content" / "en" / "a.md", "en").body
    assert [line[-1] for line in english if line.endswith(("\\", "  "))] == ["\\", " ", "\\", "\\", "\\"]
    for lang in ("id", "en"):
        assert len(all_of(one(parse(site.page(f"{lang}/a/")), "div", class_="body"), "br")) == 5
        assert site.page(f"{lang}/feed.xml").count("&lt;br&gt;") == 5
    assert len(all_of(one(parse(site.page("id/a/parallel/")), "main"), "br")) == 10


@pytest.mark.slow
def test_an_escaped_pipe_in_a_table_is_a_pipe_also_in_code(site: SiteFolder) -> None:
    for lang in ("id", "en"):
        cells = list(parse(site.page(f"{lang}/a/")).iter("td"))
        assert [text(one(cells[1], "code")), len(cells)] == ["a|b", 2]
    assert any("| `a\\|b` |" in line for line in load_article(site.root / "content" / "en" / "a.md", "en").body)


PIECES = st.sampled_from([*("\\" + sign for sign in string.punctuation), *"ab12", " ", "kata", "2022", "é", "\\\\"])
ESCAPED = st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(str.strip)


def literal(markdown: str) -> str:
    """The text that is escaped."""
    signs = iter(markdown)
    return folded("".join(next(signs) if sign == "\\" else sign for sign in signs))


@given(ESCAPED)
@example("\\#tagar")
@example("2022\\. Tahun")
@example("\\&copy\\; \\&amp;")
@example("\\<b\\>a\\<\\/b\\> \\<!\\-\\- a")
@example("\\[a\\]\\: b")
@example("\\!\\[a\\]\\(b\\)")
@example("\\`\\`\\`")
@example("\\|a\\|b\\|")
@example("\\=\\=\\=")
@example("a\\\\")
def test_what_is_escaped_is_that_character_and_nothing_else(markdown: str) -> None:
    root = parse_fragment(html(markdown))
    assert text(root) == folded(smart_punctuation(literal(markdown), "id"))
    assert {element.tag for element in root.iter()} <= {"main", "p", "span"}


@given(ESCAPED)
@example("\\&copy;")
@example("\\~\\~\\~ a")
@example("\\# a")
@example("\\- \\> a")
def test_what_is_escaped_is_the_same_after_translation(markdown: str) -> None:
    again = to_html(escape_line_start(format_inline(parse_inline(folded(markdown)))))
    assert text_of(again) == literal(folded(markdown))
    assert set(elements_of(again)) <= {"p"}


@given(ESCAPED)
def test_an_escaped_backslash_at_the_end_of_a_line_breaks_nothing(markdown: str) -> None:
    assert "<br>" not in html(f"{markdown}\\\\\nkata")
    assert html(f"{markdown}\\\nkata").count("<br>") == 1


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# Judul\\\n\nSatu.", "Judul\\ Satu."),
        ("Satu\\\n\nDua.", "Satu\\ Dua."),
        ("Satu `dua\\\ntiga` empat.", "Satu dua\\ tiga empat."),
        ("```\nsatu\\\ndua\n```", "satu\\ dua"),
    ],
)
def test_a_backslash_that_ends_no_line_of_a_paragraph_stays(source: str, shown: str) -> None:
    root = parse_fragment(html(source))
    assert not all_of(root, "br")
    assert text(root) == shown


@pytest.mark.parametrize("odd", ["\x0c", "\x0b", " \x0c ", "\x1c", "\x85", "\u2028"])
def test_a_page_break_neither_makes_nor_ends_a_paragraph(odd: str) -> None:
    together = html("Satu.\nDua.")
    for source in (f"Satu.\n{odd}\nDua.", f"Satu.{odd}\nDua.", f"Satu.\n{odd}Dua.", f"Satu.\n{odd}    Dua."):
        assert html(source) == together
    assert html(f"Satu.\n\n{odd}\n\nDua.") == html("Satu.\n\nDua.")
