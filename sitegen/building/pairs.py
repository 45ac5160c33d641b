"""The pairs of a site: changed ones are read, the others come from the build cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from sitegen.building.incremental.cache import BuildCache, PairRow
from sitegen.building.incremental.sources import Sources
from sitegen.building.plan import CrossReferences
from sitegen.building.processes.workers import Workers
from sitegen.building.story_cache import StoryLocation
from sitegen.rendering.summaries import Summary
from sitegen.settings.site import Site

_SUMMARY = TypeAdapter(Summary)
_CROSSING = TypeAdapter(CrossReferences)


class Pairs:
    """The pairs of a site in one build.

    ``read`` are the summaries of those that were read, by slug, and ``places`` where their stories wait. Those that are
    ``held`` cannot be read now, and their pages have to stay as they are.
    """

    def __init__(self, site: Site, sources: Sources, record: BuildCache, workers: Workers) -> None:
        self._site = site
        self._sources = sources
        self._record = record
        self._workers = workers
        self._rows: dict[str, PairRow] = {}
        self._pictures: dict[str, Mapping[str, str]] = {}
        self.read: dict[str, Summary] = {}
        self.places: dict[str, StoryLocation] = {}
        self.held: frozenset[str] = frozenset()

    def read_from_files(self, slugs: Iterable[str]) -> None:
        """Read pairs."""
        for summary, place, pictures in self._workers.read(slugs):
            self.read[summary.slug] = summary
            self._pictures[summary.slug] = pictures
            if place:
                self.places[summary.slug] = place

    def hold_last_good(self) -> None:
        """Keep the cached state of pairs that lack a page because of an error, with their current problems."""
        broken = [slug for slug, summary in self.read.items() if _has_error(summary)]
        for slug, before in self.recorded(broken).items():
            if before.cards.keys() - self.read[slug].cards.keys():
                self.read[slug] = replace(before, problems=self.read[slug].problems)
                self.places.pop(slug, None)
                self.held |= {slug}

    def recorded(self, slugs: Iterable[str] | None = None) -> dict[str, Summary]:
        """Return the recorded summaries of all pairs, or of some, as far as they can be understood."""
        rows = self._record.pairs(slugs)
        self._rows |= rows
        return understood(rows)

    def crossing(self, slug: str) -> CrossReferences | None:
        """Return the cross-references of a pair whose cache entry was read, if they are known."""
        try:
            return _CROSSING.validate_json(self._rows[slug].crossing)
        except (ValidationError, KeyError):
            return None

    def together(self, unchanged: Iterable[str]) -> dict[str, Summary]:
        """Return the summaries of the pairs that were read and of those that are ``unchanged``, by slug and sorted."""
        wanted = set(unchanged)
        recorded = self.recorded() if wanted else {}
        self.read_from_files(sorted(wanted - recorded.keys()))
        summaries = {slug: summary for slug, summary in recorded.items() if slug in wanted} | self.read
        return dict(sorted(summaries.items()))

    def rows(self, crossings: Mapping[str, CrossReferences]) -> Iterator[PairRow]:
        """Yield the rows of all pairs that were read, and of those whose ``crossings`` are not those of the record."""
        for slug, summary in self.read.items():
            if slug.isascii():  # no other can be a slug
                # These are looked at every time: what is held back may have become due.
                signature = "" if summary.due or slug in self.held else self._sources.of_pair(slug)
                pictures = "\n".join(self._pictures[slug])
                around = _json(_CROSSING, crossings[slug]) if slug in crossings else self._recorded_crossing(slug)
                yield PairRow(slug, signature, pictures, _json(_SUMMARY, summary), around)
        for slug, crossing in crossings.items():
            row = self._rows.get(slug)
            if slug not in self.read and row and row.crossing != (text := _json(_CROSSING, crossing)):
                yield row._replace(crossing=text)

    def _recorded_crossing(self, slug: str) -> str:
        return self._rows[slug].crossing if slug in self._rows else ""

    def pictures(self) -> Iterator[tuple[str, str]]:
        """Yield the pictures that the pairs ask for that were read, and their signatures.

        One that was changed just now has a signature that no file has: it has to be looked at again.
        """
        for pictures in self._pictures.values():
            yield from ((path, "recent" if self._sources.is_recent(now) else now) for path, now in pictures.items())

    def asks_for_the_same_pictures(self, slug: str) -> bool:
        """Tell whether a pair that was read asks for the pictures that the record knows of."""
        return "\n".join(self._pictures[slug]) == self._rows[slug].pictures


def understood(rows: Mapping[str, PairRow]) -> dict[str, Summary]:
    """Return the summaries in rows of the record, without those that cannot be understood."""
    found: dict[str, Summary] = {}
    for slug, row in rows.items():
        with suppress(ValidationError):
            found[slug] = _SUMMARY.validate_json(row.summary)
    return found


def _has_error(summary: Summary) -> bool:
    """Tell whether there is an error in an article that does not say of itself that it is to be hidden."""
    is_meant_to_be_shown = summary.status in {"published", "unreadable"}
    return is_meant_to_be_shown and any(problem.severity == "error" for problem in summary.problems)


def _json(adapter: TypeAdapter[Summary] | TypeAdapter[CrossReferences], value: Summary | CrossReferences) -> str:
    return adapter.dump_json(value).decode()  # type: ignore[arg-type]
