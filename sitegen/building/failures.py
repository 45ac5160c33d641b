"""Reports of pages that failed to render: one line for each error, however many pages it affects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitegen.errors import Problem
from sitegen.messages import say


def failures(found: Iterable[tuple[str, Problem]]) -> tuple[Problem, ...]:
    """Return one problem for each mistake, which names the first of the pages by its path, from paths and problems."""
    pages: dict[Problem, list[str]] = {}
    for path, problem in found:
        pages.setdefault(problem, []).append(path)
    return tuple(_said(problem, sorted(paths)) for problem, paths in pages.items())


def _said(problem: Problem, paths: list[str]) -> Problem:
    values = {"message": problem.message, "page": paths[0]}
    if len(paths) > 2:
        message = say("{message} (needed for {page} and {others:,} other pages)", **values, others=len(paths) - 1)
    elif len(paths) == 2:
        message = say("{message} (needed for {page} and {other})", **values, other=paths[1])
    else:
        message = say("{message} (needed for {page})", **values)
    return replace(problem, message=message)
