"""The Argos engine: an installed Argos package, run by CTranslate2 in large batches.

Argos' own `translate` feeds CTranslate2 about a sentence at a time, splits sentences with models that it downloads,
and forgets what it did; so its packages and tokenizers are used, and its translation loop is not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from sitegen.errors import SitegenError
from sitegen.messages import said_by, say
from sitegen.models.installed import ready_package
from sitegen.models.names import PackageName
from sitegen.models.quality_files import quality_file
from sitegen.settings.site import Site
from sitegen.storage.files import read_text
from sitegen.translation.engines.devices import Computing, LoadedModel, load_model
from sitegen.translation.engines.engine import FIRST, Decoding, EngineOutput, Link
from sitegen.translation.quality import NEUTRAL, Quality, read_quality

if TYPE_CHECKING:
    from argostranslate.package import Package

CHUNK = 2048
"""Sentences given to CTranslate2 at once: enough to fill every batch, few enough to bound memory."""
STEP = 8
"""Sentences are padded to a multiple of so many tokens, whatever else is in their batch."""
# Better than Argos' own 0.2 by 0.8 chrF on tests/data/evaluation.tsv, and at no cost.
LENGTH_PENALTY = 1.0
# Attention below this share is noise spread over the whole sentence.
LEAST_WEIGHT = 0.05
# Letters beyond those of Latin.
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u2c00-\ua71f\ua800-\uffef\U00010000-\U0010ffff]")
LONGEST = 500
"""Tokens that are read or written at once. Models may know 512 positions only, and CTranslate2 fails at the next."""


class ArgosEngine:
    """An `Engine` over an installed Argos package."""

    name = "argos"
    longest = 150

    def __init__(self, package: Package, beam_size: int, computing: Computing | None = None) -> None:
        """Take an installed package. Its model is loaded when the first sentence needs it.

        Raises:
            SitegenError: the package has no tokenizer.
        """
        self.folder = package.package_path
        self._model = self.folder / "model"
        self.package: str = f"translate-{package.from_code}_{package.to_code}"
        self.version: str = package.package_version
        self._prefix: str = package.target_prefix
        self.beam_size = beam_size
        self.computing = computing or Computing()
        self._loaded: LoadedModel | None = None
        self.options = _options(beam_size, self.computing)
        self._spelled: dict[str, bool] = {}
        self._tokenizer: Any = getattr(package, "tokenizer", None)
        if self._tokenizer is None:
            message = say("has neither sentencepiece.model nor bpe.model; install another package")
            raise SitegenError(message, package.package_path)

    @classmethod
    def for_site(cls, site: Site) -> Self:
        """Return the engine with the best package for the languages of ``site``, or the one that it names.

        Raises:
            SitegenError: no package for them is installed.
        """
        return cls.with_package(site, ready_package(site))

    @classmethod
    def with_package(cls, site: Site, package: Package) -> Self:
        """Return the engine for ``site`` with another package than its own."""
        return cls(package, site.translation.beam_size, Computing.for_site(site))

    @staticmethod
    def options_for(site: Site) -> str:
        """Return the options that the engine for ``site`` has."""
        return _options(site.translation.beam_size, Computing.for_site(site))

    def _load(self) -> LoadedModel:
        try:
            return load_model(self._model, self.computing)
        except (RuntimeError, ValueError, LookupError) as error:
            raise SitegenError(
                say("cannot be loaded ({reason}); install the package again", reason=str(error)), self._model
            ) from error

    @cached_property
    def quality(self) -> Quality:
        """How likely its translations are good: as the package says, or what came with sitegen for it.

        Raises:
            SitegenError: the file that says it is damaged.
        """
        path = quality_file(self.folder, PackageName.parse(f"{self.package}-{self.version}"))
        if path is None:
            return NEUTRAL
        try:
            return read_quality(read_text(path))
        except ValueError as error:
            raise SitegenError(
                say("is damaged ({reason}); delete it, or calibrate the model again", reason=said_by(error)), path
            ) from error

    @property
    def device(self) -> str:
        """Where the model is computed, ``cpu`` or ``cuda``; it is loaded if it was not.

        Raises:
            SitegenError: it cannot be loaded.
        """
        self._loaded = self._loaded or self._load()
        return self._loaded.device

    def spells(self, text: str) -> bool:
        """Tell what `Engine.spells` says; of a tokenizer that is not SentencePiece's, that it knows Latin letters."""
        return all(map(self._spells, set(text)))

    def _spells(self, character: str) -> bool:
        known = self._spelled.get(character)
        if known is None:
            processor = getattr(self._tokenizer, "lazy_processor", None)
            if processor:
                pieces = processor().encode(character, out_type=int)
                known = processor().unk_id() not in pieces
            else:
                known = not _OTHER_SCRIPT.search(character)
            self._spelled[character] = known
        return known

    def tokens(self, text: str) -> int:
        """Count tokens as `Engine.tokens` says."""
        return len(self._tokenizer.encode(text))

    def translate(
        self,
        sentences: Sequence[str],
        decoding: Decoding = FIRST,
        *,
        align: bool = False,
        done: Callable[[int], None] | None = None,
    ) -> list[tuple[EngineOutput, ...]]:
        """Translate as `Engine.translate` says.

        How far a sentence is padded may change its translation, so that this depends on its own length alone.

        Raises:
            SitegenError: the model cannot be loaded, or the GPU that the site asks for fails.
        """
        outputs: dict[int, tuple[EngineOutput, ...]] = {}
        order = sorted(range(len(sentences)), key=lambda number: len(sentences[number]))
        for start in range(0, len(order), CHUNK):
            chunk = {number: sentences[number] for number in order[start : start + CHUNK]}
            while missing := {number: sentence for number, sentence in chunk.items() if number not in outputs}:
                self._loaded = self._loaded or self._load()
                try:
                    for number, found in self._translate_chunk(self._loaded, missing, decoding, align):
                        outputs[number] = found
                        if done:
                            done(1)
                except RuntimeError as error:
                    self._loaded = self._loaded.after(error)
        return [outputs[number] for number in range(len(sentences))]

    def _translate_chunk(
        self, model: LoadedModel, sentences: Mapping[int, str], decoding: Decoding, align: bool
    ) -> Iterator[tuple[int, tuple[EngineOutput, ...]]]:
        """Give all batches of ``sentences`` to CTranslate2, and yield what it makes of each."""
        tokens = {number: self._tokenizer.encode(sentence)[:LONGEST] for number, sentence in sentences.items()}
        waiting: list[tuple[int, Any, Any]] = []
        for batch in _batches(tokens, model.batch_size):
            several = _padded([tokens[number] for number in batch])
            results = self._submit(model.translator, several, decoding, align)
            starts = self._submit_start(model.translator, several) if align else [None] * len(several)
            waiting += zip(batch, results, starts, strict=False)
        for number, result, start_only in waiting:
            attention = start_only.result().attention[0] if start_only else []
            yield number, self._outputs(sentences[number], tokens[number], result.result(), attention)

    def _submit(self, translator: Any, tokens: list[list[str]], decoding: Decoding, align: bool) -> Any:
        beam_size = max(1, self.beam_size + decoding.wider)
        return translator.translate_batch(
            tokens,
            target_prefix=[[self._prefix]] * len(tokens) if self._prefix else None,
            asynchronous=True,
            beam_size=beam_size,
            num_hypotheses=min(beam_size, decoding.hypotheses),
            repetition_penalty=decoding.repetition_penalty,
            length_penalty=LENGTH_PENALTY,
            # A translation that is much longer is a loop, and a loop is a long wait.
            max_decoding_length=min(LONGEST, 3 * _padded_length(tokens[0]) + 20),
            return_scores=True,
            return_attention=align,
            replace_unknowns=True,
        )

    def _submit_start(self, translator: Any, tokens: list[list[str]]) -> Any:
        """Ask for the attention of the first token of each translation.

        CTranslate2 4 gives each sentence of a batch that of another one, unless its beam size is 1.
        """
        return translator.translate_batch(
            tokens,
            target_prefix=[[self._prefix]] * len(tokens) if self._prefix else None,
            asynchronous=True,
            beam_size=1,
            max_decoding_length=1,
            return_attention=True,
        )

    def _outputs(
        self, sentence: str, source: list[str], result: Any, start: list[list[float]]
    ) -> tuple[EngineOutput, ...]:
        """The translations in ``result``; ``start`` is the attention of their first tokens, if it was asked for."""
        hypotheses = len(result.hypotheses)
        attentions = [start + rows[len(start) :] for rows in result.attention] if start else [[]] * hypotheses
        found = [
            self._output(sentence, source, tokens, score, attention)
            for tokens, score, attention in zip(result.hypotheses, result.scores, attentions, strict=True)
        ]
        return tuple({output.text: output for output in reversed(found)}.values())[::-1]

    def _output(
        self, sentence: str, source: list[str], target: list[str], score: float, attention: list[list[float]]
    ) -> EngineOutput:
        if self._prefix and target[:1] == [self._prefix]:
            target, attention = target[1:], attention[1:]
        text = self._decode(target).strip()
        if not attention:
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

    def _decode(self, tokens: list[str]) -> str:
        # Argos' own way to decode SentencePiece turns underscores into spaces.
        processor = getattr(self._tokenizer, "lazy_processor", None)
        return str(processor().decode_pieces(tokens) if processor else self._tokenizer.decode(tokens))


def _options(beam_size: int, computing: Computing) -> str:
    return f"beam {beam_size}{computing.options}"


def _batches(tokens: Mapping[int, Sequence[str]], size: Callable[[int], int]) -> Iterator[list[int]]:
    """The numbers of the sentences in batches of one padded length, the longest first: no core waits at the end."""
    by_length: dict[int, list[int]] = {}
    for number, sentence in tokens.items():
        by_length.setdefault(_padded_length(sentence), []).append(number)
    for length, numbers in sorted(by_length.items(), reverse=True):
        numbers.sort(key=lambda number: -len(tokens[number]))
        for start in range(0, len(numbers), size(length)):
            yield numbers[start : start + size(length)]


def _padded_length(sentence: Sequence[str]) -> int:
    return -(-len(sentence) // STEP) * STEP


def _padded(batch: list[list[str]]) -> list[list[str]]:
    """The batch, with one more sentence where none has the length to which all are padded: that of the longest."""
    longest = batch[0]
    missing = _padded_length(longest) - len(longest)
    return [*batch, [*longest, *longest[:missing]]] if longest and missing else batch


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
        # Moses, which goes with BPE, escapes quotation marks and brackets.
        surface = html.unescape(token.replace("▁", "").removesuffix("@@"))
        start = text.find(surface, position) if surface else -1
        # A normalised token must not make the search run ahead and lose all that follow.
        if start < 0 or start - position > 2 * len(surface) + 8:
            spans.append((position, position))
        else:
            position = start + len(surface)
            spans.append((start, position))
    return spans
