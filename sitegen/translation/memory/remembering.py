"""What the articles in ``content/`` tell the translation memory.

A unit is a readable part of a line: a whole sentence, or a cell of a table. Parts are paired where the lines of both
languages are of one kind and have as many parts. A title and a related headline are units only where a person wrote
them, because how a machine translates a headline depends on its article (see `sitegen.languages.id_en.headlines`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from sitegen.articles import Article, Pair
from sitegen.content.body.body import read_body
from sitegen.content.body.inline import Inline
from sitegen.content.body.inline_reader import parse_inline, parse_plain
from sitegen.content.body.lines import Kind
from sitegen.content.front_matter.sentence_records import FIELDS, short_digest, texts
from sitegen.content.pairing import aligned_entries
from sitegen.languages.issues import IssueKind
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.units import Model, TranslationUnit, unit_text
from sitegen.translation.planning import ReusedTranslation, is_human
from sitegen.translation.texts import link_references

BATCH = 500
"""Articles that enter the memory in one transaction."""


@dataclass(frozen=True)
class _Reading:
    """The readable parts of a title, caption or line."""

    kind: Kind
    parts: tuple[str, ...]


Match = tuple[_Reading, _Reading, float | None]
"""A text, its translation, and the confidence of that."""


def rebuild(memory: Memory, pairs: Iterable[Pair], related_labels: Sequence[str], settings: str) -> None:
    """Add all sentences of ``pairs`` to the memory, and remove human ones of articles that are gone.

    ``related_labels`` are those of `read_body`. The files do not say with which ``settings`` a machine translated:
    its sentences are filed under those given here. If this is stopped, the memory still asks for a rebuild.

    Raises:
        SitegenError: the memory cannot be written.
    """
    memory.forget_articles()
    remaining = iter(pairs)
    while batch := list(islice(remaining, BATCH)):
        remember_people(memory, batch, related_labels)
        memory.put(unit for pair in batch for unit in machine_units(pair, related_labels, settings))
    memory.mark_rebuilt()


def remember_people(memory: Memory, pairs: Iterable[Pair], related_labels: Sequence[str]) -> None:
    """Update the memory's human sentences from the articles of ``pairs``, and drop earlier versions.

    Raises:
        SitegenError: the memory cannot be written.
    """
    memory.replace_articles({pair.original.slug: people_units(pair, related_labels) for pair in pairs})


def people_units(pair: Pair, related_labels: Sequence[str]) -> tuple[TranslationUnit, ...]:
    """Return the sentences of the translation that a person wrote for a sentence which is still in the original."""
    date = pair.original.date.isoformat() if pair.original.date else ""
    matches = _matches(pair, related_labels, by_people=True)
    return tuple(
        TranslationUnit(*both, date=date) for source, target, _ in matches for both in _aligned(source, target)
    )


def machine_units(pair: Pair, related_labels: Sequence[str], settings: str) -> Iterator[TranslationUnit]:
    """Yield the sentences of the translation that are as the machine wrote them, where it wrote any."""
    record = pair.translation.translation if pair.translation else None
    if record is None:
        return
    model = Model(record.engine, record.package, record.version, settings)
    for source, target, confidence in _matches(pair, related_labels, by_people=False):
        if source.kind is not Kind.RELATED:
            for both in _aligned(source, target):
                yield TranslationUnit(*both, model, confidence=confidence)


def _aligned(source: _Reading, target: _Reading) -> Iterator[tuple[str, str]]:
    if source.kind is target.kind and len(source.parts) == len(target.parts):
        yield from zip(source.parts, target.parts, strict=True)


def _matches(pair: Pair, related_labels: Sequence[str], *, by_people: bool) -> Iterator[Match]:
    """The texts of the translation that a person wrote, or a machine, each with its source."""
    if pair.translation and (places := _places(pair.original, pair.translation, by_people=by_people)):
        sources = _readings(pair.original, related_labels)
        targets = _readings(pair.translation, related_labels)
        for source, target, confidence in places:
            yield sources[source], targets[target], confidence


def _places(original: Article, translation: Article, *, by_people: bool) -> list[tuple[int, int, float | None]]:
    """Which text of the original (title, caption, body lines) belongs to which of the translation, how surely right."""
    record = translation.translation
    if record is None:
        paired = by_people and len(original.body) == len(translation.body)
        return [(number, number, None) for number in range(len(original.body) + FIELDS)] if paired else []
    entries = aligned_entries(original, translation)
    if entries is None:
        return []
    sources: dict[tuple[int, str], int] = {}
    for number, text in enumerate(texts(original)):
        sources.setdefault((min(number, FIELDS), short_digest(text)), number)
    places = []
    for number, (text, entry) in enumerate(zip(texts(translation), entries, strict=True)):
        # An original that has changed since has no such digest: nobody has translated what it says now.
        source = sources.get((min(number, FIELDS), entry.source))
        if source is None or is_human(ReusedTranslation(text, entry)) is not by_people:
            continue
        if by_people or IssueKind.EMPTY not in entry.flags:
            places.append((source, number, entry.confidence))
    return places


def _readings(article: Article, related_labels: Sequence[str]) -> list[_Reading]:
    references = link_references(article.body)
    readings = [_Reading(Kind.RELATED, _plain(article.title)), _Reading(Kind.TEXT, _plain(article.caption))]
    for line in read_body(article.body, related_labels).lines:
        inlines = (_inline(part.text, line.kind, references) for part in line.parts if part.readable)
        readings.append(_Reading(line.kind, tuple(unit_text(inline) for inline in inlines)))
    return readings


def _plain(text: str) -> tuple[str, ...]:
    return (unit_text(parse_plain(text)),) if text else ()


def _inline(text: str, kind: Kind, references: AbstractSet[str]) -> Inline:
    return parse_plain(text, entities=True) if kind is Kind.HTML else parse_inline(text, references)
