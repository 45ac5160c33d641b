"""The shared types that the stages exchange. All values are frozen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

Status = Literal["machine", "reviewed"]


@dataclass(frozen=True)
class Source:
    """The source of an article: its seed, and its first publisher.

    ``file`` is the seed's path relative to the site, ``sha256`` the digest of its bytes, ``row`` that of its story in a
    table, and ``imported`` the digest of the Markdown file as the import wrote it (see `sitegen.content.store.digest`):
    while it still matches, no person has edited the file. An article that was written by hand has none of these.

    ``url`` is the page on which ``publisher`` had it first, on the day ``published``; ``authors`` are those whom it
    named there. ``license`` names the terms of use, and ``note`` is shown to readers. ``extra`` keeps other keys.
    """

    file: str = ""
    sha256: str = ""
    imported: str = ""
    row: int | None = None
    url: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: datetime.date | None = None
    published_time: datetime.time | None = None
    license: str = ""
    note: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def attribution(self) -> Source | None:
        """The part that an import does not fill, None if there is none."""
        own = replace(self, file="", sha256="", imported="", row=None)
        return None if own == Source() else own


@dataclass(frozen=True)
class TranslationRecord:
    """What made a translated file.

    ``options`` are those of the engine, empty where they are not known.

    ``sentences`` has a line for the title, the caption and every body line, in that order: ``source → output``, the
    short digests of the source text and of what the machine wrote for it, or an empty line for an empty text. A text
    whose digest is not the recorded one was written by a person. After it stand, with commas, the machine's doubts, and
    ``beside`` with the digest of the source as it is now, where that was changed (see
    `sitegen.content.front_matter.sentence_records`).
    ``removed`` keeps a person's sentences whose source is gone; their digests are in the last lines of ``sentences``.
    ``reviewed`` is a digest of the ``sentences`` that a person has read, if the program knows it; ``reviewed_by`` and
    ``reviewed_on`` are that person and the day, if they are said.
    """

    status: Status
    engine: str
    package: str
    version: str
    reviewed: str = ""
    sentences: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    options: str = ""
    reviewed_by: str = ""
    reviewed_on: datetime.date | None = None


@dataclass(frozen=True)
class Article:
    """One article in one language. ``body`` is Markdown, a sentence per line, lines without line breaks.

    ``image`` is the path of a picture from the article's file; a translation without one shows the original's.

    A ``date`` may have a ``time``, which is in the site's time zone if it names none, and so may the day on which the
    article was ``updated``. ``correction`` tells readers what was wrong before, in the language of the article.

    ``authors`` and ``editors`` are people by name; ``byline`` holds other credits.

    A ``draft`` is not published yet, and a ``withdrawn`` article not any more: its page says so, and why if there is a
    ``withdrawn_reason``. ``aliases`` are slugs that it had before, the oldest first. Only a draft or the words of a
    reason can be a translation's own; everything else of this counts in the original. ``tags`` are words of the
    original's language.

    ``lines`` are the lines of its file on which the keys of its front matter stand, and on which its "body" begins.
    """

    title: str
    slug: str
    lang: str
    body: tuple[str, ...]
    date: datetime.date | None = None
    time: datetime.time | None = None
    date_inferred: bool = False
    updated: datetime.date | None = None
    updated_time: datetime.time | None = None
    correction: str = ""
    caption: str = ""
    credit: str = ""
    credit_label: str = ""
    image: str = ""
    image_alt: str = ""
    dateline: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    draft: bool = False
    withdrawn: bool = False
    withdrawn_reason: str = ""
    aliases: tuple[str, ...] = ()
    source: Source | None = None
    translation: TranslationRecord | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    path: Path = Path()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Pair:
    """An original and its translation, which share a slug. ``translation`` is None while there is none."""

    original: Article
    translation: Article | None
