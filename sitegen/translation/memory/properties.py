"""Metadata of a sentence in exported files: its translator, and the issues that checks found."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping

from sitegen.content.body.escaping import escape_inline
from sitegen.translation.memory.units import Model, TranslationUnit

ORIGIN = "origin"
HUMAN, MACHINE = "human", "machine"
"""The values of the property ``origin``."""
LONGEST_UNIT = 1_000_000
"""Characters that a unit may have in a file, with its properties."""

_LINE_BREAK = re.compile(r"[\r\n]+")


def unit_origin(unit: TranslationUnit) -> str:
    """Return whether a person or a machine wrote a translation."""
    return HUMAN if unit.model is None else MACHINE


def unit_properties(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    """Yield what our own readers want to know of a unit, by name."""
    yield ORIGIN, unit_origin(unit)
    if unit.model:
        yield from dataclasses.asdict(unit.model).items()
        if unit.score is not None:
            yield "score", repr(unit.score)
        if unit.flags is not None:
            yield "flags", json.dumps(unit.flags, ensure_ascii=False, sort_keys=True)
        if unit.confidence is not None:
            yield "confidence", repr(unit.confidence)


def machine_unit(source: str, target: str, values: Mapping[str, str]) -> TranslationUnit | None:
    """Return the unit of a model from its `unit_properties`; None if they do not say of which model.

    Raises:
        ValueError: the score, the flags or the confidence cannot be read.
    """
    if not all(values.get(name) for name in ("engine", "package", "version")):
        return None
    model = Model(values["engine"], values["package"], values["version"], values.get("settings", ""))
    score, confidence = (float(values[name]) if name in values else None for name in ("score", "confidence"))
    flags = json.loads(values["flags"]) if "flags" in values else None
    return TranslationUnit(source, target, model, score, flags, confidence=confidence)


def sentence_text(text: str, *, is_markdown: bool) -> str:
    """Return the text of a file as units have it: one line of Markdown, which another program's text is not."""
    if is_markdown:
        return _LINE_BREAK.sub(" ", text).strip()
    return escape_inline(" ".join(text.split()))
