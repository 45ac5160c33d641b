"""A seed's text is taken apart by the house styles; what is not recognised stays a paragraph."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from seed_stories import read_story

from sitegen.errors import SitegenError
from sitegen.seeds.conversion import Story
from sitegen.seeds.news_format import Furniture, NewsText, Paragraph, Related, parse_news
from sitegen.settings.house_styles import HouseStyles, house_styles
from sitegen.settings.site import load_site

ROOT = Path(__file__).parents[2]
SEEDS = Path(__file__).parents[1] / "data" / "seeds"
STYLES = house_styles({})


def parse(text: str, **styles: list[str]) -> NewsText:
    return parse_news(text, house_styles(styles))


def story(name: str) -> Story:
    path = SEEDS / f"{name}.txt"
    return read_story(path.read_bytes(), path, STYLES)


def related(news: NewsText) -> list[tuple[int, str, str]]:
    """The place, label and headline of each related headline."""
    return [(n, part.label, part.headline) for n, part in enumerate(news.parts) if isinstance(part, Related)]


def texts(news: NewsText) -> list[str]:
    return [part.text for part in news.parts if isinstance(part, Paragraph)]


def body(*paragraphs: str) -> list[str]:
    """The paragraphs of a text with a headline and ``paragraphs``."""
    return texts(parse("\n\n".join(["Judul", *paragraphs])))


def test_the_real_seed_is_taken_apart_literally() -> None:
    (path,) = (ROOT / "seeds").glob("000_*.txt")
    found = read_story(path.read_bytes(), path, STYLES)
    news = found.news
    assert news.headline == ("Blinken Serukan NATO Berada dalam Satu Suara Soal Penumpukan Pasukan Rusia Dekat Ukraina")
    assert news.caption == (
        "Menteri Luar Negeri AS Antony Blinken dalam sebuah kesempatan di Washington, pada 21 Desember 2021."
    )
    assert (news.credit, news.credit_label) == ("Evelyn Hockstein/Pool via AP", "Foto")
    assert related(news) == [
        (2, "BACA JUGA", "Jerman Ingin Tata Ulang Hubungannya dengan Rusia"),
        (
            6,
            "BACA JUGA",
            "Biden kepada Ukraina: AS, Sekutu Akan 'Merespon dengan Tegas Jika Rusia Terus Invasi Ukraina'",
        ),
    ]
    assert len(news.parts) == 9
    assert news.parts[0] == Paragraph(
        "Menteri Luar Negeri Amerika Serikat (AS) Antony Blinken, pada Senin (3/1), berbicara dengan sekutu Pakta "
        "Pertahanan Atlantik Utara (NATO) wilayah Eropa timur tentang penumpukan pasukan militer Rusia di sepanjang "
        'perbatasan Ukraina, menyerukan anggota-anggota NATO untuk "bersatu" dalam menyikapi persolan tersebut.'
    )
    assert texts(news)[-1].endswith('akan "bersikap tegas" jika Rusia menginvasi Ukraina lebih lanjut.')
    assert news.byline == "mg/rs"
    assert news.dateline == ""
    assert (found.date, found.date_inferred) == (datetime.date(2022, 1, 3), True)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "dateline", "byline", "date", "first"),
    [
        ("voa", "JAKARTA (VOA)", "ah/ft", "2023-03-14", "Sebuah kapal kayu"),
        ("liputan6", "Liputan6.com, Washington, D.C.", "", "2021-02-11", "Sekelompok peneliti"),
        (
            "tribunjateng",
            "TRIBUNJATENG.COM, WASHINGTON DC",
            "Penulis: Dwi Lestari; Editor: Bagus Santosa",
            "2022-11-06",
            "Pelari asal Kudus,",
        ),
        ("kompas", "JAKARTA, KOMPAS.com", "Penulis: Rina Kusuma | Editor: Yoga Adi", "2022-03-02", "Harga cabai"),
        ("manadopost", "MANADOPOST.ID", "abc", "2021-12-31", "Jembatan gantung"),
        ("aceh", "Aceh (SL)", "red/SL", "2022-07-02", "Petani kopi"),
        ("jpnn", "jpnn.com, JAKARTA", "ant/dil/jpnn", "2023-08-20", "Tim bulu tangkis"),
        ("cnn", "Jakarta, CNN Indonesia", "ndr/tsa", "2020-02-29", "Museum yang"),
        ("tempo", "TEMPO.CO, Jakarta", "", "2022-01-03", "Pesanan wayang"),
        (
            "antara",
            "Jakarta (ANTARA)",
            "Pewarta: Nabila Anisa; Editor: Surya Dharma; Copyright © ANTARA 2022",
            "2022-06-09",
            "Badan Meteorologi,",
        ),
        ("republika", "REPUBLIKA.CO.ID, JAKARTA", "Sumber: Antara", None, "Tiga santri"),
        ("detik", "Yogyakarta", "sip/iws", "2022-10-05", "Seekor kucing"),
        ("hard_wrapped", "Bandung (ANTARA)", "Reporter: Tatang; Editor: Lilis", None, "Air Sungai"),
    ],
)
def test_each_outlet_is_read_in_its_own_style(
    name: str, dateline: str, byline: str, date: str | None, first: str
) -> None:
    found = story(name)
    assert found.news.dateline == dateline
    news = found.news
    assert "; ".join(filter(None, [news.byline_line, news.byline])) == byline
    assert found.date == (datetime.date.fromisoformat(date) if date else None)
    assert texts(found.news)[0].startswith(first)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "caption_end", "label", "credit"),
    [
        ("voa", "Sulawesi Barat, 5 Maret 2023.", "Foto", "Ratna Wulandari/VOA"),
        ("kompas", "Selasa (1/3/2022).", "", "KOMPAS.com/Ayu Maharani"),
        ("tempo", "di Purbalingga.", "", "TEMPO/Hadi Prakoso"),
        ("antara", "Rabu (8/6/2022).", "ANTARA FOTO", "Idham Nugraha"),
        ("detik", "", "Foto", "Dok. KAI"),
        ("aceh", "", "", ""),
    ],
)
def test_each_outlets_captions_are_found(name: str, caption_end: str, label: str, credit: str) -> None:
    news = story(name).news
    assert news.caption.endswith(caption_end)
    assert (news.credit_label, news.credit) == (label, credit)
    assert bool(news.caption) == bool(caption_end)


@pytest.mark.parametrize(
    ("name", "headlines"),
    [
        (
            "voa",
            [
                (2, "Baca Juga", "Mengapa Perpustakaan Desa Kembali Ramai?"),
                (3, "BACA JUGA", "Nelayan Majene: ‘Kami Juga Ingin Membaca’"),
            ],
        ),
        (
            "liputan6",
            [
                (2, "Baca juga", "Jamur Langka Tumbuh di Tengah Kota"),
                (3, "Baca juga", "5 Fakta tentang Tumbuhan yang Bercahaya"),
            ],
        ),
        ("jpnn", [(2, "SIMAK JUGA", "Pelatih: Jangan Cepat Puas!")]),
        (
            "detik",
            [
                (1, "Baca juga", "Kereta Malam Kembali Beroperasi"),
            ],
        ),
        ("hard_wrapped", [(1, "BACA JUGA", "Cara Warga Desa Menjaga Mata Air agar Tidak Kering di Musim Kemarau")]),
    ],
)
def test_each_outlets_related_headlines_are_kept_at_their_place(
    name: str, headlines: list[tuple[int, str, str]]
) -> None:
    assert related(story(name).news) == headlines


def test_a_line_that_states_the_date_is_kept_and_is_no_inference() -> None:
    found = story("tempo")
    assert found.news.date_line == "Senin, 3 Januari 2022 | 10:30 WIB"
    assert not found.date_inferred


def dated(*paragraphs: str) -> Story:
    return read_story("\n\n".join(["Judul", *paragraphs]).encode(), Path("seeds/a.txt"), STYLES)


def test_the_publication_counts_and_a_later_version_is_kept_apart() -> None:
    found = dated("Diperbarui 9 Mei 2022, 11:00 WIB", "Diterbitkan 8 Mei 2022, 10:00 WIB", "Isi.")
    assert (found.date, found.time and found.time.isoformat()) == (datetime.date(2022, 5, 8), "10:00:00+07:00")
    assert found.updated
    assert (found.updated.date, found.updated.time and found.updated.time.hour) == (datetime.date(2022, 5, 9), 11)
    assert found.news.date_line == "Diperbarui 9 Mei 2022, 11:00 WIB; Diterbitkan 8 Mei 2022, 10:00 WIB"


def test_a_later_version_alone_is_the_storys_date() -> None:
    found = dated("Diperbarui 18 Agt 2024", "Isi.")
    assert (found.date, found.updated, texts(found.news)) == (datetime.date(2024, 8, 18), None, ["Isi."])


def test_a_date_may_stand_above_the_headline_or_at_the_end() -> None:
    above = read_story(b"Terbit 8 Mei 2022\n\nJudul\n\nIsi.", Path("seeds/a.txt"), STYLES)
    assert (above.news.headline, above.date) == ("Judul", datetime.date(2022, 5, 8))
    below = dated(*(f"Isi {number}." for number in range(7)), "Diunggah: 8 Mei 2022", "Editor: Ani")
    assert (below.date, below.news.parts[-1]) == (datetime.date(2022, 5, 8), Paragraph("Isi 6."))


def test_the_text_tells_whether_the_month_stands_first() -> None:
    found = dated("10/1/2025 20:43", "Harga naik pada Rabu (1/10/2025).")
    assert (found.date, found.date_inferred, found.problems) == (datetime.date(2025, 10, 1), True, ())
    found = dated("10/1/2025 20:43", "Harga naik pada Jumat (10/1/2025).")
    assert (found.date, found.date_inferred, found.problems) == (datetime.date(2025, 1, 10), False, ())
    found = dated("10/1/2025 20:43", "Harga naik.")
    assert (found.date, found.date_inferred) == (datetime.date(2025, 1, 10), False)
    assert "may be 2025-01-10 or 2025-10-01" in str(found.problems[0])


def test_a_local_time_tells_that_the_day_stands_first() -> None:
    found = dated("10/1/2025 20:43 WIB", "Harga naik.")
    assert (found.date, found.problems) == (datetime.date(2025, 1, 10), ())


# Lines and paragraphs


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    news = parse("Judul\nSatu dua.\nTiga empat\nLima.")
    assert (news.headline, texts(news)) == ("Judul", ["Satu dua.", "Tiga empat", "Lima."])


def test_lines_of_a_block_that_were_broken_at_the_margin_are_joined() -> None:
    news = story("hard_wrapped").news
    assert news.headline.endswith("Warga Berharap Bertahan Sepanjang Musim Kemarau")
    assert texts(news)[0] == (
        "Air Sungai Citarum di bagian hulu kembali jernih setelah warga tiga desa membersihkannya selama dua tahun. "
        "Ikan-ikan kecil mulai tampak."
    )


def test_lines_of_a_block_that_end_sentences_or_are_long_are_paragraphs() -> None:
    sentences = ["Pemerintah mengumumkan aturan baru tentang sampah plastik.", "Pedagang pasar menyambut aturan itu."]
    assert body("\n".join(sentences)) == sentences
    long = ["kata " * 40 + "akhir", "kata " * 50 + "akhir"]
    assert body("\n".join(long)) == long


def test_a_text_directly_under_the_headline_is_not_part_of_it() -> None:
    news = parse("Judul yang Pendek\nSebuah paragraf yang panjang sekali tentang banyak hal.\n\nParagraf kedua.")
    assert news.headline == "Judul yang Pendek"
    assert len(texts(news)) == 2


def test_a_single_line_is_a_headline_without_text_and_gives_a_warning() -> None:
    found = read_story(b"Gempa Guncang Maluku", Path("seeds/a.txt"), STYLES)
    assert (found.news.headline, found.news.parts) == ("Gempa Guncang Maluku", ())
    (problem,) = found.problems
    assert "no text under it" in str(problem)
    assert problem.severity == "warning"


def test_a_first_paragraph_too_long_for_a_headline_stays_text() -> None:
    long = "Kata demi kata " * 25
    found = read_story(f"{long}\n\nLagi.".encode(), Path("seeds/a.txt"), STYLES)
    assert found.news.headline.startswith("Kata demi kata Kata")
    assert found.news.headline.endswith(" …")
    assert len(found.news.headline) <= 102
    assert texts(found.news) == [long.strip(), "Lagi."]
    assert "has no headline" in str(found.problems[0])


def test_a_headline_of_300_letters_is_a_headline() -> None:
    headline = ("Panjang " * 38)[:300].strip()
    assert parse(f"{headline}\n\nIsi.").headline == headline


def test_a_rule_above_the_headline_is_passed_over() -> None:
    assert parse("=====\n\nJudul\n\nIsi.").headline == "Judul"


def test_a_paragraph_without_a_word_stays_where_it_is() -> None:
    assert body("Satu.", "* * *", "😀", "Dua.") == ["Satu.", "* * *", "😀", "Dua."]


def test_typography_is_kept() -> None:
    text = "\"Lurus,\" 'lurus' “lengkung,” ‘lengkung’ – — … 5% ½ c² 👩‍👧"
    assert body(text) == [text]


# Captions


@pytest.mark.parametrize(
    ("block", "caption", "label", "credit"),
    [
        ("Petani di sawah. (Foto: Ani/AP)", "Petani di sawah.", "Foto", "Ani/AP"),
        ("Petani di sawah. (foto: ist)", "Petani di sawah.", "foto", "ist"),
        ("Petani (kiri) di sawah (Foto: Ani)", "Petani (kiri) di sawah", "Foto", "Ani"),
        ("Petani di sawah. [Foto: Ani]", "Petani di sawah.", "Foto", "Ani"),
        ("Petani di sawah. (Foto: Biro Pers (BPMI)).", "Petani di sawah.", "Foto", "Biro Pers (BPMI)"),
        ("Petani di sawah. Foto: Dok. Humas", "Petani di sawah.", "Foto", "Dok. Humas"),
        ("Petani di sawah. FOTO/Ani", "Petani di sawah.", "FOTO", "Ani"),
        ("Petani di sawah\nFoto: Ani", "Petani di sawah", "Foto", "Ani"),
        ("Petani di sawah. (Sumber: BPS)", "Petani di sawah.", "Sumber", "BPS"),
        ("Petani di sawah. (Dok. Humas Polri)", "Petani di sawah.", "Dok", "Humas Polri"),
        ("Petani di sawah. (Reuters/Jim Yu)", "Petani di sawah.", "", "Reuters/Jim Yu"),
        ("Petani di sawah. (Photo by Jim Yu)", "Petani di sawah.", "Photo by", "Jim Yu"),
        ("(Foto: Ani)", "", "Foto", "Ani"),
        ("Foto: Ani", "", "Foto", "Ani"),
        ("FOTO/Ani", "", "FOTO", "Ani"),
    ],
)
def test_a_block_that_ends_in_a_picture_credit_is_the_caption(
    block: str, caption: str, label: str, credit: str
) -> None:
    news = parse(f"Judul\n\n{block}\n\nIsi berita.\n\nLagi.")
    assert (news.caption, news.credit_label, news.credit) == (caption, label, credit)
    assert texts(news) == ["Isi berita.", "Lagi."]


def test_a_caption_may_stand_under_the_first_paragraphs_but_not_far_down() -> None:
    assert parse("Judul\n\nSatu.\n\nPetani. (Foto: Ani)\n\nDua.").caption == "Petani."
    far = "Judul\n\n" + "Isi.\n\n" * 8 + "Petani. (Foto: Ani)\n\nAkhir."
    assert parse(far).credit == ""
    assert "Petani. (Foto: Ani)" in texts(parse(far))


def test_only_the_first_picture_is_taken() -> None:
    news = parse("Judul\n\nA. (Foto: Satu)\n\nB. (Foto: Dua)\n\nIsi.")
    assert (news.credit, texts(news)) == ("Satu", ["B. (Foto: Dua)", "Isi."])


def test_a_credit_line_under_a_long_paragraph_leaves_the_paragraph() -> None:
    long = "Kata demi kata. " * 50
    news = parse(f"Judul\n{long}\nFoto: Ani\nAkhir.")
    assert (news.caption, news.credit, texts(news)) == ("", "Ani", [long.strip(), "Akhir."])


def test_a_credit_line_without_blank_lines_belongs_to_the_line_above_but_not_to_the_headline() -> None:
    assert parse("Judul\nPetani\nFoto: Ani\nIsi.").caption == "Petani"
    news = parse("Judul\nFoto: Ani\nIsi.")
    assert (news.headline, news.caption, news.credit) == ("Judul", "", "Ani")


@pytest.mark.parametrize(
    "text",
    [
        "Wakil Ketua Komisi (DPR/MPR)",
        "Ia memotret dengan foto/video",
        "Ada dua sumber: sungai dan hujan.",
        "Menurut laporan (sumber daya alam), harga naik.",
    ],
)
def test_ordinary_brackets_and_words_are_no_credit(text: str) -> None:
    news = parse(f"Judul\n\n{text}\n\nIsi.")
    assert (news.credit, texts(news)[0]) == ("", text)


# Datelines


@pytest.mark.parametrize(
    "dateline",
    [
        "JAKARTA (VOA)",
        "Liputan6.com, Washington, D.C.",
        "TRIBUNJATENG.COM, WASHINGTON DC",
        "JAKARTA, KOMPAS.com",
        "Aceh (SL)",
        "WASHINGTON",
        "Jakarta, CNN Indonesia",
        "TEMPO.CO, Jakarta",
        "Jakarta (ANTARA)",
        "REPUBLIKA.CO.ID, JAKARTA",
        "Jakarta",
        "Rio de Janeiro",
        "JAKARTA/BANDUNG",
        "SURYA.co.id | SURABAYA",
        "WASHINGTON, D.C. (VOA)",
        "Kabupaten Bogor (ANTARA)",
        "Jakarta, 3/1 (ANTARA)",
        "VIVA",
    ],
)
@pytest.mark.parametrize("dash", [" — ", " – ", " - ", " -- ", " --- "])
def test_a_dateline_is_taken_without_its_dash(dateline: str, dash: str) -> None:
    news = parse(f"Judul\n\n{dateline}{dash}Presiden tiba.")
    assert (news.dateline, texts(news)) == (dateline, ["Presiden tiba."])


def test_a_dateline_may_be_written_without_spaces_around_a_long_dash() -> None:
    assert parse("Judul\n\nMANADOPOST.ID–Gubernur tiba.").dateline == "MANADOPOST.ID"
    assert parse("Judul\n\nJAKARTA (VOA)—Presiden tiba.").dateline == "JAKARTA (VOA)"


def test_a_dateline_may_end_without_a_dash_where_place_and_outlet_are_known() -> None:
    assert parse("Judul\n\nKONTAN.CO.ID - JAKARTA. Bank Indonesia tetap.").dateline == "KONTAN.CO.ID - JAKARTA."
    assert parse("Judul\n\nKONTAN.CO.ID - Persib Menang. Bandung pesta.").dateline == "KONTAN.CO.ID"


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("TEMPO.CO,Jakarta-Presiden tiba.", "TEMPO.CO,Jakarta"),
        ("TEMPO.CO,Jakarta- Presiden tiba.", "TEMPO.CO,Jakarta"),
        ("TEMPO.CO, Jakarta-Presiden tiba.", "TEMPO.CO, Jakarta"),
        ("JAKARTA,KOMPAS.com-Presiden tiba.", "JAKARTA,KOMPAS.com"),
        ("Jakarta,CNN Indonesia--Presiden tiba.", "Jakarta,CNN Indonesia"),
        ("KOMPAS.com-Presiden tiba.", "KOMPAS.com"),
        ("JAKARTA-Presiden tiba.", "JAKARTA"),
        ("Jakarta(ANTARA)-Presiden tiba.", "Jakarta(ANTARA)"),
        ("JAKARTA KOMPAS.com -Presiden tiba.", "JAKARTA KOMPAS.com"),
        ("Liputan6.com, JakartaPresiden tiba.", "Liputan6.com, Jakarta"),
        ("Liputan6.com, Jakarta SelatanPresiden tiba.", "Liputan6.com, Jakarta Selatan"),
    ],
)
def test_a_dateline_that_runs_together_with_the_text_is_taken(text: str, dateline: str) -> None:
    news = parse(f"Judul\n\n{text}")
    assert (news.dateline, texts(news)) == (dateline, ["Presiden tiba."])


@pytest.mark.parametrize(
    ("dateline", "date"),
    [
        ("JAKARTA, 8 Januari 2022", "2022-01-08"),
        ("Jakarta, 8/1/2022", "2022-01-08"),
        ("JAKARTA, Sabtu (8/1/2022)", "2022-01-08"),
        ("JAKARTA, Sabtu, 8 Januari 2022", "2022-01-08"),
        ("JAKARTA (8/1/2022)", "2022-01-08"),
        ("JAKARTA 8 Jan 2022", "2022-01-08"),
        ("JAKARTA, 2022-01-08", "2022-01-08"),
        ("Jakarta, 8 Januari 2022 (ANTARA)", "2022-01-08"),
        ("JAKARTA, KOMPAS.com, 8 Januari 2022", "2022-01-08"),
        ("TEMPO.CO, Jakarta, 8 Januari 2022", "2022-01-08"),
        ("Jakarta (ANTARA), 8 Januari 2022", "2022-01-08"),
        ("JAKARTA, 8 Januari 2022, 10:00 WIB", "2022-01-08"),
        ("JAKARTA, Minggu, 8 Januari 2022", None),
        ("JAKARTA, 31 Februari 2022", None),
        ("JAKARTA, 8/1", None),
        ("JAKARTA, Sabtu (8/1)", None),
    ],
)
@pytest.mark.parametrize("dash", [" - ", " — ", " -- "])
def test_a_full_date_in_a_dateline_is_the_storys_date(dateline: str, date: str | None, dash: str) -> None:
    found = read_story(f"Judul\n\n{dateline}{dash}Banjir melanda.".encode(), Path("seeds/a.txt"), STYLES)
    assert (found.news.dateline, texts(found.news)) == (dateline, ["Banjir melanda."])
    assert (str(found.date) if found.date else None, found.date_inferred) == (date, False)


def test_a_dateline_with_its_date_may_end_with_a_full_stop() -> None:
    assert parse("Judul\n\nJakarta, 8 Januari 2022. Banjir melanda.").dateline == "Jakarta, 8 Januari 2022."
    assert parse("Judul\n\nPersib, 8 Januari 2022. Banjir melanda.").dateline == ""


def test_a_line_of_its_own_with_place_and_date_states_the_date() -> None:
    news = parse("Judul\n\nJakarta, 8 Januari 2022\n\nBanjir melanda.")
    assert (news.date_line, texts(news)) == ("Jakarta, 8 Januari 2022", ["Banjir melanda."])


def test_a_dateline_is_found_under_a_caption_that_is_not_recognised() -> None:
    news = parse("Judul\n\nPetani di sawah\n\nJAKARTA — Presiden tiba.")
    assert (news.dateline, texts(news)) == ("JAKARTA", ["Petani di sawah", "Presiden tiba."])


@pytest.mark.parametrize(
    "text",
    [
        "Presiden - yang juga ketua partai - tiba.",
        "Presiden - Yang juga ketua partai.",
        "Jakarta - kota terbesar - banjir.",
        "Jakarta-Bandung macet.",
        "Jakarta–Bandung macet.",
        "Jakarta – Surabaya kini lebih dekat.",
        "Ketua Umum (PSSI) – Erick Thohir.",
        "Jakarta, Presiden Joko Widodo – yang juga kepala negara.",
        "KPK — Lembaga antirasuah.",
        "COVID-19 - Penyakit itu.",
        "Antara - dua pilihan.",
        "Anak-anak bermain.",
        "Liputan6.com, Jakarta adalah tempatnya.",
        "Liputan6.com, Jakartaku tercinta.",
        "Menurut Liputan6.com, JakartaPresiden tiba.",
        "JAKARTA-BANDUNG macet.",
        "Tempo-Kompas berdamai.",
        "Harga 5.000 - 6.000.",
        "- Jakarta - Bandung",
    ],
)
def test_ordinary_text_is_no_dateline(text: str) -> None:
    assert body(text) == [text]
    assert parse(f"Judul\n\n{text}").dateline == ""


# Related headlines


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("BACA JUGA: Judul Lain", "BACA JUGA"),
        ("Baca juga : Judul Lain", "Baca juga"),
        ("baca juga:Judul Lain", "baca juga"),
        ("Baca: Judul Lain", "Baca"),
        ("*Baca juga: Judul Lain*", "Baca juga"),
        ("**Baca juga:** Judul Lain", "Baca juga"),
        ("- Baca juga: Judul Lain", "Baca juga"),
        ("• Baca juga: Judul Lain", "Baca juga"),
        ("[Baca juga: Judul Lain]", "Baca juga"),
        ("(Baca juga: Judul Lain)", "Baca juga"),
        ("“Baca juga: Judul Lain”", "Baca juga"),
        ("📚 Baca juga: Judul Lain", "Baca juga"),
        ("BACA JUGA\n\nJudul Lain", "BACA JUGA"),
        ("BACA JUGA:\nJudul Lain", "BACA JUGA"),
    ],
)
def test_a_related_headline_keeps_its_label_as_it_is_written(line: str, label: str) -> None:
    news = parse(f"Judul\n\nSatu.\n\n{line}\n\nDua.")
    assert news.parts == (Paragraph("Satu."), Related(label, "Judul Lain"), Paragraph("Dua."))


@pytest.mark.parametrize(
    "text",
    [
        "Baca buku itu baik.",
        "Baca selengkapnya: di sini.",
        "Membaca juga: hobi.",
        "Simak juga penjelasan berikut.",
        "Kata dia, baca juga: buku.",
    ],
)
def test_ordinary_text_is_no_related_headline(text: str) -> None:
    assert body(text, "Akhir.") == [text, "Akhir."]


def test_a_label_without_a_headline_is_furniture() -> None:
    assert parse("Judul\n\nIsi.\n\nBACA JUGA:").parts == (Paragraph("Isi."), Furniture("BACA JUGA:"))
    news = parse("Judul\n\nBACA JUGA:\n\nIni sebuah kalimat biasa.")
    assert news.parts == (Furniture("BACA JUGA:"), Paragraph("Ini sebuah kalimat biasa."))


def test_a_label_takes_no_furniture_and_no_item_of_the_storys_list_for_its_headline() -> None:
    news = parse("Judul\n\nIsi.\n\nBaca Juga\n\nAdvertisement\n\nBaca Juga\n\n1. Cek Fakta\n\nAkhir.")
    assert news.parts[1:4] == (Furniture("Baca Juga"), Furniture("Advertisement"), Furniture("Baca Juga"))
    assert news.parts[4] == Paragraph("1. Cek Fakta")


@pytest.mark.parametrize(
    "label", ["Baca juga", "BACA JUGA", "Simak juga", "Lihat Juga", "Pilihan Editor", "Baca Juga Artikel"]
)
def test_a_related_headline_may_stand_behind_its_label_without_a_colon(label: str) -> None:
    news = parse(f"Judul\n\nSatu.\n\n{label} Harga Cabai Naik di Pasar Induk\n\nDua.")
    assert news.parts[1] == Related(label, "Harga Cabai Naik di Pasar Induk")


def test_a_related_headline_at_the_end_of_a_paragraph_becomes_a_line_of_its_own() -> None:
    news = parse("Judul\n\nHarga naik lagi. Baca juga: Harga Cabai Naik\n\nDua.")
    assert news.parts == (Paragraph("Harga naik lagi."), Related("Baca juga", "Harga Cabai Naik"), Paragraph("Dua."))


# Endings


@pytest.mark.parametrize(
    ("ending", "byline"),
    [
        ("[mg/rs]", "mg/rs"),
        ("[ah/ft]", "ah/ft"),
        ("(ant/dil/jpnn)", "ant/dil/jpnn"),
        ("(*)", ""),
        ("(*/abc)", "abc"),
        ("***", ""),
        ("(abc)", "abc"),
        ("(K57)", "K57"),
        ("(CNN Indonesia)", "CNN Indonesia"),
        ("(jpnn.com)", "jpnn.com"),
        ("(Antara)", "Antara"),
    ],
)
@pytest.mark.parametrize("joint", [" ", "", "\n\n"])
def test_initials_after_the_last_sentence_are_the_byline(ending: str, byline: str, joint: str) -> None:
    news = parse(f"Judul\n\nIsi.\n\nAkhir kata.{joint}{ending}")
    assert (news.byline, texts(news)) == (byline, ["Isi.", "Akhir kata."])


@pytest.mark.parametrize(
    "text",
    [
        "Pakta Pertahanan Atlantik Utara (NATO).",
        "Pakta Pertahanan Atlantik Utara (NATO)",
        "Kata dia. (3/1)",
        "Kisah ini berlanjut. (Bersambung)",
        "Kata dia. (di sini)",
    ],
)
def test_ordinary_brackets_at_the_end_stay_text(text: str) -> None:
    assert body("Isi.", text) == ["Isi.", text]


def test_a_name_in_brackets_on_a_line_of_its_own_at_the_end_is_the_byline() -> None:
    news = parse("Judul\n\nIsi.\n\n(Arief Setyadi )")
    assert (news.byline, texts(news)) == ("Arief Setyadi", ["Isi."])
    assert body("Isi.", "Ia pergi. (Arief Setyadi)") == ["Isi.", "Ia pergi. (Arief Setyadi)"]
    assert body("Isi.", "(tidak ada nama)") == ["Isi.", "(tidak ada nama)"]


def test_lines_about_the_makers_are_joined_in_their_order() -> None:
    news = parse("Judul\n\nOleh: Ani\n\nIsi. (abc)\n\nPenulis: Budi\nEditor : Citra\n\nSumber: Antara")
    assert news.byline_line == "Oleh: Ani; Penulis: Budi; Editor : Citra"
    assert news.byline == "abc; Sumber: Antara"
    assert (news.authors, news.editors) == (("Ani", "Budi"), ("Citra",))
    assert texts(news) == ["Isi."]


def test_a_byline_around_related_headlines_is_found() -> None:
    news = parse("Judul\n\nIsi.\n\nEditor: Ani\n\nBaca juga: Lain\n\n*Reporter: Budi*\n\n[abc]")
    assert (news.byline_line, news.byline) == ("Editor: Ani; Reporter: Budi", "abc")
    assert related(news) == [(1, "Baca juga", "Lain")]


def test_a_line_with_such_a_word_within_the_text_stays_text() -> None:
    assert body("Satu.", "Dua.", "Tiga.", "Empat.", "Lima.", "Editor: tugasnya berat.", "Tujuh.")[5].startswith(
        "Editor"
    )


# House styles as data


def test_a_site_adds_its_own_forms_without_regular_expressions() -> None:
    news = parse(
        "Judul\n\nPetani. <Jepretan Ani>\n\nNUSA | Kabar Nusa >> — Presiden tiba.\n\nPantau: Judul Lain\n\n"
        "Akhir. {tidak}\n\nDisunting Budi\n\n=tamat mg=",
        outlets=["Kabar Nusa"],
        places=["Nusa"],
        datelines=["{PLACE} | {OUTLET} >> {DASH}"],
        related_labels=["Pantau:"],
        credit_labels=["Jepretan"],
        credits=["<{LABEL} {CREDIT}>"],
        bylines=["Disunting {NAME}"],
        endings=["=tamat {INITIALS}="],
    )
    assert news.dateline == "NUSA | Kabar Nusa >>"
    assert (news.caption, news.credit_label, news.credit) == ("Petani.", "Jepretan", "Ani")
    assert news.byline == "Disunting Budi; tamat mg"
    assert news.parts == (
        Paragraph("Presiden tiba."),
        Related("Pantau", "Judul Lain"),
        Paragraph("Akhir. {tidak}"),
    )


def test_signs_that_mean_something_in_regular_expressions_mean_nothing_in_forms() -> None:
    news = parse("Judul\n\nJakarta (^.*$[\\d+? — Presiden tiba.", datelines=["{PLACE} (^.*$[\\d+? {DASH}"])
    assert news.dateline == "Jakarta (^.*$[\\d+?"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("datelines", "{TOWN} {DASH}", "datelines.0: {TOWN} is not known here; use {PLACE}, {OUTLET}, {DATE}, {DASH}"),
        ("datelines", "{DASH}", "datelines.0: the form needs {PLACE} or {OUTLET}"),
        ("datelines", "{PLACE", "datelines.0: a brace is not closed or not opened"),
        ("datelines", "{PLACE} {PLACE} {DASH}", "datelines.0: {PLACE} stands twice"),
        ("credits", "({LABEL})", "credits.0: the form needs {CREDIT}"),
        ("credits", "({CREDIT} memotret)", "credits.0: only a bracket or a mark may stand after {CREDIT}"),
        ("bylines", "{LABEL}:", "bylines.0: the form needs {NAME}"),
        ("endings", " ", "endings.0: the form is empty"),
        ("outlets", "--", "outlets.0: write words as they stand in the text"),
        ("domains", ".co.id", "domains.0: write the end of an address in small letters"),
    ],
)
def test_an_error_in_a_sites_own_entry_names_file_key_and_remedy(
    tmp_path: Path, key: str, value: str, message: str
) -> None:
    settings = tmp_path / "site.toml"
    settings.write_text(f'[title]\nid = "A"\nen = "B"\n\n[house_styles]\n{key} = ["{value}"]\n', encoding="utf-8")
    with pytest.raises(SitegenError) as caught:
        load_site(tmp_path)
    assert str(caught.value).startswith(f"{settings}:6: {message}")


def test_every_shipped_entry_passes_its_own_checks() -> None:
    for name in HouseStyles.model_fields:
        entries = getattr(STYLES, name)
        assert entries
        assert len(set(entries)) == len(entries), f"{name} has an entry twice"
    with pytest.raises(ValidationError):
        house_styles({"regexes": []})


@pytest.mark.slow
@given(
    st.text(alphabet='ABab .:-—()[]/*\n"”,;|…0123Fotbacjug', min_size=1).filter(
        lambda text: any(map(str.isalnum, text))
    )
)
def test_every_letter_of_any_text_is_in_a_field(text: str) -> None:
    news = parse_news(text, STYLES)
    fields = [news.caption, news.credit, news.credit_label, news.dateline, news.date_line]
    fields += [news.byline, news.byline_line, *(part.text for part in news.parts if isinstance(part, Furniture))]
    fields += texts(news) + [part.label + part.headline for part in news.parts if isinstance(part, Related)]
    fields += [] if news.headline_repeats else [news.headline]
    assert sorted(filter(str.isalnum, text)) == sorted(filter(str.isalnum, "".join(fields)))
