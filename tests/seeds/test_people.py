"""Who wrote a story and who edited it is known by the labels of the house styles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.seeds.news_format import NewsText, Paragraph, parse_news
from sitegen.settings.house_styles import house_styles

STYLES = house_styles({})


def ending(*lines: str) -> NewsText:
    return parse_news("\n\n".join(["Judul", "Isi berita.", *lines]), STYLES)


@pytest.mark.parametrize(
    ("line", "authors", "editors"),
    [
        ("Penulis: Budi Santoso / Editor: Sari", ("Budi Santoso",), ("Sari",)),
        ("Penulis: Budi Santoso | Editor: Sari", ("Budi Santoso",), ("Sari",)),
        ("Penulis : Budi Santoso Editor : Sari", ("Budi Santoso",), ("Sari",)),
        ("(Reporter: Ani; Editor: Sari)", ("Ani",), ("Sari",)),
        ("Reporter: Ani Wijaya, Budi Santoso", ("Ani Wijaya", "Budi Santoso"), ()),
        ("Reporter: Ani Wijaya dan Budi Santoso", ("Ani Wijaya", "Budi Santoso"), ()),
        ("Pewarta: Nabila Anisa", ("Nabila Anisa",), ()),
        ("Penulis: Dr. Budi Santoso, M.Si, Ani", ("Dr. Budi Santoso, M.Si", "Ani"), ()),
        ("Oleh: Ma'ruf al Hakim", ("Ma'ruf al Hakim",), ()),
        ("Oleh Budi Santoso", ("Budi Santoso",), ()),
        ("Laporan Wartawan Tribunnews.com, Budi Santoso", ("Budi Santoso",), ()),
        ("Artikel ini ditulis oleh Ani Wijaya, peserta magang di detikcom.", ("Ani Wijaya",), ()),
        ("Penulis: Dina Rayanti -detikOto", ("Dina Rayanti",), ()),
        ("REDAKTUR: BUDI SANTOSO", (), ("BUDI SANTOSO",)),
    ],
)
def test_people_are_known_by_their_role(line: str, authors: tuple[str, ...], editors: tuple[str, ...]) -> None:
    news = ending(line)
    assert (news.authors, news.editors, news.byline) == (authors, editors, "")
    assert news.byline_line == line.strip("()")
    assert news.parts == (Paragraph("Isi berita."),)


@pytest.mark.parametrize(
    "line", ["Sumber: Antara", "Copyright © ANTARA 2022", "Editor: mg/rs", "Penulis: Antara", "(ant/abc)"]
)
def test_what_names_nobody_stays_the_byline(line: str) -> None:
    news = ending(line)
    assert (news.authors, news.editors, news.byline_line) == ((), (), "")
    assert news.byline == line.strip("()")


def test_a_line_with_people_and_others_is_kept_whole_and_the_others_are_the_byline() -> None:
    news = ending("Penulis: Budi | Sumber: Antara")
    assert (news.authors, news.byline, news.byline_line) == (
        ("Budi",), "Sumber: Antara", "Penulis: Budi | Sumber: Antara",
    )  # fmt: skip


def test_a_byline_above_the_headline_is_not_the_headline() -> None:
    news = parse_news("Penulis: Budi Santoso\n\nJudul\n\nIsi.", STYLES)
    assert (news.headline, news.authors, news.parts) == ("Judul", ("Budi Santoso",), (Paragraph("Isi."),))


def test_nobody_is_named_twice() -> None:
    assert ending("Penulis: Budi", "Reporter: Budi").authors == ("Budi",)


@pytest.mark.parametrize(
    "text",
    [
        "Oleh karena itu, harga naik.",
        "Oleh pemerintah harga itu diturunkan.",
        "Artikel ini ditulis oleh seorang mahasiswa.",
        "Penulis buku itu adalah Budi.",
    ],
)
def test_a_sentence_that_begins_with_a_role_stays_text(text: str) -> None:
    assert ending(text).parts == (Paragraph("Isi berita."), Paragraph(text))


def test_a_site_adds_its_own_roles() -> None:
    news = parse_news("Judul\n\nIsi.\n\nPelapor: Budi Santoso", house_styles({"author_labels": ["Pelapor"]}))
    assert news.authors == ("Budi Santoso",)


LABELS = st.sampled_from([*STYLES.author_labels, *STYLES.editor_labels, *STYLES.byline_labels])
NAMES = st.sampled_from(["Budi", "Ani Wijaya", "mg/rs", "Antara", "S.H.", "peserta magang", "Dr. Eko, M.Si", "3"])
PIECES = st.builds("{}{} {}".format, LABELS, st.sampled_from([":", " :", ""]), NAMES)


@given(st.lists(PIECES, min_size=1, max_size=4), st.sampled_from([" / ", " | ", "; ", ", ", " "]))
def test_every_letter_of_a_byline_is_kept(pieces: list[str], joint: str) -> None:
    line = joint.join(pieces)
    news = ending(line)
    kept = [news.byline, news.byline_line, *(part.text for part in news.parts if isinstance(part, Paragraph))]
    assert any(line.strip(" :") in text for text in kept)
    people = {*news.authors, *news.editors}
    assert all(name in line for name in people)
