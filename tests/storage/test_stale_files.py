"""What no article makes any more goes, however the finished site's folder came to be where it is."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import lines, run
from publishing import contents
from sites import MakeSite, SiteFolder

from sitegen.checking.gate import check_finished_site
from sitegen.publishing.changes import MARKER
from sitegen.storage.manifest import MANIFEST

pytestmark = pytest.mark.slow

WORDS = (b"Isi rahasia", b"Secret text", b"Judul Rahasia", b"Secret Title")
THEIRS = {"CNAME": b"news.example.org\n", "id/tentang/index.html": b"<!DOCTYPE html><title>Tentang</title>"}
Accident = Callable[[SiteFolder], SiteFolder]


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    """A finished site with a story that will go, and files of somebody else."""
    site = make_site(publish={})
    settings = site.root / "site.toml"
    target = '[publish.www]\nkind = "directory"\npath = "../www"\n'
    settings.write_text(settings.read_text(encoding="utf-8").replace("[publish]\n", target), encoding="utf-8")
    site.pair("a", ("Judul A", "Title A"))
    site.pair("rahasia", ("Judul Rahasia", "Secret Title"), ("Isi rahasia.", "Secret text."))
    assert site.render().problems == ()
    for path, data in THEIRS.items():
        (site.public / path).parent.mkdir(parents=True, exist_ok=True)
        (site.public / path).write_bytes(data)
    assert site.render().problems == ()
    return site


def still_public(folder: Path) -> list[str]:
    """The files in which the story can still be read or is named."""
    files = contents(folder)
    return [path for path, data in files.items() if "rahasia" in path or any(words in data for words in WORDS)]


def hold_back(site: SiteFolder, key: str = "draft") -> None:
    site.write("id", "rahasia", "Judul Rahasia", "Isi rahasia.", **{key: True})


def lose_manifest(site: SiteFolder) -> None:
    (site.public / MANIFEST).unlink()
    shutil.rmtree(site.root / ".sitegen")


# The manifest


def test_the_manifest_lists_what_sitegen_made_and_can_be_checked(site: SiteFolder) -> None:
    listed = [line.split("  ", 1)[1] for line in (site.public / MANIFEST).read_text().splitlines()[1:]]
    assert listed == sorted(site.files().keys() - THEIRS.keys())
    checked = subprocess.run(["sha256sum", "--check", "--strict", MANIFEST], cwd=site.public, check=False)
    assert checked.returncode == 0


# Copies


def copied(site: SiteFolder) -> SiteFolder:
    shutil.copytree(site.root, site.root.with_name("copy"), copy_function=shutil.copy)
    return SiteFolder(site.root.with_name("copy"))


def copied_with_times(site: SiteFolder) -> SiteFolder:
    subprocess.run(["cp", "-a", site.root, site.root.with_name("copy")], check=True)
    return SiteFolder(site.root.with_name("copy"))


def without_state(site: SiteFolder) -> SiteFolder:
    shutil.rmtree(site.root / ".sitegen")
    return site


def without_manifest(site: SiteFolder) -> SiteFolder:
    (site.public / MANIFEST).unlink()
    return site


def with_half_a_manifest(site: SiteFolder) -> SiteFolder:
    text = (site.public / MANIFEST).read_text()
    (site.public / MANIFEST).write_text("<<<<<<< HEAD\n" + text[: len(text) // 2])
    return site


@pytest.mark.parametrize("key", ["draft", "withdrawn"])
@pytest.mark.parametrize("accident", [copied, copied_with_times, without_state, without_manifest, with_half_a_manifest])
def test_a_story_that_is_held_back_goes_from_a_copy_too(site: SiteFolder, accident: Accident, key: str) -> None:
    site = accident(site)
    hold_back(site, key)
    assert lines(site.root, "--strict", "render")
    left = still_public(site.public)
    assert left == ([] if key == "draft" else ["en/rahasia/index.html", "id/rahasia/index.html"])
    assert not any(words in data for data in contents(site.public).values() for words in WORDS)
    for path, data in THEIRS.items():
        assert (site.public / path).read_bytes() == data
    assert not list(check_finished_site(site.site))


# Without a manifest


def test_pages_are_known_by_their_signs_where_no_list_is_left(site: SiteFolder) -> None:
    lose_manifest(site)
    hold_back(site)
    result = run(site.root, "--strict", "render")
    assert result.exit_code == 1
    assert "id/rahasia/index.html" in result.stderr
    assert still_public(site.public) == []
    aside = site.root / ".sitegen" / "set-aside"
    assert {"id/rahasia/index.html", "en/rahasia/index.html"} <= set(contents(aside))
    for path, data in THEIRS.items():
        assert (site.public / path).read_bytes() == data


def test_what_cannot_be_known_is_said_and_not_published(site: SiteFolder) -> None:
    lose_manifest(site)
    page = site.public / "id" / "tentang" / "index.html"
    for command in (("render",), ("check",), ("publish", "www")):
        assert "warning: public/id/tentang/index.html: belongs to no page, and" in run(site.root, *command).stderr
        assert page.read_bytes() == THEIRS["id/tentang/index.html"]
    assert run(site.root, "--strict", "render").exit_code == 1
    www = contents(site.root.parent / "www")
    assert "CNAME" in www
    assert "id/tentang/index.html" not in www
    page.rename(site.root / "tentang.html")
    assert lines(site.root, "render")
    page.parent.mkdir()
    (site.root / "tentang.html").rename(page)
    assert lines(site.root, "--strict", "publish", "www")
    assert contents(site.root.parent / "www")["id/tentang/index.html"] == page.read_bytes()


def test_a_page_that_somebody_brings_back_goes_again(site: SiteFolder) -> None:
    before = {path: data for path, data in contents(site.public).items() if "rahasia" in path}
    hold_back(site)
    site.render()
    for path, data in before.items():
        (site.public / path).parent.mkdir(parents=True, exist_ok=True)
        (site.public / path).write_bytes(data)
    assert "looks as only sitegen makes it" in run(site.root, "check").stderr
    (problem,) = site.render().problems
    assert problem.severity == "warning"
    assert still_public(site.public) == []
    assert site.render().problems == ()


def test_a_page_that_somebody_changed_goes_with_its_story(site: SiteFolder) -> None:
    page = site.public / "id" / "rahasia" / "index.html"
    page.write_bytes(page.read_bytes() + b"<!-- Rina -->")
    hold_back(site)
    (problem,) = site.render().problems
    assert problem.severity == "warning"
    assert still_public(site.public) == []
    assert (site.root / ".sitegen/set-aside/id/rahasia/index.html").read_bytes().endswith(b"<!-- Rina -->")


# Targets


def test_what_has_gone_is_taken_back_also_by_another_machine(site: SiteFolder) -> None:
    lines(site.root, "publish", "www")
    www = site.root.parent / "www"
    (www / "theirs.txt").write_text("theirs")
    assert still_public(www)
    other = SiteFolder(site.root.with_name("other"))
    shutil.copytree(site.root, other.root, ignore=shutil.ignore_patterns("public", ".sitegen"))
    hold_back(other)
    lines(other.root, "publish", "www")
    assert still_public(www) == []
    assert (www / "theirs.txt").exists()
    assert "rahasia" not in (www / MARKER).read_text()
    assert MANIFEST not in contents(www)
