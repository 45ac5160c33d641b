"""Which articles a site shows: drafts, withdrawn ones, and those without a translation."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.articles import Article, Pair
from sitegen.config import Site
from sitegen.content.front_matter import line_of_key
from sitegen.errors import Problem
from sitegen.files import read_text
from sitegen.rendering.addresses import Addresses, article_path
from sitegen.rendering.stories import Story
from sitegen.rendering.tags import TagNames


@dataclass(frozen=True)
class Selection:
    """A site's pairs: those that are ``published``, those that are ``withdrawn``, and the slugs of them and drafts."""

    published: tuple[Pair, ...]
    withdrawn: tuple[Pair, ...]
    slugs: frozenset[str]


def select(pairs: Iterable[Pair], problems: list[Problem], *, drafts: bool = False) -> Selection:
    """Return the selection of ``pairs``; with ``drafts``, those count as published.

    A draft of a translation is as if it was not there. What a translation's front matter says of the whole article,
    where only the original's counts, is said in ``problems``.
    """
    published: list[Pair] = []
    withdrawn: list[Pair] = []
    slugs: set[str] = set()
    for pair in pairs:
        problems += _misplaced(pair)
        slugs.add(pair.original.slug)
        if pair.original.draft and not drafts:
            continue
        hidden = pair.translation is not None and pair.translation.draft and not drafts
        shown = Pair(pair.original, None) if hidden else pair
        (withdrawn if pair.original.withdrawn else published).append(shown)
    return Selection(tuple(published), tuple(withdrawn), frozenset(slugs))


def with_policy(site: Site, story: Story, names: TagNames) -> Story:
    """Return the story as the site's settings want it shown.

    A machine's translation that nobody reviewed is kept from search engines unless ``index_machine_translations``, and
    with ``untranslated = "notice"`` an article without translation has its original stand in for it.
    """
    original, translation = story.original, story.translation
    if original.draft:
        original = dataclasses.replace(original, indexed=False)
    if translation:
        unread = translation.translation is not None and translation.translation.status == "machine"
        if translation.draft or (unread and not site.index_machine_translations):
            translation = dataclasses.replace(translation, indexed=False)
    stand_in = None
    if translation is None and site.untranslated == "notice":
        url = Addresses.of(site).link(article_path(site.target_language, original.slug))
        tags = names.views((tag.name for tag in original.tags), site.target_language)
        stand_in = dataclasses.replace(original, url=url, tags=tags, indexed=False, stands_in=True)
    return dataclasses.replace(story, original=original, translation=translation, stand_in=stand_in)


def _misplaced(pair: Pair) -> Iterable[Problem]:
    original, translation = pair.original, pair.translation
    if translation and (translation.withdrawn or translation.aliases):
        key = "withdrawn" if translation.withdrawn else "aliases"
        message = f"{key}: counts only in the original, {original.path.parent.name}/{original.path.name}; move it there"
        yield problem_at(translation, key, message, warning=True)
    if translation and translation.tags not in {(), original.tags}:
        message = f"tags: count only in the original, {original.path.parent.name}/{original.path.name}; move them there"
        yield problem_at(translation, "tags", message, warning=True)
    if original.withdrawn_reason and not original.withdrawn:
        message = "withdrawn_reason: the article is not withdrawn; add withdrawn: true, or remove the reason"
        yield problem_at(original, "withdrawn_reason", message, warning=True)


def problem_at(article: Article, key: str, message: str, *, warning: bool = False) -> Problem:
    """Return a problem with a key of an article's front matter, which stands in a file that can be read."""
    line = line_of_key(read_text(article.path), article.path, key)
    return Problem(message, article.path, line, "warning" if warning else "error")
