"""Fits a `Quality` to machine translations that were compared with human ones.

It is a logistic regression that predicts the worst fifth of the translations by sentence chrF2. It has few constants,
so that a thousand sentences are enough, and they cannot be recovered from it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sitegen.content.confidence import GOOD, POOR
from sitegen.errors import SitegenError
from sitegen.translation.evaluation import load_sacrebleu
from sitegen.translation.quality import Evidence, Quality, Weight
from sitegen.translation.sentences.segments import straight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

FEWEST = 200
"""Sentences to fit on; fewer would give figures by chance."""
_WORST = 0.2
_RIDGE = 100.0
"""So much that twenty random halves of a thousand sentences give nearly the same weights."""
_STEPS = 25
_MOST_GOOD = 0.345
"""The share of the sentences that count as good at most."""
_MOST_WORST_IN_GOOD = 0.05
"""The share of the worst fifth among these at most."""
_POOR_FROM = 0.4
"""How likely a sentence is among the worst fifth from which on it counts as poor."""


@dataclass(frozen=True)
class Trial:
    """How well a confidence tells the worst fifth of sentences that it was not fitted on.

    ``area`` is that under the ROC curve, from 0.5 for chance to 1; ``good`` and ``poor`` are the shares of all
    sentences on these levels, ``worst_in_good`` and ``worst_in_poor`` how many of them are among the worst fifth.
    """

    area: float
    good: float
    worst_in_good: float
    poor: float
    worst_in_poor: float


def sentence_scores(translations: Sequence[str], references: Sequence[str]) -> list[float]:
    """Return chrF2 of each translation, from 0 to 100.

    Raises:
        SitegenError: sacrebleu is not installed.
    """
    metric = load_sacrebleu().CHRF()
    pairs = zip(translations, references, strict=True)
    return [metric.sentence_score(straight(text), [straight(reference)]).score for text, reference in pairs]


def fit(evidence: Sequence[Evidence], scores: Sequence[float]) -> Quality:
    """Return the `Quality` that tells best which of the sentences with this ``evidence`` have the lowest ``scores``.

    Raises:
        SitegenError: there are too few sentences.
    """
    _check_enough(evidence)
    return _fit(evidence, scores)


def _check_enough(evidence: Sequence[Evidence]) -> None:
    if len(evidence) < FEWEST:
        raise SitegenError(f"{len(evidence)} sentences are too few to calibrate on; give at least {FEWEST}")


def _fit(evidence: Sequence[Evidence], scores: Sequence[float]) -> Quality:
    import numpy as np  # noqa: PLC0415 - slow to import

    names = sorted(set.intersection(*(set(row) for row in evidence)))
    values = np.array([[row[name] for name in names] for row in evidence])
    mean, deviation = values.mean(axis=0), values.std(axis=0)
    deviation[deviation < 1e-9] = 1.0
    table = np.c_[np.ones(len(values)), (values - mean) / deviation]
    worst = _is_worst(scores)
    weights = _logistic(table, np.array(worst, dtype=float), _RIDGE)
    known = [float(value) for value in -table @ weights]
    parts = zip(names, mean, deviation, weights[1:], strict=True)
    features = {
        name: Weight(mean=_short(middle), deviation=_short(width), weight=_short(-weight))
        for name, middle, width, weight in parts
    }
    poor = _poor_until(known, worst)
    good = max(poor + 0.1, _good_from(known, worst, evidence))
    points = ((poor - 3, 0.0), (poor, POOR), (good, GOOD), (good + 2, 1.0))
    return Quality(
        constant=_short(-weights[0]),
        features=features,
        points=tuple((_short(value), confidence) for value, confidence in points),
    )


def _poor_until(values: Sequence[float], worst: Sequence[bool]) -> float:
    """The value below which a sentence counts as poor; the ridge makes values alone say too little."""
    import numpy as np  # noqa: PLC0415 - slow to import

    constant, slope = _logistic(np.c_[np.ones(len(values)), values], np.array(worst, dtype=float), 1.0)
    lowest = min(values) - 1.0
    if slope >= 0:
        return lowest
    return max(lowest, float((math.log(_POOR_FROM / (1 - _POOR_FROM)) - constant) / slope))


def _good_from(values: Sequence[float], worst: Sequence[bool], evidence: Sequence[Evidence]) -> float:
    """The lowest value from which on a sentence counts as good; one with an issue never does."""
    rows = zip(values, worst, evidence, strict=True)
    best = sorted(((value, is_worst) for value, is_worst, known in rows if not known.get("issues")), reverse=True)
    count = min(len(best), int(_MOST_GOOD * len(values)))
    while count > 1 and sum(is_worst for _, is_worst in best[:count]) > _MOST_WORST_IN_GOOD * count:
        count -= 1
    return best[count - 1][0] if best else max(values)


def _short(number: Any) -> float:
    return float(f"{float(number):.4g}")


def _logistic(table: Numbers, outcome: Numbers, strength: float) -> Numbers:
    """The weights of a logistic regression with a ridge, by Newton's method."""
    import numpy as np  # noqa: PLC0415 - slow to import

    ridge = np.diag([0.0] + [strength] * (table.shape[1] - 1))
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - outcome) + ridge @ weights
        curve = (table * (likely * (1 - likely))[:, None]).T @ table + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def _is_worst(scores: Sequence[float]) -> list[bool]:
    limit = sorted(scores)[int(_WORST * len(scores))]
    return [score < limit for score in scores]


def cross_fit(evidence: Sequence[Evidence], scores: Sequence[float], seed: int = 0) -> Trial:
    """Fit on each half of the sentences, and return how well that tells the worst of the other half.

    Raises:
        SitegenError: there are too few sentences.
    """
    _check_enough(evidence)
    order = list(range(len(scores)))
    random.Random(seed).shuffle(order)  # noqa: S311 - which half is which is no secret
    middle = len(order) // 2
    trials = []
    for fitted, held_out in ((order[:middle], order[middle:]), (order[middle:], order[:middle])):
        quality = _fit([evidence[number] for number in fitted], [scores[number] for number in fitted])
        values = [quality.value(evidence[number]) for number in held_out]
        levels = [_level(quality.confidence(evidence[number]), evidence[number]) for number in held_out]
        trials.append(_trial(values, levels, _is_worst([scores[number] for number in held_out])))
    means = (sum(values) / len(trials) for values in zip(*map(_figures, trials), strict=True))
    return Trial(*means)


def _figures(trial: Trial) -> tuple[float, ...]:
    return trial.area, trial.good, trial.worst_in_good, trial.poor, trial.worst_in_poor


def _level(confidence: float, evidence: Evidence) -> str:
    if confidence < POOR:
        return "poor"
    return "good" if confidence >= GOOD and not evidence.get("issues") else "rough"


def _trial(values: Sequence[float], levels: Sequence[str], worst: Sequence[bool]) -> Trial:
    low = [value for value, is_worst in zip(values, worst, strict=True) if is_worst]
    high = [value for value, is_worst in zip(values, worst, strict=True) if not is_worst]
    won = sum((one < other) + 0.5 * (one == other) for one in low for other in high)
    good, poor = (
        [is_worst for found, is_worst in zip(levels, worst, strict=True) if found == level]
        for level in ("good", "poor")
    )
    return Trial(
        won / max(1, len(low) * len(high)),
        len(good) / len(values),
        sum(good) / max(1, len(good)),
        len(poor) / len(values),
        sum(poor) / max(1, len(poor)),
    )
