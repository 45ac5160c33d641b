"""How fast the translation memory is and how large: ``python benchmarks/memory.py [ENTRIES [LOOK-UPS]]``.

Times are processor time. The sentences are made of made-up words, from a fixed seed, with the lengths of news
sentences.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from sitegen.translation.memory.exchange import export_file, import_file  # noqa: E402
from sitegen.translation.memory.store import Memory  # noqa: E402
from sitegen.translation.memory.units import Model, TranslationUnit  # noqa: E402

LANGUAGES = ("id", "en")
MODEL = Model("argos", "translate-id_en", "0.1", "beam 4")
BATCH = 4096


def sentences(count: int, seed: int) -> Iterator[str]:
    random = Random(seed)  # noqa: S311 - nothing secret
    words = ["".join(random.choices("aaaeiuunnktrsmdlbpgh", k=random.randint(2, 10))) for _ in range(20_000)]
    for number in range(count):
        yield " ".join(random.choices(words, k=random.randint(4, 28))).capitalize() + f" {number}."


def fill(memory: Memory, count: int) -> None:
    pairs = zip(sentences(count, 1), sentences(count, 2), strict=True)
    while batch := [TranslationUnit(*pair, MODEL, -0.3, []) for pair in islice(pairs, BATCH)]:
        memory.put(batch)


def main(entries: int = 200_000, look_ups: int = 10_000) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.sqlite3"
        with Memory(path, LANGUAGES) as memory:
            seconds = _timed(lambda: fill(memory, entries))
        print(f"put {entries:,} units in batches of {BATCH:,}: {entries / seconds:,.0f} a second")
        text = sum(len(sentence.encode()) for seed in (1, 2) for sentence in sentences(entries, seed))
        size = path.stat().st_size / entries
        print(f"size: {size:.0f} bytes a unit, of which {text / entries:.0f} are its two sentences")
        started = time.process_time()
        with Memory(path, LANGUAGES) as memory:
            print(f"open, with the check for damage: {time.process_time() - started:.3f} s")
            known = list(sentences(entries, 1))[:: max(1, 2 * entries // look_ups)]
            asked = known + [sentence + " tidak" for sentence in known]
            for _ in range(3):
                seconds = _timed(lambda: memory.get_many(asked, MODEL))
                print(f"look up {len(asked):,} sentences, half of them known: {len(asked) / seconds:,.0f} a second")
            assert len(memory.get_many(asked, MODEL)) == len(known)
            tmx = Path(folder) / "memory.tmx"
            seconds = _timed(lambda: export_file(memory, tmx))
            print(
                f"export to TMX: {entries / seconds:,.0f} units a second, {tmx.stat().st_size / entries:.0f} bytes each"
            )
        with Memory(Path(folder) / "other.sqlite3", LANGUAGES) as memory:
            seconds = _timed(lambda: import_file(memory, tmx))
            print(f"import from TMX: {entries / seconds:,.0f} units a second")
    print(f"peak of the process's memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def _timed(action: Callable[[], object]) -> float:
    """Seconds of processor time, which other work on the machine changes little; waiting for the disk is not in it."""
    started = time.process_time()
    action()
    return time.process_time() - started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
