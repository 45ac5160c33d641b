"""Warnings about unknown keys in an article's front matter, and which of them hold the story back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from sitegen.articles import Article
from sitegen.content.front_matter.front_matter import KEYS, line_of_key
from sitegen.content.front_matter.unknown_keys import unknown_keys
from sitegen.errors import Problem, SitegenError
from sitegen.settings.site import Site
from sitegen.storage.files import read_text


def key_problems(article: Article, site: Site) -> Iterator[Problem]:
    """Yield a warning for each unknown key that is probably meant for a known one, or to hold the story back."""
    for unknown in unknown_keys(article, KEYS, site.front_matter.allow):
        try:
            line = line_of_key(read_text(article.path), article.path, unknown.key)
        except SitegenError:  # it is gone by now
            line = None
        yield Problem(unknown.message, article.path, line, "warning")


def held_back(article: Article, site: Site) -> Article:
    """Return the article as a draft if one of its unknown keys looks like an attempt to hold it back."""
    holds = any(unknown.holds_back for unknown in unknown_keys(article, KEYS, site.front_matter.allow))
    return dataclasses.replace(article, draft=True) if holds else article
