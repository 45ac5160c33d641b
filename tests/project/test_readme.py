"""The README is true: its commands run, its settings exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from socket import create_server
from time import monotonic, sleep

import click
import pytest

from sitegen.cli import cli
from sitegen.settings.site import Site, TranslationSettings

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a clone holds for a site."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("seeds", "content", "themes", "site.toml", "build.py", "tests/data"):
        source = ROOT / name
        (folder / name).parent.mkdir(exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def run(command: str) -> list[str]:
    """The command with this interpreter in place of the one in the README."""
    assert command.startswith(".venv/bin/python build.py")
    return [sys.executable, *command.split()[1:]]


def test_there_are_two_set_up_commands_and_the_rest_use_what_they_installed() -> None:
    set_up = [command for command in COMMANDS if "pip install" in command]
    assert len(set_up) == 2
    assert set_up[0].endswith(".venv/bin/python build.py")
    assert set_up[1].endswith(".venv/bin/python -m pytest")
    assert all(command.startswith(".venv/bin/python build.py") for command in COMMANDS if command not in set_up)


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if "pip" not in command and not command.endswith(("serve", "desk"))]
)
def test_each_command_runs(command: str, clone: Path) -> None:
    finished = subprocess.run(run(command), cwd=clone, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
    assert finished.stdout.strip()


@pytest.mark.parametrize(("name", "path"), [("serve", ""), ("desk", "_desk/")])
def test_the_preview_commands_show_the_site(name: str, path: str, clone: Path) -> None:
    subprocess.run([sys.executable, "build.py"], cwd=clone, capture_output=True, check=True)
    with closing(create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    (command,) = [command for command in COMMANDS if command.endswith(f" {name}")]
    with subprocess.Popen([*run(command), "--port", str(port)], cwd=clone, stdout=subprocess.DEVNULL) as preview:
        try:
            assert "<html" in wait_for(f"http://127.0.0.1:{port}/{path}")
        finally:
            preview.terminate()


def wait_for(address: str) -> str:
    deadline = monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address) as response:  # noqa: S310  # loopback
                return str(response.read(), "utf-8")
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.1)


def commands_of(group: click.Group, parent: str = "") -> Iterator[str]:
    """The commands that do something, as they are typed."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{parent}{name} ")
        else:
            yield parent + name


@pytest.mark.parametrize("command", list(commands_of(cli)))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"build\.py {command}\b", README), f"say in README.md what '{command}' is for"


def test_every_setting_is_in_the_table() -> None:
    named = set(re.findall(r"^\| `\[?(\w+)\]?`", README, re.MULTILINE))
    assert named == set(Site.model_fields) - {"drafts", "root"}
    nested = set(re.findall(r"^\| `\[translation\]` `(\w+)`", README, re.MULTILINE))
    assert nested == set(TranslationSettings.model_fields)
