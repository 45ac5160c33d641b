"""How sitegen was called, so that commands in messages can be typed as shown."""

from __future__ import annotations

import sys
from pathlib import PurePath

_INSTALLED = "sitegen"
"""The command that an installation brings; pyproject.toml names it."""


def program() -> str:
    """Return the program's name as typed: ``sitegen`` where that runs, else ``python build.py``, as in a clone."""
    return _INSTALLED if PurePath(sys.argv[0]).stem == _INSTALLED else "python build.py"
