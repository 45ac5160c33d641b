"""One setting of a TOML file is changed, and every other character of the file stays as a person wrote it."""

from __future__ import annotations

import contextlib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.storage.files import write_if_changed

_STRING = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""


def set_setting(path: Path, table: str, key: str, value: str) -> bool:
    """Make ``[table] key = "value"`` hold in a TOML file; return whether the file had to be changed.

    Each place where the setting could stand is tried, and the first is taken with which the whole file says what it
    said before, and this.

    Raises:
        SitegenError: the file cannot be read or written, or has the table in a form that must be edited by hand.
    """
    try:
        # A link stays one: what it leads to is edited.
        path = path.resolve()
        text = path.read_bytes().decode("utf-8")
        before = _parsed(text)
    except (OSError, ValueError) as error:
        raise SitegenError(say("cannot be read: {reason}", reason=str(error)), path) from error
    section = before.get(table, {})
    if isinstance(section, dict):
        if section.get(key) == value:
            return False
        wanted = {**before, table: {**section, key: value}}
        for candidate in _candidates(text, table, key, json.dumps(value, ensure_ascii=False)):
            with contextlib.suppress(tomllib.TOMLDecodeError):
                if _parsed(candidate) == wanted:
                    return write_if_changed(path, candidate.encode("utf-8"))
    message = say(
        'cannot be edited safely; write this into it yourself, under [{table}]: {key} = "{value}"',
        table=table,
        key=key,
        value=value,
    )
    raise SitegenError(message, path)


def _parsed(text: str) -> dict[str, object]:
    return tomllib.loads(text.removeprefix("\ufeff"))


def _candidates(text: str, table: str, key: str, value: str) -> Iterator[str]:
    """Texts with the setting: its value replaced where it may stand, then the setting put in where it may belong."""
    setting = f"{key} = {value}"
    section, name = _written(table), _written(key)
    for match in re.finditer(rf"(?:(?<=[\n{{,.])|^)[ \t]*{name}[ \t]*=[ \t]*({_STRING})", text):
        yield text[: match.start(1)] + value + text[match.end(1) :]
    for match in re.finditer(rf"(?m)^[ \t]*\[[ \t]*{section}[ \t]*\][^\n]*\n?", text):
        yield _with_line(text, match.end(), setting)
    for match in re.finditer(rf"(?m)^[ \t]*{section}[ \t]*=[ \t]*\{{[ \t]*(\}}?)", text):
        yield text[: match.start(1)] + setting + (" " if match[1] else ", ") + text[match.start(1) :]
    for match in re.finditer(rf"(?m)^[ \t]*{section}[ \t]*\.[^\n]*\n?", text):
        yield _with_line(text, match.end(), f"{table}.{setting}")
    for line in ("", f"[{table}]", setting):
        text = _with_line(text, len(text), line)
    yield text


def _with_line(text: str, position: int, line: str) -> str:
    """Put a line in at ``position``, with the text's own kind of line end."""
    end = "\r\n" if "\r\n" in text else "\n"
    head = text[:position]
    return f"{head}{'' if not head or head.endswith(chr(10)) else end}{line}{end}{text[position:]}"


def _written(key: str) -> str:
    """A pattern for a bare key in any way that TOML can write it plainly."""
    return rf"(?:{re.escape(key)}|\"{re.escape(key)}\"|'{re.escape(key)}')"
