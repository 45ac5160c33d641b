"""Edits of sentences: typed, accepted, the machine's own, split and joined; and the first translation of them all."""

from __future__ import annotations

from starlette.requests import Request

from sitegen.desk import editing, stories
from sitegen.desk.given import Acceptance, Draft, Join, SeenDigests, SentenceEdit, Split, TakenBack
from sitegen.desk.handlers.handler import API, STORY, UNIT, Handler, Tools, conflicts, unit_json
from sitegen.desk.splitting import join, split
from sitegen.desk.stories import JSON
from sitegen.desk.wire import Given


class Sentences:
    """Answers requests that change sentences."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def handlers(self) -> list[Handler]:
        """Return the request handlers."""
        return [
            Handler("PUT", UNIT, self._type, SentenceEdit),
            Handler("PUT", f"{UNIT}/accept", self._accept, Acceptance),
            Handler("DELETE", f"{UNIT}/accept", self._take_back, TakenBack),
            Handler("POST", f"{STORY}/split", self._split, Split),
            Handler("POST", f"{STORY}/join", self._join, Join),
            Handler("POST", f"{STORY}/translate", self._translate, Given),
            Handler("POST", f"{API}check", self._check, Draft),
        ]

    def _type(self, request: Request, given: SentenceEdit) -> JSON:
        change = self._machines(request, given) if given.target is None else editing.typed(given.target)
        return self._edited(request, given.seen, change, given.target)

    def _machines(self, request: Request, given: SentenceEdit) -> editing.Change:
        """The change that brings the machine's own sentence; it is translated before the files are locked."""
        site, asked = self._tools.site_now(), request.path_params
        story = stories.load_story(site, asked["slug"])
        with conflicts(site, None):
            sentence = editing.seen_sentence(story, asked["number"], given.seen.seen())
        own = self._tools.machine.own(site, story, sentence.number)
        return lambda _: own

    def _accept(self, request: Request, given: Acceptance) -> JSON:
        return self._edited(request, given.seen, editing.accepted)

    def _take_back(self, request: Request, given: TakenBack) -> JSON:
        return self._edited(request, given.seen, editing.taken_back(tuple(given.flags), given.confidence))

    def _edited(self, request: Request, seen: SeenDigests, change: editing.Change, mine: str | None = None) -> JSON:
        """Make an edit and return the sentence as it is then."""
        site, asked = self._tools.site_now(), request.path_params
        with conflicts(site, mine):
            story, number = editing.edit(site, asked["slug"], asked["number"], seen.seen(), change)
        self._tools.changed(story)
        return {**unit_json(site, story, number), "version": story.version}

    def _split(self, request: Request, given: Split) -> JSON:
        site, slug = self._tools.site_now(), request.path_params["slug"]
        with conflicts(site, None):
            story = split(
                site, slug, given.number, given.seen.seen(), source_at=given.source_at, target_at=given.target_at
            )
        self._tools.changed(story)
        return stories.story_json(site, story)

    def _join(self, request: Request, given: Join) -> JSON:
        site, slug = self._tools.site_now(), request.path_params["slug"]
        with conflicts(site, None):
            story = join(site, slug, given.number, [one.seen() for one in given.seen])
        self._tools.changed(story)
        return stories.story_json(site, story)

    def _translate(self, request: Request, _: Given) -> JSON:
        """Translate a story that the machine has not translated yet, or not all of."""
        site, slug = self._tools.site_now(), request.path_params["slug"]
        stories.load_story(site, slug)
        self._tools.machine.translate(site, slug)
        story = stories.load_story(site, slug)
        self._tools.changed(story)
        return stories.story_json(site, story)

    def _check(self, _: Request, given: Draft) -> JSON:
        issues = stories.find_issues(self._tools.site_now(), given.source, given.target, by_person=True)
        return {"issues": issues}
