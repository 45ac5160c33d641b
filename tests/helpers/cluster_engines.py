"""Engines for workers of a cluster: the tests' own small one, slow or deadly where a test wants it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fake_engine import BackwardEngine

from sitegen.errors import SitegenError
from sitegen.languages.registry import site_pair
from sitegen.settings.site import Site
from sitegen.translation.cluster.recipes import PackageMissingError, Program, ReadyEngine, Recipe
from sitegen.translation.cluster.translator import ClusterTranslator
from sitegen.translation.engines.engine import FIRST, Decoding, EngineOutput

DEADLY = "mematikan"
"""A word that ends the process of a worker which translates it, where a recipe says so."""


@dataclass(frozen=True)
class BackwardRecipe:
    """How a worker makes a `BackwardEngine` that waits for ``pause`` seconds at each sentence.

    ``deadly`` words end its process; ``broken`` makes each translation fail; a worker with another variable
    ``SITEGEN_TEST_PACKAGE`` than ``wants`` has another package.
    """

    pause: float = 0.0
    deadly: bool = False
    broken: bool = False
    wants: str = ""

    @property
    def package(self) -> tuple[Path, str] | None:
        """It needs none."""
        return None

    def make(self, threads: int) -> ReadyEngine:
        """Return the engine."""
        if os.environ.get("SITEGEN_TEST_PACKAGE", "") != self.wants:
            raise PackageMissingError("has no package translate-id_en")
        if threads < 1:
            raise SitegenError("has no threads")
        return ReadyEngine(_WorkersEngine(self), "cpu")


class _WorkersEngine(BackwardEngine):
    def __init__(self, recipe: BackwardRecipe) -> None:
        super().__init__()
        self._recipe = recipe

    def translate(
        self,
        sentences: Sequence[str],
        decoding: Decoding = FIRST,
        *,
        align: bool = False,
        done: Callable[[int], None] | None = None,
    ) -> list[tuple[EngineOutput, ...]]:
        if self._recipe.broken:
            raise RuntimeError("no memory")
        if self._recipe.deadly and any(DEADLY in sentence.lower() for sentence in sentences):
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(self._recipe.pause * len(sentences))
        self.seen.clear()
        return super().translate(sentences, decoding, align=align, done=done)


def backward_recipe(site: Site, engine: BackwardRecipe) -> Recipe:
    """Return the recipe of a site that is translated by a `BackwardEngine`."""
    return Recipe(Program.here(), site.languages, site_pair(site).fingerprint, None, engine)


def backward_translator(address: str, site: Site, engine: BackwardRecipe | None = None) -> ClusterTranslator:
    """Return a translator of a site over the cluster at an address."""
    recipe = backward_recipe(site, engine or BackwardRecipe())
    return ClusterTranslator(address, recipe, BackwardEngine(), site_pair(site))
