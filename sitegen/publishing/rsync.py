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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain
from pathlib import Path
from typing import IO

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.changes import MARKER, Changes, read_marker
from sitegen.publishing.headers import in_order
from sitegen.publishing.publisher import ShowProgress, ignore_progress
from sitegen.publishing.site_files import SiteFile, SiteFiles, all_marked, refuse_own_folder
from sitegen.settings.secrets import scrubbed
from sitegen.settings.site import Site
from sitegen.settings.targets import RsyncTarget
from sitegen.storage.files import path_bytes, path_text
from sitegen.storage.manifest import MANIFEST, doubtful_in, open_manifest
from sitegen.storage.scan import folders_above

# Of a line that --itemize-changes prints: how many letters say what happens to the file (man rsync).
_WIDTH = 11
_ADDED, _CHANGED, _DELETED = "added", "changed", "deleted"

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
    with tempfile.TemporaryDirectory(dir=files.tables.folder.resolve()) as temporary:
        extra = Path(temporary, "extra")
        extra.mkdir()
        for path, file in files.extra.items():
            _write(file, extra / path)
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
        self._files = files
        self._tables = files.tables
        local = ":" not in target.destination
        destination = str(Path(target.destination).expanduser()) if local else target.destination
        self._destination = destination.rstrip("/") + "/"
        self._keep = [f"--filter=P /{path}{more}" for path in target.keep for more in ("", "/***")]
        # What is in public/ and is not published counts as not there.
        with open_manifest(site / "public") as manifest:
            hidden = doubtful_in(manifest).difference(files.extra) if manifest else frozenset[str]()
        self._hidden = _rules(extra.with_name("hidden"), "H", {MANIFEST, *hidden})

    def changes(self) -> Changes:
        """Return the changes of an rsync dry run.

        Raises:
            SitegenError: rsync is missing, or does not reach the place.
        """
        self._read_marker()
        options = ("--dry-run", "--checksum", "--delete", "--out-format=%i %n", self._hidden, *self._keep)
        with tempfile.TemporaryFile(dir=self._tables.folder) as said:
            self._rsync(*options, self._extra, self._public, output=said)
            said.seek(0)
            self._tables.add_there(_itemized(said))
        is_known = self._tables.published_known
        if not is_known and self._tables.about(MARKER) == _CHANGED:  # somebody else's, or damaged
            self._tables.add_there([(MARKER, _ADDED)])
        added, changed = (
            self._tables.new_list(path for path, _ in self._tables.told(about)) for about in (_ADDED, _CHANGED)
        )
        deleted = self._tables.new_list(path for path, ours in self._tables.told(_DELETED) if ours or not is_known)
        return Changes(added, changed, deleted, len(self._files) - len(added) - len(changed))

    def publish(self, changes: Changes, show: ShowProgress = ignore_progress) -> None:
        """Send changed files, pages last, and then delete files that are not in the site.

        Raises:
            SitegenError: rsync fails; publishing again goes on from there.
        """
        last, first = self._files[MARKER], all_marked(self._files)
        _write(first, self._marker)
        self._rsync("--checksum", self._extra)
        sent = (path for path in changes.sent if path not in self._files.extra)
        groups = in_order(sent, self._tables.new_list)
        total = sum(map(len, groups))
        done = 0
        for group in groups:
            self._send(group)
            done += len(group)
            show(done, total)
        if changes.deleted:
            # What is there already is neither compared nor sent.
            foreign = chain(sorted(folders_above(self._foreign())), self._foreign())
            protected = _rules(self._marker.parent.with_name("protected"), "P", foreign)
            options = ("--delete", "--existing", "--ignore-existing", protected, self._hidden, *self._keep)
            self._rsync(*options, self._extra, self._public)
        if first != last:
            _write(last, self._marker)
            self._rsync("--checksum", self._extra)

    def _foreign(self) -> Iterator[str]:
        """Files of others that rsync would delete."""
        if self._tables.published_known:
            yield from (path for path, ours in self._tables.told(_DELETED) if not ours)

    def _read_marker(self) -> None:
        """Note what the manifest at the target lists."""
        with tempfile.TemporaryDirectory(dir=self._tables.folder.resolve()) as folder:
            # Where nothing was published yet, there may be no folder either; see `_PARTIAL`.
            with suppress(_PartialTransferError):
                self._rsync("--ignore-missing-args", self._destination + MARKER, destination=f"{folder}/")
            there = Path(folder, MARKER)
            with there.open("rb") if there.is_file() and not there.is_symlink() else nullcontext() as file:
                read_marker(self._tables, file)

    def _send(self, paths: Iterable[str]) -> None:
        with tempfile.NamedTemporaryFile(dir=self._tables.folder.resolve()) as names:
            names.writelines(path_bytes(path) + b"\0" for path in paths)
            names.flush()
            options = ("--checksum", "--force", "--delay-updates", "--from0", f"--files-from={names.name}")
            self._rsync(*options, self._public)

    def _rsync(self, *arguments: str, destination: str | None = None, output: IO[bytes] | None = None) -> None:
        """Run rsync; what it prints goes to ``output``."""
        options = [word for word in arguments if word.startswith("-")]
        sources = [word for word in arguments if not word.startswith("-")]
        try:
            finished = subprocess.run(  # noqa: S603
                ["rsync", "--recursive", "--8-bit-output", *options, "--", *sources, destination or self._destination],  # noqa: S607
                cwd=self._site,
                env={**os.environ, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output or subprocess.DEVNULL,
                stderr=subprocess.PIPE,
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


def _write(file: SiteFile, path: Path) -> None:
    with path.open("wb") as copy:
        copy.writelines(file.blocks())


def _itemized(lines: IO[bytes]) -> Iterator[tuple[str, str]]:
    """Yield each file of which rsync prints that it is added, changed or deleted, and that."""
    for line in lines:
        what, path = line[:_WIDTH].decode(errors="replace"), path_text(line[_WIDTH + 1 :].removesuffix(b"\n"))
        if what.startswith("*deleting") and not path.endswith("/"):
            yield path, _DELETED
        elif what[:1] in {"<", ">", "c", "h"} and what[1:2] == "f":
            yield path, _ADDED if what.endswith("+++++++++") else _CHANGED


def _rules(file: Path, letter: str, paths: Iterable[str]) -> str:
    """Write filter rules for paths into a file, and return the option that names it."""
    # A backslash means something only in a pattern that has one of the other signs (man rsync).
    patterns = (re.sub(r"([\\*?\[])", r"\\\1", path) if re.search(r"[*?\[]", path) else path for path in paths)
    with file.open("wb") as rules:
        rules.writelines(path_bytes(f"{letter} /{pattern}\n") for pattern in patterns)
    return f"--filter=merge {file}"
