"""Texts are translated by the workers of a cluster, and all of them are, whatever happens to workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Generic

from sitegen.errors import Problem, SitegenError
from sitegen.languages.pair import LanguagePair
from sitegen.languages.registry import site_pair
from sitegen.settings.site import Site
from sitegen.translation.cluster.crew import Crew, Outcome
from sitegen.translation.cluster.jobs import TOKENS, Job, Price
from sitegen.translation.cluster.recipes import Recipe, site_recipe
from sitegen.translation.engines.engine import FIRST, Decoding, Engine, EngineOutput
from sitegen.translation.sentences.translator import Translated, translate_texts
from sitegen.translation.texts import Segment
from sitegen.translation.translators import P, Translator

DEATHS = 3
"""Deaths of workers that had one sentence alone, after which it is left out."""
FAILURES = 3
"""Errors of one job, after which the run ends."""


@contextmanager
def site_translator(site: Site, engine: Engine) -> Iterator[Translator | None]:
    """Give what translates ``site`` with ``engine`` where ``site.toml`` asks for a cluster; None where it does not.

    Raises:
        SitegenError: the engine cannot be made elsewhere, or the glossary has a mistake.
    """
    address = site.translation.cluster
    if address is None:
        yield None
        return
    translator = ClusterTranslator(address, site_recipe(site, engine), engine, site_pair(site))
    try:
        yield translator
    finally:
        translator.close()


class ClusterTranslator:
    """A `Translator` over the workers of a cluster, to which it connects when there is something to translate."""

    def __init__(self, address: str, recipe: Recipe, engine: Engine, languages: LanguagePair) -> None:
        """Take the address of a scheduler, or ``local:4``, and how workers become ready; the engine is the one here."""
        self._crew: Crew[Job[Any]] = Crew(address, recipe)
        self._engine, self._languages = engine, languages
        self._price = Price()

    @property
    def problems(self) -> Sequence[Problem]:
        """Which workers are not used and why, and which sentences were left out."""
        return self._crew.problems

    def sizes(self, texts: Sequence[Segment]) -> Iterator[int]:
        """Yield what `Translator.sizes` says: pieces of equal price, counted in tokens."""
        return self._price.sizes(texts, self._engine.tokens)

    def translate(
        self,
        pieces: Iterable[P],
        done: Callable[[int], None],  # noqa: ARG002 - pieces are small
    ) -> Iterator[tuple[P, Sequence[Translated]]]:
        """Yield each piece when it is finished, as `Translator.translate` says.

        Raises:
            SitegenError: no scheduler answers, no worker comes or none is as it should be, or a job fails again and
                again.
        """
        return _Run(iter(pieces), self._crew, self._price, self._left_out).finished()

    def _left_out(self, text: Segment) -> Translated:
        """The translation of a text that no engine translates."""
        sentence = text.written.text
        message = f"a sentence ended the process of {DEATHS} workers and is left; translate it by hand: {sentence}"
        self._crew.problems.append(Problem(message, severity="warning"))
        (translated,) = translate_texts([text], _Silent(self._engine), self._languages)
        return translated

    def close(self) -> None:
        """Leave the cluster and drop running jobs."""
        self._crew.close()


class _Run(Generic[P]):
    """Pieces on their way through the workers. It holds no more of them than the workers need to be busy."""

    def __init__(
        self, pieces: Iterator[P], crew: Crew[Job[P]], price: Price, left_out: Callable[[Segment], Translated]
    ) -> None:
        self._pieces, self._crew, self._price, self._left_out = pieces, crew, price, left_out
        self._jobs: deque[Job[P]] = deque()
        # Single texts whose workers died. That may have been by chance, and with time there is less of that.
        self._suspects: deque[Job[P]] = deque()
        self._finished: deque[tuple[P, list[Translated]]] = deque()
        self._out = 0
        self._read_all = False

    def finished(self) -> Iterator[tuple[P, list[Translated]]]:
        while True:
            while self._finished or self._give():
                while self._finished:
                    yield self._finished.popleft()
            if self._read_all and not self._jobs and not self._suspects and not self._out:
                return
            for outcome in self._crew.outcomes():
                self._take(outcome)

    def _give(self) -> bool:
        """Give a job to a worker, or read a piece; False if there is nothing to give, or nobody to give it to."""
        if not self._jobs:
            return self._crew.has_room and (self._read() or self._take_back() or self._suspect())
        worker = self._crew.idle_worker(alone=self._jobs[0].alone)
        if worker is None:
            return False
        job = self._jobs.popleft()
        if not job.alone:
            job = self._filled(job, TOKENS[worker.device] // TOKENS["cpu"])
        self._crew.give(worker, job, job.texts, alone=job.alone)
        self._out += 1
        return True

    def _read(self) -> bool:
        """Read a piece; False if all are read."""
        piece = None if self._read_all else next(self._pieces, None)
        if piece is None:
            self._read_all = True
            return False
        if piece.texts:
            self._jobs.append(Job.of(piece))
        else:
            self._finished.append((piece, []))
        return True

    def _take_back(self) -> bool:
        """Give half of what a worker has not begun to one that has nothing to do; False if there is no such job."""
        job = self._crew.take_back()
        if job is None:
            return False
        self._out -= 1
        self._jobs.extend(job.halves())
        return True

    def _suspect(self) -> bool:
        """Try a text again whose workers died, when all others are done; False if there is none."""
        if self._suspects and not self._out:
            self._jobs.append(self._suspects.popleft())
            return True
        return False

    def _filled(self, job: Job[P], times: int) -> Job[P]:
        """The job, with as many others as a device wants that is faster than a core."""
        for _ in range(times - 1):
            if not self._jobs:
                self._read()
            if not self._jobs or self._jobs[0].alone:
                break
            job = job.joined(self._jobs.popleft())
        return job

    def _take(self, outcome: Outcome[Job[P]]) -> None:
        self._out -= 1
        job = outcome.job
        if outcome.made is not None:
            self._price.learn(outcome.made.seconds)
            self._finished.extend(job.take(outcome.made.translated))
        elif outcome.kind == "returned":
            self._jobs.appendleft(job)
        elif outcome.kind == "failed":
            if job.failures + 1 == FAILURES:
                raise SitegenError(f"workers cannot translate; {outcome.error}; what was translated is kept")
            self._jobs.append(replace(job, failures=job.failures + 1))
        else:
            for part in reversed(job.after_death()):
                if not part.deaths:
                    self._jobs.appendleft(part)
                elif part.deaths < DEATHS:
                    self._suspects.append(part)
                else:
                    self._finished.extend(part.take([self._left_out(text) for text in part.texts]))


class _Silent:
    """An engine that says nothing: with it a text becomes what it does where no engine has a translation of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def translate(
        self,
        sentences: Sequence[str],
        decoding: Decoding = FIRST,  # noqa: ARG002
        *,
        align: bool = False,  # noqa: ARG002
        done: Callable[[int], None] | None = None,  # noqa: ARG002
    ) -> list[tuple[EngineOutput, ...]]:
        return [() for _ in sentences]
