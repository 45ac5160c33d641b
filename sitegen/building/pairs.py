"""The pairs of a site: changed ones are read, the others come from the build cache."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sitegen.building.incremental.cache import BuildCache, PairRow
from sitegen.building.incremental.hashing import with_digests
from sitegen.building.incremental.sources import Sources
from sitegen.building.plan import CrossReferences
from sitegen.building.processes.workers import Read, Workers
from sitegen.building.story_cache import StoryLocation
from sitegen.errors import Problem
from sitegen.rendering.summaries import Summary
from sitegen.settings.site import Site
from sitegen.storage.shelf import Shelf, Spool

_SUMMARY = TypeAdapter(Summary)
_CROSSING = TypeAdapter(CrossReferences)


class Pairs:
    """The pairs of a site in one build.

    ``read`` are the summaries of those that were read, by slug; ``problems`` and ``due`` are what they say of that.
    Those that are ``held`` cannot be read now, and their pages have to stay as they are.
    """

    def __init__(self, site: Site, sources: Sources, record: BuildCache, workers: Workers, folder: Path) -> None:
        """``folder`` is for what waits on disk during this build."""
        self._site = site
        self._sources = sources
        self._record = record
        self._workers = workers
        self._rows: dict[str, PairRow] = {}
        self._read: Shelf[Read] = Shelf(folder / "read")
        self._recorded: Shelf[Summary] = Shelf(folder / "recorded")
        self._crossings: Spool[tuple[str, str]] = Spool(folder / "crossings")
        self._pictures: dict[str, str] = {}
        self.read: Mapping[str, Summary] = _Summaries(self._read)
        self.problems: dict[str, Sequence[Problem]] = {}
        self.due: dict[str, datetime.datetime] = {}
        self.held: frozenset[str] = frozenset()

    def read_from_files(self, slugs: Sequence[str]) -> None:
        """Read pairs."""
        for slug, found in zip(slugs, self._workers.read(slugs), strict=True):
            self._pictures.update(found[2])
            self._keep(slug, found)

    def _keep(self, slug: str, found: Read) -> None:
        summary = found[0]
        self._read.put(slug, found)
        self._note_problems(slug, summary)
        if summary.due:
            self.due[slug] = summary.due
        else:
            self.due.pop(slug, None)

    def _note_problems(self, slug: str, summary: Summary) -> None:
        if summary.problems:
            self.problems[slug] = summary.problems

    def place(self, slug: str) -> StoryLocation | None:
        """Return where the story of a pair waits, if it was read."""
        return self._read[slug][1] if slug in self._read else None

    def hold_last_good(self) -> None:
        """Keep the cached state of pairs that lack a page because of an error, with their current problems."""
        broken = [slug for slug in self.problems if _has_error(self.read[slug])]
        for slug, before in self.recorded(broken).items():
            now, _, pictures = self._read[slug]
            if before.cards.keys() - now.cards.keys():
                self._keep(slug, (replace(before, problems=now.problems), None, pictures))
                self.held |= {slug}

    def recorded(self, slugs: Iterable[str]) -> dict[str, Summary]:
        """Return the recorded summaries of some pairs, as far as they can be understood."""
        rows = self._record.pairs(slugs)
        self._rows |= rows
        return understood(rows)

    def before(self, slug: str) -> tuple[Summary, bool]:
        """Return the recorded summary of a pair that was read, and whether it asked for the same pictures.

        Raises:
            LookupError: there is none that can be understood.
        """
        rows = self._record.pairs([slug])
        return understood(rows)[slug], rows[slug].pictures == "\n".join(self._read[slug][2])

    def crossing(self, slug: str) -> CrossReferences | None:
        """Return the cross-references of a pair whose cache entry was read, if they are known."""
        try:
            return _CROSSING.validate_json(self._rows[slug].crossing)
        except (ValidationError, KeyError):
            return None

    def cross(self, slug: str, crossing: CrossReferences) -> None:
        """Take note of what the pages of a pair show of others."""
        self._crossings.append((slug, _CROSSING.dump_json(crossing).decode()))

    def crossings(self) -> Iterator[tuple[str, str]]:
        """Return what was noted, as the record has it, by slug."""
        return iter(self._crossings)

    def together(self, unchanged: Sequence[str]) -> Mapping[str, Summary]:
        """Return the summaries of the pairs that were read and of those that are ``unchanged`` (sorted), by slug."""
        for row in self._record.all_pairs() if unchanged else ():
            at = bisect_left(unchanged, row.slug)
            if at == len(unchanged) or (slug := unchanged[at]) != row.slug:
                continue
            with suppress(ValidationError):
                summary = with_digests(_SUMMARY.validate_json(row.summary))
                self._recorded.put(slug, summary)
                self._note_problems(slug, summary)
        self.read_from_files([slug for slug in unchanged if slug not in self._recorded])
        return Together(self.read, self._recorded)

    def rows(self) -> Iterator[PairRow]:
        """Yield the rows of all pairs that were read; what they say of others stays as it is in the record."""
        for slug, (summary, _, pictures) in self._read.items():
            if slug.isascii():  # no other can be a slug
                # These are looked at every time: what is held back may have become due.
                signature = "" if summary.due or slug in self.held else self._sources.of_pair(slug)
                yield PairRow(slug, signature, "\n".join(pictures), _SUMMARY.dump_json(summary).decode(), "")

    def pictures(self) -> Iterator[tuple[str, str]]:
        """Yield the pictures that the pairs ask for that were read, and their signatures.

        One that was changed just now has a signature that no file has: it has to be looked at again.
        """
        for path, known in self._pictures.items():
            yield path, "recent" if self._sources.is_recent(known) else known

    def close(self) -> None:
        """Close the files."""
        for file in (self._read, self._recorded, self._crossings):
            file.close()


class _Summaries(Mapping[str, Summary]):
    """The summaries among what came of reading pairs."""

    def __init__(self, read: Mapping[str, Read]) -> None:
        self._read = read

    def __getitem__(self, slug: str) -> Summary:
        return self._read[slug][0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)

    def __contains__(self, slug: object) -> bool:
        return slug in self._read


class Together(Mapping[str, Summary]):
    """The summaries of two mappings, sorted by slug; of those in both, the first one's."""

    def __init__(self, one: Mapping[str, Summary], other: Mapping[str, Summary]) -> None:
        self._one = one
        self._other = other
        self._slugs = sorted([*one, *(slug for slug in other if slug not in one)])

    def __getitem__(self, slug: str) -> Summary:
        return self._one[slug] if slug in self._one else self._other[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)

    def __contains__(self, slug: object) -> bool:
        return slug in self._one or slug in self._other


def understood(rows: Mapping[str, PairRow]) -> dict[str, Summary]:
    """Return the summaries in rows of the record, without those that cannot be understood."""
    found: dict[str, Summary] = {}
    for slug, row in rows.items():
        with suppress(ValidationError):
            found[slug] = _SUMMARY.validate_json(row.summary)
    return found


def _has_error(summary: Summary) -> bool:
    """Tell whether there is an error in an article that does not say of itself that it is to be hidden."""
    is_meant_to_be_shown = summary.status in {"published", "unreadable"}
    return is_meant_to_be_shown and any(problem.severity == "error" for problem in summary.problems)
