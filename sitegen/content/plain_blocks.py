"""Finds the blocks of a body in which there is no markup but what begins their lines, as in most of the news.

What Python-Markdown makes of such a block does not depend on what stands around it, so that it need not be asked, which
takes long. tests/test_plain_blocks.py proves that it would say the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

CONTROLS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"
"""Characters that no plain line has, as they stand in a pattern between square brackets."""

_BLOCK = re.compile(r".+(?:\n.+)*")
# Raw HTML reaches over blocks, and the slashes put the footnotes at the place where they stand.
_FAR_REACHING = ("<", "///")
_ALONE = frozenset({"paragraph", "heading"})


@dataclass(frozen=True, slots=True)
class PlainRun:
    """Plain blocks that follow each other: where in the body's text, and the kind and text of each.

    The kinds are paragraph, heading, list and quotation.
    """

    start: int
    end: int
    blocks: tuple[tuple[str, str], ...]


def plain_pattern(text: str) -> re.Pattern[str]:
    """Return a pattern for a plain block.

    ``text`` is one for the text of a line, without what makes it a heading, an item or a quotation; it must not match
    what does any of this.
    """
    return re.compile(
        rf"""(?P<paragraph>{text}(?:\n{text})*)
        |(?P<heading>\#{{1,6}}[ ]{text})
        |(?P<list>-[ ]{text}(?:\n-[ ]{text})*)
        |(?P<quotation>>[ ]{text}(?:\n>[ ]{text})*)""",
        re.VERBOSE,
    )


def plain_runs(source: str, pattern: re.Pattern[str]) -> list[PlainRun]:
    """Return the longest stretches of plain blocks in a body, of which `plain_pattern` gives the pattern.

    A list or quotation is only plain beside plain blocks of other kinds: it becomes one with another that follows it.
    """
    if any(sign in source for sign in _FAR_REACHING):
        return []
    matches = [pattern.fullmatch(source, *block.span()) for block in _BLOCK.finditer(source)]
    kinds = [match and match.lastgroup for match in matches]
    around = ["paragraph", *kinds, "paragraph"]
    runs: list[PlainRun] = []
    run: list[re.Match[str]] = []
    for place, match in enumerate(matches):
        kind = kinds[place]
        if match and (kind in _ALONE or not {kind, None} & {around[place], around[place + 2]}):
            run.append(match)
        elif run:
            runs.append(_run(run))
            run = []
    return [*runs, _run(run)] if run else runs


def _run(matches: Sequence[re.Match[str]]) -> PlainRun:
    blocks = tuple((match.lastgroup or "", match[0]) for match in matches)
    return PlainRun(matches[0].start(), matches[-1].end(), blocks)
