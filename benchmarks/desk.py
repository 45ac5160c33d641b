"""How long the desk takes with many stories: ``python benchmarks/desk.py PAIRS``.

It prints the seconds of the first list of a site that was never seen, the slowest list while the index fills, and how
long that takes; then those of the first list of a desk that was started again, and of the list, a story, matches (also
with twice as many imported sentences as stories) and a concordance afterwards. All are also given as a share of that.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from synthetic import write_site  # noqa: E402

from sitegen.desk import stories  # noqa: E402
from sitegen.desk.handlers.handler import PATIENCE  # noqa: E402
from sitegen.desk.overview.index import Index  # noqa: E402
from sitegen.desk.overview.listing import listing  # noqa: E402
from sitegen.desk.suggestions.concordance import concordance  # noqa: E402
from sitegen.desk.suggestions.matches import matches  # noqa: E402
from sitegen.preview.status import Status, StatusBoard  # noqa: E402
from sitegen.settings.site import Site, load_site  # noqa: E402
from sitegen.translation.memory.store import open_memory  # noqa: E402
from sitegen.translation.memory.units import TranslationUnit  # noqa: E402


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the median of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[times // 2]


def import_sentences(site: Site, index: Index, count: int) -> None:
    """Put sentences much like those of the site into its translation memory, and wait until the index has them."""

    def read(connection: sqlite3.Connection) -> list[tuple[str, str]]:
        return connection.execute("SELECT source, target FROM sentence LIMIT ?", (count,)).fetchall()

    def imported(connection: sqlite3.Connection) -> int:
        found: int = connection.execute("SELECT COUNT(*) FROM sentence WHERE slug = ''").fetchone()[0]
        return found

    with open_memory(site) as memory:
        memory.put(
            TranslationUnit(f"{source} {number}", target) for number, (source, target) in enumerate(index.ask(read))
        )
    while not index.ask(imported):
        index.stories(1)
        time.sleep(0.5)


def main() -> None:
    """Make a site, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=int)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        write_site(root, pairs)
        site = load_site(root)

        def page(index: Index) -> int:
            rows, waiting = index.stories(PATIENCE)
            assert len(rows) == pairs
            listing(rows, chosen="all", words="", sort="urgent", offset=0, limit=50)
            return waiting

        def opened() -> Index:
            index, board = Index(lambda: site), StatusBoard(Status(site, "1"))
            index.watch(board)
            board.note(None)  # as the preview's watching says at its start
            return index

        found: dict[str, float] = {}
        cold = opened()
        start = time.perf_counter()
        found["first list"] = seconds(lambda: page(cold), 1)
        meanwhile = [0.0]
        while cold.stories(1).waiting:
            meanwhile.append(seconds(lambda: page(cold), 1))
            time.sleep(0.5)
        filled = time.perf_counter() - start
        found["while filling"] = max(meanwhile)
        cold.close()
        index = opened()
        found["started again"] = seconds(lambda: page(index), 1)
        while index.stories(1).waiting:
            pass
        found["list"] = seconds(lambda: page(index))
        rows, _ = index.stories(1)
        slug = str(rows[len(rows) // 2]["slug"])
        found["story"] = seconds(lambda: stories.story_json(site, stories.load_story(site, slug)))
        sentence = stories.load_story(site, slug).original.body[0]
        found["matches"] = seconds(lambda: index.ask(matches, sentence, slug, 2))
        import_sentences(site, index, 2 * pairs)
        found["with imported"] = seconds(lambda: index.ask(matches, sentence, slug, 2))
        found["concordance"] = seconds(lambda: index.ask(concordance, "menteri", "source"))
        index.close()
        print(f"{pairs:,} stories")
        print(f"{'filling':14} {filled:9.3f} s")
        for name, taken in found.items():
            print(f"{name:14} {taken:9.3f} s  {taken / filled:8.2%} of that")


if __name__ == "__main__":
    main()
