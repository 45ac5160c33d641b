"""docs/importing.md is true: it has every format and column, and its table is what an import makes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from dirty_tables import DIRTY, Dirty
from table_sites import TableSite

from sitegen.seeds.formats.columns import NAMES
from sitegen.seeds.formats.registry import FORMATS

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
HEADER = ("| what is wrong with the file | the first story | what is said |", "|---|---|---|")
MOST_LINES = 4


def test_every_format_is_in_the_table_with_the_extra_that_it_needs() -> None:
    rows = re.findall(r"^\| (`\..+`) \| one.* \| (?:`(\w+)`)? ?\|$", DOCS, re.MULTILINE)
    named = {ending: extra for endings, extra in rows for ending in re.findall(r"`([^`]+)`", endings)}
    assert set(named) == {ending for seed_format in FORMATS.values() for ending in seed_format.endings}
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(filter(None, named.values())) <= set(extras)
    for seed_format in FORMATS.values():
        module = ROOT / f"{seed_format.reader.partition(':')[0].replace('.', '/')}.py"
        needed = set(re.findall(r"not_installed\(.+, \"(\w+)\"\)", module.read_text(encoding="utf-8")))
        assert {named[ending] for ending in seed_format.endings} == (needed or {""})


def test_every_name_of_a_column_is_in_the_table() -> None:
    rows = re.findall(r"^\| [\w ]+ \| `(\w+)` \| (.+) \|$", DOCS, re.MULTILINE)
    assert {kind: tuple(re.findall(r"`([^`]+)`", names)) for kind, names in rows} == NAMES


@pytest.mark.slow
def test_the_table_of_dirty_files_is_what_comes_out(tmp_path: Path) -> None:
    rows = [_row(name, dirty, tmp_path / str(number)) for number, (name, dirty) in enumerate(DIRTY.items())]
    table = "\n".join([*HEADER, *rows])
    (tmp_path / "table.md").write_text(table, encoding="utf-8")
    assert table in DOCS, f"put the table in {tmp_path / 'table.md'} into docs/importing.md"


def _row(name: str, dirty: Dirty, folder: Path) -> str:
    site = TableSite(folder)
    site.seed(dirty.name, dirty.data)
    said = [line.partition(": ")[2] for line in site.said()]
    article = next(article for article in site.articles() if article.title == dirty.title)
    lines = [line for line in article.body if line]
    if len(lines) > MOST_LINES:
        lines = [lines[0], f"… and {len(lines) - 1} more sentences"]
    if article.date:
        time = f", {article.time.isoformat('minutes')}" if article.time else ""
        lines.append(f"*{article.date.isoformat()}{time}*")
    if len(said) > MOST_LINES:
        said = [said[0], f"… and {len(said) - 1} more lines"]
    cells = (f"{name} (`{dirty.name}`)", "<br>".join([f"**{article.title}**", *lines]), "<br>".join(said))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
