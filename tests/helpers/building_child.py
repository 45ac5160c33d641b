"""Runs sitegen's command line, but uses processes for few articles too: ``building_child.py MUCH ARGUMENT…``."""

from __future__ import annotations

import sys

from sitegen import cli
from sitegen.building.processes import workers
from sitegen.storage import output as commit

if __name__ == "__main__":
    workers.MUCH, commit.MUCH = int(sys.argv.pop(1)), 50
    cli.main()
