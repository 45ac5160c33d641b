"""docs/architecture.md shows the code as it is: every folder is in its picture and its table."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FOLDERS = {path.parent.relative_to(ROOT / "sitegen") for path in (ROOT / "sitegen").rglob("__init__.py")} - {Path()}
TOP = {folder.name for folder in FOLDERS if len(folder.parts) == 1}


def test_the_picture_has_every_folder_and_no_other() -> None:
    assert set(re.findall(r"\b(\w+)/", (DOCS / "architecture.svg").read_text("utf-8").partition("<rect")[2])) == TOP


def test_the_table_has_every_folder_and_its_subfolders() -> None:
    rows = re.findall(r"^\| `(\w+)/` \| .+ \| (.*)\|$", (DOCS / "architecture.md").read_text("utf-8"), re.MULTILINE)
    named = {Path(folder, name) for folder, subfolders in rows for name in re.findall(r"`(\w+)/`", subfolders)}
    assert {folder for folder, _ in rows} == TOP
    assert named == {folder for folder in FOLDERS if len(folder.parts) == 2}
