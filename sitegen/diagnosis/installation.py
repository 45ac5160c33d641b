"""What is installed: sitegen, Python, packages, and the programs that some commands call."""

from __future__ import annotations

import json
import locale
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import metadata, util
from pathlib import Path

from sitegen import __version__
from sitegen.extras import extras, requirements

_NOT_ASKED_FOR = frozenset({"dev", "test"})
"""Extras of those who change sitegen."""
_SECONDS = 10


def sitegen() -> dict[str, object]:
    """Return the version, and how sitegen came here."""
    try:
        origin = json.loads(metadata.distribution("sitegen").read_text("direct_url.json") or "{}")
    except metadata.PackageNotFoundError:
        origin = None
    if origin is None:
        kind = "not at all: its source code is run"
    elif "dir_info" in origin:
        kind = "from source code" + (", editable" if origin["dir_info"].get("editable") else "")
    else:
        kind = "from a wheel"
    return {"version": __version__, "installed": kind}


def python() -> dict[str, object]:
    """Return which Python runs, and how it reads and writes text."""
    return {
        "version": platform.python_version(),
        "implementation": f"{platform.python_implementation()}, {64 if sys.maxsize > 2**32 else 32} bit",
        "virtual environment": sys.prefix != sys.base_prefix,
        "encoding": f"{locale.getencoding()}, output {getattr(sys.stdout, 'encoding', None) or 'not known'}",
        "YAML in C": _yaml_in_c(),
    }


def system() -> dict[str, object]:
    """Return the system, without the machine's name."""
    library = " ".join(platform.libc_ver()).strip()
    return {
        "name": " ".join(filter(None, (platform.system(), platform.release()))),
        "machine": platform.machine(),
        "C library": library or None,
        "cores": os.cpu_count(),
    }


def packages() -> dict[str, object]:
    """Return the version of each package that sitegen needs, and of each extra whether it is complete."""
    found: dict[str, object] = {name: _version(name) or "missing" for name in map(_name, requirements())}
    for extra in extras():
        if extra not in _NOT_ASKED_FOR:
            names = [_name(requirement) for requirement in requirements(extra)]
            missing = [name for name in names if _version(name) is None]
            versions = ", ".join(f"{name} {_version(name)}" for name in names if name not in missing)
            found[f"extra {extra}"] = f"lacks {', '.join(missing)}" if missing else versions
    return found


def programs() -> dict[str, object]:
    """Return the versions of programs that publish and index, and the GPU."""
    return {
        "git": _first_line("git", "--version"),
        "rsync": _first_line("rsync", "--version"),
        "pagefind": _pagefind(),
        "GPUs that CTranslate2 sees": _gpus(),
    }


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _yaml_in_c() -> bool:
    import yaml

    return hasattr(yaml, "CSafeLoader")


def _pagefind() -> str:
    if util.find_spec("pagefind_bin") is None:
        return "missing"
    from pagefind_bin import get_executable

    return _first_line(str(get_executable()), "--version")


def _gpus() -> object:
    try:
        import ctranslate2

        return int(ctranslate2.get_cuda_device_count())
    except (ImportError, OSError, RuntimeError) as error:
        return f"not known: {error}"


def _first_line(program: str, *arguments: str) -> str:
    """What a program says of itself, without its folder."""
    found = shutil.which(program)
    if found is None:
        return "missing"
    try:
        said = _output([found, *arguments])
    except (OSError, subprocess.SubprocessError) as error:
        return f"does not run: {type(error).__name__}"
    return next((line.strip() for line in said.splitlines() if line.strip()), "says nothing")


def _output(command: Sequence[str | Path]) -> str:
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=True
    )
    return done.stdout
