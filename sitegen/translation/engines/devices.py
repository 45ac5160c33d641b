"""Where CTranslate2 runs: on the CPU, or on a GPU with CUDA, and the fallback where CUDA does not work."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ctranslate2

from sitegen.errors import SitegenError
from sitegen.messages import said_by, say
from sitegen.settings.site import SETTINGS_FILE, ComputeType, Device, Site

SENTENCES = 32
"""Sentences in a batch on the CPU."""
CUDA_TOKENS = 8192
"""Tokens in a batch on a GPU, padding included. By estimate, 2 GB hold them with a beam of 4 and six layers."""

_CUDA = re.compile(r"cuda|cublas", re.IGNORECASE)
# What CTranslate2 and CUDA say, and what a person can do about it.
_REMEDIES = (
    (
        r"not compiled with CUDA",
        say("this CTranslate2 was built without CUDA; its wheels for Linux and Windows on x86-64 have it"),
    ),
    (
        r"driver version is insufficient",
        say(
            "there is no NVIDIA driver, or it is older than CUDA 12; install a newer one, until nvidia-smi shows the "
            "GPU"
        ),
    ),
    (
        r"no CUDA-capable device",
        say("the NVIDIA driver finds no GPU; look at nvidia-smi, and at the variable CUDA_VISIBLE_DEVICES"),
    ),
    (r"out of memory|ALLOC_FAILED", say("the GPU has too little free memory; close what else uses it")),
)
_log = logging.getLogger(__name__)


class CudaError(Exception):
    """CUDA cannot be used. The message says what is missing, and what to do about that."""


@dataclass(frozen=True)
class Computing:
    """How a site wants its model to be computed; see `TranslationSettings`. ``settings`` is the file that says so."""

    device: Device = "cpu"
    compute_type: ComputeType = "default"
    threads: int | None = None
    settings: Path | None = None

    @classmethod
    def for_site(cls, site: Site) -> Computing:
        """Return what ``site.toml`` says."""
        wanted = site.translation
        return cls(wanted.device, wanted.compute_type, wanted.threads, site.root / SETTINGS_FILE)

    @property
    def options(self) -> str:
        """What of it changes translations, for `Engine.options`; empty for what a site has that sets nothing.

        The device is not part of it, as the kind of CPU is not: scores differ in the last digit, and so seldom a word;
        and a site must not be translated anew on each machine in turn.
        """
        return "" if self.compute_type == "default" else f", {self.compute_type}"


@dataclass(frozen=True)
class LoadedModel:
    """A model in the memory of ``device``. ``falls_back`` is the way to load it where that device fails, if any."""

    translator: Any
    device: str
    falls_back: Callable[[], LoadedModel] | None = None

    def batch_size(self, length: int) -> int:
        """Return how many sentences, padded to ``length`` tokens, are decoded together."""
        return max(SENTENCES, CUDA_TOKENS // max(1, length)) if self.device == "cuda" else SENTENCES

    def after(self, error: RuntimeError) -> LoadedModel:
        """Return the model to go on with after ``error`` came of a translation.

        Raises:
            SitegenError: there is none.
            RuntimeError: ``error`` itself, where it is not CUDA's.
        """
        trouble = _cuda_trouble(error)
        if self.device != "cuda" or trouble is None:
            raise error
        if self.falls_back is None:
            raise _refusal(trouble) from error
        _say_falling_back(trouble)
        return self.falls_back()


def load_model(folder: Path, computing: Computing) -> LoadedModel:
    """Load a CTranslate2 model. With the device ``auto``, it goes to a GPU where one works.

    Raises:
        SitegenError: the device is ``cuda`` and cannot be used, or the device cannot compute with the wanted type.
        RuntimeError, ValueError, LookupError: CTranslate2 cannot load the model.
    """
    if computing.device == "cpu":
        return _on_cpu(folder, computing)
    falls_back = (lambda: _on_cpu(folder, computing)) if computing.device == "auto" else None
    try:
        return replace(_on_cuda(folder, computing), falls_back=falls_back)
    except CudaError as error:
        if falls_back is None:
            raise _refusal(said_by(error), computing.settings) from error
        # A machine without a GPU needs no message.
        if ctranslate2.get_cuda_device_count():
            _say_falling_back(str(error))
        return falls_back()


def _on_cpu(folder: Path, computing: Computing) -> LoadedModel:
    if refused := _unsupported_type("cpu", computing):
        raise SitegenError(say("[translation] {message}", message=refused), computing.settings)
    threads = computing.threads or os.cpu_count() or 1
    # Batches side by side are faster than many threads for one batch, and each is computed in the same order.
    translator = ctranslate2.Translator(
        str(folder), device="cpu", compute_type=computing.compute_type, inter_threads=threads, intra_threads=1
    )
    return LoadedModel(translator, "cpu")


def _on_cuda(folder: Path, computing: Computing) -> LoadedModel:
    """Load a model onto the GPU and run it once: only then does CTranslate2 look for cuBLAS.

    Raises:
        CudaError: CUDA cannot be used.
    """
    try:
        if refused := _unsupported_type("cuda", computing):
            raise CudaError(refused)
        translator = ctranslate2.Translator(str(folder), device="cuda", compute_type=computing.compute_type)
        translator.translate_batch([["a"]], beam_size=1, max_decoding_length=1)
    except (RuntimeError, ValueError) as error:
        trouble = _cuda_trouble(error)
        if trouble is None:
            raise
        raise CudaError(trouble) from error
    return LoadedModel(translator, "cuda")


def _unsupported_type(device: str, computing: Computing) -> str | None:
    """What to say of a compute type that ``device`` does not have; None if it has it.

    Raises:
        RuntimeError, ValueError: there is no such device.
    """
    supported = {"default", "auto", *ctranslate2.get_supported_compute_types(device)}
    if computing.compute_type in supported:
        return None
    names = ", ".join(sorted(supported))
    return say(
        "compute_type is '{compute_type}', which the device '{device}' here cannot do; it can do {names}",
        compute_type=computing.compute_type,
        device=device,
        names=names,
    )


def _cuda_trouble(error: Exception) -> str | None:
    """What is wrong with CUDA, and what to do; None if an error of CTranslate2 is not about that."""
    said = str(error).strip() or type(error).__name__
    if missing := re.search(r"(\S*cublas\S*) is not found", said):
        return say(
            "cuBLAS 12 is not found ({library}); install CUDA 12, or the package nvidia-cublas-cu12: see "
            "docs/translation.md",
            library=missing[1],
        )
    for pattern, remedy in _REMEDIES:
        if re.search(pattern, said):
            return remedy
    return said if _CUDA.search(said) else None


def _refusal(trouble: str, settings: Path | None = None) -> SitegenError:
    return SitegenError(
        say("[translation] device is 'cuda', and {trouble}; or write device = \"cpu\"", trouble=trouble), settings
    )


def _say_falling_back(trouble: str) -> None:
    _log.warning("CUDA cannot be used, so translation falls back to the CPU: %s", trouble)
