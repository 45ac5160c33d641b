"""Amounts, percentages, measures, ranges, scores, ordinals and decades: from Indonesian to English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from sitegen.languages import indonesian
from sitegen.languages.id_en.figures.kinds import Figure, FigureKind
from sitegen.languages.id_en.figures.numerals import (
    LARGE_SCALE,
    SCALE,
    SCALE_WORDS,
    english_value,
    format_english,
    in_english,
)
from sitegen.languages.words import word_set

_N = r"\d+(?:[.,]\d+)*"
_NOT_INSIDE = r"(?<!\w)(?<![^\W_][-.,/:+])"
_ENDS = r"(?![^\W_]|[-–.,/:]\d|-[^\W\d_])"
_SCALE = rf"{SCALE}\b"
# After a currency M is miliar and T triliun; alone M may be metre or million.
_MONEY_SCALES = {"M": Decimal(10**9), "T": Decimal(10**12)}
_MONEY_SCALE = rf"(?:{_SCALE}|[MT]\b(?!\.))"

_CURRENCY = (
    r"Rp\.?|IDR|US\$|AS\$|USD|AUD|SGD|A\$|S\$|C\$|HK\$|NT\$|NZ\$|\$|€|EUR|£|GBP|¥|JPY|CNY|RM|MYR|THB|"
    r"₩|₹|₱|฿|₫|₽"
)
_PREFIXES = {"Rp.": "Rp", "AS$": "US$"}
_SPACED_PREFIX = re.compile(r"[A-Z]{3}")

_DOLLARS = {
    "AS": "US$", "Amerika Serikat": "US$", "Amerika": "US$", "Singapura": "S$", "Australia": "A$", "Kanada": "C$",
    "Hong Kong": "HK$", "Hongkong": "HK$", "Taiwan": "NT$", "Selandia Baru": "NZ$",
}  # fmt: skip
_CURRENCY_WORDS = {
    "rupiah": "rupiah", "euro": "euros", "yen": "yen", "yuan": "yuan", "won": "won", "baht": "baht",
    "ringgit": "ringgit", "peso": "pesos", "riyal": "riyals", "rubel": "rubles", "rupee": "rupees", "franc": "francs",
    "poundsterling": "pounds", "pound sterling": "pounds", "pound": "pounds",
}  # fmt: skip


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(name.replace(" ", r"\s") for name in sorted(names, key=len, reverse=True))


_CURRENCY_WORD = _alternatives(_CURRENCY_WORDS)
_DOLLAR_SUFFIX = rf"(?P<dollar>[Dd]oll?ar)(?:\s(?P<country>{_alternatives(_DOLLARS)})\b|(?!\w|\s[A-Z]))"

# Alone only after a minus: "5 derajat" needs no help, and may go on: "lintang utara".
_DEGREES = r"\s[Dd]erajat"
# What stands after a number, and its English for a singular and a plural number.
_UNITS = (
    (r"\s?%", "%", FigureKind.PERCENT),
    (r"\s(?i:persen)(?!\s(?i:poin))", " percent", FigureKind.PERCENT),
    (r"\s(?:poin\spersen(?:tase)?|persen\spoin)", " percentage point+", FigureKind.PERCENT),
    (r"\sbasis\spoin", " basis point+", FigureKind.PERCENT),
    (r"\s?°\s?C(?:elsius)?", "°C", FigureKind.MEASURE),
    (r"\s?°\s?F(?:ahrenheit)?", "°F", FigureKind.MEASURE),
    (r"\s[Dd]erajat\s[Cc]el[cs]ius", " degree+ Celsius", FigureKind.MEASURE),
    (r"\s[Dd]erajat\s[Ff]ahrenheit", " degree+ Fahrenheit", FigureKind.MEASURE),
    (_DEGREES, " degree+", FigureKind.MEASURE),
    (r"\s?(?:km/jam|kpj|kilometer\s(?:per|/)\sjam)", " kilometer+ per hour", FigureKind.MEASURE),
    (r"\s?(?:km2|km²|km\spersegi|kilometer\spersegi)", " square kilometer+", FigureKind.MEASURE),
    (r"\s?(?:m2|m²|meter\spersegi)", " square meter+", FigureKind.MEASURE),
    (r"\s?(?:m3|m³|meter\skubik)", " cubic meter+", FigureKind.MEASURE),
)
_UNIT = "|".join(pattern for pattern, _, _ in _UNITS)

_FIGURE = re.compile(
    rf"""
    (?: (?<!\w) (?P<currency> {_CURRENCY} ) \s? (?=\d)
        | {_NOT_INSIDE} (?: (?<![^\s(\[]) (?<!\d\s) (?P<sign> [-−] ) )? (?=\d) )
    (?P<first> {_N} )
    (?: \s? (?P<scale> (?(currency) {_MONEY_SCALE} | {_SCALE} ) ) (?: \s (?P<more> {LARGE_SCALE} ) \b )? )?
    (?: (?P<dash> \s?[-–]\s? ) (?P<second_currency> (?: {_CURRENCY} ) \s? )? (?P<second> {_N} )
        (?: \s? (?P<second_scale> (?(currency) {_MONEY_SCALE} | {_SCALE} ) ) )?
    )?
    (?: (?P<unit> {_UNIT} ) | \s (?: {_DOLLAR_SUFFIX} | (?P<money> {_CURRENCY_WORD} ) \b ) | ,-{{1,2}} (?!\w) )?
    {_ENDS}
    """,
    re.VERBOSE,
)
# A sign in words; "plus minus 1 persen" is a margin. A test may be negative, so "negatif" asks for what is measured.
_MINUS = re.compile(r"(?<!\w)(?<!plus[\s/-])(?:[Mm]inus|[Nn]egatif)\s$")
_REACH = 14
_ORDINAL = re.compile(r"(?<!\w)[Kk]e-(?:(?P<digits>\d{1,4})|(?P<roman>[IVXLC]+))(?![\w/]|[-.,]\d|-\w)(?P<next>\s\S+)?")
_BEFORE = re.compile(r"(\w+)\W+$")
# Nouns after which ke-20 is the 20th, and words that no ke-20 can count.
_ORDERED = word_set(
    """abad anak babak bulan dasawarsa dekade dosis edisi generasi gol hari hut istri jadi jilid kali kesempatan kloter
    kongres konferensi ktt kuartal laga lantai lap malam menit minggu muktamar munas musim natalis pekan peringkat
    pertandingan pertemuan poin pon posisi presiden putaran ronde seri sesi set sidang suami tahap tahun tempat tingkat
    triwulan ulang umur urutan usia"""
)
_NOT_COUNTED = word_set(
    """akan atas atau bagi besar dalam dan dari dengan di dunia ini itu kali kalinya karena ke ketika melalui oleh pada
    saat sebelum sejak serta setelah sudah tahun telah terbesar terhadap tersebut tertinggi untuk yang"""
)
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_DECADE = re.compile(
    r"(?<!\w)(?:(?P<lead>(?P<tahun>[Tt]ahun)\s|dekade\s|dasawarsa\s|era\s|awal\s|akhir\s|pertengahan\s|sejak\s)"
    r"(?P<years>(?:1[0-9]|20)\d0|['’]?(?P<short>[2-9]0))|(?P<alone>(?:1[5-9]|20)[1-9]0))[-–]?an(?!\w|\stahun)"
)
# Models that know few words take decades and centuries for years.
_COUNTS = dict(zip(["dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"],
                   ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], strict=True))  # fmt: skip
_LONG_PERIOD = re.compile(
    rf"(?<![\w-])(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}})\s(?P<unit>dekade|dasawarsa|abad)(?![\w-]|\s(?:ke-|\d))",
    re.IGNORECASE,
)
_SCORE_WORDS = (
    r"[Ss]kor|menang|kalah|unggul|imbang|takluk|bermain|kedudukan|agregat|[Kk]emenangan|[Kk]ekalahan|telak|tipis|dengan"
)
_SCORE = re.compile(
    rf"\b(?:{_SCORE_WORDS}|[A-Z]\w+)\s(?P<score>\d{{1,3}}[-–]\d{{1,3}}(?:,?\s(?:dan\s)?\d{{1,2}}-\d{{1,2}}){{0,4}}){_ENDS}"
)
_HAS_SCORE_WORD = re.compile(rf"\b(?:{_SCORE_WORDS})\b")


def find_numbers(text: str) -> Iterator[Figure]:
    """Yield the amounts, percentages, measures, ranges and plain numbers of ``text`` whose English is certain."""
    for match in _FIGURE.finditer(text):
        start, minus = match.start(), _minus_before(text, match)
        if found := _english(match, is_negative=bool(minus or match["sign"])):
            english, kind = found
            yield Figure(start - len(minus), match.end(), _signed(minus, english), kind)


def _minus_before(text: str, match: re.Match[str]) -> str:
    """The word that says that the number is below zero, with its space."""
    start = match.start()
    found = _MINUS.search(text, max(0, start - _REACH), start) if text[start - 2 : start - 1] in ("s", "f") else None
    is_measured = any(match[group] for group in ("currency", "unit", "dollar", "money"))
    return found[0] if found and (is_measured or found[0][0] in "mM") else ""


def _signed(minus: str, english: str) -> str:
    if not minus:
        return english
    return f"{'Minus' if minus[0].isupper() else 'minus'} {english}"


def _english(match: re.Match[str], *, is_negative: bool) -> tuple[str, FigureKind] | None:
    is_money = bool(match["currency"] or match["money"] or match["dollar"])
    sign = match["sign"] or ""
    numbers = _numbers(match)
    if numbers is None or (match["second_currency"] and not match["currency"]):
        return None
    if is_money:
        return sign + _money(match, numbers), FigureKind.AMOUNT
    dash = (match["dash"] or "").strip()
    joined = sign + dash.join(_without_first_scale(match, numbers))
    is_plain = not is_negative and joined == match["first"]
    if match["unit"] and not (is_plain and joined.isdigit() and re.fullmatch(_DEGREES, match["unit"])):
        return joined + _unit(match["unit"], numbers), _unit_kind(match["unit"])
    if match["unit"] or (not is_negative and joined == match[0] and re.fullmatch(r"[\d–-]+", joined)):
        return None
    return joined, FigureKind.RANGE if dash else FigureKind.NUMBER


def _numbers(match: re.Match[str]) -> list[str] | None:
    """The number, or both ends of a range, in English with their scales; None where one could be read in two ways."""
    # 10-15 juta: the scale is the first number's, too.
    parts = [(match["first"], match["scale"] or match["second_scale"])]
    if match["second"]:
        parts.append((match["second"], match["second_scale"]))
    numbers = [_scaled(numeral, scale, match["more"], measured=bool(match["unit"])) for numeral, scale in parts]
    return None if None in numbers else [number for number in numbers if number is not None]


def _scaled(numeral: str, scale: str | None, more: str | None, *, measured: bool) -> str | None:
    number = numeral if numeral.isdigit() else in_english(numeral, measured=measured or scale is not None)
    if number is None or scale is None:
        return number
    factor = _MONEY_SCALES.get(scale) or indonesian.SCALES[scale.lower()]
    if factor > 1000:
        return None if more else f"{number} {SCALE_WORDS[factor]}"
    value = english_value(number)
    thousands = None if value is None else format_english(value * factor)
    return f"{thousands} {SCALE_WORDS[indonesian.SCALES[more.lower()]]}" if thousands and more else thousands


def _without_first_scale(match: re.Match[str], numbers: list[str]) -> list[str]:
    """5-10 million, where both numbers share the scale that was written once."""
    if len(numbers) == 2 and not match["scale"] and " " in numbers[1]:
        return [numbers[0].partition(" ")[0], numbers[1]]
    return numbers


def _money(match: re.Match[str], numbers: list[str]) -> str:
    if match["money"]:
        word = _CURRENCY_WORDS[_spaced(match["money"])]
        word = word.removesuffix("s") if numbers == ["1"] else word
        return f"{'-'.join(_without_first_scale(match, numbers))} {word}"
    prefix = (match["currency"] or _DOLLARS.get(_spaced(match["country"]), "$")).strip()
    prefix = _PREFIXES.get(prefix, prefix)
    if _SPACED_PREFIX.fullmatch(prefix):
        prefix += " "
    amounts = [prefix + (number.removesuffix(".00") if prefix == "Rp" else number) for number in numbers]
    return " to ".join(amounts) + (_unit(match["unit"], numbers) if match["unit"] else "")


def _spaced(name: str | None) -> str:
    return " ".join((name or "").split())


def _unit(written: str, numbers: list[str]) -> str:
    english = next(english for pattern, english, _ in _UNITS if re.fullmatch(pattern, written))
    return english.replace("+", "" if numbers == ["1"] else "s")


def _unit_kind(written: str) -> FigureKind:
    return next(kind for pattern, _, kind in _UNITS if re.fullmatch(pattern, written))


def find_scores(text: str) -> Iterator[Figure]:
    """Yield the scores of ``text``, which stay as they are; several sets are one figure."""
    if not _HAS_SCORE_WORD.search(text):
        return
    for match in _SCORE.finditer(text):
        yield Figure(*match.span("score"), match["score"].replace(" dan ", " and "), FigureKind.SCORE)


def find_ordinals(text: str) -> Iterator[Figure]:
    """Yield ``ke-77`` as ``77th``, unless it may count what follows: ``ke-20 negara itu`` are the 20 countries."""
    for match in _ORDINAL.finditer(text):
        number = int(match["digits"]) if match["digits"] else _roman_value(match["roman"])
        before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
        following = (match["next"] or "").strip(" ,.;:!?)\"'”’").lower()
        counts = bool(match["next"]) and match["next"][1:2].islower() and following not in _NOT_COUNTED
        if number and not (counts and (before is None or before[1].lower() not in _ORDERED)):
            end = match.end("digits") if match["digits"] else match.end("roman")
            yield Figure(match.start(), end, f"{number}{ordinal_ending(number)}", FigureKind.ORDINAL)


def ordinal_ending(number: int) -> str:
    """Return ``st``, ``nd``, ``rd`` or ``th``."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _roman_value(numeral: str) -> int | None:
    if not _ROMAN.fullmatch(numeral):
        return None
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in numeral]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def find_decades(text: str) -> Iterator[Figure]:
    """Yield ``1990-an`` as ``1990s`` and ``tahun 90-an`` as ``the '90s``."""
    for match in _DECADE.finditer(text):
        years = match["alone"] or (f"'{match['short']}" if match["short"] else match["years"])
        start = match.start()
        if match["tahun"]:
            years = f"the {years}"
        elif match["lead"]:
            start = match.end("lead")
        yield Figure(start, match.end(), f"{years}s", FigureKind.DECADE)


def find_long_periods(text: str) -> Iterator[Figure]:
    """Yield ``tujuh dekade`` as ``seven decades`` and ``dua abad`` as ``two centuries``."""
    for match in _LONG_PERIOD.finditer(text):
        count = _COUNTS.get(match["count"].lower(), match["count"])
        one, several = ("century", "centuries") if match["unit"].lower() == "abad" else ("decade", "decades")
        yield Figure(*match.span(), f"{count} {one if count == '1' else several}", FigureKind.MEASURE)
