"""Publishing with rsync, to a host through SSH or to a folder of this machine.

What has changed is told by the bytes (``--checksum``), not by times, which are new in every fresh clone. Then what
pages load is sent, then the pages, which are put in place together at the end (``--delay-updates``), and then what is
not in the site is deleted. How to reach a host is a matter of the person's own SSH settings and keys.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.publishing.changes import Changes
from sitegen.publishing.headers import in_order
from sitegen.publishing.publisher import ShowProgress, never_mind
from sitegen.publishing.secrets import scrubbed
from sitegen.publishing.site_files import SiteFiles, refuse_own_folder
from sitegen.publishing.targets import RsyncTarget

# Of a line that --itemize-changes prints: how many letters say what happens to the file (man rsync).
_WIDTH = 11


@contextmanager
def rsync_publisher(target: RsyncTarget, site: Path, files: SiteFiles) -> Iterator[RsyncPublisher]:
    """Give a publisher to a folder that rsync reaches; ``site`` is the folder of the site.

    Raises:
        SitegenError: publishing there would delete the site's own files.
    """
    if ":" not in target.destination:
        refuse_own_folder(site, (site / Path(target.destination).expanduser()).resolve())
    with tempfile.TemporaryDirectory(prefix="sitegen-") as temporary:
        for path, file in files.items():
            if isinstance(file.source, bytes):
                Path(temporary, path).write_bytes(file.source)
        yield RsyncPublisher(target, site, Path(temporary), files)


class RsyncPublisher:
    """Publishes to a folder that rsync reaches."""

    def __init__(self, target: RsyncTarget, site: Path, extra: Path, files: SiteFiles) -> None:
        """Take what is published and where to; ``extra`` is a folder with the files that ``public/`` does not have."""
        self.place = scrubbed(target.destination)
        self._site = site
        self._public = f"{site / 'public'}/"
        self._extra = f"{extra}/"
        self._files = files
        local = ":" not in target.destination
        destination = str(Path(target.destination).expanduser()) if local else target.destination
        self._destination = destination.rstrip("/") + "/"
        self._keep = [f"--filter=P /{path}{more}" for path in target.keep for more in ("", "/***")]

    def changes(self) -> Changes:
        """Ask rsync what it would do.

        Raises:
            SitegenError: rsync is missing, or does not reach the place.
        """
        options = ("--dry-run", "--checksum", "--delete", "--out-format=%i %n")
        added: list[str] = []
        changed: list[str] = []
        deleted: list[str] = []
        for line in self._rsync(*options, *self._keep, self._public, self._extra).split(b"\n"):
            what, path = line[:_WIDTH].decode(errors="replace"), os.fsdecode(line[_WIDTH + 1 :])
            if what.startswith("*deleting") and not path.endswith("/"):
                deleted.append(path)
            elif what[:1] in {"<", ">", "c", "h"} and what[1:2] == "f":
                (added if what.endswith("+++++++++") else changed).append(path)
        unchanged = len(self._files) - len(added) - len(changed)
        return Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(deleted)), unchanged)

    def publish(self, changes: Changes, show: ShowProgress = never_mind) -> None:
        """Send what has changed, pages last, and then delete what is not in the site.

        Raises:
            SitegenError: rsync fails; publishing again goes on from there.
        """
        # Among these is the file that says who publishes here: it must be there before anything else.
        self._rsync("--checksum", self._extra)
        sent = [path for path in changes.sent if isinstance(self._files[path].source, Path)]
        done = 0
        for group in in_order(sent):
            self._send(group)
            done += len(group)
            show(done, len(sent))
        if changes.deleted:
            # What is there already is neither compared nor sent.
            options = ("--delete", "--existing", "--ignore-existing")
            self._rsync(*options, *self._keep, self._public, self._extra)

    def _send(self, paths: Iterable[str]) -> None:
        with tempfile.NamedTemporaryFile(prefix="sitegen-") as names:
            names.write(b"".join(os.fsencode(path) + b"\0" for path in paths))
            names.flush()
            options = ("--checksum", "--force", "--delay-updates", "--from0", f"--files-from={names.name}")
            self._rsync(*options, self._public)

    def _rsync(self, *arguments: str) -> bytes:
        options = [word for word in arguments if word.startswith("-")]
        sources = [word for word in arguments if not word.startswith("-")]
        try:
            finished = subprocess.run(  # noqa: S603
                ["rsync", "--recursive", "--8-bit-output", *options, "--", *sources, self._destination],  # noqa: S607
                cwd=self._site,
                env={**os.environ, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise SitegenError("rsync is not installed here; install it to publish to this target") from error
        if finished.returncode:
            said = scrubbed(finished.stderr.decode(errors="replace"))
            lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("Warning:")]
            reason = next(iter(lines), f"it ended with {finished.returncode}").removeprefix("rsync: ")
            raise SitegenError(f"rsync has failed: {reason}")
        return finished.stdout
