"""Publishing a finished site: at every instant its folder holds all of the old site or all of the new one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.messages import say
from sitegen.storage.atomic_swap import atomic_swap, recover
from sitegen.storage.lock import locked
from sitegen.storage.manifest import MANIFEST, digest_of, manifest_text, named
from sitegen.storage.record import Entry, OutputCache, state_of
from sitegen.storage.scan import folders_above, scan, signature_in, unmanaged_files
from sitegen.storage.signs import DOUBTFUL, bears_signs, is_place_of_a_page
from sitegen.storage.staging import flush, link, mark, remove, stage

NEXT = "next"
"""In the state folder: where the next site is put together, and where the one before rests."""

SET_ASIDE = "set-aside"
"""In the state folder: files that sitegen seems to have made and no page has any more."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a folder's time tells whether a name came or went since (`building.incremental.sources`)."""

MUCH = 500
"""Changed files from which on `NEXT` is brought up to date at the end of a run.

With fewer, the next run does that in passing, in less than a tenth of a second.
"""


@dataclass(frozen=True)
class Outcome:
    """How many files a commit wrote, removed and found as they should be."""

    written: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Others:
    """Files in the published folder that sitegen did not put there for the new site, by path.

    Of those ``found``, ``foreign`` stay, and ``strays`` look as sitegen makes them; ``doubtful`` stay and are not
    published. ``listed`` are the subfolders that were looked into, with the times that they had.
    """

    listed: Mapping[str, int]
    found: frozenset[str]
    foreign: frozenset[str]
    strays: frozenset[str]
    doubtful: frozenset[str]


@contextmanager
def open_output(folder: Path, state: Path, waiting: Callable[[], None] | None = None) -> Iterator[Output]:
    """Give the folder of the finished site to one run at a time; ``waiting`` is called if another has it.

    ``state`` is the folder for sitegen's own files, on the same disk. Where much was published, the end of the block
    takes a while to prepare for the next run; that may be stopped at any moment, and is then left to the next run.

    Raises:
        SitegenError: the folder cannot be read, or another run does not end.
    """
    with locked(state, waiting):
        cache = OutputCache(state)
        try:
            output = Output(folder, state, cache)
            yield output
            output.prepare_next()
        finally:
            cache.close()


class Output:
    """Takes the changed files of the new site, or all of them, and then swaps it with the old site.

    Files that do not change keep their bytes and times. Files that sitegen did not make stay, also where somebody has
    replaced one of ours that is no longer part of the site. Nothing is published before `commit`.
    """

    def __init__(self, folder: Path, state: Path, cache: OutputCache) -> None:
        """See `open_output`."""
        self.folder = folder
        self._next = state / NEXT
        self._public = folder.resolve()
        recover(self._next, self._public)
        self._set_aside = state / SET_ASIDE
        self._cache = cache
        self._state, self._were_doubtful = cache.open(self._public)
        self._survey = scan(self._public, cache)
        self._lost = self._survey.gone | self._survey.changed
        self._next_known: bool | None = None
        self._staged: dict[str, Entry] = {}
        self._replaced = 0
        self._kept: set[str] = set()
        self._dropped: frozenset[str] | None = None
        self._next_is_far = False

    @property
    def state(self) -> str | None:
        """The state of the published files: equal for equal files of ours. None: they have no manifest."""
        return self._state

    @property
    def lost(self) -> frozenset[str]:
        """The files of this state that are not there any more as sitegen made them. They have to be `put` again."""
        return self._lost

    @property
    def intact(self) -> str | None:
        """The `state`, if all of its files are there as sitegen made them."""
        return None if self._lost else self._state

    @cached_property
    def published(self) -> Mapping[str, bytes]:
        """The SHA-256 of each file that was found published as sitegen made it, by path. Large: made when asked for."""
        return {path: digest for path, digest in self._cache.digests().items() if path not in self._lost}

    def has(self, path: str, digest: bytes) -> bool:
        """Tell whether a file was found published with this SHA-256."""
        return self.published.get(path) == digest

    def put(self, path: str, data: bytes) -> bytes:
        """Let a file with these bytes be part of the new site, and return their SHA-256.

        Raises:
            SitegenError: the path leads out of the folder, or the file cannot be written.
        """
        digest = digest_of(data)
        # Where nothing of ours is published, there is nothing to look up for each file of a new site.
        known = self._cache.digest(path) if self._survey.count and path not in self._lost else None
        if known == digest and path not in self._staged:
            self._kept.add(path)
            return digest
        self._begin()
        if known and path not in self._staged:
            self._replaced += 1
        self._staged[path] = Entry(digest, len(data), stage(self._next, path, data))
        return digest

    def place(self, path: str) -> Path:
        """Return where a file of the new site is until `commit`, which was put or is kept."""
        return (self._next if path in self._staged else self._public) / path

    def keep(self, *paths: str) -> None:
        """Let `published` files be part of the new site as they are.

        Raises:
            KeyError: there is no such file, or it is `lost`.
        """
        for path in paths:
            self.published[path]
        self._kept.update(paths)

    def keep_all_but(self, paths: Iterable[str] = ()) -> None:
        """Keep all published files in the new site, except ``paths`` and files that are `put`."""
        self._dropped = frozenset(paths)

    def commit(self, *, clean: bool = False) -> Outcome:
        """Put the new site in the place of the old one, if there is any difference.

        With ``clean``, files that sitegen did not make are removed too.

        Raises:
            SitegenError: something cannot be written; the old site is then still there.
            ValueError: all files are to be kept, among them one that is `lost`.
        """
        ended = self._ended()
        if vanishing := self._lost - self._staged.keys() - ended:
            raise ValueError(f"lost files cannot be kept: {sorted(vanishing)}")
        removed = len(ended - self._lost)
        unchanged = self._survey.count - removed - self._replaced
        differs = bool(self._staged or ended or self._state is None)
        thorough = differs or clean
        others = self._others(ended, clean=clean, thorough=thorough)
        if others.found != others.foreign or others.doubtful != self._were_doubtful:
            differs = True
            others = others if thorough else self._others(ended, clean=clean, thorough=True)
        if differs:
            self._check_places(ended, others.foreign)
            for path in others.strays:
                link(self._public / path, self._set_aside / path)
            self._publish(ended, others)
        else:
            self._settle(others)
        removed += len(others.found - others.foreign)
        return Outcome(len(self._staged), removed, unchanged, tuple(self._problems(others)))

    def prepare_next(self) -> None:
        """After a large commit, bring the staging folder up to the published site. See `open_output`.

        The first small change after a large one would else wait for that.
        """
        if not self._next_is_far:
            return
        self._next_known, self._next_is_far = None, False
        self._staged.clear()
        with suppress(SitegenError):  # the site is published; the next commit tries again, and says what is wrong
            changed = set(self._complete(set(), ()))
            link(self._public / MANIFEST, self._next / MANIFEST)
            mark(self._next, folders_above(changed), self._cache.folder_time)
            flush(self._next, {*changed, MANIFEST})
            self._cache.follow(self._next)

    def _ended(self) -> set[str]:
        """The recorded files that are no part of the new site."""
        if self._dropped is None:
            return {path for path in self._cache.paths() if path not in self._staged and path not in self._kept}
        ended = self._dropped - self._staged.keys() - self._kept
        return {path for path in ended if self._cache.digest(path) is not None}

    def _others(self, ended: set[str], *, clean: bool, thorough: bool) -> _Others:
        """Look at what somebody else has put into the published folder, and the new site does not replace."""
        unlisted, listed = unmanaged_files(self._public, self._cache, self._survey.tops, thorough=thorough)
        found = frozenset(unlisted | self._survey.changed.intersection(ended)) - self._staged.keys()
        news = frozenset(() if clean else self._news(found))
        strays = frozenset(path for path in news if bears_signs(self._public, path))
        foreign = frozenset() if clean else found - strays
        return _Others(listed, found, foreign, strays, self._doubtful(foreign, news))

    def _news(self, paths: Iterable[str]) -> Iterator[str]:
        """Those of somebody else's files that the cache does not know to be as they are."""
        known = self._cache.foreign()
        for path in paths:
            signature = signature_in(self._public, path)
            if not signature or known.get(path) != signature:
                yield path

    def _doubtful(self, foreign: Collection[str], news: Collection[str]) -> frozenset[str]:
        """Those of somebody else's files that a page of ours may have been, as far as can be known."""
        doubtful = self._were_doubtful | self._survey.changed
        if self._state is None:
            doubtful |= set(filter(is_place_of_a_page, news))
        return doubtful.intersection(foreign)

    def _check_places(self, ended: set[str], foreign: Collection[str]) -> None:
        """Raise if a file of ours would have to lie where somebody has put something of another kind."""
        for path in sorted(folders_above(self._staged).intersection(foreign)):
            place = self.folder / path
            if place.is_symlink():
                raise _leads_out(place)
            raise SitegenError(say("is a file where a folder of the finished site belongs; move it away"), place)
        for path in sorted(folders_above(foreign).intersection(self._staged)):
            raise SitegenError(
                say("is a folder where a file of the finished site belongs; move it away"), self.folder / path
            )
        # What is kept is seen there now; in the place of its folder, that leaves only a link to a copy of it.
        if links := [path for path in sorted(foreign) if (self._public / path).is_symlink()]:
            folders = folders_above(path for path in self._cache.paths() if path not in ended)
            for path in folders.intersection(links):
                raise _leads_out(self.folder / path)

    def _problems(self, others: _Others) -> Iterator[Problem]:
        yield from self._cache.problems
        if others.strays:
            message = say(
                "{files} looked as sitegen makes them, but belong to no page; they were moved to {folder}",
                files=named(others.strays),
                folder=self._set_aside,
            )
            yield Problem(message, self.folder, severity="warning")
        for path in sorted(others.doubtful):
            yield Problem(DOUBTFUL, self.folder / path, severity="warning")

    def _begin(self) -> bool:
        """Make ready the folder for the next site, and return whether it holds the site before; it is empty if not."""
        if self._next_known is None:
            try:
                self._next_known = self._next.is_dir() and self._cache.is_next(self._next)
                if self._next_known:
                    (self._next / MANIFEST).unlink()  # until it is complete again
                else:
                    if self._next.exists():
                        shutil.rmtree(self._next)
                    self._next.mkdir(parents=True)
            except OSError as error:
                raise SitegenError(say("cannot be made: {reason}", reason=error.strerror), self._next) from error
        return self._next_known

    def _publish(self, ended: set[str], others: _Others) -> None:
        changed = {*self._staged, *self._complete(ended, others.foreign)}
        files = {path: digest for path, digest in self._cache.digests().items() if path not in ended}
        files.update((path, entry.digest) for path, entry in self._staged.items())
        manifest = manifest_text(files, others.doubtful)
        stage(self._next, MANIFEST, manifest)
        mark(self._next, folders_above(changed), self._cache.folder_time)
        flush(self._next, {*changed, MANIFEST})
        changes = {**self._survey.touched, **dict.fromkeys(ended), **self._staged}
        try:
            self._public.parent.mkdir(parents=True, exist_ok=True)
            atomic_swap(self._next, self._public)
        except (SitegenError, OSError) as error:
            message = say(
                "cannot be replaced by the new site ({reason}); it must be a folder that may be written, on the same "
                "disk as {folder}",
                reason=str(error.__cause__ or error),
                folder=self._next.parent,
            )
            raise SitegenError(message, self.folder) from error
        signatures = {path: self._signature(path, others.foreign) for path in others.found}
        self._cache.finish(self._public, self._next, manifest, changes, signatures)
        self._state, self._lost = state_of(manifest), frozenset()
        self._next_is_far = len(changes) > MUCH

    def _signature(self, path: str, foreign: Collection[str]) -> str:
        """That of somebody else's file that stays; one that is gone has none that a file could have."""
        return signature_in(self._public, path) if path in foreign else ""

    def _settle(self, others: _Others) -> None:
        """Keep in mind what was found out, though nothing is to be changed."""
        before = dict.fromkeys(self._cache.foreign(), "")  # in the folder for the next site they still may be
        signatures = before | {path: self._signature(path, others.foreign) for path in others.foreign}
        self._cache.refresh(self._public, self._state or "", self._survey.touched, signatures)
        settled = time.time_ns() - SETTLED
        unchanged = [path for path, modified in others.listed.items() if modified < settled]
        mark(self._public, unchanged, self._cache.folder_time)

    def _complete(self, ended: set[str], foreign: Collection[str]) -> Iterator[str]:
        """Bring the folder for the next site, in which the new files are, up to date, and yield what that changes."""
        if self._begin():
            differences = dict(self._cache.differences())
            wrong = {path for path, there in differences.items() if not there}.union(ended, self._cache.foreign())
            for path in wrong.difference(self._staged, foreign):
                remove(self._next, path)
                yield path
            missing: Iterable[str] = (path for path, there in differences.items() if there)
        else:
            missing = self._cache.paths()
        for path in missing:
            if path not in self._staged and path not in ended:
                link(f"{self._public}/{path}", f"{self._next}/{path}")
                yield path
        for path in {*(self._survey.touched.keys() - ended - self._staged.keys()), *foreign}:
            if not _same_file(self._public / path, self._next / path):
                link(f"{self._public}/{path}", f"{self._next}/{path}")
                yield path


def _leads_out(place: Path) -> SitegenError:
    return SitegenError(say("leads out of the folder of the finished site; remove the symbolic link"), place)


def _same_file(one: Path, other: Path) -> bool:
    try:
        first, second = one.lstat(), other.lstat()
    except OSError:
        return False
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)
