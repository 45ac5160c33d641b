"""The list of stories, and a story."""

from __future__ import annotations

from starlette.requests import Request

from sitegen.desk import stories
from sitegen.desk.handlers.handler import API, PATIENCE, STORY, Handler, Tools
from sitegen.desk.overview.listing import FILTERS, SORTS, listing
from sitegen.desk.stories import JSON
from sitegen.desk.wire import RefusedError
from sitegen.messages import say

_MOST = 500
"""Stories in one answer."""


def overview_handlers(tools: Tools) -> list[Handler]:
    """Return the request handlers for the list and for stories."""

    def stories_listed(request: Request, _: None) -> JSON:
        asked = request.query_params
        chosen, sort = asked.get("filter", "all"), asked.get("sort", "urgent")
        if chosen not in FILTERS or sort not in SORTS:
            raise RefusedError(
                say(
                    "filter is one of {filters}; sort is one of {sorts}",
                    filters=", ".join(FILTERS),
                    sorts=", ".join(SORTS),
                )
            )
        offset, limit = _number(request, "offset", 0), _number(request, "limit", 50)
        rows, waiting = tools.index.stories(PATIENCE)
        found = listing(
            rows, chosen=chosen, words=asked.get("q", ""), sort=sort, offset=offset, limit=min(limit, _MOST)
        )
        return {**found, "waiting": waiting}

    def story(request: Request, _: None) -> JSON:
        site = tools.site_now()
        return stories.story_json(site, stories.load_story(site, request.path_params["slug"]))

    return [Handler("GET", f"{API}stories", stories_listed), Handler("GET", STORY, story)]


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedError(say("{name} is a number", name=name))
    return int(text)
