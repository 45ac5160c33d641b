"""What is known of a translated sentence that may say how good it is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sitegen.languages.issues import Issue
from sitegen.translation.engines.engine import EngineOutput
from sitegen.translation.quality import Evidence

_GRAM = 3


def evidence_of(source: str, hypotheses: Sequence[EngineOutput], issues: Sequence[Issue]) -> Evidence:
    """Return what is known of the translation of ``source``, a sentence.

    ``hypotheses`` are what the engine gave back at first, the best first; ``issues`` are those that the translation
    has now.
    """
    best = hypotheses[0] if hypotheses else EngineOutput("", -math.inf)
    return {
        "score": max(best.score, -10.0),
        "agreement": min((_likeness(best.text, other.text) for other in hypotheses[1:]), default=1.0),
        "length": math.sqrt(len(source.split())),
        "figures": sum(map(str.isdigit, source)) / max(1, len(source)),
        "quotation": float(any(mark in source for mark in '"“”')),
        "issues": float(len({issue.kind for issue in issues})),
    }


def _likeness(text: str, other: str) -> float:
    """How many sequences of three characters two texts share, from 0 to 1."""
    mine, others = _grams(text), _grams(other)
    return 2 * len(mine & others) / max(1, len(mine) + len(others))


def _grams(text: str) -> set[str]:
    return {text[place : place + _GRAM] for place in range(len(text) - _GRAM + 1)}
