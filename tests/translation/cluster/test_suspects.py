"""A sentence whose workers die is tried again at the end: that may have been by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from sitegen.content.body.inline import Inline
from sitegen.translation.cluster.crew import Outcome
from sitegen.translation.cluster.jobs import Price
from sitegen.translation.cluster.translator import DEATHS, _Run
from sitegen.translation.cluster.worker import Made
from sitegen.translation.sentences.translator import Translated
from sitegen.translation.texts import Segment

SUSPECT = "Kalimat ini mencurigakan."


class Piece:
    def __init__(self, *texts: str) -> None:
        self.texts = [Segment(number, 0, Inline(text)) for number, text in enumerate(texts)]


class OneWorker:
    """A crew of one worker, that dies of the suspect as often as it is told to."""

    def __init__(self, deaths: int) -> None:
        self.deaths = deaths
        self.given: list[list[str]] = []
        self.has_room = True
        self._waiting: list[Any] = []

    def idle_worker(self, *, alone: bool) -> Any:  # noqa: ARG002
        return None if self._waiting else SimpleNamespace(device="cpu")

    def give(self, worker: object, job: Any, texts: Sequence[Segment], *, alone: bool) -> None:  # noqa: ARG002
        self.given.append([text.inline.text for text in texts])
        self._waiting.append(job)

    def take_back(self) -> None:
        return None

    def outcomes(self) -> Iterator[Outcome[Any]]:
        job = self._waiting.pop()
        if SUSPECT in self.given[-1] and self.deaths:
            self.deaths -= 1
            yield Outcome(job, "died")
        else:
            made = [Translated(text.inline, (), 0.0, 1.0) for text in job.texts]
            yield Outcome(job, "done", Made(made, 1.0))


def run(crew: OneWorker, *pieces: Piece) -> tuple[list[Piece], list[str]]:
    """Return the finished pieces, in their order, and what was left out."""
    left_out: list[str] = []

    def leave_out(text: Segment) -> Translated:
        left_out.append(text.inline.text)
        return Translated(text.inline, (), 0.0, 0.0)

    crew_of_any: Any = crew
    finished = _Run(iter(pieces), crew_of_any, Price(), leave_out).finished()
    return [piece for piece, _ in finished], left_out


def test_after_its_first_death_alone_a_sentence_waits_until_all_others_are_done() -> None:
    first, second, third = pieces = Piece("Satu.", SUSPECT), Piece("Dua."), Piece("Tiga.")
    crew = OneWorker(deaths=DEATHS + 1)  # with the others of its job, with them again alone, and twice by itself
    assert run(crew, *pieces) == ([second, third, first], [])
    assert crew.given[-2:] == [[SUSPECT], [SUSPECT]]
    assert crew.given.index(["Tiga."]) < len(crew.given) - 2


def test_a_sentence_of_which_workers_die_at_the_end_too_is_left_out() -> None:
    crew = OneWorker(deaths=100)
    first, second = pieces = Piece(SUSPECT, "Satu."), Piece("Dua.")
    assert run(crew, *pieces) == ([second, first], [SUSPECT])
    assert crew.given.count([SUSPECT]) == DEATHS
