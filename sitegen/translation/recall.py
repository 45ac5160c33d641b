"""Looks up sentences in the translation memory; human translations take precedence everywhere.

Only texts without markup are looked up: markup names places in its own article, such as link definitions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from pathlib import Path

from sitegen.content.body.inline import Inline
from sitegen.content.body.inline_reader import parse_inline, parse_plain
from sitegen.content.body.lines import Kind
from sitegen.content.front_matter.sentence_records import FIELDS
from sitegen.languages.fingerprints import code_fingerprint
from sitegen.languages.issues import IssueKind
from sitegen.languages.pair import LanguagePair
from sitegen.translation.engines.engine import Engine
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.units import Model, TranslationUnit, unit_text
from sitegen.translation.planning import ArticleTask, is_human
from sitegen.translation.sentences.translator import Translated, issues_of
from sitegen.translation.texts import Segment


def memory_settings(engine_options: str, pair: LanguagePair) -> str:
    """Return what decides, beside the model, how a sentence is translated, as the memory's entries have it.

    ``engine_options`` are those of `Engine.options`.
    """
    return f"{engine_options}, {code_fingerprint(*translating_code(), texts=[pair.fingerprint])}"


def translating_code() -> list[Path]:
    """Return the folders of the code that decides how a sentence is translated, besides that of the languages."""
    here = Path(__file__).parent
    return [here, here / "engines", here / "sentences"]


class Recall:
    """Looks texts up in a memory, for one engine and pair of languages, and puts them there."""

    def __init__(self, memory: Memory, engine: Engine, pair: LanguagePair) -> None:
        self._memory = memory
        self._pair = pair
        settings = memory_settings(engine.options, pair)
        self._model = Model(engine.name, engine.package, engine.version, settings)
        # What a machine makes of a headline depends on its article, which tells names from common words.
        self._headlines = dataclasses.replace(self._model, settings=f"{self._model.settings}, headline")

    def look_up(self, texts: Sequence[Segment]) -> dict[int, Translated]:
        """Return the translations that are known, by the number of their text.

        Raises:
            SitegenError: the memory cannot be read.
        """
        plain = [(number, text) for number, text in enumerate(texts) if _is_plain(text.written)]
        known = self._memory.get_many({unit_text(text.inline) for _, text in plain if not text.headline}, self._model)
        rewritten = [text for _, text in plain if text.original]
        by_machine = self._memory.get_many({unit_text(text.inline) for text in rewritten}, self._headlines)
        by_people = self._memory.get_many({unit_text(text.written) for text in rewritten}, self._headlines)
        found: dict[int, Translated] = {}
        for number, text in plain:
            unit = by_people.get(unit_text(text.written)) if text.original else None
            if unit is None or unit.model is not None:
                unit = (by_machine if text.headline else known).get(unit_text(text.inline))
            if unit is not None:
                found[number] = self._translated(text, unit)
        return found

    def store(self, texts: Sequence[Segment], translated: Sequence[Translated]) -> None:
        """Store the machine's new translations of ``texts``; where there is none, other articles are to ask again.

        Raises:
            SitegenError: the memory cannot be written.
        """
        self._memory.put(
            TranslationUnit(
                unit_text(text.inline),
                unit_text(result.inline),
                self._headlines if text.headline else self._model,
                result.score,
                [str(flag) for flag in result.flags],
                confidence=result.confidence,
            )
            for text, result in zip(texts, translated, strict=True)
            if is_remembered(text) and IssueKind.EMPTY not in result.flags
        )

    def with_human_overrides(self, assignments: Sequence[ArticleTask]) -> list[ArticleTask]:
        """Return ``assignments`` in which no machine's sentence is kept where a person has translated the same source.

        Raises:
            SitegenError: the memory cannot be read.
        """
        sources = [_kept_by_machine(assignment) for assignment in assignments]
        units = self._memory.get_many({text for row in sources for text in row.values()}, self._model)
        people = {source: unit.target for source, unit in units.items() if unit.model is None}
        return [
            _without(assignment, [unit for unit, text in row.items() if _differs(assignment, unit, people.get(text))])
            for assignment, row in zip(assignments, sources, strict=True)
        ]

    def _translated(self, text: Segment, unit: TranslationUnit) -> Translated:
        inline = parse_inline(unit.target)
        if unit.model is None:
            return Translated(inline, (), 0.0)
        if unit.flags is None:  # the memory was rebuilt from files
            issues = issues_of(text.inline.text, inline.text, self._pair)
            flags = tuple(dict.fromkeys(issue.kind for issue in issues))
        else:
            flags = tuple(IssueKind(str(name)) for name in unit.flags) if isinstance(unit.flags, list) else ()
        return Translated(inline, flags, unit.score or 0.0, unit.confidence)


def is_remembered(text: Segment) -> bool:
    """Tell whether the machine's translation of ``text`` is stored in the memory."""
    return _is_plain(text.inline)


def _is_plain(inline: Inline) -> bool:
    return not inline.marks and not inline.atoms


def _kept_by_machine(assignment: ArticleTask) -> dict[int, str]:
    """The sources of the sentences that are kept as the machine wrote them, as the memory has them, by unit."""
    found: dict[int, str] = {}
    original = assignment.original
    for unit, kept in enumerate(assignment.plan.kept):
        if kept is None or not kept.entry.source or is_human(kept):
            continue
        if unit < FIELDS:
            found[unit] = unit_text(parse_plain((original.title, original.caption)[unit]))
            continue
        line = assignment.lines[unit - FIELDS]
        readable = [part.text for part in line.parts if part.readable]
        if line.kind in {Kind.TEXT, Kind.RELATED} and len(readable) == 1:
            found[unit] = unit_text(parse_inline(readable[0]))
    return found


def _differs(assignment: ArticleTask, unit: int, target: str | None) -> bool:
    kept = assignment.plan.kept[unit]
    return target is not None and kept is not None and not kept.text.endswith(target)


def _without(assignment: ArticleTask, units: Collection[int]) -> ArticleTask:
    if not units:
        return assignment
    kept = tuple(None if number in units else item for number, item in enumerate(assignment.plan.kept))
    return dataclasses.replace(assignment, plan=dataclasses.replace(assignment.plan, kept=kept))
