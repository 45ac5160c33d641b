"""The desk's addresses: its page, and what the page asks for as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from sitegen.clock import now
from sitegen.content.front_matter.sentence_records import texts
from sitegen.content.reviewing import Edit, review, take_back, write
from sitegen.desk import editing, stories
from sitegen.desk.events import Events
from sitegen.desk.fields import FieldsEdit, edit_fields
from sitegen.desk.given import (
    Acceptance,
    Affected,
    AffectedPlace,
    Draft,
    Join,
    Review,
    SeenDigests,
    SentenceEdit,
    Split,
)
from sitegen.desk.overview.index import Index
from sitegen.desk.overview.listing import FILTERS, SORTS, listing
from sitegen.desk.release import Publication, publish, targets
from sitegen.desk.security import DESK, DeskGuard, new_token, refusal
from sitegen.desk.splitting import join, split
from sitegen.desk.stories import JSON
from sitegen.desk.suggestions.concordance import concordance
from sitegen.desk.suggestions.machine import Machine, MakeEngine
from sitegen.desk.suggestions.matches import matches
from sitegen.desk.terms import NewTerm, add_term, machine_sentences, terms_in
from sitegen.desk.wire import Given, RefusedError, answered
from sitegen.media_types import media_type
from sitegen.preview.status import StatusBoard
from sitegen.settings.site import Site

_API = f"{DESK}api/"
_STORY = f"{_API}stories/{{slug}}"
_UNIT = f"{_STORY}/units/{{number:int}}"
_PATIENCE = 1.0
"""Seconds for which the list reads stories whose files have changed; the page asks again for the others."""
_LITTLE = 0.2
"""The same for what stands beside a sentence."""
_LONGEST_QUERY = 200
_MOST = 500
"""Stories in one answer."""


@dataclass(frozen=True)
class Desk:
    """The desk of a site. ``phrase`` is asked for where there is one."""

    site_now: Callable[[], Site]
    index: Index
    machine: Machine
    events: Events
    token: str
    phrase: str | None = None

    @classmethod
    def of(cls, board: StatusBoard, make_engine: MakeEngine, phrase: str | None = None) -> Desk:
        """Return the desk of the site that the preview with this ``board`` shows."""

        def site_now() -> Site:
            return board.now.site

        index = Index(site_now)
        index.watch(board)
        return cls(site_now, index, Machine(make_engine), Events(board), new_token(), phrase)

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

        async def follow(_: Request) -> Response:
            return StreamingResponse(self.events.follow(), media_type="text/event-stream")

        async def nothing(_: Request) -> Response:
            return refusal("there is no such address at the desk", 404)

        handlers: Sequence[tuple[str, str, Callable[[Request, Any], JSON], type[Given] | None]] = [
            ("GET", f"{_API}stories", self._list, None),
            ("GET", _STORY, self._story, None),
            ("PUT", _UNIT, self._type, SentenceEdit),
            ("PUT", f"{_UNIT}/accept", self._accept, Acceptance),
            ("POST", f"{_UNIT}/translate", self._translate, Given),
            ("POST", f"{_STORY}/split", self._split, Split),
            ("POST", f"{_STORY}/join", self._join, Join),
            ("PATCH", f"{_STORY}/fields", self._fields, FieldsEdit),
            ("POST", f"{_STORY}/review", self._review, Review),
            ("DELETE", f"{_STORY}/review", self._take_back, None),
            ("GET", f"{_UNIT}/help", self._help, None),
            ("POST", f"{_API}terms", self._term, NewTerm),
            ("POST", f"{_API}terms/apply", self._apply, Affected),
            ("GET", f"{_API}targets", self._targets, None),
            ("POST", f"{_API}publish", self._publish, Publication),
            ("GET", f"{_API}concordance", self._concordance, None),
            ("POST", f"{_API}check", self._check, Draft),
        ]
        return [
            Route(DESK, page),
            Route(f"{_API}events", follow),
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
        change = self._machines(request, given) if given.target is None else editing.typed(given.target)
        return self._edited(request, given.seen, change, given.target)

    def _machines(self, request: Request, given: SentenceEdit) -> editing.Change:
        """The change that brings the machine's own sentence; it is translated before the files are locked."""
        site, asked = self.site_now(), request.path_params
        story = stories.load_story(site, asked["slug"])
        with conflicts(site, None):
            sentence = editing.seen_sentence(story, asked["number"], given.seen.seen())
        own = self.machine.own(site, story, sentence.number)
        return lambda _: own

    def _translate(self, request: Request, _: Given) -> JSON:
        site, asked = self.site_now(), request.path_params
        story = stories.load_story(site, asked["slug"])
        if not story.is_open or not 0 <= asked["number"] < len(texts(story.original)):
            raise stories.UnknownStoryError(f"'{asked['slug']}' has no sentence {asked['number']} to translate")
        return {"hypotheses": self.machine.hypotheses(site, story, asked["number"])}

    def _fields(self, request: Request, given: FieldsEdit) -> JSON:
        site = self.site_now()
        with conflicts(site, given.model_dump(exclude_none=True)):
            story = edit_fields(site, request.path_params["slug"], given)
        self._changed(story)
        return stories.story_json(site, story)

    def _review(self, request: Request, given: Review) -> JSON:
        return self._reviewed(request, given.version, lambda site, slug: review(site, slug, given.by, today(site)))

    def _take_back(self, request: Request, _: None) -> JSON:
        return self._reviewed(request, None, take_back)

    def _reviewed(self, request: Request, version: str | None, made: Callable[[Site, str], Edit]) -> JSON:
        site, slug = self.site_now(), request.path_params["slug"]
        with conflicts(site, None), editing.changing(site):
            story = stories.load_story(site, slug)
            if version not in {None, story.version}:
                raise editing.StoryConflictError(story)
            write(made(site, slug))
            story = stories.load_story(site, slug)
        self._changed(story)
        return stories.story_json(site, story)

    def _changed(self, story: stories.Story) -> None:
        """Let the next list know, without waiting for the watching."""
        self.index.note({story.original.path})

    def _split(self, request: Request, given: Split) -> JSON:
        site, slug = self.site_now(), request.path_params["slug"]
        with conflicts(site, None):
            story = split(
                site, slug, given.number, given.seen.seen(), source_at=given.source_at, target_at=given.target_at
            )
        self._changed(story)
        return stories.story_json(site, story)

    def _join(self, request: Request, given: Join) -> JSON:
        site, slug = self.site_now(), request.path_params["slug"]
        with conflicts(site, None):
            story = join(site, slug, given.number, [one.seen() for one in given.seen])
        self._changed(story)
        return stories.story_json(site, story)

    def _term(self, _: Request, given: NewTerm) -> JSON:
        self.index.stories(_PATIENCE)
        with editing.changing(self.site_now()):
            return add_term(self.site_now(), given, lambda words: self.index.ask(machine_sentences, words))

    def _apply(self, _: Request, given: Affected) -> JSON:
        return {"sentences": [self._again(place) for place in given.sentences]}

    def _again(self, place: AffectedPlace) -> JSON:
        """Translate a machine's sentence again; one that has become a person's meanwhile stays."""
        site = self.site_now()
        story = stories.load_story(site, place.slug)
        found = list(stories.units(site, story)) if story.is_open else []
        if place.number not in range(len(found)) or found[place.number]["person"]:
            return {**place.model_dump(), "changed": False}
        own = self.machine.own(site, story, place.number)
        seen = editing.Seen(**found[place.number]["seen"])
        with conflicts(site, None):
            after, number = editing.edit(site, place.slug, place.number, seen, lambda _: own)
        self._changed(after)
        target = texts(after.translation)[number]
        return {**place.model_dump(), "changed": target != found[place.number]["target"]}

    def _targets(self, _: Request, __: None) -> JSON:
        return targets(self.site_now())

    def _publish(self, _: Request, given: Publication) -> JSON:
        return publish(self.site_now(), given)

    def _accept(self, request: Request, given: Acceptance) -> JSON:
        return self._edited(request, given.seen, editing.accepted)

    def _edited(self, request: Request, seen: SeenDigests, change: editing.Change, mine: str | None = None) -> JSON:
        """Make an edit and return the sentence as it is then."""
        site, asked = self.site_now(), request.path_params
        with conflicts(site, mine):
            story, number = editing.edit(site, asked["slug"], asked["number"], seen.seen(), change)
        self._changed(story)
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
        self.index.stories(_LITTLE)
        return {
            "matches": self.index.ask(matches, source, asked["slug"], asked["number"]),
            "terms": terms_in(site, source),
        }

    def _concordance(self, request: Request, _: None) -> JSON:
        languages = dict(zip(self.site_now().languages, ("source", "target"), strict=True))
        lang = request.query_params.get("lang", self.site_now().original_language)
        if lang not in languages:
            raise RefusedError(f"lang is one of {', '.join(languages)}")
        self.index.stories(_LITTLE)
        return self.index.ask(concordance, request.query_params.get("q", "")[:_LONGEST_QUERY], languages[lang])


@contextmanager
def conflicts(site: Site, mine: object) -> Iterator[None]:
    """Turn an edit that meets another one into an answer with both."""
    try:
        yield
    except editing.ConflictError as error:
        message = "somebody else has changed this sentence; choose one of the two"
        raise RefusedError(message, 409, mine=mine, unit=_unit(site, error.story, error.number)) from error
    except editing.StoryConflictError as error:
        message = "somebody else has changed this story; look at it again"
        raise RefusedError(message, 409, mine=mine, story=stories.story_json(site, error.story)) from error


def today(site: Site) -> datetime.date:
    """Return the day that it is now where the site is."""
    return now().astimezone(ZoneInfo(site.timezone)).date()


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
