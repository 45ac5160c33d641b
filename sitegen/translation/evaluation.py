"""How good an engine's translations are, against references that a person wrote."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from sitegen.content.body.inline_reader import parse_plain
from sitegen.errors import SitegenError
from sitegen.extras import not_installed
from sitegen.languages.pair import LanguagePair
from sitegen.storage.files import read_text
from sitegen.translation.engines.engine import Engine
from sitegen.translation.sentences.segments import straight
from sitegen.translation.sentences.translator import Translated, translate_texts
from sitegen.translation.texts import Segment

_HEADER = ["source", "reference"]


@dataclass(frozen=True)
class ReferencePair:
    """A sentence and the translation that a person wrote for it; ``line`` is its place in the file."""

    source: str
    reference: str
    line: int


@dataclass(frozen=True)
class Score:
    """A figure from 0 to 100, and the signature that tells how sacrebleu reckoned it."""

    value: float
    signature: str


@dataclass(frozen=True)
class Evaluation:
    """The result for all pairs. ``flags`` has each kind of flag with the share of sentences that have it, from 0 to 1.

    ``flags`` begins with the most frequent kind. ``seconds`` is what the translation took.
    """

    translations: tuple[str, ...]
    bleu: Score
    chrf: Score
    seconds: float
    flags: tuple[tuple[str, float], ...]

    @property
    def sentences_per_second(self) -> float:
        """The speed; 0 where the clock did not move."""
        return len(self.translations) / self.seconds if self.seconds > 0 else 0.0


def read_pairs(path: Path, *, bare: bool = False) -> list[ReferencePair]:
    """Read a file with a source sentence, a tab and its reference in each line.

    Empty lines and a first line ``source<TAB>reference`` are passed over. With ``bare``, a file that has only sources
    will do: its references are empty.

    Raises:
        SitegenError: the file cannot be read, has no pair, or a line is not of this form; the message names the line.
    """
    pairs: list[ReferencePair] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if number == 1 and [cell.lower() for cell in cells] in (_HEADER, _HEADER[: 1 if bare else 2]):
            continue
        # The first sentence of a file tells what the others must have.
        if bare and len(cells) == 1 and not (pairs and pairs[0].reference):
            pairs.append(ReferencePair(cells[0], "", number))
            continue
        if bare and pairs and not pairs[0].reference:
            raise SitegenError("has a reference, and the lines before have none; give all of them one", path, number)
        if len(cells) != 2:
            message = f"has {len(cells)} cells; write the source sentence, one tab, and its reference"
            raise SitegenError(message, path, number)
        if not all(cells):
            raise SitegenError("the source or its reference is empty; write it, or remove the line", path, number)
        pairs.append(ReferencePair(cells[0], cells[1], number))
    if not pairs:
        raise SitegenError("has no sentences; write a source sentence, a tab and its reference in each line", path)
    return pairs


def translate_sources(sources: Sequence[str], engine: Engine, languages: LanguagePair) -> list[Translated]:
    """Translate each source with ``engine``, as the sentences of an article are translated."""
    texts = [Segment(number, 0, parse_plain(source)) for number, source in enumerate(sources)]
    return translate_texts(texts, engine, languages)


def evaluate(
    translate: Callable[[Sequence[str]], Sequence[str]],
    pairs: Sequence[ReferencePair],
    *,
    check: Callable[[str, str], Collection[str]] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Evaluation:
    """Translate the sources of ``pairs`` and compare with their references.

    ``check`` gets a source and its translation and returns the kinds of the flags that the translation deserves.
    ``clock`` returns seconds. The metrics are sacrebleu's, with its defaults; both sides are brought to straight
    quotation marks and hyphens before.

    Raises:
        SitegenError: sacrebleu is not installed.
    """
    sacrebleu = load_sacrebleu()
    start = clock()
    translations = tuple(translate([pair.source for pair in pairs]))
    seconds = clock() - start
    # sacrebleu 2.6.0 leaves typographic quotation marks on the words, so that style alone would cost points.
    hypotheses, references = [straight(text) for text in translations], [straight(pair.reference) for pair in pairs]
    scores = []
    for metric in (sacrebleu.BLEU(), sacrebleu.CHRF()):
        value = metric.corpus_score(hypotheses, [references]).score
        scores.append(Score(value, str(metric.get_signature())))
    return Evaluation(translations, scores[0], scores[1], seconds, _flags(pairs, translations, check))


def _flags(
    pairs: Sequence[ReferencePair],
    translations: Sequence[str],
    check: Callable[[str, str], Collection[str]] | None,
) -> tuple[tuple[str, float], ...]:
    if check is None:
        return ()
    counts = Counter(
        kind
        for pair, translation in zip(pairs, translations, strict=True)
        for kind in set(check(pair.source, translation))
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((kind, count / len(pairs)) for kind, count in ordered)


def load_sacrebleu() -> ModuleType:
    """Return the module of the extra ``evaluate``, which reckons BLEU and chrF.

    Raises:
        SitegenError: it is not installed.
    """
    try:
        import sacrebleu  # noqa: PLC0415 - optional, and slow to import
    except ModuleNotFoundError as error:
        raise not_installed("sacrebleu", "evaluate") from error
    return sacrebleu
