"""The table of what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from generators.checking import Output
from generators.measuring import Run

COLD = "cold"
AGAIN = "nothing changed"
EDIT = "one sentence"
KINDS = (COLD, AGAIN, EDIT)
MEBIBYTE = 2**20

COLUMNS = (
    "generator",
    "cold: wall s",
    "÷ sitegen",
    *(
        f"{kind}: {figure}"
        for kind in KINDS
        for figure in ("wall s", "CPU s", "MiB")
        if (kind, figure) != (COLD, "wall s")
    ),
    "HTML pages",
    "of them lists and other",
    "feed entries",
)
"""The whole job comes first: what a person waits for all that each generator makes of the same stories."""


@dataclass(frozen=True)
class Result:
    """What was measured of a generator with a site of so many pairs."""

    name: str
    notes: str
    version: str
    pairs: int
    trouble: str
    runs: dict[str, list[Run]]
    output: Output | None

    def value(self, kind: str, measure: Callable[[Run], float]) -> float | None:
        """Return the median of all rounds of this kind of build that ended well, or None if none did."""
        values = [measure(run) for run in self.runs.get(kind, []) if not run.trouble]
        return median(values) if values else None

    def wall(self, kind: str) -> float | None:
        """Return how long a kind of build took."""
        return self.value(kind, lambda run: run.wall)


def report(results: list[Result], rounds: int) -> str:
    """Return a table for each size of the site, how sitegen compares with Hugo, and what is to be known of each."""
    lines = [f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, rounds: {rounds}"]
    for pairs in dict.fromkeys(result.pairs for result in results):
        sized = [result for result in results if result.pairs == pairs]
        lines += ["", f"### {pairs:,} articles in two languages", "", *_table(sized), *_against_hugo(sized)]
        lines += ["", *(f"- {result.name}: {result.trouble}" for result in sized if result.trouble)]
    notes = {result.name: f"- {result.name} {result.version}: {result.notes}" for result in results}
    return "\n".join([*lines, "", "What differs:", "", *notes.values()])


def _table(results: list[Result]) -> list[str]:
    own = next((result for result in results if result.name == "sitegen"), None)
    rows = [COLUMNS, ("---", *("--:" for _ in COLUMNS[1:])), *(_row(result, own) for result in results)]
    return [f"| {' | '.join(row)} |" for row in rows]


def _row(result: Result, own: Result | None) -> tuple[str, ...]:
    output = result.output
    if output is None:
        return (result.name, *("failed" for _ in COLUMNS[1:]))
    figures = []
    for kind in KINDS:
        memory = result.value(kind, lambda run: run.memory / MEBIBYTE)
        figures += [
            _number(result.wall(kind), 2),
            _number(result.value(kind, lambda run: run.cpu), 2),
            _number(memory, 0),
        ]
    cold, *others = figures
    articles = sum(output.articles.values())
    entries = " + ".join(str(count) for count in output.in_feed.values())
    ratio = _ratio(result.wall(COLD), own.wall(COLD) if own else None)
    return (result.name, cold, ratio, *others, f"{output.pages:,}", f"{output.pages - articles:,}", entries)


def _against_hugo(results: list[Result]) -> list[str]:
    """How long sitegen's builds after the first take, against all of Hugo's work, which it does each time."""
    walls = {result.name: result for result in results}
    if not {"sitegen", "Hugo"} <= walls.keys():
        return []
    hugo = walls["Hugo"].wall(COLD)
    kinds = (f"{kind} {_ratio(walls['sitegen'].wall(kind), hugo)}" for kind in (AGAIN, EDIT))
    return ["", f"sitegen's wall time divided by Hugo's full build: {', '.join(kinds)}"]


def _number(value: float | None, decimals: int) -> str:
    return "failed" if value is None else f"{value:,.{decimals}f}"


def _ratio(value: float | None, other: float | None) -> str:
    return f"{value / other:.2f}" if value is not None and other else "–"
