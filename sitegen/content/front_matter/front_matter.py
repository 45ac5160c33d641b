"""Front matter: the YAML block at the top of a Markdown file, to and from an `Article`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import TypeAdapter, ValidationError

from sitegen.articles import Article, Source, TranslationRecord
from sitegen.content.front_matter.mistakes import explained, mistakes, mistakes_in_keys, not_yaml, quoted_form
from sitegen.content.front_matter.moments import MOMENTS, moment_value, times
from sitegen.content.front_matter.sentence_records import lines_of_earlier_form
from sitegen.content.front_matter.source_keys import PUBLISHED, source_fields, source_values
from sitegen.errors import SitegenError
from sitegen.messages import say

FENCE = "---"

_NO_KEYS = {"body", "extra", "path", "lines", *MOMENTS.values()}
KEYS = tuple(item.name for item in dataclasses.fields(Article) if item.name not in _NO_KEYS)
"""The keys of front matter that sitegen knows, in the order in which it writes them."""
_EARLIER_KEYS = {"source_sha256"}
"""Of a translation's record: a digest of the whole original, on which branches in Git could not agree."""
_MOMENTS = {*MOMENTS, f"source.{PUBLISHED}"}
_READ_BY_KEY = {"source", "translation"}
"""Maps whose values are read one by one."""
_ADAPTER = TypeAdapter(Article)
_TEXT = "tag:yaml.org,2002:str"
_NO_WRAP = 2**31 - 1
_DEEPEST = 50
"""Levels of lists and maps in front matter. A thousand would meet Python's limit of recursion."""
_TOO_DEEP = "maximum nesting depth"
"""In what libyaml says of a thousand levels, since PyYAML 6.0.4; it reads many brackets before any can be counted."""
_MAY_BE_NO_PLAIN_DATA = re.compile(r"[*&!\[{\n](?:(?<!\n)|[ \t?:-]{20}|---|\.\.\.)")
"""What a text has with an alias, a tag, or more levels than that: their signs, or much before a line's first word."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_SafeDumper):  # type: ignore[misc]
    """Writes a value out each time it occurs, as people do."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


# The empty lines of a record are a hyphen and no more.
_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def parse_article(text: str, path: Path, lang: str = "") -> Article:
    """Return the article in ``text``, the whole of a Markdown file; ``path`` names it in errors and gives the slug.

    ``lang`` is the language of an article that does not name its own; if it is empty, the article must.
    Keys that sitegen does not know are kept in ``extra``. The body's empty first and last lines are dropped.

    Raises:
        SitegenError: there is no front matter, it is not YAML, or a value is missing or wrong.

    >>> article = parse_article("---\\ntitle: Gempa\\ndate: 2022-01-03\\n---\\n\\nSatu.\\n", Path("gempa.md"), "id")
    >>> article.slug, article.date, article.body
    ('gempa', datetime.date(2022, 1, 3), ('Satu.',))
    """
    lines = text.split("\n")
    front = front_matter_lines(lines, path)
    values, root = _load_yaml("\n".join(front), path)
    given = {key: value for key, value in values.items() if key in KEYS and value is not None}
    known = {"slug": path.stem, **({"lang": lang} if lang else {}), **given}
    extra = {key: value for key, value in values.items() if key not in KEYS}
    if isinstance(record := known.get("translation"), dict):
        known["translation"] = _record_values(record)
    for key, message in mistakes_in_keys(known):
        raise SitegenError(say("{key}: {message}", key=key, message=message), path, _place(key, root).line)
    if isinstance(source := known.get("source"), dict):
        known["source"] = source_fields(source)
    found = {key.value: _line(key.start_mark) for key, _ in (root.value if root else ())}
    found["body"] = first_body_line(text)
    body = body_lines(lines[len(front) + 2 :])
    try:
        article = _ADAPTER.validate_python(
            {**known, **times(known), "extra": extra, "path": path, "lines": found, "body": body}
        )
    except ValidationError as error:
        key, message = explained(error, lambda key: _place(key, root).text)
        raise SitegenError(message, path, _place(key, root).line) from error
    for key, message in mistakes(article):
        raise SitegenError(say("{key}: {message}", key=key, message=message), path, _place(key, root).line)
    return article


def earlier_record(text: str, path: Path) -> Mapping[str, object] | None:
    """Return the translation record in the front matter ``text`` if it has an earlier form, else None."""
    record = _load_yaml(text, path)[0].get("translation")
    if not isinstance(record, dict):
        return None
    return record if isinstance(record.get("sentences"), str) or record.keys() & _EARLIER_KEYS else None


def _record_values(record: Mapping[str, object]) -> dict[str, object]:
    """The values of a translation's record, also of one in the form that sitegen wrote at first."""
    values = {key: value for key, value in record.items() if key not in _EARLIER_KEYS}
    sentences = values.get("sentences", ())
    if isinstance(sentences, str):
        values["sentences"] = lines_of_earlier_form(sentences)
    elif isinstance(sentences, list):
        values["sentences"] = ["" if line is None else line for line in sentences]
    return values


def line_of_key(text: str, path: Path, key: str) -> int:
    """Return the line of a dotted key, such as ``aliases.0``, in the Markdown file with this text.

    A key that is not there has the line of the nearest part that is, or else 1.

    Raises:
        SitegenError: the front matter cannot be read.
    """
    return _place(key, _load_yaml("\n".join(front_matter_lines(text.split("\n"), path)), path)[1]).line


def front_matter_lines(lines: list[str], path: Path) -> list[str]:
    """Return the lines between the fences of a Markdown file.

    Raises:
        SitegenError: there is no front matter, or it has no end.
    """
    if lines[0].rstrip() != FENCE:
        raise SitegenError(
            say("does not begin with front matter; write a line of three hyphens, title:, and three hyphens again"),
            path,
            1,
        )
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        raise SitegenError(say("has front matter without an end; close it with a line of three hyphens"), path, 1)
    return lines[1:end]


class _Place(NamedTuple):
    """Position of a key: its line in the file, and its value as written, empty for a list or map."""

    line: int
    text: str = ""


def _place(key: str, root: yaml.Node | None) -> _Place:
    """The place of a dotted key, or of the nearest of its parents that is there."""
    places = dict(_places(root, "")) if root else {}
    while key and key not in places:
        key = key.rpartition(".")[0]
    return places.get(key, _Place(1))


def _load_yaml(text: str, path: Path) -> tuple[dict[str, object], yaml.Node | None]:
    """The values of front matter, and the node of all of it, with the places of its keys in the file."""
    try:
        if _MAY_BE_NO_PLAIN_DATA.search(f"\n{text}"):
            _refuse_what_is_no_plain_data(text, path)
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is None:
            return {}, None
        if not isinstance(root, yaml.MappingNode):
            message = say("front matter is not a list of 'key: value' lines")
            raise SitegenError(message, path, _line(root.start_mark))
        _check_keys(root, "", path)
        return {key.value: _value(loader, key.value, node, path) for key, node in root.value}, root
    except yaml.MarkedYAMLError as error:
        if _TOO_DEEP in (error.problem or ""):
            raise _nested_too_deeply(path, _line(error.problem_mark)) from error
        # A bracket or quotation mark that is never closed is noticed lines after it.
        was_opened = any(word in (error.context or "") for word in ("flow", "quoted"))
        mark = error.context_mark if was_opened else error.problem_mark
        raise SitegenError(not_yaml(text, mark.line if mark else 0, _is_yaml), path, _line(mark)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        message = say("front matter has a character that YAML does not allow; remove it")
        raise SitegenError(message, path, line) from error


def _is_yaml(text: str) -> bool:
    try:
        _Loader(text).get_single_node()
    except yaml.YAMLError:
        return False
    return True


def compose(text: str) -> yaml.Node | None:
    """Return the nodes of front matter that has been read without a mistake, with the places of their lines."""
    node: yaml.Node | None = _Loader(text).get_single_node()
    return node


def _line(mark: Any) -> int:
    # Front matter begins on the second line, and marks count from 0.
    return mark.line + 2 if mark else 1


def _refuse_what_is_no_plain_data(text: str, path: Path) -> None:
    """Refuse aliases, of which a few lines make gigabytes, tags, and nesting that no person writes."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            message = say("front matter has a YAML alias (*name); write the value out, or quote it")
            raise SitegenError(message, path, line)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) is not None:
            message = say("front matter has a YAML tag (!name); remove it, or quote the value")
            raise SitegenError(message, path, line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _nested_too_deeply(path, line)


def _nested_too_deeply(path: Path, line: int) -> SitegenError:
    return SitegenError(
        say("front matter is nested more than {levels} levels deep; flatten it", levels=_DEEPEST), path, line
    )


def _check_keys(node: yaml.Node, parent: str, path: Path) -> None:
    """Refuse keys at or below ``node`` that are no words or stand twice."""
    seen: set[str] = set()
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        line = _line(key.start_mark)
        if key.tag != _TEXT:
            message = say("front matter has a key that is no word: {key!r}; put it in quotes", key=key.value)
            raise SitegenError(message, path, line)
        if key.value in seen:
            raise SitegenError(say("{key}: stands twice; remove one", key=parent + key.value), path, line)
        seen.add(key.value)
        if not isinstance(value, yaml.ScalarNode):
            _check_keys(value, f"{parent}{key.value}.", path)
    for number, item in enumerate(node.value if isinstance(node, yaml.SequenceNode) else ()):
        if not isinstance(item, yaml.ScalarNode):  # the record has many
            _check_keys(item, f"{parent}{number}.", path)


def _places(node: yaml.Node, parent: str) -> Iterator[tuple[str, _Place]]:
    """Every dotted key at or below ``node``, whose keys have been checked, with its place."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        yield parent + key.value, _Place(_line(key.start_mark), _text(value))
        yield from _places(value, f"{parent}{key.value}.")
    for number, item in enumerate(node.value if isinstance(node, yaml.SequenceNode) else ()):
        yield f"{parent}{number}", _Place(_line(item.start_mark), _text(item))
        yield from _places(item, f"{parent}{number}.")


def _text(node: yaml.Node) -> str:
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def _value(loader: Any, key: str, node: yaml.Node, path: Path) -> object:
    # YAML has no date with the name of its time zone, and gives no reason for a date that there is not.
    if node.tag == _TEXT or (key in _MOMENTS and isinstance(node, yaml.ScalarNode) and node.value):
        return node.value
    if key in _READ_BY_KEY and isinstance(node, yaml.MappingNode):
        return {inner.value: _value(loader, f"{key}.{inner.value}", part, path) for inner, part in node.value}
    try:
        if isinstance(node, yaml.SequenceNode):  # such as a record: PyYAML would find out of each line how to read it
            return [
                item.value if item.tag == _TEXT else loader.construct_object(item, deep=True) for item in node.value
            ]
        return loader.construct_object(node, deep=True)
    except (ValueError, yaml.constructor.ConstructorError) as error:  # 2022-02-30, or =
        text = _text(node)[:60]
        if text:
            message = say(
                "{key}: {text} cannot be read; correct it, or put it in quotes: {form}",
                key=key,
                text=text,
                form=quoted_form(key, text),
            )
        else:
            message = say("{key}: the value cannot be read; correct it, or put it in quotes", key=key)
        raise SitegenError(message, path, _line(node.start_mark)) from error


def body_lines(lines: list[str]) -> tuple[str, ...]:
    """Return ``lines`` without the empty ones at the start and the end; line 1 of a body is the first that is left."""
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    return tuple(lines[numbers[0] : numbers[-1] + 1]) if numbers else ()


def first_body_line(text: str) -> int:
    """Return the number, from 1, of the line of a Markdown file on which its body begins."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), len(lines) - 1)
    return next((number for number, line in enumerate(lines, start=1) if number > end + 1 and line.strip()), end + 2)


def format_article(article: Article) -> str:
    """Return the whole text of the article's Markdown file, the inverse of `parse_article`."""
    body = "".join(line + "\n" for line in article.body)
    return f"{FENCE}\n{format_yaml(front_matter_values(article))}{FENCE}\n\n{body}"


def front_matter_values(article: Article) -> dict[str, object]:
    """Return the values of the article's front matter, by key, as plain dicts and lists."""
    values: dict[str, object] = {}
    for name in KEYS:
        value = getattr(article, name)
        if isinstance(value, Source):
            values[name] = source_values(value)
        elif isinstance(value, TranslationRecord):
            values[name] = {
                item.name: _plain_value(item.name, getattr(value, item.name))
                for item in dataclasses.fields(value)
                if getattr(value, item.name) != item.default
            }
        elif name in MOMENTS and value is not None:
            values[name] = moment_value(value, getattr(article, MOMENTS[name]))
        elif value not in (None, "", False, ()):
            values[name] = _plain_value(name, value)
    return values | dict(article.extra)


def _plain_value(name: str, value: object) -> object:
    if not isinstance(value, tuple):
        return value
    return [item or None for item in value] if name == "sentences" else list(value)


def format_yaml(value: object) -> str:
    """Return ``value`` as lines of YAML, in the order that it has."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_NO_WRAP))
