"""What the handlers of requests have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from starlette.requests import Request

from sitegen.desk import stories
from sitegen.desk.editing import ConflictError, StoryConflictError
from sitegen.desk.overview.index import Index
from sitegen.desk.security import DESK
from sitegen.desk.stories import JSON
from sitegen.desk.suggestions.machine import Machine
from sitegen.desk.wire import Given, RefusedError
from sitegen.messages import say
from sitegen.settings.site import Site

API = f"{DESK}api/"
STORY = f"{API}stories/{{slug}}"
UNIT = f"{STORY}/units/{{number:int}}"
PATIENCE = 0.15
"""Seconds for which an answer reads stories whose files have changed; the others are read in the background."""


class Handler(NamedTuple):
    """What answers requests with a ``method`` to a ``path``, with their body as ``given`` has it."""

    method: str
    path: str
    answer: Callable[[Request, Any], JSON]
    given: type[Given] | None = None


@dataclass(frozen=True)
class Tools:
    """What handlers work with."""

    site_now: Callable[[], Site]
    index: Index
    machine: Machine

    def changed(self, story: stories.Story) -> None:
        """Let the next list know, without waiting for the watching."""
        self.index.note({story.original.path})


@contextmanager
def conflicts(site: Site, mine: object) -> Iterator[None]:
    """Turn an edit that meets another one into an answer with both."""
    try:
        yield
    except ConflictError as error:
        message = say("somebody else has changed this sentence; choose one of the two")
        raise RefusedError(message, 409, mine=mine, unit=unit_json(site, error.story, error.number)) from error
    except StoryConflictError as error:
        message = say("somebody else has changed this story; look at it again")
        raise RefusedError(message, 409, mine=mine, story=stories.story_json(site, error.story)) from error


def unit_json(site: Site, story: stories.Story, number: int) -> JSON:
    """Return a sentence of an open story as the desk's page has it."""
    return next(unit for unit in stories.units(site, story) if unit["number"] == number)
