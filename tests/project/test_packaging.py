"""What stands around the code: the action for GitHub, the image, and what a wheel must carry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from sitegen.extras import extras

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
INSTALLING = (ROOT / "docs" / "installing.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def test_each_input_of_the_action_is_used_and_in_the_manual() -> None:
    steps = yaml.safe_dump(ACTION["runs"])
    table = set(re.findall(r"^\| `([\w-]+)` \|.*\|.*\|$", INSTALLING, re.MULTILINE))
    for name, given in ACTION["inputs"].items():
        assert f"inputs.{name}" in steps
        assert name in table
        assert given["description"]
    assert set(ACTION["inputs"]) == table


def test_nothing_that_others_write_is_put_into_a_script_of_the_action() -> None:
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts), "inputs go through the environment"


def test_the_manual_names_each_extra_for_people_who_make_sites() -> None:
    named = set(re.findall(r"^\| `(\w+)` \| [^|]+ \|$", INSTALLING, re.MULTILINE))
    assert named == set(PROJECT["optional-dependencies"]) - {"dev", "test"}
    assert named <= set(extras())


@pytest.mark.parametrize("command", ["build.py", "pytest"])
def test_the_image_is_built_with_the_commands_of_the_readme(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if command in line)
    assert f"RUN {line}" in dockerfile


def test_the_image_does_not_run_as_root_and_leaves_out_what_builds_leave() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for stage in dockerfile.split("\nFROM ")[1:]:
        assert "\nUSER sitegen\n" in stage
    ignored = {line.removeprefix("**/") for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()}
    left = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    assert left <= ignored | {"__pycache__"}
