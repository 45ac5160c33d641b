"""What a cluster is worth: ``python benchmarks/cluster.py compare|kills|memory|simulate``.

``compare [N]``: one process on two cores against ``local:2``, with the starter, in turn; are the files the same?
``kills [N]``: workers of ``local:4`` are killed at random moments; is anything lost, or otherwise, at the end?
``memory [N…]``: the peak memory of the process that translates N sentences, whose workers have a fast fake engine.
``simulate [N…]``: N workers that are threads and translate at a known speed; what share of them is busy?
``parent [N]``: which part of the program's own time are checks, which workers take over?

Seconds are of the wall clock; those of the processor are of all processes, workers included.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers"), str(ROOT / "benchmarks")]

from cluster_engines import BackwardRecipe, backward_translator  # noqa: E402
from fake_engine import BackwardEngine  # noqa: E402
from sites import SiteFolder, write_site  # noqa: E402
from translation import distinct_sentences, replaced  # noqa: E402

from sitegen.commands.stages import on_cluster  # noqa: E402
from sitegen.translation.cluster import connection, worker  # noqa: E402
from sitegen.translation.cluster.translator import ClusterTranslator, site_translator  # noqa: E402
from sitegen.translation.engines.registry import site_engine  # noqa: E402
from sitegen.translation.progress import TranslationProgress  # noqa: E402
from sitegen.translation.run import translate_site  # noqa: E402
from sitegen.translation.sentences.translator import Translated, translate_texts  # noqa: E402
from sitegen.translation.texts import Segment  # noqa: E402
from sitegen.translation.translators import Translator  # noqa: E402

IN_AN_ARTICLE = 20


def made_site(folder: Path, sentences: Sequence[str], **settings: object) -> SiteFolder:
    """Write a site with articles of some sentences each."""
    site = write_site(folder, **settings)
    for start in range(0, len(sentences), IN_AN_ARTICLE):
        number = start // IN_AN_ARTICLE
        site.write("id", f"berita-{number}", f"Berita nomor {number}", "\n".join(sentences[start:][:IN_AN_ARTICLE]))
    return site


def translations(site: SiteFolder) -> dict[str, bytes]:
    """Return the translated files."""
    return {path.name: path.read_bytes() for path in (site.root / "content" / "en").glob("*.md")}


def processor() -> float:
    """Seconds of the processor that this process has used, and its children that live."""
    import psutil

    own = psutil.Process()
    return sum(sum(process.cpu_times()[:2]) for process in (own, *own.children(recursive=True)))


def compare(count: int, rounds: int) -> None:
    """Print the speeds of one process and of ``local:2``, in turn, each with its model loaded."""
    sentences = distinct_sentences(count)
    speeds: dict[str, list[tuple[float, float]]] = {"one process": [], "local:2": []}
    expected: dict[str, bytes] | None = None
    with tempfile.TemporaryDirectory() as name:
        for number in range(rounds):
            for way, found in speeds.items():
                folder = made_site(Path(name) / f"{way} {number}", sentences, translation={"threads": 2})
                site = on_cluster(folder.site, way) if way == "local:2" else folder.site
                engine = site_engine(site)
                engine.translate(["Satu."])
                with site_translator(site, engine) as translator:
                    if translator:
                        warm_up(translator, 2)
                    start, before = time.perf_counter(), processor()
                    texts = translate_site(site, engine, None, translator).texts
                    found.append((texts / (time.perf_counter() - start), texts / (processor() - before)))
                print(
                    f"{way:12} {found[-1][0]:7.1f} sentences/s, {found[-1][1]:7.1f} a second of processor", flush=True
                )
                expected = expected or translations(folder)
                assert translations(folder) == expected, "the files differ"
        ratios = [(b[0] / a[0], b[1] / a[1]) for a, b in zip(*speeds.values(), strict=True)]
        wall, cpu = (median(values) for values in zip(*ratios, strict=True))
        print(f"local:2 / one process: {wall:.2f} by the clock, {cpu:.2f} by the processor")
        print(f"{len(expected or {}):,} files of content/en are the same in all {2 * rounds} runs")


def warm_up(translator: Translator, workers: int) -> None:
    """Let workers load what they need."""
    some = [_Piece([_segment()]) for _ in range(20 * workers)]
    assert len(list(translator.translate(some, lambda _: None))) == len(some)


def kills(count: int) -> None:
    """Kill workers at random moments, while others start."""
    chance = random.Random(5)  # noqa: S311 - nothing secret
    sentences = [f"Warga desa nomor {number} menunggu hujan." for number in range(8000)]
    with tempfile.TemporaryDirectory() as name:
        plain, clustered = (made_site(Path(name) / way, sentences) for way in ("plain", "cluster"))
        translate_site(plain.site, BackwardEngine())
        killed = 0
        begun, ended = threading.Event(), threading.Event()
        translator = backward_translator("local:4", clustered.site, BackwardRecipe(pause=0.05))

        def kill() -> None:
            nonlocal killed
            begun.wait()
            while killed < count and not ended.wait(chance.uniform(0.5, 2.5)):
                if pids := _workers(translator):
                    with suppress(ProcessLookupError):
                        os.kill(chance.choice(pids), signal.SIGKILL)
                        killed += 1

        def show(standing: TranslationProgress) -> None:
            if standing.done:
                begun.set()

        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        with closing(translator):
            result = translate_site(clustered.site, BackwardEngine(), show, translator)
            ended.set()
            killer.join()
        assert result.problems == (), f"after {killed} kills: {result.problems}"
        assert translations(clustered) == translations(plain), "the files differ"
        rows = [_rows(site) for site in (plain, clustered)]
        assert rows[0] == rows[1], "the memories differ"
        print(f"{killed} kills of workers: {result.texts:,} texts, no problem, {len(translations(plain)):,} files and")
        print(f"{len(rows[0]):,} rows of the memory equal to those of one undisturbed process")


def _workers(translator: ClusterTranslator) -> list[int]:
    """The processes of the workers that are there."""
    client: Any = getattr(translator._crew._connection, "_client", None)
    with suppress(OSError, TimeoutError):
        return list(client.run(os.getpid, on_error="ignore").values()) if client else []
    return []


def _rows(site: SiteFolder) -> list[tuple[object, ...]]:
    import sqlite3

    with closing(sqlite3.connect(site.root / ".sitegen" / "memory.sqlite3")) as connection:
        return connection.execute("SELECT source, target FROM machine ORDER BY source").fetchall()


def memory(counts: Sequence[int]) -> None:
    """Print the peak memory of processes that translate so many sentences."""
    for count in counts:
        command = [sys.executable, __file__, "one-site", str(count)]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="", flush=True)


def one_site(count: int) -> None:
    """Translate a site of made-up sentences, in articles of 200, with two workers, and print this process's peak."""
    with tempfile.TemporaryDirectory() as name:
        site = write_site(Path(name) / "site", languages=["jv", "en"], title={"jv": "Kabar", "en": "News"})
        for article in range(count // 200):
            body = [f"Warga desa {article} ngenteni udan {line}." for line in range(200)]
            site.write("jv", f"kabar-{article}", f"Kabar {article}", "\n".join(body))
        with closing(backward_translator("local:2", site.site)) as translator:
            start = time.perf_counter()
            before = _peak()
            result = translate_site(site.site, BackwardEngine(), None, translator)
            seconds = time.perf_counter() - start
        assert result.texts >= count
        print(f"{count:9,} sentences: peak {_peak():,.0f} MiB, {before:,.0f} before; {seconds:,.0f} s")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def simulate(counts: Sequence[int], speed: float, seconds_each: int) -> None:
    """Print how busy workers are that translate at a known speed, and how busy the program is."""
    print(f"{'workers':>8}{'sentences':>11}{'seconds':>9}{'at best':>9}{'efficiency':>12}{'processor s':>13}")
    for count in counts:
        sentences = int(count * speed * seconds_each)
        with tempfile.TemporaryDirectory() as name, _simulated(count, speed):
            texts = [f"Warga desa nomor {number} menunggu hujan di lapangan." for number in range(sentences)]
            site = made_site(Path(name) / "site", texts)
            with closing(backward_translator(f"local:{count}", site.site)) as translator:
                warm_up(translator, 1)
                start, before = time.perf_counter(), time.process_time()
                result = translate_site(site.site, BackwardEngine(), None, translator)
                seconds, used = time.perf_counter() - start, time.process_time() - before
        titles = [f"Berita nomor {number}" for number in range(-(-sentences // IN_AN_ARTICLE))]
        best = sum(map(_price, (*texts, *titles))) / speed / count
        print(f"{count:8}{result.texts:11,}{seconds:9.1f}{best:9.1f}{best / seconds:12.2f}{used:13.1f}", flush=True)


def _price(text: str) -> float:
    """What a text costs, in sentences of the simulation; the fake engine's tokens are letters."""
    return len(text) / 48


class _Piece:
    def __init__(self, texts: Sequence[Segment]) -> None:
        self.texts = texts


def _segment() -> Segment:
    from sitegen.content.body.inline import Inline

    return Segment(2, 0, Inline("Satu kalimat."))


@contextmanager
def _simulated(count: int, speed: float) -> Any:
    """Let workers be threads of this process, which sleep as long as the work would take."""

    def translate(_: str, texts: Sequence[Segment]) -> worker.Made:
        seconds = sum(_price(text.inline.text) for text in texts) / speed
        time.sleep(seconds)
        return worker.Made([Translated(text.inline, (), -0.1, 0.5) for text in texts], seconds)

    def threads(distributed: Any, _: int) -> Any:
        return distributed.LocalCluster(
            n_workers=count, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0", memory_limit=0
        )

    with replaced(worker, "translate", translate), replaced(connection, "_processes", threads):
        yield


def parent(count: int) -> None:
    """Print what a sentence costs this process, the engine apart, and what part of that workers take over."""
    sentences = distinct_sentences(count)
    spent: dict[str, float] = {"engine": 0.0, "checks": 0.0}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            start = time.thread_time()
            try:
                return function(*arguments, **options)
            finally:
                spent[name] += time.thread_time() - start

        return call

    from sitegen.translation import translators

    with tempfile.TemporaryDirectory() as name:
        site = made_site(Path(name) / "site", sentences).site
        engine: Any = site_engine(site)
        engine.translate(["Satu."])
        engine.translate = timed("engine", engine.translate)
        with replaced(translators, "translate_texts", timed("checks", translate_texts)):
            start = time.thread_time()
            texts = translate_site(site, engine).texts
            whole = time.thread_time() - start
    checks = spent["checks"] - spent["engine"]
    print(f"{texts:,} texts, milliseconds of the processor each, in the main thread (the model runs in others):")
    print(f"reading, planning, memory, files {1000 * (whole - spent['checks']) / texts:.2f}")
    print(f"segments, checks, attempts       {1000 * checks / texts:.2f}")
    print(f"tokens, calls of the model       {1000 * spent['engine'] / texts:.2f}")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["compare", "kills", "memory", "simulate", "parent", "one-site"])
    parser.add_argument("numbers", type=int, nargs="*")
    parser.add_argument("--rounds", type=int, default=3, help="of compare [default: 3]")
    parser.add_argument(
        "--speed", type=float, default=4.0, help="sentences a second of a simulated worker [default: 4]"
    )
    parser.add_argument("--seconds", type=int, default=60, help="of work for each simulated worker [default: 60]")
    options = parser.parse_args()
    first = next(iter(options.numbers), None)
    if options.what == "compare":
        compare(first or 3000, options.rounds)
    elif options.what == "kills":
        kills(first or 50)
    elif options.what == "memory":
        memory(options.numbers or [200_000, 2_000_000])
    elif options.what == "simulate":
        simulate(options.numbers or [2, 8, 32, 128], options.speed, options.seconds)
    elif options.what == "parent":
        parent(first or 1000)
    else:
        one_site(first or 1000)


if __name__ == "__main__":
    main()
