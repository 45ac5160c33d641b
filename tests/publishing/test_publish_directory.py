"""Publishing to a folder: a whole copy of the site takes the place of the one before, in one step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from publishing import SITE, contents, finished, publish, put, target

from sitegen.errors import SitegenError
from sitegen.publishing import directory as module
from sitegen.publishing.changes import MARKER, Changes
from sitegen.publishing.run import Published

pytestmark = pytest.mark.slow

EDITED = {**SITE, "id/gempa/index.html": b"<p>gempa baru", "id/banjir/index.html": b"<p>banjir"}
del EDITED["robots.txt"]


def published(folder: Path) -> dict[str, bytes]:
    """The site in a folder, which must also have the file that says whose it is."""
    files = contents(folder)
    assert b"sitegen" in files.pop(MARKER)
    return files


def status(path: Path) -> tuple[int, int]:
    return path.stat().st_ino, path.stat().st_mtime_ns


def test_the_folder_becomes_the_site(tmp_path: Path) -> None:
    site = finished(tmp_path / "site")
    result = publish(site, target(kind="directory", path="../www/news"))
    assert published(tmp_path / "www" / "news") == SITE
    assert (len(result.changes.added), result.changes.changed, result.changes.deleted) == (len(SITE) + 1, (), ())
    assert result.place == str(tmp_path / "www" / "news")
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["news"], "nothing is left beside it"


def test_only_differences_are_made_and_what_stays_is_the_same_file(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    settings = target(kind="directory", path=str(www))
    publish(site, settings)
    before = {path: status(www / path) for path in SITE}
    put(site, EDITED)
    for path in site.public.rglob("*"):
        os.utime(path, (1, 1))  # as in a fresh clone, times say nothing
    result = publish(site, settings)
    assert published(www) == EDITED
    assert result.changes == Changes(
        added=("id/banjir/index.html",), changed=(MARKER, "id/gempa/index.html"), deleted=("robots.txt",), unchanged=5
    )
    same = {path for path in EDITED if path in SITE and status(www / path) == before[path]}
    assert same == set(SITE) - {"id/gempa/index.html", "robots.txt"}


def test_nothing_new_touches_nothing(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    settings = target(kind="directory", path=str(www))
    publish(site, settings)
    before = www.stat()
    assert not publish(site, settings).changes
    assert (www.stat().st_ino, www.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_dry_run_tells_the_same_and_touches_nothing(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    settings = target(kind="directory", path=str(www))
    first = publish(site, settings, dry_run=True)
    assert not www.exists()
    assert publish(site, settings) == first
    put(site, EDITED)
    before = contents(www)
    told = publish(site, settings, dry_run=True)
    assert contents(www) == before
    assert publish(site, settings) == told


def test_a_reader_finds_a_whole_site_at_every_instant(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    settings = target(kind="directory", path=str(www))
    put(site, {**SITE, "index.html": b"x", "id/index.html": b"x"})
    publish(site, settings)
    seen: list[set[bytes]] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            whole = os.open(www, os.O_RDONLY)
            try:
                # A copy that has been replaced is being removed: of that one, what is still there must fit.
                seen.append({data for path in ("index.html", "id/index.html") if (data := _read(whole, path))})
            finally:
                os.close(whole)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(10):
        put(site, {**SITE, "index.html": b"%d" % number, "id/index.html": b"%d" % number})
        publish(site, settings)
    while not seen:
        time.sleep(0.001)
    ended.set()
    reader.join()
    assert max(map(len, seen)) == 1


def _read(folder: int, path: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
    except FileNotFoundError:
        return b""
    try:
        return os.read(descriptor, 100)
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("step", ["_copy", "flush", "atomic_swap"])
def test_a_kill_leaves_the_old_copy_and_the_next_run_goes_on(tmp_path: Path, step: str) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    settings = target(kind="directory", path=str(www))
    publish(site, settings)
    put(site, EDITED)
    program = (
        "import os, signal, sys; from pathlib import Path; sys.path.insert(0, sys.argv[3])\n"
        "from publishing import publish, target; from sitegen.settings.site import load_site\n"
        "from sitegen.publishing import directory\n"
        f"directory.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "publish(load_site(Path(sys.argv[1])), target(kind='directory', path=sys.argv[2]))\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", program, str(site.root), str(www), str(Path(__file__).parents[1] / "helpers")],
        check=False,
    )
    assert child.returncode == -signal.SIGKILL
    assert published(www) == SITE
    publish(site, settings)
    assert published(www) == EDITED
    assert {path.name for path in tmp_path.iterdir()} == {"site", "www"}


def test_a_full_disk_leaves_the_old_copy_and_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    settings = target(kind="directory", path=str(www))
    publish(site, settings)
    put(site, EDITED)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(www / "x"))

    monkeypatch.setattr(module, "_copy", full)
    with pytest.raises(SitegenError, match="cannot be written: No space left on device"):
        publish(site, settings)
    assert published(www) == SITE
    assert {path.name for path in tmp_path.iterdir()} == {"site", "www"}


# Other people's files


def foreign(www: Path) -> None:
    for path in ("index.html", ".well-known/acme/token", "ads.txt"):
        (www / path).parent.mkdir(parents=True, exist_ok=True)
        (www / path).write_text("milik orang", encoding="utf-8")


def test_files_that_sitegen_did_not_publish_are_not_lost_unasked(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    foreign(www)
    before = contents(www)
    settings = target(kind="directory", path=str(www))
    with pytest.raises(SitegenError, match=r"was not published by sitegen, and 3 of its files .* --take-over"):
        publish(site, settings)
    assert contents(www) == before
    told = publish(site, settings, dry_run=True).changes
    assert (told.changed, told.deleted) == (("index.html",), (".well-known/acme/token", "ads.txt"))
    publish(site, settings, take_over=True)
    assert published(www) == SITE


def test_files_to_keep_stay(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    foreign(www)
    (www / "ads.txt").chmod(0o600)
    settings = target(kind="directory", path=str(www), keep=[".well-known", "ads.txt"])
    publish(site, settings, take_over=True)
    put(site, EDITED)
    publish(site, settings)
    kept = {".well-known/acme/token": b"milik orang", "ads.txt": b"milik orang"}
    assert published(www) == {**EDITED, **kept}
    assert (www / "ads.txt").stat().st_mode & 0o777 == 0o600


def test_a_link_to_the_folder_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    (tmp_path / "disk").mkdir(mode=0o750)
    www.symlink_to(tmp_path / "disk")
    publish(site, target(kind="directory", path=str(www)))
    assert www.is_symlink()
    assert published(tmp_path / "disk") == SITE
    assert (tmp_path / "disk").stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("path", [".", "..", "public", "public/id"])
def test_the_site_does_not_publish_over_itself(tmp_path: Path, path: str) -> None:
    site = finished(tmp_path / "site")
    with pytest.raises(SitegenError, match="is a folder of the site itself; publish to another"):
        publish(site, target(kind="directory", path=path), take_over=True)
    assert contents(site.public) == SITE


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    site = finished(tmp_path / "site")
    (tmp_path / "www").write_text("x", encoding="utf-8")
    with pytest.raises(SitegenError, match="is a file; remove it, or name a folder"):
        publish(site, target(kind="directory", path="../www"))


# What is published


def test_a_site_that_is_not_built_is_not_published(tmp_path: Path) -> None:
    site = finished(tmp_path / "site", {})
    settings = target(kind="directory", path="../www")
    with pytest.raises(SitegenError, match="is not there; build the site first"):
        publish(site, settings)
    site.public.mkdir()
    with pytest.raises(SitegenError, match="is empty; build the site first"):
        publish(site, settings)


def test_links_that_lead_elsewhere_are_not_published(tmp_path: Path) -> None:
    site = finished(tmp_path / "site")
    (site.public / "rahasia").symlink_to("/etc/passwd")
    with pytest.raises(SitegenError, match="is a symbolic link") as caught:
        publish(site, target(kind="directory", path="../www"))
    assert caught.value.problem.path == site.public / "rahasia"


def test_files_for_hosts_go_along_where_they_are_asked_for(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site"), tmp_path / "www"
    result: Published = publish(site, target(kind="directory", path=str(www), host_files=True))
    assert {"_headers", "_redirects"} <= set(result.changes.added)
    assert b"immutable" in published(www)["_headers"]


def test_a_file_of_one_s_own_wins(tmp_path: Path) -> None:
    site, www = finished(tmp_path / "site", {**SITE, "_headers": b"/*\n  X-Own: 1\n"}), tmp_path / "www"
    publish(site, target(kind="directory", path=str(www), host_files=True))
    assert published(www)["_headers"] == b"/*\n  X-Own: 1\n"
