"""What made each line of a translated file: the digests that tell a machine's sentence from a person's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.articles import Article

NOTHING = "-"
"""Stands in the record for an empty text."""


def short_digest(text: str) -> str:
    """Return 8 hexadecimal digits of the SHA-256 of ``text``: enough to tell the lines of one article apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def source_digest(article: Article) -> str:
    """Return the SHA-256 (hexadecimal) of all of ``article`` that is translated."""
    text = "\n".join([article.title, article.caption, *article.body])
    return hashlib.sha256(text.encode()).hexdigest()


def texts(article: Article) -> tuple[str, ...]:
    """Return what a record has an entry for: title, caption and the lines of the body, without surrounding space."""
    return tuple(text.strip() for text in (article.title, article.caption, *article.body))


@dataclass(frozen=True)
class Entry:
    """The short digests of a text's source and of the machine's translation of it; both empty for an empty text.

    ``flags`` are the machine's own doubts about its translation, by the names of `FlagKind`.
    """

    source: str = ""
    output: str = ""
    flags: tuple[str, ...] = ()


def format_entries(entries: Sequence[Entry]) -> str:
    """Return the record of ``entries`` as it stands in the front matter."""
    return " ".join(_format(entry) if entry.source else NOTHING for entry in entries)


def _format(entry: Entry) -> str:
    parts = [entry.source, entry.output]
    return ":".join([*parts, "+".join(entry.flags)] if entry.flags else parts)


def parse_entries(record: str) -> tuple[Entry, ...]:
    """Return the entries of ``record``, the inverse of `format_entries`. Damaged entries count as empty."""
    return tuple(_parse(word) for word in record.split())


def _parse(word: str) -> Entry:
    source, _, rest = word.partition(":")
    output, _, flags = rest.partition(":")
    return Entry(source, output, tuple(flags.split("+")) if flags else ()) if output else Entry()
