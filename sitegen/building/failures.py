"""Reports of pages that failed to render: one line for each error, however many pages it affects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitegen.errors import Problem


def failures(found: Iterable[tuple[str, Problem]]) -> tuple[Problem, ...]:
    """Return one problem for each mistake, which names the first of the pages by its path, from paths and problems."""
    pages: dict[Problem, list[str]] = {}
    for path, problem in found:
        pages.setdefault(problem, []).append(path)
    return tuple(_said(problem, sorted(paths)) for problem, paths in pages.items())


def _said(problem: Problem, paths: list[str]) -> Problem:
    others = f" and {len(paths) - 1:,} other pages" if len(paths) > 2 else f" and {paths[1]}" if len(paths) == 2 else ""
    return replace(problem, message=f"{problem.message} (needed for {paths[0]}{others})")
