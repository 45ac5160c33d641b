"""Is a period still of the same unit? *Tujuh dekade* is not *seven years*."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words, word_set
from sitegen.messages import say

# In both languages; whoever reckons one into the other changes the number, which is another check's.
_UNITS = {
    "minutes": (word_set("menit"), word_set("minute minutes")),
    "hours": (word_set("jam"), word_set("hour hours hourly")),
    "days": (word_set("hari"), word_set("day days daily")),
    "weeks": (word_set("pekan minggu"), word_set("week weeks weekly fortnight")),
    "months": (word_set("bulan"), word_set("month months monthly")),
    "years": (word_set("tahun"), word_set("year years yearly annual annually")),
    "decades": (word_set("dekade dasawarsa"), word_set("decade decades")),
    "centuries": (word_set("abad"), word_set("century centuries")),
}
_NUMBERS = word_set("dua tiga empat lima enam tujuh delapan sembilan puluh belas")


def check_periods(source: Words, target: Words) -> Iterator[Issue]:
    """Yield an issue where the unit of a counted period is missing, and one that the source does not have is there."""
    # "seven-decade-old" is one word.
    said = {part for word in target.lower for part in word.split("-")}
    counted = {
        unit
        for unit, (indonesian, _) in _UNITS.items()
        for before, word in zip(source.lower, source.lower[1:], strict=False)
        if word in indonesian and (before in _NUMBERS or before.isdecimal())
    }
    missing = [unit for unit in counted if said.isdisjoint(_UNITS[unit][1])]
    new = [
        unit
        for unit, (indonesian, english) in _UNITS.items()
        if not said.isdisjoint(english) and indonesian.isdisjoint(source.lower)
    ]
    if missing and new:
        detail = say("{old} became {new}", old=", ".join(sorted(missing)), new=", ".join(sorted(new)))
        yield Issue(IssueKind.NUMBER, detail)
