"""The list of stories: what waits in each, filtered, searched and sorted, and how far the whole site is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

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


def _newest(row: JSON) -> str:
    return str(row["date"])


def _urgency(row: JSON) -> tuple[bool, int, str]:
    """What cannot be read comes first, then what may mislead most; of equals, the newest."""
    counts = row["counts"]
    return (
        bool(row["problems"]),
        3 * counts["stale"] + 3 * counts["poor"] + counts["issues"] + counts["rough"],
        row["date"],
    )


def _urgent_first(rows: Sequence[JSON]) -> list[JSON]:
    return sorted(rows, key=_urgency, reverse=True)


SORTS: Mapping[str, Callable[[Sequence[JSON]], list[JSON]]] = {
    "urgent": _urgent_first,
    "newest": lambda rows: sorted(rows, key=_newest, reverse=True),
    "title": lambda rows: sorted(rows, key=lambda row: _folded(row["title"])),
}


def listing(rows: Sequence[JSON], *, chosen: str, words: str, sort: str, offset: int, limit: int) -> JSON:
    """Return a page of the list of those ``rows`` that pass the filter ``chosen`` and have all ``words``.

    Raises:
        KeyError: there is no such filter or way to sort.
    """
    wanted = _folded(words).split()
    test = FILTERS[chosen]
    found = [row for row in rows if test(row) and (not wanted or _has(row, wanted))]
    return {
        "total": len(found),
        "progress": _progress(rows),
        "stories": SORTS[sort](found)[offset : offset + limit],
    }


def _progress(rows: Sequence[JSON]) -> JSON:
    names = ("sentences", "by_person", "rough", "poor", "stale", "issues")
    sums = {name: sum(row["counts"][name] for row in rows) for name in names}
    return {"stories": len(rows), "reviewed": sum(row["reviewed"] for row in rows), **sums}


def _has(row: JSON, wanted: Sequence[str]) -> bool:
    text = _folded(f"{row['slug']} {row['title']} {row['translated_title']}")
    return all(word in text for word in wanted)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
