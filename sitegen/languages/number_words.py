"""Numbers in words: ``dua ratus lima puluh ribu`` and ``two hundred and fifty thousand`` are both 250,000."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal


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
class NumberWords:
    """The words of a language for numbers.

    ``multipliers`` multiply what is before them: only the last digit if they are ``digitwise``, as *dua puluh lima
    ratus* has it. ``scales`` multiply all before them since the last scale; ``doubtful`` ones may also be a thousand
    times as much. ``teen`` makes ten more of the number before it. ``optional`` are readings of words that good
    translations lose or add, ``soft`` such words among the others; ``vague`` are the orders of *dozens*, *hundreds* …
    ``point`` stands between a number and its decimals, ``minus`` are words before one below zero; ``ordinals`` end a
    number such as *twenty-first*, ``half`` one such as *two and a half*, and ``joint`` is the *and* within a number.
    """

    units: Mapping[str, int]
    multipliers: Mapping[str, int]
    scales: Mapping[str, Decimal]
    optional: Mapping[str, tuple[Decimal, ...]]
    vague: Mapping[str, int]
    point: str
    zero: str
    minus: frozenset[str]
    digitwise: bool = False
    doubtful: frozenset[str] = frozenset()
    teen: str = ""
    soft: frozenset[str] = frozenset()
    ordinals: Mapping[str, int] = field(default_factory=dict)
    half: tuple[str, ...] = ()
    joint: str = ""
    words: frozenset[str] = field(init=False)
    orders: Mapping[str, int] = field(init=False)
    """The orders of scales after a vague number: *tens of thousands*, *puluhan ribu*."""

    def __post_init__(self) -> None:
        words = {*self.units, *self.multipliers, *self.scales, *self.optional, *self.vague}
        object.__setattr__(self, "words", frozenset(words))
        orders = {word: scale.adjusted() for word, scale in self.scales.items() if scale >= 1000}
        object.__setattr__(self, "orders", orders | {f"{word}s": order for word, order in orders.items()})


def numbered(names: str, start: int = 1, step: int = 1) -> dict[str, int]:
    """Return words with white space between them, with the numbers that they stand for."""
    return {name: start + step * place for place, name in enumerate(names.split())}


def readings(groups: Mapping[str, str]) -> dict[str, tuple[Decimal, ...]]:
    """Return the values of words from ``groups``: values with commas between them, and the words that have these."""
    return {
        word: tuple(Decimal(value) for value in values.split(","))
        for values, words in groups.items()
        for word in words.split()
    }


def read_number_words(
    words: Sequence[str], after_digits: Sequence[bool], language: NumberWords
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
            orders.add(language.vague[word] + language.orders.get(following, 0))
            place += 2 if following in language.orders else 1
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


def _begins_decimal(words: Sequence[str], place: int, language: NumberWords) -> bool:
    return words[place] == language.zero and words[place + 1 : place + 2] == [language.point]


def _quantity(words: Sequence[str], place: int, end: int, value: Decimal, language: NumberWords) -> Quantity:
    text = " ".join(words[place:end])
    values = (value,) if language.doubtful.isdisjoint(words[place:end]) else (value, value * 1000)
    is_negative = place > 0 and words[place - 1] in language.minus and words[place - 2 : place - 1] != ["plus"]
    if is_negative:
        return Quantity(f"{words[place - 1]} {text}", values, negative=True)
    return Quantity(text, values, value == 1 or text in language.soft or words[end - 1] in language.ordinals)


def _optional(words: Sequence[str], place: int, language: NumberWords) -> tuple[Quantity, int]:
    """Read a word such as *kedua* or *half*, and what it may multiply: *setengah juta*, *half a million*."""
    word = words[place]
    following = place + 1 + (words[place + 1 : place + 2] == ["a"])
    scale = language.scales.get(words[following]) if following < len(words) else None
    values = language.optional[word]
    if scale and values[0] < 1:
        return Quantity(" ".join(words[place : following + 1]), (values[0] * scale,)), following + 1
    if language.teen and words[place + 1 : place + 2] == [language.teen]:
        return Quantity(f"{word} {language.teen}", (values[0] + 10,), optional=True), place + 2
    return Quantity(word, values, optional=True), place + 1


def _run(words: Sequence[str], place: int, language: NumberWords) -> tuple[Decimal | None, int]:
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
        elif word == language.teen and pending:
            pending += 10
        elif word in language.multipliers:
            if not pending and not _after_a(words, place):
                break
            last = pending % 10 if language.digitwise else pending
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


def _last_part(words: Sequence[str], place: int, before: Decimal | None, language: NumberWords) -> tuple[Decimal, int]:
    """What ends a number, and how many words that is: *twenty-first*, *three point five*, *two and a half*.

    ``before`` is what stands before it, None where nothing does.
    """
    word = words[place]
    if before and word in language.ordinals and before >= 20 and before % 10 == 0:
        return Decimal(language.ordinals[word]), 1
    if before and language.half and tuple(words[place : place + 3]) == language.half:
        return Decimal("0.5"), 3
    first = place + (before is None and _begins_decimal(words, place, language))
    if words[first] == language.point and (before is not None or first > place):
        decimals = _decimals(words, first + 1, language)
        return (Decimal(f"0.{decimals}"), first + 1 + len(decimals) - place) if decimals else (Decimal(0), 0)
    return Decimal(0), 0


def _decimals(words: Sequence[str], place: int, language: NumberWords) -> str:
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


def _joins(words: Sequence[str], place: int, language: NumberWords) -> bool:
    """Whether *and* is within a number: ``two hundred and fifty``."""
    if words[place] != language.joint or place + 1 == len(words):
        return False
    return words[place - 1] in ("hundred", "thousand") and words[place + 1] in language.units
