"""Learn the table of words: ``python benchmarks/word_table.py FILE OUT``.

FILE has Indonesian, a tab and the English that a person wrote in each line; OUT is written as
``sitegen/languages/id_en/checks/words.txt.xz``. Words are aligned as in the first model of Brown et al. 1993, "The
Mathematics of Statistical Machine Translation", in both directions: five rounds of expectation and maximisation.
600,000 pairs take about ten minutes and 6 GB of memory.
"""

from __future__ import annotations

import argparse
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1])]

from sitegen.languages.id_en.checks.word_table import FUNCTION_WORDS, root, stem  # noqa: E402
from sitegen.languages.words import word_set  # noqa: E402

LONGEST = 40
ROUNDS = 5
FUNCTION = "*"
"""Stands for every English function word."""
LEAST_ROOTS, LEAST_WORDS, LEAST_COUNT = 3, 2, 1.5
"""How often a root and an English word must be there, and together, to be in the table."""
MOST_USES, MOST_USUAL = 3000, 6
"""A root with more uses is too general for a check. A root has so many usual translations."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PLAIN = re.compile(r"[a-z][a-z'-]{2,}")
_GENERAL = word_set(
    """ada adalah agar akan akibat anda antara atas atau bagai bagi bahkan bahwa banyak baru belum berapa bila bisa
    bulan cara dalam dan dapat dari dengan dia hadap hal hanya hari hingga ini itu jadi jika juga jumlah kali kait
    kami karena kata kembali kepada kita kitar lagi laku lain lalu lama langsung lantaran lebih maka malah masih
    mereka menurut namun oleh orang pada para pula pun rupa saat saja sama sambil sampai sangat saya sebelum sebut
    sedang sejak sekali semua seperti serta setelah sudah tahun tak telah tentang tetapi tiap tidak turut ujar
    untuk yang"""
)
"""Roots that are translated in too many ways."""


@dataclass(frozen=True)
class Share:
    """How likely a word is for another one, and how often it was expected to stand for it."""

    likely: float
    count: float


Shares = dict[str, dict[str, Share]]


def main() -> None:
    """Read, align, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    forms: Counter[str] = Counter()
    pairs = []
    for line in arguments.file.read_text(encoding="utf-8").splitlines():
        source, _, target = line.partition("\t")
        roots = {root(word.lower()) for word in _WORD.findall(source)}
        english = [word.lower() for word in _WORD.findall(target)]
        if roots and 0 < len(english) <= LONGEST and len(roots) <= LONGEST:
            forms.update(english)
            stems = {FUNCTION if word in FUNCTION_WORDS else stem(word) for word in english}
            pairs.append((sorted(roots), sorted(stems)))
    print(f"{len(pairs):,} pairs")
    forward = align(pairs)
    backward = align([(target, source) for source, target in pairs])
    text = written(forward, backward, Counter(word for source, _ in pairs for word in source), shown(forms), forms)
    arguments.out.write_bytes(lzma.compress(text.encode(), preset=9))
    print(f"{arguments.out.stat().st_size:,} bytes, {text.count(chr(10)):,} lines")


def align(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Shares:
    """Return for each word of the first sentences which words of the second ones stand for it."""
    first = sorted({word for one, _ in pairs for word in one})
    second = sorted({word for _, other in pairs for word in other})
    numbers = {word: number for number, word in enumerate(first, start=1)}  # 0 stands for what is not there
    others = {word: number for number, word in enumerate(second)}
    cells, tokens, count = [], [], 0
    for one, other in pairs:
        rows = np.array([others[word] for word in other], np.int64)
        columns = np.array([0, *(numbers[word] for word in one)], np.int64)
        cells.append((columns[None, :] * len(second) + rows[:, None]).ravel())
        tokens.append(np.repeat(np.arange(count, count + len(rows), dtype=np.int32), len(columns)))
        count += len(rows)
    cell, place = np.unique(np.concatenate(cells), return_inverse=True)
    token, origin = np.concatenate(tokens), cell // len(second)
    likely = np.ones(len(cell))
    for _ in range(ROUNDS):
        weight = likely[place]
        weight /= np.bincount(token, weight, count)[token]
        expected = np.bincount(place, weight, len(cell))
        likely = expected / np.bincount(origin, expected)[origin]
    found: Shares = {}
    for number in np.flatnonzero((expected > 0.3) & (likely > 0.002) & (origin > 0)):
        word, other_word = first[origin[number] - 1], second[cell[number] % len(second)]
        found.setdefault(word, {})[other_word] = Share(float(likely[number]), float(expected[number]))
    return found


def shown(forms: Mapping[str, int]) -> dict[str, str]:
    """Return the most frequent form of each stem."""
    best: dict[str, str] = {}
    for form in sorted(forms, key=lambda form: (-forms[form], form)):
        best.setdefault(stem(form), form)
    return best


def written(
    forward: Shares, backward: Shares, uses: Mapping[str, int], shown: Mapping[str, str], forms: Mapping[str, int]
) -> str:
    """Return the text of the table."""
    counts: Counter[str] = Counter()
    for form, number in forms.items():
        counts[stem(form)] += number
    stems = {word for word, number in counts.items() if _PLAIN.fullmatch(word) and number >= LEAST_WORDS}
    also: dict[str, set[str]] = {}
    for word, roots in backward.items():
        for origin, share in roots.items():
            if share.likely >= 0.02:
                also.setdefault(origin, set()).add(word)
    of_roots = {}
    for origin in sorted(word for word in forward if _PLAIN.fullmatch(word) and uses[word] >= LEAST_ROOTS):
        known = {word for word, share in forward[origin].items() if share.count >= LEAST_COUNT} | also.get(
            origin, set()
        )
        usual = [word for word in usual_words(origin, forward, backward, uses[origin]) if word in stems][:MOST_USUAL]
        if others := (known & stems) - set(usual):
            of_roots[origin] = f"{' '.join(shown[word] for word in usual)}\t{' '.join(sorted(others))}"
        elif usual:
            of_roots[origin] = f"{' '.join(shown[word] for word in usual)}\t"
    of_words = {word: strongest(backward.get(word, {}), of_roots) for word in sorted(stems)}
    tables = (of_roots, {word: " ".join(roots) for word, roots in of_words.items() if roots})
    return "\n\n".join("\n".join(f"{key}\t{rest}" for key, rest in table.items()) for table in tables) + "\n"


def usual_words(origin: str, forward: Shares, backward: Shares, uses: int) -> list[str]:
    """Return the stems that usually stand for a root; none where there is no usual one, or too many."""
    shares = forward[origin]
    if origin in _GENERAL or uses > MOST_USES or (FUNCTION in shares and shares[FUNCTION].likely >= 0.25):
        return []
    none = Share(0, 0)
    usual = [
        word
        for word, share in sorted(shares.items(), key=lambda item: (-item[1].likely, item[0]))
        if share.likely >= 0.05
        and share.count >= LEAST_COUNT
        and backward.get(word, {}).get(origin, none).likely >= 0.01
        and word != FUNCTION
    ]
    return usual if usual and shares[usual[0]].likely >= 0.1 else []


def strongest(roots: Mapping[str, Share], known: Iterable[str]) -> list[str]:
    """Return the few roots that an English word stands for most often."""
    likely = [origin for origin, share in roots.items() if share.likely >= 0.1 and origin in known]
    return sorted(likely, key=lambda origin: (-roots[origin].likely, origin))[:3]


if __name__ == "__main__":
    main()
