"""Front matter: the YAML block at the top of a Markdown file, to and from an `Article`."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from sitegen.articles import Article
from sitegen.errors import SitegenError
from sitegen.validation import first_error

FENCE = "---"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LIMIT = 100

_FIELDS = tuple(item.name for item in dataclasses.fields(Article) if item.name not in {"body", "extra", "path"})
_ADAPTER = TypeAdapter(Article)
_NO_WRAP = 2**31 - 1
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def parse_article(text: str, path: Path) -> Article:
    """Return the article in ``text``, the whole of a Markdown file; ``path`` names it in errors and gives the slug.

    Keys that sitegen does not know are kept in ``extra``. The body's empty first and last lines are dropped.

    Raises:
        SitegenError: there is no front matter, it is not YAML, or a value is missing or wrong.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise SitegenError("does not begin with front matter; write a line of three hyphens, title: and lang:", path, 1)
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        raise SitegenError("has front matter without an end; close it with a line of three hyphens", path, 1)
    values = _load_yaml(lines[1:end], path)
    known = {"slug": path.stem, **{key: value for key, value in values.items() if key in _FIELDS and value is not None}}
    extra = {key: value for key, value in values.items() if key not in _FIELDS}
    try:
        article = _ADAPTER.validate_python(
            {**known, "extra": extra, "path": path, "body": body_lines(lines[end + 1 :])}
        )
    except ValidationError as error:
        key, message = first_error(error)
        raise SitegenError(message, path, _line_of(key, lines[:end])) from error
    if not SLUG.fullmatch(article.slug) or len(article.slug) > SLUG_LIMIT:
        message = (
            f"slug: use at most {SLUG_LIMIT} small letters a to z, digits and single hyphens, not {article.slug[:60]!r}"
        )
        raise SitegenError(message, path, _line_of("slug", lines[:end]))
    if not article.title.strip():
        raise SitegenError("title: is empty; write the headline", path, _line_of("title", lines[:end]))
    return article


def _load_yaml(lines: list[str], path: Path) -> dict[str, object]:
    try:
        values = yaml.load("\n".join(lines), Loader=_Loader)  # noqa: S506  # a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise SitegenError(
            f"front matter is not valid YAML: {error.problem}; put the value in quotes", path, line
        ) from error
    except yaml.YAMLError as error:
        raise SitegenError(f"front matter is not valid YAML: {error}", path, 1) from error
    except ValueError as error:  # YAML reads 2022-02-30 as a date and Python refuses it
        raise SitegenError(f"front matter has a value that cannot be: {error}", path, 1) from error
    if values is None:
        return {}
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise SitegenError("front matter is not a list of 'key: value' lines", path, 1)
    return values


def _line_of(key: str, lines: list[str]) -> int:
    name = key.split(".", maxsplit=1)[0]
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(f"{name}:")), 1)


def body_lines(lines: list[str]) -> tuple[str, ...]:
    """Return ``lines`` without the empty ones at the start and the end; line 1 of a body is the first that is left."""
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    return tuple(lines[numbers[0] : numbers[-1] + 1]) if numbers else ()


def format_article(article: Article) -> str:
    """Return the whole text of the article's Markdown file, the inverse of `parse_article`."""
    values: dict[str, object] = {}
    for name in _FIELDS:
        value = getattr(article, name)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            value = {key: part for key, part in dataclasses.asdict(value).items() if part != ()}
        if value not in (None, "", False):
            values[name] = value
    values.update(article.extra)
    front = yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_NO_WRAP)
    body = "".join(line + "\n" for line in article.body)
    return f"{FENCE}\n{front}{FENCE}\n\n{body}"
