"""Rewrites figures that the engine copied unchanged from the source, in place.

``Monday (19/11)`` becomes ``Monday (Nov. 19)``: the place is certain, so that no second attempt is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sitegen.languages.id_en.figures import dates, times
from sitegen.languages.pair import Mask, Replacement

_DIGIT = re.compile(r"\d")


def english_figures(translation: str, source: str, figures: tuple[Mask, ...]) -> tuple[Replacement, ...]:
    """Return the ``figures`` of ``source`` that a translation has unchanged, each once, with their English.

    Each replacement counts from the text that those before it have left.
    """
    if not _DIGIT.search(source):
        return ()
    found: list[Replacement] = []
    for written, english in _forms(source, figures):
        if translation.count(written) == 1 and source.count(written) <= 1 and written != english:
            replacement = _replacement(translation, written, english)
            if replacement:
                found.append(replacement)
                translation = translation[: replacement.start] + replacement.words + translation[replacement.end :]
    return tuple(found)


@lru_cache(maxsize=256)  # a source has several candidates
def _forms(source: str, figures: tuple[Mask, ...]) -> tuple[tuple[str, str], ...]:
    """What may have been copied, with its English: whole figures, then the digits of dates and times."""
    return tuple(_written_and_english(source, figures))


def _written_and_english(source: str, figures: Sequence[Mask]) -> Iterator[tuple[str, str]]:
    written = ((source[mask.start : mask.end], mask.words) for mask in figures)
    for text, english in written:
        if _DIGIT.search(text):
            yield text, english
        yield from _weekdays(text, english)
        yield from _money(english)
    for day in dates.find_days(source):
        in_english = dates.in_english(day)
        yield source[day.start : day.end], f"({in_english})" if day.bracketed else in_english
    for mention in times.read_times(source):
        if (
            len(mention.clocks) == 1
            and mention.clocks[0].is_certain
            and re.search("[.:]", mention.match["first"] or "")
        ):
            yield mention.match["first"], times.in_english(mention.clocks[0])


def _weekdays(text: str, english: str) -> Iterator[tuple[str, str]]:
    """A weekday that was translated before a date that was not, with the preposition that English needs there."""
    for day in dates.find_days(text):
        in_english = dates.in_english(day)
        core, digits = (f"({in_english})" if day.bracketed else in_english), text[day.start : day.end]
        if english.startswith("on ") and core in english:
            half = english.removeprefix("on ").replace(core, digits)
            yield from ((f"{before}{half}", f"{before}{english}") for before in (", ", '" ', "said "))


def _money(english: str) -> Iterator[tuple[str, str]]:
    """The ways in which models write what newspapers write as ``Rp300,000``."""
    if english.startswith("Rp") and " to " not in english:
        amount = english.removeprefix("Rp")
        yield from ((f"{prefix}{amount}", english) for prefix in ("Rp. ", "Rp ", "Rp.", "IDR ", "IDR"))


def _replacement(translation: str, written: str, english: str) -> Replacement | None:
    start = translation.index(written)
    end = start + len(written)
    before, after = translation[:start], translation[end:]
    if before[-1:].isalnum() or after[:1].isalnum() or re.match(r"\s?[ap]\.?m\b", after, re.IGNORECASE):
        return None
    if after.startswith(".") and not after.startswith(".."):
        english = english.removesuffix(".")
    return Replacement(start, end, english)
