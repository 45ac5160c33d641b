"""Do the numbers, days and times of a translation agree with its source?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sitegen.translation.checks.flags import Flag, FlagKind
from sitegen.translation.checks.number_words import Quantity
from sitegen.translation.checks.quantities import Reading
from sitegen.translation.checks.words import word_set
from sitegen.translation.figures.calendar_terms import MONTHS, WEEKDAYS
from sitegen.translation.figures.times import Clock, in_english

_UNITS = {"rupiah": "rupiah", "dollar": "dollars", "euro": "euros", "percent": "percent"}
# Months that are names of people, too.
_NAMESAKES = {"mei": 5, "juni": 6, "juli": 7}
_DEFEAT = word_set(
    """kalah kekalahan takluk ditaklukkan menyerah tumbang dikalahkan ditundukkan tunduk tersingkir
    beaten defeat defeated fell lose loses losing loss lost"""
)


def check_numbers(source: Reading, target: Reading) -> Iterator[Flag]:
    """Yield the flags for numbers, days and times that were lost, changed or invented."""
    quantities = list(target.quantities)
    if wrong := list(_check_calendar(source, target, quantities)):
        yield Flag(FlagKind.DATE, ", ".join(wrong))
    lost_clocks, new_clocks = _match_clocks(source.clocks, target.clocks, quantities)
    missing, extra = _match(source.quantities, quantities)
    # jam 6 may be 6 a.m.: the hour of a time that the source has only as a number.
    new_clocks = [clock for clock in new_clocks if clock.minute or not _take(missing, clock.hour % 12 or 12)]
    # beratus-ratus may be a hundred, and a word may be a name's: Nine News.
    vague = {10**order for order in source.orders}
    extra = [quantity for quantity in extra if not vague & set(quantity.values) and not _is_copied(quantity, source)]
    lost = [in_english(clock) for clock in lost_clocks] + [quantity.text for quantity in missing]
    new = [in_english(clock) for clock in new_clocks] + [quantity.text for quantity in extra]
    if lost:
        yield Flag(FlagKind.NUMBER, f"{_listed(lost)} is missing" + (f", {_listed(new)} is new" if new else ""))
    elif new:
        yield Flag(FlagKind.INVENTED, f"{_listed(new)} is not in the source")
    if other := list(_check_kinds(source, target)):
        yield Flag(FlagKind.NUMBER, ", ".join(other))


def _is_copied(quantity: Quantity, source: Reading) -> bool:
    return quantity.text.isalpha() and quantity.text in source.words


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(texts))


def _check_kinds(source: Reading, target: Reading) -> Iterator[str]:
    """What is wrong with units, scores, ordinals and vague numbers, which values alone do not tell."""
    yield from (f"{_UNITS[unit]} is missing" for unit in sorted(source.units - target.units))
    yield from (f"{_UNITS[unit]} is new" for unit in sorted(target.units - source.units))
    if source.orders and target.orders and source.orders.isdisjoint(target.orders):
        yield "dozens, hundreds, thousands or millions are mixed up"
    # English puts the winner's score first, whoever won: kalah 1-3 is lost 3-1.
    is_defeat = not (_DEFEAT.isdisjoint(source.words) and _DEFEAT.isdisjoint(target.words))
    for first, second in sorted(target.dashed - source.dashed):
        is_turned = (second, first) in source.dashed and (second, first) not in target.dashed
        if is_turned and not (is_defeat and first > second):
            yield f"{second}-{first} became {first}-{second}"
    yield from (f"{ordinal} is no ordinal" for ordinal in target.malformed)


def _check_calendar(source: Reading, target: Reading, quantities: list[Quantity]) -> Iterator[str]:
    """What is wrong with weekdays, months and days; numbers that turn out to be days leave ``quantities``."""
    weekdays = source.weekdays - target.weekdays - target.maybe_weekdays
    yield from (f"{WEEKDAYS[day]} is missing" for day in sorted(weekdays))
    for day in sorted(target.weekdays - source.weekdays - source.maybe_weekdays):
        if WEEKDAYS[day].lower() not in source.words:
            yield f"{WEEKDAYS[day]} is not in the source"
    lost, new = _compare_days(source, target, quantities)
    yield from (f"{MONTHS[month - 1]} {day} is missing" for day, month in lost)
    yield from (f"{MONTHS[month - 1]} {day} is not in the source" for day, month in new)
    # English reads 3/1 as March 1.
    months = target.months | target.maybe_months | {month for month, _ in target.slashed} | {month for _, month in lost}
    months |= {month for name, month in _NAMESAKES.items() if name in target.words}
    yield from (f"{MONTHS[month - 1]} is missing" for month in sorted(source.months - months))
    months = source.months | {month for pair in source.slashed for month in pair} | {month for _, month in new}
    for month in sorted(target.months - months):
        if MONTHS[month - 1].lower() not in source.words:
            yield f"{MONTHS[month - 1]} is not in the source"


def _compare_days(
    source: Reading, target: Reading, quantities: list[Quantity]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The days (and their months) that are lost and those that are new."""
    in_digits = {(day, month) for month, day in target.slashed}
    lost = []
    for day, month in sorted(source.days - target.days - in_digits):
        # "the 3rd and 5th of January" names only one of them in full.
        if month not in target.months or not _take(quantities, day):
            lost.append((day, month))
    for day, month in source.days:
        if (day, month) in in_digits or (day, month) in target.slashed:
            _take(quantities, day)
            _take(quantities, month)
    numbers = {value for quantity in source.quantities for value in quantity.values}
    new = sorted(target.days - source.days - source.slashed)
    quantities += [Quantity(str(day), (Decimal(day),), optional=True) for day, _ in new]
    days = {day for day, _ in source.days}
    return lost, [(day, month) for day, month in new if lost or (day not in days and day not in numbers)]


def _take(quantities: list[Quantity], value: int) -> bool:
    for place, quantity in enumerate(quantities):
        if value in quantity.values:
            del quantities[place]
            return True
    return False


def _match_clocks(
    source: Sequence[Clock], target: Sequence[Clock], quantities: list[Quantity]
) -> tuple[list[Clock], list[Clock]]:
    """The times that are lost and those that are new. A time may also be a bare number: 10.30, *seven*."""
    left = list(target)
    lost = []
    for clock in source:
        same = next((other for other in left if _is_same_time(clock, other)), None)
        if same:
            left.remove(same)
        elif not _take_clock(quantities, clock):
            lost.append(clock)
    # noon and midnight translate words, too.
    return lost, [clock for clock in left if clock.minute or clock.hour not in (0, 12) or clock.is_certain]


def _is_same_time(clock: Clock, other: Clock) -> bool:
    if clock.minute != other.minute or clock.hour % 12 != other.hour % 12:
        return False
    return clock.hour == other.hour or not (clock.is_certain and other.is_certain)


def _take_clock(quantities: list[Quantity], clock: Clock) -> bool:
    texts = {f"{hour}.{clock.minute:02}" for hour in (clock.hour, f"{clock.hour:02}", clock.hour % 12)}
    for place, quantity in enumerate(quantities):
        if quantity.text in texts:
            del quantities[place]
            return True
    return clock.minute == 0 and (_take(quantities, clock.hour) or _take(quantities, clock.hour % 12 or 12))


def _match(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The numbers of either side that the other must have and has not."""
    left = list(target)
    missing: list[Quantity] = []
    # Those that must be there choose first, and take those that must have come from somewhere.
    for quantity in sorted(source, key=lambda quantity: quantity.optional):
        same = [other for other in left if _are_equal(quantity, other)]
        if same:
            left.remove(min(same, key=lambda other: other.optional))
        elif not quantity.optional:
            missing.append(quantity)
    return missing, [quantity for quantity in left if not quantity.optional]


def _are_equal(first: Quantity, second: Quantity) -> bool:
    if first.values and second.values:
        return not set(first.values).isdisjoint(second.values)
    return first.text == second.text and not (first.values or second.values)
