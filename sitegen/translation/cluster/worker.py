"""What workers do: they make themselves ready once, and then translate. These functions are sent by their names."""

from __future__ import annotations

import ctypes
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.languages.pair import LanguagePair
from sitegen.languages.registry import language_pair
from sitegen.translation.cluster.recipes import PackageMissingError, Program, Recipe
from sitegen.translation.engines.engine import Engine
from sitegen.translation.sentences.translator import Translated, translate_texts
from sitegen.translation.texts import Segment

_KEPT = 2
"""Recipes whose models stay in memory: those of the sites that use the cluster in turn."""
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # as <malloc.h> of the GNU C library numbers them
_ready: dict[str, tuple[Engine, LanguagePair, str]] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Answer:
    """Whether a worker is ready: with which device, or why not. ``lacks_package`` can be helped by sending it."""

    device: str = ""
    refusal: str = ""
    lacks_package: bool = False


def prepare(recipe: Recipe, threads: int) -> Answer:
    """Make this worker ready to translate by ``recipe`` with so many threads, unless it is."""
    if different := recipe.program.differences(Program.here()):
        return Answer(refusal=different)
    with _lock:
        try:
            if recipe.digest not in _ready:
                _make(recipe, threads)
        except PackageMissingError as error:
            return Answer(refusal=str(error), lacks_package=True)
        except SitegenError as error:
            return Answer(refusal=str(error))
        return Answer(_ready[recipe.digest][2])


def _make(recipe: Recipe, threads: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "glossary.csv"
        if recipe.glossary is not None:
            path.write_text(recipe.glossary, encoding="utf-8")
        pair = language_pair(*recipe.languages, path if recipe.glossary is not None else None)
    if pair.fingerprint != recipe.pair:
        raise SitegenError("has other rules for the site's languages")
    _keep_memory()
    made = recipe.engine.make(threads)
    while len(_ready) >= _KEPT:
        del _ready[next(iter(_ready))]
    _ready[recipe.digest] = made.engine, pair, made.device


def _keep_memory() -> None:
    """Let the C library keep what the model frees for the next sentences.

    Dask starts workers with ``MALLOC_TRIM_THRESHOLD_=65536``, with which each freed buffer goes back to the system, and
    CTranslate2 4 needs twice the processor time (``findings/dask-workers-give-memory-back.sh``).
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):  # musl has none
        libc.mallopt(_M_TRIM_THRESHOLD, 1 << 30)
        libc.mallopt(_M_MMAP_THRESHOLD, 32 << 20)  # the largest that glibc takes


@dataclass(frozen=True)
class Made:
    """The translations of some texts, and the seconds that they took."""

    translated: Sequence[Translated]
    seconds: float


def translate(digest: str, texts: Sequence[Segment]) -> Made | None:
    """Return the translations of ``texts``; None if this worker is not ready for the recipe with this digest."""
    ready = _ready.get(digest)
    if ready is None:
        return None
    start = time.perf_counter()
    return Made(translate_texts(texts, ready[0], ready[1]), time.perf_counter() - start)
