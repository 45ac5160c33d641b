"""Blocks without markup become the same without Python-Markdown as with it, whatever stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.content import blocks
from sitegen.content.lines import Line, parse_lines
from sitegen.content.plain_blocks import PlainRun, plain_pattern, plain_runs
from sitegen.errors import SitegenError
from sitegen.rendering import markdown, tokens
from sitegen.rendering.markdown import MarkdownConverter, fit_line
from sitegen.rendering.sentences import Surroundings, Twin, weave

LABELS = ("BACA JUGA", "Read also")
CONVERTER = MarkdownConverter("Kembali ke catatan kaki %d")

WORDS = ["kata", "Dua kata", "R", "2022", "3.", "3", "é", "\u00a0", "\u2003", "…", "😀", "\u0301", "½", "٣", "字"]
SIGNS = ["*", "**", "_", "`", "[", "]", "(", ")", "!", "<", ">", "&", "&amp;", "&#42;", "\\", "|", '"', "'", ":", "-"]
SIGNS += ["#", "=", "+", "~", "/", "{", "}", "^", "=", ";", ",", ".", "$", "@", "\t", "\ue000"]
SIGNS += ["///Footnotes Go Here///"]
MARKUP = ["*kata*", "**dua kata**", "[kata](https://example.org/a)", "[a b](../x#y)", "[a](b)", "[a](x_y)"]
MARKUP += ["[^1]", "`a`", "<b>a</b>", "<https://a.id>", "_a_", "[a][b]", "[b]", "***a***", "*a", "b*", "\\*"]
MARKUP += ["[a](https://a:b/)", "[a](HTTP://A.ID)", "[a](mailto:a@b.id)", "[a](//a.id)", "[a](data:x)"]
MARKUP += ["[a](javascript:alert(1))", "![a](b.png)"]
STARTS = ["", "", "", "", "- ", "> ", "# ", "### ", "* ", "+ ", "1. ", "2022. ", "    ", "  ", "\t", ">", "-", "[b]: "]
STARTS += ["BACA JUGA: ", "baca\u00a0juga : ", "- - ", "> - ", "- > ", "> # ", "| ", ": ", '"', "'", "“", "(", "**"]
STARTS += ["[^1]: ", "##", "*"]
LINES = ["---", "===", "***", "```", "~~~", "``` python", "|---|--:|", "| a | b |", "", "", " ", "   ", "#", "-", ">"]
LINES += ["<div>", "</div>", "<!--", "-->", "<pre>", "</pre>", "\u00a0", "[b]: /c 'd'", "<p>a</p>", "- a"]
LINES += ["[^1]: Satu."]
ENDS = ["", "", "", ".", " ", "  ", "\\", " #", "\u00a0", ":"]

plain_lines = st.tuples(
    st.sampled_from(["", "", "", "## ", "- ", "> ", "BACA JUGA: "]),
    st.sampled_from(["Kata", '"Kata', "12 orang", "Dua *kata*", "[Dua](c.id) kata", "**Kata** tiga"]),
    st.sampled_from(["", " lagi.", ' itu."', " *lagi*", " (dua)", " - tiga", "\u00a0lagi", " [a](b)!", "***", "#"]),
).map("".join)
odd_lines = st.tuples(
    st.sampled_from(STARTS),
    st.lists(st.sampled_from([*WORDS, *WORDS, *SIGNS, *MARKUP, " ", " ", " "]), max_size=6).map("".join),
    st.sampled_from(ENDS),
).map("".join)
lines = plain_lines | plain_lines | odd_lines | st.sampled_from(LINES)
texts = st.lists(st.lists(lines, min_size=1, max_size=4), max_size=6).map(
    lambda found: "\n\n".join("\n".join(block) for block in found)
)
loose_texts = st.text(st.sampled_from("ab1. *[]()#>-\n\n_\"'!\u00a0&:|=~`"), max_size=40)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def none(_source: str, _pattern: object) -> list[PlainRun]:
    return []


def parsed(body: Sequence[str]) -> tuple[Line, ...]:
    return parse_lines([fit_line(line) for line in body], LABELS)


def converted(found: Sequence[Line]) -> str:
    try:
        return CONVERTER.convert(found)
    except SitegenError as error:
        return error.problem.message


@given(texts | loose_texts | any_text)
@example("- a\n\n    b")
@example("> a\n\n> *b*")
@example("Satu\n\n- a\n\n- b\n\nDua")
@example("```\n\nSatu\n\n```")
@example("Satu ///Footnotes Go Here///\n\nDua[^1]\n\n[^1]: Tiga")
@example("<div>\n\nSatu\n\n</div>")
@settings(max_examples=500)
def test_their_lines_are_read_as_python_markdown_would(text: str) -> None:
    body = text.split("\n")
    found = parsed(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "plain_runs", none)
        assert parsed(body) == found


@given(texts | loose_texts | any_text)
@example("Satu.\n\n- a\n- b\n\n> c\n\nDua.\n\n| a |\n|---|\n| b |\n\nTiga.")
@example("```\n\nSatu\n\n```\n\nDua")
@example("Satu ///Footnotes Go Here///\n\nDua[^1]\n\n[^1]: Tiga")
@example("a [b](javascript:c) [d](https://e:f/) *g*")
@settings(max_examples=500)
def test_they_become_the_html_that_python_markdown_would_make(text: str) -> None:
    found = parsed(text.split("\n"))
    html = converted(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "plain_runs", none)
        assert converted(found) == html


@given(texts | loose_texts | any_text)
@example('Satu *dua* [tiga](https://example.org/) "empat *lima*".\n*Enam* - tujuh\n\n# Delapan\n\n- sembilan\n- *a*')
@example("> Satu.\n> *Dua*\n\nTiga & *empat* [lima](javascript:a)")
@settings(max_examples=500)
def test_their_sentences_are_woven_as_others_are(text: str) -> None:
    marked = converted(parsed(text.split("\n")))
    twin = Twin("/en/a/", "en", "English")
    page = Surroundings("id", twin, "JAKARTA", doubts=frozenset({1, 3}), doubt_label="mungkin salah")
    body = weave(marked, page)
    no_plain_blocks = re.compile(tokens._TAG_OR_TEXT.pattern.replace("(p|h[1-6]|li)", "(no-such-element)"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_TAG_OR_TEXT", no_plain_blocks)
        assert weave(marked, page) == body


def kinds(source: str) -> list[list[str]]:
    return [[kind for kind, _ in run.blocks] for run in plain_runs(source, plain_pattern("[A-Z][a-z]*"))]


def test_blocks_that_follow_each_other_are_one_run() -> None:
    assert kinds("Satu\nDua\n\n## Tiga\n\n- Empat\n- Lima\n\n\n> Enam") == [
        ["paragraph", "heading", "list", "quotation"],
    ]


def test_a_block_with_anything_else_ends_a_run() -> None:
    assert kinds("Satu\n\nDua *dua*\n\nTiga") == [["paragraph"], ["paragraph"]]


@pytest.mark.parametrize("source", ["- Satu\n\n- Dua", "- Satu\n\n- *dua*", "> Satu\n\n    dua", "1.\n\n- Satu"])
def test_a_list_or_quotation_beside_what_it_may_become_one_with_is_not_plain(source: str) -> None:
    assert kinds(source) == []


@pytest.mark.parametrize("source", ["Satu\n\n<div>", "Satu\n\n///Footnotes Go Here///"])
def test_nothing_is_plain_beside_what_reaches_over_blocks(source: str) -> None:
    assert kinds(source) == []


def test_a_body_that_is_nested_too_deeply_changes_nothing_in_the_next() -> None:
    body = ["- satu *a*", "", "dua _b_", "", "tiga _c_"]
    html = converted(parsed(body))
    deep = ["    " * depth + "- a" for depth in range(400)]
    assert "nested too deeply" in converted(parsed(deep))
    assert converted(parsed(body)) == html


@pytest.mark.parametrize("last", ["*", "*a", "[a](", "a  ", "**a*"])
def test_many_lines_with_an_odd_one_at_the_end_are_read_in_a_moment(last: str) -> None:
    body = ["Satu *dua* [tiga](https://example.org/)."] * 1500 + ["Kata."] * 1500 + [last]
    pieces = weave(converted(parsed(body)), Surroundings("id")).pieces
    assert pieces[0].html.count("<span") == sum(line.sentence is not None for line in parsed(body))
