#!/bin/sh
# Dask's scheduler (distributed) keeps statistics of each burst of tasks in a "span", also where nobody uses spans. When all
# tasks of the default span are forgotten, the next one opens a new span with a task group of its own, and the scheduler
# keeps both for ever: a program that submits one task after the other and drops each result makes the scheduler grow by
# some kilobytes a task, without bound (the list of computations, which seems to be the place for that, ends at 100). Who
# holds one finished future meanwhile gets one span for all of them.
# Ends with 1 when it behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check distributed==2026.8.0 2>/dev/null
cat >"$folder/bursts.py" <<'PYTHON'
"""Submit tasks one after the other, and print how many spans and computations the scheduler has, and their memory."""

import gc
import sys
import time
import tracemalloc

from distributed import Client, LocalCluster

TASKS = 400

if __name__ == "__main__":
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        held = client.submit(str, 0, pure=False) if sys.argv[1:] == ["hold"] else None
        groups = 0 if held is None else 1
        tracemalloc.start()
        before = 0
        for number in range(TASKS):
            client.submit(str, number, pure=False).result()
            while len(cluster.scheduler.task_groups) > groups:
                time.sleep(0.001)
            if number == TASKS // 2:  # by then all that has a bound is full
                gc.collect()
                before = tracemalloc.get_traced_memory()[0]
        gc.collect()
        grown = (tracemalloc.get_traced_memory()[0] - before) // (TASKS // 2)
        scheduler = cluster.scheduler
        print(len(scheduler.extensions["spans"].spans), len(scheduler.computations), grown)
PYTHON
dropped=$("$folder/venv/bin/python" "$folder/bursts.py")
held=$("$folder/venv/bin/python" "$folder/bursts.py" hold)
echo "distributed 2026.8.0 after 400 tasks one after the other: spans, computations, bytes that a task adds"
echo "results dropped: $dropped; one future held: $held"
set -- $dropped
spans=$1 computations=$2 bytes=$3
set -- $held
if [ "$spans" -gt 380 ] && [ "$computations" = 100 ] && [ "$1" -le 2 ] && [ "$bytes" -gt $(($3 + 1000)) ]; then
  echo "as described"
else
  echo "the behaviour has changed"
  exit 1
fi
