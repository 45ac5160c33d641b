"""Fractions, dozens and numbers below zero in Indonesian words: ``dua pertiga``, ``satu setengah jam``, ``dua lusin``.

What belongs to the number in English is part of it: ``setengah jam`` is half an hour, ``dua pertiga juta`` two-thirds
of a million. The checks read them here, too, so that nothing is translated by rule and then doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sitegen.languages import indonesian
from sitegen.languages.id_en.figures.kinds import Figure, FigureKind
from sitegen.languages.id_en.figures.numerals import SCALE, SCALE_WORDS, format_english
from sitegen.languages.id_en.figures.special_digits import fraction
from sitegen.languages.number_words import read_number_words
from sitegen.languages.words import word_set

_PARTS = {
    "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10,
    "seratus": 100, "seribu": 1000,
}  # fmt: skip
_PART_WORDS = {
    2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth",
    100: "hundredth", 1000: "thousandth",
}  # fmt: skip
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DOZENS = {"lusin": 12, "kodi": 20, "gros": 144}
# Half of them is so many smaller ones, which good translators name: setengah tahun is six months.
_UNITS: dict[str, tuple[str, tuple[int, ...]]] = {
    "detik": ("second", ()), "menit": ("minute", (60,)), "jam": ("hour", (60,)), "hari": ("day", (24,)),
    "minggu": ("week", (7,)), "pekan": ("week", (7,)), "bulan": ("month", (30, 4)), "tahun": ("year", (12,)),
    "dekade": ("decade", (10,)), "dasawarsa": ("decade", (10,)), "abad": ("century", (100, 10)),
    "kilometer": ("kilometer", (1000,)), "km": ("kilometer", (1000,)), "meter": ("meter", (100,)),
    "mil": ("mile", ()), "kilogram": ("kilogram", (1000,)), "kilo": ("kilo", (1000,)), "kg": ("kilogram", (1000,)),
    "gram": ("gram", ()), "ton": ("ton", (1000,)), "kuintal": ("quintal", (100,)), "liter": ("liter", (1000,)),
    "hektare": ("hectare", ()), "hektar": ("hectare", ()), "poin": ("point", ()), "persen": ("percent", ()),
}  # fmt: skip
_INVARIABLE = {"percent": "percent", "century": "centuries"}
# Words with which "half" is no number: setengah mati is desperately, setengah baya middle-aged, setengah matang rare.
_IDIOMS = word_set(
    """amfibia badan bangun baya bebas berbisik berlari berteriak bulat dewa efektif gelap gila hati jadi kering
    kompetisi kosong lingkaran main manusia matang mati memaksa memohon mengantuk panik penuh percaya putus resmi sadar
    selesai sengaja telanjang terbuka tertutup tiang tidak tidur waktu"""
)

_NUMBER = "|".join(sorted([*indonesian.NUMBERS.units, *indonesian.NUMBERS.multipliers, "belas"], key=len, reverse=True))
_RUN = rf"(?:{_NUMBER})(?:\s(?:{_NUMBER})){{0,5}}"
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_DOZEN = "|".join(_DOZENS)
_HALF = r"setengah|separ[uo]h?|seperdua"
# "lima tahun setengah penduduk pergi" has two numbers, "lima tahun setengah lamanya" one.
_ENDED = r"\s?[,.;:)!?]|\s?$|\s(?:lalu|lamanya|kemudian|terakhir|lebih|yang|dan|di|sebelum|sesudah|setelah)\b"
# "setengah tahun ini" is half of this year.
_ONE_OF = r"\s(?:ini|itu|depan|pertama|kedua)\b"
_RATED = r"(?:hari|minggu|pekan|bulan|tahun|jam|orang)"
_FRACTION = re.compile(
    rf"""
    (?<![\w-]) (?<!\d[.,:/]) (?:
        (?: (?P<whole> {_RUN} | \d{{1,3}} ) \s )? (?P<half> {_HALF} )
      | (?P<count> {_RUN} | \d{{1,3}} | se(?=jam|tahun|abad) ) \s? (?P<counted> {_UNIT} ) \s setengah (?= {_ENDED} )
      | (?: (?P<number> {_RUN} ) \s )? seper\s? (?P<one> {_PART} )
      | (?: (?P<run> {_RUN} ) | (?P<digits> \d{{1,2}} ) ) \s?
        (?: per(?P<joined> {_PART} ) | per\s(?P<apart> {_PART} ) (?! \s{_RATED}\b ) )
    )
    (?: nya )? (?! [\w-] | \s(?:belas|puluh|ratus)\b | \s?final )
    (?: \s
        (?: (?P<scale> {SCALE} ) | (?P<dozen> {_DOZEN} ) (?!\ston) | (?P<unit> {_UNIT} ) (?! {_ONE_OF} ) ) (?! [\w-] )
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DOZENS_OF = re.compile(
    rf"(?<![\w-])(?:(?P<count>{_RUN}|(?<![\d.,])\d{{1,3}})\s|(?P<one>se))(?P<dozen>{_DOZEN})(?![\w-]|\ston)",
    re.IGNORECASE,
)
_MINUS = re.compile(
    rf"(?<![\w-])(?<!plus[\s/-])(?P<sign>minus)\s(?P<count>{_RUN})(?!\s(?:{_NUMBER}|{SCALE})(?!\w)|[\w-])"
    rf"(?P<degrees>\sderajat(?:\s(?P<grade>Celsius|Celcius|Fahrenheit))?(?!\w))?",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(r"(?:\b(?:jam|pukul))\s$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s([^\W\d_]+(?:-[^\W\d_]+)?|\d)")
# Substrings in small letters: faster than a pattern, and hardly any sentence has one.
_FRACTION_SIGNS = ("setengah", "separ", "seper")
_OTHER_SIGNS = ("lusin", "kodi", "gros", "minus")
_PER = re.compile(rf"per\s?(?:{_PART})")
DOZEN_WORDS = frozenset({*_DOZENS, *(f"se{word}" for word in _DOZENS)})
"""The words, in small letters, one of which every dozen has."""


@dataclass(frozen=True)
class WordNumber:
    """A number in ``text[start:end]``.

    ``values`` are what it may be, the likeliest first; ``english`` is None where that needs more than the number.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    english: str | None
    is_optional: bool = False
    """Whether good translations may be without it."""


def has_fraction(lower: str) -> bool:
    """Tell, fast, whether a text in small letters may have a fraction in words."""
    return any(sign in lower for sign in _FRACTION_SIGNS) or _PER.search(lower) is not None


def has_word_number(lower: str) -> bool:
    """Tell, fast, whether `find_word_numbers` may find something in a text in small letters."""
    return any(sign in lower for sign in _OTHER_SIGNS) or has_fraction(lower)


def find_fractions(text: str) -> Iterator[WordNumber]:
    """Yield the fractions of ``text`` that are in words, with the scale or unit after them."""
    for match in _FRACTION.finditer(text):
        found = _halves(text, match) if match["half"] or match["count"] else _parts(match)
        if found:
            yield found


def _halves(text: str, match: re.Match[str]) -> WordNumber | None:
    written = match["whole"] or match["count"] or ""
    whole = 1 if written.lower() == "se" else _number(written)
    start, end = match.span()
    has_measure = bool(match["scale"] or match["dozen"] or match["unit"] or match["counted"])
    if written.isdigit() and not has_measure:
        # "Dari 100 setengah hilang": the digits are another number.
        start, whole, written = match.start("half"), 0, ""
    if match["half"] and not has_measure:
        following = _NEXT_WORD.match(text, end)
        word = following[1].lower() if following else ""
        is_clock = bool(_CLOCK_BEFORE.search(text, max(0, start - 7), start)) and (
            word.isdigit() or word in indonesian.NUMBERS.units
        )
        if is_clock or word in _IDIOMS:
            return None
    if whole is None:
        return None
    return _with_measure(match, start, end, whole + fraction(1, 2), _mixed(whole, 1, 2))


def _number(words: str) -> int | None:
    """The number that is written in words or digits, 0 for none; None for two numbers."""
    if not words:
        return 0
    if words.isdigit():
        return int(words)
    numbers = words.lower().split()
    quantities, _ = read_number_words(numbers, [False] * len(numbers), indonesian.NUMBERS)
    return int(quantities[0].values[0]) if len(quantities) == 1 else None


def _parts(match: re.Match[str]) -> WordNumber | None:
    """A fraction with a denominator: ``tiga perempat``, ``dua sepertiga``, ``satu tiga perempat``."""
    below = _PARTS[(match["one"] or match["joined"] or match["apart"]).lower()]
    whole, above = 0, 1
    if match["one"]:
        whole = _number(match["number"] or "") or 0
    elif match["digits"]:
        above = int(match["digits"])
    else:
        whole, above = _whole_and_numerator(match["run"].lower().split())
    if not above or (above >= below and (match["apart"] or whole)) or (match["apart"] and below > 10):
        return None
    english = _mixed(whole, above, below)
    found = _with_measure(match, *match.span(), whole + fraction(above, below), english)
    if match["one"] and whole == 1:
        # "satu sepertiga" is 1⅓ to some and a third to others.
        return WordNumber(found.start, found.end, (*found.values, fraction(1, below)), None)
    return found


def _whole_and_numerator(words: list[str]) -> tuple[int, int]:
    quantities, _ = read_number_words(words, [False] * len(words), indonesian.NUMBERS)
    numbers = [int(quantity.values[0]) for quantity in quantities]
    return (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)


def _mixed(whole: int, above: int, below: int) -> str | None:
    """``two-thirds``, ``half``, ``two and three-quarters``."""
    if above > 10:
        return None
    if whole > 10 and 1000 % below == 0:
        return format_english(whole + fraction(above, below))
    if below == 2 and above == 1:
        part = "a half" if whole else "half"
    else:
        part = f"{_COUNTS[above]}-{_PART_WORDS[below]}{'' if above == 1 else 's'}"
    return f"{_count(whole)} and {part}" if whole else part


def _count(number: int) -> str:
    """As the Associated Press writes it: ten, 11."""
    return _COUNTS[number] if number <= 10 else format_english(Decimal(number))


def _with_measure(match: re.Match[str], start: int, end: int, value: Decimal, english: str | None) -> WordNumber:
    """The number with the scale, dozen or unit that stands with it."""
    if match["scale"]:
        factor = indonesian.SCALES[match["scale"].lower()]
        return WordNumber(start, end, (value * factor,), _scaled(value, factor, english))
    if match["dozen"]:
        return WordNumber(
            start, end, (value * _DOZENS[match["dozen"].lower()],), _dozens(value, match["dozen"].lower())
        )
    unit = (match["unit"] or match["counted"] or "").lower()
    if not unit:
        return WordNumber(start, end, (value,), english, is_optional=value < fraction(1, 10))
    name, factors = _UNITS[unit]
    values = (value, *(value * factor for factor in factors))
    return WordNumber(start, end, values, english and _measured(value, english, name))


def _scaled(value: Decimal, factor: Decimal, english: str | None) -> str | None:
    """``half a million``, ``two-thirds of a million``, ``1.5 million``, ``2,500``."""
    product = value * factor
    if factor == 1000 and product == product.to_integral_value():
        return format_english(product)
    word = SCALE_WORDS.get(factor, "thousand")
    if value > 1:
        return f"{format_english(value)} {word}" if value * 1000 % 1 == 0 else english and f"{english} {word}"
    return english and (f"{english} a {word}" if english == "half" else f"{english} of a {word}")


def _measured(value: Decimal, english: str, name: str) -> str:
    if value < 1:
        article = "an" if name == "hour" else "a"
        return f"{english} {article} {name}" if english == "half" else f"{english} of {article} {name}"
    return f"{english} {_INVARIABLE.get(name, name + 's')}"


def _dozens(number: Decimal, name: str) -> str:
    if name != "lusin":
        return format_english(number * _DOZENS[name])
    if number == fraction(1, 2):
        return "half a dozen"
    if number % 1:
        return format_english(number * _DOZENS[name])
    return "a dozen" if number == 1 else f"{_count(int(number))} dozen"


def find_dozens(text: str) -> Iterator[WordNumber]:
    """Yield such as ``selusin``, ``dua lusin`` and ``5 kodi``; halves of them are fractions."""
    for match in _DOZENS_OF.finditer(text):
        name = match["dozen"].lower()
        if (number := 1 if match["one"] else _number(match["count"])) is not None:
            count = Decimal(number)
            yield WordNumber(*match.span(), (count * _DOZENS[name],), _dozens(count, name))


def find_word_numbers(text: str) -> Iterator[Figure]:
    """Yield the fractions, dozens and numbers below zero of ``text`` that are in words."""
    if not has_word_number(text.lower()):
        return
    for kind, numbers in ((FigureKind.FRACTION, find_fractions(text)), (FigureKind.NUMBER, find_dozens(text))):
        for number in numbers:
            if number.english:
                yield Figure(number.start, number.end, number.english, kind)
    for match in _MINUS.finditer(text):
        if count := _number(match["count"]):
            degrees = f" degree{'' if count == 1 else 's'}" if match["degrees"] else ""
            grade = f" {match['grade'].capitalize().replace('Celc', 'Cels')}" if match["grade"] else ""
            yield Figure(*match.span(), f"{match['sign']} {_count(count)}{degrees}{grade}", FigureKind.MEASURE)
