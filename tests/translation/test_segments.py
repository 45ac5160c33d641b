"""What the engine is given to read: whole sentences, none too long for it, without markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendered import ANY_TEXT, folded

from sitegen.content.body.inline import ATOM
from sitegen.content.body.inline_reader import parse_inline
from sitegen.languages.pair import Mask
from sitegen.translation.sentences.segments import EngineInput, Span, cut, make_input, sentence_spans

LONGEST = 150


def read(markdown: str, *, atoms: bool = True) -> EngineInput:
    inline = parse_inline(markdown)
    return make_input(inline.text, [atom.word for atom in inline.atoms], atoms=atoms)


def tokens(text: str) -> int:
    """About as many as a model has: one for three characters."""
    return -(-len(text) // 3)


def spans_of(text: str) -> tuple[Span, ...]:
    return sentence_spans(text, "id", tokens, LONGEST)


@given(
    ANY_TEXT | st.lists(st.sampled_from(["Dia pergi.", " ", "“Ya”?", "\u00a0", "kata", "...", ATOM, "!"])).map("".join)
)
def test_sentences_cover_all_but_the_space_between_them(text: str) -> None:
    spans = spans_of(text)
    outside = [text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)]
    assert folded("".join(outside)) == ""
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@pytest.mark.parametrize(
    "text",
    [
        "harga beras naik, " * 1000,
        "harga beras naik; gula turun " * 500,
        "kata " * 5000,
        "a" * 5000,
        ("panjang" * 50 + " ") * 50,
        "Satu. " * 2000,
    ],
    ids=lambda text: text[:12],
)
def test_what_is_too_long_is_cut_and_nothing_of_it_is_left_out(text: str) -> None:
    spans = spans_of(text)
    assert all(tokens(text[start:end]) <= LONGEST for start, end in spans)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


def test_a_long_sentence_is_cut_after_a_clause() -> None:
    text = "harga beras naik lagi " * 17 + "kemarin; lalu gula turun " + "di pasar " * 17
    (first, second) = spans_of(text)
    assert text[slice(*first)].endswith("kemarin;")
    assert text[slice(*second)].startswith("lalu gula")


def test_a_sentence_without_clauses_is_cut_between_words() -> None:
    text = "katakata " * 500
    assert all(set(text[start:end].split()) == {"katakata"} for start, end in spans_of(text))


def test_a_sentence_that_the_model_can_read_is_not_cut() -> None:
    text = "harga beras naik lagi, dan gula turun " * 10
    assert spans_of(text) == ((0, len(text.strip())),)


def test_a_part_has_no_more_tokens_than_it_may() -> None:
    text = "satu dua tiga, empat lima enam; tujuh delapan"
    parts = [text[start:end] for start, end in cut(text, (0, len(text)), tokens, 9)]
    assert parts == ["satu dua tiga,", "empat lima enam;", "tujuh delapan"]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("“Ya”, katanya – lalu …", '"Ya", katanya - lalu ...'),
        ("Satu\u00a0juta\u00adan", "Satu jutaan"),
        ("**Tebal** dan [tautan](/a)", "Tebal dan tautan"),
        ("Ketik `ls` dan `pwd`", "Ketik ⟦1⟧ dan ⟦2⟧"),
        ("Kata[^1] pakar", "Kata pakar"),
        ("Satu <br> dua", "Satu dua"),
        ("<!-- a --> Satu", "Satu"),
        ("!!! `a` …", ""),
        ("🙂", ""),
        ("Naik 🙂", "Naik 🙂"),
    ],
)
def test_the_engine_reads_plain_words(markdown: str, text: str) -> None:
    assert read(markdown).text == text


def test_a_ninth_code_is_not_shown() -> None:
    segment = read("kata " + " ".join(f"`{number}`" for number in range(9)))
    assert "⟦8⟧" in segment.text
    assert "⟦9⟧" not in segment.text
    assert len(segment.hidden) == 8


def test_without_placeholders_no_code_is_shown() -> None:
    assert read("Ketik `ls` dan `pwd` lagi", atoms=False).text == "Ketik dan lagi"


def test_what_is_hidden_gives_way_to_a_placeholder_and_what_is_shown_to_other_words() -> None:
    text = "Gempa guncang Cianjur, Senin (3/1)."
    shown, hidden = Mask(6, 13, "mengguncang"), Mask(23, 34, "Monday (Jan. 3)")
    given = make_input(text, (), [hidden], [shown])
    assert given.text == "Gempa mengguncang Cianjur, ⟦1⟧."
    assert given.hidden == (hidden,)
    assert text[given.origin[given.text.index("Cianjur")]] == "C"


@given(st.lists(st.sampled_from(["kata", " ", "`a`", "[^1]", "“", "…", "\u00a0", "**b**", "."])).map("".join))
def test_each_character_comes_from_a_place_in_the_sentence(markdown: str) -> None:
    inline = parse_inline(markdown)
    segment = read(markdown)
    assert len(segment.origin) == len(segment.text)
    assert list(segment.origin) == sorted(segment.origin)
    assert all(0 <= place < len(inline.text) for place in segment.origin)
    for character, place in zip(segment.text, segment.origin, strict=True):
        assert inline.text[place] == character or inline.text[place] in f"{ATOM}“…\u00a0"
