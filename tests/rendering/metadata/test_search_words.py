"""What Indonesian readers find: words by their roots, and numbers as they are written."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator

import pytest
from browsing import OpenTab, needs_chromium, serving
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder, write_site

import sitegen.rendering.search.index
from sitegen.languages.indonesian_roots import candidates, root_of
from sitegen.rendering.search.words import MARK, marked, number, unmarked, unmarked_fragment, with_roots

pytestmark = pytest.mark.slow

# The root of a word


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("menteri", "menteri kementerian menterinya"),
        ("teri", "teri terinya"),
        ("uang", "uang keuangan uangnya"),
        ("beruang", "beruang"),
        ("perempuan", "perempuan perempuannya"),
        ("berita", "berita pemberitaan diberitakan memberitakan beritanya"),
        ("bangun", "bangun membangun dibangun pembangunan bangunan dibangunkan terbangun"),
        ("tangkap", "menangkap ditangkap penangkapan tertangkap tangkapan"),
        ("kerja", "bekerja pekerjaan dikerjakan pekerja mengerjakan"),
        ("ajar", "belajar pelajar mengajar pengajaran"),
        ("ubah", "mengubah berubah perubahan diubah"),
        ("gerak", "gerakan bergerak pergerakan menggerakkan"),
        ("rusak", "kerusakan dirusak perusakan"),
        ("beri", "berikan memberikan diberi pemberian"),
        ("tahan", "bertahan pertahanan ditahan"),
        ("bom", "mengebom dibom pengeboman"),
        ("pemerintah", "pemerintah pemerintahan pemerintahannya"),
        ("semarang", "semarang"),
        ("bekasi", "bekasi"),
        ("bali", "bali"),
        ("air", "air airnya"),
    ],
)
def test_a_word_is_known_by_its_root(root: str, words: str) -> None:
    assert {word: root_of(word) for word in words.split()} == dict.fromkeys(words.split(), root)


@given(st.text())
def test_any_text_has_a_root_of_its_own_letters_or_none(word: str) -> None:
    root = root_of(word)
    assert root == word or root in candidates(word)


# The words of a page

TEXTS = st.text(st.characters(exclude_characters=MARK, exclude_categories=["Cs"]))


@given(TEXTS)
def test_what_is_added_to_a_text_can_be_taken_out_again(text: str) -> None:
    assert unmarked(marked(text)) == text


@given(TEXTS)
def test_what_is_added_makes_no_new_words(text: str) -> None:
    assert len(marked(text).split()) == len(text.split())


@pytest.mark.parametrize(
    ("text", "found_by"),
    [
        ("Kementerian,", "menteri"),
        ("berita-berita", "berita berita"),
        ("Rp1,5", "1‿5"),
        ("M6,2", "6‿2"),
        ("Rp1.500.000,-", "1500000"),
        ("COVID-19", "covid 19"),
        ("G20", "g20"),
        ("Jum'at", "jumat"),
        ("Al-Qur’an", "al quran"),
        ("dan/atau", "dan atau"),
        ("TikTok", "tiktok"),
        ("kataPenyakit", "katapenyakit kata sakit"),
    ],
)
def test_a_word_is_found_whole(text: str, found_by: str) -> None:
    assert [term.lower() for term in re.findall(r"([^\W_]+(?:‿\d+)?)‿", marked(text))] == found_by.split()


@pytest.mark.parametrize(
    ("written", "term"),
    [("1.500", "1500"), ("1500", "1500"), ("1,5", "1‿5"), ("1.500,75", "1500‿75"), ("10.30", "10‿30"), ("15", "15")],
)
def test_a_number_is_the_same_with_and_without_dots_for_thousands(written: str, term: str) -> None:
    assert number(written) == term


def test_only_text_is_marked_and_no_tag_or_script() -> None:
    page = (
        '<html><head><title>Teri</title></head><body class="teri"><script>teri()</script><!-- teri -->'
        '<article data-title="Harga &quot;Teri&quot; > 1"><p title="a > teri">Teri &amp; <b>ikan</b></p>'
        "</article></body>"
    )
    assert with_roots(page) == (
        '<html><head><title>Teri</title></head><body class="teri"><script>teri()</script><!-- teri -->'
        '<article data-title="Harga‿ &quot;Teri‿&quot; &gt; 1‿"><p title="a > teri">Teri‿ &amp; <b>ikan‿</b></p>'
        "</article></body>"
    )


def test_a_fragment_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="another form"):
        unmarked_fragment(gzip.compress(b"{}"))


# What readers find

STORIES = {
    "Harga Teri Naik di Pasar": "Pedagang menjual teri kering. Harganya naik seperlima, kata Siti.",
    "Kementerian Perhubungan Membuka Jalur": "Jalur itu dibuka kemarin.",
    "Seorang Menteri Meninjau Pelabuhan": "Kunjungan itu berlangsung pagi hari.",
    "Beruang Madu Masuk Kampung": "Seekor beruang mencari makan di kebun.",
    "Uang Palsu di Kantin": "Lembaran itu ditemukan siswa.",
    "Koperasi Kini Sehat": "Pengurus menata keuangan dengan tertib.",
    "Empu Keris dari Imogiri": "Ia menempa keris sejak muda.",
    "Perempuan Mengelola Simpanan": "Kaum ibu bertemu setiap pekan.",
    "Kabar Lereng Gunung": "Radio desa memberitakan hujan abu. Berita itu cepat tersiar.",
    "Dana Irigasi Disetujui": "Nilainya Rp1,5 triliun untuk tiga tahun.",
    "Jalan Desa Diperbaiki": "Biayanya Rp15 juta, dan 1.500 karung semen terpakai.",
    "Jembatan Baru Dibangun": "Tukang membangunnya selama setahun.",
    "Pencuri Ditangkap": "Petugas menangkap dua orang di Bekasi.",
    "Bekas Gudang Menjadi Museum": "Warga menerima kabar itu dengan senang.",
    "Salat Jum'at di Lapangan": "Umat berkumpul di alun-alun.",
    "Sungai Meluap": "Tiga kampung kebanjiran; air surut pada malam hari.",
    "Petani Menanam Padi": "Pertanian di sana bergantung pada hujan.",
    "Penyakit Sapi Menyebar": "Dokter hewan mengobati ternak.",
    "Siswa Belajar di Tenda": "Sekolah mereka rusak berat.",
    "Gerakan Menanam Pohon": "Pohon itu digerakkan angin, kata seorang anak.",
}
FOUND = {
    "menteri": ["Kementerian Perhubungan Membuka Jalur", "Seorang Menteri Meninjau Pelabuhan"],
    "kementerian": ["Kementerian Perhubungan Membuka Jalur", "Seorang Menteri Meninjau Pelabuhan"],
    "Menterinya": ["Kementerian Perhubungan Membuka Jalur", "Seorang Menteri Meninjau Pelabuhan"],
    "teri": ["Harga Teri Naik di Pasar"],
    "harga teri": ["Harga Teri Naik di Pasar"],
    "kata Siti": ["Harga Teri Naik di Pasar"],
    "kata xyzzy": ["Gerakan Menanam Pohon", "Harga Teri Naik di Pasar"],
    "xyzzy": [],
    "uang": ["Uang Palsu di Kantin", "Koperasi Kini Sehat"],
    "beruang": ["Beruang Madu Masuk Kampung"],
    "empu": ["Empu Keris dari Imogiri"],
    "perempuan": ["Perempuan Mengelola Simpanan"],
    "berita-berita": ["Kabar Lereng Gunung"],
    "pemberitaan": ["Kabar Lereng Gunung"],
    "1,5": ["Dana Irigasi Disetujui"],
    "Rp1,5 triliun": ["Dana Irigasi Disetujui"],
    "15": ["Jalan Desa Diperbaiki"],
    "1500": ["Jalan Desa Diperbaiki"],
    "1.500": ["Jalan Desa Diperbaiki"],
    "pembangunan": ["Jembatan Baru Dibangun"],
    "penangkapan": ["Pencuri Ditangkap"],
    "bekasi": ["Pencuri Ditangkap"],
    "bekas": ["Bekas Gudang Menjadi Museum"],
    "terima": ["Bekas Gudang Menjadi Museum"],
    "jumat": ["Salat Jum’at di Lapangan"],
    "Jum'at": ["Salat Jum’at di Lapangan"],
    "alun-alun": ["Salat Jum’at di Lapangan"],
    "banjir": ["Sungai Meluap"],
    "tani": ["Petani Menanam Padi"],
    "sakit": ["Penyakit Sapi Menyebar"],
    "obat": ["Penyakit Sapi Menyebar"],
    "bersekolah": ["Siswa Belajar di Tenda"],
    "gerak": ["Gerakan Menanam Pohon"],
    "menanam": ["Petani Menanam Padi", "Gerakan Menanam Pohon"],
    '"menanam pohon"': ["Gerakan Menanam Pohon"],
    "kemente": ["Kementerian Perhubungan Membuka Jalur"],  # not finished yet
    "berperang": [],
    "kata": ["Gerakan Menanam Pohon", "Harga Teri Naik di Pasar"],
}


@pytest.fixture(scope="module", params=[800, 5], ids=["whole", "in parts"])
def news(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteFolder]:
    """The stories, with an index in one part and in four."""
    site = write_site(tmp_path_factory.mktemp("words") / "site")
    for place, (title, body) in enumerate(STORIES.items()):
        site.write("id", f"kabar-{place}", title, body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitegen.rendering.search.index, "PAGES_IN_A_PART", request.param)
        assert site.render().problems == ()
        yield site


@pytest.fixture(scope="module")
def address(news: SiteFolder) -> Iterator[str]:
    with serving(news.public) as address:
        yield address


def fragments(site: SiteFolder) -> list[str]:
    return [gzip.decompress(path.read_bytes()).decode() for path in site.public.glob("pagefind/id-*/fragment/*")]


def test_readers_see_the_text_as_it_is(news: SiteFolder) -> None:
    found = fragments(news)
    assert len(found) == len(STORIES)
    assert any("Nilainya Rp1,5 triliun untuk tiga tahun." in fragment for fragment in found)
    assert not [fragment for fragment in found if MARK in fragment or "{^" in fragment]
    assert not [path for path, data in news.files().items() if path.endswith(".html") and MARK.encode() in data]


def test_only_the_indonesian_index_goes_without_a_stemmer(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("Harga Teri", "Price of Anchovies"))
    site.render()
    entries = {
        lang: json.loads((site.public / f"pagefind/{lang}-1/pagefind-entry.json").read_text()) for lang in ("id", "en")
    }
    assert entries["id"]["languages"]["ind"]["wasm"] is None
    assert entries["en"]["languages"]["en"]["wasm"] == "en"


def test_an_edit_makes_only_the_story_s_part_of_the_index_anew(news: SiteFolder) -> None:
    def index() -> dict[str, bytes]:
        return {path: data for path, data in news.files().items() if path.startswith("pagefind/")}

    before = index()
    story = news.root / "content" / "id" / "kabar-3.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("kebun", "ladang"), encoding="utf-8")
    news.render()
    after = index()
    assert len({path.split("/")[1] for path in before.keys() ^ after.keys()}) == 1
    story.write_text(text, encoding="utf-8")
    news.render()
    assert index() == before


@needs_chromium
def test_queries_find_what_a_reader_means_and_nothing_else(address: str, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{address}/id/search/")
    found = {}
    for words in FOUND:
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("searchbox").press("Enter")
        page.locator(".elsewhere a", has_text=f"“{words}”").wait_for()
        found[words] = sorted(page.locator(".results h2").all_inner_texts())
    assert found == {words: sorted(titles) for words, titles in FOUND.items()}


@needs_chromium
def test_the_page_forms_the_same_candidates_as_the_program(address: str, open_tab: OpenTab) -> None:
    words = sorted({word for body in STORIES.values() for word in re.findall("[a-z]+", body.lower())})
    words += ["mempertanggungjawabkan", "pemberdayaannya", "keberlanjutan", "mengebom", "airnya", "diperbarui"]
    page = open_tab().page
    page.goto(f"{address}/id/search/")
    formed = page.evaluate(
        """async words => {
            const { candidates } = await import(document.querySelector("[data-words]").dataset.words);
            return words.map(candidates);
        }""",
        words,
    )
    assert dict(zip(words, formed, strict=True)) == {word: candidates(word) for word in words}


@needs_chromium
def test_the_result_marks_the_word_and_leads_to_its_sentence(address: str, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{address}/id/search/?q=penangkapan")
    page.locator(".results h2").wait_for()
    assert page.locator(".results mark").all_inner_texts()[-1].lower() in {"menangkap", "ditangkap"}
    assert page.locator(".results .summary").inner_text() == "Petugas menangkap dua orang di Bekasi."
