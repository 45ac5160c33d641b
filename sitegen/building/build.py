"""One build: read changed articles, render the files that depend on them, and publish them in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace

from sitegen.building.body_only import body_only_build
from sitegen.building.failures import failures
from sitegen.building.files import Files
from sitegen.building.fingerprints import Fingerprints
from sitegen.building.incremental.cache import BuildCache, BuildInfo
from sitegen.building.incremental.changes import find_changes
from sitegen.building.incremental.inputs import Inputs, Options, RenderResult, is_earlier, only_articles_differ
from sitegen.building.incremental.working_tables import WorkingTables
from sitegen.building.outputs import OUTPUTS, picture_file, static_files
from sitegen.building.pairs import Pairs
from sitegen.building.plan import Plan
from sitegen.building.processes.gc_tuning import rare_garbage_collection
from sitegen.building.processes.jobs import ScheduledJob, WholeSite, render_stale
from sitegen.building.processes.workers import Workers
from sitegen.building.renderer import RenderedFile
from sitegen.building.search import SearchParts
from sitegen.building.theme_fingerprints import ThemeFingerprints
from sitegen.content.store import without_original
from sitegen.errors import Problem
from sitegen.rendering.pictures.files import PictureFiles
from sitegen.rendering.search.index import search_parts
from sitegen.rendering.summaries import Summary
from sitegen.settings.site import Site
from sitegen.storage.files import empty_folder
from sitegen.storage.output import Output


class Build:
    """One build of a site."""

    def __init__(self, site: Site, options: Options, inputs: Inputs, record: BuildCache, output: Output) -> None:
        """``record`` tells of the last build, and ``output`` takes what this one makes."""
        self.site = site
        self.options = options
        self.inputs = inputs
        self.record = record
        self.output = output
        self.theme = ThemeFingerprints(site, inputs.theme, record.notes)
        self._folder = site.output_state / "work"

    def run(self) -> RenderResult:
        """Build, and record it.

        Raises:
            SitegenError: the theme has a mistake, or a file cannot be written; the last site is then still there.
        """
        notes = self.record.notes
        theme_problems = self.theme.problems
        with (
            rare_garbage_collection(),
            empty_folder(self._folder),
            WorkingTables(self._folder) as tables,
            Workers(self.site, self.theme.words, self._folder, self.inputs.now, self.options.jobs) as workers,
            closing(Pairs(self.site, self.inputs.sources, self.record, workers, self._folder)) as pairs,
        ):
            read_all = notes.stories != self._stories_digest or is_earlier(self.inputs, self.record)
            changes = find_changes(self.inputs.sources, self.record, read_all=read_all)
            pairs.read_from_files(changes.changed)
            if self.options.last_good:
                pairs.hold_last_good()
            if not pairs.held and self._is_as_recorded and not changes.gone:
                fingerprints = Fingerprints(self._stories_digest, frozenset(notes.tagged), self.theme.digest)
                planned = body_only_build(pairs, notes, fingerprints)
                if planned is not None:
                    return self._bodies(workers, tables, pairs, planned, fingerprints)
            summaries = pairs.together(changes.unchanged)
            problems = [*self.record.problems, *theme_problems]
            problems += [problem for _, found in sorted(pairs.problems.items()) for problem in found]
            problems += (without_original(self.site, slug) for slug in self.inputs.sources.unpaired)
            return self._everything(workers, tables, pairs, summaries, gone=changes.gone, problems=problems)

    @property
    def _stories_digest(self) -> str:
        """A digest of all that every story depends on."""
        return hashlib.sha256(f"{self.inputs.environment} {self.theme.texts}".encode()).hexdigest()

    @property
    def _is_as_recorded(self) -> bool:
        """Tell whether the finished site is that of the record, and only articles can have changed since."""
        unpaired = self.record.notes.unpaired
        return unpaired == self.inputs.sources.unpaired and only_articles_differ(self.inputs, self.record, self.output)

    def _bodies(
        self,
        workers: Workers,
        tables: WorkingTables,
        pairs: Pairs,
        planned: list[ScheduledJob],
        fingerprints: Fingerprints,
    ) -> RenderResult:
        """Build where only the bodies of articles have changed."""
        notes = self.record.notes
        files = Files(self.output, self.record, tables)
        files.keep_rest()
        failed = list(render_stale(planned, files, workers, frozenset(notes.tagged)))
        problems = [*notes.problems, *failures(failed)]
        if self._stops(problems):
            return self._nothing(pairs, (), problems)
        search_is_old = notes.search_is_old
        if search_is_old or files.search_differs():
            search_is_old = not self._search(tables, files).update(fingerprints, notes.search_parts)
        again = replace(notes, complete=not failed, search_is_old=search_is_old, problems=tuple(problems))
        return self._publish(pairs, files, tables, again)

    def _everything(
        self,
        workers: Workers,
        tables: WorkingTables,
        pairs: Pairs,
        summaries: Mapping[str, Summary],
        *,
        gone: Iterable[str],
        problems: list[Problem],
    ) -> RenderResult:
        """Build with a look at the whole site."""
        names = {lang: words.language for lang, words in self.theme.words.items()}
        plan = Plan(self.site, summaries, names, self.theme.catalogues, problems)
        if self._stops(problems):
            return self._nothing(pairs, gone, problems)
        tagged = plan.publication.context.tagged
        fingerprints = Fingerprints(self._stories_digest, tagged, self.theme.digest)
        files = Files(self.output, self.record, tables)
        whole = WholeSite(plan, pairs.place, pairs.cross, fingerprints)
        failed = list(render_stale(whole.planned(), files, workers, tagged, pairs.held))
        problems += failures(failed)
        if self._stops(problems):
            return self._nothing(pairs, gone, problems)
        workers.rest()
        self._other_files(plan, fingerprints, files, whole.listed)
        parts = search_parts(plan.publication)
        search_is_old = not self._search(tables, files).update(fingerprints, parts)
        notes = replace(
            self._notes,
            complete=not failed and not pairs.held,
            search_is_old=search_is_old,
            search_parts=parts,
            tagged=tuple(sorted(tagged)),
            feeds=tuple(whole.feeds),
            unpaired=self.inputs.sources.unpaired,
            pages=whole.pages,
            problems=tuple(dict.fromkeys(problems)),
        )
        return self._publish(pairs, files, tables, notes, gone=gone, whole=True)

    def _publish(
        self,
        pairs: Pairs,
        files: Files,
        tables: WorkingTables,
        notes: BuildInfo,
        *,
        gone: Iterable[str] = (),
        whole: bool = False,
    ) -> RenderResult:
        """Publish the files, and record that; also what is gone, if the ``whole`` site was looked at."""
        outcome = files.commit(clean=self.options.clean)
        held = sorted((due, slug) for slug, due in pairs.due.items())
        self.record.write(
            replace(
                notes,
                output=self.output.state,
                sources=None if held else self.inputs.sources.digest,
                as_of=self.inputs.now,
            ),
            pairs=pairs.rows(),
            crossings=pairs.crossings(),
            pairs_gone=gone,
            pictures=pairs.pictures(),
            files=tables.made(),
            files_gone=tables.gone(),
            whole=whole,
        )
        return RenderResult(
            pages=notes.pages,
            written=outcome.written,
            removed=outcome.removed,
            unchanged=outcome.unchanged,
            problems=(*notes.problems, *outcome.problems),
            made=tables.count,
            search_is_old=notes.search_is_old,
            held=tuple(held),
        )

    def _stops(self, problems: Iterable[Problem]) -> bool:
        """Tell whether nothing is to be published."""
        return not self.options.keep_going and any(problem.severity == "error" for problem in problems)

    def _nothing(self, pairs: Pairs, gone: Iterable[str], problems: Iterable[Problem]) -> RenderResult:
        """Publish nothing, and record what was read, so that the next build need not read it again."""
        said = tuple(dict.fromkeys(problems))
        self.record.write(self._notes, pairs=pairs.rows(), pairs_gone=gone, pictures=pairs.pictures())
        return RenderResult(pages=0, written=0, removed=0, unchanged=0, problems=said, published=False)

    @property
    def _notes(self) -> BuildInfo:
        """What is recorded of every build."""
        return BuildInfo(
            environment=self.inputs.environment,
            theme=self.inputs.theme,
            stories=self._stories_digest,
            templates=self.theme.templates,
            words=self.theme.texts,
            theme_problems=self.theme.problems,
            as_of=self.inputs.now,
        )

    def _other_files(self, plan: Plan, fingerprints: Fingerprints, files: Files, listed: bytes) -> None:
        """The files that are no page's. ``listed`` stands for the pages that are no story's."""
        outputs = {fingerprints.of(output.name, output.inputs(plan, listed)): output for output in OUTPUTS}
        kept = files.keep_groups(tuple(outputs))
        for fingerprint, output in outputs.items():
            if fingerprint not in kept:
                for path, data in output.files(plan):
                    files.put(RenderedFile(path, data), fingerprint)
        for file in static_files(self.theme.theme):
            files.offer(file, b"static")
        pictures = PictureFiles(self.site)
        for picture in plan.pictures():
            for path, source in pictures.files(picture):
                if not files.keep(path, b"picture"):
                    files.put(picture_file(path, source), b"picture")

    def _search(self, tables: WorkingTables, files: Files) -> SearchParts:
        return SearchParts(self.site, self.options, files, tables, self._folder)
