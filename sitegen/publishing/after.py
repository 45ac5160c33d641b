"""The command of ``[publish.NAME] after``, such as one that purges changed pages from a CDN.

The changed addresses are written to a file before anything is published, and it stays until the command has succeeded.
So after an interrupted run or a failed command, the next run of ``publish`` passes them on.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.changes import MARKER, Changes
from sitegen.publishing.headers import HEADERS, REDIRECTS
from sitegen.publishing.tables import Tables
from sitegen.rendering.addresses import shown_path
from sitegen.settings.secrets import scrubbed
from sitegen.settings.site import Site
from sitegen.settings.targets import Target
from sitegen.storage.files import path_bytes, replacing

FOLDER = "after-publish"
"""In the state folder: a file for each target whose command has still to be run."""


class AfterPublishing:
    """What is to be done once a target is published to."""

    def __init__(self, site: Site, name: str, target: Target) -> None:
        """Take the command of ``[publish.NAME]``, if it has one."""
        self._site = site
        self._name = name
        self._target = target
        self._list = site.state / FOLDER / f"{name}.txt"
        self.files = 0

    @property
    def command(self) -> str:
        """The command as a person would type it, without secrets; empty where there is none."""
        return scrubbed(shlex.join(self._target.after))

    def is_due(self, changes: Changes) -> bool:
        """Tell whether the command has to run: for new changes, or for earlier ones that it has not had."""
        return bool(self._target.after) and (bool(changes) or self._list.exists())

    def note(self, changes: Changes, tables: Tables, *, dry_run: bool = False) -> None:
        """Record the addresses that are about to change, and those of earlier runs that the command has not had.

        ``files`` is then how many they are. With ``dry_run``, that is all.

        Raises:
            SitegenError: the file cannot be written.
        """
        if not self.is_due(changes):
            return
        tables.add_addresses(chain(self._changing(changes), self._noted()))
        self.files = tables.count_addresses()
        if not dry_run:
            with replacing(self._list) as file:
                file.writelines(f"{address}\n".encode() for address in tables.addresses())

    def _changing(self, changes: Changes) -> Iterator[str]:
        """The addresses of changed pages and files."""
        own = {MARKER, HEADERS, REDIRECTS, *self._target.extra_files()}
        paths = (path for path in chain(changes.sent, changes.deleted) if path not in own)
        return (self._site.base_url + quote(path_bytes(shown_path(path))) for path in paths)

    def run(self) -> int:
        """Run the command with the recorded addresses, and return their number.

        Raises:
            SitegenError: the command cannot be started, or fails.
        """
        number = sum(1 for _ in self._noted())
        variables = {
            "SITEGEN_TARGET": self._name,
            "SITEGEN_CHANGED": str(number),
            "SITEGEN_CHANGED_FILE": str(self._list.resolve()),
        }
        try:
            finished = subprocess.run(  # noqa: S603  # site.toml is trusted, and there is no shell
                self._target.after,
                cwd=self._site.root,
                env={**os.environ, **variables},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise self._failed(say("cannot be started: {reason}", reason=error.strerror)) from error
        if finished.returncode:
            raise self._failed(_reason(finished))
        self._list.unlink(missing_ok=True)
        return number

    def _noted(self) -> Iterator[str]:
        try:
            with self._list.open(encoding="utf-8") as file:
                yield from (line.removesuffix("\n") for line in file)
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            raise SitegenError(say("cannot be read ({reason}); delete it", reason=str(error)), self._list) from error

    def _failed(self, reason: str) -> SitegenError:
        message = say(
            "the site was published, but the command after it ({command}) {reason}; 'publish {name}' runs it again",
            command=self.command,
            reason=reason,
            name=self._name,
        )
        return SitegenError(message)


def _reason(finished: subprocess.CompletedProcess[bytes]) -> str:
    """The exit code, and the last line of what a command says of its failure."""
    code = finished.returncode
    said = (finished.stderr.strip() or finished.stdout.strip()).decode(errors="replace").splitlines()
    ended = (
        say("has failed with exit code {code}", code=code)
        if code > 0
        else say("was ended by signal {code}", code=-code)
    )
    last = "".join(character for character in said[-1].strip() if character.isprintable()) if said else ""
    return say("{ended}: {said}", ended=ended, said=scrubbed(last)) if last else ended
