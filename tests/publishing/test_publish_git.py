"""Publishing to a branch: each change of the site is a commit on top of the one before."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from publishing import SITE, contents, finished, publish, put, target

from sitegen.errors import SitegenError
from sitegen.publishing import git_branch as module
from sitegen.publishing.changes import MARKER, Changes
from sitegen.settings.site import Site, load_site

pytestmark = pytest.mark.slow

EDITED = {**SITE, "id/gempa/index.html": b"<p>gempa baru", "robots.txt/index.html": b"<p>robots"}
del EDITED["robots.txt"]


@pytest.fixture(autouse=True)
def _a_machine_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of the person who runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in [name for name in os.environ if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER", "XDG_CONFIG"))]:
        monkeypatch.delenv(name)


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """An empty bare repository."""
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    return tmp_path / "remote.git"


@pytest.fixture
def site(tmp_path: Path, remote: Path) -> Site:
    """A site that is kept in git, with the bare repository as its origin."""
    site = finished(tmp_path / "site")
    git(site.root, "init", "--quiet", "--initial-branch=main")
    git(site.root, "config", "user.name", "Rina")
    git(site.root, "config", "user.email", "rina@example.org")
    (site.root / ".gitignore").write_text("public/\n.sitegen/\n", encoding="utf-8")
    git(site.root, "add", "-A")
    git(site.root, "commit", "--quiet", "-m", "Situs")
    git(site.root, "remote", "add", "origin", str(remote))
    git(site.root, "push", "--quiet", "origin", "main")
    return site


def on_branch(remote: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """The files in a branch, each of which must be a plain file."""
    files = {}
    for line in git(remote, "ls-tree", "-r", "-z", branch).strip("\0").split("\0"):
        about, _, path = line.partition("\t")
        assert about.startswith("100644 blob ")
        files[path] = subprocess.run(
            ["git", "cat-file", "blob", about.split()[2]], cwd=remote, capture_output=True, check=True
        ).stdout
    assert files.pop(".nojekyll") == b""
    assert b"sitegen" in files.pop(MARKER)
    return files


def commits(remote: Path, branch: str = "gh-pages") -> list[str]:
    return git(remote, "log", "--format=%an <%ae> %s", branch).splitlines()


def test_the_branch_holds_the_site_and_each_change_is_a_commit(site: Site, remote: Path) -> None:
    first = publish(site, target(kind="git"))
    assert on_branch(remote) == SITE
    assert commits(remote) == ["Rina <rina@example.org> Publish Cermin Berita: 9 added, 0 changed, 0 deleted"]
    assert len(first.changes.added) == 9
    put(site, EDITED)
    second = publish(site, target(kind="git"))
    assert on_branch(remote) == EDITED
    assert second.changes == Changes(
        added=("robots.txt/index.html",), changed=(MARKER, "id/gempa/index.html"), deleted=("robots.txt",), unchanged=6
    )
    assert commits(remote)[1:] == ["Rina <rina@example.org> Publish Cermin Berita: 9 added, 0 changed, 0 deleted"]


def test_nothing_new_makes_no_commit(site: Site, remote: Path) -> None:
    publish(site, target(kind="git"))
    before = contents(remote)
    assert not publish(site, target(kind="git")).changes
    assert contents(remote) == before


def test_the_site_s_own_repository_stays_as_it_is(site: Site) -> None:
    def look() -> tuple[str, ...]:
        references = ("for-each-ref", "refs/heads", "refs/tags", "refs/sitegen")
        asked = (references, ("status", "--porcelain"), ("log", "--format=%H"), ("symbolic-ref", "HEAD"))
        return tuple(git(site.root, *words) for words in asked)

    before, index = look(), (site.root / ".git" / "index").read_bytes()
    publish(site, target(kind="git"))
    assert look() == before
    assert (site.root / ".git" / "index").read_bytes() == index


@pytest.mark.parametrize("by", ["name", "address"])
def test_a_dry_run_tells_the_same_and_touches_nothing(site: Site, remote: Path, by: str, tmp_path: Path) -> None:
    settings = target(kind="git", remote="origin" if by == "name" else str(remote))
    publish(site, settings)
    # Another machine publishes; what it made is not here.
    other = finished(tmp_path / "other", EDITED)
    publish(other, target(kind="git", remote=str(remote)))
    before = contents(remote), contents(site.root)
    told = publish(site, settings, dry_run=True)
    assert (contents(remote), contents(site.root)) == before
    assert publish(site, settings) == told
    assert told.changes.added == ("robots.txt",)
    assert on_branch(remote) == SITE


def test_a_site_outside_of_git_publishes_to_an_address(tmp_path: Path, remote: Path) -> None:
    site = finished(tmp_path / "site")
    for files in (SITE, EDITED):
        put(site, files)
        told = publish(site, target(kind="git", remote="../remote.git"), dry_run=True)
        assert publish(site, target(kind="git", remote="../remote.git")) == told
        assert on_branch(remote) == files
    assert len(commits(remote)) == 2
    assert commits(remote)[0].startswith("sitegen <sitegen@localhost> "), "not this machine's name"
    assert git(site.state / "publish.git", "rev-parse", "--is-bare-repository") == "true"


def test_history_goes_on_from_another_machine(tmp_path: Path, remote: Path) -> None:
    for number in range(3):
        site = finished(tmp_path / f"machine{number}", {**SITE, "index.html": b"%d" % number})
        publish(site, target(kind="git", remote=remote.as_uri()))
    assert len(commits(remote)) == 3
    assert on_branch(remote)["index.html"] == b"2"


def test_a_shallow_clone_as_on_a_build_server_is_enough(site: Site, remote: Path, tmp_path: Path) -> None:
    publish(site, target(kind="git"))
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=main", remote.as_uri(), "clone")
    clone = load_site(tmp_path / "clone")
    put(clone, {**SITE, "index.html": b"clone"})
    told = publish(clone, target(kind="git"), dry_run=True)
    assert publish(clone, target(kind="git")) == told
    assert on_branch(remote)["index.html"] == b"clone"
    assert len(commits(remote)) == 2


def test_a_whole_repository_is_not_made_a_shallow_one(site: Site, remote: Path) -> None:
    for number in range(3):
        put(site, {**SITE, "index.html": b"%d" % number})
        publish(site, target(kind="git"))
        git(remote, "gc", "--quiet", "--prune=now")
    assert git(site.root, "rev-parse", "--is-shallow-repository") == "false"
    assert len(git(site.root, "log", "--format=%H", "refs/remotes/origin/gh-pages").splitlines()) == 3


def test_the_site_s_own_host_is_written_as_github_reads_it(site: Site, remote: Path) -> None:
    publish(site, target(kind="git", cname="news.example.org"))
    assert on_branch(remote)["CNAME"] == b"news.example.org\n"


def test_odd_names_and_settings_of_git_change_no_bytes(site: Site, remote: Path) -> None:
    git(site.root, "config", "core.autocrlf", "true")
    odd = {
        **SITE,
        "a \"quoted\" 'name'.txt": b"a\r\nb\n",
        "berita é.txt": b"\0\xff",
        ".gitignore": b"*\n",
        "a.bin": b"",
    }
    odd[".gitattributes"] = b"* text=auto eol=crlf ident\n"
    put(site, odd)
    publish(site, target(kind="git"))
    assert on_branch(remote) == odd
    assert not publish(site, target(kind="git")).changes


def test_it_works_inside_of_a_hook(site: Site, remote: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere" / "index"))
    publish(site, target(kind="git"))
    monkeypatch.undo()
    assert on_branch(remote) == SITE


# Other people's work


def test_a_branch_with_other_work_is_not_overwritten_unasked(site: Site, remote: Path) -> None:
    before = git(remote, "rev-parse", "main")
    with pytest.raises(SitegenError, match=r"the branch main of origin was not published by sitegen, and 2 of its"):
        publish(site, target(kind="git", branch="main"))
    assert git(remote, "rev-parse", "main") == before
    publish(site, target(kind="git", branch="main"), take_over=True)
    assert on_branch(remote, "main") == SITE
    assert len(commits(remote, "main")) == 2, "what was there is in the history"


def test_files_to_keep_stay(site: Site, remote: Path) -> None:
    settings = target(kind="git", branch="main", keep=["site.toml"])
    publish(site, settings, take_over=True)
    assert sorted(set(on_branch(remote, "main")) - set(SITE)) == ["site.toml"]


def test_somebody_who_publishes_at_the_same_moment_is_not_overwritten(
    site: Site, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, target(kind="git"))
    put(site, EDITED)
    other = finished(tmp_path / "other", {**SITE, "index.html": b"other"})
    committer = module.GitPublisher._committer
    monkeypatch.setattr(module.GitPublisher, "_committer", lambda _self: _publish_other())

    def _publish_other() -> str:
        monkeypatch.setattr(module.GitPublisher, "_committer", committer)
        publish(other, target(kind="git", remote=str(remote)))
        return "Rina <rina@example.org> 1700000000 +0700"

    with pytest.raises(SitegenError, match="somebody else has published to the branch gh-pages of origin in the mean"):
        publish(site, target(kind="git"))
    assert on_branch(remote)["index.html"] == b"other"
    publish(site, target(kind="git"))
    assert on_branch(remote) == EDITED
    assert len(commits(remote)) == 3


# Without history


@pytest.mark.parametrize("by", ["name", "address"])
def test_without_history_the_branch_is_one_commit_with_the_present_state(site: Site, remote: Path, by: str) -> None:
    settings = target(kind="git", history=False, remote="origin" if by == "name" else str(remote))
    publish(site, settings)
    withdrawn = git(remote, "rev-parse", "gh-pages:id/gempa/index.html")
    for files in (EDITED, SITE, EDITED):
        put(site, files)
        told = publish(site, settings, dry_run=True)
        assert publish(site, settings) == told
        assert on_branch(remote) == files
        (commit,) = commits(remote)
        assert commit.endswith(f"> Publish Cermin Berita: {len(files) + 2} files")
    assert withdrawn not in git(remote, "rev-list", "--all", "--objects"), "what a clone gets"
    assert git(remote, "cat-file", "-t", withdrawn) == "blob", "docs/publishing.md says what remains at the host"
    git(remote, "gc", "--quiet", "--prune=now")
    assert withdrawn not in git(remote, "cat-file", "--batch-all-objects", "--batch-check")
    before = contents(remote)
    assert not publish(site, settings).changes
    assert contents(remote) == before


def test_the_history_that_a_branch_has_goes_although_nothing_else_changes(site: Site, remote: Path) -> None:
    publish(site, target(kind="git"))
    put(site, EDITED)
    publish(site, target(kind="git"))
    settings = target(kind="git", history=False)
    told = publish(site, settings, dry_run=True)
    assert told.changes == Changes(unchanged=9, drops_history=True)
    assert len(commits(remote)) == 2
    assert publish(site, settings) == told
    assert on_branch(remote) == EDITED
    assert len(commits(remote)) == 1
    assert not publish(site, settings).changes


def test_earlier_commits_go_also_if_only_the_last_one_is_fetched(site: Site, remote: Path, tmp_path: Path) -> None:
    for files in (SITE, EDITED):
        put(site, files)
        publish(site, target(kind="git"))
    other = finished(tmp_path / "other", EDITED)
    assert publish(other, target(kind="git", history=False, remote=remote.as_uri())).changes.drops_history
    assert len(commits(remote)) == 1


def test_files_of_others_stay_without_history(site: Site, remote: Path, tmp_path: Path) -> None:
    settings = target(kind="git", history=False)
    publish(site, settings)
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", str(remote), "work")
    (tmp_path / "work" / "run.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "work" / "run.sh").chmod(0o755)
    git(tmp_path / "work", "add", "run.sh")
    git(tmp_path / "work", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Run")
    git(tmp_path / "work", "push", "--quiet")
    assert publish(site, settings).changes == Changes(unchanged=9, drops_history=True)
    assert git(remote, "ls-tree", "gh-pages", "run.sh").startswith("100755 blob ")
    assert len(commits(remote)) == 1


def test_the_history_of_others_is_not_dropped_unasked(site: Site, remote: Path, tmp_path: Path) -> None:
    # All that is in the branch is in the site too, so that no file would be lost.
    start = target(kind="git", branch="start")
    publish(finished(tmp_path / "other"), target(kind="git", remote=str(remote), branch="start"))
    git(tmp_path, "clone", "--quiet", "--branch=start", str(remote), "work")
    git(tmp_path / "work", "rm", "--quiet", MARKER)
    git(tmp_path / "work", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "--amend", "-m", "A")
    git(tmp_path / "work", "push", "--quiet", "--force")
    before = git(remote, "rev-parse", "start")
    settings = start.model_copy(update={"history": False})
    with pytest.raises(SitegenError, match="was not published by sitegen, and its history and 0 of its files would be"):
        publish(site, settings)
    assert git(remote, "rev-parse", "start") == before
    publish(site, settings, take_over=True)
    assert on_branch(remote, "start") == SITE
    assert len(commits(remote, "start")) == 1


@pytest.mark.parametrize("first", [True, False], ids=["new branch", "known branch"])
def test_a_push_with_force_never_meets_what_was_not_looked_at(
    site: Site, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    settings = target(kind="git", history=False)
    if not first:
        publish(site, settings)
        put(site, EDITED)
    other = finished(tmp_path / "other", {**SITE, "index.html": b"other"})
    committer = module.GitPublisher._committer
    monkeypatch.setattr(module.GitPublisher, "_committer", lambda _self: _publish_other())

    def _publish_other() -> str:
        monkeypatch.setattr(module.GitPublisher, "_committer", committer)
        publish(other, target(kind="git", remote=str(remote), history=False))
        return "Rina <rina@example.org> 1700000000 +0700"

    with pytest.raises(SitegenError, match="somebody else has published to the branch gh-pages of origin in the mean"):
        publish(site, settings)
    assert on_branch(remote)["index.html"] == b"other"


def test_a_remote_that_takes_no_push_with_force(site: Site, remote: Path) -> None:
    git(remote, "config", "receive.denyNonFastForwards", "true")
    settings = target(kind="git", history=False)
    publish(site, settings)
    put(site, EDITED)
    with pytest.raises(SitegenError, match="takes no push with force, which history = false needs; allow it") as caught:
        publish(site, settings)
    assert "\n" not in str(caught.value)
    assert on_branch(remote) == SITE


# What is wrong is said in one line


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "upstream",
            r"there is no git remote 'upstream' here \(No such remote 'upstream'\); add it with",
        ),
        ("../nowhere.git", r"git ls-remote has failed: '../nowhere.git' does not appear to be a git repository"),
    ],
)
def test_a_missing_remote(site: Site, name: str, says: str) -> None:
    with pytest.raises(SitegenError, match=says) as caught:
        publish(site, target(kind="git", remote=name))
    assert "\n" not in str(caught.value)


def test_a_name_needs_a_repository(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match=r"there is no git remote 'origin' here \(not a git repository"):
        publish(finished(tmp_path / "site"), target(kind="git"))


def test_a_push_that_the_remote_declines(site: Site, remote: Path) -> None:
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'protected branch' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(SitegenError, match=r"failed: pre-receive hook declined; protected branch$") as caught:
        publish(site, target(kind="git"))
    assert "\n" not in str(caught.value)


def test_passwords_in_a_remote_s_address_are_not_printed(site: Site) -> None:
    git(site.root, "remote", "add", "secret", "https://rina:hunter2hunter2@127.0.0.1:1/news.git")
    with pytest.raises(SitegenError, match="git ls-remote has failed") as caught:
        publish(site, target(kind="git", remote="secret"))
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(caught.value.__cause__)


def test_git_that_is_missing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SitegenError, match="git is not installed here; install it to publish to a branch"):
        publish(site, target(kind="git"))
