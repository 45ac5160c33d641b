"""What of a sentence is hidden from the engine: always, or where a translation lacks it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendered import ANY_TEXT

from sitegen.languages.id_en.glossary.entries import load_glossary
from sitegen.languages.id_en.masking import Maskable, find_maskable
from sitegen.languages.masks import without_overlaps
from sitegen.languages.pair import Mask

GLOSSARY = load_glossary()


def maskable(text: str, unknown: str = "") -> Maskable:
    return find_maskable(text, GLOSSARY, lambda word: not set(unknown) & set(word))


def always(text: str, unknown: str = "") -> list[tuple[str, str]]:
    return [(text[mask.start : mask.end], mask.words) for mask in maskable(text, unknown).always]


@pytest.mark.parametrize(
    "copied",
    [
        "https://contoh.id/a?b=1",
        "www.contoh.co.id",
        "kompas.com/berita/1",
        "redaksi@contoh.co.id",
        "@budi_s",
        "#SaveKPK",
        "laporan_akhir.pdf",
        "foto-1.JPG".lower(),
        "C:\\Data\\arsip",
        "/var/log/x",
        "a_b",
        "E=mc²",
        "x^2",
        "iPhone15",
        "10³",
        "½",
        "10½",
        "192.168.1.1",
        "+62 812-3456-7890",
    ],
)
def test_what_the_engine_would_not_copy_is_never_shown_to_it(copied: str) -> None:
    text = f"Warga melihat {copied} di sana."
    if copied == "192.168.1.1":
        text = f"Alamat IP {copied} di sana."
    assert always(text) == [(copied, copied)]


@pytest.mark.parametrize("text", ["Harga naik.", "Nilai A/B.", "Pasal 5.", "Ia menang 2-1.", "Luas 5 ha di Jl. Mawar."])
def test_ordinary_sentences_have_nothing_of_the_kind(text: str) -> None:
    assert always(text) == []


def test_words_that_the_vocabulary_cannot_spell_are_hidden_whole() -> None:
    assert always("“Xanana” dan 北京 tiba.", "X北京") == [("Xanana", "Xanana"), ("北京", "北京")]


def test_a_figure_that_cannot_be_spelt_is_hidden_in_english() -> None:
    assert always("Ia didenda £25.000 kemarin.", "£") == [("£25.000", "£25,000")]


def test_figures_terms_and_english_are_hidden_only_where_they_are_lost() -> None:
    text = 'Menkeu berkata, "We will not go back," Senin (3/1).'
    found = maskable(text)
    assert found.always == ()
    assert [mask.words for mask in found.figures] == ["on Monday (Jan. 3)"]
    assert [term.english for term in found.terms] == ["finance minister"]
    assert [mask.words for mask in found.foreign] == ["We will not go back"]


@given(ANY_TEXT)
def test_masks_are_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    found = maskable(text, "x½")
    for masks in (found.always, found.figures, found.foreign):
        ends = [0, *(mask.end for mask in masks)]
        assert all(end <= mask.start < mask.end <= len(text) for end, mask in zip(ends, masks, strict=False))
    hidden = {place for mask in found.always for place in range(mask.start, mask.end)}
    assert not any(place in hidden for term in found.terms for place in range(term.start, term.end))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=12), st.integers(0, 9))
def test_the_first_masks_win_and_there_is_only_so_much_room(spans: list[tuple[int, int]], room: int) -> None:
    masks = [Mask(start, start + length, str(number)) for number, (start, length) in enumerate(spans)]
    chosen = without_overlaps(masks, room)
    assert len(chosen) <= room
    assert all(one.end <= other.start for one, other in pairwise(chosen))
    assert not masks or not room or masks[0] in chosen
