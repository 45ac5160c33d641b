"""How much of saved news pages comes out right: sitegen beside trafilatura alone.

Run it with `python benchmarks/reading_pages.py`. A page is right where its headline, day, authors and text are; of
trafilatura's text only the lines count that are no dateline, caption or byline, which it does not tell apart.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from collections.abc import Iterable
from pathlib import Path

from trafilatura import bare_extraction
from trafilatura.settings import Document

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))
from news_pages import PAGES, TITLE, Expected, page_of
from table_sites import TableSite

COLUMNS = ("headline", "date", "author", "text")
LONGEST_LABEL = 60  # letters of a dateline or caption before the text of a line


def ours(name: str, expected: Expected) -> tuple[bool, ...]:
    """Whether headline, date, authors and text are right in sitegen's import."""
    with tempfile.TemporaryDirectory() as folder:
        site = TableSite(Path(folder) / "site")
        site.seed("a.html", page_of(name))
        site.run()
        article = site.article()
    body = tuple(line for line in article.body if line and not line.startswith("<!--"))
    date_is_right = (article.date, article.time) == (expected.date, expected.time)
    return article.title == TITLE, date_is_right, article.authors == expected.authors, body == expected.body


def trafilatura_alone(name: str, expected: Expected) -> tuple[bool, ...]:
    """Whether headline, day, authors and text are right in what trafilatura gives."""
    with warnings.catch_warnings(action="ignore"):
        found = bare_extraction(page_of(name), with_metadata=True, include_comments=False)
    if not isinstance(found, Document):
        return False, False, False, False
    day = expected.date.isoformat() if expected.date else None
    authors = "; ".join(expected.authors) or None
    wanted = [plain(line) for line in expected.body if not line.startswith("|---")]
    return found.title == TITLE, found.date == day, found.author == authors, is_text(found.text or "", wanted)


def is_text(text: str, wanted: Iterable[str]) -> bool:
    """Whether each wanted line is there, and nothing else but what may stand above the first or before a line."""
    lines = [line for line in map(plain, text.split("\n")) if line and line != TITLE]
    for line in wanted:
        while lines and line not in lines[0] and len(lines[0]) <= LONGEST_LABEL and line == next(iter(wanted)):
            lines.pop(0)
        if not lines or line not in lines[0]:
            return False
        lines.pop(0)
    return not lines


def plain(line: str) -> str:
    """A line without the marks of Markdown and of tables."""
    return " ".join(line.replace("|", " ").replace("---", "").lstrip("#-0123456789. ").split())


def main() -> None:
    """Print a line for each page, and how many are right."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    sums = [0] * 10
    print(f"{'page':66} {'sitegen':>16}   trafilatura")
    for name, expected in PAGES.items():
        right = [ours(name, expected), trafilatura_alone(name, expected)]
        wrong = [
            ", ".join(column for column, is_right in zip(COLUMNS, row, strict=True) if not is_right) for row in right
        ]
        print(f"{name[:66]:66} {wrong[0] or 'right':>16}   {wrong[1] or 'right'}")
        values = [*right[0], all(right[0]), *right[1], all(right[1])]
        sums = [total + value for total, value in zip(sums, values, strict=True)]
    for title, totals in (("sitegen", sums[:5]), ("trafilatura alone", sums[5:])):
        parts = ", ".join(f"{column} {total}" for column, total in zip((*COLUMNS, "all four"), totals, strict=True))
        print(f"{title}: right of {len(PAGES)}: {parts}")


if __name__ == "__main__":
    main()
