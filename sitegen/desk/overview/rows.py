"""Rows of the desk's index: a story as the list shows it, and its sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sitegen.content.confidence import level
from sitegen.content.front_matter.sentence_records import is_reviewed, texts
from sitegen.content.states import NOTHING, SegmentStatus, states
from sitegen.desk.stories import JSON, Story, load_story, problem_text
from sitegen.errors import SitegenError
from sitegen.settings.site import Site


class IndexedSentence(NamedTuple):
    """A sentence of a story with its translation; ``person`` tells that a person wrote or approved it."""

    number: int
    source: str
    target: str
    person: bool


_Translated = tuple[str, str, SegmentStatus]
"""A text, its translation, and what is known of that."""


class Row(NamedTuple):
    """A story in the list, and its sentences."""

    facts: JSON
    sentences: tuple[IndexedSentence, ...]


def story_row(site: Site, slug: str) -> Row:
    """Read a story for the list. The row of an unreadable one has only its problems."""
    try:
        story = load_story(site, slug)
    except SitegenError as error:
        return Row({**empty_row(slug, slug, ""), "read": True, "problems": [problem_text(error.problem, site)]}, ())
    translated = list(_translated(story)) if story.is_open else []
    return Row(_facts(site, story, translated), tuple(_sentences(story, translated)))


def empty_row(slug: str, title: str, date: str) -> JSON:
    """Return the row of an unknown story, marked as not ``read``."""
    return {
        "slug": slug,
        "title": title,
        "translated_title": "",
        "words": folded(f"{title} {slug}"),
        "date": date,
        "read": False,
        "draft": False,
        "withdrawn": False,
        "reviewed": False,
        "counts": dict.fromkeys(_COUNTS, 0),
        "problems": [],
    }


def _facts(site: Site, story: Story, translated: Sequence[_Translated]) -> JSON:
    original, translation = story.original, story.translation
    titles, slug = (original.title, translation.title), original.slug
    return {
        **empty_row(slug, original.title, original.date.isoformat() if original.date else ""),
        "translated_title": translation.title,
        "words": folded(" ".join((*titles, slug))),
        "read": True,
        "draft": original.draft or translation.draft,
        "withdrawn": original.withdrawn,
        "reviewed": is_reviewed(translation.translation),
        "counts": _counts(story, translated),
        "problems": [problem_text(problem, site) for problem in story.problems],
    }


def folded(text: str) -> str:
    """Return a text as it is searched: in small letters, without accents."""
    if text.isascii():  # most are
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


_COUNTS = ("sentences", "by_person", "rough", "poor", "issues", "stale", "unreviewed")


def _counts(story: Story, translated: Iterable[_Translated]) -> dict[str, int]:
    counts = dict.fromkeys(_COUNTS, 0)
    reviewed = is_reviewed(story.translation.translation)
    for source, target, state in translated:
        person = state.person or story.translation.translation is None
        if not source or (target == source and not person):
            continue  # empty, or copied as it is
        counts["sentences"] += 1
        counts["by_person"] += person
        counts["rough"] += not reviewed and level(state) == "rough"
        counts["poor"] += not reviewed and level(state) == "poor"
        counts["issues"] += bool(state.flags)
        counts["stale"] += state.stale
        counts["unreviewed"] += not person and not reviewed
    return counts


def _translated(story: Story) -> Iterator[_Translated]:
    sources, targets = texts(story.original), texts(story.translation)
    known = states(story.original, story.translation) or (NOTHING,) * len(sources)
    return zip(sources, targets, known, strict=True)


def _sentences(story: Story, translated: Iterable[_Translated]) -> Iterator[IndexedSentence]:
    by_people = story.translation.translation is None or is_reviewed(story.translation.translation)
    for number, (source, target, state) in enumerate(translated):
        if source and target and not state.stale:
            yield IndexedSentence(number, source, target, state.person or by_people)
