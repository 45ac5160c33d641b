"""Restores a sentence from the engine's output: placeholders are replaced by their masks and atoms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sitegen.content.body.inline import ATOM
from sitegen.languages.pair import Mask, Replacement
from sitegen.translation.engines.engine import EngineOutput, Link
from sitegen.translation.sentences.segments import EngineInput

_PLACEHOLDER = re.compile(r"⟦\s*(\d)\s*⟧")


@dataclass(frozen=True)
class Restored:
    """A translated sentence. The n-th `ATOM` in ``text`` is the atom number ``atoms[n]`` of the source sentence.

    ``links`` are between the characters of the source sentence and of ``text``.
    """

    text: str
    links: tuple[Link, ...]
    atoms: tuple[int, ...]
    score: float


def restore(given: EngineInput, output: EngineOutput) -> Restored | None:
    """Return the sentence; None if the engine did not give back every placeholder exactly once, or nothing at all."""
    found = list(_PLACEHOLDER.finditer(output.text))
    numbers = sorted(int(match[1]) for match in found)
    brackets = output.text.count("⟦") + output.text.count("⟧")
    if numbers != list(range(1, len(given.hidden) + 1)) or brackets != 2 * len(numbers) or not output.text:
        return None
    text = ""
    atoms: list[int] = []
    moved: list[int] = []
    position = 0
    for match in found:
        moved += range(len(text), len(text) + match.start() - position)
        text += output.text[position : match.start()]
        text, words = _words(text, given.hidden[int(match[1]) - 1], output.text[match.end() :], atoms)
        moved = [min(place, len(text)) for place in moved]
        moved += [len(text)] * (len(match[0]) - 1) + [max(len(text), len(text) + len(words) - 1)]
        text += words
        position = match.end()
    moved += range(len(text), len(text) + len(output.text) - position)
    text += output.text[position:]
    return Restored(text, tuple(_links(given, output, moved)), tuple(atoms), output.score)


def _words(before: str, hidden: int | Mask, after: str, atoms: list[int]) -> tuple[str, str]:
    if isinstance(hidden, int):
        atoms.append(hidden)
        return before, ATOM
    before, words = hidden.fitted(before, after)
    # The full stop of "p.m." ends the sentence, too.
    return before, words.removesuffix(".") if after.startswith(".") and not after.startswith("..") else words


def _links(given: EngineInput, output: EngineOutput, moved: list[int]) -> list[Link]:
    links = []
    for link in output.links:
        if link.source[1] > len(given.origin) or link.target[1] > len(moved):
            continue  # a full stop that was added for the engine
        source = (given.origin[link.source[0]], given.origin[link.source[1] - 1] + 1)
        target = (moved[link.target[0]], moved[link.target[1] - 1] + 1)
        if target[0] < target[1]:
            links.append(Link(source, target, link.weight))
    return links


def replaced(restored: Restored, replacement: Replacement) -> Restored:
    """Return the sentence with other words at a place of its text, and the links that still have both ends."""
    start, end, words = replacement.start, replacement.end, replacement.words
    shift = len(words) - (end - start)
    links = [
        link if link.target[1] <= start else replace(link, target=(link.target[0] + shift, link.target[1] + shift))
        for link in restored.links
        if link.target[1] <= start or link.target[0] >= end
    ]
    return replace(restored, text=restored.text[:start] + words + restored.text[end:], links=tuple(links))
