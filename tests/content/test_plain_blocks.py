"""Blocks without markup become the same without Python-Markdown as with it, whatever stands around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.content.body import body as bodies
from sitegen.content.body.body import Body
from sitegen.content.body.plain_blocks import PlainBlock, Words, plain_blocks
from sitegen.content.confidence import Doubt
from sitegen.errors import SitegenError
from sitegen.rendering.body.markdown import MarkdownConverter
from sitegen.rendering.body.pieces import Counterpart
from sitegen.rendering.body.sentences import BodyContext, wrap_sentences
from sitegen.rendering.feeds.content import standing_alone

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


DOUBTS: Mapping[Doubt, str] = {"rough": "terjemahan kasar", "poor": "jangan"}
PAGE = BodyContext(
    "id",
    Counterpart("/en/a/", "en", "English"),
    "JAKARTA –",
    "Baca juga",
    "Tabel",
    {1: "rough", 3: "poor"},
    DOUBTS,
)


def none(_body: Sequence[str]) -> list[PlainBlock]:
    return []


def parsed(lines: Sequence[str]) -> Body:
    return CONVERTER.read(lines, LABELS)


def shown(body: Body) -> object:
    """What becomes of a body on its page, in lists of articles, and in feeds."""
    try:
        made = wrap_sentences(CONVERTER.convert(body), PAGE)
    except SitegenError as error:
        return error.problem.message
    related = [(item.number, item.headline, item.own_link) for piece in made.pieces for item in piece.related]
    feed = [standing_alone(piece.nodes, "https://example.org/", DOUBTS) for piece in made.pieces]
    return [piece.html for piece in made.pieces], related, made.summary, feed


@pytest.mark.slow
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
        patch.setattr(bodies, "plain_blocks", none)
        assert parsed(body).lines == found.lines


@pytest.mark.slow
@given(texts | loose_texts | any_text)
@example("Satu.\n\n- a\n- b\n\n> c\n\nDua.\n\n| a |\n|---|\n| b |\n\nTiga.")
@example("```\n\nSatu\n\n```\n\nDua")
@example("Satu ///Footnotes Go Here///\n\nDua[^1]\n\n[^1]: Tiga")
@example("a [b](javascript:c) [d](https://e:f/) *g*")
@settings(max_examples=500)
@example("> Satu.\n> *Dua*\n\nTiga & *empat* [lima](javascript:a)")
@example('Satu *dua* [tiga](https://example.org/) "empat *lima*".\n*Enam* - tujuh\n\n# Delapan\n\n- sembilan\n- *a*')
def test_they_become_what_python_markdown_would_make_of_them(text: str) -> None:
    lines = text.split("\n")
    found = shown(parsed(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "plain_blocks", none)
        assert shown(parsed(lines)) == found


def kinds(source: str) -> list[str]:
    return [block.kind for block in plain_blocks(source.split("\n"))]


def test_a_block_is_read_to_its_words() -> None:
    first, second = plain_blocks(["## Satu", "", '- "Dua *tiga*" [empat](../a/).', "- **Lima**"])
    assert first == PlainBlock("heading", 0, "## ", ((Words("Satu"),),))
    assert second == PlainBlock(
        "list",
        2,
        "- ",
        (
            (Words('"Dua '), Words("tiga", "em"), Words('" '), Words("empat", "a", "../a/"), Words(".")),
            (Words("Lima", "strong"),),
        ),
    )


def test_each_kind_of_block_is_found() -> None:
    assert kinds("Satu\nDua\n\n## Tiga\n\n- Empat\n- Lima\n\n\n> Enam") == [
        "paragraph", "heading", "list", "quotation",
    ]  # fmt: skip


def test_a_block_with_anything_else_is_not_plain() -> None:
    assert kinds("Satu\n\nDua `dua`\n\nTiga\n===\n\nEmpat") == ["paragraph", "paragraph"]


@pytest.mark.parametrize("source", ["- Satu\n\n- Dua", "- Satu\n\n- `dua`", "> Satu\n\n    dua", "`a`\n\n- Satu"])
def test_a_list_or_quotation_beside_what_it_may_become_one_with_is_not_plain(source: str) -> None:
    assert kinds(source) == []


@pytest.mark.parametrize("source", ["Satu\n\n<div>", "Satu\n\n///Footnotes Go Here///"])
def test_nothing_is_plain_beside_what_reaches_over_blocks(source: str) -> None:
    assert kinds(source) == []


def test_a_headline_that_is_none_in_the_other_language_stays_with_its_label() -> None:
    body = parsed(["BACA JUGA: Satu"])
    alone = body._replace(lines=(body.lines[0]._replace(sentence=None),))
    assert wrap_sentences(CONVERTER.convert(alone), BodyContext("id")).pieces[0].html == "<p>BACA JUGA: Satu</p>"


@pytest.mark.slow
def test_a_body_that_is_nested_too_deeply_changes_nothing_in_the_next() -> None:
    body = ["- satu *a*", "", "dua _b_", "", "tiga _c_"]
    html = shown(parsed(body))
    deep = ["    " * depth + "- a" for depth in range(400)]
    assert "nested too deeply" in str(shown(parsed(deep)))
    assert shown(parsed(body)) == html


@pytest.mark.parametrize("element", ["b", "div"])
def test_raw_html_that_is_nested_too_deeply_is_said(element: str) -> None:
    assert "nested too deeply" in str(shown(parsed([f"<{element}>" * 300 + "a" + f"</{element}>" * 300])))


@pytest.mark.slow
@pytest.mark.parametrize("last", ["*", "*a", "[a](", "a  ", "**a*"])
def test_many_lines_with_an_odd_one_at_the_end_are_read_in_a_moment(last: str) -> None:
    body = ["Satu *dua* [tiga](https://example.org/)."] * 1500 + ["Kata."] * 1500 + [last]
    pieces = wrap_sentences(CONVERTER.convert(parsed(body)), BodyContext("id")).pieces
    assert pieces[0].html.count("<span") == sum(line.sentence is not None for line in parsed(body).lines)
