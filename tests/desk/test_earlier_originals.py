"""Beside a sentence whose original has changed stands what it said when a person translated it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desks import Client, at_the_desk, write_story
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.publishing.git import Git
from sitegen.translation.memory.store import MEMORY, open_memory
from sitegen.translation.run import translate_site

TITLE, CAPTION, RAIN, PEOPLE = 0, 1, 2, 3
IDENTITY = {
    "GIT_AUTHOR_NAME": "Rina",
    "GIT_AUTHOR_EMAIL": "rina@example.org",
    "GIT_COMMITTER_NAME": "Rina",
    "GIT_COMMITTER_EMAIL": "rina@example.org",
}
Replace = Callable[[str, str], None]


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    write_story(site)
    return site


@pytest.fixture
def replace(site: SiteFolder) -> Replace:
    """Return a function that changes words of the original in an editor."""
    path = site.root / "content" / "id" / "hujan.md"

    def change(old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


@pytest.fixture
def git(site: SiteFolder, tmp_path: Path) -> Git:
    """A repository of the site, with one commit, and no memory that could help."""
    settings = {"GIT_CONFIG_GLOBAL": str(tmp_path / "no-settings"), "GIT_CONFIG_NOSYSTEM": "1"}
    git = Git(site.root, environment={**IDENTITY, **settings})
    (site.root / ".gitignore").write_text("public/\n.sitegen/\n", encoding="utf-8")
    git("init", "--quiet")
    commit(git)
    forget(site)
    return git


def commit(git: Git) -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message", "Berita")


def forget(site: SiteFolder) -> None:
    """Delete the translation memory."""
    for path in site.site.state.glob(f"{MEMORY}*"):
        path.unlink()


def before(desk: Client, number: int) -> str | None:
    found: str | None = desk.get(f"stories/hujan/units/{number}/help")["before"]
    return found


@pytest.mark.parametrize("committed", [True, False])
def test_it_is_found_in_git_whether_or_not_the_change_is_committed(
    site: SiteFolder, git: Git, replace: Replace, committed: bool
) -> None:
    with at_the_desk(site) as desk:
        desk.type("hujan", RAIN, "Rain fell.")
        replace("Hujan turun.", "Hujan deras turun.")
        if committed:
            commit(git)
        assert before(desk, RAIN) == "Hujan turun."


def test_of_several_earlier_originals_it_is_the_one_that_was_translated(
    site: SiteFolder, git: Git, replace: Replace
) -> None:
    with at_the_desk(site) as desk:
        replace("Hujan turun.", "Hujan turun kemarin.")
        commit(git)
        translate_site(site.site, BackwardEngine())
        desk.type("hujan", RAIN, "Rain fell yesterday.")
        for old, new in (("kemarin.", "lusa."), ("lusa.", "tadi.")):
            replace(old, new)
            commit(git)
            forget(site)
        assert before(desk, RAIN) == "Hujan turun kemarin."


@pytest.mark.usefixtures("git")
def test_it_is_found_after_the_sentence_was_kept_by_a_translation(site: SiteFolder, replace: Replace) -> None:
    with at_the_desk(site) as desk:
        desk.type("hujan", RAIN, "Rain fell.")
        replace("Hujan turun.", "Hujan deras turun.")
        translate_site(site.site, BackwardEngine())
        forget(site)
        assert desk.units("hujan")[RAIN]["target"] == "Rain fell."
        assert before(desk, RAIN) == "Hujan turun."


@pytest.mark.usefixtures("git")
def test_headlines_and_captions_are_found_in_front_matter(site: SiteFolder, replace: Replace) -> None:
    with at_the_desk(site) as desk:
        desk.type("hujan", TITLE, "Rain")
        desk.type("hujan", CAPTION, "People in the street.")
        replace("title: 'Hujan Turun'", 'title: "Hujan: Turun"')
        replace("Warga di jalan.", "Warga di rumah.  # remarks are no part of it")
        assert desk.units("hujan")[TITLE]["source"] == "Hujan: Turun"
        assert [before(desk, number) for number in (TITLE, CAPTION)] == ["Hujan Turun", "Warga di jalan."]


def test_nothing_is_shown_of_what_is_not_stale(site: SiteFolder, git: Git, replace: Replace) -> None:
    with at_the_desk(site) as desk:
        desk.type("hujan", RAIN, "Rain fell.")
        replace("Warga pulang.", "Warga sudah pulang.")
        commit(git)
        assert [before(desk, number) for number in (RAIN, PEOPLE)] == [None, None]
        desk.type("hujan", PEOPLE, "The people went home.")
        assert before(desk, PEOPLE) is None


def test_a_story_that_was_never_committed_has_no_earlier_original_there(
    site: SiteFolder, git: Git, replace: Replace
) -> None:
    git("rm", "--quiet", "-r", "--cached", "content")
    git("commit", "--quiet", "--amend", "--message", "Tanpa berita")
    with at_the_desk(site) as desk:
        desk.type("hujan", RAIN, "Rain fell.")
        replace("Hujan turun.", "Hujan deras turun.")
        assert before(desk, RAIN) is None


def test_without_a_repository_the_translation_memory_has_it_and_git_is_not_called(
    site: SiteFolder, replace: Replace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program, trace = tmp_path / "bin" / "git", tmp_path / "called"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n: > '{trace}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    with at_the_desk(site) as desk:
        desk.type("hujan", RAIN, "Rain fell.")
        replace("Hujan turun.", "Hujan deras turun.")
        assert before(desk, RAIN) == "Hujan turun."
        forget(site)
        assert before(desk, RAIN) is None
        assert not (site.site.state / MEMORY).exists()
    assert not trace.exists()


@pytest.mark.usefixtures("git")
def test_where_git_is_not_installed_the_memory_is_asked(
    site: SiteFolder, replace: Replace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    translate_site(site.site, BackwardEngine())  # fills the memory from the articles
    with at_the_desk(site) as desk:
        desk.type("hujan", RAIN, "Rain fell.")
        replace("Hujan turun.", "Hujan deras turun.")
        monkeypatch.setenv("PATH", str(tmp_path))
        with open_memory(site.site) as memory:
            assert "Hujan turun." in memory.machine_sources_near("", 100)
        assert before(desk, RAIN) == "Hujan turun."
