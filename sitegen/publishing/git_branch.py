"""Publishing to a Git branch: a commit with the whole site for each change.

ghp-import, which does this too, works only in the repository of the current folder, makes a commit even if nothing has
changed, moves the local branch of the same name, and has no dry run. So git itself is called: the branch
is fetched, what differs goes to ``git fast-import``, and the new commit is pushed, without force. Neither the working
tree nor the index nor a local branch is touched. Without history, the new commit has no parent, and is pushed with
force if the branch is still what was fetched.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BufferedRandom
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import SitegenError
from sitegen.messages import said_by, say
from sitegen.publishing.changes import MARKER, Changes, compare, read_marker
from sitegen.publishing.git import Git, GitError, plain
from sitegen.publishing.publisher import ShowProgress, ignore_progress
from sitegen.publishing.site_files import BLOCK, SiteFiles
from sitegen.settings.secrets import scrubbed
from sitegen.settings.site import Site
from sitegen.settings.targets import GitTarget
from sitegen.storage.files import path_bytes, path_text

REPOSITORY = "publish.git"
"""In the state folder: the repository for remotes that are given by their address."""

_FILE = "100644"
# What remotes say where nobody may push with force: git itself, GitHub, GitLab.
_FORCE_REFUSED = ("non-fast-forward", "force-push", "force push")
# What git and the remotes say when the branch has moved on since it was fetched.
_MOVED_ON = ("non-fast-forward", "fetch first", "stale info", "cannot lock ref", "incorrect old value")


@contextmanager
def git_publisher(target: GitTarget, site: Site, files: SiteFiles, *, dry_run: bool) -> Iterator[GitPublisher]:
    """Give a publisher to a branch; with ``dry_run``, nothing is added to any repository of this machine.

    Raises:
        SitegenError: there is no such remote, or no git.
    """
    named = "/" not in target.remote and ":" not in target.remote
    state = site.state / REPOSITORY
    with tempfile.TemporaryDirectory(prefix="sitegen-") as temporary:
        if named:
            git = Git(site.root)
            _check_remote(git, target)
        else:
            git = Git(site.root, Path(temporary, REPOSITORY) if dry_run else state)
            git("init", "--quiet", "--bare", str(git.repository))
        if named and dry_run:
            git = _without_traces(git, Path(temporary))
        # A whole repository must not be made a shallow one.
        shallow = not named or (not dry_run and git.answer("rev-parse", "--is-shallow-repository") == "true")
        yield GitPublisher(git, target, files, site.title[site.original_language], shallow=shallow, named=named)


def _check_remote(git: Git, target: GitTarget) -> None:
    try:
        git("remote", "get-url", target.remote)
    except GitError as error:
        message = say(
            "there is no git remote '{remote}' here ({reason}); add it with git remote add, or write its address into "
            "'remote'",
            remote=target.remote,
            reason=plain(error.said),
        )
        raise SitegenError(message, git.folder) from error


def _without_traces(git: Git, folder: Path) -> Git:
    """The same repository, but what is fetched goes into ``folder``."""
    objects = git.text("rev-parse", "--git-path", "objects")
    environment = {
        "GIT_OBJECT_DIRECTORY": str(folder),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str((git.folder / objects).resolve()),
    }
    return Git(git.folder, git.repository, environment)


class GitPublisher:
    """Publishes to a branch of a remote repository."""

    def __init__(
        self, git: Git, target: GitTarget, files: SiteFiles, title: str, *, shallow: bool, named: bool
    ) -> None:
        """Take what is published and where to.

        With ``shallow``, only the last commit is fetched. A ``named`` remote is one of the person's own repository.
        """
        self.place = scrubbed(f"the branch {target.branch} of {target.remote}")
        self._git = git
        self._target = target
        self._files = files
        self._title = title
        # A commit that was fetched as a shallow one cannot be pushed, should the site ever be the same again.
        self._depth = ["--depth=1"] if shallow and target.history else []
        self._named = named
        self._branch = f"refs/heads/{target.branch}"
        self._tip = ""
        self._tables = files.tables

    def changes(self) -> Changes:
        """Fetch the branch, and compare its last commit with the site.

        Raises:
            SitegenError: the remote cannot be reached.
        """
        found = self._git.text("ls-remote", self._target.remote, self._branch)
        self._tip = next((line.split()[0] for line in found.splitlines() if line.split()[1] == self._branch), "")
        if self._tip:
            options = ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--refmap=")
            self._git("fetch", *options, *self._depth, self._target.remote, self._branch)
            self._tables.add_there(self._files_of(self._tip))
        algorithm = self._git.text("rev-parse", "--show-object-format")

        def is_there(path: str, about: str) -> bool:
            file = self._files[path]
            digest = file.digest(algorithm, b"blob %d\0" % file.size)  # the name that git gives to a file's bytes
            return about == f"{_FILE} {digest}"

        self._read_marker()
        changed = (path for path, about in self._tables.both() if not is_there(path, about))
        changes = compare(self._tables, changed, self._target.keep)
        # A branch of which it is not known that sitegen made it is somebody's history even if it is one commit.
        dropped = self._drops_history and (not self._tables.published_known or self._has_parents(self._tip))
        return replace(changes, drops_history=dropped)

    def publish(self, changes: Changes, show: ShowProgress = ignore_progress) -> None:
        """Add a commit to the branch, or put one in the place of all, and push it.

        Raises:
            SitegenError: it is refused; the branch is as it was.
        """
        name = hashlib.sha256(self._target.remote.encode()).hexdigest()[:12]
        reference = f"refs/sitegen/{name}/{self._target.branch}"
        self._git.feed(("fast-import", "--quiet", "--done", "--force"), self._commit(reference, changes, show))
        lease = [] if self._target.history else [f"--force-with-lease={self._branch}:{self._tip}"]
        try:
            self._git("push", "--quiet", *lease, self._target.remote, f"{reference}:{self._branch}")
        except GitError as error:
            if lease and any(words in error.said for words in _FORCE_REFUSED):
                message = say(
                    "{place} takes no push with force, which history = false needs; allow it there, or leave the "
                    "history ({reason})",
                    place=self.place,
                    reason=said_by(error),
                )
                raise SitegenError(message) from error
            if any(words in error.said for words in _MOVED_ON):
                message = say(
                    "somebody else has published to {place} in the meantime; look at it, then publish again",
                    place=self.place,
                )
                raise SitegenError(message) from error
            raise
        finally:
            if self._named:  # git itself remembers what it has pushed to a remote with a name
                self._git("update-ref", "-d", reference)

    @property
    def _drops_history(self) -> bool:
        return bool(self._tip) and not self._target.history

    def _has_parents(self, commit: str) -> bool:
        """Tell whether there is an earlier commit, whether it was fetched or not."""
        header = self._git("cat-file", "commit", commit).partition(b"\n\n")[0]
        return any(line.startswith(b"parent ") for line in header.split(b"\n"))

    def _read_marker(self) -> None:
        about = self._tables.about(MARKER)
        if about is None:
            read_marker(self._tables, None)
            return
        with self._temporary() as file:
            self._git.write(file, "cat-file", "blob", about.split()[1])
            read_marker(self._tables, file)

    def _files_of(self, commit: str) -> Iterator[tuple[str, str]]:
        """The mode and the object of every file in a commit."""
        with self._temporary() as listed:
            self._git.write(listed, "ls-tree", "-r", "-z", "--full-tree", commit)
            for line in _ended(listed, b"\0"):
                about, _, path = line.partition(b"\t")
                mode, _, digest = about.decode().split()
                yield path_text(path), f"{mode} {digest}"

    def _temporary(self) -> BufferedRandom:
        return tempfile.TemporaryFile(dir=self._tables.folder)

    def _commit(self, reference: str, changes: Changes, show: ShowProgress) -> Iterator[bytes]:
        """The commit in the language of git-fast-import(1)."""
        numbers = f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.deleted)} deleted"
        if not self._target.history:
            numbers = f"{len(self._files)} files"
        message = f"Publish {self._title}: {numbers}\n".encode()
        yield f"commit {reference}\ncommitter {self._committer()}\ndata {len(message)}\n".encode() + message
        if self._drops_history:
            yield b'M 040000 %s ""\n' % self._git("rev-parse", f"{self._tip}^{{tree}}").strip()
        elif self._tip:
            yield f"from {self._tip}\n".encode()
        # First what goes: a file may have to make room for a folder of its name.
        for path in changes.deleted:
            yield b"D " + _quoted(path) + b"\n"
        for number, path in enumerate(changes.sent, start=1):
            file = self._files[path]
            yield b"M %s inline %s\ndata %d\n" % (_FILE.encode(), _quoted(path), file.size)
            yield from file.blocks()
            yield b"\n"
            show(number, changes.number_sent)
        yield b"done\n"

    def _committer(self) -> str:
        """The person as git knows them; not what git makes up from this machine's names, which would be public."""
        if self._git.answer("config", "user.email") or os.environ.get("GIT_COMMITTER_EMAIL"):
            return self._git.text("var", "GIT_COMMITTER_IDENT")
        unknown = {"GIT_COMMITTER_NAME": "sitegen", "GIT_COMMITTER_EMAIL": "sitegen@localhost"}
        return replace(self._git, environment={**self._git.environment, **unknown}).text("var", "GIT_COMMITTER_IDENT")


def _ended(file: BinaryIO, end: bytes) -> Iterator[bytes]:
    """Yield the parts of a file, each of which has this sign at its end."""
    rest = b""
    while block := file.read(BLOCK):
        *parts, rest = (rest + block).split(end)
        yield from parts


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return b'"' + path_bytes(escaped) + b'"'
