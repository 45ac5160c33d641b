"""Which articles a site shows: drafts, withdrawn ones, and those without a translation."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from sitegen.articles import Pair, Source
from sitegen.content.confidence import Level
from sitegen.content.front_matter.front_matter import line_of_key
from sitegen.errors import Problem, SitegenError
from sitegen.messages import say
from sitegen.rendering.addresses import Addresses, article_path
from sitegen.rendering.stories import Story
from sitegen.rendering.tags import TagNames
from sitegen.rendering.views import ArticleView
from sitegen.settings.site import Site
from sitegen.storage.files import read_text

Status = Literal["published", "withdrawn", "hidden", "unreadable"]


def status_of(pair: Pair, *, drafts: bool = False) -> Status:
    """Tell how the site shows a pair. Drafts are hidden; with ``drafts``, they count as published."""
    if pair.original.draft and not drafts:
        return "hidden"
    return "withdrawn" if pair.original.withdrawn else "published"


def shown_part(pair: Pair, *, drafts: bool = False) -> Pair:
    """Return the pair without its translation where that is a draft; with ``drafts``, the pair as it is."""
    hidden = pair.translation is not None and pair.translation.draft and not drafts
    return Pair(pair.original, None) if hidden else pair


def with_policy(site: Site, story: Story, names: TagNames) -> Story:
    """Return the story as the site's settings want it shown.

    A machine's translation that nobody reviewed is kept from search engines unless ``index_machine_translations`` says
    that they may have all, or it reaches the level that this asks for (see `LevelCounts.reach`). And
    with ``untranslated = "notice"`` an article without translation has its original stand in for it. With
    ``canonical = "original"``, search engines are sent to the page on which an original was first published.
    """
    original, translation = story.original, story.translation
    if original.draft:
        original = dataclasses.replace(original, indexed=False)
    elif site.canonical == "original" and original.source:
        original = dataclasses.replace(original, canonical=original.source.url)
    if translation:
        unread = translation.translation is not None and translation.translation.status == "machine"
        if translation.draft or (unread and not _may_be_indexed(translation, site.index_machine_translations)):
            translation = dataclasses.replace(translation, indexed=False)
    stand_in = None
    if translation is None and site.untranslated == "notice":
        url = Addresses.of(site).link(article_path(site.target_language, original.slug))
        tags = names.views((tag.name for tag in original.tags), site.target_language)
        stand_in = dataclasses.replace(
            original, url=url, tags=tags, indexed=False, canonical="", stands_in=True, title_lang=original.lang
        )
    return dataclasses.replace(story, original=original, translation=translation, stand_in=stand_in)


def _may_be_indexed(translation: ArticleView, wanted: bool | Level) -> bool:
    return wanted if isinstance(wanted, bool) else translation.levels.reach(wanted)


def misplaced(pair: Pair) -> Iterable[Problem]:
    """Yield keys in a translation's front matter that only count in the original's, and the like."""
    original, translation = pair.original, pair.translation
    place = f"{original.path.parent.name}/{original.path.name}"
    if translation and (translation.withdrawn or translation.aliases):
        key = "withdrawn" if translation.withdrawn else "aliases"
        message = say("{key}: counts only in the original, {place}; move it there", key=key, place=place)
        yield problem_at(translation.path, key, message, warning=True)
    if translation and translation.tags not in {(), original.tags}:
        message = say("tags: count only in the original, {place}; move them there", place=place)
        yield problem_at(translation.path, "tags", message, warning=True)
    if translation and translation.source and dataclasses.replace(translation.source, note="") != Source():
        message = say("source: counts only in the original, {place}, but for its note; move it there", place=place)
        yield problem_at(translation.path, "source", message, warning=True)
    if original.withdrawn_reason and not original.withdrawn:
        message = say("withdrawn_reason: the article is not withdrawn; add withdrawn: true, or remove the reason")
        yield problem_at(original.path, "withdrawn_reason", message, warning=True)


def problem_at(path: Path, key: str, message: str, *, warning: bool = False) -> Problem:
    """Return a problem with a key of the front matter of an article's file."""
    try:
        line = line_of_key(read_text(path), path, key)
    except SitegenError:  # it is gone by now
        line = None
    return Problem(message, path, line, "warning" if warning else "error")
