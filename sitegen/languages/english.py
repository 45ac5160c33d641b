"""The vocabulary of English that more than one part of the program reads: numbers, months, weekdays.

Months are shortened with a day as the Associated Press does: Jan. 3, but March 3 and January 2022.
"""

from __future__ import annotations

from decimal import Decimal

from sitegen.languages.number_words import NumberWords, numbered, readings

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS_WITH_DAY = (
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
}  # fmt: skip
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip

SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6), "billion": Decimal(10**9), "trillion": Decimal(10**12), "quadrillion": Decimal(10**15),
    "m": Decimal(10**6), "mn": Decimal(10**6), "bn": Decimal(10**9), "tn": Decimal(10**12),
}  # fmt: skip

_THIRD = str(Decimal(1) / 3)
_DIGITS = numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
_ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TENTHS = numbered("thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth", 30, 10)
NUMBERS = NumberWords(
    units=_DIGITS | _TENS,
    multipliers={"hundred": 100},
    scales={word: scale for word, scale in SCALES.items() if len(word) > 2 and word != "hundred"}
    | {"dozen": Decimal(12)},
    optional={word: (Decimal(value),) for word, value in (_ORDINALS | _TENTHS).items()}
    | readings({
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
    ordinals={word: value for word, value in _ORDINALS.items() if value < 10},
    half=("and", "a", "half"),
    joint="and",
)  # fmt: skip

DOUBLED_WORDS = frozenset(
    {"that", "had", "very", "is", "bye", "ha", "no", "so", "far", "knock", "hear", "there", "now"}
)
"""Words that good English may have twice in a row."""
