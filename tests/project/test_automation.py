"""The recipe of docs/automation.md works: its shell steps, in a clone, with bare repositories in place of GitHub's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "automation.md").read_text(encoding="utf-8")
REMOTE = "https://github.com/example/news-site.git"
STORY = "Presiden tiba di Jakarta\n\nPresiden tiba di Jakarta pada Senin. Warga menunggu di bandara.\n"
SITE = '[title]\nid = "Kabar"\nen = "News"\n'


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def steps() -> list[dict[str, Any]]:
    workflow = yaml.safe_load(block("yaml"))
    found: list[dict[str, Any]] = workflow["jobs"]["translate"]["steps"]
    return found


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


class Service:
    """A CI service: a clone for each run, and a cache between runs."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.published, self.cache = (folder / name for name in ("news.git", "site.git", "cache"))
        for bare in (self.origin, self.published):
            git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
        self._folder = folder
        self._runs = 0
        first = self.clone("editor")
        git(first, "checkout", "--quiet", "-b", "main")
        (first / "seeds").mkdir()
        (first / "seeds" / "satu.txt").write_text(STORY, encoding="utf-8")
        target = block("toml").replace(REMOTE, str(self.published))
        (first / "site.toml").write_text(SITE + target, encoding="utf-8")
        (first / ".gitignore").write_text(".sitegen/\npublic/\n.venv/\n", encoding="utf-8")
        shutil.copytree(ROOT / "themes", first / "themes")
        shutil.copy(ROOT / "build.py", first)
        self.push(first)

    def clone(self, name: str) -> Path:
        git(self._folder, "clone", "--quiet", str(self.origin), name)
        folder = self._folder / name
        git(folder, "config", "user.name", "Editor")
        git(folder, "config", "user.email", "editor@example.org")
        return folder

    def push(self, folder: Path) -> None:
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "Edit")
        git(folder, "push", "--quiet", "origin", "main")

    def run(self) -> str:
        """Do the steps of the workflow in a new clone; return what they say."""
        self._runs += 1
        clone = self.clone(f"run-{self._runs}")
        said = ""
        for step in steps():
            if "run" in step:
                said += self._shell(clone, step["run"])
            elif "cache/restore" in step["uses"] and self.cache.exists():
                for path in step["with"]["path"].split():
                    _copy(self.cache / path, clone / path)
            elif "cache/save" in step["uses"]:
                for path in step["with"]["path"].split():
                    _copy(clone / path, self.cache / path)
        return said

    def _shell(self, clone: Path, script: str) -> str:
        if "pip install" in script:
            # The interpreter of the tests has installed everything.
            python = clone / ".venv" / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
            python.chmod(0o755)
            return ""
        home = self._folder / "home"
        home.mkdir(exist_ok=True)
        env = {**os.environ, "HOME": str(home), "PUBLISH_TOKEN": "x", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=clone, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def files(self, repository: Path, branch: str) -> list[str]:
        return git(repository, "ls-tree", "-r", "--name-only", branch).splitlines()


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def test_what_is_new_is_translated_committed_and_published_and_the_memory_lasts(tmp_path: Path) -> None:
    service = Service(tmp_path)
    assert "sentences per second" in service.run()
    assert "content/en/presiden-tiba-di-jakarta.md" in service.files(service.origin, "main")
    assert "en/presiden-tiba-di-jakarta/index.html" in service.files(service.published, "gh-pages")

    editor = service.clone("editor-2")
    (editor / "content" / "en" / "presiden-tiba-di-jakarta.md").unlink()
    service.push(editor)
    said = service.run()
    assert "Translated" in said
    assert "in 1 article" in said
    assert "sentences per second" not in said, "the memory of the run before knew every sentence"
    assert "content/en/presiden-tiba-di-jakarta.md" in service.files(service.origin, "main")


def test_a_run_without_news_commits_and_publishes_nothing(tmp_path: Path) -> None:
    service = Service(tmp_path)
    service.run()
    before = git(service.origin, "rev-parse", "main"), git(service.published, "rev-parse", "gh-pages")
    service.run()
    assert (git(service.origin, "rev-parse", "main"), git(service.published, "rev-parse", "gh-pages")) == before


def test_what_is_saved_is_what_is_brought_back() -> None:
    caches = [step["with"] for step in steps() if "cache/" in step.get("uses", "")]
    assert len(caches) == 2
    assert caches[0]["path"] == caches[1]["path"]
    assert caches[0]["key"] == caches[1]["key"]
    assert caches[0]["key"].startswith(caches[0]["restore-keys"])
