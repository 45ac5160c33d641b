"""Errors in front matter: messages that quote the value and name the remedy."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from pydantic import ValidationError

from sitegen.articles import Article, TranslationRecord
from sitegen.content.front_matter.moments import MOMENTS, read_moment
from sitegen.content.front_matter.source_keys import mistakes_in_source
from sitegen.messages import say
from sitegen.settings.validation import first_error
from sitegen.slugs import RESERVED, tag_slug

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LIMIT = 100
TAG_LIMIT = 60

_RECORD = frozenset(item.name for item in dataclasses.fields(TranslationRecord))
_LINE = re.compile(r"(?P<before>\s*(?:- +)*(?:[\w-]+:\s+)?)(?P<value>\S.*?)\s*")
_SHOWN = 60
"""Characters of a value that a message shows."""


def explained(error: ValidationError, text_of: Callable[[str], str]) -> tuple[str, str]:
    """Return the dotted key of the first error, and its message; ``text_of`` gives a key's own text."""
    key, message = first_error(error)
    kind = error.errors(include_url=False, include_context=False, include_input=False)[0]["type"]
    text = text_of(key)[:_SHOWN]
    if kind == "string_type" and text:
        message = say(
            "{key}: {text} is not a text to YAML; put it in quotes: {form}",
            key=key,
            text=text,
            form=quoted_form(key, text),
        )
    elif kind == "string_type":
        message = say("{key}: write one text, and put it in quotes: {form}", key=key, form=quoted_form(key, "…"))
    elif kind.startswith("bool"):
        message = say("{key}: write true or false, not {text}", key=key, text=text or say("a list"))
    elif kind == "literal_error":
        message = say("{key}: write machine or reviewed, not {text}", key=key, text=text or say("a list"))
    elif kind == "dataclass_type" and key == "source":
        message = say(
            "{key}: write what is known of it on indented lines, such as url: https://example.com/story", key=key
        )
    elif kind == "dataclass_type":
        message = say("{key}: sitegen writes this itself, on indented lines; remove it", key=key)
    return key, message


def quoted_form(key: str, text: str) -> str:
    """Return the line to write for the text of a (dotted) key: ``title: '10:30'``."""
    name = key.rpartition(".")[2]
    value = "'" + text.replace("'", "''") + "'"
    return f"- {value}" if name.isdecimal() else f"{name}: {value}"


def not_yaml(text: str, number: int, is_yaml: Callable[[str], bool]) -> str:
    """Return the message for front matter that is not YAML, with an error in this line, counted from 0.

    If it would be YAML with the line's value in quotes, that is the form to write.
    """
    lines = text.split("\n")
    line = lines[number] if number < len(lines) else ""
    if line.startswith("\t") or line.strip(" ").startswith("\t"):
        return say("begins with a tab, which YAML does not know; indent with spaces")
    found = _LINE.fullmatch(line)
    if found:
        value = found["value"].strip("\"'")
        fixed = found["before"] + "'" + value.replace("'", "''") + "'"
        if is_yaml("\n".join([*lines[:number], fixed, *lines[number + 1 :]])):
            return say(
                "front matter is not valid YAML: {line}; put the value in quotes: {form}",
                line=_shown(line),
                form=_shown(fixed),
            )
    if line.strip():
        return say(
            "front matter is not valid YAML: {line}; indent with spaces, and put the value in quotes", line=_shown(line)
        )
    return say("front matter is not valid YAML; indent with spaces, and put the value in quotes")


def _shown(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 2 * _SHOWN else line[: 2 * _SHOWN] + "…"


def mistakes_in_keys(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield unknown keys and unreadable dates, each with a message."""
    for name in MOMENTS:
        value = values.get(name)
        try:
            if value is not None:
                read_moment(str(value))
        except ValueError as error:
            yield name, error.args[0]
    record, source = values.get("translation"), values.get("source")
    for key in record if isinstance(record, dict) else ():
        if key not in _RECORD:
            yield f"translation.{key}", say("there is no such setting; look for a spelling mistake, or remove it")
    for key, message in mistakes_in_source(source) if isinstance(source, dict) else ():
        yield f"source.{key}", message


def mistakes(article: Article) -> Iterator[tuple[str, str]]:
    """The keys with invalid values of the right type, each with a message."""
    limit = say("use at most {limit} small letters a to z, digits and single hyphens", limit=SLUG_LIMIT)
    if not _is_slug(article.slug):
        yield "slug", say("{limit}, not {text!r}", limit=limit, text=article.slug[:60])
    if article.slug in RESERVED:
        message = say(
            "'{slug}' is the address of a page of the site itself; give the file another name", slug=article.slug
        )
        yield "slug", message
    for number, alias in enumerate(article.aliases):
        key = f"aliases.{number}"
        if not _is_slug(alias):
            yield key, say("{limit} as in the old slug, not {text!r}", limit=limit, text=alias[:60])
        elif alias in RESERVED:
            yield key, say("'{slug}' is the address of a page of the site itself; remove it", slug=alias)
        elif alias == article.slug:
            yield key, say("'{slug}' is the article's own slug; write only slugs that it had before", slug=alias)
        elif alias in article.aliases[:number]:
            yield key, say("'{text}' stands twice; remove one", text=alias)
    if not article.title.strip():
        yield "title", say("is empty; write the headline")
    yield from _mistakes_in_tags(article.tags)


def _mistakes_in_tags(tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    slugs = [tag_slug(tag) for tag in tags]
    for number, tag in enumerate(tags):
        if not any(map(str.isalnum, tag)) or len(tag) > TAG_LIMIT:
            message = say(
                "write a word or a few, at most {limit} characters, not {text!r}", limit=TAG_LIMIT, text=tag[:TAG_LIMIT]
            )
            yield f"tags.{number}", message
        elif slugs[number] in slugs[:number]:
            yield f"tags.{number}", say("'{text}' stands twice; remove one", text=tag)


def _is_slug(text: str) -> bool:
    return SLUG.fullmatch(text) is not None and len(text) <= SLUG_LIMIT
