"""Publishing a finished site: at every instant its folder holds all of the old site or all of the new one."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.messages import say
from sitegen.storage.atomic_swap import atomic_swap, recover
from sitegen.storage.lock import locked
from sitegen.storage.manifest import digest_of, named
from sitegen.storage.next_site import NextSite, discard_unfinished
from sitegen.storage.record import OutputCache
from sitegen.storage.run_tables import Entry
from sitegen.storage.scan import folders_above, scan, signature_in, unmanaged_files
from sitegen.storage.signs import DOUBTFUL, bears_signs, is_place_of_a_page
from sitegen.storage.staging import link, mark, stage

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
    published.
    """

    found: frozenset[str]
    foreign: frozenset[str]
    strays: frozenset[str]
    doubtful: frozenset[str]


@contextmanager
def open_output(
    folder: Path,
    state: Path,
    waiting: Callable[[], None] | None = None,
    meanwhile: AbstractContextManager[object] | None = None,
) -> Iterator[Output]:
    """Give the folder of the finished site to one run at a time; ``waiting`` is called if another has it.

    ``meanwhile`` is entered before the folder is looked at, which takes long if it is large. ``state`` is the folder
    for sitegen's own files, on the same disk. Where much was published, the end of the block takes a while to prepare
    for the next run; that may be stopped at any moment, and is then left to the next run.

    Raises:
        SitegenError: the folder cannot be read, or another run does not end.
    """
    with locked(state, waiting), meanwhile or nullcontext():
        discard_unfinished(state / NEXT)
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
        self._public = folder.resolve()
        recover(state / NEXT, self._public)
        self._next = NextSite(state / NEXT, self._public, cache)
        self._set_aside = state / SET_ASIDE
        self._cache = cache
        self._state, self._were_doubtful = cache.open(self._public)
        self._survey = scan(self._public, cache)
        self._some_lost = self._survey.lost > 0
        self._drops = False
        self._next_is_far = False

    @property
    def state(self) -> str | None:
        """The state of the published files: equal for equal files of ours. None: they have no manifest."""
        return self._state

    @property
    def lost(self) -> frozenset[str]:
        """The files of this state that are not there any more as sitegen made them. They have to be `put` again."""
        return frozenset(self._cache.lost()) if self._some_lost else frozenset()

    @property
    def intact(self) -> str | None:
        """The `state`, if all of its files are there as sitegen made them."""
        return None if self._some_lost else self._state

    def has(self, path: str, digest: bytes) -> bool:
        """Tell whether a file with this SHA-256 was found published as sitegen made it."""
        return self._published(path) == digest

    def _published(self, path: str) -> bytes | None:
        """The digest of a file that was found published as sitegen made it."""
        # Where nothing of ours is published, there is nothing to look up for each file of a new site.
        if not self._survey.count or (self._some_lost and self._cache.run.has("lost", path)):
            return None
        return self._cache.digest(path)

    def put(self, path: str, data: bytes) -> bytes:
        """Let a file with these bytes be part of the new site, and return their SHA-256.

        Raises:
            SitegenError: the path leads out of the folder, or the file cannot be written.
        """
        digest = digest_of(data)
        run = self._cache.run
        if self._published(path) == digest and not run.is_staged(path):
            run.keep(path)
        else:
            self._next.begin()
            run.stage(path, Entry(digest, len(data), stage(self._next.folder, path, (data,))))
        return digest

    def place(self, path: str) -> Path:
        """Return where a file of the new site is until `commit`, which was put or is kept. Any thread may ask."""
        return (self._next.folder if self._cache.run.is_staged(path) else self._public) / path

    def keep(self, path: str) -> None:
        """Let a file that was found published as sitegen made it be part of the new site as it is.

        Raises:
            KeyError: there is no such file, or it is `lost`.
        """
        if self._published(path) is None:
            raise KeyError(path)
        self._cache.run.keep(path)

    def keep_all_but(self, paths: Iterable[str] = ()) -> None:
        """Keep all published files in the new site, except ``paths`` and files that are `put`."""
        self._drops = True
        self._cache.run.drop(paths)

    def commit(self, *, clean: bool = False) -> Outcome:
        """Put the new site in the place of the old one, if there is any difference.

        With ``clean``, files that sitegen did not make are removed too.

        Raises:
            SitegenError: something cannot be written; the old site is then still there.
            ValueError: all files are to be kept, among them one that is `lost`.
        """
        run = self._cache.run
        self._cache.end(dropped=self._drops)
        if self._some_lost and (vanishing := self._cache.vanishing()):
            raise ValueError(f"lost files cannot be kept: {vanishing}")
        written, removed = run.count("staged"), self._cache.removed()
        unchanged = self._survey.count - removed - self._cache.replaced()
        differs = bool(written or run.count("ended") or self._state is None)
        thorough = differs or clean
        others = self._others(clean=clean, thorough=thorough)
        if others.found != others.foreign or others.doubtful != self._were_doubtful:
            differs = True
            others = others if thorough else self._others(clean=clean, thorough=True)
        if differs:
            self._check_places(others.foreign)
            for path in others.strays:
                link(self._public / path, self._set_aside / path)
            self._publish(others)
        else:
            self._settle(others)
        removed += len(others.found - others.foreign)
        return Outcome(written, removed, unchanged, tuple(self._problems(others)))

    def prepare_next(self) -> None:
        """After a large commit, bring the staging folder up to the published site. See `open_output`.

        The first small change after a large one would else wait for that.
        """
        if self._next_is_far:
            self._next_is_far = False
            with suppress(SitegenError):  # the site is published; the next commit tries again, and says what is wrong
                self._next.follow()

    def _others(self, *, clean: bool, thorough: bool) -> _Others:
        """Look at what somebody else has put into the published folder, and the new site does not replace."""
        run = self._cache.run
        unlisted = unmanaged_files(self._public, self._cache, self._survey.tops, thorough=thorough)
        changed = self._cache.changed_and_ended() if self._some_lost else ()
        found = frozenset(path for path in unlisted.union(changed) if not run.has("staged", path))
        news = frozenset(() if clean else self._news(found))
        strays = frozenset(path for path in news if bears_signs(self._public, path))
        foreign = frozenset() if clean else found - strays
        return _Others(found, foreign, strays, frozenset(self._doubtful(foreign, news)))

    def _news(self, paths: Iterable[str]) -> Iterator[str]:
        """Those of somebody else's files that the cache does not know to be as they are."""
        known = self._cache.foreign()
        for path in paths:
            signature = signature_in(self._public, path)
            if not signature or known.get(path) != signature:
                yield path

    def _doubtful(self, foreign: Iterable[str], news: Collection[str]) -> Iterator[str]:
        """Those of somebody else's files that a page of ours may have been, as far as can be known."""
        for path in foreign:
            if (
                path in self._were_doubtful
                or self._cache.run.has("lost", path)
                or (self._state is None and path in news and is_place_of_a_page(path))
            ):
                yield path

    def _check_places(self, foreign: Collection[str]) -> None:
        """Raise if a file of ours would have to lie where somebody has put something of another kind."""
        for path in sorted(filter(self._cache.is_above_staged, foreign)):
            place = self.folder / path
            if place.is_symlink():
                raise _leads_out(place)
            raise SitegenError(say("is a file where a folder of the finished site belongs; move it away"), place)
        for path in sorted(folders_above(foreign)):
            if self._cache.run.has("staged", path):
                raise SitegenError(
                    say("is a folder where a file of the finished site belongs; move it away"), self.folder / path
                )
        # What is kept is seen there now; in the place of its folder, that leaves only a link to a copy of it.
        for path in sorted(foreign):
            if (self._public / path).is_symlink() and self._cache.is_above_kept(path):
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

    def _publish(self, others: _Others) -> None:
        state = self._next.complete(others.foreign, others.doubtful)
        try:
            self._public.parent.mkdir(parents=True, exist_ok=True)
            atomic_swap(self._next.folder, self._public)
        except (SitegenError, OSError) as error:
            message = say(
                "cannot be replaced by the new site ({reason}); it must be a folder that may be written, on the same "
                "disk as {folder}",
                reason=str(error.__cause__ or error),
                folder=self._next.folder.parent,
            )
            raise SitegenError(message, self.folder) from error
        signatures = {path: self._signature(path, others.foreign) for path in others.found}
        changes = self._cache.finish(self._public, self._next.folder, state, signatures)
        self._state, self._some_lost = state, False
        self._next_is_far = changes > MUCH

    def _signature(self, path: str, foreign: Collection[str]) -> str:
        """That of somebody else's file that stays; one that is gone has none that a file could have."""
        return signature_in(self._public, path) if path in foreign else ""

    def _settle(self, others: _Others) -> None:
        """Keep in mind what was found out, though nothing is to be changed."""
        before = dict.fromkeys(self._cache.foreign(), "")  # in the folder for the next site they still may be
        signatures = before | {path: self._signature(path, others.foreign) for path in others.foreign}
        self._cache.refresh(self._public, self._state or "", signatures)
        settled = time.time_ns() - SETTLED
        unchanged = (path for path, modified in self._cache.run.listed() if modified < settled)
        mark(self._public, unchanged, self._cache.folder_time)


def _leads_out(place: Path) -> SitegenError:
    return SitegenError(say("leads out of the folder of the finished site; remove the symbolic link"), place)
