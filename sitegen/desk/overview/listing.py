"""The list of stories with the work waiting in each: filters, search, sorting, and the progress of the whole site."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence

from sitegen.desk.overview.rows import folded
from sitegen.desk.stories import JSON

_Test = Callable[[JSON], bool]


def _waits(row: JSON) -> bool:
    return bool(row["problems"]) or any(row["counts"][name] for name in ("poor", "rough", "issues", "stale"))


FILTERS: Mapping[str, _Test] = {
    "all": lambda _: True,
    "needs_work": _waits,
    "poor": lambda row: row["counts"]["poor"] > 0,
    "stale": lambda row: row["counts"]["stale"] > 0,
    "issues": lambda row: row["counts"]["issues"] > 0,
    "unreviewed": lambda row: row["counts"]["unreviewed"] > 0,
    "errors": lambda row: bool(row["problems"]),
    "drafts": lambda row: bool(row["draft"]),
}


def _newest(row: JSON) -> tuple[str, str]:
    return row["date"], row["slug"]


def _title(row: JSON) -> str:
    return str(row["words"])


def _urgency(row: JSON) -> tuple[bool, int, str, str]:
    """What cannot be read comes first, then what may mislead most; of equals, the newest."""
    counts = row["counts"]
    return (
        bool(row["problems"]),
        3 * counts["stale"] + 3 * counts["poor"] + counts["issues"] + counts["rough"],
        row["date"],
        row["slug"],
    )


SORTS: Mapping[str, Callable[[Sequence[JSON], int], list[JSON]]] = {
    "urgent": lambda rows, many: heapq.nlargest(many, rows, key=_urgency),
    "newest": lambda rows, many: heapq.nlargest(many, rows, key=_newest),
    "title": lambda rows, many: heapq.nsmallest(many, rows, key=_title),
}
"""How many of the rows come first, in each order."""
_SUMS = ("sentences", "by_person", "rough", "poor", "stale", "issues")


def listing(rows: Sequence[JSON], *, chosen: str, words: str, sort: str, offset: int, limit: int) -> JSON:
    """Return a page of the list of those ``rows`` that pass the filter ``chosen`` and have all ``words``.

    Raises:
        KeyError: there is no such filter or way to sort.
    """
    wanted = folded(words).split()
    test = FILTERS[chosen]
    found = [row for row in rows if test(row) and all(word in row["words"] for word in wanted)]
    page = SORTS[sort](found, offset + limit)[offset:]
    stories = [{name: value for name, value in row.items() if name != "words"} for row in page]
    return {"total": len(found), "progress": _progress(rows), "stories": stories}


def _progress(rows: Sequence[JSON]) -> JSON:
    sums = dict.fromkeys(("stories", "reviewed", *_SUMS), 0)
    for row in rows:
        sums["stories"] += 1
        sums["reviewed"] += row["reviewed"]
        for name in _SUMS:
            sums[name] += row["counts"][name]
    return sums
