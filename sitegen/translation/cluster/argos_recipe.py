"""How a worker makes the Argos engine: from the package on its own disk, which must be the same to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sitegen.models.argos_paths import argos_module
from sitegen.models.sent_packages import cache_folder, kept_folder, package_digest
from sitegen.settings.site import ComputeType, Device
from sitegen.translation.cluster.recipes import PackageMissingError, ReadyEngine
from sitegen.translation.engines.argos import ArgosEngine
from sitegen.translation.engines.devices import Computing
from sitegen.translation.engines.engine import Engine


@dataclass(frozen=True)
class ArgosRecipe:
    """An `EngineRecipe`. ``folder`` is the package's where `translate` runs; a worker may find it there, too."""

    folder: str
    digest: str
    quality: str
    beam_size: int
    device: Device
    compute_type: ComputeType

    @property
    def package(self) -> tuple[Path, str]:
        """The package, as `EngineRecipe.package` says."""
        return Path(self.folder), self.digest

    def make(self, threads: int) -> ReadyEngine:
        """Load the package, as `EngineRecipe.make` says. With the device ``auto``, the worker takes its own GPU."""
        computing = Computing(self.device, self.compute_type, threads)
        package = argos_module(cache_folder()).Package(self._found())
        engine = ArgosEngine(package, self.beam_size, computing)
        if repr(engine.quality) != self.quality:
            raise PackageMissingError("has other figures of the model's quality")
        return ReadyEngine(engine, engine.device)

    def _found(self) -> Path:
        folder, digest = self.package
        for path in (folder, kept_folder(digest, folder.name)):
            if path.is_dir() and package_digest(path) == digest:
                return path
        raise PackageMissingError(f"has no package {folder.name} with the digest {digest[:12]}")


def argos_recipe(engine: Engine) -> ArgosRecipe:
    """Return the recipe of an `ArgosEngine`.

    Raises:
        SitegenError: its package cannot be read.
    """
    assert isinstance(engine, ArgosEngine)  # noqa: S101 - the registry gives it no other
    computing = engine.computing
    return ArgosRecipe(
        str(engine.folder),
        package_digest(engine.folder),
        repr(engine.quality),
        engine.beam_size,
        computing.device,
        computing.compute_type,
    )
