"""The glossary: its file, its terms in a sentence, and whether a translation honours them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import SitegenError
from sitegen.languages.id_en.glossary.english import indefinite_article
from sitegen.languages.id_en.glossary.entries import SHIPPED, Entry, Glossary, load_glossary
from sitegen.languages.id_en.glossary.fitting import fitted
from sitegen.languages.id_en.glossary.term_checks import missing_terms
from sitegen.languages.id_en.glossary.terms import Term, find_terms

GLOSSARY = load_glossary()


def found(text: str, glossary: Glossary = GLOSSARY) -> list[tuple[str, str]]:
    """The terms of a sentence as they are written, with their English."""
    return [(text[term.start : term.end], term.english) for term in find_terms(text, glossary)]


def write(tmp_path: Path, text: str, name: str = "glossary.csv") -> Path:
    """Write a site's glossary; the first row is given."""
    path = tmp_path / name
    path.write_text(f"indonesian,english,forms,case,use,note\n{text}", encoding="utf-8")
    return path


# The shipped glossary


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("Menlu", "foreign minister"),
        ("Menteri Luar Negeri", "foreign minister"),
        ("Menteri Luar Negeri AS", "U.S. Secretary of State"),
        ("Menteri Luar Negeri Amerika Serikat", "U.S. Secretary of State"),
        ("Departemen Luar Negeri AS", "U.S. State Department"),
        ("Pakta Pertahanan Atlantik Utara (NATO)", "North Atlantic Treaty Organization (NATO)"),
        ("Perang Dunia II", "World War II"),
        ("Ukraina", "Ukraine"),
        ("Pasal", "Article"),
        ("DPR", "House of Representatives"),
        ("DPRD", "Regional Legislative Council (DPRD)"),
        ("MPR", "People's Consultative Assembly (MPR)"),
        ("KPK", "Corruption Eradication Commission (KPK)"),
        ("TNI", "Indonesian Military (TNI)"),
        ("Polri", "National Police"),
        ("Polda", "regional police"),
        ("BPS", "Statistics Indonesia (BPS)"),
        ("OJK", "Financial Services Authority (OJK)"),
        ("BI", "Bank Indonesia (BI)"),
        ("WNI", "Indonesian citizens"),
        ("WNA", "foreign nationals"),
        ("BNPB", "National Disaster Mitigation Agency (BNPB)"),
        ("BMKG", "Meteorology, Climatology and Geophysics Agency (BMKG)"),
        ("KPU", "General Elections Commission (KPU)"),
        ("Bawaslu", "Elections Supervisory Agency (Bawaslu)"),
        ("MA", "Supreme Court"),
        ("MK", "Constitutional Court"),
        ("PBB", "U.N."),
        ("ASEAN", "ASEAN"),
        ("AS", "U.S."),
    ],
)
def test_the_shipped_glossary_knows_what_newspapers_say(term: str, english: str) -> None:
    assert found(term) == [(term, english)]


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("Kemendikdasmen", "Primary and Secondary Education Ministry"),
        ("Kemdiktisaintek", "Higher Education, Science and Technology Ministry"),
        ("Kemendiktisaintek", "Higher Education, Science and Technology Ministry"),
        ("Kemenbud", "Culture Ministry"),
        ("Komdigi", "Communications and Digital Affairs Ministry"),
        ("Kemenkomdigi", "Communications and Digital Affairs Ministry"),
        ("Kemenkum", "Law Ministry"),
        ("KemenHAM", "Human Rights Ministry"),
        ("Kemenimipas", "Immigration and Corrections Ministry"),
        ("Kementerian ATR/BPN", "Agrarian Affairs and Spatial Planning Ministry"),
        ("Kemenhut", "Forestry Ministry"),
        ("KLH", "Environment Ministry"),
        ("Kementerian PU", "Public Works Ministry"),
        ("Kementerian PKP", "Housing and Settlements Ministry"),
        ("KemenP2MI", "Migrant Workers Protection Ministry"),
        ("Kemendes PDT", "Villages and Development of Disadvantaged Regions Ministry"),
        ("Kemendukbangga", "Population and Family Development Ministry"),
        ("KemenPAN-RB", "Administrative and Bureaucratic Reform Ministry"),
        ("KemenPPPA", "Women's Empowerment and Child Protection Ministry"),
        ("Kemenko PMK", "Coordinating Ministry for Human Development and Cultural Affairs"),
        ("Kemendikbudristek", "Education, Culture, Research and Technology Ministry"),
        ("Kemenristekdikti", "Research, Technology and Higher Education Ministry"),
        ("Kemkominfo", "Communications and Information Ministry"),
        ("Kemenkumham", "Law and Human Rights Ministry"),
        ("KLHK", "Environment and Forestry Ministry"),
        ("Kemenparekraf", "Tourism and Creative Economy Ministry"),
        ("Mendikdasmen", "primary and secondary education minister"),
        ("Menkomdigi", "communications and digital affairs minister"),
        ("Menkum", "law minister"),
        ("Menhut", "forestry minister"),
        ("Mendes", "villages and development of disadvantaged regions minister"),
        ("Menag", "religious affairs minister"),
        ("Wamenkeu", "deputy finance minister"),
        ("Menko Polkam", "coordinating minister for political and security affairs"),
        ("BGN", "National Nutrition Agency (BGN)"),
        ("BP BUMN", "State-Owned Enterprises Regulatory Agency (BP BUMN)"),
        ("BPJPH", "Halal Product Assurance Organizing Agency (BPJPH)"),
        ("Lemhannas", "National Resilience Institute (Lemhannas)"),
        ("BKN", "National Civil Service Agency (BKN)"),
        ("KY", "Judicial Commission (KY)"),
        ("Kompolnas", "National Police Commission (Kompolnas)"),
        ("PTUN", "State Administrative Court"),
        ("Kejari", "District Prosecutor's Office"),
        ("Kejagung", "Attorney General's Office (AGO)"),
        ("Pangdam", "regional military commander"),
        ("Kapolsek", "subdistrict police chief"),
        ("Komisi III DPR RI", "House Commission III"),
        ("Danantara", "Danantara"),
        ("Shawn Mendes", "Shawn Mendes"),
    ],
)
def test_the_shipped_glossary_knows_the_institutions_by_their_short_names(term: str, english: str) -> None:
    assert found(term) == [(term, english)]


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Pendidikan", "Education"),
        ("Pendidikan Dasar dan Menengah", "Primary and Secondary Education"),
        ("Pendidikan Tinggi, Sains, dan Teknologi", "Higher Education, Science and Technology"),
        ("Pendidikan Tinggi, Sains dan Teknologi", "Higher Education, Science and Technology"),
        ("Pendidikan dan Kebudayaan", "Education and Culture"),
        ("Pendidikan, Kebudayaan, Riset, dan Teknologi", "Education, Culture, Research and Technology"),
        ("Pendidikan, Kebudayaan, Riset dan Teknologi", "Education, Culture, Research and Technology"),
        ("Hukum", "Law"),
        ("Hukum dan HAM", "Law and Human Rights"),
        ("Lingkungan Hidup", "Environment"),
        ("Lingkungan Hidup/Badan Pengendalian Lingkungan Hidup", "Environment"),
        ("Lingkungan Hidup dan Kehutanan", "Environment and Forestry"),
        ("Pekerjaan Umum", "Public Works"),
        ("Pekerjaan Umum dan Perumahan Rakyat", "Public Works and Housing"),
        ("Desa dan Pembangunan Daerah Tertinggal", "Villages and Development of Disadvantaged Regions"),
        (
            "Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi",
            "Villages, Disadvantaged Regions and Transmigration",
        ),
        ("Pariwisata dan Ekonomi Kreatif", "Tourism and Creative Economy"),
        ("Koperasi dan UKM", "Cooperatives and Small and Medium Enterprises"),
        ("Usaha Mikro, Kecil, dan Menengah", "MSMEs"),
        ("Agraria dan Tata Ruang/Badan Pertanahan Nasional (ATR/BPN)", "Agrarian Affairs and Spatial Planning"),
        ("Investasi dan Hilirisasi/BKPM", "Investment and Downstream Industry"),
    ],
)
def test_the_longest_name_of_a_ministry_is_taken(name: str, english: str) -> None:
    assert found(f"kata Kementerian {name} kemarin") == [(f"Kementerian {name}", f"{english} Ministry")]
    ((written, translation),) = found(f"kata Menteri {name} kemarin")
    assert (written, translation.casefold()) == (f"Menteri {name}", f"{english} minister".casefold())


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Kemendikdasmen", "the Ministry of Primary and Secondary Education said"),
        ("Kemdiktisaintek", "the Ministry of Higher Education, Science, and Technology"),
        ("Kemenko Pangan", "the Coordinating Ministry for Food Affairs"),
        ("Menko PMK", "Coordinating Human Development and Culture Minister Pratikno"),
        ("KemenP2MI", "the Ministry for the Protection of Indonesian Migrant Workers"),
        ("Wamen ESDM", "Deputy Minister of Energy and Mineral Resources Yuliot"),
        ("BP Haji", "the Haj Organizing Agency"),
        ("Kodam", "the Military Regional Command"),
    ],
)
def test_other_names_of_an_institution_are_right_too(source: str, translation: str) -> None:
    assert missing_terms(find_terms(source, GLOSSARY), translation) == ()


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Kemendikdasmen", "the Education Ministry"),
        ("Menko PMK", "the coordinating minister for food affairs"),
        ("MK", "the Supreme Court"),
        ("Kejari", "the district court"),
    ],
)
def test_the_name_of_another_institution_is_not(source: str, translation: str) -> None:
    assert len(missing_terms(find_terms(source, GLOSSARY), translation)) == 1


def test_the_shipped_glossary_has_more_than_six_hundred_entries_and_all_are_found() -> None:
    assert len({entry.line for entry in GLOSSARY.entries}) > 600
    for entry in GLOSSARY.entries:
        terms = find_terms(f"kata {entry.indonesian} kemarin", GLOSSARY)
        assert [(term.entry, term.whole) for term in terms] == [(entry, True)], entry.indonesian


@pytest.mark.slow
def test_every_english_word_of_the_shipped_glossary_honours_its_own_term() -> None:
    for entry in GLOSSARY.entries:
        term = Term(0, 1, entry.english[0], entry)
        assert not [words for words in entry.english if missing_terms([term], f"He said the {words} came.")]
        assert missing_terms([term], "He said that it came.") == (term,)


def test_every_shipped_term_after_a_number_is_honoured_by_what_it_becomes() -> None:
    for entry in GLOSSARY.entries:
        (term,) = find_terms(f"beberapa {entry.indonesian} baru", GLOSSARY)
        assert not missing_terms([Term(0, 1, entry.english[0], entry)], term.english), term.english


# Finding terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menteri Luar Negeri AS tiba", [("Menteri Luar Negeri AS", "U.S. Secretary of State")]),
        ("Dewan Keamanan PBB", [("Dewan Keamanan PBB", "U.N. Security Council")]),
        (
            "presiden dan wakil presiden terpilih",
            [("presiden", "president"), ("wakil presiden terpilih", "vice president-elect")],
        ),
    ],
)
def test_the_longest_term_is_taken(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "pemerintahan KPKX",
        "masuk kompas.com",
        "surat ke info@KPK.go.id",
        "#KPK",
        "gempar",
        "suap-menyuap",
        "jum'AS",
        "KPK_1",
    ],
)
def test_a_part_of_another_word_is_no_term(text: str) -> None:
    assert found(text) == []


def test_hyphens_between_names_and_after_prefixes_part_words() -> None:
    assert [written for written, _ in found("personel TNI-Polri, AS-China, anti-AS, se-ASEAN")] == [
        "TNI", "Polri", "AS", "China", "AS",
    ]  # fmt: skip


def test_white_space_and_apostrophes_may_differ() -> None:
    assert found("Menteri\u00a0Luar \n Negeri") == [("Menteri\u00a0Luar \n Negeri", "foreign minister")]


def test_acronyms_need_their_capitals_and_other_terms_do_not() -> None:
    assert found("as ma pan bi") == []
    assert found("GEDUNG PUTIH dan gedung putih") == [("GEDUNG PUTIH", "White House"), ("gedung putih", "White House")]


def test_a_word_of_case_sentence_has_a_capital_only_where_a_sentence_begins() -> None:
    assert found("Hakim itu pergi. “Hakim pergi,” kata Rahman Hakim kepada hakim.") == [
        ("Hakim", "judge"), ("Hakim", "judge"), ("hakim", "judge"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("menteri-menteri luar negeri", "foreign ministers"),
        ("Menteri-menteri", "ministers"),
        ("37 provinsi", "provinces"),
        ("2.043 pengungsi", "refugees"),
        ("para duta besar", "ambassadors"),
        ("tiga orang tersangka", "suspects"),
        ("sejumlah kepala negara", "heads of state"),
        ("sejumlah LSM", "NGOs"),
        ("1 provinsi", "province"),
        ("pada 2024 gubernur", "governor"),
        ("seorang WNI", "Indonesian citizen"),
        ("BUMN itu", "state-owned enterprise"),
        ("melindungi WNI", "Indonesian citizens"),
        ("kedua menteri", "minister"),
        ("10 Rusia", "Russia"),
    ],
)
def test_number_follows_the_words_around(text: str, english: str) -> None:
    assert [word for _, word in found(text)] == [english]


@pytest.mark.parametrize("text", ["sesuai Pasal 5 NATO", "menurut ayat 2 NATO", "Bab 7 NATO"])
def test_a_number_that_names_an_article_counts_nothing(text: str) -> None:
    assert found(text)[-1] == ("NATO", "NATO")


@pytest.mark.parametrize(
    ("text", "whole"),
    [("menterinya", False), ("KPK-nya", False), ("gubernurnyalah", False), ("KPKlah", True), ("presidenpun", True)],
)
def test_a_suffix_belongs_to_the_term_and_nya_is_left_to_the_engine(text: str, whole: bool) -> None:
    (term,) = find_terms(f"kata {text} kemarin", GLOSSARY)
    assert (term.start, term.end, term.whole) == (5, 5 + len(text), whole)


def test_the_second_half_of_a_doubled_word_may_have_a_suffix() -> None:
    (term,) = find_terms("gubernur-gubernurnya", GLOSSARY)
    assert (term.english, term.whole, term.end) == ("governors", False, 20)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Badan Pusat Statistik (BPS)", "Statistics Indonesia (BPS)"),
        ("BPS (BPS)", "Statistics Indonesia (BPS)"),
        ("Perserikatan Bangsa-Bangsa (PBB)", "United Nations (U.N.)"),
        ("Amerika Serikat (AS)", "United States (U.S.)"),
        ("Departemen Luar Negeri Amerika Serikat (AS)", "U.S. State Department"),
        ("jaksa penuntut umum (JPU)", "public prosecutor (JPU)"),
        ("Pajak pertambahan nilai (PPN)", "value-added tax (VAT)"),
    ],
)
def test_an_abbreviation_in_brackets_is_part_of_its_term(text: str, english: str) -> None:
    assert found(f"{text} datang") == [(text, english)]


def test_other_brackets_are_not() -> None:
    assert found("Presiden (kiri) dan gubernur (58)") == [("Presiden", "president"), ("gubernur", "governor")]


WORDS = ["Menteri", "menteri", "Luar", "Negeri", "AS", "PBB", "KPK", "nya", "-", " ", " (", ")", ".", "'", "7", "para"]
TEXTS = st.lists(st.sampled_from([*WORDS, "menteri-menteri", "luar negeri", "⟦1⟧", "\u00a0"])).map("".join)


@given(TEXTS | st.text())
def test_terms_are_in_order_and_do_not_overlap(text: str) -> None:
    position = 0
    for term in find_terms(text, GLOSSARY):
        assert position <= term.start < term.end <= len(text)
        assert not text[term.start].isspace()
        assert not text[term.end - 1].isspace()
        position = term.end


# The file


def test_a_site_s_own_rows_count_more_than_the_shipped_ones(tmp_path: Path) -> None:
    path = write(tmp_path, "KPK,the Anti-Graft Commission,,,,\nMenlu,,,,leave,\nrupiah lemah,weak rupiah,,,,\n")
    glossary = load_glossary([path])
    assert found("KPK, Menlu, rupiah lemah, DPR", glossary) == [
        ("KPK", "Anti-Graft Commission"), ("rupiah lemah", "weak rupiah"), ("DPR", "House of Representatives"),
    ]  # fmt: skip


def test_of_two_files_the_later_counts(tmp_path: Path) -> None:
    paths = [write(tmp_path, "desa,village,,,,\n", "a.csv"), write(tmp_path, "desa,hamlet,,,,\n", "b.csv")]
    assert found("desa", load_glossary(paths)) == [("desa", "hamlet")]


def test_exact_letters_go_before_any_letters_in_one_file(tmp_path: Path) -> None:
    path = write(tmp_path, "Pak Tani,Mr. Farmer,,exact,,\n")
    assert found("Pak Tani, pak tani", load_glossary([path])) == [("Pak Tani", "Mr. Farmer")]


def test_a_name_is_copied_as_it_stands(tmp_path: Path) -> None:
    (term,) = find_terms("SITI BADRIAH", load_glossary([write(tmp_path, "Siti Badriah,,,any,copy,\n")]))
    assert (term.english, term.entry.use) == ("SITI BADRIAH", "copy")


@pytest.mark.slow
def test_columns_may_stand_in_any_order_and_have_semicolons_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes('\ufeffEnglish;Indonesian\r\n"the Bird; Park";Taman Burung\r\n\r\n'.encode())
    (term,) = find_terms("Taman Burung", load_glossary([path]))
    assert (term.english, term.entry.article, term.entry.use, term.entry.line) == ("Bird; Park", True, "prefer", 2)


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        (",mayor,,,,\n", 2, "Indonesian term is empty"),
        ("-,mayor,,,,\n", 2, "has no letters"),
        ("desa,,,,,\n", 2, "no English words"),
        ("desa,village|,,,,\n", 2, "no English words"),
        ("desa,village,,,,\nDesa,hamlet,,,,\n", 3, "'Desa' is also in line 2"),
        ("desa,village,kampung|Kampung,,,\n", 2, "'Kampung' is also in line 2"),
        ("desa,village,,upper,,\n", 2, "case: 'upper' is not known; use exact, sentence, any"),
        ("desa,village,,,always,\n", 2, "use: 'always' is not known"),
        ("desa,village,,,,note,more\n", 2, "7 cells for 6 columns"),
        ('desa,"village,,,,\n', 2, "quotation mark"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, rows: str, line: int, words: str) -> None:
    path = write(tmp_path, rows)
    with pytest.raises(SitegenError) as caught:
        load_glossary([path])
    assert (caught.value.problem.path, caught.value.problem.line) == (path, line)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("indonesian,note", "lacks the column 'english'"),
        ("indonesian,english,inggris", "'inggris' is no column"),
        ("indonesian,english,english", "is there twice"),
        ("", "lacks the column 'indonesian'"),
    ],
)
def test_a_wrong_first_row_is_named(tmp_path: Path, header: str, words: str) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(header + "\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=words):
        load_glossary([path])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match=r"none\.csv: cannot be read"):
        load_glossary([tmp_path / "none.csv"])


# Honouring


def entry(english: str, *others: str) -> Entry:
    """An entry with these words."""
    return Entry("x", (english, *others), article=False, case="any", use="prefer", note="", path=SHIPPED, line=1)


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("foreign minister", "The Foreign Ministers met."),
        ("foreign minister", "the foreign minister's plane"),
        ("foreign minister", "the foreign ministers’ plane"),
        ("vice president", "Vice-President Ali"),
        ("province", "37 provinces"),
        ("regency", "two regencies"),
        ("spokesman", "spokesmen said"),
        ("U.S.", "the US said"),
        ("U.S.", "the U.S."),
        ("U.S.", "the U.S, he said"),
        ("U.N. Security Council", "the UN Security Council"),
        ("Finance Ministry", "the Ministry of Finance said"),
        ("Law and Human Rights Ministry", "Minister at the Ministry of Law and Human Rights"),
        ("trade minister", "the minister for trade"),
        ("NGO", "some NGOs"),
        ("motorcycle taxi", "motorcycle taxis"),
        ("displaced person", "displaced people"),
        ("Attorney General's Office", "the Attorney General Office"),
        ("White House", "THE WHITE HOUSE SAYS NO"),
        ("U.S.", "THE U.S. SAYS NO"),
        ("North Atlantic Treaty Organization (NATO)", "the North Atlantic Treaty Organization, NATO"),
    ],
)
def test_number_possessive_case_and_order_do_not_matter(english: str, translation: str) -> None:
    assert missing_terms([Term(0, 1, english, entry(english))], translation) == ()


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("U.S.", "He told us."),
        ("World Bank", "the world has a bank"),
        ("president", "the presidential palace"),
        ("Finance Ministry", "the finance of the ministry"),
        ("foreign minister", ""),
    ],
)
def test_other_words_do_not_honour_a_term(english: str, translation: str) -> None:
    term = Term(0, 1, english, entry(english))
    assert missing_terms([term], translation) == (term,)


def test_any_of_the_words_of_an_entry_will_do() -> None:
    term = Term(0, 1, "spokesperson", entry("spokesperson", "spokesman"))
    assert missing_terms([term], "a spokesman said") == ()


# Putting in


@pytest.mark.parametrize(
    ("source", "before", "after", "expected"),
    [
        ("Gubernur Ali", "", " Ali came.", "Governor Ali came."),
        ("gubernur itu", "The ", " Ali chose", "The governor Ali chose"),
        ("Menteri Luar Negeri Retno", "said ", " Retno", "said Foreign Minister Retno"),
        ("Kepala Negara Ali", '"', ' Ali"', '"Head of State Ali"'),
        ("gempa bumi", "There was a ", ".", "There was an earthquake."),
        ("LSM", "An ", " said", "An NGO said"),
        ("menteri", "An ", " said", "A minister said"),
        ("DPR", "", " said", "The House of Representatives said"),
        ("DPR", "its ", " and", "its House of Representatives and"),
        ("DPR", "Indonesia's ", "", "Indonesia's House of Representatives"),
        ("KPK", "Then ", " came", "Then the Corruption Eradication Commission (KPK) came"),
    ],
)
def test_a_term_fits_into_its_sentence(source: str, before: str, after: str, expected: str) -> None:
    (term, *_) = find_terms(source, GLOSSARY)
    before, words = fitted(before, term, after)
    assert before + words + after == expected


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("earthquake", "an"),
        ("U.S. envoy", "a"),
        ("UN envoy", "a"),
        ("NGO", "an"),
        ("university", "a"),
        ("union", "a"),
        ("uprising", "an"),
        ("hour", "an"),
        ("house", "a"),
        ("European", "a"),
        ("MSME", "an"),
        ("Indonesian", "an"),
    ],
)
def test_a_and_an_follow_the_sound(words: str, article: str) -> None:
    assert indefinite_article(words) == article
