"""What many articles need in memory and time: ``python benchmarks/large_sites.py PAIRS… [--before REPOSITORY]``.

For each number of pairs, of a few sentences each, a site without a search is built and then built again with nothing
changed. Memory is the peak of the process that plans the site; those that read and render are not in it. What a pair
takes is the difference from the smallest site by the difference in pairs. ``--before`` is a clone of another commit,
which builds the same sites in the same run. With ``--check``, what is built is also checked, twice.

Earlier builds are moved aside and removed at the end: ext4 does not use the inodes of files that were removed in the
last seconds, and looks for others for a long time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from synthetic import write_site  # noqa: E402

ONE_BUILD = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sitegen.building.site import render_site
from sitegen.settings.site import load_site
site = load_site(Path(sys.argv[2]))
start = time.perf_counter()
result = render_site(site)
seconds = time.perf_counter() - start
assert result.published and not any(problem.severity == "error" for problem in result.problems), result.problems[:3]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "peak": peak, "files": result.written + result.unchanged}))
"""

ONE_CHECK = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sitegen.checking.gate import check_finished_site
from sitegen.settings.site import load_site
site = load_site(Path(sys.argv[2]))
start = time.perf_counter()
assert not (found := list(check_finished_site(site))), found[:3]
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "peak": peak}))
"""


def done(work: str, repository: Path, site: Path) -> dict[str, float]:
    """Build or check a site in a process of its own, and say what it took: ``seconds``, ``peak`` in MiB, ``files``."""
    command = [sys.executable, "-c", work, str(repository), str(site)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, cwd=site)
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=int, nargs="+")
    parser.add_argument("--before", type=Path, help="a clone of another commit")
    parser.add_argument("--check", action="store_true", help="check what is built")
    parser.add_argument("--folder", type=Path, help="where there is room for the sites [default: for temporary files]")
    options = parser.parse_args()
    ways = {"before": options.before, "now": ROOT} if options.before else {"now": ROOT}
    smallest: dict[str, tuple[int, float]] = {}
    print("    pairs            files   build s  peak MiB    a pair  again s  peak MiB", flush=True)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        aside = (Path(name) / f"aside-{number}" for number in count())
        for pairs in options.pairs:
            site = Path(name) / str(pairs)
            write_site(site, pairs, short=True)
            settings = site / "site.toml"
            text = settings.read_text("utf-8").replace("example.org", "berita.example")  # where links of stories lead
            settings.write_text(f"search = false\n{text}", encoding="utf-8")
            for way, repository in ways.items():
                first = done(ONE_BUILD, repository, site)
                done(ONE_BUILD, repository, site)  # files that were written just now are looked at again
                again = done(ONE_BUILD, repository, site)
                few, least = smallest.setdefault(way, (pairs, first["peak"]))
                growth = f"{1024 * (first['peak'] - least) / (pairs - few):6.2f} kB" if pairs > few else ""
                row = f"{pairs:9,} {way:6} {first['files']:9,.0f} {first['seconds']:9.1f} {first['peak']:9.0f}"
                print(f"{row} {growth:>9} {again['seconds']:8.1f} {again['peak']:9.0f}", flush=True)
                for _ in range(2 * options.check):
                    check = done(ONE_CHECK, repository, site)
                    print(f"{'':9} {way:6} {'checked':>9} {check['seconds']:9.1f} {check['peak']:9.0f}", flush=True)
                for made in ("public", ".sitegen"):
                    (site / made).rename(next(aside))


if __name__ == "__main__":
    main()
