"""Do the numbers, days and times of a translation agree with its source?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sitegen.languages import english
from sitegen.languages.id_en.checks.quantities import Reading
from sitegen.languages.id_en.figures.special_digits import fraction
from sitegen.languages.id_en.figures.times import Clock, in_english
from sitegen.languages.issues import Issue, IssueKind, lost_and_new
from sitegen.languages.number_words import Quantity
from sitegen.languages.words import word_set
from sitegen.messages import joined, say

_UNITS = {"rupiah": "rupiah", "dollar": "dollars", "euro": "euros", "percent": "percent"}
_MISSING = " is missing"
# Months that are names of people, too.
_NAMESAKES = {"mei": 5, "juni": 6, "juli": 7}
_DEFEAT = word_set(
    """kalah kekalahan takluk ditaklukkan menyerah tumbang dikalahkan ditundukkan tunduk tersingkir
    beaten defeat defeated fell lose loses losing loss lost"""
)


# How English says "below zero" in other words, and how a number that fell may do without its minus.
_BELOW = re.compile(r"\b(?:minus|negative|below|sub-?zero|under\szero|freezing)\b|[-−–]\d", re.IGNORECASE)
_FALLING = re.compile(
    r"\b(?:contract|declin|decreas|deficit|deflat|down|drop|fall|fell|less|los[est]|lower|minus|negativ|plung|recession|"
    r"reduc|retreat|shr[aiu]nk|slid|slip|slow|slump|tumbl|weak|cut|short)|"
    r"\b(?:anjlok|bawah|beku|defisit|deflasi|hilang|jatuh|kehilangan|kontraksi|kurang|lemah|melemah|menurun|merosot|minus|"
    r"negatif|penurunan|rugi|susut|menyusut|terkontraksi|terkoreksi|turun)|[-−–]\s?\d",
    re.IGNORECASE,
)
_COLD = frozenset({"celcius", "celsius", "derajat", "fahrenheit", "suhu"})
_RATIO = re.compile(r"\b(\w+)\s(?:out\sof|in|of)\s(?:every\s)?(\w+)\b", re.IGNORECASE)
# Degrees of a university, days before and after an event, and agencies' terms, which good translators put into words.
_WORDED = re.compile(r"[SD]-?[1-4]|H-?\d+|[BK]3|P3K|F1|M[23]|Q[1-5]")
_OTHER_WORDS = {"co2": "carbon dioxide", "o2": "oxygen", "n2": "nitrogen", "h2": "hydrogen"}
# Two letters that are a word's, and translated: PP 53, RT 5.
_SHORT_WORDS = frozenset({"HM", "KM", "KK", "LT", "NO", "PP", "PT", "RI", "RS", "RT", "RW", "SD", "TK", "UU"})
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def check_numbers(source: Reading, target: Reading) -> Iterator[Issue]:
    """Yield the issues for numbers, days and times that were lost, changed or invented."""
    quantities = list(target.quantities)
    if wrong := list(_check_calendar(source, target, quantities)):
        dates = tuple(text.removesuffix(_MISSING) for text in wrong if text.endswith(_MISSING))
        yield Issue(IssueKind.DATE, joined(", ", wrong), dates)
    lost_clocks, new_clocks = _match_clocks(source.clocks, target.clocks, quantities)
    missing, extra = _match(source.quantities, quantities)
    # jam 6 may be 6 a.m.: the hour of a time that the source has only as a number.
    new_clocks = [clock for clock in new_clocks if clock.minute or not _take(missing, clock.hour % 12 or 12)]
    has_other_form = bool(missing) and _take_other_forms(missing, extra, source, target)
    # beratus-ratus may be a hundred, and a word may be a name's: Nine News.
    vague = {10**order for order in source.orders}
    extra = [quantity for quantity in extra if not vague & set(quantity.values) and not _is_copied(quantity, source)]
    lost = [in_english(clock) for clock in lost_clocks] + [quantity.text for quantity in missing]
    lost += [quantity.text for quantity in _lost_signs(source, target) if quantity not in missing]
    lost += [code for code in source.codes if not _has_code(code, target)]
    new = [in_english(clock) for clock in new_clocks] + [quantity.text for quantity in extra]
    if lost:
        detail = lost_and_new(_listed(lost), _listed(new))
        yield Issue(IssueKind.NUMBER, detail, tuple(lost), tuple(new))
    elif new:
        yield Issue(IssueKind.INVENTED, say("{words} is not in the source", words=_listed(new)))
    if other := list(_check_kinds(source, target, is_shared=has_other_form)):
        yield Issue(IssueKind.NUMBER, joined(", ", other))


def _take_other_forms(missing: list[Quantity], extra: list[Quantity], source: Reading, target: Reading) -> bool:
    """Take from ``missing`` what English says in another way; tell whether that was a share: half is 50 percent."""
    has_share = False
    for quantity in list(missing):
        if "percent" in target.units - source.units and _is_fraction(quantity):
            same = [other for other in extra if any(value * 100 in other.values for value in quantity.values)]
        elif "percent" in source.units - target.units and quantity.values:
            shares = {value / 100 for value in quantity.values}
            same = [other for other in target.quantities if not shares.isdisjoint(other.values)]
        else:
            if _is_fraction(quantity) and _take_ratio(quantity, extra, target):
                missing.remove(quantity)
            continue
        if same:
            has_share = True
            missing.remove(quantity)
            if same[0] in extra:
                extra.remove(same[0])
    return has_share


def _is_fraction(quantity: Quantity) -> bool:
    return bool(quantity.values) and quantity.values[0] < 1000 and quantity.values[0] % 1 != 0


def _take_ratio(quantity: Quantity, extra: list[Quantity], target: Reading) -> bool:
    """Whether a fraction became *two of three* or *four out of five*, whose numbers leave ``extra``."""
    for match in _RATIO.finditer(target.text):
        above, below = (
            int(word) if word.isdecimal() else english.NUMBERS.units.get(word.lower(), 0)
            for word in (match[1], match[2])
        )
        if 0 < above < below and fraction(above, below) in quantity.values:
            _take(extra, above)
            _take(extra, below)
            return True
    return False


def _lost_signs(source: Reading, target: Reading) -> Iterator[Quantity]:
    """The numbers that are below zero on one side only: those of the source, and those that became so."""
    below = [quantity for quantity in source.quantities if quantity.negative]
    new = [quantity for quantity in target.quantities if quantity.negative]
    if not below and not new:
        return
    for quantity in below:
        words = _BELOW if not _COLD.isdisjoint(source.words) or "°" in source.text else _FALLING
        if not any(_are_equal(quantity, other) for other in new) and not words.search(target.text):
            yield quantity
    for quantity in new:
        same = [other for other in source.quantities if _are_equal(quantity, other)]
        if same and not any(other.negative for other in same) and not _FALLING.search(source.text):
            yield same[0]


def _has_code(code: str, target: Reading) -> bool:
    """Whether a code is copied, in any case, with a space or a hyphen before its digits or without one."""
    if _WORDED.fullmatch(code):
        return True
    text = target.text.translate(_LOWERED).lower()
    letters = re.match(r"[A-Za-z]*", code)
    head = letters[0] if letters else ""
    if len(head) >= 3 or head in _SHORT_WORDS:
        # An acronym or a word that may be translated, as COVID-19 may be COVID; its number may not.
        is_name = len(head) > 3 and re.search(rf"\b{head.lower()}\b(?![\s–-]?\d)", text) is not None
        return is_name or all(re.search(rf"(?<!\d){digits}(?!\d)", text) for digits in re.findall(r"\d+", code))
    parts = r"[\s–-]?".join(re.findall(r"\d+|[a-z]+", code.lower()))
    if re.search(rf"(?<![^\W_]){parts}(?:s|th)?(?![^\W_])", text):
        return True
    if other := _OTHER_WORDS.get(code.lower()):
        return other in text
    # Group of 20, under-19
    word = {"g": r"group\sof\s", "u": r"under[\s-]"}.get(head.lower(), "")
    return bool(word) and re.search(word, text) is not None


def _is_copied(quantity: Quantity, source: Reading) -> bool:
    return quantity.text.isalpha() and quantity.text in source.words


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(texts))


def _check_kinds(source: Reading, target: Reading, *, is_shared: bool) -> Iterator[str]:
    """What is wrong with units, scores, ordinals and vague numbers, which values alone do not tell.

    ``is_shared`` says that half became 50 percent, or the other way round.
    """
    free = frozenset({"percent"}) if is_shared else frozenset()
    yield from (say("{words} is missing", words=_UNITS[unit]) for unit in sorted(source.units - target.units - free))
    yield from (say("{words} is new", words=_UNITS[unit]) for unit in sorted(target.units - source.units - free))
    if source.orders and target.orders and source.orders.isdisjoint(target.orders):
        yield say("dozens, hundreds, thousands or millions are mixed up")
    # English puts the winner's score first, whoever won: kalah 1-3 is lost 3-1.
    is_defeat = not (_DEFEAT.isdisjoint(source.words) and _DEFEAT.isdisjoint(target.words))
    for first, second in sorted(target.dashed - source.dashed):
        is_turned = (second, first) in source.dashed and (second, first) not in target.dashed
        if is_turned and not (is_defeat and first > second):
            yield say("{old} became {new}", old=f"{second}-{first}", new=f"{first}-{second}")
    yield from (say("{word} is no ordinal", word=ordinal) for ordinal in target.malformed)


def _check_calendar(source: Reading, target: Reading, quantities: list[Quantity]) -> Iterator[str]:
    """What is wrong with weekdays, months and days; numbers that turn out to be days leave ``quantities``."""
    weekdays = source.weekdays - target.weekdays - target.maybe_weekdays
    yield from (say("{words} is missing", words=english.WEEKDAYS[day]) for day in sorted(weekdays))
    for day in sorted(target.weekdays - source.weekdays - source.maybe_weekdays):
        if english.WEEKDAYS[day].lower() not in source.words:
            yield say("{words} is not in the source", words=english.WEEKDAYS[day])
    lost, new = _compare_days(source, target, quantities)
    yield from (say("{words} is missing", words=f"{english.MONTHS[month - 1]} {day}") for day, month in lost)
    yield from (say("{words} is not in the source", words=f"{english.MONTHS[month - 1]} {day}") for day, month in new)
    # English reads 3/1 as March 1.
    months = target.months | target.maybe_months | {month for month, _ in target.slashed} | {month for _, month in lost}
    months |= {month for name, month in _NAMESAKES.items() if name in target.words}
    yield from (say("{words} is missing", words=english.MONTHS[month - 1]) for month in sorted(source.months - months))
    months = source.months | {month for pair in source.slashed for month in pair} | {month for _, month in new}
    for month in sorted(target.months - months):
        if english.MONTHS[month - 1].lower() not in source.words:
            yield say("{words} is not in the source", words=english.MONTHS[month - 1])


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
        for pair in {(day, month), (month, day)} & target.slashed:
            _take_slashed(quantities, *pair)
    numbers = {value for quantity in source.quantities for value in quantity.values}
    new = sorted(target.days - source.days - source.slashed)
    quantities += [Quantity(str(day), (Decimal(day),), optional=True) for day, _ in new]
    days = {day for day, _ in source.days}
    return lost, [(day, month) for day, month in new if lost or (day not in days and day not in numbers)]


def _take_slashed(quantities: list[Quantity], first: int, second: int) -> None:
    """Take away what 3/4 was read as: a fraction, or two numbers."""
    for place, quantity in enumerate(quantities):
        if quantity.text == f"{first}/{second}":
            del quantities[place]
            return
    _take(quantities, first)
    _take(quantities, second)


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
