"""Concordance: other occurrences of words, with their translations."""

from __future__ import annotations

import sqlite3

from sitegen.desk.overview.tables import IMPORTED
from sitegen.desk.stories import JSON
from sitegen.desk.suggestions.matches import quoted

_MOST = 50


def concordance(connection: sqlite3.Connection, words: str, column: str) -> JSON:
    """Return sentences of stories with ``words`` beside each other in ``column`` (source or target), people's first."""
    if not any(map(str.isalnum, words)):
        return {"found": [], "total": 0}
    query = f"{column} : {quoted(words)}"
    found_in = f"FROM words JOIN sentence ON sentence.id = words.rowid WHERE words MATCH ? AND slug <> '{IMPORTED}'"
    (total,) = connection.execute(f"SELECT COUNT(*) {found_in}", (query,)).fetchone()
    rows = connection.execute(
        f"SELECT slug, number, sentence.source, sentence.target, person {found_in}"
        " ORDER BY person DESC, sentence.id DESC LIMIT ?",
        (query, _MOST),
    )
    names = ("slug", "number", "source", "target", "person")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return {"found": [{**item, "person": bool(item["person"])} for item in found], "total": total}
