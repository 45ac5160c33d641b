"""The Argos engine: an installed Argos package, run by CTranslate2 in large batches.

Argos' own `translate` feeds CTranslate2 about a sentence at a time, splits sentences with models that it downloads,
and forgets what it did; so its packages and tokenizers are used, and its translation loop is not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import ctranslate2

from sitegen.errors import SitegenError
from sitegen.translation.engine import EngineOutput, Link

if TYPE_CHECKING:
    from argostranslate.package import Package

CHUNK = 2048
"""Sentences given to CTranslate2 at once: enough to fill every batch, few enough to bound memory and show progress."""
BATCH_TOKENS = 2048
# Argos' own value, in `argostranslate.translate.apply_packaged_translation`.
LENGTH_PENALTY = 0.2
# Attention below this share is noise spread over the whole sentence.
LEAST_WEIGHT = 0.05
# Longer sentences are cut by CTranslate2 (its default ``max_input_length`` is 1,024 tokens) and by the decoder.
LONGEST_OUTPUT = 512


class ArgosEngine:
    """An `Engine` over an installed Argos package."""

    name = "argos"

    def __init__(self, package: Package, beam_size: int) -> None:
        """Take an installed package. Its model is loaded when the first sentence needs it.

        Raises:
            SitegenError: the package has no tokenizer.
        """
        self._model = package.package_path / "model"
        self.package: str = f"translate-{package.from_code}_{package.to_code}"
        self.version: str = package.package_version
        self._prefix: str = package.target_prefix
        self._beam_size = beam_size
        self._tokenizer: Any = getattr(package, "tokenizer", None)
        if self._tokenizer is None:
            message = "has neither sentencepiece.model nor bpe.model; install another package"
            raise SitegenError(message, package.package_path)

    @cached_property
    def _translator(self) -> Any:
        try:
            return ctranslate2.Translator(
                str(self._model), device="cpu", inter_threads=os.cpu_count() or 1, intra_threads=1
            )
        except (RuntimeError, ValueError, LookupError) as error:
            raise SitegenError(f"cannot be loaded ({error}); install the package again", self._model) from error

    def tokens(self, text: str) -> int:
        """Count tokens as `Engine.tokens` says."""
        return len(self._tokenizer.encode(text))

    def translate(
        self, sentences: Sequence[str], *, align: bool = False, done: Callable[[int], None] | None = None
    ) -> list[EngineOutput]:
        """Translate as `Engine.translate` says. Sentences of like length share a batch, so that none is padded much.

        Raises:
            SitegenError: the model cannot be loaded.
        """
        order = sorted(range(len(sentences)), key=lambda number: (len(sentences[number]), sentences[number]))
        outputs: dict[int, EngineOutput] = {}
        for start in range(0, len(order), CHUNK):
            chunk = order[start : start + CHUNK]
            outputs.update(zip(chunk, self._chunk([sentences[number] for number in chunk], align=align), strict=True))
            if done:
                done(len(chunk))
        return [outputs[number] for number in range(len(sentences))]

    def _chunk(self, sentences: Sequence[str], *, align: bool) -> list[EngineOutput]:
        tokens = [self._tokenizer.encode(sentence) for sentence in sentences]
        results = self._translator.translate_batch(
            tokens,
            target_prefix=[[self._prefix]] * len(tokens) if self._prefix else None,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            beam_size=self._beam_size,
            length_penalty=LENGTH_PENALTY,
            max_decoding_length=LONGEST_OUTPUT,
            return_scores=True,
            return_attention=align,
            replace_unknowns=True,
        )
        return [
            self._output(sentence, source, result, align=align)
            for sentence, source, result in zip(sentences, tokens, results, strict=True)
        ]

    def _output(self, sentence: str, source: list[str], result: Any, *, align: bool) -> EngineOutput:
        target = result.hypotheses[0]
        attention = result.attention[0] if align else []
        if self._prefix and target[:1] == [self._prefix]:
            target, attention = target[1:], attention[1:]
        text = self._tokenizer.decode(target).strip()
        score = result.scores[0] / max(1, len(target)) ** (1 - LENGTH_PENALTY)
        if not align:
            return EngineOutput(text, score)
        sources = token_spans(source, sentence)
        targets = token_spans(target, text)
        links = (
            Link(sources[column], targets[row], weight)
            for row, weights in enumerate(attention)
            for column, weight in enumerate(weights[: len(sources)])
            if weight >= LEAST_WEIGHT
        )
        return EngineOutput(text, score, tuple(link for link in links if _filled(link.source) and _filled(link.target)))


def _filled(span: tuple[int, int]) -> bool:
    return span[0] < span[1]


def token_spans(tokens: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Return the range of characters of ``text`` that each token covers.

    Works for SentencePiece (``▁`` begins a word) and BPE (``@@`` ends an inner piece). A token that the tokenizer
    normalised away from the text gets an empty range.
    """
    spans: list[tuple[int, int]] = []
    position = 0
    for token in tokens:
        surface = token.replace("▁", "").removesuffix("@@")
        start = text.find(surface, position) if surface else -1
        # A normalised token must not make the search run ahead and lose all that follow.
        if start < 0 or start - position > 2 * len(surface) + 8:
            spans.append((position, position))
        else:
            position = start + len(surface)
            spans.append((start, position))
    return spans
