#!/bin/sh
# Dask's LocalCluster starts a worker anew when its process is killed, but gives it up for good if the new process takes
# more than 15 seconds to register (`distributed.deploy.lost-worker-timeout`): the nanny is closed just when its worker
# is ready, nothing takes its place, nothing is said, and a client that waits for a worker waits for ever. Heavy
# imports on a busy machine take that long. With a longer timeout the worker comes back.
# Ends with 1 when it behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check distributed==2026.8.0 dask==2026.8.0 2>/dev/null
cat >"$folder/kill.py" <<'PYTHON'
import logging
import os
import signal
import sys
import time

import dask
import distributed

SLOW = "import time; time.sleep(20)"  # what a worker imports when it starts


def workers_after_a_kill(timeout: str) -> int:
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": timeout}),
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", preload=[SLOW],
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        client.wait_for_workers(1, timeout=90)
        (process,) = client.run(os.getpid).values()
        os.kill(process, signal.SIGKILL)
        time.sleep(75)
        return len(client.nthreads())


if __name__ == "__main__":
    default = dask.config.get("distributed.deploy.lost-worker-timeout")
    found = {timeout: workers_after_a_kill(timeout) for timeout in (default, "1h")}
    print(f"distributed {distributed.__version__}: workers 75 s after the only one was killed, by timeout: {found}")
    as_described = found == {"15s": 0, "1h": 1}
    print("as described" if as_described else "the behaviour has changed")
    sys.exit(not as_described)
PYTHON
"$folder/venv/bin/python" "$folder/kill.py"
