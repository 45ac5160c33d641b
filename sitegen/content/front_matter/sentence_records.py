"""The origin of each line of a translated file: digests that tell a machine's sentence from a person's.

The record is a list in the front matter with one line for the title, the caption and each line of the body, in that
order, so that it changes where the body does and Git merges the one like the other. Nothing in it depends on
line numbers or the whole text, which two branches would both have to change.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sitegen.articles import Article, TranslationRecord

LABELS = ("title", "caption")
"""What the record's lines for the headline and the caption begin with; an empty line follows each."""
FIELDS = len(LABELS)
"""A record's entries before the body: title and caption."""
REMOVED = "removed"
"""What the record's lines for removed texts begin with."""
BY_A_PERSON = "0" * 8
"""Stands for the digest of the machine's translation where a person wrote or approved the text."""
SEVERAL = "0" * 8
"""Stands for the digest of the source of joined sentences."""

_PERSON, _SEVERAL = "person", "several"
"""What the lines have for these digests."""
_LINE = re.compile(
    rf"(?:(?:{'|'.join((*LABELS, REMOVED))}) )?(\w+) (?:→|->) (\w+)(?:, ([01]\.\d\d))?((?:, \w+)*)"
    r"(?:, beside (\w+))?"
)
_EARLIER_NOTHING, _EARLIER_REMOVED = "-", "|"


@lru_cache(maxsize=1024)  # the lines of an article, which several steps ask for
def short_digest(text: str) -> str:
    """Return 8 hexadecimal digits of the SHA-256 of ``text``: enough to tell the lines of one article apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def texts(article: Article) -> tuple[str, ...]:
    """Return the texts of a record's entries: title, caption and the lines of the body, stripped."""
    return tuple([text.strip() for text in (article.title, article.caption, *article.body)])


@dataclass(frozen=True)
class Entry:
    """The short digests of a text's source and of the machine's translation of it; both empty for an empty text.

    ``flags`` are the machine's own doubts about its translation, by the names of
    `sitegen.languages.issues.IssueKind`. Where the source was changed after a person wrote the text, ``beside`` is
    the short digest of what the text stands beside now. ``confidence``, from 0 to 1 in hundredths, says how likely the
    machine's translation is good; None where it is not known.
    """

    source: str = ""
    output: str = ""
    flags: tuple[str, ...] = ()
    beside: str = ""
    confidence: float | None = None

    @property
    def place(self) -> str:
        """The short digest of the source beside the text."""
        return self.beside or self.source


def format_entries(entries: Sequence[Entry], removed: Sequence[Entry] = ()) -> tuple[str, ...]:
    """Return the record's lines: of ``entries``, those of title, caption and body, and of the ``removed`` texts.

    >>> doubtful = Entry("4948800c", "101157d4", ("name",), confidence=0.4)
    >>> format_entries([Entry("8220023f", "dce151b3"), Entry(), doubtful])
    ('title 8220023f → dce151b3', '', 'caption', '', '4948800c → 101157d4, 0.40, name')
    """
    lines: list[str] = []
    for label, entry in zip(LABELS, entries, strict=False):
        lines += [f"{label} {_format(entry)}".rstrip(), ""]
    lines += map(_format, entries[FIELDS:])
    return (*lines, *([""] if removed else []), *(f"{REMOVED} {_format(entry)}" for entry in removed))


def _format(entry: Entry) -> str:
    if not entry.source:
        return ""
    source = _SEVERAL if entry.source == SEVERAL else entry.source
    output = _PERSON if entry.output == BY_A_PERSON else entry.output
    confidence = [] if entry.confidence is None else [f"{entry.confidence:.2f}"]
    return ", ".join(
        [f"{source} → {output}", *confidence, *entry.flags, *([f"beside {entry.beside}"] if entry.beside else [])]
    )


def parse_entries(record: Sequence[str]) -> tuple[Entry, ...]:
    """Return the entries of ``record``, the inverse of `format_entries`. Damaged entries count as empty.

    >>> parse_entries(["title", "", "caption", "", "4948800c → 101157d4, 0.40, name"])[-1].flags
    ('name',)
    """
    if not record:
        return ()
    lines = list(record)
    if removed := next((number for number, line in enumerate(lines) if _label(line) == REMOVED), 0):
        del lines[removed - 1 if not lines[removed - 1] else removed :]
    head: list[Entry] = []
    for label in LABELS:
        has_line = bool(lines) and _label(lines[0]) == label
        head.append(_parse(lines.pop(0)) if has_line else Entry())
        if has_line and lines and not lines[0]:
            del lines[0]
    return (*head, *map(_parse, lines))


def parse_removed(record: Sequence[str]) -> tuple[Entry, ...]:
    """Return the entries of removed texts in ``record``. The output of each is the digest of the text itself."""
    return tuple(_parse(line) for line in record if _label(line) == REMOVED)


def _label(line: str) -> str:
    return line.partition(" ")[0]


def _parse(line: str) -> Entry:
    found = _LINE.fullmatch(line)
    if found is None:
        return Entry()
    source = SEVERAL if found[1] == _SEVERAL else found[1]
    output = BY_A_PERSON if found[2] == _PERSON else found[2]
    confidence = min(1.0, float(found[3])) if found[3] else None
    return Entry(source, output, tuple(found[4].split(", ")[1:]), found[5] or "", confidence)


def lines_of_earlier_form(record: str) -> tuple[str, ...]:
    """Return the lines of a record that is one string, as sitegen wrote it at first: ``8220023f:dce151b3 - …``."""
    kept, _, removed = record.partition(_EARLIER_REMOVED)
    entries, gone = ([_parse_earlier(word) for word in part.split()] for part in (kept, removed))
    return format_entries(entries, gone) if entries else ()


def _parse_earlier(word: str) -> Entry:
    source, output, flags, beside = (word.split(":") + [""] * 3)[:4]
    return Entry(source, output, tuple(flags.split("+")) if flags else (), beside) if output else Entry()


def review_digest(record: Sequence[str]) -> str:
    """Return the short digest of a whole record, which a review notes as read."""
    return short_digest("\n".join(record))


def is_reviewed(record: TranslationRecord | None) -> bool:
    """Tell whether a person has read and approved the whole translation.

    A review does not cover what Git has merged into the record since. A review that a person wrote into the file by
    hand is taken as one of all that stands there.
    """
    if record is None or record.status != "reviewed":
        return False
    return record.reviewed in {"", review_digest(record.sentences)}
