"""What is wrong in front matter, in words that show what stands there and what to write."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from pydantic import ValidationError

from sitegen.articles import Article, TranslationRecord
from sitegen.content.front_matter.moments import MOMENTS, read_moment
from sitegen.content.front_matter.source_keys import mistakes_in_source
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
    """Return the dotted key of the first error, and what is wrong with it; ``text_of`` gives a key's own text."""
    key, message = first_error(error)
    kind = error.errors(include_url=False, include_context=False, include_input=False)[0]["type"]
    text = text_of(key)[:_SHOWN]
    if kind == "string_type" and text:
        message = f"{key}: {text} is not a text to YAML; put it in quotes: {quoted_form(key, text)}"
    elif kind == "string_type":
        message = f"{key}: write one text, and put it in quotes: {quoted_form(key, '…')}"
    elif kind.startswith("bool"):
        message = f"{key}: write true or false, not {text or 'a list'}"
    elif kind == "literal_error":
        message = f"{key}: write machine or reviewed, not {text or 'a list'}"
    elif kind == "dataclass_type" and key == "source":
        message = f"{key}: write what is known of it on indented lines, such as url: https://example.com/story"
    elif kind == "dataclass_type":
        message = f"{key}: sitegen writes this itself, on indented lines; remove it"
    return key, message


def quoted_form(key: str, text: str) -> str:
    """Return the line to write for the text of a (dotted) key: ``title: '10:30'``."""
    name = key.rpartition(".")[2]
    value = "'" + text.replace("'", "''") + "'"
    return f"- {value}" if name.isdecimal() else f"{name}: {value}"


def not_yaml(text: str, number: int, is_yaml: Callable[[str], bool]) -> str:
    """Return what is said of front matter that is no YAML, with a mistake in the line with this number, from 0.

    If it would be YAML with the line's value in quotes, that is the form to write.
    """
    lines = text.split("\n")
    line = lines[number] if number < len(lines) else ""
    if line.startswith("\t") or line.strip(" ").startswith("\t"):
        return "begins with a tab, which YAML does not know; indent with spaces"
    found = _LINE.fullmatch(line)
    if found:
        value = found["value"].strip("\"'")
        fixed = found["before"] + "'" + value.replace("'", "''") + "'"
        if is_yaml("\n".join([*lines[:number], fixed, *lines[number + 1 :]])):
            return f"front matter is not valid YAML: {_shown(line)}; put the value in quotes: {_shown(fixed)}"
    shown = f": {_shown(line)}" if line.strip() else ""
    return f"front matter is not valid YAML{shown}; indent with spaces, and put the value in quotes"


def _shown(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 2 * _SHOWN else line[: 2 * _SHOWN] + "…"


def mistakes_in_keys(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the keys that there are not, and the dates that cannot be read, each with what is wrong."""
    for name in MOMENTS:
        value = values.get(name)
        try:
            if value is not None:
                read_moment(str(value))
        except ValueError as error:
            yield name, str(error)
    record, source = values.get("translation"), values.get("source")
    for key in record if isinstance(record, dict) else ():
        if key not in _RECORD:
            yield f"translation.{key}", "there is no such setting; look for a spelling mistake, or remove it"
    for key, message in mistakes_in_source(source) if isinstance(source, dict) else ():
        yield f"source.{key}", message


def mistakes(article: Article) -> Iterator[tuple[str, str]]:
    """The keys whose values have the right type and are wrong all the same, each with what is wrong."""
    limit = f"use at most {SLUG_LIMIT} small letters a to z, digits and single hyphens"
    if not _is_slug(article.slug):
        yield "slug", f"{limit}, not {article.slug[:60]!r}"
    if article.slug in RESERVED:
        yield "slug", f"'{article.slug}' is the address of a page of the site itself; give the file another name"
    for number, alias in enumerate(article.aliases):
        if not _is_slug(alias):
            yield f"aliases.{number}", f"{limit} as in the old slug, not {alias[:60]!r}"
        elif alias in RESERVED:
            yield f"aliases.{number}", f"'{alias}' is the address of a page of the site itself; remove it"
        elif alias == article.slug:
            yield f"aliases.{number}", f"'{alias}' is the article's own slug; write only slugs that it had before"
        elif alias in article.aliases[:number]:
            yield f"aliases.{number}", f"'{alias}' stands twice; remove one"
    if not article.title.strip():
        yield "title", "is empty; write the headline"
    yield from _mistakes_in_tags(article.tags)


def _mistakes_in_tags(tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    slugs = [tag_slug(tag) for tag in tags]
    for number, tag in enumerate(tags):
        if not any(map(str.isalnum, tag)) or len(tag) > TAG_LIMIT:
            yield f"tags.{number}", f"write a word or a few, at most {TAG_LIMIT} characters, not {tag[:TAG_LIMIT]!r}"
        elif slugs[number] in slugs[:number]:
            yield f"tags.{number}", f"'{tag}' stands twice; remove one"


def _is_slug(text: str) -> bool:
    return SLUG.fullmatch(text) is not None and len(text) <= SLUG_LIMIT
