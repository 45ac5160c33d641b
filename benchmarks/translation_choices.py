"""What each choice of the translation is worth: ``python benchmarks/translation_choices.py FILE``.

FILE has a sentence, a tab and the translation that a person wrote in each line. Every choice translates it with the
starter model; BLEU and chrF2 are sacrebleu's, in one style of quotation marks. A number, name or term counts as wrong
where the source and the person's translation have it and the machine's has not, and as shown where no check says so.
Seconds are of the processor. The tables in docs/translation.md come from here.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import ctranslate2  # noqa: E402
import sacrebleu  # noqa: E402
from sites import write_site  # noqa: E402

from sitegen.content.body.inline_reader import parse_plain  # noqa: E402
from sitegen.languages.id_en.glossary.entries import Glossary, load_glossary  # noqa: E402
from sitegen.languages.id_en.glossary.term_checks import missing_terms  # noqa: E402
from sitegen.languages.id_en.glossary.terms import find_terms  # noqa: E402
from sitegen.languages.id_en.masking import TermMask, find_maskable  # noqa: E402
from sitegen.languages.masks import without_overlaps  # noqa: E402
from sitegen.languages.registry import language_pair  # noqa: E402
from sitegen.models.installed import ready_package  # noqa: E402
from sitegen.translation.engines import devices  # noqa: E402
from sitegen.translation.engines.argos import ArgosEngine  # noqa: E402
from sitegen.translation.engines.engine import FIRST, Decoding  # noqa: E402
from sitegen.translation.evaluation import ReferencePair, read_pairs  # noqa: E402
from sitegen.translation.sentences import translator  # noqa: E402
from sitegen.translation.sentences.attempts import Try, Work, further_tries  # noqa: E402
from sitegen.translation.sentences.segments import make_input, straight  # noqa: E402
from sitegen.translation.sentences.translator import translate_texts  # noqa: E402
from sitegen.translation.texts import Segment  # noqa: E402

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
_SMALL_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
KINDS = ({"number", "date", "invented"}, {"name"}, {"term"})
AGAINST_LOOPS = Decoding(wider=4, hypotheses=8, repetition_penalty=1.2)
Result = tuple[str, frozenset[str]]
"""A translation and the kinds of its flags."""


@dataclasses.dataclass
class Bench:
    """What every choice needs."""

    pairs: Sequence[ReferencePair]
    package: Any
    glossary: Glossary
    beam: int = 4

    def bare(self, **options: object) -> list[Result]:
        """Translate with CTranslate2 alone."""
        model = ctranslate2.Translator(str(self.package.package_path / "model"), inter_threads=2, intra_threads=1)
        tokens = [self.package.tokenizer.encode(straight(pair.source)) for pair in self.pairs]
        settings = {"beam_size": self.beam, "max_batch_size": devices.SENTENCES, **options}
        results = model.translate_batch(tokens, **settings)
        return [(self.package.tokenizer.decode(result.hypotheses[0]), frozenset()) for result in results]

    def pipeline(self, beam: int | None = None) -> list[Result]:
        """Translate as an article's sentences are."""
        texts = [Segment(0, 0, parse_plain(pair.source)) for pair in self.pairs]
        engine = ArgosEngine(self.package, beam or self.beam)
        made = translate_texts(texts, engine, language_pair("id", "en"))
        return [(result.text, frozenset(map(str, result.flags))) for result in made]


def wrong(pair: ReferencePair, translation: str, glossary: Glossary) -> tuple[bool, bool, bool]:
    """Whether a number, a name, a term that source and reference share is not in the translation."""
    source, reference = straight(pair.source), straight(pair.reference)
    numbers = _indonesian_numbers(source) & _english_numbers(reference)
    names = _names(source) & _names(reference)
    terms = [term for term in find_terms(source, glossary) if not missing_terms([term], reference)]
    return (
        bool(numbers - _english_numbers(translation)),
        any(name not in translation for name in names),
        bool(missing_terms(terms, translation)),
    )


def _indonesian_numbers(text: str) -> set[float]:
    numbers = _NUMBER.findall(text)
    return {float(number.replace(".", "").replace(",", ".", 1).replace(",", "")) for number in numbers}


def _english_numbers(text: str) -> set[float]:
    found = {float(number.replace(",", "").replace(".", "#", 1).replace(".", "").replace("#", "."))
             for number in _NUMBER.findall(text)}  # fmt: skip
    found |= {float(value) for value, word in enumerate(_SMALL_NUMBERS) if re.search(rf"\b{word}\b", text, re.I)}
    return found | {float(value) for value, name in enumerate(_MONTHS, start=1) if re.search(rf"\b{name}", text)}


def _names(text: str) -> set[str]:
    return {word for word in _NAME.findall(text) if word[0].isupper() and word not in {"November", "Desember"}}


def report(name: str, translate: Callable[[], list[Result]], bench: Bench) -> None:
    """Translate, and print a line of the table."""
    start = time.process_time()
    results = translate()
    seconds = time.process_time() - start
    hypotheses = [straight(text) for text, _ in results]
    references = [[straight(pair.reference) for pair in bench.pairs]]
    bleu = sacrebleu.BLEU().corpus_score(hypotheses, references).score
    chrf = sacrebleu.CHRF().corpus_score(hypotheses, references).score
    counts, shown = [0, 0, 0], [0, 0, 0]
    for pair, text, (_, flags) in zip(bench.pairs, hypotheses, results, strict=True):
        for place, is_wrong in enumerate(wrong(pair, text, bench.glossary)):
            counts[place] += is_wrong
            shown[place] += is_wrong and flags.isdisjoint(KINDS[place])
    flagged = sum(bool(flags) for _, flags in results)
    cells = [f"{bleu:.2f}", f"{chrf:.2f}", *(f"{a} / {b}" for a, b in zip(counts, shown, strict=True))]
    print(f"| {name} | {' | '.join(cells)} | {flagged} | {seconds:.1f} |", flush=True)


def _with(**parts: object) -> ExitStack:
    """The translator with other parts for a while."""
    stack = ExitStack()
    for name, part in parts.items():
        stack.enter_context(patch.object(translator, name, part))
    return stack


def _none(*_: object) -> Iterator[Try]:
    return iter(())


def _decoded(tries: Callable[..., Iterable[Try]], decoding: Decoding) -> Callable[..., Iterator[Try]]:
    def other(*arguments: Any) -> Iterator[Try]:
        return (dataclasses.replace(attempt, decoding=decoding) for attempt in tries(*arguments))

    return other


def _without_parts(*arguments: Any) -> Iterator[Try]:
    return (attempt for attempt in further_tries(*arguments) if len(attempt.inputs) == 1)


def _all_masked(work: Work) -> Try:
    """What was done before: figures and institutions hidden at once."""
    sentence = work.key.sentence
    maskable = find_maskable(sentence, load_glossary())
    terms = [TermMask.of(term) for term in maskable.terms if term.whole and term.entry.use != "prefer"]
    hidden = without_overlaps([*maskable.always, *maskable.figures, *terms], 8)
    return Try(((0, len(sentence)),), (make_input(sentence, work.key.is_word, hidden),))


def _as_before(bench: Bench) -> list[Result]:
    with _with(first_try=_all_masked):
        return bench.pipeline()


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="sentences with the translations of people")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = write_site(Path(folder) / "site").site
        bench = Bench(read_pairs(options.file), ready_package(site), load_glossary())
        print("| choice | BLEU | chrF2 | numbers wrong / shown | names | terms | flagged | CPU s |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|")
        for beam in (1, 2, 4, 8):
            report(f"bare, beam {beam}", lambda beam=beam: bench.bare(beam_size=beam), bench)  # type: ignore[misc]
        for penalty in (0.0, 0.5, 1.5):
            report(f"bare, length penalty {penalty}", lambda penalty=penalty: bench.bare(length_penalty=penalty), bench)  # type: ignore[misc]
        report("bare, patience 0.5", lambda: bench.bare(patience=0.5), bench)
        _report_pipeline(bench)


def _report_pipeline(bench: Bench) -> None:
    report("everything masked at first", lambda: _as_before(bench), bench)
    choices: dict[str, dict[str, object]] = {
        "the sentence as it stands, one attempt": {"further_tries": _none},
        "as it is: a second attempt at what is wrong": {},
        "… with the whole beam": {"further_tries": _decoded(further_tries, FIRST)},
        "… with a beam of 8 against loops": {"further_tries": _decoded(further_tries, AGAINST_LOOPS)},
        "… without cutting": {"further_tries": _without_parts},
    }
    for name, parts in choices.items():
        with _with(**parts):
            report(name, bench.pipeline, bench)
    report("as it is, beam 2", lambda: bench.pipeline(2), bench)


if __name__ == "__main__":
    main()
