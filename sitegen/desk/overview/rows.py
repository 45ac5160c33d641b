"""What the list says of a story, and its sentences, in the form in which the desk's index keeps them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
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


class Row(NamedTuple):
    """A story in the list, and its sentences."""

    facts: JSON
    sentences: tuple[IndexedSentence, ...]


def story_row(site: Site, slug: str) -> Row:
    """Read a story for the list. Of one that cannot be read, there is nothing but what is wrong with it."""
    try:
        story = load_story(site, slug)
    except SitegenError as error:
        return Row({**_facts(site, slug, None), "problems": [problem_text(error.problem, site)]}, ())
    return Row(_facts(site, slug, story), tuple(_sentences(story)) if story.is_open else ())


def _facts(site: Site, slug: str, story: Story | None) -> JSON:
    original, translation = (story.original, story.translation) if story else (None, None)
    record = translation.translation if translation else None
    titles = original.title if original else slug, translation.title if translation else ""
    return {
        "slug": slug,
        "title": titles[0],
        "translated_title": titles[1],
        "words": folded(" ".join((*titles, slug))),
        "date": original.date.isoformat() if original and original.date else "",
        "draft": bool(original and original.draft) or bool(translation and translation.draft),
        "withdrawn": bool(original and original.withdrawn),
        "reviewed": is_reviewed(record),
        "counts": _counts(story) if story and story.is_open else dict.fromkeys(_COUNTS, 0),
        "problems": [problem_text(problem, site) for problem in story.problems] if story else [],
    }


def folded(text: str) -> str:
    """Return a text as it is searched: in small letters, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


_COUNTS = ("sentences", "by_person", "rough", "poor", "issues", "stale", "unreviewed")


def _counts(story: Story) -> dict[str, int]:
    counts = dict.fromkeys(_COUNTS, 0)
    reviewed = is_reviewed(story.translation.translation)
    for source, target, state in _translated(story):
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


def _translated(story: Story) -> Iterator[tuple[str, str, SegmentStatus]]:
    sources, targets = texts(story.original), texts(story.translation)
    known = states(story.original, story.translation) or (NOTHING,) * len(sources)
    return zip(sources, targets, known, strict=True)


def _sentences(story: Story) -> Iterator[IndexedSentence]:
    by_people = story.translation.translation is None or is_reviewed(story.translation.translation)
    for number, (source, target, state) in enumerate(_translated(story)):
        if source and target and not state.stale:
            yield IndexedSentence(number, source, target, state.person or by_people)
