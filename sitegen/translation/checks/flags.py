"""What may be wrong with a translated sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FlagKind(StrEnum):
    """The kinds of doubt about a translated sentence."""

    EMPTY = "empty"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTES_AND_BRACKETS = "quotes_and_brackets"
    LENGTH = "length"
    REPETITION = "repetition"
    UNTRANSLATED = "untranslated"
    INVENTED = "invented"
    TERM = "term"
    ALTERED = "altered"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True)
class Flag:
    """One doubt; ``detail`` says to a person, in a few English words, what to look at.

    ``lost`` is what the translation lacks of the source: names as they are written there, numbers and days in words.
    ``new`` is what may stand in their place.
    """

    kind: FlagKind
    detail: str
    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
