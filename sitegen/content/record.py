"""What made each line of a translated file: the digests that tell a machine's sentence from a person's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sitegen.articles import Article

FIELDS = 2
"""A record's entries before the body: title and caption."""
NOTHING = "-"
"""Stands in the record for an empty text."""
REMOVED = "|"
"""Stands in the record before the entries of removed texts."""


@lru_cache(maxsize=1024)  # the lines of an article, which several steps ask for
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

    ``flags`` are the machine's own doubts about its translation, by the names of `FlagKind`. Where the source was
    changed after a person wrote the text, ``beside`` is the short digest of what the text stands beside now.
    """

    source: str = ""
    output: str = ""
    flags: tuple[str, ...] = ()
    beside: str = ""


def format_entries(entries: Sequence[Entry], removed: Sequence[Entry] = ()) -> str:
    """Return the record of ``entries`` as it stands in the front matter, and after a bar those of removed texts."""
    words = [_format(entry) if entry.source else NOTHING for entry in entries]
    return " ".join([*words, REMOVED, *map(_format, removed)] if removed else words)


def _format(entry: Entry) -> str:
    parts = [entry.source, entry.output, "+".join(entry.flags), entry.beside]
    return ":".join(parts).rstrip(":")


def parse_entries(record: str) -> tuple[Entry, ...]:
    """Return the entries of ``record``, the inverse of `format_entries`. Damaged entries count as empty."""
    return tuple(_parse(word) for word in record.partition(REMOVED)[0].split())


def parse_removed(record: str) -> tuple[Entry, ...]:
    """Return the entries of removed texts in ``record``. The output of each is the digest of the text itself."""
    return tuple(_parse(word) for word in record.partition(REMOVED)[2].split())


def _parse(word: str) -> Entry:
    source, output, flags, beside = (word.split(":") + [""] * 3)[:4]
    return Entry(source, output, tuple(flags.split("+")) if flags else (), beside) if output else Entry()
