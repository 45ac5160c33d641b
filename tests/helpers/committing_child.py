"""Publishes a folder of files in a process of its own, which kills itself at a given moment, and says how many it had.

A moment is a call of a function, of Python or of the system: ``committing_child.py FOLDER STATE FILES WAY [MOMENT]``.
The way is ``whole``, in which all files are given, or ``differences``, as in an incremental build.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from outputs import commit, listed_files

from sitegen.storage import output as output_commit
from sitegen.storage.manifest import digest_of
from sitegen.storage.output import open_output


def commit_differences(public: Path, new: dict[str, bytes], state: Path) -> None:
    """Publish the files by saying only what has to be written, and what is no part of the site any more."""
    with open_output(public, state) as output:
        published = listed_files(public)
        output.keep_all_but({*published, *output.lost} - new.keys())
        for path in sorted(new):
            if not output.has(path, digest_of(new[path])):
                output.put(path, new[path])
        output.commit()


def main(public: str, state: str, files: str, way: str, moment: str = "0") -> None:
    """Publish the files in the folder ``files``, and die when ``moment`` calls have been made; 0 for never."""
    calls = 0
    new = {path.relative_to(files).as_posix(): path.read_bytes() for path in Path(files).rglob("*") if path.is_file()}

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == int(moment):
            os.kill(os.getpid(), signal.SIGKILL)

    output_commit.MUCH = 0  # so that a small site is published in as many steps as a large one
    sys.setprofile(count)
    {"whole": commit, "differences": commit_differences}[way](Path(public), new, Path(state))
    sys.setprofile(None)
    print(calls)


if __name__ == "__main__":
    main(*sys.argv[1:])
