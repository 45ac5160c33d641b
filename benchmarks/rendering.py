"""Compares how fast generators render the same news site in two languages.

``python benchmarks/rendering.py > table.md`` measures all of them in one run and prints Markdown; with options,
``python benchmarks/rendering.py [--tools FOLDER] [--pairs 1000 10000] [--rounds 3] [--timeout 600]
[--only sitegen hugo …] [--json FILE] [--sitegen FOLDER]``

sitegen, Pelican, Nikola, MkDocs, Eleventy and Hugo each get the articles of ``synthetic.py`` in their own source format
and make the same kinds of pages: one for each article and language, a list of the newest articles (20 on a page), lists
by tag, an archive, and a feed in each language. The others have plain themes with the same information (in
``generators/skeletons``), their documented way of having two languages, and their fastest settings: no highlighting, no
smart punctuation, caches and incremental builds where they have them. What differs is said below the table.

Three builds are measured: with nothing there (cold), again with nothing changed, and after one sentence of one article
was edited. After each cold build, every article must have its page in both languages, and each language its lists and
its feed; after the edit, the page must show the new sentence. What fails, or does not end in time, is said there too.

Wall time is what a person waits, CPU time that of all processes together. Memory is the largest sum over all processes
at one time (``generators/measuring.py`` says more). Nothing is removed before the end, so that no generator has to make
its files where others were removed just before. Of several rounds, medians are shown; the generators take turns, and
each builds a small site first. Nothing is asserted about time. The generators are installed into ``--tools`` by pip and
npm, which needs the network the first time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from generators.articles import line_to_change, make_pair, new_sentence  # noqa: E402
from generators.checking import Output, read_output, shows  # noqa: E402
from generators.eleventy import Eleventy  # noqa: E402
from generators.generator import Generator  # noqa: E402
from generators.hugo import Hugo  # noqa: E402
from generators.measuring import Run, run  # noqa: E402
from generators.mkdocs import MkDocs  # noqa: E402
from generators.nikola import Nikola  # noqa: E402
from generators.pelican import Pelican  # noqa: E402
from generators.reporting import AGAIN, COLD, EDIT, Result, report  # noqa: E402
from generators.sitegen import ROOT, Sitegen, SitegenWithSearch  # noqa: E402

GENERATORS = {
    "sitegen": Sitegen,
    "sitegen-search": SitegenWithSearch,
    "pelican": Pelican,
    "nikola": Nikola,
    "mkdocs": MkDocs,
    "eleventy": Eleventy,
    "hugo": Hugo,
}
FIRST_BUILD = 50
"""Pairs in the site that each generator builds before anything is measured: it brings its files into memory."""


@dataclass
class Entrant:
    """A generator with what has been measured of it."""

    generator: Generator
    version: str = ""
    trouble: str = ""
    runs: dict[str, list[Run]] = field(default_factory=dict)
    output: Output | None = None


def prepare(generator: Generator, work: Path, timeout: float) -> Entrant:
    """Install a generator and let it build a small site."""
    entrant = Entrant(generator)
    _say(generator.name, "install")
    try:
        entrant.version = generator.install()
    except subprocess.CalledProcessError as error:
        words = (error.stderr or error.stdout or str(error)).split()
        entrant.trouble = f"cannot be installed: {' '.join(words)[-300:]}"
        return entrant
    except OSError as error:
        entrant.trouble = f"cannot be installed: {error}"
        return entrant
    site = work / "first" / generator.key
    generator.write_site(site, FIRST_BUILD)
    measure(entrant, site, FIRST_BUILD, 0, timeout)
    return Entrant(generator, entrant.version, entrant.trouble)


def measure(entrant: Entrant, site: Path, pairs: int, number: int, timeout: float) -> None:
    """Build a site cold, again with nothing changed, and after an edit; stop at the first trouble."""
    generator = entrant.generator
    article, _ = make_pair(pairs // 2)
    source, sentence = site / generator.source(article), new_sentence(number)
    before = source.read_text(encoding="utf-8")

    def build(kind: str, command: list[str]) -> bool:
        os.sync()  # what was written before must not be written to the disk while this is measured
        taken = run(command, site, site.with_suffix(".log"), timeout)
        entrant.runs.setdefault(kind, []).append(taken)
        _say(generator.name, f"{pairs} pairs, {kind}", taken)
        entrant.trouble = f"{kind}: {taken.trouble}" if taken.trouble else ""
        return not taken.trouble

    generator.forget(site)
    if not build(COLD, generator.command(site)):
        return
    entrant.output = read_output(generator, site, pairs)
    if entrant.output.faults:
        entrant.trouble = f"{COLD}: {len(entrant.output.faults)} faults, such as: {entrant.output.faults[0]}"
        return
    if not build(AGAIN, generator.command_again(site, None)):
        return
    source.write_text(before.replace(line_to_change(article), sentence, 1), encoding="utf-8")
    if build(EDIT, generator.command_again(site, source)) and not shows(
        site / generator.output / generator.page(article), sentence
    ):
        entrant.trouble = f"{EDIT}: the page does not show the new sentence"
    source.write_text(before, encoding="utf-8")


def compare(entrants: list[Entrant], work: Path, pairs: int, rounds: int, timeout: float) -> list[Result]:
    """Measure all generators that have no trouble, in turns, with that many pairs."""
    folder = work / str(pairs)
    entrants = [Entrant(one.generator, one.version, one.trouble) for one in entrants]
    for entrant in entrants:
        if not entrant.trouble:
            entrant.generator.write_site(folder / entrant.generator.key, pairs)
    for number in range(1, rounds + 1):
        for entrant in entrants:
            if not entrant.trouble:
                measure(entrant, folder / entrant.generator.key, pairs, number, timeout)
    return [
        Result(one.generator.name, one.generator.notes, one.version, pairs, one.trouble, one.runs, one.output)
        for one in entrants
    ]


def _say(*words: object) -> None:
    print(*words, file=sys.stderr, flush=True)


def main() -> None:
    """Measure as the command line says, and print the table."""
    parser = argparse.ArgumentParser(description="Compare static site generators on the same bilingual news site.")
    parser.add_argument(
        "--tools",
        type=Path,
        default=Path(tempfile.gettempdir()) / "sitegen-generators",
        metavar="FOLDER",
        help="where generators are installed, by default in the system's folder for temporary files",
    )
    parser.add_argument(
        "--pairs", type=int, nargs="+", default=[1000], help="sizes of the site: articles, each in both languages"
    )
    parser.add_argument(
        "--only", nargs="+", choices=GENERATORS, default=list(GENERATORS), metavar="NAME", help=", ".join(GENERATORS)
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each build is measured")
    parser.add_argument("--timeout", type=float, default=600, metavar="SECONDS", help="for each build")
    parser.add_argument(
        "--sitegen", type=Path, default=ROOT, metavar="FOLDER", help="another working copy of sitegen to measure"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all that was measured to this file")
    arguments = parser.parse_args()
    if min(arguments.pairs) < FIRST_BUILD:
        parser.error(f"--pairs must be at least {FIRST_BUILD}, so that lists and feeds are full")
    tools = arguments.tools.resolve()
    tools.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rendering-") as name:
        work = Path(name)
        generators = [
            GENERATORS[key](tools, arguments.sitegen.resolve())
            if issubclass(GENERATORS[key], Sitegen)
            else GENERATORS[key](tools)
            for key in arguments.only
        ]
        entrants = [prepare(generator, work, arguments.timeout) for generator in generators]
        results = [
            result
            for pairs in arguments.pairs
            for result in compare(entrants, work, pairs, arguments.rounds, arguments.timeout)
        ]
    print(report(results, arguments.rounds))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
