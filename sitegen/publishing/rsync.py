"""Publishing with rsync, to a host through SSH or to a folder of this machine.

Changes are detected by the bytes (``--checksum``), not by times, which are new in every fresh clone. Assets are sent
first, then the pages, which are put in place together at the end (``--delay-updates``), and then files that left the
site are deleted; files that the manifest at the target does not list are protected. SSH settings and keys are the
user's own.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.changes import MARKER, Changes, published_there, target_manifest
from sitegen.publishing.headers import in_order
from sitegen.publishing.publisher import ShowProgress, ignore_progress
from sitegen.publishing.site_files import SiteFiles, refuse_own_folder
from sitegen.settings.secrets import scrubbed
from sitegen.settings.site import Site
from sitegen.settings.targets import RsyncTarget
from sitegen.storage.manifest import MANIFEST, doubtful_in, open_manifest
from sitegen.storage.scan import folders_above

# Of a line that --itemize-changes prints: how many letters say what happens to the file (man rsync).
_WIDTH = 11

_PARTIAL = 23
"""What rsync ends with if it reached the place and could not read something there (man rsync)."""


class _PartialTransferError(SitegenError):
    """The place was reached, but something there could not be read or written."""


@contextmanager
def rsync_publisher(
    target: RsyncTarget,
    site: Site,
    files: SiteFiles,
    *,
    dry_run: bool,  # noqa: ARG001
) -> Iterator[RsyncPublisher]:
    """Give a publisher to a folder that rsync reaches.

    Raises:
        SitegenError: publishing there would delete the site's own files.
    """
    if ":" not in target.destination:
        refuse_own_folder(site.root, (site.root / Path(target.destination).expanduser()).resolve())
    with tempfile.TemporaryDirectory(prefix="sitegen-") as temporary:
        extra = Path(temporary, "extra")
        extra.mkdir()
        for path, file in files.items():
            if isinstance(file.source, bytes):
                (extra / path).write_bytes(file.source)
        yield RsyncPublisher(target, site.root, extra, files)


class RsyncPublisher:
    """Publishes to a folder that rsync reaches."""

    def __init__(self, target: RsyncTarget, site: Path, extra: Path, files: SiteFiles) -> None:
        """Take what is published and where to; ``extra`` is a folder with the files that ``public/`` does not have."""
        self.place = scrubbed(target.destination)
        self._site = site
        self._public = f"{site / 'public'}/"
        self._extra = f"{extra}/"
        self._marker = extra / MARKER
        self._published: Mapping[str, bytes] | None = None
        self._foreign: list[str] = []
        self._files = files
        local = ":" not in target.destination
        destination = str(Path(target.destination).expanduser()) if local else target.destination
        self._destination = destination.rstrip("/") + "/"
        self._keep = [f"--filter=P /{path}{more}" for path in target.keep for more in ("", "/***")]
        # What is in public/ and is not published counts as not there.
        with open_manifest(site / "public") as manifest:
            hidden = doubtful_in(manifest).difference(files) if manifest else frozenset[str]()
        self._hidden = _rules(extra.with_name("hidden"), "H", {MANIFEST, *hidden})

    def changes(self) -> Changes:
        """Return the changes of an rsync dry run.

        Raises:
            SitegenError: rsync is missing, or does not reach the place.
        """
        self._published = self._listed()
        options = ("--dry-run", "--checksum", "--delete", "--out-format=%i %n")
        self._foreign = []
        added: list[str] = []
        changed: list[str] = []
        deleted: list[str] = []
        for line in self._rsync(*options, self._hidden, *self._keep, self._extra, self._public).split(b"\n"):
            what, path = line[:_WIDTH].decode(errors="replace"), os.fsdecode(line[_WIDTH + 1 :])
            if what.startswith("*deleting") and not path.endswith("/"):
                is_ours = self._published is None or path in self._published
                (deleted if is_ours else self._foreign).append(path)
            elif what[:1] in {"<", ">", "c", "h"} and what[1:2] == "f":
                (added if what.endswith("+++++++++") else changed).append(path)
        if self._published is None and MARKER in changed:  # somebody else's, or damaged
            changed.remove(MARKER)
            added.append(MARKER)
        unchanged = len(self._files) - len(added) - len(changed)
        return Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(deleted)), unchanged)

    def publish(self, changes: Changes, show: ShowProgress = ignore_progress) -> None:
        """Send changed files, pages last, and then delete files that are not in the site.

        Raises:
            SitegenError: rsync fails; publishing again goes on from there.
        """
        # Until the end the manifest lists what was there too: a run that is stopped leaves nothing unlisted.
        last = self._marker.read_bytes()
        ours = published_there(last) or {}
        first = target_manifest({**(self._published or {}), **ours})
        self._marker.write_bytes(first)
        self._rsync("--checksum", self._extra)
        sent = [path for path in changes.sent if isinstance(self._files[path].source, Path)]
        done = 0
        for group in in_order(sent):
            self._send(group)
            done += len(group)
            show(done, len(sent))
        if changes.deleted:
            # What is there already is neither compared nor sent.
            foreign = folders_above(self._foreign) | {*self._foreign}
            protected = _rules(self._marker.parent.with_name("protected"), "P", foreign)
            options = ("--delete", "--existing", "--ignore-existing", protected, self._hidden, *self._keep)
            self._rsync(*options, self._extra, self._public)
        if first != last:
            self._marker.write_bytes(last)
            self._rsync("--checksum", self._extra)

    def _listed(self) -> Mapping[str, bytes] | None:
        """What the manifest at the target lists."""
        with tempfile.TemporaryDirectory(prefix="sitegen-") as folder:
            # Where nothing was published yet, there may be no folder either; see `_PARTIAL`.
            with suppress(_PartialTransferError):
                self._rsync("--ignore-missing-args", self._destination + MARKER, destination=f"{folder}/")
            there = Path(folder, MARKER)
            return published_there(there.read_bytes() if there.is_file() and not there.is_symlink() else None)

    def _send(self, paths: Iterable[str]) -> None:
        with tempfile.NamedTemporaryFile(prefix="sitegen-") as names:
            names.write(b"".join(os.fsencode(path) + b"\0" for path in paths))
            names.flush()
            options = ("--checksum", "--force", "--delay-updates", "--from0", f"--files-from={names.name}")
            self._rsync(*options, self._public)

    def _rsync(self, *arguments: str, destination: str | None = None) -> bytes:
        options = [word for word in arguments if word.startswith("-")]
        sources = [word for word in arguments if not word.startswith("-")]
        try:
            finished = subprocess.run(  # noqa: S603
                ["rsync", "--recursive", "--8-bit-output", *options, "--", *sources, destination or self._destination],  # noqa: S607
                cwd=self._site,
                env={**os.environ, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise SitegenError(say("rsync is not installed here; install it to publish to this target")) from error
        if finished.returncode:
            said = scrubbed(finished.stderr.decode(errors="replace"))
            lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("Warning:")]
            reason = next(iter(lines), "").removeprefix("rsync: ")
            reason = reason or say("it ended with {code}", code=finished.returncode)
            kind = _PartialTransferError if finished.returncode == _PARTIAL else SitegenError
            raise kind(say("rsync has failed: {reason}", reason=reason))
        return finished.stdout


def _rules(file: Path, letter: str, paths: Iterable[str]) -> str:
    """Write filter rules for paths into a file, and return the option that names it."""
    # A backslash means something only in a pattern that has one of the other signs (man rsync).
    patterns = (re.sub(r"([\\*?\[])", r"\\\1", path) if re.search(r"[*?\[]", path) else path for path in sorted(paths))
    file.write_bytes(b"".join(os.fsencode(f"{letter} /{pattern}\n") for pattern in patterns))
    return f"--filter=merge {file}"
