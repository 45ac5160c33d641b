"""Installs generators into a folder, in the versions that stand beside their skeletons."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

INSTALLED = "installed.txt"
"""Holds what was installed into a folder, so that other versions are installed anew."""


def install_python_tool(tools: Path, skeleton: Path, package: str) -> str:
    """Install ``requirements.txt`` into a virtual environment of its own, and return the package's version.

    Raises:
        subprocess.CalledProcessError, OSError: it cannot be installed.
    """
    wanted = (skeleton / "requirements.txt").read_text(encoding="utf-8")
    folder = tools / skeleton.name
    if not _is_there(folder, wanted):
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
        _run(str(folder / "bin" / "pip"), "install", "--quiet", "--requirement", str(skeleton / "requirements.txt"))
        (folder / INSTALLED).write_text(wanted, encoding="utf-8")
    lines = (line.partition("==") for line in wanted.splitlines())
    return next(version for name, _, version in lines if name.lower() == package.lower())


def install_node_tool(tools: Path, skeleton: Path, package: str) -> str:
    """Install ``package-lock.json`` into a folder of its own, and return the package's version.

    Raises:
        subprocess.CalledProcessError, OSError: it cannot be installed.
    """
    wanted = (skeleton / "package-lock.json").read_text(encoding="utf-8")
    folder = tools / skeleton.name
    if not _is_there(folder, wanted):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(skeleton / name, folder)
        _run("npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder))
        (folder / INSTALLED).write_text(wanted, encoding="utf-8")
    return str(json.loads(wanted)["packages"][f"node_modules/{package}"]["version"])


def _is_there(folder: Path, wanted: str) -> bool:
    stamp = folder / INSTALLED
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _run(*command: str) -> None:
    """Run a command; what it says is in the error if it fails."""
    subprocess.run(command, check=True, capture_output=True, text=True)
