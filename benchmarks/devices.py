"""How fast a GPU translates, and whether it translates as the CPU does: ``python benchmarks/devices.py``.

It says which CUDA libraries CTranslate2 has found; then both translate the same sentences in one run, the CPU with two
threads, with each compute type that they share: how many sentences a second, how many translations differ from the
CPU's, and by how much. Then the GPU's speed over 20,000 sentences, with smaller and larger batches, and the largest
batch that fits. That takes about four minutes. Where there is no GPU that CTranslate2 can use, it says why and ends
with 2.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import ctranslate2  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402
from sites import write_site  # noqa: E402
from translation import distinct_sentences  # noqa: E402

from sitegen.errors import SitegenError  # noqa: E402
from sitegen.models.installed import ready_package  # noqa: E402
from sitegen.settings.site import Device  # noqa: E402
from sitegen.translation.engines import devices  # noqa: E402
from sitegen.translation.engines.argos import ArgosEngine  # noqa: E402
from sitegen.translation.engines.devices import Computing, load_model  # noqa: E402
from sitegen.translation.engines.engine import EngineOutput  # noqa: E402

BEAM = 4
CPU_THREADS = 2
LARGEST = 2**20
"""Tokens in the largest batch that is tried."""
LENGTH = 32
"""Tokens of a sentence in the largest batch: as news has them."""


class Bench:
    """The starter on each device."""

    def __init__(self, folder: Path, count: int, rounds: int) -> None:
        self.package = ready_package(write_site(folder / "site").site)
        self.sentences = distinct_sentences(count)
        self.rounds = rounds

    def run(self, computing: Computing, sentences: Sequence[str] | None = None) -> tuple[list[EngineOutput], float]:
        """Return the best translations, and the median of the seconds that they took."""
        sentences = self.sentences if sentences is None else sentences
        engine = ArgosEngine(self.package, BEAM, computing)
        # Loading, and what a device does the first time, is no part of its speed.
        engine.translate(sentences[:64])
        seconds = []
        for _ in range(self.rounds):
            start = time.perf_counter()
            outputs = engine.translate(sentences)
            seconds.append(time.perf_counter() - start)
        return [found[0] for found in outputs], median(seconds)

    def with_batches(self, tokens: int, sentences: Sequence[str]) -> float:
        """Return the seconds that the GPU takes for ``sentences`` with batches of so many tokens."""
        usual, devices.CUDA_TOKENS = devices.CUDA_TOKENS, tokens
        try:
            return self.run(Computing("cuda"), sentences)[1]
        finally:
            devices.CUDA_TOKENS = usual

    def largest_batch(self) -> Iterator[tuple[int, bool]]:
        """Yield numbers of tokens, each twice the one before, with whether such a batch fits."""
        translator = load_model(self.package.package_path / "model", Computing("cuda")).translator
        sentence = self.package.tokenizer.encode(" ".join(self.sentences))[:LENGTH]
        tokens = devices.CUDA_TOKENS
        while tokens <= LARGEST:
            try:
                translator.translate_batch(
                    [sentence] * (tokens // LENGTH), beam_size=BEAM, min_decoding_length=LENGTH, max_decoding_length=96
                )
            except RuntimeError as error:
                if "memory" not in str(error) and "ALLOC" not in str(error):
                    raise
                yield tokens, False
                return
            yield tokens, True
            tokens *= 2


def compare(bench: Bench, used: Sequence[Device], types: Sequence[str]) -> None:
    """Print a line for each device and compute type."""
    expected, slow = bench.run(Computing(threads=CPU_THREADS))
    print(f"{len(expected):,} sentences, beam {BEAM}, median of {bench.rounds}:")
    print(f"{'device, compute type':24}{'sentences/s':>12}{'times cpu':>11}{'differ':>8}{'likeness':>10}{'score':>8}")
    _line("cpu default", len(expected) / slow, 1.0, expected, expected)
    for device in used:
        supported = ctranslate2.get_supported_compute_types(device)
        for name in ("default", *types):
            if (device, name) == ("cpu", "default") or name not in {"default", *supported}:
                continue
            computing = Computing(device, name, CPU_THREADS)  # type: ignore[arg-type]
            found, seconds = bench.run(computing)
            _line(f"{device} {name}", len(found) / seconds, slow / seconds, expected, found)
    print("differ: translations other than the CPU's; likeness: of those to the CPU's, 1 if equal; score: by how much")
    print("the score of a translation differs at most where the words are the same")


def _line(
    name: str, speed: float, ratio: float, expected: Sequence[EngineOutput], found: Sequence[EngineOutput]
) -> None:
    pairs = list(zip(expected, found, strict=True))
    others = [Levenshtein.normalized_similarity(a.text, b.text) for a, b in pairs if a.text != b.text]
    score = max((abs(a.score - b.score) for a, b in pairs if a.text == b.text), default=0.0)
    likeness = sum(others) / len(others) if others else 1.0
    print(f"{name:24}{speed:12.1f}{ratio:11.2f}{len(others):8,}{likeness:10.3f}{score:8.4f}", flush=True)


def cuda_libraries() -> list[str]:
    """Return the files of CUDA that this process has loaded, as Linux tells them."""
    maps = Path("/proc/self/maps")
    files = {line.split()[-1] for line in maps.read_text().splitlines() if "/" in line} if maps.exists() else set()
    return sorted(file for file in files if re.search(r"lib(cuda|cublas|cudnn|nv)\w*\.so", file))


def main() -> None:
    """Measure what is asked for, where there is a GPU."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=1000, help="how many are translated [default: 1000]")
    parser.add_argument("--many", type=int, default=20_000, help="how many the GPU translates alone [default: 20000]")
    parser.add_argument("--rounds", type=int, default=3, help="of each measurement [default: 3]")
    parser.add_argument("--types", default="int8,float16,float32", help="compute types, with commas between")
    parser.add_argument("--cpu", action="store_true", help="compare the compute types of the CPU only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.sentences, options.rounds)
        types = options.types.split(",")
        if options.cpu:
            compare(bench, ("cpu",), types)
            return
        print(f"CTranslate2 {ctranslate2.__version__}, {ctranslate2.get_cuda_device_count()} GPUs")
        try:
            load_model(bench.package.package_path / "model", Computing("cuda"))
        except SitegenError as error:
            print(f"no CUDA device here: {error}")
            sys.exit(2)
        print("\n".join(["CUDA libraries:", *cuda_libraries()]))
        compare(bench, ("cpu", "cuda"), types)
        bench.rounds = 1
        many = distinct_sentences(options.many)
        for tokens in (devices.CUDA_TOKENS // 8, devices.CUDA_TOKENS, devices.CUDA_TOKENS * 8):
            speed = len(many) / bench.with_batches(tokens, many)
            print(f"{len(many):,} sentences in batches of {tokens:,} tokens: {speed:,.1f} sentences/s", flush=True)
        for tokens, fits in bench.largest_batch():
            print(f"a batch of {tokens:,} tokens ({tokens // LENGTH:,} sentences) {'fits' if fits else 'does not fit'}")


if __name__ == "__main__":
    main()
