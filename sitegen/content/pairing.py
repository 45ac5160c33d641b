"""Which entry of a translation's record belongs to which of its lines, also where a person changed both files."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from difflib import SequenceMatcher

from sitegen.articles import Article
from sitegen.content.front_matter.front_matter import first_body_line
from sitegen.content.front_matter.sentence_records import (
    BY_A_PERSON,
    FIELDS,
    Entry,
    is_reviewed,
    parse_entries,
    short_digest,
    texts,
)
from sitegen.errors import Problem, Severity
from sitegen.messages import say
from sitegen.storage.files import read_text


def aligned_entries(original: Article, translation: Article) -> tuple[Entry, ...] | None:
    """Return an entry for title, caption and each body line of ``translation``, or None if they cannot be told.

    Where a person put sentences into both files, took some out of both, or moved them, so that line n is still beside
    line n, each line that is as the machine wrote it for that source has its entry. What stands where no entry belongs
    is a person's, beside the source in the same line. What was reviewed beside a source is not stale there.
    """
    record = translation.translation
    if record is None:
        return None
    entries = parse_entries(record.sentences)
    in_step = len(original.body) == len(translation.body)
    fits = len(entries) == len(translation.body) + FIELDS
    if not fits or (in_step and _is_shifted(entries[FIELDS:], original, translation)):
        if not in_step or len(entries) < FIELDS:
            return None
        entries = entries[:FIELDS] + tuple(_aligned(entries[FIELDS:], original, translation))
    if in_step:
        entries = tuple(map(_completed, entries, texts(original), texts(translation)))
    if in_step and is_reviewed(record):
        entries = tuple(map(_approved, entries, texts(original), texts(translation)))
    return entries


def first_line_out_of_step(original: Article, translation: Article) -> int | None:
    """Return the number, from 0, of the first body line of ``translation`` that cannot be matched to a line of the
    original, for one whose entries cannot be told; None if there is no way to tell.
    """
    if translation.translation is None:
        blank = [[not line.strip() for line in article.body] for article in (original, translation)]
        return next((number for number, both in enumerate(zip(*blank, strict=False)) if both[0] != both[1]), None)
    entries = parse_entries(translation.translation.sentences)[FIELDS:]
    sources = _matched([entry.place for entry in entries], _digests(original))
    targets = _matched([entry.output for entry in entries], _digests(translation))
    sure = -1
    for number, entry in enumerate(entries):
        if entry.source and number in sources and number in targets:
            if sources[number] != targets[number]:
                return sure + 1
            sure = targets[number]
    return sure + 1 if 0 <= sure < len(translation.body) - 1 else None


def out_of_step(original: Article, translation: Article, severity: Severity = "error") -> Problem:
    """Return the problem of a translation whose lines are not those of its original, with the line if it can be told.

    Raises:
        SitegenError: the translation's file cannot be read.
    """
    number = first_line_out_of_step(original, translation)
    line = None if number is None else first_body_line(read_text(translation.path)) + number
    here = say(" from this line on they are not sure to be beside each other;") if line else ""
    message = say(
        "has {lines} lines of text where {belong} belong: line n of a translation stands beside line n of its original;"
        "{here} give every sentence its own line again",
        lines=len(translation.body),
        belong=len(original.body),
        here=here,
    )
    return Problem(message, translation.path, line, severity)


def _digests(article: Article) -> list[str]:
    """The short digests of the body's lines, empty for an empty line."""
    return [short_digest(text) if text else "" for text in texts(article)[FIELDS:]]


def _matched(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _is_shifted(entries: Sequence[Entry], original: Article, translation: Article) -> bool:
    """Tell whether lines of ``translation`` stand elsewhere than when its record was made."""
    targets = _digests(translation)
    if all(entry.output == target for entry, target in zip(entries, targets, strict=True)):
        return False
    if any(old != new for old, new in _matched([entry.output for entry in entries], targets).items()):
        return True
    sources = _digests(original)
    written = {(entry.source, entry.output) for entry in entries}
    changed = [number for number, entry in enumerate(entries) if entry.output != targets[number]]
    return any((sources[number], targets[number]) in written for number in changed)


def _aligned(entries: Sequence[Entry], original: Article, translation: Article) -> list[Entry]:
    """An entry for each body line of ``translation``, which has as many lines as ``original``."""
    sources, targets = _digests(original), _digests(translation)
    written = {(entry.source, entry.output): entry for entry in entries}
    found = [written.get(both) for both in zip(sources, targets, strict=True)]
    old = [(entry.source, entry.output) for entry in entries]
    matcher = SequenceMatcher(None, old, list(zip(sources, targets, strict=True)), autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "replace":
            _align_changed(entries[start:end], sources, targets, range(new_start, new_end), found)
    places = {entry.place: entry for entry in entries if entry.source}
    # A person's sentence that went elsewhere with its source; or a new one.
    return [entry or places.get(source, Entry()) for entry, source in zip(found, sources, strict=True)]


def _align_changed(
    entries: Sequence[Entry],
    sources: Sequence[str],
    targets: Sequence[str],
    places: range,
    found: list[Entry | None],
) -> None:
    """Find the entries of lines of which the source or the translation was changed."""
    by_source = _matched([entry.place for entry in entries], [sources[number] for number in places])
    by_target = _matched([entry.output for entry in entries], [targets[number] for number in places])
    for matches in (by_source, by_target):
        for old, new in matches.items():
            if entries[old].source and sources[places[new]]:
                found[places[new]] = found[places[new]] or entries[old]
    if len(entries) == len(places):
        for entry, number in zip(entries, places, strict=True):
            # Both were changed where they stand: whether one goes with the other, a person has to say.
            if entry.source and sources[number] and entry not in found:
                found[number] = found[number] or entry


def _completed(entry: Entry, source: str, text: str) -> Entry:
    """The entry of a text whose line was empty before, or is now in both files."""
    if not source and not text:
        return Entry()
    return entry if entry.source or not source or not text else Entry(short_digest(source), BY_A_PERSON)


def _approved(entry: Entry, source: str, text: str) -> Entry:
    """The entry in a reviewed translation: a person has read the text beside the source that it stands beside."""
    written = bool(entry.source) and bool(source) and short_digest(text) != entry.output
    is_beside = written and entry.place == short_digest(source)
    return dataclasses.replace(entry, source=entry.place, beside="") if is_beside else entry
