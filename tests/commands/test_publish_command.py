"""``publish`` renders, refuses a site with errors, brings the site to its target, and says what changed there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import lines, run, trouble
from publishing import contents
from sites import MakeSite, SiteFolder

from sitegen.publishing.changes import MARKER

ROOT = Path(__file__).parents[2]


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    """A site with one article, and a folder to publish to; nothing is rendered yet."""
    site = make_site(publish={})
    settings = site.root / "site.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[publish]\n", "")
        + '[publish.www]\nkind = "directory"\npath = "../www"\n[publish.elsewhere]\nkind = "git"\n',
        encoding="utf-8",
    )
    site.pair("gempa", ("Gempa", "Earthquake"))
    return site


def www(site: SiteFolder) -> dict[str, bytes]:
    files = contents(site.root.parent / "www")
    files.pop(MARKER)
    return files


def test_the_site_is_rendered_and_published(site: SiteFolder) -> None:
    said = lines(site.root, "publish", "www")
    assert said[0].startswith("Rendered    ")
    number = len(site.files()) + 1
    assert said[1:] == [f"Published   {number} files to {site.root.parent / 'www'}: {number} added"]
    assert www(site) == site.files()


@pytest.mark.slow
def test_an_edit_is_rendered_before_it_is_published(site: SiteFolder) -> None:
    lines(site.root, "publish", "www")
    site.pair("gempa", ("Gempa Besar", "Earthquake"))
    said = lines(site.root, "publish", "www")
    assert "changed" in said[1]
    assert b"Gempa Besar" in www(site)["id/gempa/index.html"]
    assert lines(site.root, "publish", "www")[1].endswith(": nothing new")


@pytest.mark.slow
def test_a_dry_run_lists_what_would_change(site: SiteFolder) -> None:
    lines(site.root, "publish", "www")
    site.pair("banjir", ("Banjir", "Flood"))
    (site.root.parent / "www" / "milik-orang.html").write_text("x", encoding="utf-8")
    (site.public / "lama.html").write_text("x", encoding="utf-8")
    lines(site.root, "publish", "www")
    (site.public / "lama.html").unlink()
    site.pair("gempa-susulan", ("Gempa Susulan", "Aftershock"))
    before = www(site)
    said = lines(site.root, "publish", "www", "--dry-run")
    assert www(site) == before
    assert "added     en/gempa-susulan/index.html" in said
    assert "changed   id/index.html" in said
    assert "deleted   lama.html" in said
    assert not any("milik-orang" in line for line in said)
    assert said[-1].startswith("Would publish  ")
    assert re.search(r": \d+ added, \d+ changed, \d+ deleted$", said[-1])


def test_a_site_with_errors_is_not_published(site: SiteFolder) -> None:
    (site.root / "content" / "id" / "rusak.md").write_text("---\ntitle: 'Rusak\n---\n\nTeks.\n", encoding="utf-8")
    result = run(site.root, "publish", "www")
    assert str(result.exception) == "nothing was published; correct first what is said above"
    assert "rusak.md" in result.stderr
    assert not (site.root.parent / "www").exists()


def test_a_site_with_a_broken_link_is_not_published(site: SiteFolder) -> None:
    site.write("id", "gempa", "Gempa", "[Ke mana?](/id/tidak-ada/)")
    site.write("en", "gempa", "Earthquake", "[Where?](/id/tidak-ada/)")
    result = run(site.root, "publish", "www")
    assert "tidak-ada" in result.stderr
    assert str(result.exception) == "nothing was published; correct first what is said above"
    assert not (site.root.parent / "www").exists()


def test_warnings_count_with_strict(site: SiteFolder) -> None:
    site.write("en", "gempa", "Earthquake", "One.", withdrawn=True)
    result = run(site.root, "--strict", "publish", "www")
    assert "warning: " in result.stderr
    assert str(result.exception) == "nothing was published; correct first what is said above"
    assert run(site.root, "publish", "www").exit_code == 0


@pytest.mark.slow
def test_a_target_that_was_not_published_before_asks_first(site: SiteFolder) -> None:
    (site.root.parent / "www").mkdir()
    (site.root.parent / "www" / "milik-orang.html").write_text("x", encoding="utf-8")
    assert "1 of its files would be deleted or replaced" in trouble(site.root, "publish", "www")
    said = lines(site.root, "publish", "www", "--dry-run")
    assert "deleted   milik-orang.html" in said
    assert said[-2].endswith("it would ask for --take-over")
    assert lines(site.root, "publish", "www", "--take-over")[1].endswith(" 1 deleted")


def test_an_unknown_target_is_said_with_those_that_are_known(site: SiteFolder, make_site: MakeSite) -> None:
    assert trouble(site.root, "publish", "web").endswith("there is no [publish.web]; there is elsewhere, www")
    empty = make_site("empty")
    assert "says nowhere what to publish to: add a [publish.web]" in trouble(empty.root, "publish", "web")


def test_old_addresses_go_to_hosts_that_read_redirects(site: SiteFolder) -> None:
    settings = site.root / "site.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('path = "../www"', 'path = "../www"\nhost_files = true'),
        encoding="utf-8",
    )
    site.write("id", "gempa", "Gempa", aliases=["gempa-lama"])
    lines(site.root, "publish", "www")
    assert www(site)["_redirects"].splitlines() == [
        b"/en/gempa-lama/ /en/gempa/ 301",
        b"/id/gempa-lama/ /id/gempa/ 301",
    ]


@pytest.mark.slow
def test_publishing_to_a_folder_needs_neither_boto3_nor_git(site: SiteFolder) -> None:
    program = (
        "import sys; sys.modules['boto3'] = None; sys.argv = ['sitegen', 'publish', sys.argv[1]]\n"
        "from sitegen.cli import main; main()"
    )
    command = [sys.executable, "-c", program]
    finished = subprocess.run([*command, "www"], cwd=site.root, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stderr) == (0, "")
    with (site.root / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('[publish.bucket]\nkind = "s3"\nbucket = "news"\n')
    finished = subprocess.run([*command, "bucket"], cwd=site.root, capture_output=True, text=True, check=False)
    assert finished.returncode == 1
    asked = "error: boto3 is not installed here; install it with: python -m pip install 'boto3<2,>=1.36'\n"
    assert finished.stderr == asked


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_trouble_with_a_target_is_one_line(site: SiteFolder) -> None:
    assert "there is no git remote 'origin' here" in trouble(site.root, "publish", "elsewhere")
