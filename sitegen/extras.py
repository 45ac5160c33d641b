"""Optional packages: what to install where one is missing."""

from __future__ import annotations

import re
from importlib import metadata

from sitegen.errors import SitegenError


def not_installed(module: str, extra: str) -> SitegenError:
    """Return the error for a module that is not installed, with the command that installs what the extra needs.

    The packages are named one by one: ``sitegen[s3]`` would ask the index for a package of that name, which is not
    ours, and ``.[s3]`` works only beside the source code.
    """
    needed = " ".join(f"'{requirement}'" for requirement in _requirements(extra)) or module
    return SitegenError(f"{module} is not installed here; install it with: python -m pip install {needed}")


def _requirements(extra: str) -> list[str]:
    try:
        lines = metadata.requires("sitegen") or []
    except metadata.PackageNotFoundError:  # run from the source code, without having been installed
        return []
    asked = re.compile(rf"extra == ['\"]{re.escape(extra)}['\"]")
    return sorted(line.partition(";")[0].strip() for line in lines if asked.search(line))
