"""A small honest engine for tests of everything but the engine: it writes every word backwards, in capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.translation.engines.engine import FIRST, Decoding, EngineOutput, Link
from sitegen.translation.quality import NEUTRAL, Quality


@dataclass
class BackwardEngine:
    """Turns ``Satu kata.`` into ``UTAS ATAK.``, links each word to its source, and copies placeholders.

    ``seen`` are the sentences of first attempts.
    """

    name: str = "backward"
    package: str = "translate-id_en"
    version: str = "1"
    options: str = "no options"
    quality: Quality = NEUTRAL
    longest: int = 150
    seen: list[str] = field(default_factory=list)

    def spells(self, text: str) -> bool:  # noqa: ARG002 - knows all letters
        return True

    def tokens(self, text: str) -> int:
        return len(text)

    def translate(
        self,
        sentences: Sequence[str],
        decoding: Decoding = FIRST,
        *,
        align: bool = False,
        done: Callable[[int], None] | None = None,
    ) -> list[tuple[EngineOutput, ...]]:
        if decoding == FIRST:
            self.seen += sentences
        if done:
            done(len(sentences))
        return [(self._output(sentence, align=align),) for sentence in sentences]

    def _output(self, sentence: str, *, align: bool) -> EngineOutput:
        text = re.sub(r"\w+", lambda word: word[0] if word[0].isdigit() else word[0][::-1].upper(), sentence)
        links = [Link(word.span(), word.span(), 1.0) for word in re.finditer(r"\w+", sentence)] if align else []
        return EngineOutput(text, 0.0, tuple(links))


@dataclass
class ScriptedEngine(BackwardEngine):
    """Gives the translations of ``script`` for the sentences in it, the best first; of others, the sentence itself."""

    script: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: str = ""
    given: list[str] = field(default_factory=list)

    def spells(self, text: str) -> bool:
        return not set(self.unknown) & set(text)

    def translate(
        self,
        sentences: Sequence[str],
        decoding: Decoding = FIRST,
        *,
        align: bool = False,
        done: Callable[[int], None] | None = None,
    ) -> list[tuple[EngineOutput, ...]]:
        super().translate(sentences, decoding, align=align, done=done)
        self.given += sentences
        return [
            tuple(EngineOutput(text, -0.1 * place) for place, text in enumerate(self.script.get(sentence, (sentence,))))
            for sentence in sentences
        ]
