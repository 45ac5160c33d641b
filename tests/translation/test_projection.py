"""Markup moves to the words that translate the marked words; nothing of it is ever lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.body.inline import ATOM, Inline, Mark, format_inline
from sitegen.content.body.inline_reader import parse_inline
from sitegen.translation.engines.engine import Link
from sitegen.translation.sentences.projection import project
from sitegen.translation.sentences.unmasking import Restored

REFERENCES = frozenset({"lap"})


def restored(source: str, target: str, words: Mapping[str, str], atoms: Sequence[int] = ()) -> Restored:
    """A translation whose links are between the given words, each of which stands once."""
    links = []
    for word, translation in words.items():
        start, place = source.index(word), target.index(translation)
        links.append(Link((start, start + len(word)), (place, place + len(translation)), 1.0))
    return Restored(target, tuple(links), tuple(atoms), 0.0)


def moved(markdown: str, target: str, words: Mapping[str, str] | None = None, atoms: Sequence[int] = ()) -> str:
    """The Markdown of the translation ``target`` of one sentence. ``X`` in it stands for an atom."""
    inline = parse_inline(markdown, REFERENCES)
    target = target.replace("X", ATOM)
    result = restored(inline.text, target, words or {}, atoms)
    return format_inline(project(inline, [(0, len(inline.text))], [result]))


@pytest.mark.parametrize(
    ("markdown", "target", "words", "expected"),
    [
        ("rumah *besar*", "big house", {"rumah": "house", "besar": "big"}, "*big* house"),
        ("*rumah* besar", "big house", {"rumah": "house", "besar": "big"}, "big *house*"),
        ("Ini [rumah besar](/a) itu.", "This big house.", {"rumah": "house", "besar": "big"}, "This [big house](/a)."),
        (
            "**Presiden _Joko_** pergi",
            "President Joko left",
            {"Presiden": "President", "Joko": "Joko", "pergi": "left"},
            "**President _Joko_** left",
        ),
        ("*satu* dan **dua**", "two and one", {"satu": "one", "dan": "and", "dua": "two"}, "**two** and *one*"),
        ("[satu](/a) [dua](/b)", "two one", {"satu": "one", "dua": "two"}, "[two](/b) [one](/a)"),
        ("Lihat [laporan][lap].", "See report.", {"Lihat": "See", "laporan": "report"}, "See [report][lap]."),
        ("<b>satu</b> dua", "one two", {"satu": "one", "dua": "two"}, "<b>one</b> two"),
        ('Kata "*besar*" itu', 'The word "big"', {"besar": "big", "Kata": "word"}, 'The word "*big*"'),
        ('Kata *"besar"* itu', 'The word "big"', {"besar": "big", "Kata": "word"}, 'The word *"big"*'),
    ],
)
def test_a_mark_goes_with_its_words(markdown: str, target: str, words: Mapping[str, str], expected: str) -> None:
    assert moved(markdown, target, words) == expected


@pytest.mark.parametrize(
    ("markdown", "target", "expected"),
    [
        ("**Semua tebal.**", "All bold.", "**All bold.**"),
        ("**Semua tebal**.", "All bold.", "**All bold**."),
        ("*Semua **tebal***", "All bold", "*All **bold***"),
        ('"*Semua*"', '"All"', '"*All*"'),
        ('*"Semua"*', '"All"', '*"All"*'),
        ("[Semua](/a)", "Everything of it", "[Everything of it](/a)"),
    ],
)
def test_a_mark_over_the_whole_sentence_stays_over_it_without_any_links(
    markdown: str, target: str, expected: str
) -> None:
    assert moved(markdown, target, {"tebal": "bold"} if "bold" in target else {}) == expected


def test_a_name_that_was_copied_keeps_its_mark_without_any_links() -> None:
    assert moved("Kata **Joko Widodo** tadi", "Earlier Joko Widodo said") == "Earlier **Joko Widodo** said"


def test_where_nothing_is_known_a_link_is_kept_around_at_least_one_word() -> None:
    assert re.search(r"\[\w[^\]]*\]\(/a\)", moved("satu [dua](/a) tiga", "one two three"))


@pytest.mark.parametrize(
    ("markdown", "target", "words", "atoms", "expected"),
    [
        ("Jalankan `ls -l` dulu.", "First run X.", {"Jalankan": "run", "dulu": "First"}, (0,), "First run `ls -l`."),
        ("**Pakai `ls`** dulu", "First use X", {"Pakai": "use", "dulu": "First"}, (0,), "First **use `ls`**"),
        ("`a` dan `b`", "X and X", {"dan": "and"}, (1, 0), "`b` and `a`"),
        ("Pakar[^1] pergi.", "Left an expert.", {"Pakar": "expert", "pergi": "Left"}, (), "Left an expert[^1]."),
        ("Dia pergi[^1].", "He left.", {"Dia": "He", "pergi": "left"}, (), "He left[^1]."),
        ("Dia pergi.[^1]", "He left.", {"Dia": "He", "pergi": "left"}, (), "He left.[^1]"),
        ("Satu[^1][^2] dua", "One two", {"Satu": "One", "dua": "two"}, (), "One[^1][^2] two"),
        ("![foto](a.jpg) Satu", "One", {"Satu": "One"}, (), "![foto](a.jpg) One"),
        ("Satu ![foto](a.jpg)", "One", {"Satu": "One"}, (), "One ![foto](a.jpg)"),
        ("Satu<br>dua", "One two", {"Satu": "One", "dua": "two"}, (), "One<br> two"),
        ("**Satu[^1]** dua", "One two", {"Satu": "One", "dua": "two"}, (), "**One[^1]** two"),
        ("Satu [![foto](a.jpg)](/b) dua", "One two", {"Satu": "One", "dua": "two"}, (), "One [![foto](a.jpg)](/b) two"),
    ],
)
def test_an_atom_stands_where_it_belongs(
    markdown: str, target: str, words: Mapping[str, str], atoms: tuple[int, ...], expected: str
) -> None:
    assert moved(markdown, target, words, atoms) == expected


@pytest.mark.parametrize(
    ("markdown", "target", "words", "expected"),
    [
        ("Awal **tebal dan", "Start bold and", {"Awal": "Start", "tebal": "bold", "dan": "and"}, "Start **bold and"),
        ("lanjut** akhir", "on end", {"lanjut": "on", "akhir": "end"}, "on** end"),
        ("panjang](/a) ini", "this long", {"panjang": "long", "ini": "this"}, "this long](/a)"),
    ],
)
def test_half_a_mark_keeps_its_side(markdown: str, target: str, words: Mapping[str, str], expected: str) -> None:
    assert moved(markdown, target, words) == expected


def test_a_mark_over_two_sentences_covers_both_translations() -> None:
    inline = parse_inline("**Satu pergi. Dua datang.** Tiga.")
    spans = [(0, 11), (12, 23), (24, 29)]
    translated = [Restored(text, (), (), 0.0) for text in ("One left.", "Two came.", "Three.")]
    assert format_inline(project(inline, spans, translated)) == "**One left. Two came.** Three."


def test_the_rest_of_a_sentence_that_was_cut_does_not_begin_with_a_capital() -> None:
    inline = Inline("Dia pergi, dan beras naik, yang Jakarta")
    spans = [(0, 10), (11, 26), (27, 39)]
    translated = [Restored(text, (), (), 0.0) for text in ("He left,", "And rice rose,", "Jakarta which")]
    assert project(inline, spans, translated).text == "He left, and rice rose, Jakarta which"


def test_a_sentence_that_could_not_be_translated_keeps_its_words_and_its_markup() -> None:
    inline = parse_inline("*Satu* `a`[^1]. **Dua**.")
    end = inline.text.index(".") + 1
    translated = [None, Restored("Two.", (), (), 0.0)]
    result = format_inline(project(inline, [(0, end), (end + 1, len(inline.text))], translated))
    assert result == "*Satu* `a`[^1]. **Two**."


WORD = st.sampled_from(["kata", "Budi", "satu", "5", "dua-tiga", "D.C."])
PIECE = WORD | st.sampled_from(
    ["`kode`", "[^1]", "<br>", "![foto](a)", "<!-- x -->", "H<sub>2</sub>O", '"', ",", "https://a.id/b"]
)


def _sentence(piece: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.lists(piece, min_size=1, max_size=4).map(" ".join)
    return st.builds(
        str.format, st.sampled_from(["{}", "{}", "“{}”", "{}.", "{}[^1].", "{}<br>", "{}, kata", "kata {}!"]), joined
    )


def _marked(inner: st.SearchStrategy[str], *frames: str) -> st.SearchStrategy[str]:
    # What is marked has a word; without one it would be an atom, see test_inline.py.
    words = st.permutations(["{}", "kata"]).map(" ".join)
    return st.builds(
        lambda frame, text, inside: frame.format(text.format(inside)), st.sampled_from(frames), words, inner
    )


EMPHASIS = _marked(_sentence(PIECE), "*{}*", "_{}_")
STRONG = _marked(_sentence(PIECE | EMPHASIS), "**{}**", "<b>{}</b>")
SOURCE = _sentence(PIECE | EMPHASIS | STRONG | _marked(_sentence(PIECE | STRONG), "[{}](/a)"))
TARGET = st.lists(
    st.sampled_from(["word", "Budi", "one", "5", '"', "two-three,", "(x)", "end."]), min_size=1, max_size=6
).filter(lambda words: words != ['"'] * len(words))


@st.composite
def projections(draw: st.DrawFn) -> tuple[Inline, Inline]:
    """A text and its translation, by an engine that may do anything but lose what it was shown."""
    inline = parse_inline(draw(SOURCE))
    words = draw(TARGET)
    numbers = draw(st.permutations([number for number, atom in enumerate(inline.atoms) if atom.word]))
    seen = numbers if draw(st.booleans()) else []
    for _ in seen:
        words.insert(draw(st.integers(0, len(words))), ATOM)
    target = " ".join(words)

    def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
        return st.tuples(st.integers(0, len(text) - 1), st.integers(1, 4)).map(
            lambda span: (span[0], min(len(text), span[0] + span[1]))
        )

    weights = st.floats(0.05, 1)
    links = (
        draw(st.lists(st.builds(Link, spans(inline.text), spans(target), weights), max_size=6)) if inline.text else []
    )
    return inline, project(inline, [(0, len(inline.text))], [Restored(target, tuple(links), tuple(seen), 0.0)])


def halves(marks: Sequence[Mark]) -> Counter[tuple[str, str]]:
    return Counter((mark.opening, mark.closing) for mark in marks)


@given(projections())
def test_no_mark_and_no_atom_is_lost_or_doubled(pair: tuple[Inline, Inline]) -> None:
    source, result = pair
    assert Counter(result.atoms) == Counter(source.atoms)
    assert result.text.count(ATOM) == len(result.atoms)
    assert halves(result.marks) == halves(source.marks)
    assert all(0 <= mark.start <= mark.end <= len(result.text) for mark in result.marks)


@given(projections())
def test_marks_nest_and_those_apart_stay_apart(pair: tuple[Inline, Inline]) -> None:
    whole = [mark for mark in pair[1].marks if mark.opening and mark.closing]
    for outer in whole:
        assert not any(outer.start < inner.start < outer.end < inner.end for inner in whole)


@given(projections())
def test_the_markdown_of_the_translation_has_the_same_markup(pair: tuple[Inline, Inline]) -> None:
    source, result = pair
    # Where there are fewer words than marks, an emphasis may be left without any; it is not written.
    written = [mark for mark in result.marks if mark.start < mark.end or mark.opening != mark.closing]
    empty = [mark for mark in written if mark.start == mark.end]
    again = parse_inline(format_inline(result))
    assert halves(again.marks) + Counter(atom.markdown for atom in again.atoms) == halves(
        [mark for mark in written if mark not in empty]
    ) + Counter([atom.markdown for atom in source.atoms] + [mark.opening + mark.closing for mark in empty])
