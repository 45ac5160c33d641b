"""A package is tried out before it counts as installed."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import ctranslate2

from sitegen.errors import SitegenError
from sitegen.languages.registry import language_pair
from sitegen.messages import say
from sitegen.models.argos_paths import argos_package
from sitegen.settings.site import Site


def smoke_test(site: Site, folder: Path, path: Path) -> None:
    """Split a sentence into the package's tokens, and have its model begin to translate them, with attention.

    ``path`` is the file that the message of an error names.

    Raises:
        SitegenError: the tokenizer or the model cannot be loaded, or does not work.
    """
    try:
        # Argos' BPE reader writes to stderr and leaves the program where it does not understand the file.
        with contextlib.redirect_stderr(io.StringIO()):
            package = argos_package(site).Package(folder)
            tokens = package.tokenizer.encode(language_pair(package.from_code, package.to_code).sample)
            package.tokenizer.decode(tokens)
    except (RuntimeError, ValueError, OSError, LookupError, TypeError, SystemExit) as error:
        raise SitegenError(
            say("has a tokenizer that does not work ({reason}); get another package", reason=_reason(error)), path
        ) from error
    try:
        model = ctranslate2.Translator(str(folder / "model"), device="cpu", inter_threads=1, intra_threads=1)
        prefix = [[package.target_prefix]] if package.target_prefix else None
        model.translate_batch([tokens], target_prefix=prefix, max_decoding_length=4, return_attention=True)
    except (RuntimeError, ValueError, LookupError, MemoryError) as error:
        message = say(
            "has a model that CTranslate2 {version} cannot load ({reason}); get another package",
            version=ctranslate2.__version__,
            reason=_reason(error),
        )
        raise SitegenError(message, path) from error


def _reason(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
