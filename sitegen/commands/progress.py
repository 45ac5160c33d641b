"""Progress bars on the terminal, for work that takes long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from sitegen.translation.progress import Show, TranslationProgress

ShowProgress = Callable[[int, int | None], None]
"""Called with what is done and, where it is known, the total."""


@contextmanager
def progress_bar(title: str, console: Console | None = None) -> Iterator[ShowProgress | None]:
    """Give a progress bar that counts things; None where nobody looks, as in a pipe."""
    with _bar(title, console, MofNCompleteColumn()) as show:
        yield show


@contextmanager
def download_bar(title: str, console: Console | None = None) -> Iterator[ShowProgress | None]:
    """Give a progress bar that counts bytes; None where nobody looks, as in a pipe."""
    with _bar(title, console, DownloadColumn(), TransferSpeedColumn()) as show:
        yield show


@contextmanager
def _bar(title: str, console: Console | None, *columns: ProgressColumn) -> Iterator[ShowProgress | None]:
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    parts = (TextColumn("{task.description}"), BarColumn(), *columns, TimeRemainingColumn())
    bar = Progress(*parts, console=console, transient=True)
    task = bar.add_task(title, total=None)

    def show(done: int, total: int | None) -> None:
        # Not before: a person may be asked something first.
        bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield show
    finally:
        bar.stop()


@contextmanager
def translation_bar(console: Console | None = None) -> Iterator[Show | None]:
    """Give a progress bar that counts articles while they are read, and then sentences; None where nobody looks."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    # Rich's own time left looks at the last moments only, and sentences come sorted by length.
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[figures]}")
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, visible=False, figures="")

        def show(standing: TranslationProgress) -> None:
            reading = standing.total is None
            bar.update(
                task,
                description="Reading" if reading else "Translating",
                completed=standing.articles if reading else standing.done,
                total=standing.all_articles if reading else standing.total,
                visible=bool(reading or standing.total),
                figures=figures(standing),
            )

        yield show


def figures(standing: TranslationProgress) -> str:
    """Return how far a translation is, such as ``1,200/5,000 sentences, 85.3 per second, 0:00:45 left``."""
    if standing.total is None:
        return f"{standing.articles:,}/{standing.all_articles:,} articles"
    parts = [f"{standing.done:,}/{standing.total:,} sentences"]
    if standing.speed is not None:
        parts.append(f"{standing.speed:,.1f} per second")
    if standing.left is not None:
        parts.append(f"{timedelta(seconds=round(standing.left))} left")
    return ", ".join(parts)
