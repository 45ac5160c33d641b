"""What tables of months and weekdays are used for in any language."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable


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
