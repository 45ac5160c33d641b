"""A glance at a story: the headline and day that its file begins with, for the list until it has been read.

Only values in the plainest notation are taken, and others left out, so that nothing is shown that a full read would not
find.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from sitegen.content.places import article_paths
from sitegen.desk.overview.rows import empty_row
from sitegen.desk.stories import JSON
from sitegen.settings.site import Site

_BYTES = 1000
_TITLE = re.compile(
    r"^title: +(?:'((?:[^'\n]|'')*)'|(\"(?:[^\"\\\n]|\\[\"\\])*\")|([^\W\d_](?:[^:#\n]|:(?=\S)|(?<!\s)#)*))(?=\n\S)",
    re.M,
)
"""In single or double quotes, or without any; on one line, as the next begins another key."""
_DATE = re.compile(r"^date: +(\d{4}-\d\d-\d\d)\b", re.M)
_WORD = re.compile(r"[Yy]es|[Nn]o|[Tt]rue|[Ff]alse|[Oo]n|[Oo]ff|[Nn]ull|[YyNn]")
"""Not a text for YAML."""


def glance(site: Site, slug: str, path: Path | None = None) -> JSON:
    """Return the row of a story that has not been read; ``path`` is its original's file, if that is known.

    Raises:
        SitegenError: a folder cannot be read.
    """
    for place in [path] if path else article_paths(site.content(site.original_language), slug):
        try:
            file = os.open(place, os.O_RDONLY)
            try:
                text = os.read(file, _BYTES).decode("utf-8-sig", "replace").replace("\r\n", "\n")
            finally:
                os.close(file)
        except OSError:
            continue
        front = text.partition("\n---")[0] if text.startswith("---\n") else ""
        day = _DATE.search(front)
        return empty_row(slug, _title(front) or slug, day[1] if day else "")
    return empty_row(slug, slug, "")


def _title(front: str) -> str:
    found = _TITLE.search(f"{front}\n-")
    if found is None:
        return ""
    single, double, plain = found.groups()
    if double:
        return str(json.loads(double))
    if plain:
        return "" if _WORD.fullmatch(plain.strip()) else str(plain.strip())
    return single.replace("''", "'") if single else ""
