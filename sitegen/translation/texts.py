"""An article taken apart into the texts that are translated, and put together again."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sitegen.articles import Article, TranslationRecord
from sitegen.content.body.escaping import escape_line_start
from sitegen.content.body.inline import Inline, format_inline, format_plain
from sitegen.content.body.inline_reader import parse_inline, parse_plain
from sitegen.content.body.lines import Kind, Line
from sitegen.content.front_matter.front_matter import KEYS
from sitegen.content.front_matter.sentence_records import (
    FIELDS,
    Entry,
    format_entries,
    is_reviewed,
    review_digest,
    short_digest,
    texts,
)
from sitegen.content.front_matter.unknown_keys import unknown_keys
from sitegen.languages.pair import LanguagePair
from sitegen.translation.engines.engine import Engine
from sitegen.translation.planning import ArticleTask

_DEFINITION = re.compile(r"[ ]{0,3}\[(?!\^)([^\]]+)\]:")


@dataclass(frozen=True)
class Segment:
    """One text of an article: ``unit`` counts title, caption and body lines from 0, ``part`` the line's parts.

    A ``headline``, and a text in capitals, is in sentence case; ``original`` is it as the article has it.
    """

    unit: int
    part: int
    inline: Inline
    headline: bool = False
    original: Inline | None = None

    @property
    def written(self) -> Inline:
        """The text as the article has it."""
        return self.original or self.inline


@dataclass(frozen=True)
class Verdict:
    """Flags and confidence of a machine translation, as in `Entry`.

    ``flags`` are those of all its parts, ``confidence`` is the lowest of those that are known.
    """

    flags: tuple[str, ...] = ()
    confidence: float | None = None

    def and_also(self, other: Verdict) -> Verdict:
        """Return the verdict on two parts together."""
        known = [verdict.confidence for verdict in (self, other) if verdict.confidence is not None]
        return Verdict(tuple(dict.fromkeys((*self.flags, *other.flags))), min(known, default=None))


def texts_to_translate(assignment: ArticleTask, engine: Engine, languages: LanguagePair) -> Iterator[Segment]:
    """Yield the texts that the assignment's plan leaves to translate, headlines in sentence case."""
    article, kept = assignment.original, assignment.plan.kept
    references = link_references(article.body)
    headlines = [Segment(0, 0, parse_plain(article.title), headline=True)] if kept[0] is None else []
    others = [Segment(1, 0, parse_plain(article.caption))] if kept[1] is None and article.caption else []
    for unit, line in enumerate(assignment.lines, start=FIELDS):
        if kept[unit] is not None:
            continue
        for number, part in enumerate(line.parts):
            if part.readable and line.kind is Kind.RELATED:
                headlines.append(Segment(unit, number, _read(part.text, line.kind, references), headline=True))
            elif part.readable:
                others.append(Segment(unit, number, _read(part.text, line.kind, references)))
    running = [part.text for line in assignment.lines if line.kind is not Kind.RELATED for part in line.parts]
    article_text = "\n".join([article.caption, *running])
    for text in (*headlines, *others):
        words = text.inline.text
        own = text.headline and text.unit == 0
        cased = languages.sentence_case(words, article_text, engine.tokens, headline=text.headline, own=own)
        yield text if cased == words and not text.headline else _cased(text, cased)


def _cased(text: Segment, words: str) -> Segment:
    return dataclasses.replace(text, inline=dataclasses.replace(text.inline, text=words), original=text.inline)


def link_references(body: Sequence[str]) -> frozenset[str]:
    """Return the names of the link definitions in ``body``, in small letters."""
    return frozenset(match[1].strip().lower() for line in body if (match := _DEFINITION.match(line)))


def _read(markdown: str, kind: Kind, references: AbstractSet[str]) -> Inline:
    return parse_plain(markdown, entities=True) if kind is Kind.HTML else parse_inline(markdown, references)


def put_together(
    assignment: ArticleTask,
    translated: Mapping[tuple[int, int], Inline],
    verdicts: Mapping[int, Verdict],
    languages: LanguagePair,
    engine: Engine,
) -> Article:
    """Return the translation of the assignment's original.

    ``translated`` has the translation of each text of `texts_to_translate` by unit and part, and ``verdicts`` that on
    each unit. The unknown front matter of the translation on disk is kept, and so is its status, unless there is
    something that nobody reviewed: what the machine wrote, or a sentence beside a source that is not its own.
    """
    original, earlier = assignment.original, assignment.earlier
    lines, plan = assignment.lines, assignment.plan
    units: list[str] = []
    entries: list[Entry] = []
    for unit, source in enumerate(texts(original)):
        kept = plan.kept[unit]
        if kept is not None:
            units.append(spaced_like(original.body[unit - FIELDS], kept.text) if unit >= FIELDS else kept.text)
            entries.append(kept.entry)
            continue
        text = _field(unit, original, translated) if unit < FIELDS else None
        if text is None:
            text = _line(unit, lines[unit - FIELDS], translated, languages.related_label)
        units.append(text)
        digests = (short_digest(source), short_digest(text.strip()))
        own = verdicts.get(unit, Verdict())
        entries.append(Entry(*digests, own.flags, confidence=own.confidence) if source else Entry())
    reviewed = was_reviewed(earlier) and not translated and not stale(assignment)
    sentences = format_entries(entries, [item.entry for item in plan.removed if item.entry.source])
    record = earlier.translation if earlier else None
    return dataclasses.replace(
        original,
        lang=languages.target,
        title=units[0],
        caption=units[1],
        body=tuple(units[FIELDS:]),
        draft=earlier.draft if earlier else False,
        withdrawn=False,
        withdrawn_reason=earlier.withdrawn_reason if earlier else "",
        aliases=(),
        tags=(),
        # What was corrected, a person says in each language.
        correction=earlier.correction if earlier else "",
        # The original's picture stands beside the translation too; what it shows, a person says in each language.
        image=earlier.image if earlier else "",
        image_alt=earlier.image_alt if earlier else "",
        # The original says where it comes from; a note on it, a person writes in each language.
        source=earlier.source if earlier else None,
        translation=TranslationRecord(
            status="reviewed" if reviewed else "machine",
            engine=engine.name,
            package=engine.package,
            version=engine.version,
            options=engine.options if translated else _options(earlier),
            reviewed=review_digest(sentences) if reviewed else "",
            reviewed_by=record.reviewed_by if record and reviewed else "",
            reviewed_on=record.reviewed_on if record and reviewed else None,
            sentences=sentences,
            removed=tuple(item.text for item in plan.removed),
        ),
        extra={**(earlier.extra if earlier else {}), **_own_keys(original)},
    )


def _options(earlier: Article | None) -> str:
    return earlier.translation.options if earlier and earlier.translation else ""


def _own_keys(original: Article) -> Mapping[str, object]:
    """The original's unknown keys without those that are probably a mistake, to be mended there alone."""
    doubtful = {unknown.key.partition(".")[0] for unknown in unknown_keys(original, KEYS, ())}
    return {key: value for key, value in original.extra.items() if key not in doubtful}


def was_reviewed(translation: Article | None) -> bool:
    """Tell whether a person has read and approved the whole of ``translation`` as it stands in its file."""
    return translation is not None and is_reviewed(translation.translation)


def stale(assignment: ArticleTask) -> int:
    """Count the people's texts that are kept beside a source which is not that they were written for."""
    return sum(kept is not None and bool(kept.entry.beside) for kept in assignment.plan.kept)


def spaced_like(source: str, text: str) -> str:
    """Return ``text`` with the white space around it that ``source`` has: an indent, the two spaces of a line break."""
    return (
        source[: len(source) - len(source.lstrip())] + text + source[len(source.rstrip()) :] if source.strip() else text
    )


def _field(unit: int, original: Article, translated: Mapping[tuple[int, int], Inline]) -> str:
    inline = translated.get((unit, 0))
    text = format_plain(inline) if inline else ""
    # A headline is one line of plain text.
    return " ".join(text.split()) or (original.title, original.caption)[unit]


def _line(unit: int, line: Line, translated: Mapping[tuple[int, int], Inline], related_label: str | None) -> str:
    output: list[str] = []
    for number, part in enumerate(line.parts):
        inline = translated.get((unit, number))
        if inline is None:
            is_label = line.kind is Kind.RELATED and number == 0
            output.append(related_label if is_label and related_label is not None else part.text)
        elif line.kind is Kind.HTML:
            output.append(format_plain(inline, lambda text: html.escape(text, quote=False)))
        elif line.kind is Kind.ROW:
            output.append(format_inline(inline))
        else:
            output.append(escape_line_start(format_inline(inline)))
    return "".join(output)
