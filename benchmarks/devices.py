"""How fast a GPU translates, and whether it translates as the CPU does: ``python benchmarks/devices.py``.

Both translate the same sentences in one run, with each compute type that they share: how many sentences a second, how
many translations differ from the CPU's, and the largest batch that fits. Where there is no GPU that
CTranslate2 can use, it says why and ends with 2.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import ctranslate2  # noqa: E402
from sites import write_site  # noqa: E402
from translation import distinct_sentences  # noqa: E402

from sitegen.errors import SitegenError  # noqa: E402
from sitegen.models.installed import ready_package  # noqa: E402
from sitegen.settings.site import Device  # noqa: E402
from sitegen.translation.engines import devices  # noqa: E402
from sitegen.translation.engines.argos import ArgosEngine  # noqa: E402
from sitegen.translation.engines.devices import Computing, load_model  # noqa: E402

BEAM = 4
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

    def run(self, computing: Computing) -> tuple[list[str], float]:
        """Return the translations, and the median of the seconds that they took."""
        engine = ArgosEngine(self.package, BEAM, computing)
        # Loading, and what a device does the first time, is no part of its speed.
        engine.translate(self.sentences[:64])
        seconds = []
        for _ in range(self.rounds):
            start = time.perf_counter()
            outputs = engine.translate(self.sentences)
            seconds.append(time.perf_counter() - start)
        return [found[0].text for found in outputs], median(seconds)

    def with_batches(self, tokens: int) -> float:
        """Return the seconds that the GPU takes with batches of so many tokens."""
        usual, devices.CUDA_TOKENS = devices.CUDA_TOKENS, tokens
        try:
            return self.run(Computing("cuda"))[1]
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
    expected, slow = bench.run(Computing())
    print(f"{len(expected):,} sentences, beam {BEAM}, median of {bench.rounds}:")
    print(f"{'device':8}{'compute type':16}{'sentences/s':>12}{'times cpu':>11}{'differ from cpu default':>25}")
    _line("cpu", "default", len(expected) / slow, 1.0, 0)
    for device in used:
        supported = ctranslate2.get_supported_compute_types(device)
        for name in ("default", *types):
            if (device, name) == ("cpu", "default") or name not in {"default", *supported}:
                continue
            found, seconds = bench.run(Computing(device, name))  # type: ignore[arg-type]
            others = sum(a != b for a, b in zip(expected, found, strict=True))
            _line(device, name, len(found) / seconds, slow / seconds, others)


def _line(device: str, name: str, speed: float, ratio: float, others: int) -> None:
    print(f"{device:8}{name:16}{speed:12.1f}{ratio:11.2f}{others:25,}", flush=True)


def main() -> None:
    """Measure what is asked for, where there is a GPU."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=1000, help="how many are translated [default: 1000]")
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
        try:
            load_model(bench.package.package_path / "model", Computing("cuda"))
        except SitegenError as error:
            print(f"no CUDA device here: {error}")
            sys.exit(2)
        compare(bench, ("cpu", "cuda"), types)
        for tokens in (devices.CUDA_TOKENS // 8, devices.CUDA_TOKENS, devices.CUDA_TOKENS * 8):
            print(f"batches of {tokens:,} tokens: {len(bench.sentences) / bench.with_batches(tokens):,.1f} sentences/s")
        for tokens, fits in bench.largest_batch():
            print(f"a batch of {tokens:,} tokens ({tokens // LENGTH:,} sentences) {'fits' if fits else 'does not fit'}")


if __name__ == "__main__":
    main()
