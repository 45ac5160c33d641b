"""Bodies become HTML: every construct, and a link target on every sentence."""

from __future__ import annotations

import pytest
from html_pages import all_of, one, parse_fragment, sentences, text, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered import ANY_TEXT, folded

from sitegen.content.body.escaping import escape_line
from sitegen.rendering.body.markdown import MarkdownConverter
from sitegen.rendering.body.pieces import Counterpart
from sitegen.rendering.body.sentences import Body, BodyContext, wrap_sentences
from sitegen.rendering.text.plain_text import clean_text
from sitegen.rendering.text.typography import smart_punctuation

CONVERTER = MarkdownConverter("Kembali ke catatan kaki %d")
LABELS = ("BACA JUGA",)
PAGE = BodyContext("id", related_label="Baca juga", table_label="Tabel")


MARKUP = [
    "a",
    "b",
    "1",
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<p>",
    "<code>",
    "</code>",
    "<a href=x>",
    "</a>",
    "<!--",
    "-->",
    "<",
    ">",
    "&",
    ";",
    '"',
    "'",
    "\\",
    "/",
    "{",
    "}",
    "^",
    "=",
    " ",
    "    ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "```",
    "~~~",
    "---",
    ":",
    "[^1]",
    "[^1]: ",
    "BACA JUGA: ",
]


def body(source: str, page: BodyContext = PAGE, labels: tuple[str, ...] = LABELS) -> Body:
    return wrap_sentences(CONVERTER.convert(CONVERTER.read(source.split("\n"), labels)), page)


def html(source: str, page: BodyContext = PAGE, labels: tuple[str, ...] = LABELS) -> str:
    return "".join(piece.html for piece in body(source, page, labels).pieces)


# Sentences


def test_each_line_of_a_paragraph_is_a_sentence_with_an_anchor() -> None:
    assert html("Satu.\nDua.\n\nTiga.") == (
        '<p><span class="sentence" id="s1">Satu.</span>\n<span class="sentence" id="s2">Dua.</span></p>\n'
        '<p><span class="sentence" id="s3">Tiga.</span></p>'
    )


def test_emphasis_over_two_sentences_is_cut_and_the_sentences_are_not() -> None:
    assert html("Satu *dua.\nTiga* empat.") == (
        '<p><span class="sentence" id="s1">Satu <em>dua.</em></span>\n'
        '<span class="sentence" id="s2"><em>Tiga</em> empat.</span></p>'
    )


def test_a_link_over_two_sentences_is_cut() -> None:
    assert html("Satu [dua.\nTiga](https://example.org/) empat.") == (
        '<p><span class="sentence" id="s1">Satu <a href="https://example.org/" rel="noopener">dua.</a></span>\n'
        '<span class="sentence" id="s2"><a href="https://example.org/" rel="noopener">Tiga</a> empat.</span></p>'
    )


def test_raw_html_over_three_sentences_is_cut() -> None:
    root = parse_fragment(html("Satu <b>dua.\nTiga.\nEmpat</b> lima."))
    assert sentences(root) == {"s1": "Satu dua.", "s2": "Tiga.", "s3": "Empat lima."}
    assert texts(root.iter("b")) == ["dua.", "Tiga.", "Empat"]


def test_a_sentence_with_a_block_inside_has_its_anchor_once() -> None:
    root = parse_fragment(html("Satu <div>dua</div> tiga."))
    assert sentences(root) == {"s1": "Satu"}
    assert texts(all_of(root, "span", class_="sentence")) == ["Satu", "dua", "tiga."]


def test_every_cell_is_marked_and_the_row_has_its_anchor_on_the_first() -> None:
    root = parse_fragment(html("| Kota | Orang |\n|---|--:|\n| Manado | 451.916 |"))
    assert sentences(root) == {"s1": "Kota", "s2": "Manado"}
    assert texts(all_of(root, "span", class_="sentence")) == ["Kota", "Orang", "Manado", "451.916"]


def test_sentences_link_to_themselves_in_the_other_language() -> None:
    page = BodyContext("id", twin=Counterpart("/en/kabar/", "en", "English"))
    root = parse_fragment(html("Satu.\n\n- Dua.", page))
    twins = [
        (link.get("href"), link.get("hreflang"), link.get("aria-label")) for link in all_of(root, "a", class_="twin")
    ]
    assert twins == [("/en/kabar/#s1", "en", "English"), ("/en/kabar/#s2", "en", "English")]


@pytest.mark.slow
@given(ANY_TEXT.map(clean_text).filter(str.strip))
@settings(max_examples=300)
def test_escaped_text_is_shown_as_exactly_that_text(plain: str) -> None:
    root = parse_fragment(html(escape_line(plain), labels=()))
    assert text(root) == folded(smart_punctuation(folded(plain), "id"))


@given(
    st.lists(
        ANY_TEXT.map(clean_text).filter(lambda plain: any(letter.isalpha() for letter in plain)), min_size=1, max_size=6
    )
)
def test_every_escaped_sentence_has_its_anchor_and_its_text(plains: list[str]) -> None:
    root = parse_fragment(html("\n\n".join(map(escape_line, plains)), labels=()))
    assert sentences(root) == {
        f"s{number}": folded(smart_punctuation(folded(plain), "id")) for number, plain in enumerate(plains, start=1)
    }


@pytest.mark.slow
@given(st.lists(st.sampled_from([*MARKUP, "|", "\n", "\n\n", "\n| a | b |\n|---|---|\n"]), max_size=40).map("".join))
@settings(max_examples=500)
def test_any_markup_gives_well_formed_html_with_distinct_anchors(source: str) -> None:
    root = parse_fragment(html(source))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


# Constructs


def test_headings_begin_below_the_headline_and_leave_no_level_out() -> None:
    root = parse_fragment(html("# Satu\n\nTeks.\n\n### Dua\n\nTeks."))
    assert text(one(root, "h2")) == "Satu"
    assert text(one(root, "h3")) == "Dua"


def test_underlined_headings() -> None:
    assert text(one(parse_fragment(html("Satu\n====\n\nTeks.")), "h2")) == "Satu"


def test_lists_keep_their_kind_and_start() -> None:
    root = parse_fragment(html("- satu\n- dua\n\nLalu:\n\n3. tiga\n4. empat"))
    assert texts(one(root, "ul").iter("li")) == ["satu", "dua"]
    assert one(root, "ol").get("start") == "3"


def test_block_quotes() -> None:
    root = parse_fragment(html("> Satu.\n> Dua."))
    assert sentences(one(root, "blockquote")) == {"s1": "Satu.", "s2": "Dua."}


def test_what_a_block_is_does_not_depend_on_the_marks_of_sentences() -> None:
    root = parse_fragment(html("- Satu.\n\n\n    > Dua."))
    assert sentences(one(one(root, "li"), "blockquote")) == {"s2": "Dua."}
    assert "<table>" not in html("| a |\n|---|\n| b |\nc | d")


def test_marks_change_neither_the_names_of_footnotes_nor_those_of_links() -> None:
    root = parse_fragment(html("Satu[^catatan] [dua][lihat ini].\n\n[^catatan]: Tiga.\n[Lihat ini]: lain/ 'Judul itu'"))
    assert one(root, "li", id="fn:catatan") is not None
    assert one(root, "a", href="lain/").get("title") == "Judul itu"
    assert sentences(root) == {"s1": "Satu1 dua.", "s2": "Tiga."}


def test_links_keep_address_and_title_and_external_ones_say_noopener() -> None:
    link = one(parse_fragment(html('[teks](https://example.org/a?b=1&c=2 "judul")')), "a")
    assert (link.get("href"), link.get("title"), link.get("rel")) == (
        "https://example.org/a?b=1&c=2",
        "judul",
        "noopener",
    )


def test_reference_links() -> None:
    root = parse_fragment(html("Baca [ini][x].\n\n[x]: ../lain/"))
    assert one(root, "a").get("href") == "../lain/"


def test_pictures_of_the_site_stay() -> None:
    picture = one(parse_fragment(html('![Peta "kota"](peta.png)')), "img")
    assert (picture.get("src"), picture.get("alt"), picture.get("loading")) == ("peta.png", 'Peta "kota"', "lazy")


def test_pictures_on_other_hosts_become_links() -> None:
    for address in ("https://example.org/a.png", "//example.org/a.png", "/\\example.org/a.png"):
        root = parse_fragment(html(f'<img src="{address}" alt="Peta">'))
        assert not all_of(root, "img")
        assert text(one(root, "a", href=address)) == "Peta"


def test_a_link_around_several_blocks_ends_where_it_ends() -> None:
    assert html("<a href=x>\n\nSatu <div>dua</div> tiga [empat](y)") == (
        '<p><a href="x" rel="noopener"></a></p><a href="x" rel="noopener">\n'
        '<p><span class="sentence" id="s1">Satu </span></p><div><span class="sentence">dua</span></div>'
        '<span class="sentence"> tiga </span></a>'
        '<span class="sentence"><a href="y" rel="noopener">empat</a></span><p></p>'
    )


def test_a_picture_on_another_host_in_a_link_becomes_its_text() -> None:
    root = parse_fragment(html("[![Peta](https://example.org/a.png)](https://example.org/)"))
    assert text(one(root, "a", href="https://example.org/")) == "Peta"


def test_inline_code_and_code_blocks_are_not_typeset() -> None:
    root = parse_fragment(html('Lihat `a = "b..."` di sini.\n\n```python\nx = "y" -- z\n```\n\n    lagi = \'x\''))
    assert texts(root.iter("code")) == ['a = "b..."', 'x = "y" -- z', "lagi = 'x'"]
    assert sentences(root) == {"s1": 'Lihat a = "b..." di sini.'}


def test_quotes_around_code_face_right() -> None:
    assert "“<code>x</code>”" in html('Kata "`x`" itu')


def test_addresses_are_not_typeset() -> None:
    root = parse_fragment(html("[a](https://example.org/b--c?d='e'...) <https://example.org/x--y>"))
    assert [link.get("href") for link in root.iter("a")] == [
        "https://example.org/b--c?d='e'...",
        "https://example.org/x--y",
    ]


def test_quotes_face_right_across_emphasis_and_sentences() -> None:
    root = parse_fragment(html('Kata "*bersatu*" dan "satu.\nDua" ya.'))
    assert text(root) == "Kata “bersatu” dan “satu. Dua” ya."


def test_footnotes_link_there_and_back_in_the_page_s_language() -> None:
    root = parse_fragment(html("Teks[^a].\n\n[^a]: Catatan."))
    assert one(root, "a", class_="footnote-ref").get("href") == "#fn:a"
    back = one(root, "a", class_="footnote-backref")
    assert (back.get("href"), back.get("title")) == ("#fnref:a", "Kembali ke catatan kaki 1")
    assert one(root, "li", id="fn:a") is not None
    assert sentences(root) == {"s1": "Teks1.", "s2": "Catatan."}


def test_footnotes_do_not_leak_into_the_next_body() -> None:
    html("Teks[^a].\n\n[^a]: Catatan.")
    assert "footnote" not in html("Teks[^a].")


def test_tables_align_by_class_and_can_be_scrolled_by_keyboard() -> None:
    root = parse_fragment(html("| a | b |\n|:-:|--:|\n| 1 | 2 |"))
    assert [cell.get("class") for cell in root.iter("td")] == ["align-center", "align-right"]
    frame = one(root, "div", class_="table")
    assert (frame.get("tabindex"), frame.get("aria-label")) == ("0", "Tabel")


def test_raw_html_that_is_allowed_stays() -> None:
    root = parse_fragment(html('<p lang="en" dir="ltr">Hai <abbr title="dan lain-lain">dll.</abbr></p>'))
    assert one(root, "p").attrib == {"lang": "en", "dir": "ltr"}
    assert one(root, "abbr").get("title") == "dan lain-lain"


def test_a_line_that_ends_with_two_spaces_breaks() -> None:
    assert html("Satu  \ndua") == (
        '<p><span class="sentence" id="s1">Satu</span><br>\n<span class="sentence" id="s2">dua</span></p>'
    )


# Datelines, related headlines, summaries


def test_a_dateline_opens_the_first_paragraph() -> None:
    page = BodyContext("id", dateline="JAKARTA –")
    assert html("Satu.", page).startswith('<p><span class="dateline">JAKARTA –</span> <span class="sentence" id="s1">')


def test_a_dateline_before_anything_else_has_its_own_paragraph() -> None:
    page = BodyContext("id", dateline="JAKARTA –")
    assert html("> Satu.", page).startswith('<p><span class="dateline">JAKARTA –</span></p>\n<blockquote>')


def test_related_headlines_that_stand_together_are_one_piece() -> None:
    pieces = body('Satu.\n\nBACA JUGA: Judul "A"\n\nBACA JUGA: Judul *B*\n\nDua.').pieces
    assert [len(piece.related) for piece in pieces] == [0, 2, 0]
    assert [(item.number, str(item.headline)) for item in pieces[1].related] == [
        (2, "Judul “A”"),
        (3, "Judul <em>B</em>"),
    ]
    assert 'id="s4">Dua.' in pieces[2].html


def test_a_related_headline_with_its_own_link_keeps_that() -> None:
    (piece,) = body("BACA JUGA: [A](https://example.org/)").pieces
    assert piece.related[0].own_link
    assert '<a href="https://example.org/"' in piece.related[0].headline


def test_the_summary_is_the_beginning_of_the_first_paragraph() -> None:
    assert body("# Judul\n\nBACA JUGA: A\n\nSatu *dua*[^1].\nTiga.\n\n[^1]: Catatan.").summary == "Satu dua. Tiga."


def test_a_long_summary_ends_at_a_word() -> None:
    summary = body("kata " * 100).summary
    assert summary.endswith("kata…")
    assert len(summary) <= 220


def test_a_body_of_nothing_is_nothing() -> None:
    assert body("") == Body((), "")
