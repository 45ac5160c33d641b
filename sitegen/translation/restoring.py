"""What the engine gave back becomes a sentence again: placeholders give way to what they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.content.inline import ATOM
from sitegen.translation.engine import EngineOutput, Link
from sitegen.translation.glossary.substitution import fitted
from sitegen.translation.protection import Protected
from sitegen.translation.segments import Segment

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


def restore(segment: Segment, output: EngineOutput) -> Restored | None:
    """Return the sentence; None if the engine did not give back every placeholder exactly once, or nothing at all."""
    found = list(_PLACEHOLDER.finditer(output.text))
    numbers = sorted(int(match[1]) for match in found)
    brackets = output.text.count("⟦") + output.text.count("⟧")
    if numbers != list(range(1, len(segment.hidden) + 1)) or brackets != 2 * len(numbers) or not output.text:
        return None
    text = ""
    atoms: list[int] = []
    moved: list[int] = []
    position = 0
    for match in found:
        moved += range(len(text), len(text) + match.start() - position)
        text += output.text[position : match.start()]
        text, words = _words(text, segment.hidden[int(match[1]) - 1], output.text[match.end() :], atoms)
        moved = [min(place, len(text)) for place in moved]
        moved += [len(text)] * (len(match[0]) - 1) + [max(len(text), len(text) + len(words) - 1)]
        text += words
        position = match.end()
    moved += range(len(text), len(text) + len(output.text) - position)
    text += output.text[position:]
    return Restored(text, tuple(_links(segment, output, moved)), tuple(atoms), output.score)


def _words(before: str, hidden: int | Protected, after: str, atoms: list[int]) -> tuple[str, str]:
    if isinstance(hidden, int):
        atoms.append(hidden)
        return before, ATOM
    if hidden.term is None:
        return before, hidden.english
    return fitted(before, hidden.term, after)


def _links(segment: Segment, output: EngineOutput, moved: list[int]) -> list[Link]:
    links = []
    for link in output.links:
        if link.source[1] > len(segment.origin) or link.target[1] > len(moved):
            continue  # a full stop that was added for the engine
        source = (segment.origin[link.source[0]], segment.origin[link.source[1] - 1] + 1)
        target = (moved[link.target[0]], moved[link.target[1] - 1] + 1)
        if target[0] < target[1]:
            links.append(Link(source, target, link.weight))
    return links
