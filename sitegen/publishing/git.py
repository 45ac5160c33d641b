"""Calling git."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO, cast

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.secrets import scrubbed

# A hook sets these for its own repository, which need not be the one that is meant (git rev-parse --local-env-vars).
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_COMMON_DIR")


class GitError(SitegenError):
    """A git command has failed. ``said`` is what it printed about it, without secrets."""

    def __init__(self, message: str, said: str) -> None:
        super().__init__(message)
        self.said = said


@dataclass(frozen=True)
class Git:
    """Runs git in ``folder``, on the repository that the folder is in or on ``repository``."""

    folder: Path
    repository: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str) -> bytes:
        """Return what a git command prints.

        Raises:
            GitError: it fails.
            SitegenError: git is not there.
        """
        with tempfile.TemporaryFile() as errors, self._started(arguments, subprocess.DEVNULL, errors) as process:
            said = process.communicate()[0]
            _check(arguments[0], process.returncode, errors)
            return said

    def write(self, file: IO[bytes], *arguments: str) -> None:
        """Write what a git command prints into an empty file, and go back to its beginning.

        Raises:
            GitError: it fails.
            SitegenError: git is not there.
        """
        with (
            tempfile.TemporaryFile() as errors,
            self._started(arguments, subprocess.DEVNULL, errors, stdout=file) as process,
        ):
            process.wait()
            _check(arguments[0], process.returncode, errors)
        file.seek(0)

    def feed(self, arguments: Sequence[str], parts: Iterable[bytes]) -> None:
        """Give ``parts`` to a git command that reads them.

        Raises:
            GitError: it fails.
            SitegenError: git is not there.
        """
        with tempfile.TemporaryFile() as errors, self._started(arguments, subprocess.PIPE, errors) as process:
            with suppress(BrokenPipeError):  # it has ended early, and has said why
                cast("IO[bytes]", process.stdin).writelines(parts)
            process.communicate()
            _check(arguments[0], process.returncode, errors)

    @contextmanager
    def lines(self, *arguments: str, most: int, seconds: float) -> Iterator[Iterator[bytes]]:
        """Give the lines that a git command prints, while it prints them: ``most`` bytes at most, and no longer.

        The command is ended with the block. One that fails has no more lines.

        Raises:
            SitegenError: git is not there.
        """
        with self._started(arguments, subprocess.DEVNULL, subprocess.DEVNULL) as process:
            limit = Timer(seconds, process.kill)
            limit.start()
            try:
                yield _lines(cast("IO[bytes]", process.stdout), most)
            finally:
                limit.cancel()
                process.kill()

    def _started(
        self, arguments: Sequence[str], stdin: int, errors: IO[bytes] | int, stdout: int | IO[bytes] = subprocess.PIPE
    ) -> subprocess.Popen[bytes]:
        place = [f"--git-dir={self.repository}"] if self.repository else []
        environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
        try:
            return subprocess.Popen(  # noqa: S603
                # No housekeeping, which would run on while the repository is looked at.
                ["git", *place, "-c", "gc.auto=0", "-c", "maintenance.auto=false", *arguments],  # noqa: S607
                cwd=self.folder,
                env={**environment, "LC_ALL": "C", **self.environment},
                stdin=stdin,
                stdout=stdout,
                stderr=errors,
            )
        except FileNotFoundError as error:
            raise SitegenError(say("git is not installed here; install it to publish to a branch")) from error

    def text(self, *arguments: str) -> str:
        """Return the output of a git command as text, without the line end."""
        return self(*arguments).decode(errors="replace").strip()

    def answer(self, *arguments: str) -> str:
        """Return the text that a git command prints, or nothing if it fails, as one that asks does for 'no'."""
        try:
            return self.text(*arguments)
        except GitError:
            return ""


def _lines(printed: IO[bytes], most: int) -> Iterator[bytes]:
    """The lines of the first ``most`` bytes."""
    while line := printed.readline(most):
        most -= len(line)
        yield line


def _check(command: str, code: int, errors: IO[bytes]) -> None:
    if code:
        errors.seek(0)
        said = scrubbed(errors.read().decode(errors="replace").strip())
        raise GitError(say("git {command} has failed: {reason}", command=command, reason=_gist(said)), said)


def _gist(said: str) -> str:
    """What is wrong, among the lines that git prints around it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if refused := re.search(r"! \[(?:remote )?rejected\] .*\((.+)\)", said):
        # What the other side says of it stands behind "remote:".
        return "; ".join([refused[1], *(line[7:].strip() for line in lines if line.startswith("remote:"))])
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return plain(next(iter(telling or lines[-1:]), "")) or say("it does not say why")


def plain(line: str) -> str:
    """Return a line that git prints without the word that it begins with."""
    return line.removeprefix("fatal: ").removeprefix("error: ")
