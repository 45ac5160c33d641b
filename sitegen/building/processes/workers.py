"""Reading pairs and making files, on all cores. Each process writes only its own files."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.building.incremental.hashing import with_digests
from sitegen.building.processes.pool import Pool
from sitegen.building.reading import Reading, Words
from sitegen.building.renderer import Job, RenderedFile, Renderer
from sitegen.building.story_cache import StoryLocation
from sitegen.rendering.summaries import Summary
from sitegen.settings.site import Site

Read = tuple[Summary, StoryLocation | None, Mapping[str, str]]
"""A pair's summary, where its story waits, and the signatures of the pictures that it asks for."""


class Workers(Pool[Renderer]):
    """Reads pairs and makes files, in this process or in others. Use it as a context."""

    def __init__(
        self,
        site: Site,
        words: Mapping[str, Words],
        story_cache: Path,
        now: datetime.datetime,
        count: int | None = None,
    ) -> None:
        """What is not due ``now`` is held. ``count`` is how many processes there may be, by default one a core."""
        super().__init__(site.root, Renderer, (site, words, story_cache, now), count)

    def read(self, slugs: Iterable[str]) -> Iterator[Read]:
        """Yield the summary of each pair, where its story waits if it is published, and the pictures it asks for."""
        yield from self.map(_read, slugs)

    def make(self, orders: Iterable[Job], tagged: frozenset[str]) -> Iterator[RenderedFile]:
        """Yield the files of ``orders``. ``tagged`` are the languages in which an article has a tag (see `Frame`)."""
        yield from self.map(_Making(tagged), orders)

    def __exit__(self, *error: object) -> None:
        """Let the processes end, without doing what waits."""
        super().__exit__(*error)
        if self._tool:
            self._tool.story_cache.close()


def _read(maker: Renderer, slugs: list[str]) -> list[Read]:
    return [_shelved(maker, maker.reader.read(slug)) for slug in slugs]


def _shelved(maker: Renderer, reading: Reading) -> Read:
    return (
        with_digests(reading.summary),
        maker.story_cache.put(reading.story) if reading.story else None,
        reading.looked_for,
    )


class _Making:
    """Makes files; a class because it is sent to other processes with what it knows."""

    def __init__(self, tagged: frozenset[str]) -> None:
        self.tagged = tagged

    def __call__(self, maker: Renderer, orders: list[Job]) -> list[RenderedFile]:
        context = maker.context(self.tagged)
        return [made for order in orders for made in maker.make(order, context)]
