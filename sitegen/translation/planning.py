"""What is left to translate of an article, and whose the other sentences are.

A person's sentence stays with its source wherever that moves to. Sources are matched by their digests as a sequence
(as ``diff`` does), not by line numbers; a source that was changed is matched with what stands in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sitegen.articles import Article
from sitegen.content.lines import Line
from sitegen.content.record import Entry, parse_entries, short_digest, texts
from sitegen.content.states import FIELDS

REVIEWED = "0" * 8
"""Stands for the digest of the machine's translation where a person has approved of it."""


@dataclass(frozen=True)
class Kept:
    """A translated text that is used again. ``entry`` is its record; a source digest other than now means stale."""

    text: str
    entry: Entry


@dataclass(frozen=True)
class Plan:
    """For each text of the original (title, caption, body lines): what is kept, or None for what is to translate.

    ``removed`` are a person's sentences whose source is gone.
    """

    kept: tuple[Kept | None, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Assignment:
    """An original to translate: its parsed ``lines``, its ``plan``, and the translation that is on disk, if any."""

    original: Article
    lines: tuple[Line, ...]
    plan: Plan
    earlier: Article | None


def plan(original: Article, translation: Article | None, *, same_model: bool) -> Plan:
    """Decide what is kept of ``translation``; a machine's sentences are kept only for the ``same_model``.

    The translation must have a record with an entry for each of its texts (see `pairs_up`), or be None.
    """
    sources = [short_digest(text) if text else "" for text in texts(original)]
    if translation is None or translation.translation is None:
        return Plan((None,) * len(sources), ())
    reviewed = translation.translation.status == "reviewed"
    old = [
        Kept(text, _vouched_for(text, entry) if reviewed else entry)
        for text, entry in zip(texts(translation), parse_entries(translation.translation.sentences), strict=True)
    ]
    kept: list[Kept | None] = [None] * len(sources)
    matches, leftover = _match(old, sources)
    for new, number in matches.items():
        if is_human(old[number]) or (same_model and old[number].entry.source == sources[new]):
            kept[new] = old[number]
    removed = tuple(old[number].text for number in leftover if is_human(old[number]) and old[number].text)
    return Plan(tuple(kept), tuple(dict.fromkeys((*translation.translation.removed, *removed))))


def is_human(kept: Kept) -> bool:
    """Tell whether a person wrote the translated text."""
    return bool(kept.entry.source) and short_digest(kept.text) != kept.entry.output


def _vouched_for(text: str, entry: Entry) -> Entry:
    """The entry of a sentence in a reviewed article: the machine's is a person's from now on, a copied line is not."""
    copied = short_digest(text) == entry.source
    return Entry(entry.source, REVIEWED) if entry.source and not copied else entry


def _match(old: Sequence[Kept], sources: Sequence[str]) -> tuple[dict[int, int], list[int]]:
    """Which old text belongs to which new one, and which old ones are left over."""
    matches = {number: number for number in range(FIELDS) if sources[number] and old[number].entry.source}
    old_body = [number for number in range(FIELDS, len(old)) if old[number].entry.source]
    new_body = [number for number in range(FIELDS, len(sources)) if sources[number]]
    matcher = SequenceMatcher(
        None,
        [old[number].entry.source for number in old_body],
        [sources[number] for number in new_body],
        autojunk=False,
    )
    changed: list[tuple[list[int], list[int]]] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            matches.update(zip(new_body[new_start:new_end], old_body[old_start:old_end], strict=True))
        else:
            changed.append((old_body[old_start:old_end], new_body[new_start:new_end]))
    _match_moved(old, sources, changed, matches)
    for old_numbers, new_numbers in changed:
        taken = set(matches.values())
        free_old = [number for number in old_numbers if number not in taken]
        free_new = [number for number in new_numbers if number not in matches]
        # As many lines as before in one place: each was changed where it stands.
        if len(free_old) == len(free_new):
            matches.update(zip(free_new, free_old, strict=True))
    taken = set(matches.values())
    return matches, [number for number in range(len(old)) if number not in taken and old[number].entry.source]


def _match_moved(
    old: Sequence[Kept], sources: Sequence[str], changed: Sequence[tuple[list[int], list[int]]], matches: dict[int, int]
) -> None:
    places: dict[str, list[int]] = {}
    for old_numbers, _ in changed:
        for number in old_numbers:
            places.setdefault(old[number].entry.source, []).append(number)
    for _, new_numbers in changed:
        for number in new_numbers:
            if waiting := places.get(sources[number]):
                matches[number] = waiting.pop(0)
