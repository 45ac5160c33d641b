"""Headline, caption, dates and all else in front matter that an editor changes at the desk."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sitegen.articles import Article
from sitegen.content.front_matter.front_matter import format_article, parse_article
from sitegen.content.front_matter.moments import read_moment
from sitegen.content.store import save_article
from sitegen.desk.editing import StoryConflictError, changing, one_line
from sitegen.desk.stories import Story, load_story
from sitegen.desk.wire import Given
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.site import Site


class TranslationFields(Given):
    """What a translation says for itself; what is None stays."""

    caption: str | None = None
    correction: str | None = None
    image_alt: str | None = None
    draft: bool | None = None
    withdrawn_reason: str | None = None


class OriginalFields(TranslationFields):
    """What an original says; what is None stays. A day or time that is empty is taken out."""

    title: str | None = None
    date: str | None = None
    time: str | None = None
    updated: str | None = None
    credit: str | None = None
    tags: list[str] | None = None
    authors: list[str] | None = None
    editors: list[str] | None = None
    byline: str | None = None
    withdrawn: bool | None = None
    dateline: str | None = None


class FieldsEdit(Given):
    """Fields of a story, as it was seen."""

    version: str
    original: OriginalFields = OriginalFields()
    translation: TranslationFields = TranslationFields()


def edit_fields(site: Site, slug: str, given: FieldsEdit) -> Story:
    """Change fields of a story's two files and return it as it is then.

    Raises:
        UnknownStoryError: there is no such story.
        StoryConflictError: it has changed since it was seen.
        SitegenError: a value is wrong, there is no translation to change, or a file cannot be written.
    """
    with changing(site):
        story = load_story(site, slug)
        if story.version != given.version:
            raise StoryConflictError(story)
        changed = [
            (story.original, _with_fields(story.original, given.original)),
            (story.translation, _with_fields(story.translation, given.translation)),
        ]
        changed = [(before, after) for before, after in changed if before != after]
        for before, after in changed:
            if not before.lang:
                raise SitegenError(say("there is no translation yet; run translate first"))
            _check(after)
        for _, after in changed:
            save_article(after.path, after)
        return load_story(site, slug)


def _with_fields(article: Article, given: TranslationFields) -> Article:
    values: dict[str, Any] = {}
    for name, value in given.model_dump(exclude_none=True).items():
        if isinstance(value, list):
            values[name] = tuple(filter(None, map(one_line, value)))
        else:
            values[name] = one_line(value) if isinstance(value, str) else value
    return dataclasses.replace(article, **{**values, **_moments(article, values)})


def _moments(article: Article, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The days and times among the values, as an article has them."""
    found: dict[str, Any] = {}
    key = "date"
    try:
        if "date" in values or "time" in values:
            day = values.get("date", article.date.isoformat() if article.date else "")
            time = values.get("time", article.time.isoformat() if article.time else "")
            if time and not day:
                raise SitegenError(say("date: write the day, too; a time alone says nothing"))
            found["date"], found["time"] = read_moment(f"{day} {time}".strip()) if day else (None, None)
            # What a person writes is not inferred any more.
            found["date_inferred"] = article.date_inferred and found["date"] == article.date
        if "updated" in values:
            key = "updated"
            text = values["updated"]
            found["updated"], found["updated_time"] = read_moment(text) if text else (None, None)
    except ValueError as error:
        raise SitegenError(say("{key}: {message}", key=key, message=error.args[0])) from error
    return found


def _check(article: Article) -> None:
    """See to it that the file will be an article.

    Raises:
        SitegenError: a value is wrong.
    """
    try:
        parse_article(format_article(article), article.path, article.lang)
    except SitegenError as error:
        raise SitegenError(error.problem.message, article.path) from error
