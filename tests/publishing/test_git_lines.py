"""What git prints is read line by line, and only so far."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.publishing.git import Git


@pytest.fixture
def git(tmp_path: Path) -> Git:
    git = Git(tmp_path)
    git("init", "--quiet")
    git("config", "letters.a", "1")
    git("config", "letters.b", "2")
    return git


def lines(git: Git, *arguments: str, most: int = 1000, seconds: float = 60) -> list[bytes]:
    with git.lines(*arguments, most=most, seconds=seconds) as found:
        return list(found)


def test_all_lines_are_given_as_git_prints_them(git: Git) -> None:
    assert lines(git, "config", "--get-regexp", "^letters") == [b"letters.a 1\n", b"letters.b 2\n"]


def test_no_more_bytes_are_read_than_wanted(git: Git) -> None:
    assert lines(git, "config", "--get-regexp", "^letters", most=15) == [b"letters.a 1\n", b"let"]


def test_a_command_that_fails_has_no_lines(git: Git) -> None:
    assert lines(git, "log") == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_command_that_goes_on_for_too_long_is_ended(git: Git) -> None:
    os.mkfifo(git.folder / "endless")  # git waits for somebody who writes into it
    assert lines(git, "hash-object", "--no-filters", "endless", seconds=0.1) == []


def test_git_that_is_not_there_is_an_error(git: Git, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SitegenError, match="git is not installed"):
        lines(git, "log")
