"""The desk's addresses: its page, and what the page asks for as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sitegen.content.front_matter.sentence_records import texts
from sitegen.desk import editing, stories
from sitegen.desk.concordance import concordance
from sitegen.desk.index import Index
from sitegen.desk.listing import FILTERS, SORTS, listing
from sitegen.desk.matches import matches
from sitegen.desk.security import DESK, DeskGuard, new_token, refusal
from sitegen.desk.stories import JSON
from sitegen.desk.terms import terms_in
from sitegen.desk.wire import Given, RefusedError, answered
from sitegen.media_types import media_type
from sitegen.settings.site import Site

_API = f"{DESK}api/"
_STORY = f"{_API}stories/{{slug}}"
_UNIT = f"{_STORY}/units/{{number:int}}"
_PATIENCE = 1.0
"""Seconds for which the list reads stories whose files have changed; the page asks again for the others."""
_LONGEST_QUERY = 200
_MOST = 500
"""Stories in one answer."""


class SeenDigests(Given):
    """Digests of a sentence and its translation."""

    source: str
    target: str

    def seen(self) -> editing.Seen:
        """Return them as edits want them."""
        return editing.Seen(self.source, self.target)


class SentenceEdit(Given):
    """A sentence as a person typed it."""

    target: str
    seen: SeenDigests


class Acceptance(Given):
    """A sentence that is accepted as it stands."""

    seen: SeenDigests


class Draft(Given):
    """A sentence, and a translation that is being typed."""

    source: str
    target: str


@dataclass(frozen=True)
class Desk:
    """The desk of a site. ``phrase`` is asked for where there is one."""

    site_now: Callable[[], Site]
    index: Index
    token: str
    phrase: str | None = None

    @classmethod
    def of(cls, site_now: Callable[[], Site], phrase: str | None = None) -> Desk:
        """Return the desk of the site that ``site_now`` gives with its present settings."""
        return cls(site_now, Index(site_now), new_token(), phrase)

    def middleware(self) -> Sequence[Middleware]:
        """Return what guards the desk's addresses."""
        return [Middleware(DeskGuard, token=self.token, phrase=self.phrase)]

    def routes(self) -> list[BaseRoute]:
        """Return the desk's addresses; what else is below `DESK` is not there."""
        assets = _assets()

        def page(_: Request) -> Response:
            return self._page(assets)

        def asset(request: Request) -> Response:
            return _asset(assets, request.path_params["name"])

        async def nothing(_: Request) -> Response:
            return refusal("there is no such address at the desk", 404)

        handlers: Sequence[tuple[str, str, Callable[[Request, Any], JSON], type[Given] | None]] = [
            ("GET", f"{_API}stories", self._list, None),
            ("GET", _STORY, self._story, None),
            ("PUT", _UNIT, self._type, SentenceEdit),
            ("PUT", f"{_UNIT}/accept", self._accept, Acceptance),
            ("GET", f"{_UNIT}/help", self._help, None),
            ("GET", f"{_API}concordance", self._concordance, None),
            ("POST", f"{_API}check", self._check, Draft),
        ]
        return [
            Route(DESK, page),
            Route(f"{DESK}assets/{{name:path}}", asset),
            *(
                Route(path, answered(handler, self.site_now, given), methods=[method])
                for method, path, handler, given in handlers
            ),
            Route(f"{DESK}{{rest:path}}", nothing, methods=["GET", "PUT", "POST", "PATCH", "DELETE"]),
        ]

    def _page(self, assets: dict[str, bytes]) -> Response:
        page = assets.get("desk.html", b"").decode().replace("{{ token }}", escape(self.token))
        return Response(page, media_type="text/html")

    def _list(self, request: Request, _: None) -> JSON:
        asked = request.query_params
        chosen, sort = asked.get("filter", "all"), asked.get("sort", "urgent")
        if chosen not in FILTERS or sort not in SORTS:
            raise RefusedError(f"filter is one of {', '.join(FILTERS)}; sort is one of {', '.join(SORTS)}")
        offset, limit = _number(request, "offset", 0), _number(request, "limit", 50)
        rows, waiting = self.index.stories(_PATIENCE)
        found = listing(
            rows, chosen=chosen, words=asked.get("q", ""), sort=sort, offset=offset, limit=min(limit, _MOST)
        )
        return {**found, "waiting": waiting}

    def _story(self, request: Request, _: None) -> JSON:
        site = self.site_now()
        return stories.story_json(site, stories.load_story(site, request.path_params["slug"]))

    def _type(self, request: Request, given: SentenceEdit) -> JSON:
        return self._edited(request, given.seen, editing.typed(given.target), given.target)

    def _accept(self, request: Request, given: Acceptance) -> JSON:
        return self._edited(request, given.seen, editing.accepted)

    def _edited(self, request: Request, seen: SeenDigests, change: editing.Change, mine: str | None = None) -> JSON:
        """Make an edit and return the sentence as it is then."""
        site, asked = self.site_now(), request.path_params
        try:
            story, number = editing.edit(site, asked["slug"], asked["number"], seen.seen(), change)
        except editing.ConflictError as error:
            message = "somebody else has changed this sentence; choose one of the two"
            raise RefusedError(message, 409, mine=mine, unit=_unit(site, error.story, error.number)) from error
        return {**_unit(site, story, number), "version": story.version}

    def _check(self, _: Request, given: Draft) -> JSON:
        return {"issues": stories.find_issues(self.site_now(), given.source, given.target)}

    def _help(self, request: Request, _: None) -> JSON:
        site, asked = self.site_now(), request.path_params
        story = stories.load_story(site, asked["slug"])
        sources = texts(story.original)
        if not 0 <= asked["number"] < len(sources):
            raise stories.UnknownStoryError(f"'{asked['slug']}' has no sentence {asked['number']}")
        source = sources[asked["number"]]
        return {
            "matches": self.index.ask(matches, source, asked["slug"], asked["number"]),
            "terms": terms_in(site, source),
        }

    def _concordance(self, request: Request, _: None) -> JSON:
        languages = dict(zip(self.site_now().languages, ("source", "target"), strict=True))
        lang = request.query_params.get("lang", self.site_now().original_language)
        if lang not in languages:
            raise RefusedError(f"lang is one of {', '.join(languages)}")
        return self.index.ask(concordance, request.query_params.get("q", "")[:_LONGEST_QUERY], languages[lang])


def _unit(site: Site, story: stories.Story, number: int) -> JSON:
    return next(unit for unit in stories.units(site, story) if unit["number"] == number)


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedError(f"{name} is a number")
    return int(text)


def _assets() -> dict[str, bytes]:
    """The files that the desk's page consists of, by their paths."""
    folder = resources.files("sitegen.desk") / "assets"
    found: dict[str, bytes] = {}
    waiting = [("", folder)] if folder.is_dir() else []
    while waiting:
        path, item = waiting.pop()
        if item.is_dir():
            waiting += [(f"{path}/{part.name}".lstrip("/"), part) for part in item.iterdir()]
        else:
            found[path] = item.read_bytes()
    return found


def _asset(assets: dict[str, bytes], name: str) -> Response:
    if name not in assets:
        return refusal("there is no such file", 404)
    headers = {"Cache-Control": "no-cache", "Content-Type": media_type(Path(name))}
    return Response(assets[name], headers=headers)
