"""A whole story and the whole site: front matter, review, publishing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

from starlette.requests import Request

from sitegen.clock import now
from sitegen.content.reviewing import Edit, review, take_back, write
from sitegen.desk import editing, stories
from sitegen.desk.fields import FieldsEdit, edit_fields
from sitegen.desk.given import Review
from sitegen.desk.handlers.handler import API, STORY, Handler, Tools, conflicts
from sitegen.desk.release import Publication, publish, targets
from sitegen.desk.stories import JSON
from sitegen.settings.site import Site


class Releases:
    """Answers requests that bring a story to its readers."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def handlers(self) -> list[Handler]:
        """Return the request handlers."""
        return [
            Handler("PATCH", f"{STORY}/fields", self._fields, FieldsEdit),
            Handler("POST", f"{STORY}/review", self._review, Review),
            Handler("DELETE", f"{STORY}/review", self._take_back),
            Handler("GET", f"{API}targets", self._targets),
            Handler("POST", f"{API}publish", self._publish, Publication),
        ]

    def _fields(self, request: Request, given: FieldsEdit) -> JSON:
        site = self._tools.site_now()
        with conflicts(site, given.model_dump(exclude_none=True)):
            story = edit_fields(site, request.path_params["slug"], given)
        self._tools.changed(story)
        return stories.story_json(site, story)

    def _review(self, request: Request, given: Review) -> JSON:
        return self._reviewed(request, given.version, lambda site, slug: review(site, slug, given.by, _today(site)))

    def _take_back(self, request: Request, _: None) -> JSON:
        return self._reviewed(request, None, take_back)

    def _reviewed(self, request: Request, version: str | None, made: Callable[[Site, str], Edit]) -> JSON:
        site, slug = self._tools.site_now(), request.path_params["slug"]
        with conflicts(site, None), editing.changing(site):
            story = stories.load_story(site, slug)
            if version not in {None, story.version}:
                raise editing.StoryConflictError(story)
            write(made(site, slug))
            story = stories.load_story(site, slug)
        self._tools.changed(story)
        return stories.story_json(site, story)

    def _targets(self, _: Request, __: None) -> JSON:
        return targets(self._tools.site_now())

    def _publish(self, _: Request, given: Publication) -> JSON:
        return publish(self._tools.site_now(), given)


def _today(site: Site) -> datetime.date:
    """The day that it is now where the site is."""
    return now().astimezone(ZoneInfo(site.timezone)).date()
