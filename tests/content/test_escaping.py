"""Plain text stays plain text, whatever is in it: no sentence of a news story is ever markup by accident."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rendered import ANY_TEXT, elements_of, folded, text_of, to_html

from sitegen.content.body.escaping import escape_inline, escape_line, escape_line_start, unescape_line

# Pieces that begin or close something in Markdown, so that they meet more often than in arbitrary text.
_MARKUP = st.sampled_from(
    [
        *"\\`*_{}[]()<>#+-.!|&;:=~^\"'/ 10ax@$%é٣²\u00a0\u2028",
        *("  ", "   ", "    ", "2022. ", "1) ", "- ", "* ", "> ", "# ", "---", "___", "```", "~~~", "``", "**", "__"),
        *("[^1]", "[^1]: ", "](", "](a)", "![", "[a]: b", "<a>", "</p>", "<div>", "<!--", "-->", "<?", "?>", "<!"),
        *(
            "<![CDATA[",
            "]]>",
            "&amp;",
            "&#60;",
            "&lt",
            "&copy;",
            "http://a.id",
            "<http://a.id>",
            "a@b.id",
            "|-|",
            ":-:",
        ),
        *("\\\\", "\\|", "a_b", "klzzwxh:0001", "wzxhzdk:0"),
    ]
)
MARKUP_TEXT = st.lists(_MARKUP, max_size=12).map("".join)
TEXT = ANY_TEXT | MARKUP_TEXT
PLAIN = "Kalimat biasa di sini."


def _reads_as(lines: list[str], expected: list[str]) -> None:
    html = to_html(lines)
    assert text_of(html) == folded(" ".join(expected)), html
    assert set(elements_of(html)) <= {"p"}, html


@given(TEXT)
@example("2022. Tahun baru")
@example("- bukan butir")
@example("=====")
@example("~~~")
@example(":---:|---")
@example("[1]: http://a.id")
@example("\\")
@example("a\\")
@example("*[a_b](c)*")
@example("&amp; &copy; &#60;")
@example("a|b")
@example("1.")
@example("-")
@example("-- -")
@example("<0@0>")
@example("&#0")
@example("<!-- a -->")
@example("`a`")
def test_a_text_alone_is_a_paragraph_of_exactly_that_text(text: str) -> None:
    _reads_as([escape_line(text)], [text])


@given(TEXT)
@example("---")
@example("===")
@example("- - -")
@example(":-|-:")
@example("# a")
def test_a_text_after_another_line_stays_in_its_paragraph(text: str) -> None:
    _reads_as([PLAIN, escape_line(text)], [PLAIN, text])


@given(TEXT)
@example("[a]:")
@example("a|b")
@example("<div")
def test_a_text_before_another_line_does_not_reach_into_it(text: str) -> None:
    _reads_as([escape_line(text), PLAIN], [text, PLAIN])


@given(st.lists(TEXT.filter(str.strip), min_size=2, max_size=4))
@example(["a|b", "-|-", "c|d"])
@example(["`a", "b`"])
@example(["<!--", "-->"])
@example(["[a", "b](c)"])
@example(["[a]:", "b", '"c"'])
@example(["```", "a", "```"])
@example(["<a", "b>"])
@example(["<", "a@b>"])
@example(["*a", "b*"])
def test_texts_of_one_paragraph_do_not_make_markup_together(texts: list[str]) -> None:
    _reads_as([escape_line(text) for text in texts], texts)


@given(st.lists(TEXT.filter(str.strip), min_size=2, max_size=3))
@example(["[^1]", "[^1]: a"])
@example(["[a]", "[a]: b"])
@example(["<div>", "</div>"])
def test_texts_of_several_paragraphs_do_not_make_markup_together(texts: list[str]) -> None:
    lines = [line for text in texts for line in (escape_line(text), "")]
    _reads_as(lines, texts)


@given(TEXT)
def test_a_text_is_one_line(text: str) -> None:
    assert len(escape_line(text).splitlines()) <= 1


@given(TEXT)
def test_unescaping_gives_the_text_back(text: str) -> None:
    assert unescape_line(escape_line(text)) == folded(text)


@given(TEXT, st.sampled_from(["**{}**", "[{}](a)", "Satu {} dua", "`x` {} `y`"]))
@example("*", "**{}**")
@example("_", "Satu {} dua")
@example("\\", "[{}](a)")
@example("]", "[{}](a)")
@example("]:", "[{}](a)")
@example("^1]: a", "[{}](a)")
def test_a_text_inside_other_markup_is_no_markup(text: str, frame: str) -> None:
    html = to_html(frame.format(escape_inline(folded(text))))
    plain = to_html(frame.format("kata"))
    assert text_of(html) == folded(text_of(plain).replace("kata", folded(text)))
    if folded(text):
        assert elements_of(html) == elements_of(plain)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Harga naik 10 persen.", "Harga naik 10 persen."),
        ("Surat dari PT. X (Tbk.) - lihat #5!", "Surat dari PT. X (Tbk.) - lihat #5!"),
        ("snake_case tetap", "snake_case tetap"),
        ("2 < 3 & 4 > 1", "2 < 3 & 4 > 1"),
        ("~5 persen", "~5 persen"),
        (":) kata", ":) kata"),
        ("R&D & AT&T", "R&D & AT&T"),
        ("R&D; AT&T;", "R&amp;D; AT&amp;T;"),
        ("2022. Tahun", "2022\\. Tahun"),
        ("- kata", "\\- kata"),
        ("-5 derajat", "-5 derajat"),
        ("#tagar", "\\#tagar"),
        ("a *b* c", "a \\*b\\* c"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, line: str) -> None:
    assert escape_line(text) == line


def test_the_start_of_a_line_is_escaped_without_touching_its_markup() -> None:
    assert escape_line_start("1. **tebal**") == "1\\. **tebal**"
