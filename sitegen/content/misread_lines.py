"""Warnings of the lines in a pair's files that Markdown takes otherwise than they were probably meant."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.articles import Article
from sitegen.content.body.misreadings import Misreading, misreadings
from sitegen.content.front_matter.front_matter import first_body_line
from sitegen.errors import Problem, SitegenError
from sitegen.storage.files import read_text


def misread_lines(original: Article | None, translation: Article | None) -> Iterator[Problem]:
    """Yield a warning for each; one that a translation shares with its original is given once."""
    of_original = list(misreadings(original.body)) if original else []
    if original:
        yield from _problems(original, of_original)
    if translation:
        known = {found.line for found in of_original}
        yield from _problems(translation, [item for item in misreadings(translation.body) if item.line not in known])


def _problems(article: Article, found: list[Misreading]) -> Iterator[Problem]:
    if not found:
        return
    try:
        first = first_body_line(read_text(article.path))
    except SitegenError:  # it is gone by now
        return
    for item in found:
        yield Problem(item.message, article.path, first + item.line, "warning")
