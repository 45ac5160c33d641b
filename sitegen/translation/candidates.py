"""What the engine gave back becomes a candidate: unmasked, mended where it is certain how, and weighed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

from sitegen.translation.attempts import Try, Work
from sitegen.translation.checks.flags import Flag, FlagKind
from sitegen.translation.checks.names import is_copied_name
from sitegen.translation.copied_figures import with_english_figures
from sitegen.translation.engine import EngineOutput
from sitegen.translation.segments import EngineInput
from sitegen.translation.unmasking import Restored, replaced, restore

_ENDED = re.compile(r"[.!?…][^\w\s]*\s*$")
# No abbreviation: a word of small letters, or a figure.
_ADDED_STOP = re.compile(r"(?:(?<![^\W_])[A-Z]?[a-z]{3,}|\d|[)\]%])\.$")
_WORD = re.compile(r"\w+")


def take(work: Work, attempt: Try, outputs: Sequence[Sequence[EngineOutput]]) -> None:
    """Let ``work`` consider what the engine gave back for the inputs of ``attempt``, candidate by candidate."""
    if len(attempt.inputs) == 1:
        for candidate in outputs[0]:
            if (restored := _finished(work, attempt, 0, candidate)) is not None:
                flags = work.consider(((attempt.spans[0], restored),))
                if not work.passes and (mended := put_back(work, restored, flags)) is not restored:
                    work.consider(((attempt.spans[0], mended),))
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


def put_back(work: Work, restored: Restored, flags: Iterable[Flag]) -> Restored:
    """Return the translation with the one name, or number, that was changed as it must be, if it is sure which.

    ``flags`` are the doubts about it.
    """
    for flag in flags:
        if len(flag.lost) != 1 or len(flag.new) != 1:
            continue
        (lost,), (new,) = flag.lost, flag.new
        english = lost if flag.kind is FlagKind.NAME and is_copied_name(lost) else None
        if flag.kind is FlagKind.NUMBER:
            source = work.key.sentence
            figures = (mask for mask in work.maskable.figures if source[mask.start : mask.end] == lost)
            english = next((mask.english for mask in figures), None)
        found = list(re.finditer(rf"(?<![\w.,]){re.escape(new)}(?!\w)", restored.text))
        if english and len(found) == 1:
            restored = replaced(restored, *found[0].span(), english)
    return restored


def _finished(work: Work, attempt: Try, number: int, output: EngineOutput) -> Restored | None:
    given = attempt.inputs[number]
    restored = restore(given, output)
    if restored is None:
        return None
    start, end = attempt.spans[number]
    source = work.key.sentence[start:end]
    restored = _as_headline(restored, given) if work.key.headline else _ended_like(source, restored)
    restored = _with_capital(source, with_english_figures(restored, source, work.maskable.figures))
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
    return replaced(restored, added.end() - 1, added.end(), mark if mark in ",;:" else "")


def _with_capital(source: str, restored: Restored) -> Restored:
    """The translation with a capital where its source begins with one, unless its first word is copied: iPhone."""
    first, given = _WORD.search(restored.text), _WORD.search(source)
    if first and given and given[0][0].isupper() and first[0][0].islower() and first[0] not in source:
        place = first.start()
        text = restored.text[:place] + restored.text[place].upper() + restored.text[place + 1 :]
        return dataclasses.replace(restored, text=text)
    return restored
