"""Numbers, dates and times in Indonesian sentences, and their English."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen.languages import english, indonesian
from sitegen.languages.id_en.checks.checking import check
from sitegen.languages.id_en.checks.english_quantities import read_english
from sitegen.languages.id_en.checks.indonesian_quantities import read_indonesian
from sitegen.languages.id_en.figures.finding import Figure, FigureKind, find_figures
from sitegen.languages.number_words import Quantity
from sitegen.languages.words import split_words

INDONESIAN_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = [name for name in indonesian.MONTHS if name not in ("pebruari", "nopember")]


def in_english(text: str) -> str:
    """The text with its figures in English and in guillemets."""
    for figure in reversed(find_figures(text)):
        text = f"{text[: figure.start]}«{figure.english}»{text[figure.end :]}"
    return text


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("Ia tiba Senin (3/1).", "Ia tiba «on Monday (Jan. 3)»."),
        ("Blinken, pada Senin (3/1), berbicara.", "Blinken, «on Monday (Jan. 3)», berbicara."),
        ("Kamis (11/2/2021) polisi datang.", "«On Thursday (Feb. 11, 2021)» polisi datang."),
        ("Pada hari Minggu (2/1/22) ia pergi.", "«On Sunday (Jan. 2, 2022)» ia pergi."),
        ("katanya, Jumat, 7 Januari 2022.", "katanya, «on Friday, Jan. 7, 2022»."),
        ("Rabu 10/1 rupiah naik", "«On Wednesday, Jan. 10» rupiah naik"),
        ("terjadi Senin malam (3/1)", "terjadi «on Monday night (Jan. 3)»"),
        ("terjadi Selasa (4/1) sore", "terjadi «on Tuesday afternoon (Jan. 4)»"),
        ("terjadi Selasa dini hari (4/1)", "terjadi «early Tuesday (Jan. 4)»"),
        ("terjadi Jumat lalu (7/1)", "terjadi «last Friday (Jan. 7)»"),
        ("sejak Senin (3/1) hingga Kamis (6/1)", "sejak «Monday (Jan. 3)» hingga «Thursday (Jan. 6)»"),
        ("hari ini, Senin (3/1)", "hari ini, «Monday (Jan. 3)»"),
        ("kemarin (3/1)", "kemarin «(Jan. 3)»"),
        ("Sabtu-Minggu (1-2/1)", "«On Saturday-Sunday (Jan. 1-2)»"),
        ("pada 21 Desember 2021", "«On Dec. 21, 2021»"),
        ("lahir 17 agustus 1945 di Jakarta", "lahir «Aug. 17, 1945» di Jakarta"),
        ("tanggal 21 Mei", "«On May 21»"),
        ("hingga tanggal 21 Mei", "hingga «May 21»"),
        ("pada 5 Nopember", "«On Nov. 5»"),
        ("pada 5 Okt. ia pergi", "«On Oct. 5» ia pergi"),
        ("naik pada Desember 2021", "naik «in December 2021»"),
        ("sejak Desember 2021", "sejak «December 2021»"),
        ("berlangsung 3-5 Januari 2022", "berlangsung «Jan. 3-5, 2022»"),
        ("pada 3, 4 dan 5 Januari", "«On Jan. 3, 4 and 5»"),
        ("dari 3 sampai 5 Januari", "dari «Jan. 3 to 5»"),
        ("libur 30 Desember-2 Januari", "libur «Dec. 30-Jan. 2»"),
        ("proklamasi 17/8/1945", "proklamasi «Aug. 17, 1945»"),
        ("Selasa (29/2)", "«On Tuesday (Feb. 29)»"),
    ],
)
def test_dates_are_in_the_style_of_the_associated_press(indonesian: str, english: str) -> None:
    assert in_english(indonesian) == english


@pytest.mark.parametrize(
    "text",
    [
        "pada Senin (31/2)",
        "pada 31 Februari 2021",
        "pada 29 Februari 2021",
        "pada Kamis (2/11/2021)",  # a Tuesday
        "pada Selasa, 3 Januari 2022",  # a Monday
        "pada 12/31/2021",
        "bagian (1/2)",
        "bagian 2/3 suara",
        "di Universitas 17 Agustus 1945",
        "di Jalan 17 Agustus",
        "pada Senin",
        "pada 2021",
    ],
)
def test_dates_that_cannot_be_or_may_be_something_else_are_left_alone(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("tiba pukul 10.30 WIB", "tiba «at 10:30 a.m. WIB»"),
        ("tiba pada pukul 15.30", "tiba «at 3:30 p.m.»"),
        ("Pukul 19.00 WIB, polisi datang", "«At 7 p.m. WIB», polisi datang"),
        ("tiba sekitar pukul 08.05 WITA", "tiba «at around 8:05 a.m. WITA»"),
        ("tiba pukul 10.30 waktu setempat", "tiba «at 10:30 a.m. local time»"),
        ("tiba pukul 12.00 WIB", "tiba «at noon WIB»"),
        ("hingga pukul 24.00", "hingga «midnight»"),
        ("tiba jam 7 malam", "tiba «at 7 p.m.»"),
        ("tiba pukul 2 dini hari", "tiba «at 2 a.m.»"),
        ("tiba pukul 12 siang", "tiba «at noon»"),
        ("tiba pukul 1 siang", "tiba «at 1 p.m.»"),
        ("malam itu ia tiba pukul 7.30", "malam itu ia tiba «at 7:30»"),
        ("buka pukul 08.00-10.00 WIB", "buka «from 8 a.m. to 10 a.m. WIB»"),
        ("dari pukul 08.00 hingga pukul 10.00", "dari «8 a.m. to 10 a.m.»"),
        ("sejak pukul 09.00", "sejak «9 a.m.»"),
        ("(10.30 WIB)", "(«10:30 a.m. WIB»)"),
    ],
)
def test_times_get_a_preposition_and_a_half_of_the_day_where_it_is_certain(indonesian: str, english: str) -> None:
    assert in_english(indonesian) == english


@pytest.mark.parametrize("text", ["jam 10", "selama 5 jam 30 menit", "pukul 25.00", "pukul 10.75", "skor 10.30"])
def test_what_may_be_no_time_is_left_alone(text: str) -> None:
    assert find_figures(text) == ()


def test_a_date_and_a_time_that_stand_together_are_one_figure() -> None:
    assert in_english("Gempa terjadi pada Senin (3/1) pukul 10.30 WIB.") == (
        "Gempa terjadi «on Monday (Jan. 3) at 10:30 a.m. WIB»."
    )
    assert in_english("pukul 10.30 WIB, Senin (3/1)") == "«At 10:30 a.m. WIB on Monday (Jan. 3)»"
    assert in_english("pada Senin, 3 Januari 2022 pukul 10.00 WIB") == "«On Monday, Jan. 3, 2022, at 10 a.m. WIB»"


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("Rp5 juta", "«Rp5 million»"),
        ("Rp. 5.000", "«Rp5,000»"),
        ("Rp 5.000,-", "«Rp5,000»"),
        ("Rp5.000,00 per bulan", "«Rp5,000» per bulan"),
        ("Rp13,95 triliun", "«Rp13.95 trillion»"),
        ("Rp61,294 triliun", "«Rp61.294 trillion»"),
        ("Rp500 ribu", "«Rp500,000»"),
        ("Rp 5 M dan Rp1,2 T", "«Rp5 billion» dan «Rp1.2 trillion»"),
        ("Rp5-10 juta", "«Rp5 million to Rp10 million»"),
        ("Rp500 juta-Rp1 miliar", "«Rp500 million to Rp1 billion»"),
        ("Rp12.500/kg", "«Rp12,500»/kg"),
        ("US$ 2,5 miliar", "«US$2.5 billion»"),
        ("2,5 miliar dolar AS per tahun", "«US$2.5 billion» per tahun"),
        ("160 ribu dolar Amerika Serikat", "«US$160,000»"),
        ("17.500 dolar Singapura", "«S$17,500»"),
        ("5 dolar per orang", "«$5» per orang"),
        ("11,4 miliar ringgit", "«11.4 billion ringgit»"),
        ("100 ribu euro", "«100,000 euros»"),
        ("5 juta dolar Zimbabwe", "«5 million» dolar Zimbabwe"),
    ],
)
def test_amounts_keep_their_currency(indonesian: str, english: str) -> None:
    assert in_english(indonesian) == english


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("13,95 triliun", "«13.95 trillion»"),
        ("1.000 orang", "«1,000» orang"),
        ("1.234.567,89", "«1,234,567.89»"),
        ("1,234,567 orang", "«1,234,567» orang"),
        ("50 ribu orang", "«50,000» orang"),
        ("0,5 ribu orang", "«500» orang"),
        ("192.168.100.200 sel", "«192,168,100,200» sel"),
        ("2 ribu triliun", "«2,000 trillion»"),
        ("5,2 persen", "«5.2 percent»"),
        ("10%", "«10%»"),
        ("3.5 persen", "«3.5 percent»"),
        ("-2,5 persen", "«-2.5 percent»"),
        ("1 persen", "«1 percent»"),
        ("10-15 persen", "«10-15 percent»"),
        ("6 - 6,5 persen", "«6-6.5 percent»"),
        ("25 basis poin", "«25 basis points»"),
        ("2 poin persentase", "«2 percentage points»"),
        ("5-10 juta orang", "«5-10 million» orang"),
        ("1.000-2.000 orang", "«1,000-2,000» orang"),
        ("5-10 ribu orang", "«5,000-10,000» orang"),
        ("38,5 derajat Celsius", "«38.5 degrees Celsius»"),
        ("38,5°C", "«38.5°C»"),
        ("80 km/jam", "«80 kilometers per hour»"),
        ("100 meter persegi", "«100 square meters»"),
        ("12,5 km", "«12.5» km"),
    ],
)
def test_numbers_get_english_notation(indonesian: str, english: str) -> None:
    assert in_english(indonesian) == english


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("HUT ke-77 RI", "HUT «77th» RI"),
        ("peringkat ke-2.", "peringkat «2nd»."),
        ("ke-1, ke-3, ke-11 dan ke-112", "«1st», «3rd», «11th» dan «112th»"),
        ("abad ke-XIX", "abad «19th»"),
        ("pada tahun 1990-an", "pada «the 1990s»"),
        ("telah berusia tujuh dekade itu", "telah berusia «seven decades» itu"),
        ("selama dua abad dan 3 dasawarsa", "selama «two centuries» dan «3 decades»"),
        (
            "satu dekade, dekade kedua, dua abad ke-20, tujuh dekade-dekade",
            "satu dekade, dekade kedua, dua abad «20th», tujuh dekade-dekade",
        ),
        ("Tahun 80-an", "«The '80s»"),
        ("awal 2000-an", "awal «2000s»"),
        ("menang 2-1 atas Thailand", "menang «2-1» atas Thailand"),
        ("kalah 21-15, 18-21, 21-17", "kalah «21-15, 18-21, 21-17»"),
    ],
)
def test_ordinals_decades_and_scores(indonesian: str, english: str) -> None:
    assert in_english(indonesian) == english


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("Dua pertiga suara", "«two-thirds» suara"),
        ("tiga perempat atau tigaperempat", "«three-quarters» atau «three-quarters»"),
        ("sepertiga dan seperempat", "«one-third» dan «one-quarter»"),
        ("empat perlima, sepersepuluh", "«four-fifths», «one-tenth»"),
        ("tujuh persepuluh, dua per tiga suara", "«seven-tenths», «two-thirds» suara"),
        ("setengah dari, separuh warga, separuhnya", "«half» dari, «half» warga, «half»"),
        ("satu setengah, dua seperempat", "«one and a half», «two and one-quarter»"),
        ("satu tiga perempat", "«one and three-quarters»"),
        ("setengah jam, dua setengah jam", "«half an hour», «two and a half hours»"),
        ("dua jam setengah lamanya", "«two and a half hours» lamanya"),
        ("seperempat abad", "«one-quarter of a century»"),
        ("setengah juta, dua pertiga juta", "«half a million», «two-thirds of a million»"),
        ("satu setengah miliar, dua setengah ribu", "«1.5 billion», «2,500»"),
        ("dua belas setengah persen", "«12.5 percent»"),
        ("setengah tahun ini", "«half» tahun ini"),
        ("jam setengah lima sore", "«At 4:30 p.m.»"),
        ("pukul setengah 1", "«At 12:30»"),
        ("10½ persen, ½ bagian", "«10½» persen, «½» bagian"),
        ("1 ½ jam atau 1 1/2 jam", "«1½» jam atau «1½» jam"),
        ("voor 2½-1½", "voor «2½»-«1½»"),
        ("Rp1½ juta, 1½ ribu", "«Rp1½ million», «1,500»"),
        ("10³ per mililiter, 10⁻⁶, 10^6", "«10³» per mililiter, «10⁻⁶», «10^6»"),
        ("minus 5 derajat Celsius", "«minus 5 degrees Celsius»"),
        ("minus lima derajat, -5 derajat", "«minus five degrees», «-5 degrees»"),
        ("−5°C, minus Rp2,7 triliun", "«−5°C», «minus Rp2.7 trillion»"),
        ("negatif 5 persen", "«minus 5 percent»"),
        ("tes negatif 5 orang", "tes negatif 5 orang"),
        ("6 plus minus 1 persen", "6 plus minus «1 percent»"),
        ("14,0 -15 persen", "«14.0-15 percent»"),
        ("-5 juta dolar AS", "«-US$5 million»"),
        ("selusin, dua lusin, 15 lusin", "«a dozen», «two dozen», «15 dozen»"),
        ("setengah lusin, dua kodi, 2 gros", "«half a dozen», «40», «288»"),
        ("Jadi Rp5 Juta dan 5,2 Miliar Dolar AS", "Jadi «Rp5 million» dan «US$5.2 billion»"),
        ("5 triliyun, 5 milyard, 5 miliyar", "«5 trillion», «5 billion», «5 billion»"),
    ],
)
def test_fractions_powers_minus_dozens_and_scales(indonesian: str, english: str) -> None:
    assert in_english(indonesian) == english


@pytest.mark.parametrize(
    "text",
    [
        "setengah mati",
        "pria setengah baya",
        "satu per satu",
        "dua per tiga bulan",
        "lima per seribu kelahiran",
        "tiga perempat final",
        "seperempat final",
        "dua gros ton",
        "belasan orang",
        "5 biliun",
        "5 derajat",
        "suhu minus",
        "luas m², km³ dan CO₂",
        "Rp-",
        "3-1 dan 10-15",
    ],
)
def test_what_only_looks_like_a_fraction_or_a_minus_is_left_alone(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "ke-20 negara itu",  # all twenty of them
        "2000-an orang",  # about two thousand
        "10.000-an orang",
        "usia 30-an tahun",
        "1,250 orang",
        "Rp5,000",
        "2,000 dolar AS",
        "naik 3.5",
        "skala 1-10",
        "2019-2021",
        "12500 orang",
        "5 orang",
        "1,2,3",
        "0.500",
    ],
)
def test_ambiguous_numbers_are_left_alone(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 5",
        "Pasal 27 ayat (3)",
        "Pasal 1,2 dan 3",
        "UU No. 5/2021",
        "Nomor 11 Tahun 2020",
        "versi 2.1",
        "Android 4.4.2",
        "COVID-19",
        "KTT G20",
        "pesawat F-16",
        "Boeing 737-800",
        "B 1234 XYZ",
        "40115",
        "alamat IP 192.168.100.200",
        "www.contoh.id/1.000",
        "surat@contoh.id",
    ],
)
def test_labels_and_names_with_digits_are_left_alone(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    "code",
    [
        "RT.003/RW.07",
        "192.168.1.1",
        "0812-3456-7890",
        "(021) 555-1234",
        "+62 812 3456 7890",
        "45/PUU-XX/2022",
        "v2.1.3",
    ],
)
def test_codes_are_copied_exactly(code: str) -> None:
    assert find_figures(f"lihat {code}.") == (Figure(6, 6 + len(code), code, FigureKind.CODE),)


def test_figures_tell_where_they_stand_and_what_they_are() -> None:
    text = "Anggaran Rp5 juta itu naik 5,2 persen."
    assert find_figures(text) == (
        Figure(9, 17, "Rp5 million", FigureKind.AMOUNT),
        Figure(27, 37, "5.2 percent", FigureKind.PERCENT),
    )


# Text from the words and characters on which the rules turn meets more of them than arbitrary text does.
PIECES = """1 2 03 10 31 1990 2021 1.000 ,5 . , - – / ( ) Rp US$ juta ribu persen % dolar AS pukul jam WIB pada Senin
    Januari Mei dan ke- -an tahun Pasal No. skor kata hari tanggal malam sampai A setengah dua per tiga pertiga
    sepertiga lusin minus ½ ³ ^ ⁄"""
TRICKY = st.lists(st.sampled_from([*PIECES.split(), " ", " ", "  ", "\u00a0"]), max_size=30).map("".join)


@given(st.one_of(TRICKY, st.text(max_size=60)))
def test_figures_are_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for figure in find_figures(text):
        assert end <= figure.start < figure.end <= len(text)
        assert figure.english.strip() == figure.english != ""
        end = figure.end


@pytest.mark.parametrize(
    "piece", ["1", "1.", "1,", "111,", "1.111.", "1-", "1/", "1, ", "1 dan ", "a1/", "0812 11", "Rp1", "("]
)
def test_long_nonsense_is_read_to_its_end(piece: str) -> None:
    text = "0812 " + piece * 3000 + "x"
    assert all(figure.end <= len(text) for figure in find_figures(text))


def quantities_in(text: str) -> tuple[list[Quantity], list[Quantity]]:
    """What the Indonesian reader reads in the text, and the English reader in the English of its figures."""
    english = " ".join(figure.english for figure in find_figures(text))
    return read_indonesian(split_words(text)).quantities, read_english(split_words(english)).quantities


def indonesian_notation(value: Decimal) -> str:
    return f"{value:,f}".translate(str.maketrans(".,", ",."))


NUMBERS = st.decimals(min_value=1, max_value=10**12, places=2, allow_nan=False) | st.integers(1000, 10**12).map(Decimal)
SCALES = {"": 1, " ribu": 10**3, " juta": 10**6, " miliar": 10**9, " triliun": 10**12}


@pytest.mark.slow
@given(NUMBERS, st.sampled_from(sorted(SCALES)), st.sampled_from(["", " persen", " dolar AS", " derajat Celsius"]))
def test_a_number_in_indonesian_notation_keeps_its_value(value: Decimal, scale: str, unit: str) -> None:
    text = f"sebesar {indonesian_notation(value)}{scale}{unit}"
    source, target = quantities_in(text)
    assert len(find_figures(text)) == len(source) == len(target) == 1
    assert source[0].values[0] == target[0].values[0] == value * SCALES[scale]


@given(NUMBERS, st.sampled_from(["Rp", "Rp ", "Rp. ", "US$", "US$ "]), st.sampled_from(sorted(SCALES)))
def test_an_amount_keeps_its_value(value: Decimal, currency: str, scale: str) -> None:
    source, target = quantities_in(f"senilai {currency}{indonesian_notation(value)}{scale} per tahun")
    assert len(source) == len(target) == 1
    assert source[0].values[0] == target[0].values[0] == value * SCALES[scale]


@pytest.mark.slow
@given(
    st.sampled_from([*indonesian.SCALES, *(scale.title() for scale in indonesian.SCALES)]),
    st.sampled_from(["2", "15", "2,5", "1.250", "½", "10½", "setengah", "satu setengah", "dua pertiga", "-3"]),
)
def test_a_scale_that_is_translated_raises_no_flag(scale: str, number: str) -> None:
    text = f"ada {number} {scale} itu"
    (figure,) = find_figures(text)
    assert figure.end == len(text) - len(" itu")
    assert check(text, f"there are {figure.english} of them") == ()


PART_WORDS = ["tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"]
MEASURES = ["", " juta", " miliar", " jam", " tahun", " abad", " lusin", " persen", " kilometer"]


@given(
    st.sampled_from(
        ["setengah", "separuh", "satu setengah", "dua setengah", "sepuluh setengah", "selusin", "dua lusin", "3 kodi"]
        + [f"seper{part}" for part in PART_WORDS]
        + [f"{count} per{part}" for count in ("dua", "tiga", "empat") for part in PART_WORDS]
        + ["½", "2½", "7 ⅔", "3 1/2", "10³", "minus 5", "minus lima", "−2,5"]
    ),
    st.sampled_from(MEASURES),
)
def test_the_english_of_a_fraction_dozen_or_minus_raises_no_flag(number: str, measure: str) -> None:
    text = f"sekitar {number}{measure} itu"
    english = text
    for figure in reversed(find_figures(text)):
        english = f"{english[: figure.start]}{figure.english}{english[figure.end :]}"
    for written, word in (("jam", "hours"), ("tahun", "years"), ("abad", "centuries"), ("lusin", "dozen")):
        english = re.sub(rf"\b{written}\b", word, english)
    english = english.replace("persen", "percent").replace("sekitar", "about").replace(" itu", " of it")
    assert find_figures(text)
    assert [flag for flag in check(text, english) if flag.kind in ("number", "invented")] == []


DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(
    DATES, st.sampled_from(["{weekday} ({d}/{m}/{y})", "{weekday}, {d} {month} {y}", "{d} {month} {y}", "{d}/{m}/{y}"])
)
def test_a_date_keeps_its_day_month_year_and_weekday(date: datetime.date, form: str) -> None:
    weekday, month = INDONESIAN_DAYS[date.weekday()], MONTHS[date.month - 1].title()
    text = "pada " + form.format(weekday=weekday, d=date.day, m=date.month, y=date.year, month=month)
    (figure,) = find_figures(text)
    source, target = read_indonesian(split_words(text)), read_english(split_words(figure.english))
    assert (figure.start, figure.end) == (0, len(text))
    assert source.days == target.days == {(date.day, date.month)}
    assert source.weekdays == target.weekdays == ({date.weekday()} if "weekday" in form else set())
    assert date.year in source.quantities[0].values
    assert date.year in target.quantities[0].values
    assert english.WEEKDAYS[date.weekday()] in figure.english or "weekday" not in form


@given(DATES, st.sampled_from(INDONESIAN_DAYS))
def test_a_date_with_a_wrong_weekday_is_left_alone(date: datetime.date, weekday: str) -> None:
    assume(INDONESIAN_DAYS[date.weekday()] != weekday)
    assert find_figures(f"tiba {weekday} ({date.day}/{date.month}/{date.year})") == ()


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["pukul {h:02}.{m:02} WIB", "{h}.{m:02} WITA", "pukul {h:02}:{m:02}"]),
)
def test_a_time_keeps_its_hour_and_minute(hour: int, minute: int, form: str) -> None:
    assume("WI" in form or hour != 0)
    text = "tiba " + form.format(h=hour, m=minute)
    (figure,) = find_figures(text)
    (source,) = read_indonesian(split_words(text)).clocks
    (target,) = read_english(split_words(figure.english)).clocks
    assert (source.hour, source.minute) == (hour, minute)
    assert (target.hour % 12, target.minute) == (hour % 12, minute)
    assert target.hour == hour or not (source.is_certain and target.is_certain)
