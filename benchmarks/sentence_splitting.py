"""Measures sentence splitters on tests/data/sentences_id.txt: python benchmarks/sentence_splitting.py

A case is right when every sentence is. Boundaries are the places inside a text where a sentence ends: the end of
the text is left out, because every splitter finds it.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

from sentence_cases import read_cases  # noqa: E402

from sitegen.content.body.sentences import split_sentences  # noqa: E402

Splitter = Callable[[str], Iterable[str]]


def _baseline() -> Splitter:
    return re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)]))\s+(?=[\"'“‘(]?[A-Z0-9])").split


def _sentencex() -> Splitter:
    module = importlib.import_module("sentencex")
    return lambda text: module.segment("id", text)


def _pysbd() -> Splitter:
    # It has no Indonesian; English is the nearest of its languages.
    segment: Splitter = importlib.import_module("pysbd").Segmenter(language="en", clean=False).segment
    return segment


def _nupunkt() -> Splitter:
    tokenize: Splitter = importlib.import_module("nupunkt").sent_tokenize
    return tokenize


def _nupunkt_with_our_words() -> Splitter:
    # The model's parameters have no public name, but the words can be added to them in place.
    tokenizer = importlib.import_module("nupunkt").load_default_model()
    data = tomllib.loads((ROOT / "sitegen/content/body/abbreviations.toml").read_text("utf-8"))
    for table in (*data["common"].values(), *data["id"].values()):
        for entry in [entry for group in table.values() for entry in group] if isinstance(table, dict) else []:
            tokenizer._params.add_abbreviation(entry.lower())
    for starter in data["id"]["starters"]:
        tokenizer._params.add_sent_starter(starter.lower())
    return lambda text: list(tokenizer.tokenize(text))


SPLITTERS: dict[str, Callable[[], Splitter]] = {
    "sitegen": lambda: split_sentences,
    "sentencex": _sentencex,
    "nupunkt": _nupunkt,
    "nupunkt + our words": _nupunkt_with_our_words,
    "pysbd": _pysbd,
    "regular expression": _baseline,
}


def boundaries(sentences: Iterable[str]) -> set[int]:
    """Return where sentences end, counted in characters that are not white space, without the last end."""
    ends: list[int] = []
    for sentence in sentences:
        ends.append((ends[-1] if ends else 0) + len("".join(sentence.split())))
    return set(ends[:-1]) - {0}


def measure(splitter: Splitter) -> str:
    """Return one row of the table."""
    right = found = expected = agreed = 0
    cases = read_cases()
    start = time.perf_counter()
    for case in cases:
        actual, wanted = boundaries(splitter(case.text)), boundaries(case.expected)
        right += actual == wanted
        found, expected, agreed = found + len(actual), expected + len(wanted), agreed + len(actual & wanted)
    milliseconds = (time.perf_counter() - start) * 1000
    precision, recall = agreed / max(found, 1), agreed / expected
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{right:4}/{len(cases)} {precision:10.3f} {recall:8.3f} {f1:7.3f} {milliseconds:8.0f}"


def main() -> None:
    """Print the table. A splitter that is not installed is named and left out."""
    print(f"{'':20} {'cases':>8} {'precision':>10} {'recall':>8} {'F1':>7} {'ms':>8}")
    for name, load in SPLITTERS.items():
        try:
            splitter = load()
        except ImportError as error:
            print(f"{name:20} not installed: pip install {error.name}")
            continue
        print(f"{name:20} {measure(splitter)}")


if __name__ == "__main__":
    main()
