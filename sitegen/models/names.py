"""How packages are named: ``translate-id_en`` by their languages, ``translate-id_en-1_9`` with their version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z]{2,8})*"
# Argos writes the version's dots as underscores in the names of files and folders; both are read.
VERSION = r"\d{1,9}(?:[._]\d{1,9}){0,5}"
_NAME = re.compile(rf"translate-({LANGUAGE})_({LANGUAGE})(?:-({VERSION}))?", re.ASCII)


@dataclass(frozen=True)
class PackageName:
    """The languages of a package and, where it is known, its version as ``1.9``."""

    from_code: str
    to_code: str
    version: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the name in ``text``, with or without a version; None if it is none."""
        match = _NAME.fullmatch(text)
        return cls(match[1], match[2], match[3] and match[3].replace("_", ".")) if match else None

    @property
    def code(self) -> str:
        """What Argos calls the package, whatever its version."""
        return f"translate-{self.from_code}_{self.to_code}"

    def __str__(self) -> str:
        """Return the name of the package's folder, and of its file without the suffix."""
        return f"{self.code}-{self.version.replace('.', '_')}" if self.version else self.code

    @property
    def order(self) -> tuple[int, ...]:
        """What versions are compared by: ``1.10`` is newer than ``1.9``, and ``1.9.0`` is the same."""
        numbers = [int(part) for part in (self.version or "").split(".") if part]
        while numbers and numbers[-1] == 0:
            numbers.pop()
        return tuple(numbers)

    def covers(self, other: PackageName) -> bool:
        """Whether ``other`` satisfies this name: the same languages, and the same version if it names one."""
        return self.code == other.code and (self.version is None or self.order == other.order)
