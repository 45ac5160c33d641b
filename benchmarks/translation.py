"""How fast translation is, with the starter model: ``python benchmarks/translation.py [--sentences N]``.

``--independence`` counts the translations that depend on their neighbours, ``--memory`` shows the peak memory of
sites of two sizes. Seconds are of the wall clock, and in brackets of the processor, which other work on the machine
changes less. Argos uses one translator and leaves the threads inside to CTranslate2, as it does by default.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, permutations
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import ctranslate2  # noqa: E402
from fake_engine import BackwardEngine  # noqa: E402
from sentence_cases import read_cases  # noqa: E402
from sites import write_site  # noqa: E402

from sitegen.content.body.inline import Inline  # noqa: E402
from sitegen.languages.id_en.sentence import IndonesianSentence  # noqa: E402
from sitegen.languages.registry import site_pair  # noqa: E402
from sitegen.models.installed import ready_package  # noqa: E402
from sitegen.translation.engines import argos, devices  # noqa: E402
from sitegen.translation.engines.argos import ArgosEngine  # noqa: E402
from sitegen.translation.run import translate_site  # noqa: E402
from sitegen.translation.sentences import translator  # noqa: E402
from sitegen.translation.sentences.translator import translate_texts  # noqa: E402
from sitegen.translation.texts import Segment  # noqa: E402

DATA = ROOT / "tests" / "data"
OPENERS = (
    "Sementara itu",
    "Selain itu",
    "Menurut warga",
    "Di sisi lain",
    "Pada saat yang sama",
    "Hingga kini",
    "Seperti biasa",
    "Beberapa waktu lalu",
)
BEAM = 4
SAMPLE = 500
"""Sentences that Argos gets: it is slow."""
ROUNDS = 5
"""Of each measurement, unless ``--rounds`` says otherwise."""
SENTENCES_IN_AN_ARTICLE = 20


def real_sentences() -> list[str]:
    """Return the Indonesian sentences of tests/data, each once."""
    found = [line.split("\t")[0] for name in ("evaluation.tsv", "checks.tsv") for line in _lines(DATA / name)]
    found += [sentence for case in read_cases() for sentence in case.expected]
    return list(dict.fromkeys(sentence.strip() for sentence in found if any(map(str.isalpha, sentence))))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]


def distinct_sentences(count: int) -> list[str]:
    """Return the real sentences, and as many again behind one or two openers of news as it takes; no two are the same.

    Other digits would not do: figures become placeholders, so that the sentences would be the same to the engine.
    """
    found = list(dict.fromkeys(islice(_varied(real_sentences()), count)))
    if len(found) < count:
        sys.exit(f"only {len(found):,} different sentences can be made")
    return found


def _varied(sentences: Sequence[str]) -> Iterator[str]:
    yield from sentences
    # What is never in lower case is a name, and would look odd after an opener.
    ordinary = {word for sentence in sentences for word in sentence.split() if word.islower()}
    for opener in (*OPENERS, *(f"{one}, {other.lower()}" for one, other in permutations(OPENERS, 2))):
        for sentence in sentences:
            first = sentence.split(maxsplit=1)[0].lower()
            if first in ordinary:
                yield f"{opener}, {first}{sentence[len(first) :]}"


class Bench:
    """What is measured, over one package in a site of its own."""

    def __init__(self, folder: Path) -> None:
        site = write_site(folder / "site", translation={"beam_size": BEAM}).site
        self.package = ready_package(site)
        self.engine = ArgosEngine.for_site(site)
        self.pair = site_pair(site)
        self.tokenizer: Any = self.package.tokenizer
        self._argos: Any = None
        self._bare: Any = None

    def warm_up(self) -> None:
        """Load every model, so that loading is not measured."""
        for way in (self.with_argos, self.with_ctranslate2, self.with_engine):
            way(["Presiden tiba di Jakarta."])

    def with_argos(self, sentences: Sequence[str]) -> list[str]:
        """Argos' own way, a sentence at a time, without its sentence splitter, which needs a download."""
        if self._argos is None:
            from argostranslate import settings
            from argostranslate.translate import Language, PackageTranslation

            if settings.beam_size != BEAM:
                sys.exit(f"unset ARGOS_BEAM_SIZE: the comparison needs beam {BEAM}")
            languages = Language("id", "Indonesian"), Language("en", "English")
            self._argos = PackageTranslation(*languages, self.package)
            self._argos.sentencizer = _OneSentence()
        return [self._argos.translate(sentence) for sentence in sentences]

    def with_ctranslate2(self, sentences: Sequence[str]) -> list[str]:
        """CTranslate2 over the sentences sorted by length, in batches as large as the engine's, and nothing else."""
        if self._bare is None:
            path = str(self.package.package_path / "model")
            self._bare = ctranslate2.Translator(path, inter_threads=os.cpu_count() or 1, intra_threads=1)
        tokens = sorted((self.tokenizer.encode(sentence) for sentence in sentences), key=len, reverse=True)
        results = self._bare.translate_batch(
            tokens, beam_size=BEAM, length_penalty=argos.LENGTH_PENALTY, max_batch_size=devices.SENTENCES
        )
        return [self.tokenizer.decode(result.hypotheses[0]) for result in results]

    def with_engine(self, sentences: Sequence[str]) -> list[str]:
        """sitegen's engine alone."""
        return [outputs[0].text for outputs in self.engine.translate(sentences)]

    def with_pipeline(self, sentences: Sequence[str]) -> list[str]:
        """All that sitegen does to a text: masks, glossary, checks, further attempts."""
        texts = [Segment(0, 0, Inline(sentence)) for sentence in sentences]
        return [made.text for made in translate_texts(texts, self.engine, self.pair)]

    def with_first_attempt(self, sentences: Sequence[str]) -> list[str]:
        """The pipeline, with checks but without further attempts."""
        with replaced(translator, "further_tries", _none):
            return self.with_pipeline(sentences)

    def without_checks(self, sentences: Sequence[str]) -> list[str]:
        """The pipeline, without checks and so without further attempts."""
        with replaced(IndonesianSentence, "check", _none):
            return self.with_first_attempt(sentences)


def _none(*_: object) -> tuple[()]:
    return ()


class _OneSentence:
    def split_sentences(self, text: str) -> list[str]:
        return [text]


class replaced:  # noqa: N801 - a context manager, like contextlib's
    """A part of a module or class is another one for a while."""

    def __init__(self, owner: object, name: str, value: object) -> None:
        self._owner, self._name, self._value, self._before = owner, name, value, getattr(owner, name)

    def __enter__(self) -> None:
        setattr(self._owner, self._name, self._value)

    def __exit__(self, *_: object) -> None:
        setattr(self._owner, self._name, self._before)


Speed = tuple[float, float]
"""Sentences a second, of the wall clock and of the processor."""


def _speed(way: Callable[[Sequence[str]], list[str]], sentences: Sequence[str]) -> Speed:
    wall, processor = time.perf_counter(), time.process_time()
    assert len(way(sentences)) == len(sentences)
    return len(sentences) / (time.perf_counter() - wall), len(sentences) / (time.process_time() - processor)


def compare(bench: Bench, count: int, rounds_of_each: int) -> None:
    """Print the table of speeds and their ratios."""
    sentences = distinct_sentences(count)
    Random(1).shuffle(sentences)  # noqa: S311 - nothing secret
    bench.warm_up()
    print(f"{count:,} sentences ({min(SAMPLE, count)} for Argos), beam {BEAM}, {os.cpu_count()} cores")
    print(f"{'':38} {'sentences/s':>12}")
    ways = (
        ("Argos, a sentence at a time", bench.with_argos, sentences[:SAMPLE]),
        ("CTranslate2 alone, sorted", bench.with_ctranslate2, sentences),
        ("engine", bench.with_engine, sentences),
        ("pipeline without checks", bench.without_checks, sentences),
        ("pipeline with checks, first attempt", bench.with_first_attempt, sentences),
        ("whole pipeline", bench.with_pipeline, sentences),
    )
    rounds = [[_speed(way, some) for _, way, some in ways] for _ in range(rounds_of_each)]
    for (name, _, _), speeds in zip(ways, zip(*rounds, strict=True), strict=True):
        wall, processor = _middle(speeds)
        print(f"{name:38} {wall:12.1f}   ({processor:.1f})")
    argos_alone, bare, engine, plain, first, whole = zip(*rounds, strict=True)
    _print_ratio("engine / Argos", engine, argos_alone, "at least 4")
    _print_ratio("engine / CTranslate2", engine, bare, "at least 0.85")
    _print_ratio("whole pipeline / CTranslate2", whole, bare, "at least 0.95")
    _print_ratio("the cost of checks: first / without", first, plain, "more than 0.8")
    _print_ratio("the cost of attempts: whole / first", whole, first, "")


def _middle(speeds: Iterable[Speed]) -> Speed:
    walls, processors = zip(*speeds, strict=True)
    return median(walls), median(processors)


def _print_ratio(name: str, speeds: Sequence[Speed], others: Sequence[Speed], wanted: str) -> None:
    """Print the middle of the rounds' ratios: what else the machine does changes within minutes, not within a round."""
    ratios = [(one[0] / other[0], one[1] / other[1]) for one, other in zip(speeds, others, strict=True)]
    wall, processor = _middle(ratios)
    print(f"{name:38} {wall:12.2f}   ({processor:.2f}) {wanted}".rstrip())


def independence(bench: Bench, count: int) -> None:
    """Count the sentences that come out otherwise in another order, or among others."""
    sentences = distinct_sentences(count)
    random = Random(2)  # noqa: S311 - nothing secret
    for name, way in (("engine", bench.with_engine), ("whole pipeline", bench.with_pipeline)):
        expected = dict(zip(sentences, way(sentences), strict=True))
        differences = compared = 0
        for size in (count, count, count // 2, count // 7, 1, 1, 1):
            some = random.sample(sentences, max(1, size))
            differences += sum(expected[s] != made for s, made in zip(some, way(some), strict=True))
            compared += len(some)
        print(f"{name}: {differences} of {compared:,} translations differ in other orders and among others")


def memory(sizes: Sequence[int]) -> None:
    """Print the peak memory of translating sites of some sizes, each in a process of its own."""
    for size in sizes:
        command = [sys.executable, __file__, "--one-site", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(done.stdout, end="")


def one_site(sentences: int) -> None:
    """Translate a site of made-up sentences with a fast engine, and print the peak memory of this process."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_site(Path(name) / "site")
        for article in range(sentences // SENTENCES_IN_AN_ARTICLE):
            body = [f"Warga desa {article} menunggu hujan {line}." for line in range(SENTENCES_IN_AN_ARTICLE)]
            folder.write("id", f"berita-{article}", f"Berita {article}", "\n".join(body))
        before = _peak()
        translate_site(folder.site, _Forgetful())
        print(f"{sentences:,} sentences: peak {_peak():,.0f} MiB, of which {before:,.0f} before translation")


class _Forgetful(BackwardEngine):
    """Does not keep what it has seen, as the tests' engine does."""

    def translate(self, *arguments: Any, **options: Any) -> Any:
        outputs = super().translate(*arguments, **options)
        self.seen.clear()
        return outputs


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, help="how many (2,000; for --independence 500)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of each measurement (5)")
    parser.add_argument("--independence", action="store_true", help="are translations the same among others?")
    parser.add_argument("--memory", type=int, nargs="*", metavar="N", help="peak memory of sites (2,000 and 20,000)")
    parser.add_argument("--one-site", type=int, metavar="N", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one_site is not None:
        one_site(options.one_site)
    elif options.memory is not None:
        memory(options.memory or (2_000, 20_000))
    else:
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder))
            if options.independence:
                independence(bench, options.sentences or 500)
            else:
                compare(bench, options.sentences or 2_000, options.rounds)


if __name__ == "__main__":
    main()
