"""Pressing Tab: what the shells are told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import lines
from sites import MakeSite, SiteFolder

from sitegen.commands.setup.completion import SHELLS, VARIABLE

ROOT = Path(__file__).parents[2]
TARGET = '\n[publish.langsung]\nkind = "directory"\npath = "../www"\n'


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The command as an installation brings it, in a folder of its own."""
    path = tmp_path / "bin" / "sitegen"
    path.parent.mkdir()
    path.write_text(f"#!{sys.executable}\nfrom sitegen.cli import main\nmain()\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site()
    site.pair("banjir", ("Banjir", "Flood"))
    site.pair("gempa", ("Gempa", "Quake"))
    with (site.root / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(TARGET)
    return site


def completed(program: Path, folder: Path, line: str) -> set[str]:
    """What bash is told that the last word of ``line`` may become."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COMP_WORDS": line, VARIABLE: "bash_complete"}
    environment["COMP_CWORD"] = str(len(line.split(" ")) - 1)
    done = subprocess.run(
        [sys.executable, program], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return {line.partition(",")[2] for line in done.stdout.split()}


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_asks_sitegen(shell: str, tmp_path: Path) -> None:
    script = lines(tmp_path, "completion", shell)
    assert any(f"{VARIABLE}={shell}_complete" in line for line in script)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sitegen mod", {"model"}),
        ("sitegen model in", {"info", "install"}),
        ("sitegen render --d", {"--drafts"}),
        ("sitegen review b", {"banjir"}),
        ("sitegen review ", {"banjir", "gempa"}),
        ("sitegen publish ", {"langsung"}),
        ("sitegen completion ", set(SHELLS)),
    ],
)
def test_commands_options_slugs_and_targets_are_completed(
    line: str, words: set[str], program: Path, site: SiteFolder
) -> None:
    assert completed(program, site.root, line) == words


@pytest.mark.slow
def test_the_site_that_is_named_is_asked(program: Path, site: SiteFolder, tmp_path: Path) -> None:
    assert completed(program, tmp_path, f"sitegen --site {site.root.name} review g") == {"gempa"}
    assert completed(program, tmp_path, "sitegen review g") == set(), "there is no site, and no error in the line"


@pytest.mark.slow
def test_bash_itself_completes_a_command(program: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    ask = 'eval "$(sitegen completion bash)"; COMP_WORDS=(sitegen pub); COMP_CWORD=1; _sitegen_completion sitegen'
    done = subprocess.run(
        [bash, "--norc", "-c", f'{ask}; echo "${{COMPREPLY[@]}}"'],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{program.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "publish\n"


@pytest.mark.slow
def test_completing_loads_no_more_than_help(program: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), VARIABLE: "bash_complete", "COMP_CWORD": "1"}
    environment |= {"COMP_WORDS": "sitegen re", "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(
        [sys.executable, program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not {"argostranslate", "ctranslate2", "jinja2", "markdown", "numpy", "sentencepiece", "uvicorn"} & loaded
