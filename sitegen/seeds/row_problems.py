"""Messages about the rows of a table, by row number; long lists are cut short."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sitegen.errors import Problem

MOST_OF_A_KIND = 20
"""Problems of one kind that are said of one file with their rows."""

_VARYING = re.compile(r"'[^']*'|\"[^\"]*\"|\([^()]*\)|\d+")


class RowProblems:
    """Problems with the rows of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._counts: Counter[str] = Counter()

    def place(self, problem: Problem, row: int) -> Iterator[Problem]:
        """Yield the problem with the number of its row, if there were not too many of its kind already."""
        kind = _VARYING.sub("#", problem.message)
        self._counts[kind] += 1
        if self._counts[kind] <= MOST_OF_A_KIND:
            yield dataclasses.replace(problem, line=None, message=f"row {row}: {problem.message}")

    def others(self) -> Iterator[Problem]:
        """Yield how many rows have a problem that was not said of them."""
        for kind, count in self._counts.items():
            if more := max(0, count - MOST_OF_A_KIND):
                message = f"{more:,} more {'row has' if more == 1 else 'rows have'} the same problem: {kind}"
                yield Problem(message, self._path, severity="warning")
