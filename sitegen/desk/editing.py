"""Edits of one sentence in its file (typed, approved or reverted); everything else in the file stays.

Whose a sentence is follows from its line in the record, as with an edit in any editor: a person's is one whose digest
is not that of the machine's output. So most edits leave the record alone.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sitegen.articles import Article, TranslationRecord
from sitegen.content.front_matter.sentence_records import (
    BY_A_PERSON,
    FIELDS,
    Entry,
    format_entries,
    is_reviewed,
    parse_entries,
    parse_removed,
    review_digest,
    short_digest,
    texts,
)
from sitegen.content.pairing import aligned_entries
from sitegen.content.store import save_article
from sitegen.desk.stories import Story, UnknownStoryError, load_story
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.storage.lock import CONTENT_LOCK, locked
from sitegen.translation.texts import spaced_like

_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_PATIENCE = 20.0
"""Seconds in which another command must be done with an article."""


@dataclass(frozen=True)
class Seen:
    """The short digests of a sentence and its translation as the person saw them."""

    source: str
    target: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of a story with its translation and the entry in the record; ``entry`` is None where there is none."""

    story: Story
    number: int
    source: str
    target: str
    entry: Entry | None


class ConflictError(Exception):
    """The sentence is another than the person saw; ``number`` is that of what stands there now."""

    def __init__(self, story: Story, number: int) -> None:
        super().__init__()
        self.story = story
        self.number = number


class StoryConflictError(Exception):
    """The story is another than the person saw."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story


def changing(site: Site) -> AbstractContextManager[None]:
    """Keep others from changing articles until the block is left.

    Raises:
        SitegenError: another command does not let go of them.
    """
    return locked(site.state, patience=_PATIENCE, name=CONTENT_LOCK)


Change = Callable[[Sentence], tuple[str, Entry | None]]
"""Makes of a sentence its new translation and entry."""


def edit(site: Site, slug: str, number: int, seen: Seen, change: Change) -> tuple[Story, int]:
    """Change one sentence of a story; return the story as it is then, and where the sentence stands.

    A sentence that has moved since it was seen is found again where it is the only one with what was seen.

    Raises:
        UnknownStoryError: there is no such story or sentence.
        ConflictError: the sentence or its original is another than was seen.
        SitegenError: a file cannot be read or written, or its lines do not pair up.
    """
    with changing(site):
        story = load_story(site, slug)
        sentence = seen_sentence(story, number, seen)
        if not sentence.source:
            raise SitegenError(say("there is nothing to translate in this line"))
        text, entry = change(sentence)
        after = _with_sentence(story, sentence, text, entry)
        if after != story.translation:
            save_article(after.path, after)
        return load_story(site, slug), sentence.number


def seen_sentence(story: Story, number: int, seen: Seen) -> Sentence:
    """Return the sentence that was seen in a story.

    Raises:
        UnknownStoryError: there is no sentence of this number.
        ConflictError: the sentence or its original is another than was seen.
        SitegenError: the story's lines do not pair up.
    """
    if not story.is_open:
        fault = story.problems[-1]
        raise SitegenError(fault.message, fault.path, fault.line)
    both = list(zip(texts(story.original), texts(story.translation), strict=True))
    if not 0 <= number < len(both):
        raise UnknownStoryError(say("'{slug}' has no sentence {number}", slug=story.original.slug, number=number))
    places = [place for place, pair in enumerate(both) if Seen(*map(short_digest, pair)) == seen]
    # Where the original is as it was seen, the sentence has not moved: somebody else has translated it.
    is_changed = short_digest(both[number][0]) == seen.source
    if number not in places and (is_changed or len(places) != 1):
        raise ConflictError(story, number)
    place = number if number in places else places[0]
    entries = aligned_entries(story.original, story.translation)
    return Sentence(story, place, *both[place], entries[place] if entries else None)


def typed(text: str) -> Change:
    """Return the change that makes a text the translation, as a person typed it.

    Raises:
        SitegenError: it is empty, or has characters that no text has.
    """
    line = one_line(text)
    if not line:
        raise SitegenError(say("write the sentence: an empty line would not stand beside its original any more"))

    def change(sentence: Sentence) -> tuple[str, Entry | None]:
        return line, _persons(sentence, line)

    return change


def one_line(text: str) -> str:
    """Return a text with its lines joined, and without white space around it.

    Raises:
        SitegenError: it has characters that no text has.
    """
    line = _BREAKS.sub(" ", text).strip()
    if bad := _NO_TEXT.search(line):
        message = say("there is a character that no text has (U+{code:04X}); remove it", code=ord(bad[0]))
        raise SitegenError(message)
    return line


def accepted(sentence: Sentence) -> tuple[str, Entry | None]:
    """Make the sentence as it stands a person's, written for its original as that is now."""
    entry = sentence.entry
    if entry is None or not sentence.target:
        return sentence.target, entry
    is_machine = short_digest(sentence.target) == entry.output
    output = BY_A_PERSON if is_machine or not entry.output else entry.output
    return sentence.target, Entry(short_digest(sentence.source), output)


def taken_back(flags: tuple[str, ...], confidence: float | None) -> Change:
    """Return the change that takes an acceptance back: the sentence as it stands is the machine's, with its doubts."""

    def change(sentence: Sentence) -> tuple[str, Entry | None]:
        entry = Entry(short_digest(sentence.source), short_digest(sentence.target), flags, confidence=confidence)
        return sentence.target, entry if sentence.entry and sentence.entry.output == BY_A_PERSON else sentence.entry

    return change


def _persons(sentence: Sentence, text: str) -> Entry | None:
    """The entry of a sentence that a person has typed. Who types what the machine wrote takes an edit back."""
    entry, source = sentence.entry, short_digest(sentence.source)
    if entry is None or (entry.source == source and not entry.beside):
        return entry
    return Entry(source, entry.output if entry.output and entry.output != short_digest(text) else BY_A_PERSON)


def _with_sentence(story: Story, sentence: Sentence, text: str, entry: Entry | None) -> Article:
    number, translation = sentence.number, story.translation
    record = translation.translation
    if record and entry is not None and entry != sentence.entry:
        translation = dataclasses.replace(translation, translation=_with_entry(record, story, number, entry))
    if text == sentence.target:
        return translation
    if number == 0:
        return dataclasses.replace(translation, title=text)
    if number < FIELDS:
        return dataclasses.replace(translation, caption=text)
    body = list(translation.body)
    place = number - FIELDS
    body[place] = spaced_like(body[place] if body[place].strip() else story.original.body[place], text)
    return dataclasses.replace(translation, body=tuple(body))


def _with_entry(record: TranslationRecord, story: Story, number: int, entry: Entry) -> TranslationRecord:
    """The record with another entry for one text; what was reviewed stays so, as a person made the change."""
    entries = list(parse_entries(record.sentences))
    aligned = list(aligned_entries(story.original, story.translation) or ())
    is_in_place = len(entries) == len(aligned) and entries[number].place == aligned[number].place
    entries = entries if is_in_place else aligned
    entries[number] = entry
    sentences = format_entries(entries, parse_removed(record.sentences))
    digest = review_digest(sentences) if is_reviewed(record) and record.reviewed else record.reviewed
    return dataclasses.replace(record, sentences=sentences, reviewed=digest)
