"""What every command needs: the site, a place for problems to be said, progress bars, figures in words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from sitegen.config import Site, load_site
from sitegen.errors import Problem

ShowProgress = Callable[[int, int | None], None]
"""Called with what is done and, where it is known, the total."""


@dataclass
class Run:
    """One run of the command: the site, and the problems that were met, which decide the exit code."""

    folder: Path
    strict: bool
    failed: bool = False
    said: set[Problem] = field(default_factory=set)

    def site(self) -> Site:
        """Load the site's settings."""
        return load_site(self.folder)

    def say(self, problems: Sequence[Problem]) -> None:
        """Print a line for each problem that was not said before: several stages may meet the same one."""
        for problem in problems:
            if problem in self.said:
                continue
            self.said.add(problem)
            click.echo(f"{problem.severity}: {seen_from_here(problem)}", err=True)
            if self.strict or problem.severity == "error":
                self.failed = True

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


@contextmanager
def progress_bar(title: str) -> Iterator[ShowProgress | None]:
    """Give a progress bar that counts things; None where nobody looks, as in a pipe."""
    with _bar(title, MofNCompleteColumn()) as show:
        yield show


@contextmanager
def download_bar(title: str) -> Iterator[ShowProgress | None]:
    """Give a progress bar that counts bytes; None where nobody looks, as in a pipe."""
    with _bar(title, DownloadColumn(), TransferSpeedColumn()) as show:
        yield show


@contextmanager
def _bar(title: str, *columns: ProgressColumn) -> Iterator[ShowProgress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    parts = (TextColumn("{task.description}"), BarColumn(), *columns, TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)
