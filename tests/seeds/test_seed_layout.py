"""Lines that a program or a person broke at any width are joined to their paragraphs again."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.seeds.layout import Place, items, paragraphs

HEADLINE = "Harga Cabai Naik di Pasar Induk"
STORY = [
    "Harga cabai rawit merah naik menjadi Rp 90.000 per kilogram di Pasar Induk Kramat Jati pada akhir pekan ini "
    "karena hujan yang turun terus-menerus di sentra produksi. Pedagang mengeluh karena pembeli berkurang.",
    "Kementerian Pertanian menyebut pasokan dari Garut, Cianjur, dan Magelang turun hingga sepertiga dibandingkan "
    "bulan lalu. Pemerintah menyiapkan operasi pasar di sejumlah kota besar mulai pekan depan.",
    "Warga berharap harga segera turun. Mereka mengurangi sambal di meja makan, kata seorang ibu di Depok, yang "
    "biasanya membeli sekilo cabai setiap minggu dan kini hanya seperempatnya, sementara warung makan menaikkan harga.",
]


def no_place(line: str) -> Place:  # noqa: ARG001
    return ""


def joined(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in paragraphs(text, no_place)]


@pytest.mark.parametrize("width", [24, 32, 40, 60, 72, 80, 100, 120, 132, 160])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_lines_broken_at_any_width_are_joined(width: int, gap: str) -> None:
    text = gap.join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in STORY)
    found = joined(f"{HEADLINE}\n\n{text}")
    assert found[0] == HEADLINE
    assert found[1:] == STORY or (gap == "\n" and " ".join(found[1:]) == " ".join(STORY))


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_broken_text_without_blank_lines_keeps_its_headline(width: int) -> None:
    text = "\n".join(textwrap.wrap(STORY[0], width))
    found = joined(f"{HEADLINE}\n{text}")
    assert found == [HEADLINE, STORY[0]]


def test_a_line_that_goes_on_in_small_letters_is_joined_to_the_line_before() -> None:
    assert joined("Judul\n\nMenteri itu datang\nke Jakarta. Ia pergi.\nHarga naik.") == [
        "Judul",
        "Menteri itu datang ke Jakarta. Ia pergi.",
        "Harga naik.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Nama penerima", "Budi Santoso", "Ani Wijaya Kusuma", "Citra", "Dewi Lestari Handayani", "Eko"],
        ["a. pihak pertama", "b. pihak kedua"],
        ["1. Kecamatan Gambir", "2. Kecamatan Menteng yang luas", "3. Kecamatan Senen"],
        ["Harga naik.", "Warga mengeluh.", "Pasar sepi."],
        [*STORY],
    ],
)
def test_lines_that_were_not_broken_stay_paragraphs(lines: list[str]) -> None:
    assert joined("\n".join([HEADLINE, "", *lines])) == [HEADLINE, *lines]


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("1. Gambir2. Menteng3. Senen", ["1. Gambir", "2. Menteng", "3. Senen"]),
        ("1. Rp 10 tahun 19792. Rp 5 tahun 19803. Rp 1", ["1. Rp 10 tahun 1979", "2. Rp 5 tahun 1980", "3. Rp 1"]),
        ("- Komdigi 58,0- Polri 57,1- BP2MI 59,5.", ["- Komdigi 58,0", "- Polri 57,1", "- BP2MI 59,5."]),
        ("1. Pasal 12. Ayat itu dicabut.", ["1. Pasal 12. Ayat itu dicabut."]),
        ("1. Gambir 2. Menteng", ["1. Gambir 2. Menteng"]),
        ("Skor 1. Gambir2. Menteng3. Senen", ["Skor 1. Gambir2. Menteng3. Senen"]),
        ("- Anak-anak - Orang tua", ["- Anak-anak - Orang tua"]),
    ],
)
def test_items_of_a_list_that_ran_together_are_parted(paragraph: str, found: list[str]) -> None:
    assert items(paragraph) == found


@given(
    st.lists(st.text(alphabet="Ab 1.,-\n", max_size=40), min_size=1, max_size=6).filter(lambda x: "".join(x).strip())
)
@example(["a", "", "b"])
def test_no_letter_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "".join("".join(paragraphs(text, no_place)).split()) == "".join(text.split())
