"""Inline code and backslash escapes, which Python-Markdown takes away before it looks for any other inline markup."""

from __future__ import annotations

import re

from sitegen.content.body.escaping import ESCAPABLE

ESCAPE, CODE = "\x02\x03"
"""Stand for each character of an escape and of code in what `masked` returns."""

_TICKS = re.compile(r"`+")
_ESCAPE_OR_TICKS = re.compile(rf"\\[{re.escape(ESCAPABLE)}]|`+")


def code_span(text: str, start: int) -> int | None:
    """Return where the code ends that the backticks at ``start`` begin; None where they begin none.

    The rule is that of Python-Markdown's ``BacktickInlineProcessor``: where no run of as many backticks follows, the
    longest of those that are shorter ends the code.
    """
    opening = _TICKS.match(text, start)
    if opening is None:
        return None
    width, longest, end = len(opening[0]), 0, None
    for run in _TICKS.finditer(text, opening.end()):
        if len(run[0]) == width:
            return run.end()
        if len(run[0]) > longest:
            longest, end = len(run[0]), run.end()
    return end if longest < width else None


def masked(source: str) -> str:
    """Return ``source``, of the same length, with `ESCAPE` and `CODE` for escapes and code."""
    output: list[str] = []
    position = 0
    while found := _ESCAPE_OR_TICKS.search(source, position):
        end = code_span(source, found.start()) or found.end()
        mask = ESCAPE if found[0][0] == "\\" else CODE if end > found.end() else ""
        output += [source[position : found.start()], mask * (end - found.start()) or found[0]]
        position = end
    return "".join([*output, source[position:]])
