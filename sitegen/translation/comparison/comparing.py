"""What two models make of the same sentences, and which of them is better as far as figures can tell."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sitegen.languages.issues import IssueKind
from sitegen.languages.pair import LanguagePair
from sitegen.translation.engines.engine import Engine
from sitegen.translation.evaluation import ReferencePair, load_sacrebleu, translate_sources
from sitegen.translation.sentences.segments import straight

SEED = "12345"
"""Of the bootstrap: that which sacrebleu takes by default, so that its own command line gives the same figures."""
SAMPLES = 1000
"""Of the bootstrap."""
SIGNIFICANT = 0.05
"""The p-value up to which a model is called better."""


@dataclass(frozen=True)
class Side:
    """One model's translations of the sentences, with the issues of each and the time in ``seconds``."""

    name: str
    translations: tuple[str, ...]
    issues: tuple[tuple[IssueKind, ...], ...]
    seconds: float

    @property
    def sentences_per_second(self) -> float:
        """The speed; 0 where the clock did not move."""
        return len(self.translations) / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True)
class Interval:
    """A score from 0 to 100, and half the width of its 95 % confidence interval."""

    score: float
    margin: float


@dataclass(frozen=True)
class Measure:
    """A metric of both sides. ``p_value`` is that of the paired bootstrap for their difference.

    ``signature`` tells how sacrebleu reckoned it.
    """

    name: str
    a: Interval
    b: Interval
    p_value: float
    signature: str

    @property
    def better(self) -> str | None:
        """``A`` or ``B``; None where the sentences do not tell."""
        if self.p_value > SIGNIFICANT:
            return None
        return "A" if self.a.score > self.b.score else "B"


@dataclass(frozen=True)
class Comparison:
    """Both sides. Without references there are no ``measures`` and no ``scores``: chrF2 of each sentence of A and B."""

    pairs: tuple[ReferencePair, ...]
    a: Side
    b: Side
    measures: tuple[Measure, ...] = ()
    scores: tuple[tuple[float, float], ...] = ()

    def issue_shares(self) -> list[tuple[IssueKind, float, float]]:
        """Return each kind of issue with how many of 100 sentences have it, of A and of B, the most frequent first."""
        counts = [Counter(kind for kinds in side.issues for kind in set(kinds)) for side in (self.a, self.b)]
        share = 100 / len(self.pairs)
        found = [(kind, counts[0][kind] * share, counts[1][kind] * share) for kind in counts[0] | counts[1]]
        return sorted(found, key=lambda item: (-item[1] - item[2], item[0]))

    def any_issue_shares(self) -> tuple[float, float]:
        """Return how many of 100 sentences have an issue, of A and of B."""
        a, b = (100 * sum(map(bool, side.issues)) / len(self.pairs) for side in (self.a, self.b))
        return a, b


def translated_side(
    name: str,
    engine: Engine,
    languages: LanguagePair,
    pairs: Sequence[ReferencePair],
    clock: Callable[[], float] = time.perf_counter,
) -> Side:
    """Translate the sources of ``pairs``, with glossary and checks. ``clock`` returns seconds.

    Raises:
        SitegenError: the model cannot be loaded.
    """
    # Loading the model is no part of its speed.
    translate_sources([pairs[0].source], engine, languages)
    start = clock()
    results = translate_sources([pair.source for pair in pairs], engine, languages)
    seconds = clock() - start
    return Side(name, tuple(result.text for result in results), tuple(result.flags for result in results), seconds)


def compare(a: Side, b: Side, pairs: Sequence[ReferencePair]) -> Comparison:
    """Compare two sides, with sacrebleu's metrics and paired bootstrap where the pairs have references.

    Raises:
        SitegenError: there are references, and sacrebleu is not installed.
    """
    if not pairs[0].reference:
        return Comparison(tuple(pairs), a, b)
    sacrebleu = load_sacrebleu()
    # As in `evaluate`: style of quotation marks is no part of quality.
    references = [straight(pair.reference) for pair in pairs]
    sides = [[straight(text) for text in side.translations] for side in (a, b)]
    chrf = sacrebleu.CHRF()
    scores = tuple(
        (chrf.sentence_score(one, [reference]).score, chrf.sentence_score(other, [reference]).score)
        for one, other, reference in zip(*sides, references, strict=True)
    )
    return Comparison(tuple(pairs), a, b, tuple(_measures(sacrebleu, sides, references)), scores)


def _measures(sacrebleu: ModuleType, sides: Sequence[list[str]], references: list[str]) -> Iterator[Measure]:
    from sacrebleu.significance import PairedTest  # noqa: PLC0415 - optional, and slow to import

    metrics = {"BLEU": sacrebleu.BLEU(), "chrF2": sacrebleu.CHRF()}
    with _seed():
        test = PairedTest(list(zip("AB", sides, strict=True)), metrics, [references], test_type="bs", n_samples=SAMPLES)
    signatures, results = test()
    for name, signature in signatures.items():
        found: list[Any] = results[name]
        a, b = (Interval(float(result.score), float(result.ci)) for result in found)
        # sacrebleu 2.6.0 calls it significant (p = 0.001) where there is no difference at all.
        p_value = float(found[1].p_value) if a.score != b.score else 1.0
        yield Measure(name, a, b, p_value, str(signature))


@contextmanager
def _seed() -> Iterator[None]:
    """Let sacrebleu see the seed, which it takes from the environment alone."""
    before = os.environ.get("SACREBLEU_SEED")
    os.environ["SACREBLEU_SEED"] = SEED
    try:
        yield
    finally:
        if before is None:
            del os.environ["SACREBLEU_SEED"]
        else:
            os.environ["SACREBLEU_SEED"] = before
