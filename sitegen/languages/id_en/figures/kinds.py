"""What a figure is: a number, date or time whose English is certain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure stands for."""

    DATE = "date"
    TIME = "time"
    AMOUNT = "amount"
    PERCENT = "percent"
    MEASURE = "measure"
    NUMBER = "number"
    FRACTION = "fraction"
    RANGE = "range"
    SCORE = "score"
    ORDINAL = "ordinal"
    DECADE = "decade"
    CODE = "code"


@dataclass(frozen=True)
class Figure:
    """``text[start:end]`` is ``english`` in English. For a code or a score the two may be the same: it is copied."""

    start: int
    end: int
    english: str
    kind: FigureKind
