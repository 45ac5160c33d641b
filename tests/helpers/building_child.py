"""Runs sitegen's command line, but uses processes for few articles too: ``building_child.py MUCH ARGUMENT…``."""

from __future__ import annotations

import sys

from sitegen import cli
from sitegen.building.processes import pool
from sitegen.storage import output as commit

if __name__ == "__main__":
    pool.MUCH, commit.MUCH = int(sys.argv.pop(1)), 50
    cli.main()
