"""The names of months, weekdays and parts of the day in Indonesian, with their English.

English months are shortened with a day as the Associated Press does: Jan. 3, but March 3 and January 2022.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS_WITH_DAY = (
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip

INDONESIAN_WEEKDAYS = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jum’at": 4, "sabtu": 5,
    "minggu": 6, "ahad": 6,
}  # fmt: skip
INDONESIAN_MONTHS = {
    "januari": 1, "februari": 2, "pebruari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "agustus": 8,
    "september": 9, "oktober": 10, "november": 11, "nopember": 11, "desember": 12,
}  # fmt: skip
INDONESIAN_SHORT_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8, "sep": 9,
    "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
ENGLISH_WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAYS)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
}  # fmt: skip
ENGLISH_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip

# Night begins at sunset in Indonesian: `Senin malam` is what English calls Monday night.
DAY_PARTS = {
    "pagi": "morning", "siang": "afternoon", "sore": "afternoon", "petang": "evening", "malam": "night",
    "dini hari": "early", "subuh": "early",
}  # fmt: skip
TIME_ZONES = "WIB|WITA|WIT|GMT|UTC"


def capitalised(names: Iterable[str]) -> str:
    """A pattern of ``names`` with a capital or in capitals: ``minggu`` is a week, ``Minggu`` a Sunday."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(form) for name in longest_first for form in (name.capitalize(), name.upper()))


def is_day(day: int, month: int, year: int | None = None) -> bool:
    """Tell whether there is such a day; without a year 29 February is one."""
    if not 1 <= month <= 12 or day < 1 or (year is not None and year < 1):
        return False
    return day <= calendar.monthrange(year if year is not None else 2000, month)[1]


def full_year(digits: str) -> int:
    """Return the year that two or four digits of a date stand for: 22 is 2022, 98 is 1998."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)
