"""The command of ``[publish.NAME] after``, such as one that purges changed pages from a CDN.

The changed addresses are written to a file before anything is published, and it stays until the command has succeeded.
So after an interrupted run or a failed command, the next run of ``publish`` passes them on.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from urllib.parse import quote

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.changes import MARKER, Changes
from sitegen.publishing.headers import HEADERS, REDIRECTS
from sitegen.rendering.addresses import shown_path
from sitegen.settings.secrets import scrubbed
from sitegen.settings.site import Site
from sitegen.settings.targets import Target
from sitegen.storage.files import write_if_changed

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

    @property
    def command(self) -> str:
        """The command as a person would type it, without secrets; empty where there is none."""
        return scrubbed(shlex.join(self._target.after))

    def addresses(self, changes: Changes) -> tuple[str, ...]:
        """Return the addresses of changed pages and files, those of earlier runs that the command has not had too."""
        own = {MARKER, HEADERS, REDIRECTS, *self._target.extra_files()}
        paths = {*changes.sent, *changes.deleted} - own
        # Files of others at a target may have names that are not UTF-8.
        found = {self._site.base_url + quote(os.fsencode(shown_path(path))) for path in paths}
        return tuple(sorted(found.union(self._noted() or ())))

    def is_due(self, changes: Changes) -> bool:
        """Tell whether the command has to run: for new changes, or for earlier ones that it has not had."""
        return bool(self._target.after) and (bool(changes) or self._noted() is not None)

    def note(self, changes: Changes) -> None:
        """Record the addresses that are about to change.

        Raises:
            SitegenError: the file cannot be written.
        """
        if self.is_due(changes):
            write_if_changed(self._list, "".join(f"{address}\n" for address in self.addresses(changes)).encode())

    def run(self) -> int:
        """Run the command with the recorded addresses, and return their number.

        Raises:
            SitegenError: the command cannot be started, or fails.
        """
        noted = self._noted() or []
        variables = {
            "SITEGEN_TARGET": self._name,
            "SITEGEN_CHANGED": str(len(noted)),
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
        return len(noted)

    def _noted(self) -> list[str] | None:
        try:
            return self._list.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return None
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
