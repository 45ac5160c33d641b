"""Pairs the stars and underscores of emphasis.

The rules are CommonMark's (section 6.2 of the specification, version 0.31), but for the runs that could open as well as
close: there Python-Markdown, which renders the pages, goes its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass
class Run:
    """A run of emphasis characters; ``piece`` is its place among the pieces.

    ``half`` says what it is (``opening`` or ``closing``) if its other half is on another line.
    """

    character: str
    count: int
    piece: int
    opens: bool
    closes: bool
    length: int
    half: str


def make_run(characters: str, piece: int, before: str, after: str) -> Run:
    """Return the run of ``characters`` between the characters ``before`` and ``after``; white space is at the ends."""
    opens, closes = not after.isspace(), not before.isspace()
    if characters[0] == "_":
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    half = "opening" if opens and not (closes and before.isalnum()) else "closing" if closes else ""
    if before.isalnum() and after.isalnum():
        half = ""  # 2*3
    return Run(characters[0], len(characters), piece, opens, closes, len(characters), half)


def pair_emphasis(runs: Sequence[Run]) -> Iterator[tuple[Run, Run, str]]:
    """Yield the pairs of runs, from the inside, with the characters that each takes from both; their counts shrink."""
    openers: list[Run] = []
    for run in runs:
        while run.closes and run.count and (opener := _opener(openers, run)):
            width = 2 if min(run.count, opener.count) >= 2 else 1
            del openers[openers.index(opener) + 1 :]
            for side in (opener, run):
                side.count -= width
            yield opener, run, run.character * width
            if not opener.count:
                openers.remove(opener)
        if run.opens and run.count:
            openers.append(run)


def _opener(openers: Sequence[Run], closer: Run) -> Run | None:
    second_best = None
    for opener in reversed(openers):
        if opener.character != closer.character:
            continue
        if (
            closer.opens
            and (opener.length + closer.length) % 3 == 0
            and not opener.length % 3 == closer.length % 3 == 0
        ):
            continue
        if not (opener.closes and opener.count > closer.count and opener.count != 3):
            return opener
        second_best = second_best or opener
    return second_best
