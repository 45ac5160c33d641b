"""Publishing with rsync: only what changed is sent, pages last, and what is not in the site is deleted at the end."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from publishing import SITE, contents, finished, publish, put, target

from sitegen.errors import SitegenError
from sitegen.publishing.changes import MARKER, Changes
from sitegen.settings.site import Site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed; apt install rsync"),
]

EDITED = {
    **SITE,
    "id/gempa/index.html": b"<p>gempi",  # as long as before
    "id/feed.xml/index.html": b"a folder in a file's place",
    "berita é 'a\" $x.html": b"<p>",
}
del EDITED["robots.txt"], EDITED["id/feed.xml"]


def published(folder: Path) -> dict[str, bytes]:
    files = contents(folder)
    assert b"sitegen" in files.pop(MARKER)
    return files


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each call of rsync, as a line in a file; ``rsync-fails-at`` beside it names the call that fails."""
    log, real = tmp_path / "calls", shutil.which("rsync")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "rsync"
    script.write_text(
        f'#!/bin/sh\necho "$@" >> "{log}"\n'
        f'if [ -f "{log}-fails-at" ] && [ "$(wc -l < "{log}")" -ge "$(cat "{log}-fails-at")" ]; then\n'
        f'  echo "rsync: connection lost" >&2; exit 12\nfi\nexec {real} "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    return log


@pytest.fixture
def ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A host called 'host' whose home is a folder of this machine, reached by what stands in for ssh."""
    home = tmp_path / "host"
    home.mkdir()
    script = tmp_path / "ssh"
    script.write_text(
        f'#!/bin/sh\n[ "$1" = host ] || {{ echo "ssh: Could not resolve hostname $1: Name or service not known" >&2;'
        f' exit 255; }}\nshift\ncd "{home}" && exec sh -c "$*"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(script))
    return home


def test_the_folder_becomes_the_site(tmp_path: Path) -> None:
    site = finished(tmp_path / "site")
    result = publish(site, target(kind="rsync", destination="../www"))
    assert published(tmp_path / "www") == SITE
    assert len(result.changes.added) == len(SITE) + 1


def test_a_host_behind_ssh_is_reached_as_the_person_has_set_it_up(tmp_path: Path, ssh: Path) -> None:
    site, settings = finished(tmp_path / "site"), target(kind="rsync", destination="host:www")
    for files in (SITE, EDITED):
        put(site, files)
        told = publish(site, settings, dry_run=True)
        assert publish(site, settings) == told
        assert published(ssh / "www") == files


def test_only_differences_are_sent_and_times_say_nothing(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    settings = target(kind="rsync", destination=str(www))
    publish(site, settings)
    before = {path: (www / path).stat().st_mtime_ns for path in SITE}
    times = (site.public / "id/gempa/index.html").stat()
    put(site, EDITED)
    for path in site.public.rglob("*"):
        os.utime(path, (1, 1))
    os.utime(site.public / "id/gempa/index.html", ns=(times.st_atime_ns, times.st_mtime_ns))
    result = publish(site, settings)
    assert published(www) == EDITED
    assert result.changes == Changes(
        added=("berita é 'a\" $x.html", "id/feed.xml/index.html"),
        changed=(MARKER, "id/gempa/index.html"),
        deleted=("robots.txt",),  # rsync does not name what makes room for a folder
        unchanged=4,
    )
    assert [path for path in SITE if path in EDITED and (www / path).stat().st_mtime_ns != before[path]] == [
        "id/gempa/index.html"
    ]


def test_nothing_new_sends_nothing(tmp_path: Path, calls: Path) -> None:
    site, settings = finished(tmp_path / "site"), target(kind="rsync", destination="../www")
    publish(site, settings)
    calls.unlink()
    assert not publish(site, settings).changes
    asked, compared = calls.read_text(encoding="utf-8").splitlines()
    assert f"www/{MARKER} /" in asked
    assert "--dry-run" in compared


def test_a_dry_run_touches_nothing(tmp_path: Path) -> None:
    site, settings = finished(tmp_path / "site"), target(kind="rsync", destination="../www")
    told = publish(site, settings, dry_run=True)
    assert not (tmp_path / "www").exists()
    assert publish(site, settings) == told


def test_pages_come_after_what_they_load_and_deletions_at_the_end(tmp_path: Path, calls: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    settings = target(kind="rsync", destination=str(www))
    publish(site, settings)
    for path in SITE:
        if path != "robots.txt":
            (site.public / path).write_bytes(b"new")
    (site.public / "robots.txt").unlink()
    seen: list[list[str]] = []
    fails_at = calls.with_name("calls-fails-at")
    # The calls are for the manifest, a dry run, the extra files, three groups, and the deletion; each fails once.
    for number in range(4, 8):
        calls.unlink()
        fails_at.write_text(str(number), encoding="utf-8")
        copy = tmp_path / f"www{number}"
        shutil.copytree(www, copy)
        with pytest.raises(SitegenError, match="rsync has failed: connection lost"):
            publish(site, target(kind="rsync", destination=str(copy)))
        seen.append(sorted(path for path, data in contents(copy).items() if data == b"new"))
        assert (copy / "robots.txt").exists()
    pages = ["en/index.html", "id/gempa/index.html", "id/index.html", "index.html"]
    static = ["static/harian.0123abcd.css"]
    assert seen == [[], static, [*pages, *static], sorted([*pages, *static, "id/feed.xml"])]


def test_an_interrupted_run_is_gone_on_with(tmp_path: Path, calls: Path) -> None:
    site, settings = finished(tmp_path / "site"), target(kind="rsync", destination="../www")
    fails_at = calls.with_name("calls-fails-at")
    fails_at.write_text("5", encoding="utf-8")
    with pytest.raises(SitegenError):
        publish(site, settings)
    assert set(contents(tmp_path / "www")) == {MARKER, "static/harian.0123abcd.css"}
    fails_at.unlink()
    result = publish(site, settings)
    assert published(tmp_path / "www") == SITE
    assert "static/harian.0123abcd.css" not in result.changes.added


# Other people's files


def test_files_that_sitegen_did_not_publish_are_not_lost_unasked(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    (www / ".well-known" / "acme").mkdir(parents=True)
    for path in (".well-known/acme/token", "ads.txt", "old.html"):
        (www / path).write_text("milik orang", encoding="utf-8")
    before = contents(www)
    settings = target(kind="rsync", destination=str(www), keep=[".well-known", "ads.txt"])
    with pytest.raises(SitegenError, match=r"was not published by sitegen, and 1 of its files .* --take-over"):
        publish(site, settings)
    assert contents(www) == before
    publish(site, settings, take_over=True)
    kept = {".well-known/acme/token": b"milik orang", "ads.txt": b"milik orang"}
    assert published(www) == {**SITE, **kept}


@pytest.mark.parametrize("destination", [".", "..", "public", "public/id"])
def test_the_site_does_not_publish_over_itself(tmp_path: Path, destination: str) -> None:
    site: Site = finished(tmp_path / "site")
    with pytest.raises(SitegenError, match="is a folder of the site itself"):
        publish(site, target(kind="rsync", destination=destination), take_over=True)
    assert contents(site.public) == SITE


# What is wrong is said in one line


@pytest.mark.usefixtures("ssh")
def test_a_host_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match="rsync has failed: ssh: Could not resolve hostname nowhere") as caught:
        publish(finished(tmp_path / "site"), target(kind="rsync", destination="nowhere:www"))
    assert "\n" not in str(caught.value)


def test_rsync_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SitegenError, match="rsync is not installed here; install it to publish to this target"):
        publish(finished(tmp_path / "site"), target(kind="rsync", destination="../www"))
