"""Suggestions beside a sentence: its earlier original, matches, terms, the machine's hypotheses, a concordance."""

from __future__ import annotations

from starlette.requests import Request

from sitegen.content.front_matter.sentence_records import texts
from sitegen.desk import stories
from sitegen.desk.handlers.handler import API, PATIENCE, UNIT, Handler, Tools
from sitegen.desk.stories import JSON
from sitegen.desk.suggestions.concordance import concordance
from sitegen.desk.suggestions.earlier import earlier_original
from sitegen.desk.suggestions.matches import matches
from sitegen.desk.terms import terms_in
from sitegen.desk.wire import Given, RefusedError
from sitegen.messages import say

_LITTLE = PATIENCE / 3
_LONGEST_QUERY = 200


class Suggestions:
    """Answers requests for help with a sentence. ``waiting`` in an answer: so many stories may have more."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def handlers(self) -> list[Handler]:
        """Return the request handlers."""
        return [
            Handler("GET", f"{UNIT}/help", self._help),
            Handler("POST", f"{UNIT}/translate", self._translate, Given),
            Handler("GET", f"{API}concordance", self._concordance),
        ]

    def _help(self, request: Request, _: None) -> JSON:
        site, asked = self._tools.site_now(), request.path_params
        story = stories.load_story(site, asked["slug"])
        sources = texts(story.original)
        if not 0 <= asked["number"] < len(sources):
            raise stories.UnknownStoryError(say("'{slug}' has no sentence {number}", **asked))
        source = sources[asked["number"]]
        waiting = self._tools.index.stories(_LITTLE).waiting
        return {
            "matches": self._tools.index.ask(matches, source, asked["slug"], asked["number"]),
            "terms": terms_in(site, source),
            "before": earlier_original(site, story, asked["number"]),
            "waiting": waiting,
        }

    def _translate(self, request: Request, _: Given) -> JSON:
        site, asked = self._tools.site_now(), request.path_params
        story = stories.load_story(site, asked["slug"])
        if not story.is_open or not 0 <= asked["number"] < len(texts(story.original)):
            raise stories.UnknownStoryError(say("'{slug}' has no sentence {number} to translate", **asked))
        return {"hypotheses": self._tools.machine.hypotheses(site, story, asked["number"])}

    def _concordance(self, request: Request, _: None) -> JSON:
        site, asked = self._tools.site_now(), request.query_params
        columns = dict(zip(site.languages, ("source", "target"), strict=True))
        lang = asked.get("lang", site.original_language)
        if lang not in columns:
            raise RefusedError(say("lang is one of {names}", names=", ".join(columns)))
        waiting = self._tools.index.stories(_LITTLE).waiting
        found = self._tools.index.ask(concordance, asked.get("q", "")[:_LONGEST_QUERY], columns[lang])
        return {**found, "waiting": waiting}
