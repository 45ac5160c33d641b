"""Building the site again while it is looked at: seeds and pages at once, translations when asked for."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.building.incremental.inputs import Options
from sitegen.building.site import render_site
from sitegen.errors import Problem, SitegenError
from sitegen.seeds.importing import import_seeds
from sitegen.settings.site import SETTINGS_FILE, Site, load_site
from sitegen.translation.engines.engine import Engine

MakeEngine = Callable[[Site], Engine]

_OPTIONS = Options(keep_going=True, last_good=True)


@dataclass(frozen=True)
class Built:
    """What one build did. ``pages`` is None where it made none; then the last good ones are still there."""

    site: Site
    problems: tuple[Problem, ...]
    pages: int | None = None
    changed: int = 0


class Builder:
    """Builds one site repeatedly, and caches results between builds.

    Pages come first: where ``search_is_old``, their search index is still to be made.
    """

    def __init__(self, site: Site, make_engine: MakeEngine | None = None) -> None:
        """Build ``site``. With ``make_engine``, what is not translated yet is translated too."""
        self._site = site
        self._make_engine = make_engine
        self._engine: tuple[Site, Engine] | None = None
        self._seed_problems: tuple[Problem, ...] = ()
        self.search_is_old = False

    def build(self, changed: Collection[Path] | None) -> Iterator[Built]:
        """Bring the finished site up to date with the files that changed; None stands for any file.

        The pages come first, so that an edit is seen at once. Translating takes its time; where it wrote something, the
        pages are made again. Whatever goes wrong is one of the problems.
        """
        problems: list[Problem] = []
        with _Attempt(problems):
            self._site = load_site(self._site.root, drafts=self._site.drafts)
        if problems:
            yield Built(self._site, tuple(problems))
            return
        if changed is None or any(self._concerns_seeds(path) for path in changed):
            self._import()
        built = self._render()
        yield built
        if self._make_engine and built.pages is not None:
            yield from self._translate(self._make_engine, built)

    def _concerns_seeds(self, path: Path) -> bool:
        """Tell whether an import could do something else now: it also says what is wrong with articles."""
        complained_of = {problem.path for problem in self._seed_problems}
        return path.is_relative_to(self._site.seeds) or path in {self._site.root / SETTINGS_FILE, *complained_of}

    def _import(self) -> None:
        problems: list[Problem] = []
        with _Attempt(problems):
            problems += import_seeds(self._site).problems
        self._seed_problems = tuple(problems)

    def _render(self) -> Built:
        problems = list(self._seed_problems)
        pages, changed = None, 0
        with _Attempt(problems):
            result = render_site(self._site, replace(_OPTIONS, search="later"))
            self.search_is_old = result.search_is_old
            problems += result.problems
            pages, changed = result.pages, result.written + result.removed
        return Built(self._site, tuple(dict.fromkeys(problems)), pages, changed)

    def index(self) -> Iterator[Built]:
        """Make the search index of the pages that are there. There is something to be told only if that goes wrong."""
        self.search_is_old = False
        problems: list[Problem] = []
        with _Attempt(problems):
            render_site(self._site, _OPTIONS)
        if problems:
            yield Built(self._site, tuple(problems))

    def _translate(self, make_engine: MakeEngine, built: Built) -> Iterator[Built]:
        from sitegen.translation.run import translate_site  # noqa: PLC0415  # slow to load, and not always needed

        problems: list[Problem] = []
        written = 0
        with _Attempt(problems):
            if self._engine is None or self._engine[0] != self._site:
                self._engine = (self._site, make_engine(self._site))
            result = translate_site(self._site, self._engine[1])
            problems += result.problems
            written = result.articles
        if written:
            built = self._render()
        if written or problems:
            together = tuple(dict.fromkeys([*built.problems, *problems]))
            yield Built(self._site, together, built.pages, built.changed)


class _Attempt:
    """Turns what is raised in the block into a problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if isinstance(error, SitegenError):
            self._problems.append(error.problem)
            return True
        if isinstance(error, Exception):  # a mistake of ours must not end the preview
            traceback.print_exception(error)
            message = (
                f"sitegen itself has failed: {type(error).__name__}: {error}; please report what the terminal says"
            )
            self._problems.append(Problem(message))
            return True
        return False
