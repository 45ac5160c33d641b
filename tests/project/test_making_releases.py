"""A release, but for the building of its files: what `.ci/release` writes, and when it refuses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sitegen import __version__

ROOT = Path(__file__).parents[2]
NEXT = "7.8.9"

pytestmark = pytest.mark.skipif(
    os.name != "posix" or not shutil.which("git"), reason="releases are made with bash and git"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the files in which a version stands, and the script."""
    folder = tmp_path / "project"
    for name in (".ci/release", "CHANGELOG.md", "README.md", "docs/installing.md", "sitegen/__init__.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ani", "-c", "user.email=ani@example.org")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")


def release(folder: Path, *arguments: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
    environment = {**os.environ, **dict.fromkeys(names, "Ani"), "SOURCE_DATE_EPOCH": "1800000000", "PATH": path}
    command = [".ci/release", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_release_is_dated_committed_and_tagged_and_leaves_room_for_the_next(project: Path) -> None:
    before = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    done = release(project, NEXT, "--tag-only")
    assert done.returncode == 0, done.stderr
    after = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert after == before.replace("## Unreleased\n", f"## Unreleased\n\n## {NEXT} – 2027-01-15\n", 1)
    assert f'__version__ = "{NEXT}"' in (project / "sitegen" / "__init__.py").read_text(encoding="utf-8")
    assert git(project, "describe") == f"v{NEXT}"
    assert git(project, "log", "-1", "--format=%s") == f"Release {NEXT}"
    assert git(project, "status", "--porcelain") == ""


def test_documents_name_the_version_of_the_release(project: Path) -> None:
    release(project, NEXT, "--tag-only")
    for page in (project / "README.md", project / "docs" / "installing.md"):
        text = page.read_text(encoding="utf-8")
        assert f"sitegen-{NEXT}-py3-none-any.whl" in text
        assert set(re.findall(r"sitegen(?:-|@v)(\d+\.\d+\.\d+)", text)) == {NEXT}


def test_documents_name_the_version_of_today() -> None:
    for page in (ROOT / "README.md", ROOT / "docs" / "installing.md"):
        versions = re.findall(r"sitegen(?:-|@v)(\d+\.\d+\.\d+)", page.read_text(encoding="utf-8"))
        assert set(versions) == {__version__}


@pytest.mark.parametrize("version", ["", "1.0", "v1.0.0", "1.0.0rc1"])
def test_a_version_of_another_form_is_refused(version: str, project: Path) -> None:
    done = release(project, version)
    assert (done.returncode, done.stderr) == (1, "error: name a version, as in: .ci/release 0.2.0\n")


def test_a_release_with_uncommitted_changes_or_nothing_new_or_a_second_time_is_refused(project: Path) -> None:
    (project / "neu.txt").write_text("baru\n", encoding="utf-8")
    assert release(project, NEXT, "--tag-only").stderr == "error: commit or put away your changes first\n"
    commit(project)
    assert release(project, NEXT, "--tag-only").returncode == 0
    assert release(project, NEXT, "--tag-only").stderr == f"error: there is a release {NEXT} already\n"
    assert 'nothing is "Unreleased"' in release(project, "7.9.0", "--tag-only").stderr
    assert git(project, "tag") == f"v{NEXT}"


def test_where_the_files_cannot_be_built_all_is_as_it_was(project: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "bin" / "python3").chmod(0o755)
    before = git(project, "rev-parse", "HEAD")
    done = release(project, NEXT, path=f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert done.returncode == 1
    assert done.stderr == "error: nothing was released, and all is as it was\n"
    assert git(project, "rev-parse", "HEAD") == before
    assert (git(project, "tag"), git(project, "status", "--porcelain")) == ("", "")
