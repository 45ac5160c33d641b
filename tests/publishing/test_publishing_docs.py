"""docs/publishing.md is true: its settings exist, its examples can be read."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import click
import pytest
import yaml
from pydantic import BaseModel, TypeAdapter
from sites import MakeSite

from sitegen.cli import cli
from sitegen.settings.targets import KINDS, DirectoryTarget, GitTarget, RsyncTarget, S3Target, Target

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
MODELS: tuple[type[BaseModel], ...] = (DirectoryTarget, GitTarget, RsyncTarget, S3Target)


def blocks(language: str) -> list[str]:
    """The examples in a language."""
    return [textwrap.dedent(text) for text in re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)]


def test_every_setting_of_every_kind_is_in_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `?(\w+)`? \| .+ \| (.+) \|$", DOCS, re.MULTILINE)
    named = {(kind, setting) for setting, kinds, _ in rows for kind in (KINDS if kinds == "all" else (kinds,))}
    there = {(kind, name) for kind, model in zip(KINDS, MODELS, strict=True) for name in model.model_fields}
    assert named == there
    needed = {name for model in MODELS for name, field in model.model_fields.items() if field.is_required()}
    assert {setting for setting, _, default in rows if default == "required"} == needed


@pytest.mark.parametrize("example", blocks("toml"))
def test_examples_of_targets_are_accepted(example: str) -> None:
    settings = tomllib.loads(example)
    for target in settings.get("publish", {"bucket": {"kind": "s3", "bucket": "news", **settings}}).values():
        TypeAdapter(Target).validate_python(target)


@pytest.mark.parametrize("example", [block for block in blocks("yaml") if not block.startswith("- run")])
def test_examples_for_build_servers_are_yaml_that_names_its_jobs(example: str) -> None:
    parsed = yaml.safe_load(example)
    assert isinstance(parsed, dict)
    assert {"jobs", "pages", "repos"} & set(parsed)


def test_the_github_workflow_runs_on_a_push_and_may_write() -> None:
    (workflow,) = [parsed for block in blocks("yaml") if "jobs" in (parsed := yaml.safe_load(block))]
    # YAML 1.1 reads the key "on" as true; GitHub does not.
    assert workflow[True]["push"]["branches"] == ["main"]
    assert workflow["permissions"] == {"contents": "write"}
    steps = workflow["jobs"]["publish"]["steps"]
    assert all(set(step) & {"uses", "run"} for step in steps)
    (more,) = [parsed for block in blocks("yaml") if isinstance(parsed := yaml.safe_load(block), list)]
    assert set(more[0]["env"]) == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}


def test_the_gitlab_job_leaves_the_folder_that_gitlab_publishes() -> None:
    (job,) = [parsed["pages"] for block in blocks("yaml") if "pages" in (parsed := yaml.safe_load(block))]
    assert job["artifacts"]["paths"] == ["public"]
    assert all(isinstance(line, str) for line in job["script"])


def test_every_command_in_the_examples_exists() -> None:
    commands = re.findall(r"build\.py((?: --strict)?) (\w+)((?: --[\w-]+)*)", DOCS)
    assert {name for _, name, _ in commands} >= {"publish", "render", "check"}
    for _, name, options in commands:
        command = cli.commands[name]
        known = {option for parameter in command.params for option in parameter.opts}
        assert isinstance(command, click.Command)
        assert set(options.split()) <= known


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_the_hook_keeps_a_broken_article_out_of_a_commit(make_site: MakeSite) -> None:
    (hook,) = [block for block in blocks("bash") if "build.py check" in block]
    site = make_site()
    site.write("id", "gempa", "Gempa")
    subprocess.run(["git", "init", "--quiet"], cwd=site.root, check=True)
    path = site.root / ".git" / "hooks" / "pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        hook.replace(".venv/bin/python build.py", f"'{sys.executable}' '{ROOT / 'build.py'}'"), encoding="utf-8"
    )
    path.chmod(0o755)

    def commit() -> subprocess.CompletedProcess[str]:
        subprocess.run(["git", "add", "-A"], cwd=site.root, check=True)
        person = ["-c", "user.name=Rina", "-c", "user.email=rina@example.org"]
        command = ["git", *person, "commit", "--quiet", "-m", "Berita"]
        return subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)

    assert commit().returncode == 0
    (site.root / "content" / "id" / "gempa.md").write_text("---\ntitle: 'Rusak\n---\n\nTeks.\n", encoding="utf-8")
    refused = commit()
    assert refused.returncode == 1
    assert "content/id/gempa.md:" in refused.stderr
