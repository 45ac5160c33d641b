"""New terms, and the sentences that they change."""

from __future__ import annotations

from starlette.requests import Request

from sitegen.content.front_matter.sentence_records import texts
from sitegen.desk import editing, stories
from sitegen.desk.given import Affected, AffectedPlace
from sitegen.desk.handlers.handler import API, Handler, Tools, conflicts
from sitegen.desk.stories import JSON
from sitegen.desk.terms import NewTerm, add_term, machine_sentences

_PATIENCE = 2.0
"""Seconds for which stories that have changed are read, so that the answer knows of most sentences."""


class Glossary:
    """Answers requests that concern the glossary."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def handlers(self) -> list[Handler]:
        """Return the request handlers."""
        return [
            Handler("POST", f"{API}terms", self._term, NewTerm),
            Handler("POST", f"{API}terms/apply", self._apply, Affected),
        ]

    def _term(self, _: Request, given: NewTerm) -> JSON:
        waiting = self._tools.index.stories(_PATIENCE).waiting
        with editing.changing(self._tools.site_now()):
            found = add_term(
                self._tools.site_now(), given, lambda words: self._tools.index.ask(machine_sentences, words)
            )
        return {**found, "waiting": waiting}

    def _apply(self, _: Request, given: Affected) -> JSON:
        return {"sentences": [self._again(place) for place in given.sentences]}

    def _again(self, place: AffectedPlace) -> JSON:
        """Translate a machine's sentence again; one that has become a person's meanwhile stays."""
        site = self._tools.site_now()
        story = stories.load_story(site, place.slug)
        found = list(stories.units(site, story)) if story.is_open else []
        if place.number not in range(len(found)) or found[place.number]["person"]:
            return {**place.model_dump(), "changed": False}
        own = self._tools.machine.own(site, story, place.number)
        seen = editing.Seen(**found[place.number]["seen"])
        with conflicts(site, None):
            after, number = editing.edit(site, place.slug, place.number, seen, lambda _: own)
        self._tools.changed(after)
        target = texts(after.translation)[number]
        return {**place.model_dump(), "changed": target != found[place.number]["target"]}
