"""What the engine gave back becomes a candidate: unmasked, mended where it is certain how, and weighed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

from sitegen.languages.issues import Issue
from sitegen.languages.pair import Replacement
from sitegen.translation.engines.engine import EngineOutput
from sitegen.translation.sentences.attempts import Try, Work, without_atoms
from sitegen.translation.sentences.segments import EngineInput
from sitegen.translation.sentences.unmasking import Restored, replaced, restore

_ENDED = re.compile(r"[.!?…][^\w\s]*\s*$")
# No abbreviation: a word of small letters, or a figure.
_ADDED_STOP = re.compile(r"(?:(?<![^\W_])[A-Z]?[a-z]{3,}|\d|[)\]%])\.$")
_WORD = re.compile(r"\w+")


def take(work: Work, attempt: Try, outputs: Sequence[Sequence[EngineOutput]]) -> None:
    """Let ``work`` consider the engine's outputs for ``attempt``, candidate by candidate."""
    work.hypotheses = work.hypotheses or tuple(outputs[0])
    if len(attempt.inputs) == 1:
        for candidate in outputs[0]:
            if (restored := _finished(work, attempt, 0, candidate)) is not None:
                issues = work.consider(((attempt.spans[0], restored),))
                if not work.passes and (repaired := _repaired(work, restored, issues)) is not restored:
                    work.consider(((attempt.spans[0], repaired),))
            if work.passes:
                return
        return
    best = [
        next((found for output in some if (found := _finished(work, attempt, number, output))), None)
        for number, some in enumerate(outputs)
    ]
    pieces = tuple((span, restored) for span, restored in zip(attempt.spans, best, strict=True) if restored)
    if len(pieces) == len(best):
        work.consider(pieces)


def _repaired(work: Work, restored: Restored, issues: Iterable[Issue]) -> Restored:
    """The translation with what the pair of languages can settle of its issues."""
    for issue in issues:
        if found := work.source.repair(without_atoms(restored.text), issue):
            restored = replaced(restored, found)
    return restored


def _finished(work: Work, attempt: Try, number: int, output: EngineOutput) -> Restored | None:
    given = attempt.inputs[number]
    restored = restore(given, output)
    if restored is None:
        return None
    start, end = attempt.spans[number]
    source = work.key.sentence[start:end]
    restored = _as_headline(restored, given) if work.key.headline else _ended_like(source, restored)
    for found in work.source.corrections(without_atoms(restored.text)):
        restored = replaced(restored, found)
    restored = _with_capital(source, restored)
    return restored if restored.text.strip() else None


def ended(given: EngineInput, *, headline: bool) -> str:
    """Return what the engine reads: a headline reads better to the models when it ends like a sentence."""
    text = given.text
    return text + "." if headline and text and text[-1] not in ".!?:;'\"" else text


def _as_headline(restored: Restored, given: EngineInput) -> Restored:
    text = restored.text
    if ended(given, headline=True) != given.text:
        text = text.removesuffix(".")
    links = tuple(link for link in restored.links if link.target[1] <= len(text))
    return dataclasses.replace(restored, text=text[:1].upper() + text[1:], links=links)


def _ended_like(source: str, restored: Restored) -> Restored:
    """The translation without the full stop that models put after a part of a sentence, or a line that has none."""
    added = _ADDED_STOP.search(restored.text)
    if not added or _ENDED.search(source):
        return restored
    mark = source.rstrip()[-1:]
    return replaced(restored, Replacement(added.end() - 1, added.end(), mark if mark in ",;:" else ""))


def _with_capital(source: str, restored: Restored) -> Restored:
    """The translation with a capital where its source begins with one, unless its first word is copied: iPhone."""
    first, given = _WORD.search(restored.text), _WORD.search(source)
    if first and given and given[0][0].isupper() and first[0][0].islower() and first[0] not in source:
        place = first.start()
        text = restored.text[:place] + restored.text[place].upper() + restored.text[place + 1 :]
        return dataclasses.replace(restored, text=text)
    return restored
