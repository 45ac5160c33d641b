"""How long the desk takes with many stories: ``python benchmarks/desk.py PAIRS``.

It prints the seconds of the first list, which reads every story, of the list of a desk that was started again, and of
the list, a story, matches and a concordance afterwards; and what share of the first list each of them takes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from synthetic import write_site  # noqa: E402

from sitegen.desk import stories  # noqa: E402
from sitegen.desk.overview.index import Index  # noqa: E402
from sitegen.desk.overview.listing import listing  # noqa: E402
from sitegen.desk.suggestions.concordance import concordance  # noqa: E402
from sitegen.desk.suggestions.matches import matches  # noqa: E402
from sitegen.preview.status import Status, StatusBoard  # noqa: E402
from sitegen.settings.site import load_site  # noqa: E402


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the median of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[times // 2]


def main() -> None:
    """Make a site, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=int)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        write_site(root, pairs)
        site = load_site(root)

        def page(index: Index) -> object:
            rows, waiting = index.stories(3600)
            assert not waiting
            return listing(rows, chosen="all", words="", sort="urgent", offset=0, limit=50)

        cold = Index(lambda: site)
        first = seconds(lambda: page(cold), 1)
        cold.close()
        index = Index(lambda: site)
        board = StatusBoard(Status(site, "1"))
        index.watch(board)
        board.note(None)  # as the preview's watching says at its start
        found = {"started again": seconds(lambda: page(index), 1), "list": seconds(lambda: page(index))}
        rows, _ = index.stories(0)
        slug = str(rows[len(rows) // 2]["slug"])
        found["story"] = seconds(lambda: stories.story_json(site, stories.load_story(site, slug)))
        sentence = stories.load_story(site, slug).original.body[0]
        found["matches"] = seconds(lambda: index.ask(matches, sentence, slug, 2))
        found["concordance"] = seconds(lambda: index.ask(concordance, "menteri", "source"))
        index.close()
        print(f"{pairs:,} stories")
        print(f"{'first list':14} {first:9.3f} s")
        for name, taken in found.items():
            print(f"{name:14} {taken:9.3f} s  {taken / first:8.2%} of the first list")


if __name__ == "__main__":
    main()
