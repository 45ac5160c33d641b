"""What is known of a translated sentence that may say how good it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import MappingProxyType

from sitegen.languages.issues import Issue
from sitegen.translation.engines.engine import EngineOutput
from sitegen.translation.quality import Evidence

_GRAM = 3
_SHORTEST = 9
"""Words up to which a sentence counts as equally long: that headlines score worse is due to the measure."""


def evidence_of(
    source: str, hypotheses: Sequence[EngineOutput], issues: Sequence[Issue], others: Evidence = MappingProxyType({})
) -> Evidence:
    """Return the evidence on the translation of ``source``, a sentence.

    ``hypotheses`` are what the engine gave back at first, the best first; ``issues`` are those that the translation
    has now, ``others`` is what the pair of languages knows of it.
    """
    best = hypotheses[0] if hypotheses else EngineOutput("", -math.inf)
    return {
        "score": max(best.score, -10.0),
        "agreement": min((_likeness(best.text, other.text) for other in hypotheses[1:]), default=1.0),
        "length": math.sqrt(max(_SHORTEST, len(source.split()))),
        "quotation": float(any(mark in source for mark in '"“”')),
        "issues": float(len({issue.kind for issue in issues})),
        **others,
    }


def _likeness(text: str, other: str) -> float:
    """How many sequences of three characters two texts share, from 0 to 1."""
    mine, others = _grams(text), _grams(other)
    return 2 * len(mine & others) / max(1, len(mine) + len(others))


def _grams(text: str) -> set[str]:
    return {text[place : place + _GRAM] for place in range(len(text) - _GRAM + 1)}
