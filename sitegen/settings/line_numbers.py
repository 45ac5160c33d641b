"""Line numbers of settings in a TOML file; TOML parsers do not keep positions."""

from __future__ import annotations

import re

_PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
_TABLE = re.compile(rf"\s*\[+\s*({_NAME})\s*\]")
_SETTING = re.compile(rf"\s*({_NAME})\s*=")


def line_of_setting(text: str, key: str) -> int | None:
    """Return the number of the line that sets a dotted ``key``, or else the innermost table or value around it.

    A key that is found nowhere is looked for by its last part. Positions in arrays are left out of ``key``.
    """
    lines = _lines_of_settings(text)
    dotted = {".".join(known): number for known, number in reversed(lines.items())}  # a name may have dots of its own
    parts = [part for part in key.split(".") if not part.isdigit()]
    for length in range(len(parts), 0, -1):
        if number := dotted.get(".".join(parts[:length])):
            return number
    return next((number for known, number in lines.items() if known[-1:] == tuple(parts[-1:])), None)


def _lines_of_settings(text: str) -> dict[tuple[str, ...], int]:
    """The first line of every table and setting, by the parts of its key."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _parts(header[1])
            lines.setdefault(table, number)
        elif setting := _SETTING.match(line):
            lines.setdefault((*table, *_parts(setting[1])), number)
    return lines


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))
