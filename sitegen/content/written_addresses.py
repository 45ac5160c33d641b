"""The addresses in a Markdown file as an author wrote them, with their lines: for messages on links and pictures."""

from __future__ import annotations

import html
import re
from pathlib import Path

from sitegen.content.front_matter.front_matter import first_body_line
from sitegen.errors import SitegenError
from sitegen.storage.files import read_text

_SIGN = r"[^\s\"'()<>\[\]]"
_ADDRESS = re.compile(rf"(?<=\]\(){_SIGN}+|(?<![^\s\"'(<\[:]){_SIGN}*[./#]{_SIGN}*")


def written_addresses(path: Path) -> list[tuple[int, str]]:
    """Return candidates for addresses in the body of a Markdown file (and much else), each with its line from 1.

    There is nothing in a file that cannot be read.
    """
    try:
        text = read_text(path)
    except SitegenError:
        return []
    first = first_body_line(text)
    lines = enumerate(text.split("\n"), start=1)
    return [
        (number, html.unescape(found)) for number, line in lines if number >= first for found in _ADDRESS.findall(line)
    ]
