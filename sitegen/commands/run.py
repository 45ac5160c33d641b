"""What every command needs: the site, a place for problems to be said, figures in words."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from sitegen.errors import Problem
from sitegen.invocation import program
from sitegen.settings.site import Site, load_site


@dataclass
class Run:
    """One run of the command: the site, and the problems that were met, which decide the exit code."""

    folder: Path
    strict: bool
    failed: bool = False
    said: set[Problem] = field(default_factory=set)

    def site(self, *, drafts: bool = False) -> Site:
        """Load the site's settings."""
        return load_site(self.folder, drafts=drafts)

    def report(self, problems: Sequence[Problem]) -> None:
        """Print a line for each problem that was not said before: several stages may meet the same one."""
        for problem in problems:
            if problem in self.said:
                continue
            self.said.add(problem)
            click.echo(f"{problem.severity}: {seen_from_here(problem)}", err=True)
            if self.strict or problem.severity == "error":
                self.failed = True

    def command(self, *words: str) -> str:
        """Return a command for this site as it can be typed here."""
        site = () if self.folder == Path() else ("--site", str(self.folder))
        return f"{program()} {shlex.join([*site, *words])}".rstrip()

    def finish(self) -> None:
        """Leave with 1 if a problem was said that fails the run."""
        if self.failed:
            sys.exit(1)


pass_run = click.make_pass_decorator(Run)


def seen_from_here(problem: Problem) -> Problem:
    """Return the problem with its path as it is written from the current folder."""
    return problem if problem.path is None else replace(problem, path=path_from_here(problem.path))


def path_from_here(path: Path) -> Path:
    """Return ``path`` relative to the current folder if it lies in that."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def count(number: int, noun: str) -> str:
    """Return ``1 page`` or ``1,200 pages``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
