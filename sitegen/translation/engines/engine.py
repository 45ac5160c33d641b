"""What a translation engine is, to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sitegen.translation.quality import Quality


@dataclass(frozen=True)
class Link:
    """A token of the translation and a token of the source that it attended to.

    ``source`` and ``target`` are half-open ranges of characters; ``weight`` is the share of attention, 0 to 1.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    weight: float


@dataclass(frozen=True)
class EngineOutput:
    """One translated sentence. ``score`` is the mean log-probability of its tokens; ``links`` are there when asked."""

    text: str
    score: float
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Decoding:
    """How an engine looks for translations.

    ``wider`` is how many more, or fewer, it weighs at once than the site's setting says, ``hypotheses`` how many it
    gives back at most, and ``repetition_penalty`` above 1 keeps it from loops.
    """

    wider: int = 0
    hypotheses: int = 1
    repetition_penalty: float = 1.0


FIRST = Decoding(hypotheses=4)
"""The site's beam, and what it leaves: if the best does not pass the checks, one of the others may."""


class Engine(Protocol):
    """Translates sentences. The same engine, package and version give the same kind of translation."""

    @property
    def name(self) -> str:
        """The kind of engine, such as ``argos``."""

    @property
    def package(self) -> str:
        """The model's package, such as ``translate-id_en``."""

    @property
    def version(self) -> str:
        """The version of the package."""

    @property
    def options(self) -> str:
        """What else decides how it translates, such as ``beam 4``."""

    @property
    def quality(self) -> Quality:
        """How likely its translations are good; it decides nothing about them."""

    @property
    def longest(self) -> int:
        """The number of tokens up to which the model reads a sentence well."""

    def spells(self, text: str) -> bool:
        """Tell whether the model's vocabulary has all characters of ``text``."""

    def tokens(self, text: str) -> int:
        """Return how many tokens the model reads ``text`` as: the fewer, the better it knows the words."""

    def translate(
        self,
        sentences: Sequence[str],
        decoding: Decoding = FIRST,
        *,
        align: bool = False,
        done: Callable[[int], None] | None = None,
    ) -> list[tuple[EngineOutput, ...]]:
        """Translate ``sentences`` and return for each, in their order, its translations, the best first.

        The translation of a sentence does not depend on the others. ``align`` asks for ``links``. ``done`` is called
        with the number of sentences that have just been finished.
        """
