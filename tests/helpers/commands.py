"""Runs commands in this process, as they are typed."""

from __future__ import annotations

import os
from pathlib import Path

from click.testing import CliRunner, Result

from sitegen.cli import cli
from sitegen.errors import SitegenError


def run(folder: Path, *arguments: str) -> Result:
    """Run a command in a site's folder. What it raises is in the result's ``exception``."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(cli, arguments, prog_name="sitegen", standalone_mode=False)
    finally:
        os.chdir(before)


def lines(folder: Path, *arguments: str) -> list[str]:
    """The lines that a command prints, which must end well and without a warning."""
    result = run(folder, *arguments)
    assert result.exception is None, result.exception
    assert result.exit_code == 0
    assert result.stderr == ""
    return result.stdout.splitlines()


def trouble(folder: Path, *arguments: str) -> str:
    """The one line of trouble that a command ends with."""
    result = run(folder, *arguments)
    assert isinstance(result.exception, SitegenError), result.exception
    line = str(result.exception)
    assert "\n" not in line
    return line
