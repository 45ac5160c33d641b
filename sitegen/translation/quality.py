"""Estimates how likely a translated sentence is good, from data of the engine and the checks.

The *evidence* of a sentence is a few named numbers. A `Quality` weighs them; it is fitted to one package
on translations that people wrote (see `sitegen.translation.calibration`) and travels with it as ``quality.json``. The
confidence is no probability: it is scaled so that `sitegen.content.confidence.GOOD` and ``POOR`` are where they should
be for every package.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sitegen.messages import say

Evidence = Mapping[str, float]
"""What is known of a sentence, by name: see `sitegen.translation.sentences.confidence`."""
_Finite = Annotated[float, Field(allow_inf_nan=False)]


class Weight(BaseModel):
    """What one feature counts for: its value less ``mean``, divided by ``deviation``, times ``weight``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mean: _Finite
    deviation: Annotated[_Finite, Field(gt=0)]
    weight: _Finite


class Quality(BaseModel):
    """How evidence becomes a confidence.

    The weighed features and ``constant`` add up to a value that is the higher, the better the sentence; ``points`` are
    values with their confidences, both rising, between which the confidence is interpolated.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    constant: _Finite
    features: Mapping[str, Weight]
    points: Annotated[tuple[tuple[_Finite, Annotated[float, Field(ge=0, le=1)]], ...], Field(min_length=1)]

    def value(self, evidence: Evidence) -> float:
        """Return the sum of the weighed features; one that is not known counts as its mean."""
        return self.constant + sum(
            feature.weight * (evidence.get(name, feature.mean) - feature.mean) / feature.deviation
            for name, feature in self.features.items()
        )

    def confidence(self, evidence: Evidence) -> float:
        """Return the confidence in a sentence, from 0 to 1 in hundredths."""
        value = self.value(evidence)
        after = bisect_right(self.points, (value, 1.0))
        (low, least), (high, most) = self.points[max(0, after - 1)], self.points[min(after, len(self.points) - 1)]
        share = (value - low) / (high - low) if low < value < high else float(value >= high)
        return round(least + share * (most - least), 2)


NEUTRAL = Quality(
    constant=0.0,
    features={
        "score": Weight(mean=-0.5, deviation=0.2, weight=1.0),
        "issues": Weight(mean=0.0, deviation=1.0, weight=-1.0),
    },
    points=((-4.0, 0.05), (-1.5, 0.4), (1.25, 0.7), (1.75, 0.75), (2.5, 0.9)),
)
"""For packages that nobody has calibrated: few sentences count as good, and none with an issue."""


def read_quality(text: str) -> Quality:
    """Return the `Quality` in a ``quality.json``.

    Raises:
        ValueError: it is not of this form; the text says where.
    """
    try:
        quality = Quality.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(say("{key}: {message}", key=".".join(map(str, first["loc"])), message=first["msg"])) from error
    if any(low >= high or least > most for (low, least), (high, most) in pairwise(quality.points)):
        raise ValueError(say("points: they must rise"))
    return quality


def write_quality(quality: Quality) -> str:
    """Return the text of a ``quality.json``, the inverse of `read_quality`."""
    return json.dumps(quality.model_dump(), indent=2) + "\n"
