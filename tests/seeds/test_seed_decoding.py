"""Seed bytes become clean text, or a message that says what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seed_stories import decode_seed

from sitegen.errors import Problem, SitegenError

SEED = Path("seeds/berita.txt")
TEXT = "Harga naik\n\n“Mahal,” kata Bu Siti — pedagang di Pasar Séréh.\n"


def decode(data: bytes) -> str:
    return decode_seed(data, SEED)[0]


def warnings(data: bytes) -> list[str]:
    return [str(problem) for problem in decode_seed(data, SEED)[1] if problem.severity == "warning"]


def garble(text: str, encoding: str = "cp1252") -> str:
    """Text in UTF-8 as a program shows it that takes it for Windows-1252."""
    shown = (bytes([byte]) for byte in text.encode())
    return "".join(byte.decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else encoding) for byte in shown)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_or_without_a_byte_order_mark_is_read_without_a_word(encoding: str) -> None:
    assert decode_seed(TEXT.encode(encoding), SEED) == (TEXT, ())


def test_utf_16_of_either_byte_order_is_read() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le")) == TEXT


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_every_kind_of_line_end_is_a_line_end(line_end: str) -> None:
    assert decode(f"Judul{line_end}{line_end}Isi{line_end}".encode()) == "Judul\n\nIsi\n"


@pytest.mark.parametrize("mark", ["\u2029", "\x0c"])
def test_paragraph_and_page_separators_part_paragraphs(mark: str) -> None:
    assert decode(f"Judul{mark}Isi".encode()) == "Judul\n\nIsi"


@pytest.mark.parametrize("space", ["\xa0", "\u202f", "\u2009", "\u3000", "\t"])
def test_every_kind_of_space_is_a_space(space: str) -> None:
    assert decode_seed(f"BACA{space}JUGA".encode(), SEED) == ("BACA JUGA", ())


@pytest.mark.parametrize("character", ["\u200b", "\ufeff", "\u2060", "\xad", "\u200d"])
def test_invisible_characters_within_words_are_removed(character: str) -> None:
    assert decode_seed(f"Ja{character}karta".encode(), SEED) == ("Jakarta", ())


def test_joiners_that_letters_and_emoji_need_are_kept() -> None:
    text = "Keluarga 👩\u200d👧 membaca می\u200cخواهم"
    assert decode(text.encode()) == text


def test_windows_1252_is_read_and_said_with_its_line() -> None:
    data = "Judul\n\nKata dia: “tegas” – Café".encode("cp1252")
    assert decode(data) == "Judul\n\nKata dia: “tegas” – Café"
    (warning,) = warnings(data)
    assert warning.startswith("seeds/berita.txt:3: is not UTF-8 and was read as Windows-1252")


def test_a_file_pasted_together_of_utf_8_and_windows_1252_keeps_both() -> None:
    assert decode("“UTF-8”\n".encode() + "“Windows”".encode("cp1252")) == "“UTF-8”\n“Windows”"


@pytest.mark.parametrize(
    "text",
    [
        "“Bersatu,” kata dia — ‘ya’ …",
        "Café Déjà, São Tomé, Erdoğan, Łódź, CÔTE D’IVOIRE",
        "السلام عليكم",
        "東京 😀",
        "5°C, €5, ½ jam",
    ],
)
@pytest.mark.parametrize("times", [1, 2, 3])
def test_utf_8_that_was_read_as_windows_1252_is_mended(text: str, times: int) -> None:
    garbled = text
    for _ in range(times):
        garbled = garble(garbled)
    data = f"Judul\n{garbled}".encode()
    assert decode(data) == f"Judul\n{text}"
    assert warnings(data) == [
        "seeds/berita.txt:2: had UTF-8 text that was once read as Windows-1252; it was mended",
    ]


def test_utf_8_that_was_read_as_latin_1_is_mended() -> None:
    assert decode("“Ya,” kata Beyoncé".encode().decode("latin-1").encode()) == "“Ya,” kata Beyoncé"


@pytest.mark.parametrize(
    "text", ["di CAFÉ” itu", "IRMÃ” kata dia", "“É” – „Ü“", "DÉJÀ… lagi", "É™", "Naïveté «Ça»", "ÀÉÎÕÜ"]
)
def test_letters_beside_quotation_marks_are_not_taken_for_damage(text: str) -> None:
    assert decode_seed(text.encode(), SEED) == (text, ())


@pytest.mark.parametrize("text", ["katanya â€ dan pergi", "Rp\ufffd5.000"])
def test_letters_that_cannot_be_mended_are_reported(text: str) -> None:
    data = f"Judul\n\n{text}".encode()
    assert decode(data) == f"Judul\n\n{text}"
    (warning,) = warnings(data)
    assert warning.startswith("seeds/berita.txt:3: has letters that were lost")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Kemendag &amp; Bulog", "Kemendag & Bulog"),
        ("&ldquo;yakin&rdquo; &#37; &#x2014; &nbsp;&euro;", "“yakin” % —  €"),
        ("&amp;amp; &amp;ldquo;dua kali&amp;rdquo;", "& “dua kali”"),
        ("&#147;Windows&#148;", "“Windows”"),
        ("&acirc;&euro;&oelig;rusak&acirc;&euro;&#157;", "“rusak”"),
        ("Warga<br>senang<br/>sekali", "Warga\nsenang\nsekali"),
        ('<p>Satu</p><p class="a">Dua</p>', "\n\nSatu\n\n\n\nDua\n\n"),
        ('<strong>Tebal</strong> dan <a href="https://a.id/?b=c&amp;d" target=_blank>tautan</a>', "Tebal dan tautan"),
        ("&lt;b&gt;ganda&lt;/b&gt;", "ganda"),
        ("Satu<script>var a = '<b>';</script> dua", "Satu\n\n dua"),
        ("Satu<!-- wp:paragraph --> dua", "Satu dua"),
        ("<!-- -->Satu", "Satu"),
    ],
)
def test_entities_and_tags_are_decoded_with_a_warning_that_names_the_line(html: str, text: str) -> None:
    data = f"Judul\n\n{html}".encode()
    assert decode(data) == f"Judul\n\n{text}"
    found = warnings(data)
    assert found
    assert all(re.match(r"seeds/berita.txt:3: had (tags|entities) of HTML such as ", warning) for warning in found)


@pytest.mark.parametrize(
    "text",
    [
        "R&D dan AT&T;",
        "a < b dan c > d",
        "3<5, i<j",
        "&takdikenal;",
        "<Jepretan Ani>",
        "I <3 U",
        "<bukan tag",
        "Tom & Jerry;",
    ],
)
def test_signs_that_are_no_markup_stay(text: str) -> None:
    assert decode_seed(text.encode(), SEED) == (text, ())


def test_a_comment_on_a_line_of_its_own_stays_as_one_line() -> None:
    assert decode_seed(b"Judul\n\n<!-- catatan redaksi -->\n\nIsi", SEED)[1] == ()
    assert decode(b"Judul\n\n<!-- catatan\n\nredaksi -->\n\nIsi &amp;") == "Judul\n\n<!-- catatan redaksi -->\n\nIsi &"


@pytest.mark.parametrize("mark", ["?", "??", "???", "\ufffd"])
@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("@Kantor dinas rusak,@ kata Bupati.", "“Kantor dinas rusak,” kata Bupati."),
        ("Kata dia, @Kantor itu rusak.@", "Kata dia, “Kantor itu rusak.”"),
        ("Ia bersikap @tegas@ soal itu.", "Ia bersikap “tegas” soal itu."),
        ("@Saya tahu. Apa lagi? Tidak ada,@ kata dia.", "“Saya tahu. Apa lagi? Tidak ada,” kata dia."),
        ("(@Kantor,@ kata dia)", "(“Kantor,” kata dia)"),
        ("@Satu,@ kata dia. Lalu @dua@ dan @tiga.@", "“Satu,” kata dia. Lalu “dua” dan “tiga.”"),
    ],
)
def test_lost_quotation_marks_are_mended_with_a_warning(text: str, mended: str, mark: str) -> None:
    data = f"Judul\n\n{text.replace('@', mark)}".encode()
    assert decode(data) == f"Judul\n\n{mended}"
    assert warnings(data) == [
        "seeds/berita.txt:3: had question marks for quotation marks; they were mended, check them",
    ]


def test_a_question_in_a_quotation_keeps_its_question_mark() -> None:
    assert decode(b"?Apa sebabnya?? tanya warga.") == "“Apa sebabnya?” tanya warga."


def test_where_quotation_marks_were_lost_apostrophes_and_dashes_are_mended_too() -> None:
    assert decode(b"Jum?at ? hari ini ? libur, ?kata? dia. https://a.id/?b=c") == (
        "Jum’at – hari ini – libur, “kata” dia. https://a.id/?b=c"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Apa kabar? Baik.",
        "Siapa? Ani, Budi, atau Citra? Tidak tahu.",
        "Lihat https://a.id/cari?q=satu dan www.b.id/?q=dua.",
        "Benarkah?? Ya!",
        "Mengapa?karena itu.",
        "Apa??",
        "“Apa?” tanya dia.",
    ],
)
def test_question_marks_stay_question_marks(text: str) -> None:
    assert decode_seed(text.encode(), SEED) == (text, ())


@pytest.mark.parametrize("text", ["?Halo dunia", "Apa kabar ?Saya tidak tahu. Siapa?"])
def test_a_doubtful_question_mark_stays_and_is_said(text: str) -> None:
    assert decode(text.encode()) == text
    assert "may be a lost quotation mark" in warnings(text.encode())[0]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066", "\u200f"])
def test_control_characters_are_removed_with_a_warning_that_names_the_line(character: str) -> None:
    data = f"Judul\n\nSatu {character}dua tiga".encode()
    assert decode(data) == "Judul\n\nSatu dua tiga"
    (warning,) = warnings(data)
    assert warning.startswith(f"seeds/berita.txt:3: has control characters such as U+{ord(character):04X}")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf\n", "has no words"),
        (b"--- *** ---", "has no words"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
        (b"PK\x03\x04\x14\x00", "is a Word document"),
        (b"{\\rtf1\\ansi Judul}", "is an RTF document"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (bytes(range(256)) * 4, "is not text"),
        ("Judul tanpa tanda".encode("utf-16-le"), "is not text"),
        (b"\xff\xfeJ\x00u", "begins as utf-16-le text but does not go on so"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(SitegenError) as caught:
        decode(data)
    assert str(caught.value).startswith(f"seeds/berita.txt: {message}")
    assert "remove the file" in str(caught.value)


def decode_or_none(data: bytes) -> tuple[str, tuple[Problem, ...]] | None:
    try:
        return decode_seed(data, SEED)
    except SitegenError:
        return None


@given(st.text())
def test_no_letter_of_text_in_utf_8_is_dropped_without_a_word(text: str) -> None:
    decoded = decode_or_none(text.encode())
    if decoded and not decoded[1]:
        assert list(filter(str.isalnum, decoded[0])) == list(filter(str.isalnum, text))
    if any(map(str.isalnum, text)) and text.isprintable():
        assert decoded


@given(st.binary())
def test_any_bytes_become_clean_text_or_an_error_for_people(data: bytes) -> None:
    if decoded := decode_or_none(data):
        assert all(character.isprintable() or character == "\n" or character > "\x7f" for character in decoded[0])
