"""Trouble that is expected and meant to be read by the person who runs sitegen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One line for a person: place, problem and remedy.

    A warning that ``stops_publishing`` is an error once the site is to be published.
    """

    message: str
    path: Path | None = None
    line: int | None = None
    severity: Severity = "error"
    stops_publishing: bool = False

    def __str__(self) -> str:
        """Return ``path:line: message`` as one printable line, leaving out what is not known."""
        place = ""
        if self.path is not None:
            place = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        line = " ".join(f"{place}{self.message}".split())
        return "".join(char for char in line if char.isprintable())


def when_publishing(problem: Problem) -> Problem:
    """Return a problem as it is for a site that is to be published."""
    return replace(problem, severity="error", stops_publishing=False) if problem.stops_publishing else problem


class SitegenError(Exception):
    """Expected trouble. The command line prints it as one line; anything else that is raised is a bug."""

    def __init__(self, message: str, path: Path | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(message, path, line)

    def __str__(self) -> str:
        """Return the same line that the command line prints."""
        return str(self.problem)
