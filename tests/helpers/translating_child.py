"""Translates a site in a process of its own, which kills itself at a given moment, and says how many moments it had.

A moment is a call of a function: ``python translating_child.py SITE VERSION [MOMENT]``.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from fake_engine import BackwardEngine

from sitegen.settings.site import load_site
from sitegen.translation import run


def main(root: str, version: str, moment: int = 0) -> None:
    """Translate, and die when ``moment`` calls have been made; 0 for never."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    # So that a small site is translated and saved in as many steps as a large one.
    run.ARTICLES_AT_ONCE, run.FLUSH_AT, run.SAVE_AT = 4, 40, 16
    site = load_site(Path(root))
    sys.setprofile(count)
    run.translate_site(site, BackwardEngine(version=version))
    sys.setprofile(None)
    print(calls)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
