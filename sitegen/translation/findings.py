"""What a person should look at in the translations: doubts, stale corrections, lines that do not pair up.

Besides, all sentences of the machine, by how far they can be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.articles import Article, Pair
from sitegen.content.body.inline_reader import parse_inline
from sitegen.content.confidence import Level, level, translated_texts
from sitegen.content.front_matter.front_matter import first_body_line
from sitegen.content.front_matter.sentence_records import FIELDS, LABELS, is_reviewed, texts
from sitegen.content.pairing import aligned_entries, out_of_step
from sitegen.content.states import SegmentStatus, states
from sitegen.content.store import article_path
from sitegen.errors import Problem
from sitegen.languages.issues import ISSUE_TYPES
from sitegen.languages.pair import LanguagePair
from sitegen.languages.registry import site_pair
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.storage.files import read_text
from sitegen.translation.sentences.translator import issues_of

UNREVIEWED = "unreviewed"
"""The kind of the finding about a whole article that no person has read."""


@dataclass(frozen=True)
class Finding:
    """One thing to look at in a file. ``kind`` is that of a flag, ``stale``, ``removed``, or `UNREVIEWED`."""

    path: Path
    line: int
    kind: str
    message: str
    source: str
    translation: str


@dataclass(frozen=True)
class MachineSentence:
    """A headline, caption or line that a machine translated and no person has approved, in the file at ``path``."""

    path: Path
    line: int
    confidence: float | None
    level: Level | None
    translation: str


def find_all(
    site: Site, pairs: Iterable[Pair], problems: list[Problem]
) -> Iterator[tuple[list[Finding], list[MachineSentence]]]:
    """Yield the findings and the machine's sentences of the translation of each of ``pairs``, both by line.

    Translations that are not there, or whose lines do not pair up, are said in ``problems``.
    """
    languages = site_pair(site)
    for pair in pairs:
        if pair.translation is None:
            where = article_path(site, site.target_language, pair.original.slug)
            problems.append(Problem(say("is missing; run translate"), where, severity="warning"))
        elif pair.translation.translation and aligned_entries(pair.original, pair.translation) is None:
            problems.append(out_of_step(pair.original, pair.translation))
        elif len(pair.translation.body) != len(pair.original.body):
            message = say(
                "has {lines} lines of text, its original {others}; run translate, or mend it",
                lines=len(pair.translation.body),
                others=len(pair.original.body),
            )
            problems.append(Problem(message, pair.translation.path))
        else:
            file_text = read_text(pair.translation.path)
            findings = list(_findings(pair.original, pair.translation, file_text, languages))
            yield findings, list(_machine_sentences(pair.original, pair.translation, file_text))


def _findings(original: Article, translation: Article, file_text: str, languages: LanguagePair) -> Iterator[Finding]:
    pair = zip(texts(original), texts(translation), states(original, translation), strict=False)
    for unit, (source, text, state) in enumerate(pair):
        for kind, message in _messages(source, text, state, languages):
            yield Finding(translation.path, _line_of(file_text, unit), kind, message, source, text)
    if translation.translation and not is_reviewed(translation.translation):
        line = _line_of_field(file_text, "translation")
        yield Finding(translation.path, line, UNREVIEWED, "no person has read it yet", "", translation.title)
    for sentence in translation.translation.removed if translation.translation else ():
        line = _line_of_field(file_text, "translation")
        yield Finding(translation.path, line, "removed", "a correction whose original is gone", "", sentence)


def _machine_sentences(original: Article, translation: Article, file_text: str) -> Iterator[MachineSentence]:
    found = texts(translation)
    for unit, state in translated_texts(original, translation):
        if not state.person:
            line = _line_of(file_text, unit)
            yield MachineSentence(translation.path, line, state.confidence, level(state), found[unit])


def _messages(source: str, text: str, state: SegmentStatus, languages: LanguagePair) -> Iterator[tuple[str, str]]:
    if state.stale:
        yield "stale", "was corrected by a person, and its original has changed since"
    details: dict[str, list[str]] = {}
    for issue in issues_of(parse_inline(source).text, parse_inline(text).text, languages) if state.flags else ():
        details.setdefault(issue.kind, []).append(issue.detail)
    for name in state.flags:
        words = ISSUE_TYPES[name].for_editors if name in ISSUE_TYPES else name
        yield name, "; ".join([words, *details.get(name, [])])


def _line_of(file_text: str, unit: int) -> int:
    """The line of a text in its file, by its place among `texts`."""
    line = _line_of_field(file_text, LABELS[unit]) if unit < FIELDS else 0
    return line or first_body_line(file_text) + unit - FIELDS


def _line_of_field(file_text: str, name: str) -> int:
    lines = enumerate(file_text.split("\n"), start=1)
    return next((number for number, line in lines if line.startswith(f"{name}:")), 1)
