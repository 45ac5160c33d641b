"""Edits of a Markdown file that leave unchanged parts as they are, to the byte.

Comments, the order of keys, unknown keys and the notation of values are kept; only the lines of changed values are
written anew. A parser for round trips such as ruamel.yaml would write all of it
again in a style of its own; here the line numbers of the nodes are enough.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import yaml

from sitegen.articles import Article
from sitegen.content.front_matter.front_matter import (
    compose,
    earlier_record,
    format_article,
    format_yaml,
    front_matter_lines,
    front_matter_values,
    parse_article,
)
from sitegen.errors import SitegenError

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_BETWEEN = re.compile(r"\s*\Z|#")
"""A line that belongs to no key: an empty one, or a comment at the margin."""

_Span = tuple[int, int]


def updated_text(text: str, article: Article, path: Path) -> str:
    """Return ``text``, that of the Markdown file ``path``, updated to match ``article``.

    It may have a byte order mark and any line ends, which are kept. Where the front matter is written in a way in which
    no single line can be changed safely, all of it is written anew.

    Raises:
        SitegenError: the file is no article.
    """
    article = dataclasses.replace(article, path=path)
    before = parse_article(_normalised(text), path, article.lang)
    if before == article:
        return text
    lines = _LINE.findall(text)
    changed = "".join(_updated(lines, before, article))
    try:
        if parse_article(_normalised(changed), path, article.lang) == article:
            return changed
    except SitegenError:
        pass
    return format_article(article)


def _normalised(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _updated(lines: list[str], before: Article, after: Article) -> Iterator[str]:
    plain = _normalised("".join(lines)).split("\n")
    front = front_matter_lines(plain, before.path)
    end = len(front) + 1
    root = compose("\n".join(front))
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        yield format_article(after)
        return
    editor = _Editor(lines[1:end], line_end=_normalised_end(lines[0]))
    yield lines[0]
    old = front_matter_values(before)
    if earlier := earlier_record("\n".join(front), before.path):
        old["translation"] = earlier  # a file that is written has it in the new form from then on
    yield from editor.mapping(root, (0, len(front)), old, front_matter_values(after))
    yield lines[end]
    yield from lines[end + 1 :] if before.body == after.body else _body(lines[end + 1 :], before, after)


def _normalised_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"


def _body(lines: list[str], before: Article, after: Article) -> Iterator[str]:
    """The lines of the new body, of which unchanged ones keep their bytes, and the empty ones that stood around it."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    line_end = _normalised_end(lines[first] if first < len(lines) else lines[0] if lines else "")
    yield from lines[:first] or [line_end]
    old, rest = lines[first : first + len(before.body)], lines[first + len(before.body) :]
    matcher = SequenceMatcher(None, before.body, after.body, autojunk=False)
    new: list[str] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            new += old[start:end]
            continue
        for number, line in enumerate(after.body[new_start:new_end], start=start):
            new.append(line + (_normalised_end(old[number]) if number < end else line_end))
    yield from (line if line.endswith(("\r", "\n")) else line + line_end for line in new[:-1])
    is_without_end = bool(old) and not rest and not old[-1].endswith(("\r", "\n"))
    yield from (line.rstrip("\r\n") if is_without_end else line for line in new[-1:])
    yield from rest


class _Editor:
    """Writes the lines of a YAML document again, as far as its values have changed."""

    def __init__(self, lines: Sequence[str], line_end: str) -> None:
        self._lines = lines
        self._line_end = line_end

    def mapping(
        self, node: yaml.MappingNode, within: _Span, old: Mapping[str, object], new: Mapping[str, object]
    ) -> list[str]:
        """Return the lines of a mapping, which stands ``within`` these, with its ``new`` values."""
        indent = " " * node.start_mark.column
        spans = self._spans([key.start_mark.line for key, _ in node.value], within[1])
        chunks: list[tuple[str, list[str]]] = [("", list(self._lines[within[0] : spans[0][0]]))]
        position = spans[0][0]
        for (key_node, value), (start, end) in zip(node.value, spans, strict=True):
            key = key_node.value
            chunks.append(("", list(self._lines[position:start])))
            if old.get(key) == new.get(key):
                chunks.append((key, list(self._lines[start:end])))
            elif key in new:
                chunks.append((key, self._value(key, value, (start, end), old.get(key), new[key])))
            position = end
        chunks.append(("", list(self._lines[position : within[1]])))
        place = 0
        present = {key.value for key, _ in node.value}
        for key in new:
            if key in present:
                place = next(number for number, (name, _) in enumerate(chunks) if name == key)
            elif new[key] != old.get(key):
                place += 1
                chunks.insert(place, (key, self._written({key: new[key]}, indent)))
        return [line for _, chunk in chunks for line in chunk]

    def _value(self, key: str, node: yaml.Node, span: _Span, old: object, new: object) -> list[str]:
        """The lines of one key of a mapping with another value."""
        indent = " " * (len(self._lines[span[0]]) - len(self._lines[span[0]].lstrip(" ")))
        starts = node.start_mark.line
        if node.start_mark.line != span[0] and not getattr(node, "flow_style", True):
            before = list(self._lines[span[0] : starts])
            if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict):
                return before + self.mapping(node, (starts, span[1]), old, new)
            if isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list):
                return before + self._sequence(node, (starts, span[1]), old, new)
        written = self._written({key: new}, indent)
        is_word = isinstance(node, yaml.ScalarNode) and node.start_mark.line == node.end_mark.line == span[0]
        if is_word and len(written) == 1 and node.start_mark.column < node.end_mark.column:
            # Only the value, so that a comment after it stays.
            line, value = self._lines[span[0]], written[0].strip().partition(":")[2].strip()
            return [line[: node.start_mark.column] + value + line[node.end_mark.column :]]
        return written

    def _sequence(self, node: yaml.SequenceNode, within: _Span, old: list[object], new: list[object]) -> list[str]:
        """The lines of a list, of which unchanged items keep theirs."""
        indent = " " * node.start_mark.column
        if len(old) != len(node.value):
            return self._written(new, indent)
        starts = [item.start_mark.line for item in node.value]
        chunks = [list(self._lines[start:end]) for start, end in zip(starts, [*starts[1:], within[1]], strict=True)]
        matcher = SequenceMatcher(None, [*map(repr, old)], [*map(repr, new)], autojunk=False)
        output: list[str] = []
        for tag, start, end, new_start, new_end in matcher.get_opcodes():
            if tag == "equal":
                output += [line for chunk in chunks[start:end] for line in chunk]
            elif new_start < new_end:
                output += self._written(new[new_start:new_end], indent)
        return output

    def _spans(self, starts: list[int], end: int) -> list[_Span]:
        """Where the keys that begin in these lines end, without what stands between them and the next."""
        spans = []
        for start, following in zip(starts, [*starts[1:], end], strict=True):
            last = following
            while last > start + 1 and _BETWEEN.match(self._lines[last - 1]):
                last -= 1
            spans.append((start, last))
        return spans

    def _written(self, value: object, indent: str) -> list[str]:
        return [f"{indent}{line}{self._line_end}" for line in format_yaml(value).rstrip("\n").split("\n")]
