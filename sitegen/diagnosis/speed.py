"""Timings of a few basic operations, and which are unusually slow."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sitegen.content.front_matter.front_matter import parse_article
from sitegen.errors import SitegenError
from sitegen.settings.site import Site
from sitegen.translation.engines.registry import site_engine

_ARTICLE = "---\ntitle: Pasar Apung\nlang: id\ndate: 2026-03-01\ntags: [Pasar, Desa]\n---\n\nPasar buka lagi.\n"
_SENTENCES = (
    "Pemerintah desa memperbaiki dermaga itu dengan biaya Rp150 juta.",
    "Pasar apung itu dibuka kembali pada hari Minggu.",
)
_ARTICLES = 200
_WRITES = 5


@dataclass(frozen=True)
class _Timed:
    """Something that is timed, the milliseconds from which on it is slow, and what that may come from."""

    name: str
    slow: float
    reason: str


_START = _Timed("starting a command", 3000, "a virus scanner or a network drive reads each file of Python first")
_WRITE = _Timed(
    "writing a file to the disk", 100, "the disk, a network drive or a synchronised folder is slow to write"
)
_READ = _Timed(f"reading {_ARTICLES} articles", 1000, "PyYAML lacks its C part, or the processor is busy")
_LOAD = _Timed("loading the model", 10000, "the disk is slow to read, or the memory is nearly full")
_TRANSLATE = _Timed("translating a sentence", 2000, "the processor is slow or busy, or the model is large")


def speed(site: Site | None) -> dict[str, object]:
    """Return milliseconds by operation, and under ``slow`` possible reasons for slow ones.

    Nothing in the site is changed: a file that is written there is removed again, and where the site has no model yet,
    the starter is tried in a temporary folder.
    """
    took = {
        _START: _timed(_start),
        _WRITE: _timed(lambda: _write(site.root if site else None)) / _WRITES,
        _READ: _timed(lambda: [parse_article(_ARTICLE, Path("a.md"), "id") for _ in range(_ARTICLES)]),
    }
    facts: dict[str, object] = {}
    if site:
        try:
            took |= _translation(site)
        except SitegenError as error:
            facts["no translation"] = str(error)
    slow = [f"{what.name}: {what.reason}" for what, milliseconds in took.items() if milliseconds > what.slow]
    figures = {f"{what.name} (ms)": round(milliseconds, 1) for what, milliseconds in took.items()}
    return {**figures, **facts, "slow": slow}


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def _start() -> None:
    subprocess.run([sys.executable, "-c", "import sitegen.cli"], capture_output=True, check=False)


def _write(folder: Path | None) -> None:
    for _ in range(_WRITES):
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())


def _translation(site: Site) -> dict[_Timed, float]:
    if (site.state / "argos" / "packages").is_dir():
        return _with_model(site)
    with tempfile.TemporaryDirectory(prefix="sitegen-") as folder:
        return _with_model(site.model_copy(update={"root": Path(folder)}))


def _with_model(site: Site) -> dict[_Timed, float]:
    engine = site_engine(site)
    load = _timed(lambda: engine.translate(_SENTENCES[:1]))
    sentence = _timed(lambda: engine.translate(_SENTENCES[1:]))
    return {_LOAD: max(0.0, load - sentence), _TRANSLATE: sentence}
