"""Translations whose record says how sure the machine is of each sentence."""

from __future__ import annotations

from typing import NamedTuple

from sites import TRANSLATED, SiteFolder

from sitegen.content.front_matter.sentence_records import Entry, format_entries, short_digest


class Rated(NamedTuple):
    """A text, its translation by the machine, how sure that is of it, and the kinds of its issues."""

    source: str
    output: str
    confidence: float | None = None
    flags: tuple[str, ...] = ()

    @property
    def entry(self) -> Entry:
        """Its entry in the record."""
        return Entry(short_digest(self.source), short_digest(self.output), self.flags, confidence=self.confidence)


def write_rated(site: SiteFolder, slug: str, title: Rated, *body: Rated, **front: object) -> None:
    """Write an article and its translation, each sentence a paragraph of its own."""
    entries = [title.entry, Entry()]
    for sentence in body:
        entries += [sentence.entry, Entry()]
    record = {**TRANSLATED, "sentences": list(format_entries(entries[:-1] if body else entries))}
    record |= {"status": front.pop("status", "machine")}
    site.write("id", slug, title.source, "\n\n".join(sentence.source for sentence in body), **front)
    site.write("en", slug, title.output, "\n\n".join(sentence.output for sentence in body), translation=record, **front)
