"""Whose each sentence of a translation is, and whether it is in doubt: read from the record in the front matter."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.articles import Article
from sitegen.content.front_matter.sentence_records import is_reviewed, short_digest, texts
from sitegen.content.pairing import aligned_entries


@dataclass(frozen=True)
class SegmentStatus:
    """What is known of one translated text.

    ``person`` tells that a person wrote or approved it, ``stale`` that its source has changed since, and ``flags`` are
    the machine's doubts about a sentence of its own. ``confidence``, from 0 to 1, says how likely such a sentence is
    good; None where it is not known.
    """

    person: bool = False
    stale: bool = False
    flags: tuple[str, ...] = ()
    confidence: float | None = None


NOTHING = SegmentStatus()
"""Of most texts, there is nothing to be known."""


def states(original: Article, translation: Article) -> tuple[SegmentStatus, ...]:
    """Return the state of title, caption and each body line of ``translation``; none if they do not pair up.

    Where a person has reviewed the translation, the machine's doubts are settled.
    """
    entries = aligned_entries(original, translation)
    if entries is None or len(original.body) != len(translation.body):
        return ()
    reviewed = is_reviewed(translation.translation)
    found = []
    for source, text, entry in zip(texts(original), texts(translation), entries, strict=True):
        person = bool(entry.source) and short_digest(text) != entry.output
        copied = text == source
        stale = person and not copied and entry.source != short_digest(source)
        settled = person or reviewed
        flags = () if settled else entry.flags
        confidence = None if settled else entry.confidence
        if (person and not copied) or flags or confidence is not None:  # what is stale is a person's
            found.append(SegmentStatus(person and not copied, stale, flags, confidence))
        else:
            found.append(NOTHING)
    return tuple(found)
