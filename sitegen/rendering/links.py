"""Links between articles: which story an address in a body means, and where it leads readers of each language.

An author names a story by its file (``dua.md``, ``../id/2022/dua.md``) or by its address (``/id/dua/``, ``../dua/``,
``/dua/``, or the whole one), and may use an old slug. Whatever language is written, readers stay in theirs.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from sitegen.content.places import SUFFIXES
from sitegen.content.store import article_path as article_file
from sitegen.content.written_addresses import written_addresses
from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.rendering.addresses import INDEX, Addresses, article_path, parallel_path
from sitegen.rendering.body.links import Destination, Links, led
from sitegen.rendering.body.pieces import Piece
from sitegen.rendering.redirects import Redirect
from sitegen.rendering.stories import Story
from sitegen.rendering.summaries import Summary
from sitegen.rendering.views import ArticleView
from sitegen.settings.site import Site
from sitegen.slugs import RESERVED


class _Shape(NamedTuple):
    """The story that a path can mean; ``certain`` where it can mean nothing else."""

    slug: str
    certain: bool
    parallel: bool = False


@dataclass(frozen=True)
class _Reading:
    """What an address means: one of the stories of ``shapes``, the likeliest first, or else a ``page`` of the site.

    ``page`` is a path in the site, and empty for an address that is right as it is. ``rest`` is the query and anchor.
    """

    shapes: tuple[_Shape, ...]
    page: str
    rest: str


def may_be_of_the_site(address: str, addresses: Addresses) -> bool:
    """Tell whether a link can lead to another page of the site."""
    parts = _split(address)
    return parts is not None and bool(parts.path) and _is_here(parts, addresses)


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address.strip())
    except ValueError:  # an address that no browser could follow
        return None


def _is_here(parts: SplitResult, addresses: Addresses) -> bool:
    if not parts.netloc:
        return not parts.scheme
    host = urlsplit(addresses.base_url).netloc.casefold()
    return parts.scheme in {"", "http", "https"} and parts.netloc.casefold() == host


def with_links(story: Story, links: Links, target_language: str) -> Story:
    """Return the story with the links in its bodies leading where ``links`` says, by the language of each page.

    An original that stands in for a translation is on a page in the ``target_language``.
    """

    def view_with_links(view: ArticleView, lang: str) -> ArticleView:
        def lead(piece: Piece) -> Piece:
            related = tuple([replace(one, nodes=led(one.nodes, links, lang)) for one in piece.related])
            return replace(piece, nodes=led(piece.nodes, links, lang), related=related)

        return replace(view, body=tuple(map(lead, view.body)))

    if not links:
        return story
    return replace(
        story,
        original=view_with_links(story.original, story.original.lang),
        translation=view_with_links(story.translation, target_language) if story.translation else None,
        stand_in=view_with_links(story.stand_in, target_language) if story.stand_in else None,
    )


class LinkTable:
    """All stories of a site, as links in bodies can mean them."""

    def __init__(self, site: Site, summaries: Mapping[str, Summary], moves: Iterable[Redirect]) -> None:
        """``summaries`` are given by slug, ``moves`` are the old slugs."""
        self._site = site
        self._addresses = Addresses.of(site)
        self._summaries = summaries
        self._moves = {move.before: move.after for move in moves}

    def links(self, summary: Summary) -> Links:
        """Return where the addresses in an article's bodies lead, as far as they need to be led."""
        found = {address: self._destinations(address, summary.slug) for address in summary.links}
        return {address: destinations for address, destinations in found.items() if destinations is not None}

    def problems(self, summary: Summary) -> Iterator[Problem]:
        """Yield a warning for each place in an article's files with an address that leads nowhere.

        Where there is no story of which it could be the address, it stops the publication of the site.
        """
        for address in (address for address, destinations in self.links(summary).items() if not destinations):
            reading = self._reading(address, summary.slug)
            shape, story = self._story(reading) if reading else (None, None)
            message = _state(story, ZoneInfo(self._site.timezone)) if story else self._no_article(shape)
            for path, line in _places(self._site, summary.slug, address) if message else ():
                yield Problem(
                    say("links to {address}, {what}", address=address, what=message),
                    path,
                    line,
                    severity="warning",
                    stops_publishing=story is None,
                )

    def _destinations(self, address: str, own: str) -> Mapping[str, Destination] | None:
        """Where an address leads by the language of the page: nowhere at all, or None where it is to stay."""
        reading = self._reading(address, own)
        if reading is None:
            return None
        shape, story = self._story(reading)
        if shape and story:
            return {lang: self._destination(story, lang, shape, reading.rest) for lang in self._pages_of(story)}
        if shape:
            return {}
        if reading.page:
            there = Destination(f"{self._addresses.base_path}{reading.page}{reading.rest}")
            return dict.fromkeys(self._site.languages, there)
        return None

    def _story(self, reading: _Reading) -> tuple[_Shape | None, Summary | None]:
        """The story that is meant; without a shape, the address can mean something else than a story."""
        for shape in reading.shapes:
            if story := self._summaries.get(self._moves.get(shape.slug, shape.slug)):
                return shape, story
        return next((shape for shape in reading.shapes if shape.certain), None), None

    def _pages_of(self, story: Summary) -> tuple[str, ...]:
        return self._site.languages if story.status == "withdrawn" or story.cards else ()

    def _destination(self, story: Summary, lang: str, shape: _Shape, rest: str) -> Destination:
        is_there = story.status == "withdrawn" or lang in story.cards
        target = lang if is_there else self._site.original_language
        has_parallel = shape.parallel and len(story.languages) > 1
        path = parallel_path(target, story.slug) if has_parallel else article_path(target, story.slug)
        return Destination(self._addresses.link(path) + rest, None if is_there else target)

    def _no_article(self, shape: _Shape | None) -> str:
        wanted = shape.slug if shape else ""
        near = difflib.get_close_matches(wanted, _alike(wanted, self._public), n=1)
        if near:
            return say("but there is no article '{slug}'; did you mean '{near}'?", slug=wanted, near=near[0])
        return say("but there is no article '{slug}'; correct the address, or remove the link", slug=wanted)

    @cached_property
    def _public(self) -> list[str]:
        """The slugs that readers can come to."""
        return [*(slug for slug, story in self._summaries.items() if self._pages_of(story)), *self._moves]

    # What an address means

    def _reading(self, address: str, own: str) -> _Reading | None:
        """What an address in the body of the article ``own`` means; None if it leads out of the site."""
        parts = _split(address)
        if parts is None or not parts.path or not _is_here(parts, self._addresses):
            return None
        rest = urlunsplit(("", "", "", parts.query, parts.fragment))
        base = self._addresses.base_path
        inside = _below(parts.path, base)
        if parts.netloc and inside is None:
            return None
        if named := _file_name(parts.path):
            return _Reading((_Shape(named, certain=True),), "", rest)
        if parts.path.startswith("/"):
            page = "" if inside is not None else parts.path[1:]
            shape = self._shape(_segments(page if inside is None else inside))
            is_ours = page.partition("/")[0] in self._site.languages
            return _Reading((shape,) if shape else (), page if is_ours else "", rest)
        return _Reading(tuple(self._relative(parts.path, own)), "", rest)

    def _relative(self, path: str, own: str) -> Iterator[_Shape]:
        """What a path means from the article's page; or else from the folder of its language, or that above."""
        place = self._addresses.link(article_path(self._site.original_language, own))
        there = _below(urljoin(place, path), self._addresses.base_path)
        readings = [] if there is None else [_segments(there)]
        readings.append([part for part in _segments(path) if part not in {"", ".", ".."}])
        yield from filter(None, map(self._shape, readings))

    def _shape(self, segments: list[str]) -> _Shape | None:
        has_language = bool(segments) and segments[0] in self._site.languages
        match segments[1:] if has_language else segments:
            case [slug] if _may_be_slug(slug):
                return _Shape(slug, has_language)
            case [slug, "parallel"] if _may_be_slug(slug) and has_language:
                return _Shape(slug, certain=True, parallel=True)
        return None


def _state(story: Summary, zone: ZoneInfo) -> str:
    """Why no link can lead to a story; nothing if it cannot be read, which is said of its own file."""
    if story.status != "hidden":
        return ""
    if story.due:
        return say(
            "which is held back until {day}: until it is published, readers see the words without a link",
            day=f"{story.due.astimezone(zone):%Y-%m-%d}",
        )
    return say("which is a draft: until it is published, readers see the words without a link")


def _alike(wanted: str, slugs: Iterable[str]) -> list[str]:
    """The slugs that are worth a closer look, which takes long: with half of the words, or one letter more or less."""
    words = set(wanted.split("-"))
    return [
        slug
        for slug in slugs
        if 2 * len(words.intersection(slug.split("-"))) >= len(words)
        or (abs(len(slug) - len(wanted)) <= 1 and slug[0] == wanted[0].casefold())
    ]


def _below(path: str, base: str) -> str | None:
    """The path below the site's own; None for one that is beside it."""
    if path.startswith(base):
        return path[len(base) :]
    return "" if path == base.rstrip("/") else None


def _segments(path: str) -> list[str]:
    parts = unquote(path).split("/")
    return parts[:-1] if parts[-1] in {"", INDEX} else parts


def _file_name(path: str) -> str:
    """The slug that the path of a Markdown file names."""
    name = unquote(path).rpartition("/")[2]
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), "")


def _may_be_slug(name: str) -> bool:
    return bool(name) and "." not in name and name not in RESERVED


def _places(site: Site, slug: str, address: str) -> Iterator[tuple[Path, int | None]]:
    """The files of an article, and the lines in them, in which an address stands: those of the original if any."""
    paths = [article_file(site, lang, slug) for lang in site.languages]
    for path in paths:
        if lines := dict.fromkeys(line for line, written in written_addresses(path) if written == address):
            yield from ((path, line) for line in lines)
            return
    yield paths[0], None  # it is written in some way of its own
