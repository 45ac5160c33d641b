"""One sentence becomes several, or two become one, in both files at once: line n stays beside line n."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import pairwise

from sitegen.content.body.body import read_body
from sitegen.content.body.escaping import escape_line_start
from sitegen.content.body.lines import Kind
from sitegen.content.front_matter.sentence_records import (
    BY_A_PERSON,
    FIELDS,
    Entry,
    format_entries,
    is_reviewed,
    parse_removed,
    review_digest,
    short_digest,
)
from sitegen.content.pairing import aligned_entries
from sitegen.content.store import save_article
from sitegen.desk.editing import ConflictError, Seen, Sentence, changing, seen_sentence
from sitegen.desk.stories import Story, load_story
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.site import Site

_Piece = tuple[str, str, Entry]
"""A line of the original, the one beside it, and its entry."""


def split(
    site: Site, slug: str, number: int, seen: Seen, *, source_at: Sequence[int], target_at: Sequence[int]
) -> Story:
    """Split a sentence and its translation before these characters, and return the story as it is then.

    Raises:
        UnknownStoryError, ConflictError: see `seen_sentence`.
        SitegenError: the line is no plain sentence, a piece would be empty, or a file cannot be written.
    """
    with changing(site):
        story = load_story(site, slug)
        sentence = seen_sentence(story, number, seen)
        _check_is_plain(site, story, [sentence.number])
        sources, targets = _cut(sentence.source, source_at), _cut(sentence.target, target_at)
        if len(sources) != len(targets) or not all((*sources, *targets)):
            raise SitegenError(say("split both sentences into as many parts, none of them empty"))
        pieces = [
            (source, target, _entry(source, target, [sentence]))
            for source, target in zip(sources, targets, strict=True)
        ]
        return _with_lines(site, story, sentence.number, 1, pieces)


def join(site: Site, slug: str, number: int, seen: Sequence[Seen]) -> Story:
    """Join a sentence with the one in the next line, and return the story as it is then.

    Raises:
        UnknownStoryError, ConflictError: see `seen_sentence`.
        SitegenError: one of the lines is no plain sentence, or a file cannot be written.
    """
    with changing(site):
        story = load_story(site, slug)
        first, second = (seen_sentence(story, number + step, one) for step, one in enumerate(seen))
        if second.number != first.number + 1:
            raise ConflictError(story, number)
        _check_is_plain(site, story, [first.number, second.number])
        source, target = (
            f"{one} {other}" for one, other in ((first.source, second.source), (first.target, second.target))
        )
        return _with_lines(site, story, first.number, 2, [(source, target, _entry(source, target, [first, second]))])


def _cut(text: str, places: Sequence[int]) -> list[str]:
    bounds = [0, *sorted(places), len(text)]
    pieces = [text[start:end].strip() for start, end in pairwise(bounds)]
    return [pieces[0], *map(escape_line_start, pieces[1:])]


def _check_is_plain(site: Site, story: Story, numbers: Sequence[int]) -> None:
    """See to it that lines are sentences of a paragraph, without a list's or a table's signs.

    Raises:
        SitegenError: one of them is not.
    """
    lines = read_body(story.original.body, site.house_styles.related_labels).lines
    for number in numbers:
        line = lines[number - FIELDS] if number >= FIELDS else None
        if line is None or line.kind is not Kind.TEXT or not line.parts[0].readable:
            raise SitegenError(say("only sentences of a paragraph can be split or joined"))


def _entry(source: str, target: str, sentences: Sequence[Sentence]) -> Entry:
    """The entry of what was split or joined: the machine's only if all of it is the machine's."""
    entries = [sentence.entry or Entry() for sentence in sentences]
    is_machine = all(
        short_digest(sentence.target) == entry.output and short_digest(sentence.source) == entry.source
        for sentence, entry in zip(sentences, entries, strict=True)
    )
    if not is_machine:
        return Entry(short_digest(source), BY_A_PERSON)
    flags = tuple(dict.fromkeys(flag for entry in entries for flag in entry.flags))
    known = [entry.confidence for entry in entries if entry.confidence is not None]
    return Entry(short_digest(source), short_digest(target), flags, confidence=min(known, default=None))


def _with_lines(site: Site, story: Story, number: int, count: int, pieces: Sequence[_Piece]) -> Story:
    """Write both files with ``pieces`` in the place of ``count`` lines."""
    place = number - FIELDS
    original, translation = story.original, story.translation
    sources, targets, new = zip(*pieces, strict=True)
    bodies = [
        (*article.body[:place], *lines, *article.body[place + count :])
        for article, lines in ((original, sources), (translation, targets))
    ]
    record = translation.translation
    if record is not None:
        entries = list(aligned_entries(original, translation) or ())
        entries[number : number + count] = new
        sentences = format_entries(entries, parse_removed(record.sentences))
        digest = review_digest(sentences) if is_reviewed(record) and record.reviewed else record.reviewed
        record = dataclasses.replace(record, sentences=sentences, reviewed=digest)
    # Should the program end between the two, translating keeps a person's sentence at the first part.
    save_article(original.path, dataclasses.replace(original, body=bodies[0]))
    save_article(translation.path, dataclasses.replace(translation, body=bodies[1], translation=record))
    return load_story(site, original.slug)
