"""A person has read a translation: its file says so, and every other byte of it stays."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
from dataclasses import dataclass
from pathlib import Path

from sitegen.articles import Article, TranslationRecord
from sitegen.content.front_matter.sentence_records import (
    format_entries,
    is_reviewed,
    parse_entries,
    parse_removed,
    review_digest,
    short_digest,
    texts,
)
from sitegen.content.pairing import aligned_entries, out_of_step
from sitegen.content.states import states
from sitegen.content.store import article_files, article_path, load_article, save_article
from sitegen.errors import SitegenError
from sitegen.invocation import program
from sitegen.messages import either, say
from sitegen.settings.site import Site


@dataclass(frozen=True)
class Edit:
    """A change of the record in a translation's file. ``stale`` counts the sentences that are no longer so after it."""

    path: Path
    before: Article
    record: TranslationRecord
    after: TranslationRecord
    stale: int = 0


def review(site: Site, slug: str, by: str = "", on: datetime.date | None = None) -> Edit:
    """Return the edit that says that a person has read a translation; nothing is written yet.

    What a person wrote for a sentence that has changed since is no longer stale after it. ``by`` is who read it, and
    ``on`` the day.

    Raises:
        SitegenError: there is no such translation, it cannot be read, no machine made it, its lines have shifted, or
            its original has changed since it was translated.
    """
    path = _path(site, slug)
    translation, record = _load(site, path)
    original = load_article(article_path(site, site.original_language, slug), site.original_language)
    sources = [short_digest(text) if text else "" for text in texts(original)]
    if [entry.place for entry in parse_entries(record.sentences)] != sources:
        message = say(
            "was made before its original changed; run this first: {command}", command=f"{program()} translate"
        )
        raise SitegenError(message, path)
    entries = list(aligned_entries(original, translation) or ())
    if not entries or len(original.body) != len(translation.body):
        problem = out_of_step(original, translation)
        raise SitegenError(problem.message, problem.path, problem.line)
    stale = [number for number, state in enumerate(states(original, translation)) if state.stale]
    for number in stale:
        entries[number] = dataclasses.replace(entries[number], source=sources[number], beside="")
    sentences = format_entries(entries, parse_removed(record.sentences)) if stale else record.sentences
    after = dataclasses.replace(record, status="reviewed", reviewed=review_digest(sentences), sentences=sentences)
    if by or not is_reviewed(record):
        after = dataclasses.replace(after, reviewed_by=by, reviewed_on=on)
    return Edit(path, translation, record, after, len(stale))


def take_back(site: Site, slug: str) -> Edit:
    """Return the edit that takes a review back; nothing is written yet.

    Raises:
        SitegenError: there is no such translation, it cannot be read, or no machine made it.
    """
    path = _path(site, slug)
    translation, record = _load(site, path)
    after = dataclasses.replace(record, status="machine", reviewed="", reviewed_by="", reviewed_on=None)
    return Edit(path, translation, record, after)


def write(edit: Edit) -> bool:
    """Make an edit in its file; return whether the file had to be changed.

    Raises:
        SitegenError: the file cannot be read or written.
    """
    return save_article(edit.path, dataclasses.replace(edit.before, translation=edit.after))


def _path(site: Site, slug: str) -> Path:
    path = article_path(site, site.target_language, slug)
    slugs = [file.stem for file in article_files(site, site.target_language)]
    if slug in slugs:
        return path
    if article_path(site, site.original_language, slug) in article_files(site, site.original_language):
        message = say("'{slug}' is not translated yet; run: {command}", slug=slug, command=f"{program()} translate")
        raise SitegenError(message, path.parent)
    near = difflib.get_close_matches(slug, slugs, n=3)
    # A person who types the beginning of a long slug means that one.
    near = near or [other for other in slugs if slug and other.startswith(slug)][:3]
    if near:
        hint = say("did you mean {names}?", names=either(near))
    else:
        hint = say("its slug is the name of its file without .md")
    raise SitegenError(say("there is no article '{slug}' here; {hint}", slug=slug, hint=hint), path.parent)


def _load(site: Site, path: Path) -> tuple[Article, TranslationRecord]:
    """The translation and what made it."""
    translation = load_article(path, site.target_language)
    record = translation.translation
    if record is None:
        message = say("has no translation: in its front matter, so a person wrote it; no notice says else")
        raise SitegenError(message, path)
    return translation, record
