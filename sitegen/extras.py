"""Optional packages: the install command for a missing one."""

from __future__ import annotations

import re
from importlib import metadata

from sitegen.errors import SitegenError
from sitegen.messages import say


def not_installed(module: str, extra: str) -> SitegenError:
    """Return the error for a module that is not installed, with the command that installs the extra.

    The packages are named one by one: ``sitegen[s3]`` would ask the index for a package of that name, which is not
    ours, and ``.[s3]`` works only beside the source code.
    """
    needed = " ".join(f"'{requirement}'" for requirement in requirements(extra)) or module
    return SitegenError(
        say(
            "{module} is not installed here; install it with: python -m pip install {needed}",
            module=module,
            needed=needed,
        )
    )


def requirements(extra: str = "") -> list[str]:
    """Return the requirements of an extra, or without one those of sitegen; nothing if sitegen is not installed."""
    asked = re.compile(rf"extra == ['\"]{re.escape(extra)}['\"]" if extra else r"^[^;]*$")
    return sorted(line.partition(";")[0].strip() for line in _lines() if asked.search(line))


def extras() -> list[str]:
    """Return the names of the extras."""
    return sorted({match[1] for line in _lines() if (match := re.search(r"extra == ['\"]([\w-]+)", line))})


def _lines() -> list[str]:
    try:
        return metadata.requires("sitegen") or []
    except metadata.PackageNotFoundError:  # run from the source code, without having been installed
        return []
