"""Numbers in words: ``dua ratus lima puluh ribu`` and ``two hundred and fifty thousand`` are both 250,000."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sitegen.translation.figures.numerals import DOUBTFUL_SCALES, ENGLISH_SCALES, INDONESIAN_SCALES


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    ``values`` are the readings that its notation allows; there is none for what is in digits and no number, such as a
    version, and it is compared by its ``text``. An ``optional`` one is often lost or added by good translations: *one*,
    *kedua negara* (both countries). ``values`` of one that is ``negative`` are without their sign.
    """

    text: str
    values: tuple[Decimal, ...]
    optional: bool = False
    negative: bool = False


@dataclass(frozen=True)
class Language:
    """``multipliers`` multiply the digit before them, ``scales`` all before them since the last scale.

    ``optional`` are readings of words that good translations lose or add, ``soft`` such words among the others;
    ``vague`` are the orders of *dozens*, *hundreds* … ``point`` stands between a number and its decimals, ``minus`` are
    words before one below zero; ``ordinals`` end a number such as *twenty-first*.
    """

    units: Mapping[str, int]
    multipliers: Mapping[str, int]
    scales: Mapping[str, Decimal]
    optional: Mapping[str, tuple[Decimal, ...]]
    vague: Mapping[str, int]
    point: str
    zero: str
    minus: frozenset[str]
    soft: frozenset[str] = frozenset()
    ordinals: Mapping[str, int] = field(default_factory=dict)
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        words = {*self.units, *self.multipliers, *self.scales, *self.optional, *self.vague}
        object.__setattr__(self, "words", frozenset(words))


def _numbers(names: str, start: int = 1, step: int = 1) -> dict[str, int]:
    return {name: start + step * place for place, name in enumerate(names.split())}


def _readings(groups: Mapping[str, str]) -> dict[str, tuple[Decimal, ...]]:
    return {
        word: tuple(Decimal(value) for value in values.split(","))
        for values, words in groups.items()
        for word in words.split()
    }


_THIRD = str(Decimal(1) / 3)
_DIGITS_ID = _numbers("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")
_JOINED_TEENS_ID = {f"{name}belas": value + 10 for name, value in _DIGITS_ID.items() if 1 < value < 10}
_DIGITS_EN = _numbers(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS_EN = _numbers("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
_ORDINALS_EN = _numbers(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TENTHS_EN = _numbers("thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth", 30, 10)
_SCALES_ID = {word: scale for word, scale in INDONESIAN_SCALES.items() if len(word) > 2}
_DOUBTFUL = {word: values[0] for word, values in DOUBTFUL_SCALES.items()}
_VAGUE_ID = {f"{word}an": scale.adjusted() for word, scale in (_SCALES_ID | _DOUBTFUL).items()}

INDONESIAN = Language(
    units=_DIGITS_ID | _JOINED_TEENS_ID | {"seratus": 100},
    multipliers={"puluh": 10, "ratus": 100},
    scales=_SCALES_ID | _DOUBTFUL | {f"se{word}": scale for word, scale in _SCALES_ID.items()},
    optional=_readings({
        "0": "nol",
        "1": "pertama sekali tunggal",
        "2": "kedua keduanya berdua sepasang kembar ganda rangkap duanya",
        "3": "ketiga ketiganya bertiga", "4": "keempat keempatnya berempat", "5": "kelima kelimanya berlima",
        "6": "keenam", "7": "ketujuh", "8": "kedelapan", "9": "kesembilan", "10": "kesepuluh dekade dasawarsa sedekade",
        "11": "kesebelas", "100": "abad seabad", "7,1": "sepekan seminggu", "12,1": "setahun",
        "0.5": "setengah separuh paruh tengah", "0.25,4": "seperempat perempat perempatfinal", _THIRD: "sepertiga",
    }),
    vague=_VAGUE_ID | {"belasan": 1, "lusinan": 1, "puluhan": 1, "ratusan": 2},
    point="koma",
    zero="nol",
    minus=frozenset({"minus", "negatif"}),
)  # fmt: skip
ENGLISH = Language(
    units=_DIGITS_EN | _TENS_EN,
    multipliers={"hundred": 100},
    scales={word: scale for word, scale in ENGLISH_SCALES.items() if len(word) > 2 and word != "hundred"}
    | {"dozen": Decimal(12)},
    optional={word: (Decimal(value),) for word, value in (_ORDINALS_EN | _TENTHS_EN).items()}
    | _readings({
        "0": "zero nil",
        "1": "once single sole",
        "2": "both pair pairs couple twice double doubled doubles doubling twin twins either neither dual duo "
             "bilateral",
        "3": "thrice triple tripled trio thirds", "4,0.25": "quarter quarters quarterfinal quarterfinals quadruple",
        "10": "decade decades", "14,2": "fortnight", "100": "century centuries",
        "0.5": "half halfway halve halved halves halving midway semi", _THIRD: "one-third",
        "20,1920": "twenties", "30,1930": "thirties", "40,1940": "forties", "50,1950": "fifties",
        "60,1960": "sixties", "70,1970": "seventies", "80,1980": "eighties", "90,1990": "nineties",
    }),
    vague={"dozens": 1, "tens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12},
    point="point",
    zero="zero",
    minus=frozenset({"minus", "negative"}),
    soft=frozenset({"two", "dozen"}),
    ordinals={word: value for word, value in _ORDINALS_EN.items() if value < 10},
)  # fmt: skip
# tens of thousands, puluhan ribu
_ORDER_OF = {word: scale.adjusted() for word, scale in (ENGLISH_SCALES | _SCALES_ID).items() if scale >= 1000}
_ORDER_OF |= {f"{word}s": order for word, order in _ORDER_OF.items()}


def read_number_words(
    words: Sequence[str], after_digits: Sequence[bool], language: Language
) -> tuple[list[Quantity], set[int]]:
    """Return the numbers among ``words``, which are in small letters, and the orders of vague numbers (hundreds: 2).

    ``after_digits`` tells which words stand right after digits: the ``juta`` of ``5 juta`` was read with them.
    """
    quantities: list[Quantity] = []
    orders: set[int] = set()
    place = 0
    while place < len(words):
        word = words[place]
        if word not in language.words or (after_digits[place] and word in language.scales):
            place += 1
        elif word in language.vague:
            following = next((other for other in words[place + 1 : place + 3] if other != "of"), "")
            orders.add(language.vague[word] + _ORDER_OF.get(following, 0))
            place += 2 if following in _ORDER_OF else 1
            place += words[place - 1 : place] == ["of"]
        elif word in language.optional and not _begins_decimal(words, place, language):
            quantity, place = _optional(words, place, language)
            quantities.append(quantity)
        else:
            value, end = _run(words, place, language)
            if value is not None:
                quantities.append(_quantity(words, place, end, value, language))
            place = end
    return quantities, orders


def _begins_decimal(words: Sequence[str], place: int, language: Language) -> bool:
    return words[place] == language.zero and words[place + 1 : place + 2] == [language.point]


def _quantity(words: Sequence[str], place: int, end: int, value: Decimal, language: Language) -> Quantity:
    text = " ".join(words[place:end])
    values = (value,) if _DOUBTFUL.keys().isdisjoint(words[place:end]) else (value, value * 1000)
    is_negative = place > 0 and words[place - 1] in language.minus and words[place - 2 : place - 1] != ["plus"]
    if is_negative:
        return Quantity(f"{words[place - 1]} {text}", values, negative=True)
    return Quantity(text, values, value == 1 or text in language.soft or words[end - 1] in language.ordinals)


def _optional(words: Sequence[str], place: int, language: Language) -> tuple[Quantity, int]:
    """Read a word such as *kedua* or *half*, and what it may multiply: *setengah juta*, *half a million*."""
    word = words[place]
    following = place + 1 + (words[place + 1 : place + 2] == ["a"])
    scale = language.scales.get(words[following]) if following < len(words) else None
    values = language.optional[word]
    if scale and values[0] < 1:
        return Quantity(" ".join(words[place : following + 1]), (values[0] * scale,)), following + 1
    if words[place + 1 : place + 2] == ["belas"]:
        return Quantity(f"{word} belas", (values[0] + 10,), optional=True), place + 2
    return Quantity(word, values, optional=True), place + 1


def _run(words: Sequence[str], place: int, language: Language) -> tuple[Decimal | None, int]:
    """Read the number that begins at ``place`` and return it with the place after it; None for *several million*."""
    total = pending = Decimal(0)
    start = place
    while place < len(words):
        word = words[place]
        if word in language.units:
            value = Decimal(language.units[word])
            if pending and not (pending % 100 == 0 or (pending >= 20 and pending % 10 == 0 and value < 10)):
                break
            pending += value
        elif word == "belas" and pending:
            pending += 10
        elif word in language.multipliers:
            if not pending and not _after_a(words, place):
                break
            last = pending % 10 if language is INDONESIAN else pending
            pending = pending - last + (last or 1) * language.multipliers[word]
        elif word in language.scales:
            if not (pending or word.startswith("se") or _after_a(words, place)):
                break
            total += (pending or 1) * language.scales[word]
            pending = Decimal(0)
        elif not (_joins(words, place, language) and (pending or total)):
            added, steps = _last_part(words, place, pending if place > start else None, language)
            if not steps:
                break
            pending += added
            place += steps
            continue
        place += 1
    value = total + pending
    return (value if value else None), max(place, start + 1)


def _last_part(words: Sequence[str], place: int, before: Decimal | None, language: Language) -> tuple[Decimal, int]:
    """What ends a number, and how many words that is: *twenty-first*, *three point five*, *two and a half*.

    ``before`` is what stands before it, None where nothing does.
    """
    word = words[place]
    if before and word in language.ordinals and before >= 20 and before % 10 == 0:
        return Decimal(language.ordinals[word]), 1
    if before and language is ENGLISH and list(words[place : place + 3]) == ["and", "a", "half"]:
        return Decimal("0.5"), 3
    first = place + (before is None and _begins_decimal(words, place, language))
    if words[first] == language.point and (before is not None or first > place):
        decimals = _decimals(words, first + 1, language)
        return (Decimal(f"0.{decimals}"), first + 1 + len(decimals) - place) if decimals else (Decimal(0), 0)
    return Decimal(0), 0


def _decimals(words: Sequence[str], place: int, language: Language) -> str:
    """The digits that are read out after *point*: *two five* is 25."""
    digits = ""
    for word in words[place:]:
        value = 0 if word == language.zero else language.units.get(word, 10)
        if value > 9:
            break
        digits += str(value)
    return digits


def _after_a(words: Sequence[str], place: int) -> bool:
    return place > 0 and words[place - 1] in ("a", "per")


def _joins(words: Sequence[str], place: int, language: Language) -> bool:
    """Whether *and* is within a number: ``two hundred and fifty``."""
    if words[place] != "and" or language is not ENGLISH or place + 1 == len(words):
        return False
    return words[place - 1] in ("hundred", "thousand") and words[place + 1] in language.units
