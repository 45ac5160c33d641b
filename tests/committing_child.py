"""Publishes a folder of files in a process of its own, which kills itself at a given moment, and says how many it had.

A moment is a call of a function, of Python or of the system: ``committing_child.py FOLDER STATE FILES [MOMENT]``.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sitegen.output.commit import commit


def main(public: str, state: str, files: str, moment: int = 0) -> None:
    """Publish the files in the folder ``files``, and die when ``moment`` calls have been made; 0 for never."""
    calls = 0
    new = {path.relative_to(files).as_posix(): path.read_bytes() for path in Path(files).rglob("*") if path.is_file()}

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    commit(Path(public), new, Path(state))
    sys.setprofile(None)
    print(calls)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:]))
