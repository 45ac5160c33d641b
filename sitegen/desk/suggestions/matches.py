"""Matches: how the same sentence, or one much like it, was translated elsewhere, in the site or an imported memory.

The index finds sentences that share the rarest words of this one; of these few, rapidfuzz says how alike they are.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from sitegen.desk.overview.tables import IMPORTED
from sitegen.desk.stories import JSON

LEAST = 60
"""The likeness, of 100, below which a sentence is no help."""
_MOST = 8
_CANDIDATES = 400
"""Sentences that are compared."""
_ROWS = 4000
"""Sentences that the index may have to rank."""
_WORD = re.compile(r"[^\W_]+")


class _Row(NamedTuple):
    slug: str
    number: int
    source: str
    target: str
    person: int


_COLUMNS = "SELECT slug, number, sentence.source, sentence.target, person FROM sentence"


def matches(connection: sqlite3.Connection, source: str, slug: str, number: int) -> list[JSON]:
    """Return the best matches of a sentence at its place in a story; of equals, a person's in a story comes first."""
    rows = [row for row in _candidates(connection, source) if (row.slug, row.number) != (slug, number)]
    likeness = (
        process.cdist([source], [row.source for row in rows], scorer=fuzz.ratio, score_cutoff=LEAST)[0] if rows else []
    )
    found = sorted(
        zip(likeness, rows, strict=True),
        key=lambda item: (-item[0], -item[1].person, item[1].slug == IMPORTED, item[1]),
    )
    best: dict[str, JSON] = {}
    for score, row in found:
        if score >= LEAST and row.target not in best and len(best) < _MOST:
            best[row.target] = {
                "source": row.source,
                "target": row.target,
                "score": int(score),
                "origin": _origin(row),
                "slug": row.slug,
                "number": row.number,
            }
    return list(best.values())


def _origin(row: _Row) -> str:
    if row.slug == IMPORTED:
        return "imported"
    return "person" if row.person else "machine"


def _candidates(connection: sqlite3.Connection, source: str) -> Iterator[_Row]:
    yield from map(_Row._make, connection.execute(f"{_COLUMNS} WHERE source = ? LIMIT {_CANDIDATES}", (source,)))
    if words := _rare_words(connection, source):
        query = (
            f"{_COLUMNS} JOIN words ON words.rowid = sentence.id WHERE words MATCH ? ORDER BY rank LIMIT {_CANDIDATES}"
        )
        yield from map(_Row._make, connection.execute(query, (f"source : ({' OR '.join(map(quoted, words))})",)))


def _rare_words(connection: sqlite3.Connection, source: str) -> Sequence[str]:
    """The rarest words of a sentence, as many as the index can rank quickly."""
    words = list(dict.fromkeys(_WORD.findall(source.lower())))[:100]
    if not words:
        return []
    places = ", ".join("?" * len(words))
    query = f"SELECT term, doc FROM vocabulary WHERE col = 'source' AND term IN ({places}) ORDER BY doc"  # noqa: S608
    rare: list[str] = []
    rows = 0
    for word, count in connection.execute(query, words):
        rows += count
        if rare and rows > _ROWS:
            break
        rare.append(word)
    return rare


def quoted(words: str) -> str:
    """Return words as a phrase of FTS5 (https://sqlite.org/fts5.html#fts5_strings)."""
    return '"' + words.replace('"', '""') + '"'
