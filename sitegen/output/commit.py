"""Publishing a finished site: at every instant its folder holds all of the old site or all of the new one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.output.exchange import exchange, mend
from sitegen.output.lock import locked
from sitegen.output.record import FOLDER, FOREIGN, Entry, OutputRecord, digest_of, entry
from sitegen.output.staging import check_path, flush, link, remove, stage
from sitegen.output.survey import Survey, survey

NEXT = "next"
"""In the state folder: where the next site is put together, and where the one before rests."""


@dataclass(frozen=True)
class Outcome:
    """How many files a commit wrote, removed and found as they should be."""

    written: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]


def commit(folder: Path, files: Mapping[str, bytes], state: Path) -> Outcome:
    """Make ``folder`` hold ``files``, whose paths are relative to it and use slashes. See `Output`.

    Raises:
        SitegenError: a path leads out of the folder, or a file cannot be written; ``folder`` is then as it was.
    """
    with open_output(folder, state) as output:
        for path in files:
            check_path(path, folder)
        for path in sorted(files):
            output.put(path, files[path])
        return output.commit()


@contextmanager
def open_output(folder: Path, state: Path, waiting: Callable[[], None] | None = None) -> Iterator[Output]:
    """Give the folder of the finished site to one run at a time; ``waiting`` is called if another has it.

    ``state`` is the folder for sitegen's own files, on the same disk.

    Raises:
        SitegenError: the folder cannot be read, or another run does not end.
    """
    with locked(state, waiting):
        record = OutputRecord(state)
        try:
            yield Output(folder, state, record)
        finally:
            record.close()


class Output:
    """Takes the files of the new site one by one, and then puts them in the place of the old site.

    Files that do not change keep their bytes and times. Files that sitegen did not make stay, also where somebody has
    replaced one of ours that is no longer part of the site. Nothing is published before `commit`.
    """

    def __init__(self, folder: Path, state: Path, record: OutputRecord) -> None:
        """See `open_output`."""
        self.folder = folder
        self.next = state / NEXT
        self._public = folder.resolve()
        mend(self.next, self._public)
        self._record = record
        self._there = self._public.is_dir()
        self._entries = record.entries(self._public) if self._there else None
        self._survey: Survey = survey(self._public, self._entries) if self._there else survey(self._public, {})
        self._before: Mapping[str, Entry] | None = None
        self._kept: dict[str, Entry] = {}
        self._staged: dict[str, Entry] = {}

    @property
    def published(self) -> Mapping[str, Entry]:
        """The files that are published now as sitegen made them, by path."""
        return self._survey.ours

    def _begin(self) -> Mapping[str, Entry]:
        """Return what lies in the folder for the next site, whose record ends here until it is complete again."""
        if self._before is not None:
            return self._before
        self._before = (self._record.entries(self.next) if self.next.is_dir() else None) or {}
        try:
            if not self._before:
                if self.next.exists():
                    shutil.rmtree(self.next)
                self.next.mkdir(parents=True)
            self._record.begin(self.next)
        except OSError as error:
            raise SitegenError(f"cannot be made: {error.strerror}", self.next) from error
        return self._before

    def prepare(self) -> Path:
        """Return the folder into which other processes may `stage` files, which are then to be `add`-ed."""
        self._begin()
        return self.next

    def keep(self, path: str) -> None:
        """Let a published file be part of the new site as it is."""
        self._kept[path] = self.published[path]

    def add(self, path: str, staged: Entry) -> None:
        """Let a file that was staged be part of the new site."""
        self._staged[path] = staged

    def put(self, path: str, data: bytes) -> None:
        """Let a file with these bytes be part of the new site.

        Raises:
            SitegenError: the path leads out of the folder, or the file cannot be written.
        """
        now = self.published.get(path)
        if now and now.digest == digest_of(data):
            self.keep(path)
        else:
            self.add(path, stage(self.prepare(), path, data))

    def commit(self, *, clean: bool = False) -> Outcome:
        """Put the new site in the place of the old one, if there is any difference.

        With ``clean``, files that sitegen did not make are removed too.

        Raises:
            SitegenError: something cannot be written; the old site is then still there.
        """
        wanted = {**self._kept, **self._staged}
        removed = [path for path in self.published if path not in wanted]
        foreign = self._survey.foreign - wanted.keys()
        if clean:
            removed += foreign
            foreign = frozenset()
        self._check_places(wanted, foreign)
        if self._staged or removed or self._survey.changed or self._entries is None:
            self._publish(wanted, foreign)
        return Outcome(len(self._staged), len(removed), len(self._kept), tuple(self._problems(foreign)))

    def _check_places(self, wanted: Collection[str], foreign: Collection[str]) -> None:
        """Raise if a file of ours would have to lie where somebody has put something of another kind."""
        for path in sorted(_parents(wanted) & set(foreign)):
            place = self.folder / path
            if place.is_symlink():
                raise SitegenError("leads out of the folder of the finished site; remove the symbolic link", place)
            raise SitegenError("is a file where a folder of the finished site belongs; move it away", place)
        for path in sorted(_parents(foreign) & set(wanted)):
            raise SitegenError(
                "is a folder where a file of the finished site belongs; move it away", self.folder / path
            )

    def _problems(self, foreign: Collection[str]) -> Iterator[Problem]:
        yield from self._record.problems
        for path in sorted(self._survey.changed & set(foreign)):
            message = "belongs to no page any more, but somebody has changed it; remove it if it is not needed"
            yield Problem(message, self.folder / path, severity="warning")

    def _publish(self, wanted: Mapping[str, Entry], foreign: Collection[str]) -> None:
        before = self._begin()
        touched = set(self._staged)
        for path in before.keys() - wanted.keys() - set(foreign):
            if before[path].digest != FOLDER:
                remove(self.next, path)
                touched.add(path)
        for path, found in self._kept.items():
            if before.get(path) != found:
                link(self._public / path, self.next / path)
                touched.add(path)
        for path in sorted(foreign):
            if not _same_file(self._public / path, self.next / path):
                link(self._public / path, self.next / path)
                touched.add(path)
        after = self._folders(before, [*wanted, *foreign], touched)
        after |= {path: Entry(FOREIGN, 0, 0) for path in foreign}
        after.update(wanted)
        flush(self.next, touched)
        self._record.finish(self.next, before, after)
        try:
            self._public.parent.mkdir(parents=True, exist_ok=True)
            exchange(self.next, self._public)
        except (SitegenError, OSError) as error:
            message = f"cannot be replaced by the new site ({error.__cause__ or error})"
            remedy = f"it must be a folder that may be written, on the same disk as {self.next.parent}"
            raise SitegenError(f"{message}; {remedy}", self.folder) from error
        self._record.forget_others(tuple(place for place in (self._public, self.next) if place.is_dir()))

    def _folders(
        self, before: Mapping[str, Entry], paths: Collection[str], touched: Collection[str]
    ) -> dict[str, Entry]:
        """The entries of all folders above ``paths``; those above ``touched`` are looked at."""
        changed = {"", *(f"{parent}/" for parent in _parents(touched))}
        found: dict[str, Entry] = {}
        for folder in {"", *(f"{parent}/" for parent in _parents(paths))}:
            known = before.get(folder)
            found[folder] = known if known and folder not in changed else entry(FOLDER, (self.next / folder).stat())
        return found


def _parents(paths: Collection[str]) -> set[str]:
    """The folders above ``paths``, without the outermost."""
    found: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found


def _same_file(one: Path, other: Path) -> bool:
    try:
        first, second = one.lstat(), other.lstat()
    except OSError:
        return False
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)
