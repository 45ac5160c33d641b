"""Figures that the engine left as they stand in the source are put into English where they stand.

``Monday (19/11)`` becomes ``Monday (Nov. 19)``: the place is certain, so that no second attempt is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.translation.figures import dates, times
from sitegen.translation.masking import Mask
from sitegen.translation.unmasking import Restored, replaced

_DIGIT = re.compile(r"\d")


def with_english_figures(restored: Restored, source: str, figures: Sequence[Mask]) -> Restored:
    """Return the translation with the ``figures`` of ``source`` that it has unchanged, each once, in English."""
    if not figures or not _DIGIT.search(restored.text):
        return restored
    for mask in figures:
        for written, english in _forms(source[mask.start : mask.end], mask.english):
            if source.count(written) == restored.text.count(written) == 1 and written != english:
                restored = _with_english(restored, written, english)
    return restored


def _forms(written: str, english: str) -> Iterator[tuple[str, str]]:
    """What may have been copied of a figure, with its English: all of it, or the digits of a date or time."""
    if _DIGIT.search(written):
        yield written, english
    for day in dates.find_days(written):
        digits = written[day.start : day.end]
        in_english = dates.in_english(day)
        yield digits, f"({in_english})" if day.bracketed else in_english
    for mention in times.read_times(written):
        if len(mention.clocks) == 1 and mention.clocks[0].is_certain and re.search("[.:]", mention.match["first"]):
            yield mention.match["first"], times.in_english(mention.clocks[0])


def _with_english(restored: Restored, written: str, english: str) -> Restored:
    start = restored.text.index(written)
    end = start + len(written)
    before, after = restored.text[:start], restored.text[end:]
    if before[-1:].isalnum() or after[:1].isalnum() or re.match(r"\s?[ap]\.?m\b", after, re.IGNORECASE):
        return restored
    if after.startswith(".") and not after.startswith(".."):
        english = english.removesuffix(".")
    return replaced(restored, start, end, english)
