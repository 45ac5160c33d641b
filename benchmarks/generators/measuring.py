"""Runs a command and measures it with all processes that it starts. For Linux, whose ``/proc`` it reads."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLES_A_SECOND = 20
SHARE_OF_SAMPLING = 0.05
"""How much of one core's time measuring memory may take: it then samples less often."""
LAST_WORDS = 400


@dataclass(frozen=True)
class Run:
    """What a command took. Times are in seconds; ``trouble`` is empty if it ended well.

    ``memory`` is in bytes: the largest sum over all its processes at one time of their proportional set size (memory
    that several share is counted once), or the largest resident set of any one process if that is more, as it is for
    processes that are over before the second sample.
    """

    wall: float
    cpu: float
    memory: int
    trouble: str = ""


def run(command: list[str], folder: Path, log: Path, timeout: float) -> Run:
    """Run a command in a folder until it ends, or kill it with all its processes after ``timeout`` seconds."""
    with log.open("wb") as output:
        started = time.perf_counter()
        try:
            process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True)
        except OSError as error:
            return Run(0, 0, 0, f"cannot be started: {error}")
        watch = _Watch(process.pid, timeout)
        watch.start()
        try:
            # wait4() says what the process and all that it has waited for have used; subprocess would not.
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:  # which reaches this session's processes alone
            os.killpg(process.pid, signal.SIGKILL)
            raise
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    trouble = ""
    if watch.timed_out:
        trouble = f"did not end within {timeout:g} s"
    elif process.returncode:
        trouble = f"ended with {process.returncode}: {_last_words(log)}"
    return Run(wall, usage.ru_utime + usage.ru_stime, watch.peak, trouble)


def _last_words(log: Path) -> str:
    return " ".join(log.read_text(errors="replace").split())[-LAST_WORDS:]


class _Watch(threading.Thread):
    """Samples the memory of a session's processes, and kills them when their time is over."""

    def __init__(self, session: int, timeout: float) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.timeout = timeout
        self.peak = 0
        self.timed_out = False
        self.ended = threading.Event()

    def run(self) -> None:
        """Sample until the command ends."""
        started = time.monotonic()
        pause = 0.0
        while not self.ended.wait(pause):
            begin = time.thread_time()
            self.peak = max(self.peak, _memory(self.session))
            pause = max(1 / SAMPLES_A_SECOND, (time.thread_time() - begin) / SHARE_OF_SAMPLING)
            if time.monotonic() - started > self.timeout:
                with suppress(ProcessLookupError):  # it has just ended
                    os.killpg(self.session, signal.SIGKILL)
                    self.timed_out = True
                return

    def stop(self) -> None:
        """End the sampling."""
        self.ended.set()
        self.join()


def _memory(session: int) -> int:
    """Return how much memory the session's processes have now, or the most that one of them has had."""
    shares, peaks = [0], [0]
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            # After the command's name, which may hold spaces: state, parent, process group, session.
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) != session:
                continue
            shares.append(_kibibytes(folder / "smaps_rollup", "Pss:"))
            peaks.append(_kibibytes(folder / "status", "VmHWM:"))
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
    return 1024 * max(sum(shares), *peaks)


def _kibibytes(file: Path, field: str) -> int:
    line = next((line for line in file.read_text().splitlines() if line.startswith(field)), f"{field} 0 kB")
    return int(line.split()[1])
