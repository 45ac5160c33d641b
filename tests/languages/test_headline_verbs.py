"""The verbs that Indonesian headlines write without me-, and their full forms."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.languages.id_en.headline_verbs import full_verbs, lexicon, may_be_verb, me_form

# The morphology of me-


@pytest.mark.parametrize(
    ("root", "full"),
    [
        # me- before l, r, w, y, m, n, ny, ng
        ("landa", "melanda"),
        ("luncurkan", "meluncurkan"),
        ("rebut", "merebut"),
        ("resmikan", "meresmikan"),
        ("wakili", "mewakili"),
        ("wajibkan", "mewajibkan"),
        ("yakini", "meyakini"),
        ("menangkan", "memenangkan"),
        ("masuki", "memasuki"),
        ("nantikan", "menantikan"),
        ("nikahi", "menikahi"),
        ("nyatakan", "menyatakan"),
        ("ngerikan", "mengerikan"),
        # mem- before b, f, v
        ("bantah", "membantah"),
        ("buka", "membuka"),
        ("berhentikan", "memberhentikan"),
        ("fitnah", "memfitnah"),
        ("fasilitasi", "memfasilitasi"),
        ("veto", "memveto"),
        ("vonis", "memvonis"),
        # mem- in the place of p
        ("pilih", "memilih"),
        ("periksa", "memeriksa"),
        ("pidanakan", "memidanakan"),
        ("pengaruhi", "memengaruhi"),
        ("percayai", "memercayai"),
        ("peras", "memeras"),
        ("perintahkan", "memerintahkan"),
        ("perlukan", "memerlukan"),
        ("perangi", "memerangi"),
        # the p stays in clusters and in the prefix per-
        ("proses", "memproses"),
        ("protes", "memprotes"),
        ("prioritaskan", "memprioritaskan"),
        ("perkuat", "memperkuat"),
        ("pertanyakan", "mempertanyakan"),
        ("peringatkan", "memperingatkan"),
        ("perbaiki", "memperbaiki"),
        ("pelajari", "mempelajari"),
        ("pekerjakan", "mempekerjakan"),
        ("punyai", "mempunyai"),
        # men- before c, d, j, z, sy
        ("cari", "mencari"),
        ("dukung", "mendukung"),
        ("dirikan", "mendirikan"),
        ("jual", "menjual"),
        ("ziarahi", "menziarahi"),
        ("syukuri", "mensyukuri"),
        ("syaratkan", "mensyaratkan"),
        # men- in the place of t, which stays in clusters
        ("tangkap", "menangkap"),
        ("tewaskan", "menewaskan"),
        ("terbangkan", "menerbangkan"),
        ("tertibkan", "menertibkan"),
        ("traktir", "mentraktir"),
        ("transfer", "mentransfer"),
        # meng- before vowels, g, h, kh, q
        ("akui", "mengakui"),
        ("evakuasi", "mengevakuasi"),
        ("incar", "mengincar"),
        ("operasikan", "mengoperasikan"),
        ("usut", "mengusut"),
        ("guncang", "mengguncang"),
        ("hadiri", "menghadiri"),
        ("khawatirkan", "mengkhawatirkan"),
        ("khianati", "mengkhianati"),
        ("qasar", "mengqasar"),
        # meng- in the place of k, which stays in clusters
        ("kirim", "mengirim"),
        ("kecam", "mengecam"),
        ("kudeta", "mengudeta"),
        ("kritik", "mengkritik"),
        ("klaim", "mengklaim"),
        ("kaji", "mengkaji"),
        # meny- in the place of s, which stays in clusters
        ("serukan", "menyerukan"),
        ("sita", "menyita"),
        ("sosialisasikan", "menyosialisasikan"),
        ("sponsori", "mensponsori"),
        ("stabilkan", "menstabilkan"),
        ("skors", "menskors"),
        ("swastakan", "menswastakan"),
        # menge- before a syllable
        ("cek", "mengecek"),
        ("bom", "mengebom"),
        ("las", "mengelas"),
        ("tes", "mengetes"),
        ("cor", "mengecor"),
        ("rem", "mengerem"),
        ("klik", "mengeklik"),
        ("sahkan", "mengesahkan"),
        ("blok", "memblok"),
    ],
)
def test_the_full_form_of_a_verb(root: str, full: str) -> None:
    assert me_form(root) == full


# Headlines

POLITICS = [
    ("Blinken serukan NATO berada dalam satu suara", "Blinken menyerukan NATO berada dalam satu suara"),
    ("KPK tahan bupati nonaktif", "KPK menahan bupati nonaktif"),
    ("Jokowi resmikan tol di Sumatra", "Jokowi meresmikan tol di Sumatra"),
    ("DPR sahkan undang-undang baru", "DPR mengesahkan undang-undang baru"),
    ("Menlu kunjungi pengungsi di perbatasan", "Menlu mengunjungi pengungsi di perbatasan"),
    ("Oposisi desak perdana menteri mundur", "Oposisi mendesak perdana menteri mundur"),
    ("Rusia klaim kuasai dua kota", "Rusia mengklaim menguasai dua kota"),
    ("PBB kecam serangan ke rumah sakit", "PBB mengecam serangan ke rumah sakit"),
    ("Israel bom Gaza lagi", "Israel mengebom Gaza lagi"),
    ("Cina larang impor daging sapi", "Cina melarang impor daging sapi"),
    ("Presiden lantik tiga menteri", "Presiden melantik tiga menteri"),
    ("Parlemen tolak anggaran pemerintah", "Parlemen menolak anggaran pemerintah"),
    ("Jerman kirim 14 tank ke Ukraina", "Jerman mengirim 14 tank ke Ukraina"),
    ("AS akan bantu korban topan", "AS akan membantu korban topan"),
    ("Pengamat nilai kebijakan itu keliru", "Pengamat menilai kebijakan itu keliru"),
    ("Gubernur pecat kepala dinas", "Gubernur memecat kepala dinas"),
    ("Prabowo minta menteri hentikan rapat di hotel", "Prabowo minta menteri menghentikan rapat di hotel"),
    ("Menlu: Israel harus hentikan serangan", "Menlu: Israel harus menghentikan serangan"),
    ("Warga diminta jaga jarak", "Warga diminta menjaga jarak"),
    ("Macron bahas Ukraina dengan Xi", "Macron membahas Ukraina dengan Xi"),
    ("Partai baru usung artis jadi wali kota", "Partai baru mengusung artis jadi wali kota"),
    ("Iran ancam tutup Selat Hormuz", "Iran mengancam menutup Selat Hormuz"),
    ("Mahkamah Agung perberat hukuman menteri", "Mahkamah Agung memperberat hukuman menteri"),
    ("Trump sebut perundingan 'sangat baik'", "Trump menyebut perundingan 'sangat baik'"),
    ("Korut uji rudal antarbenua", "Korut menguji rudal antarbenua"),
    ("Jokowi buka KTT G20", "Jokowi membuka KTT G20"),
    ("Amerika 'temukan' bukti baru", "Amerika 'menemukan' bukti baru"),
]

CRIME = [
    ("Polisi tangkap pelaku pembunuhan", "Polisi menangkap pelaku pembunuhan"),
    ("Pria di Bekasi bunuh istri", "Pria di Bekasi membunuh istri"),
    ("Usai bunuh pacar, pemuda ini lapor polisi", "Usai membunuh pacar, pemuda ini lapor polisi"),
    ("Kejagung sita aset tersangka", "Kejagung menyita aset tersangka"),
    ("Jaksa tuntut terdakwa 12 tahun penjara", "Jaksa menuntut terdakwa 12 tahun penjara"),
    ("Bea Cukai gagalkan penyelundupan sabu", "Bea Cukai menggagalkan penyelundupan sabu"),
    ("Maling gasak 20 motor", "Maling menggasak 20 motor"),
    ("Polda ungkap jaringan judi daring", "Polda mengungkap jaringan judi daring"),
    ("Dua remaja keroyok guru di sekolah", "Dua remaja mengeroyok guru di sekolah"),
    ("KPK periksa mantan menteri", "KPK memeriksa mantan menteri"),
    ("Hakim vonis terdakwa bebas", "Hakim memvonis terdakwa bebas"),
    ("Massa bakar kantor polisi", "Massa membakar kantor polisi"),
    ("Polisi tangkap dua pencuri, sita lima motor", "Polisi menangkap dua pencuri, menyita lima motor"),
    ("Penembak tewaskan enam orang di Texas", "Penembak menewaskan enam orang di Texas"),
    ("KPK akui kesulitan cari buron", "KPK mengakui kesulitan mencari buron"),
    ("Pria yang tusuk imam ditangkap", "Pria yang menusuk imam ditangkap"),
    ("Polisi tangkap dan tahan pelaku", "Polisi menangkap dan menahan pelaku"),
    ("KPK geledah kantor gubernur", "KPK menggeledah kantor gubernur"),
    ("Sopir coba suap polisi", "Sopir mencoba menyuap polisi"),
]

DISASTERS = [
    ("Gempa guncang Cianjur", "Gempa mengguncang Cianjur"),
    ("Gempa magnitudo 5,6 guncang Maluku", "Gempa magnitudo 5,6 mengguncang Maluku"),
    ("Banjir rendam ribuan rumah di Demak", "Banjir merendam ribuan rumah di Demak"),
    ("Banjir landa Bekasi, rendam pasar", "Banjir melanda Bekasi, merendam pasar"),
    ("Api hanguskan pasar tradisional", "Api menghanguskan pasar tradisional"),
    ("Topan terjang Filipina", "Topan menerjang Filipina"),
    ("Tim SAR evakuasi pendaki", "Tim SAR mengevakuasi pendaki"),
    ("Longsor timpa rumah warga", "Longsor menimpa rumah warga"),
    ("Truk tabrak warung makan", "Truk menabrak warung makan"),
    ("Ledakan itu lukai puluhan orang", "Ledakan itu melukai puluhan orang"),
    ("Relawan selamatkan bayi dari reruntuhan", "Relawan menyelamatkan bayi dari reruntuhan"),
    ("BMKG imbau warga waspadai gelombang tinggi", "BMKG mengimbau warga mewaspadai gelombang tinggi"),
]

ECONOMY = [
    ("BI tahan suku bunga acuan", "BI menahan suku bunga acuan"),
    ("Pemerintah naikkan harga BBM", "Pemerintah menaikkan harga BBM"),
    ("Pertamina pangkas harga avtur", "Pertamina memangkas harga avtur"),
    ("Garuda beli 50 pesawat", "Garuda membeli 50 pesawat"),
    ("Toyota tarik ribuan mobil", "Toyota menarik ribuan mobil"),
    ("Bank Dunia perkirakan ekonomi melambat", "Bank Dunia memperkirakan ekonomi melambat"),
    ("Indonesia ekspor beras ke Malaysia", "Indonesia mengekspor beras ke Malaysia"),
    ("Perusahaan rintisan rekrut 200 insinyur", "Perusahaan rintisan merekrut 200 insinyur"),
    ("BRI bukukan laba Rp 60 triliun", "BRI membukukan laba Rp 60 triliun"),
    ("Buruh protes kenaikan iuran", "Buruh memprotes kenaikan iuran"),
    ("Cara atasi utang kartu kredit", "Cara mengatasi utang kartu kredit"),
    ("Google luncurkan ponsel seharga $500", "Google meluncurkan ponsel seharga $500"),
]

SPORTS = [
    ("Persib kalahkan Persija 2-0", "Persib mengalahkan Persija 2-0"),
    ("Persebaya tahan imbang Arema", "Persebaya menahan imbang Arema"),
    ("Timnas lawan Thailand di semifinal", "Timnas melawan Thailand di semifinal"),
    ("Ginting raih gelar pertama", "Ginting meraih gelar pertama"),
    ("Indonesia rebut tiga emas", "Indonesia merebut tiga emas"),
    ("Liverpool hajar Manchester United", "Liverpool menghajar Manchester United"),
    ("Marquez pimpin klasemen", "Marquez memimpin klasemen"),
    ("Messi cetak dua gol", "Messi mencetak dua gol"),
    ("PSSI tunjuk pelatih baru", "PSSI menunjuk pelatih baru"),
    ("Panitia gelar lomba lari", "Panitia menggelar lomba lari"),
    ("Barcelona bidik penyerang muda", "Barcelona membidik penyerang muda"),
    ("Atlet berusia 17 tahun pecahkan rekor dunia", "Atlet berusia 17 tahun memecahkan rekor dunia"),
]


@pytest.mark.parametrize(("headline", "full"), POLITICS + CRIME + DISASTERS + ECONOMY + SPORTS)
def test_bare_verbs_get_their_prefix(headline: str, full: str) -> None:
    assert full_verbs(headline) == full


@pytest.mark.parametrize(
    "headline",
    [
        # verbs that full sentences write bare as well, and verbs without an object
        "Warga minta bantuan",
        "Harga beras naik lagi",
        "Dua orang tewas dalam kecelakaan",
        "Presiden tiba di Tokyo",
        "Timnas gagal menang di kandang",
        "Siswa masuk sekolah besok",
        # full verbs, passives and other prefixes
        "Gempa mengguncang Cianjur",
        "Bupati ditahan KPK",
        "Presiden bertemu raja",
        "Rumah terbakar di Depok",
        "Kekerasan di Myanmar meningkat",
        "Sengketa pertambangan dibawa ke pengadilan",
        # orders
        "Jaga jarak dan pakai masker",
        "Hentikan perang sekarang",
        "Megawati: hentikan kekerasan",
        "Obama: jaga tekanan terhadap Iran",
        'Paus: "hentikan perang"',
        "Ayo dukung timnas",
        "Jangan buang sampah ke sungai",
        "Segera hentikan perang",
        "Hentikan perang, selamatkan anak-anak",
        "Aksi damai! tolak kekerasan",
        # passives of which the word before says who does it
        "Tawaran ini kami tolak",
        "Mobil yang saya beli",
        "Alam harus kita jaga bersama",
        "Tol yang Presiden Jokowi resmikan",
        "Jembatan yang akan Jokowi resmikan",
        "Rumah yang di jual",
        # words that end like verbs
        "Ikan dan makanan laut dari rekan lama",
        "Rekan bisnis itu bukan makan siang",
        "Pasukan keluar dari pekan raya",
        "Harga tetap, bahkan turun, sedangkan upah naik",
        "Gerakan dan tindakan kekerasan",
        "Krisis perbankan di Siprus",
        # nouns
        "Nilai rupiah melemah",
        "Ekspor dan impor turun",
        "Korban bom Bali",
        "Pedagang jual beli emas",
        "Acara buka puasa bersama",
        "Pria itu bunuh diri",
        "Polisi tutup mulut",
        "Perebutan gelar juara dunia",
        "Kapolri tutup usia",
        "Harga jual emas turun",
        "Kelangkaan bahan bakar",
        "Baku tembak di Papua",
        "Serah terima jabatan menteri",
        "Terima kasih untuk relawan",
        "Rapat pukul 10.00 dibatalkan",
        "Istri tak tahan dianiaya",
        "Rumah tahan gempa",
        "Daya beli masyarakat turun",
        "Pemain kunci cedera",
        "Proses evakuasi korban dihentikan",
        # who spoke
        '"Gempa itu dangkal," ungkap pakar',
        "Gempa itu dangkal, ungkap pakar",
        # names
        "Bupati Serang Jaya dan Wali Kota Bima Buka",
        "KPK, DPR, TNI",
        # no words
        "",
        "…",
        "3-0",
    ],
)
def test_other_headlines_stay(headline: str) -> None:
    assert full_verbs(headline) == headline


@pytest.mark.parametrize(
    ("headline", "full"),
    [
        ("Polisi  sita\t'perusahaan mafia' …", "Polisi  menyita\t'perusahaan mafia' …"),
        ("Bos “Twitter” pecat staf (video)", "Bos “Twitter” memecat staf (video)"),
        ("Suku bunga 5% tekan rupiah", "Suku bunga 5% menekan rupiah"),
        ("  Gempa guncang Cianjur\n", "  Gempa mengguncang Cianjur\n"),
    ],
)
def test_spaces_and_signs_stay(headline: str, full: str) -> None:
    assert full_verbs(headline) == full


def test_a_verb_is_not_written_full_twice() -> None:
    for _, full in POLITICS + CRIME + DISASTERS + ECONOMY + SPORTS:
        assert full_verbs(full) == full


# The list


def test_the_list_has_many_verbs() -> None:
    assert len(lexicon().groups["roots"]) >= 400


@pytest.mark.parametrize("group", ["roots", "nouns", "kan", "i", "begins like a prefix"])
def test_every_verb_of_the_list_is_a_word_whose_full_form_is_longer(group: str) -> None:
    for verb in lexicon().groups[group]:
        assert re.fullmatch("[a-z]{3,}", verb), verb
        assert me_form(verb).startswith("me"), verb
        assert len(me_form(verb)) > len(verb), verb


def test_no_verb_is_in_two_groups() -> None:
    groups = lexicon().groups
    verbs = [verb for group in ("roots", "nouns", "kan", "i", "begins like a prefix") for verb in groups[group]]
    assert len(verbs) == len(set(verbs))


def test_what_makes_a_word_no_verb_is_said_of_verbs() -> None:
    groups = lexicon().groups
    verbs = groups["roots"] | groups["nouns"] | groups["kan"] | groups["i"]
    assert {verb for verb, _ in lexicon().none} <= verbs


@pytest.mark.parametrize(
    ("word", "is_verb"),
    [
        *[(word, True) for word in ("serukan", "tangkap", "hadiri", "evakuasi", "hancurkan", "bersihkan", "kumpulkan")],
        *[(word, False) for word in ("gempa", "ikan", "bahkan", "pasukan", "menyerukan", "diserukan", "kuucapkan", "")],
    ],
)
def test_which_words_may_be_bare_verbs(word: str, is_verb: bool) -> None:
    assert may_be_verb(word) == is_verb


# Any text

_VERBS = sorted({verb for group in ("roots", "nouns", "kan", "i") for verb in lexicon().groups[group]})
_OTHERS = ["Jokowi", "Polisi", "KPK", "warga", "dan", "di", "yang", "kami", "akan", "rumah", "2,5", "5%", "serukan"]
_GLUE = [" ", " ", " ", "  ", ", ", ": ", '" ', ' "', " – ", "'", "-", "\n"]
_HEADLINES = st.lists(st.tuples(st.sampled_from(_VERBS + _OTHERS * 20), st.sampled_from(_GLUE)), max_size=12).map(
    lambda pairs: "".join(word + glue for word, glue in pairs)
)


@given(st.one_of(_HEADLINES, st.text()))
@example("Gempa guncang Cianjur, warga panggil polisi")
def test_nothing_but_verbs_changes(headline: str) -> None:
    pieces = re.split(r"(\w+)", headline)
    full = re.split(r"(\w+)", full_verbs(headline))
    assert len(pieces) == len(full)
    for piece, new in zip(pieces, full, strict=True):
        assert new in (piece, me_form(piece))


@given(st.text())
def test_any_text_has_a_full_form(text: str) -> None:
    assert me_form(text).startswith("me")
