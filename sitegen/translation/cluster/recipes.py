"""How a worker makes the engine and the checks that a site translates with, and knows that they are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from pkgutil import resolve_name
from typing import Protocol, cast

import ctranslate2
import sentencepiece

from sitegen import __version__
from sitegen.errors import SitegenError
from sitegen.languages.fingerprints import code_fingerprint
from sitegen.languages.registry import GLOSSARY, site_pair
from sitegen.settings.site import SETTINGS_FILE, Site
from sitegen.storage.files import read_text
from sitegen.translation.engines.engine import Engine
from sitegen.translation.recall import translating_code

RECIPES = {
    "argos": "sitegen.translation.cluster.argos_recipe:argos_recipe",
}
"""By the name of an engine: a function that returns the `EngineRecipe` of it. One line lets a cluster run an engine."""


class PackageMissingError(SitegenError):
    """The package is not on this machine, or another one of its name is."""


@dataclass(frozen=True)
class ReadyEngine:
    """An engine whose model is loaded, and the device that it is loaded to: ``cpu`` or ``cuda``."""

    engine: Engine
    device: str


class EngineRecipe(Protocol):
    """What it takes to make an engine on another machine: a frozen dataclass of plain values that can be pickled."""

    def make(self, threads: int) -> ReadyEngine:
        """Return the engine, which may use so many threads.

        Raises:
            PackageMissingError: its package is not here; `package` says which it is, so that it can be sent.
            SitegenError: it cannot be made here.
        """

    @property
    def package(self) -> tuple[Path, str] | None:
        """The folder of the package on the machine that sends it, and its digest; None if it needs none."""


@dataclass(frozen=True)
class Program:
    """The versions of the software that, besides the model, decide on translations."""

    sitegen: str
    code: str
    ctranslate2: str
    sentencepiece: str

    @classmethod
    def here(cls) -> Program:
        """Return those of this process."""
        code = code_fingerprint(*translating_code(), Path(__file__).parent)
        return cls(__version__, code, ctranslate2.__version__, sentencepiece.__version__)

    def differences(self, other: Program) -> str:
        """Return what ``other`` has and this has not, for a person; empty if they are the same."""
        pairs = ((field.name, getattr(other, field.name), getattr(self, field.name)) for field in fields(self))
        different = [(name, theirs, ours) for name, theirs, ours in pairs if theirs != ours]
        if [name for name, _, _ in different] == ["code"]:
            return f"has other code of sitegen {self.sitegen}"
        named = [f"{name} {theirs} instead of {ours}" for name, theirs, ours in different if name != "code"]
        return f"has {', '.join(named)}" if named else ""


@dataclass(frozen=True)
class Recipe:
    """All that makes a site's translations. ``pair`` is the fingerprint of its languages' data and checks."""

    program: Program
    languages: tuple[str, str]
    pair: str
    glossary: str | None
    engine: EngineRecipe

    @cached_property
    def digest(self) -> str:
        """A digest of all of it."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def site_recipe(site: Site, engine: Engine) -> Recipe:
    """Return the recipe of the site's translator; ``engine`` is the local one.

    Raises:
        SitegenError: the engine cannot be made elsewhere, or the glossary has a mistake.
    """
    if engine.name not in RECIPES:
        message = f"[translation] the engine '{engine.name}' cannot run on a cluster; remove the setting cluster"
        raise SitegenError(message, site.root / SETTINGS_FILE)
    make = cast(Callable[[Engine], EngineRecipe], resolve_name(RECIPES[engine.name]))
    glossary = site.root / GLOSSARY
    text = read_text(glossary) if glossary.is_file() else None
    return Recipe(Program.here(), site.languages, site_pair(site).fingerprint, text, make(engine))
