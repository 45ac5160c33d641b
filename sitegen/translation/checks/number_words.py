"""Numbers in words: ``dua ratus lima puluh ribu`` and ``two hundred and fifty thousand`` are both 250,000."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sitegen.translation.figures.numerals import ENGLISH_SCALES, INDONESIAN_SCALES


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    ``values`` are the readings that its notation allows; there is none for what is in digits and no number, such as a
    version, and it is compared by its ``text``. An ``optional`` one is often lost or added by good translations: *one*,
    *kedua negara* (both countries).
    """

    text: str
    values: tuple[Decimal, ...]
    optional: bool = False


@dataclass(frozen=True)
class Language:
    """``multipliers`` multiply the digit before them, ``scales`` all before them since the last scale.

    ``optional`` are readings of words that good translations lose or add, ``soft`` such words among the others;
    ``vague`` are the orders of *dozens*, *hundreds* …
    """

    units: Mapping[str, int]
    multipliers: Mapping[str, int]
    scales: Mapping[str, Decimal]
    optional: Mapping[str, tuple[Decimal, ...]]
    vague: Mapping[str, int]
    soft: frozenset[str] = frozenset()
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

INDONESIAN = Language(
    units=_DIGITS_ID | _JOINED_TEENS_ID | {"seratus": 100},
    multipliers={"puluh": 10, "ratus": 100},
    scales={word: scale for word, scale in INDONESIAN_SCALES.items() if len(word) > 2}
    | {"seribu": Decimal(10**3), "sejuta": Decimal(10**6), "semiliar": Decimal(10**9), "setriliun": Decimal(10**12)},
    optional=_readings({
        "0": "nol",
        "1": "pertama sekali tunggal",
        "2": "kedua keduanya berdua sepasang kembar ganda rangkap duanya",
        "3": "ketiga ketiganya bertiga", "4": "keempat keempatnya berempat", "5": "kelima kelimanya berlima",
        "6": "keenam", "7": "ketujuh", "8": "kedelapan", "9": "kesembilan", "10": "kesepuluh dekade dasawarsa sedekade",
        "11": "kesebelas", "12": "lusin selusin", "100": "abad seabad", "7,1": "sepekan seminggu", "12,1": "setahun",
        "0.5": "setengah separuh paruh tengah", "0.25,4": "seperempat perempat perempatfinal", _THIRD: "sepertiga",
    }),
    vague={"belasan": 1, "puluhan": 1, "ratusan": 2, "ribuan": 3, "jutaan": 6, "miliaran": 9, "triliunan": 12},
)  # fmt: skip
ENGLISH = Language(
    units=_DIGITS_EN | _TENS_EN,
    multipliers={"hundred": 100},
    scales={word: scale for word, scale in ENGLISH_SCALES.items() if len(word) > 2 and word != "hundred"},
    optional={word: (Decimal(value),) for word, value in _ORDINALS_EN.items()}
    | _readings({
        "0": "zero nil",
        "1": "once single sole",
        "2": "both pair pairs couple twice double doubled doubles doubling twin twins either neither dual duo "
             "bilateral",
        "3": "thrice triple tripled trio thirds", "4,0.25": "quarter quarters quarterfinal quarterfinals quadruple",
        "10": "decade decades", "12": "dozen", "14,2": "fortnight", "100": "century centuries",
        "0.5": "half halfway halved midway", _THIRD: "one-third",
        "60,1960": "sixties", "70,1970": "seventies", "80,1980": "eighties", "90,1990": "nineties",
    }),
    vague={"dozens": 1, "tens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12},
    soft=frozenset({"two"}),
)  # fmt: skip
_ORDERS = {3: "ribu thousand thousands", 6: "juta million millions", 9: "miliar milyar billion billions"}
_ORDER_OF = {word: order for order, words in _ORDERS.items() for word in words.split()}


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
        elif word in language.optional:
            quantity, place = _optional(words, place, language)
            quantities.append(quantity)
        else:
            value, end = _run(words, place, language)
            text = " ".join(words[place:end])
            if value is not None:
                quantities.append(Quantity(text, (value,), value <= 1 or value % 1 > 0 or text in language.soft))
            place = end
    return quantities, orders


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
        elif word == "setengah" and pending:
            pending += Decimal("0.5")
        elif (step := _joint(words, place, language)) and (pending or total):
            if step == 3:
                pending += Decimal("0.5")
                place += 3
                continue
        else:
            break
        place += 1
    value = total + pending
    return (value if value else None), max(place, start + 1)


def _after_a(words: Sequence[str], place: int) -> bool:
    return place > 0 and words[place - 1] in ("a", "per")


def _joint(words: Sequence[str], place: int, language: Language) -> int:
    """How many words *and* takes in: ``two hundred and fifty`` 1, ``one and a half`` 3; 0 where it ends a number."""
    if words[place] != "and" or language is not ENGLISH:
        return 0
    if list(words[place + 1 : place + 3]) == ["a", "half"]:
        return 3
    following = words[place + 1] if place + 1 < len(words) else ""
    return int(words[place - 1] in ("hundred", "thousand") and following in language.units)
