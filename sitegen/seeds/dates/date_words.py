"""The words of dates in news texts: names of days and months, time zones, and the words around them.

Each place of a table holds the spellings of one thing, in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sitegen.languages import english, indonesian


def spellings(numbers: Mapping[str, int], start: int = 0) -> tuple[tuple[str, ...], ...]:
    """Return the names for each number from ``start`` to the highest one."""
    places = range(start, max(numbers.values()) + 1)
    return tuple(tuple(name for name, number in numbers.items() if number == place) for place in places)


WEEKDAYS = spellings(indonesian.WEEKDAYS)
_SHORT_WEEKDAYS = {"sen": 0, "sel": 1, "rab": 2, "kam": 3, "jum": 4, "sab": 5, "min": 6, "sat": 5, "sun": 6}
LINE_WEEKDAYS = spellings(_SHORT_WEEKDAYS | english.WEEKDAY_NUMBERS)
"""Spellings that mean a day only on a line about nothing else."""

MARKET_DAYS = ("legi", "pahing", "pon", "wage", "kliwon")
"""The Javanese week of five days, named after the day: Jumat Kliwon."""

MONTHS = spellings(indonesian.MONTHS | indonesian.SHORT_MONTHS, start=1)
LINE_MONTHS = spellings(english.MONTH_NUMBERS, start=1)
"""English spellings, which the pages' own programs write."""

HIJRI_MONTHS = (
    ("muharam", "muharram"),
    ("safar", "shafar"),
    ("rabiulawal", "rabiul awal", "rabiul awwal", "rabi'ul awal", "rabi'ul awwal", "rabi’ul awal", "rabi’ul awwal"),
    ("rabiulakhir", "rabiul akhir", "rabi'ul akhir", "rabi’ul akhir", "rabiul tsani", "rabiuts tsani"),
    ("jumadilawal", "jumadil awal", "jumadil awwal", "jumadal ula", "jumadil ula"),
    ("jumadilakhir", "jumadil akhir", "jumadal akhirah", "jumadil tsani", "jumadits tsaniyah"),
    ("rajab",),
    ("syakban", "syaban", "sya'ban", "sya’ban"),
    ("ramadan", "ramadhan", "ramadlan", "romadhon"),
    ("syawal", "syawwal"),
    ("zulkaidah", "zulqaidah", "zulkadah", "dzulkaidah", "dzulqaidah", "dzulqa'dah", "dzulqa’dah", "dzulqo'dah"),
    ("zulhijah", "zulhijjah", "dzulhijah", "dzulhijjah"),
)
HIJRI_ERA = ("hijriah", "hijriyah", "hijriyyah", "h")
COMMON_ERA = ("masehi", "m")

LOCAL_ZONES = frozenset(map(str.casefold, indonesian.LOCAL_ZONES))
BEFORE_TIME = ("pukul", "pkl", "jam", "at")
HALVES = ("am", "pm")
BEFORE_DATE = ("pada hari", "pada tanggal", "pada", "hari", "tanggal", "tgl", "on")
"""Words between a label, such as Diterbitkan, and its date."""

AFTER_WEEKDAY = ("pagi", "siang", "sore", "petang", "malam", "dini", "hari", "subuh", "kemarin", "lalu", "ini")
AFTER_WEEKDAY_TOO = ("waktu", "setempat", "WIB", "WITA", "WIT")
BETWEEN_WEEKDAY_AND_DAY = ("tanggal",)

AHEAD = ("akan", "bakal", "hendak", "dijadwalkan", "direncanakan", "rencananya", "paling lambat", "besok")
LIMITS = ("hingga", "sampai", "sebelum", "mulai", "berlaku")
AFTER_AHEAD = ("mendatang", "nanti", "depan", "yang akan datang")
SINCE = ("sejak",)
AFTER_SINCE = ("hari", "tanggal")
AGO = ("lalu", "silam")
YEAR = ("tahun",)


def numbered(*tables: Sequence[Iterable[str]], start: int = 0) -> dict[str, int]:
    """Return the number of each name in ``tables``, whose places are counted from ``start``."""
    return {name: number for table in tables for number, names in enumerate(table, start=start) for name in names}


def longest_first(names: Iterable[str]) -> list[str]:
    """Return ``names`` as they must stand in an alternative of a regular expression."""
    return sorted(names, key=lambda name: (-len(name), name))


def one_of(*tables: Iterable[str]) -> str:
    """Return the alternatives of a regular expression for the words in ``tables``, also of a verbose one."""
    words = (" ".join(word.split()) for table in tables for word in table)
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in longest_first(words))
