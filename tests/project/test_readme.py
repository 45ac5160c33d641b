"""The README and the manual are true: their commands run, their settings exist, their links lead somewhere."""

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
DOCS = ROOT / "docs"
MANUAL = [DOCS / f"{name}.md" for name in ("correcting", "models", "pages", "reading-offline", "settings", "writing")]


def shell_commands(text: str) -> list[str]:
    """Return the lines of the ``sh`` examples in a document."""
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


COMMANDS = [command for page in (ROOT / "README.md", *MANUAL) for command in shell_commands(page.read_text("utf-8"))]


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
    """The command with this interpreter in place of the one in the documents."""
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
    settings = (DOCS / "settings.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `\[?(\w+)\]?`", settings, re.MULTILINE))
    assert named == {field.alias or name for name, field in Site.model_fields.items()} - {"drafts", "root"}
    nested = set(re.findall(r"^\| `\[translation\]` `(\w+)`", settings, re.MULTILINE))
    assert nested == set(TranslationSettings.model_fields)


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *DOCS.glob("*.md")], ids=lambda page: page.name)
def test_every_link_between_documents_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = address.partition("#")
        if not path.startswith(("http:", "https:")):
            target = page.parent / path if path else page
            assert target.exists(), f"{page.name} leads to {address}"
            assert not anchor or anchor in anchors(target), f"{page.name} leads to {address}"
