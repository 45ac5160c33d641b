"""Plans the translation of an article: which sentences are new, and who wrote the others.

A person's sentence stays with its source wherever that moves to. Sources are matched by their digests as a sequence
(as ``diff`` does), not by line numbers; a changed source is matched with the one in its place. If it was
split, the person's sentence stays at the first part; if some were merged, people's sentences are joined. A removed
sentence is restored when its source comes back.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sitegen.articles import Article, TranslationRecord
from sitegen.content.body.lines import Line
from sitegen.content.front_matter.sentence_records import (
    BY_A_PERSON,
    FIELDS,
    SEVERAL,
    Entry,
    is_reviewed,
    parse_removed,
    short_digest,
    texts,
)
from sitegen.content.pairing import aligned_entries
from sitegen.translation.engines.engine import Engine

# Items, rows and quotations in Markdown begin with something else.
_SENTENCE = re.compile(r"""[^\W\d_]|["'“‘]""")


@dataclass(frozen=True)
class ReusedTranslation:
    """A translated text that is used again. ``entry`` is its record; a source digest other than now means stale."""

    text: str
    entry: Entry


@dataclass(frozen=True)
class Plan:
    """For each text of the original (title, caption, body lines): what is kept, or None for what is to translate.

    ``removed`` are a person's sentences whose source is gone; the output in their entries is their own digest.
    """

    kept: tuple[ReusedTranslation | None, ...]
    removed: tuple[ReusedTranslation, ...]


@dataclass(frozen=True)
class ArticleTask:
    """An original to translate: its parsed ``lines``, its ``plan``, and the translation that is on disk, if any."""

    original: Article
    lines: tuple[Line, ...]
    plan: Plan
    earlier: Article | None


def is_by(record: TranslationRecord, engine: Engine) -> bool:
    """Tell whether the machine's sentences of a file are those of ``engine``, as far as its record says."""
    made_by = (record.engine, record.package, record.version, record.options or engine.options)
    return made_by == (engine.name, engine.package, engine.version, engine.options)


def plan(original: Article, lines: Sequence[Line], translation: Article | None, *, same_model: bool) -> Plan:
    """Decide what is kept of ``translation``; a machine's sentences are kept only for the ``same_model``.

    ``lines`` are the parsed body of ``original``. Of a translation it must be known which entry belongs to which text
    (see `aligned_entries`).
    """
    sources = [short_digest(text) if text else "" for text in texts(original)]
    entries = aligned_entries(original, translation) if translation else None
    if translation is None or translation.translation is None or entries is None:
        return Plan((None,) * len(sources), ())
    reviewed = is_reviewed(translation.translation)
    readable = [True] * FIELDS + [any(part.readable for part in line.parts) for line in lines]
    if len(original.body) == len(translation.body):
        entries = tuple(map(_copied, entries, texts(translation), readable))
    old = [
        ReusedTranslation(text, _vouched_for(text, entry) if reviewed else entry)
        for text, entry in zip(texts(translation), entries, strict=True)
    ]
    kept: list[ReusedTranslation | None] = [None] * len(sources)
    standing: set[int] = set()
    for new, numbers in _match(old, sources, readable).items():
        people = _one_sentence(old, [number for number in numbers if is_human(old[number])])
        if people:
            kept[new] = _beside(sources[new], [old[number] for number in people])
            standing.update(people)
        elif same_model and old[numbers[0]].entry.source == sources[new]:
            kept[new] = old[numbers[0]]
    gone = [item for number, item in enumerate(old) if item.text and is_human(item) and number not in standing]
    removed = {item.text: item for item in (*_removed(translation.translation), *map(_as_removed, gone))}
    returned = {digest: item for item in removed.values() for digest in (item.entry.beside, item.entry.source)}
    for new, source in enumerate(sources):
        now, item = kept[new], returned.get(source)
        if source and item and item.text in removed and readable[new] and not (now and is_human(now)):
            del removed[item.text]
            kept[new] = _beside(source, [ReusedTranslation(item.text, Entry(item.entry.source, BY_A_PERSON))])
    return Plan(tuple(kept), tuple(removed.values()))


def _removed(record: TranslationRecord) -> Iterator[ReusedTranslation]:
    """What was removed before; a person may have taken some of it out."""
    entries = {entry.output: entry for entry in parse_removed(record.sentences)}
    for text in record.removed:
        yield ReusedTranslation(text, entries.get(short_digest(text), Entry()))


def _as_removed(kept: ReusedTranslation) -> ReusedTranslation:
    return ReusedTranslation(kept.text, Entry(kept.entry.source, short_digest(kept.text), beside=kept.entry.beside))


def is_human(kept: ReusedTranslation) -> bool:
    """Tell whether a person wrote the translated text."""
    # Where the machine had nothing to write, whatever stands there is a person's.
    return short_digest(kept.text) != kept.entry.output if kept.entry.source else bool(kept.text)


def _copied(entry: Entry, text: str, readable: bool) -> Entry:
    """The entry of a line; code that a person put into both files was not written for anything, and is copied."""
    by_hand = entry.output == BY_A_PERSON and short_digest(text) == entry.source
    return dataclasses.replace(entry, output=entry.source) if by_hand and not readable else entry


def _vouched_for(text: str, entry: Entry) -> Entry:
    """The entry of a sentence in a reviewed article: the machine's is a person's from now on, a copied line is not."""
    copied = short_digest(text) == entry.source
    return Entry(entry.source, BY_A_PERSON, beside=entry.beside) if entry.source and not copied else entry


def _one_sentence(old: Sequence[ReusedTranslation], numbers: list[int]) -> list[int]:
    """Which of ``numbers`` can stand in one line: all, if they are sentences, else the first."""
    return numbers if all(_SENTENCE.match(old[number].text) for number in numbers) else numbers[:1]


def _beside(source: str, people: Sequence[ReusedTranslation]) -> ReusedTranslation:
    """What people wrote, beside the source with this digest."""
    entry = people[0].entry
    if len(people) > 1:
        entry = Entry(SEVERAL, BY_A_PERSON)
    beside = "" if entry.source == source else source
    return ReusedTranslation(" ".join(item.text for item in people), dataclasses.replace(entry, beside=beside))


def _match(old: Sequence[ReusedTranslation], sources: Sequence[str], readable: Sequence[bool]) -> dict[int, list[int]]:
    """Which old texts belong to which new one. Only a ``readable`` line is the place of one whose source changed."""
    matches = {number: [number] for number in range(FIELDS) if sources[number] and old[number].entry.source}
    old_body = [number for number in range(FIELDS, len(old)) if old[number].entry.source]
    new_body = [number for number in range(FIELDS, len(sources)) if sources[number]]
    matcher = SequenceMatcher(
        None, [old[number].entry.place for number in old_body], [sources[number] for number in new_body], autojunk=False
    )
    changed: list[tuple[list[int], list[int]]] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        both = old_body[old_start:old_end], new_body[new_start:new_end]
        if tag == "equal":
            matches.update((new, [number]) for number, new in zip(*both, strict=True))
        else:
            changed.append(both)
    _match_moved(old, sources, changed, matches)
    taken = {number for numbers in matches.values() for number in numbers}
    for old_numbers, new_numbers in changed:
        free_old = [number for number in old_numbers if number not in taken and not _is_copied(old[number])]
        free_new = [number for number in new_numbers if number not in matches and readable[number]]
        for index, number in enumerate(free_old if free_new else ()):
            # As many as before: each was changed where it stands. More or fewer: they were split or merged in order.
            matches.setdefault(free_new[index * len(free_new) // len(free_old)], []).append(number)
    return matches


def _is_copied(kept: ReusedTranslation) -> bool:
    return kept.entry.source == kept.entry.output and not is_human(kept)


def _match_moved(
    old: Sequence[ReusedTranslation],
    sources: Sequence[str],
    changed: Sequence[tuple[list[int], list[int]]],
    matches: dict[int, list[int]],
) -> None:
    places: dict[str, list[int]] = {}
    for old_numbers, _ in changed:
        for number in old_numbers:
            places.setdefault(old[number].entry.place, []).append(number)
    for _, new_numbers in changed:
        for number in new_numbers:
            if waiting := places.get(sources[number]):
                matches[number] = [waiting.pop(0)]
