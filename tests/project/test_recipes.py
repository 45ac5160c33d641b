"""The recipes of docs/architecture.md, each followed in a copy of sitegen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
_RECIPE = re.compile(r"^### (.+?)\n(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(python|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_UNNEEDED = shutil.ignore_patterns("__pycache__", "*.argosmodel")
MOST_FILES = {"check": 3, "format": 2, "engine": 3, "target": 3, "output": 4, "pair": 3}
"""Files that a recipe may need at most, besides its test; of a pair, two in one folder and one line elsewhere."""


class Recipe(NamedTuple):
    """The new files of a recipe, the lines that it adds to others after a given one, and its test."""

    name: str
    files: dict[str, str]
    changes: dict[str, list[tuple[str, list[str]]]]
    test: str


def recipes() -> list[Recipe]:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return [_recipe(match[1], match[2]) for match in _RECIPE.finditer(text[text.index("## Recipes") :])]


def _recipe(title: str, text: str) -> Recipe:
    files: dict[str, str] = {}
    changes: dict[str, list[tuple[str, list[str]]]] = {}
    test = ""
    for kind, block in _BLOCK.findall(text):
        first, _, rest = block.partition("\n")
        if kind == "diff":
            changes[first] = _additions(rest)
        elif first.startswith("# test_"):
            test = rest
        else:
            files[first.removeprefix("# ")] = rest
    return Recipe(title.rpartition(" ")[2], files, changes, test)


def _additions(diff: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in diff.splitlines():
        if line.startswith("+"):
            found[-1][1].append(line[1:])
        else:
            found.append((line[1:], []))
    return found


RECIPES = recipes()


def test_there_are_six_recipes() -> None:
    assert sorted(recipe.name for recipe in RECIPES) == sorted(MOST_FILES)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_recipe_needs_few_files(recipe: Recipe) -> None:
    assert len(recipe.files) + len(recipe.changes) <= MOST_FILES[recipe.name]


@pytest.mark.slow
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_recipe_works(recipe: Recipe, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sitegen", tmp_path / "sitegen", ignore=_UNNEEDED)
    shutil.copytree(ROOT / "themes", tmp_path / "themes")
    for path, text in recipe.files.items():
        assert not (tmp_path / path).exists()
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    for path, additions in recipe.changes.items():
        source = (tmp_path / path).read_text(encoding="utf-8")
        for line, new in additions:
            assert source.count(f"{line}\n") == 1, f"{path} has not one line {line!r}"
            source = source.replace(f"{line}\n", "\n".join([line, *new, ""]))
        (tmp_path / path).write_text(source, encoding="utf-8")
    test = tmp_path / "test_recipe.py"
    test.write_text(recipe.test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(test)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "tests" / "helpers")])}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
