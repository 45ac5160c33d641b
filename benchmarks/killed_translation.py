"""Kill `translate` at random moments, with the starter model: ``python benchmarks/killed_translation.py [N]``.

Copies of a site of 40 articles are translated, and killed (SIGKILL) up to three times each; after every kill all files
must be whole, and after the last the next run must end with the files that an undisturbed run gives.
"""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

ARTICLES = 40
KILLS = 50
KILLS_OF_A_SITE = 3
PEOPLE = 3
"""Every third article has a sentence that a person wrote."""
STARTED = "started"


def translate(folder: Path) -> None:
    """Translate a site in as many steps as a large one takes."""
    from sitegen.settings.site import load_site
    from sitegen.translation import run
    from sitegen.translation.engines.registry import site_engine

    run.ARTICLES_AT_ONCE, run.FLUSH_AT, run.SAVE_AT = 8, 60, 16
    site = load_site(folder)
    print(STARTED, flush=True)
    run.translate_site(site, site_engine(site))


def make_site(folder: Path) -> None:
    """Write a site of short articles, some with markup, some with a person's sentence in their translation."""
    from sites import write_site

    lines = (ROOT / "tests" / "data" / "evaluation.tsv").read_text("utf-8").splitlines()[1:]
    sentences = [line.split("\t")[0] for line in lines if "\t" in line]
    site = write_site(folder, translation={"beam_size": 2})
    for number in range(ARTICLES):
        body = [sentences[(3 * number + step) % len(sentences)] for step in range(3)]
        words = body[1].split(" ")
        body[1] = " ".join([f"**{words[0]}**", *words[1:]])
        site.write("id", f"berita-{number}", f"Berita {number}", "\n".join([*body, "", f"Kalimat nomor {number}."]))


def correct(folder: Path) -> None:
    """Put a person's sentences into the translations."""
    for number in range(0, ARTICLES, PEOPLE):
        path = folder / "content" / "en" / f"berita-{number}.md"
        lines = path.read_text("utf-8").rstrip("\n").split("\n")
        path.write_text("\n".join([*lines[:-1], f"A person's sentence {number}.", ""]), "utf-8")


def started(folder: Path) -> subprocess.Popen[str]:
    """Start a translation in a process of its own, and return when it begins."""
    child = subprocess.Popen([sys.executable, __file__, "--site", str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == STARTED
    return child


def finish(folder: Path) -> float:
    """Translate to the end; return how many seconds it took."""
    begin = time.perf_counter()
    assert started(folder).wait() == 0
    return time.perf_counter() - begin


def check(folder: Path) -> None:
    """Fail if any file is broken."""
    from sitegen.content.store import load_pairs
    from sitegen.settings.site import load_site

    problems: list[object] = []
    for pair in load_pairs(load_site(folder), problems):  # type: ignore[arg-type]
        assert pair.translation is None or len(pair.translation.body) == len(pair.original.body)
        if pair.translation and int(pair.original.slug.split("-")[1]) % PEOPLE == 0:
            assert any(line.startswith("A person's sentence") for line in pair.translation.body), pair.original.slug
    assert not problems
    memory = folder / ".sitegen" / "memory.sqlite3"
    if memory.exists():
        with closing(sqlite3.connect(memory)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def translations(folder: Path) -> dict[str, bytes]:
    """Return the translated files."""
    return {path.name: path.read_bytes() for path in (folder / "content" / "en").glob("*")}


def main(kills: int) -> None:
    """Kill as often as asked, and say what was seen."""
    chance = random.Random(3)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_site(root / "first")
        finish(root / "first")
        correct(root / "first")
        # What people wrote is left, and the machine's articles and the memory are gone.
        for number in set(range(ARTICLES)) - set(range(0, ARTICLES, PEOPLE)):
            (root / "first" / "content" / "en" / f"berita-{number}.md").unlink()
        shutil.rmtree(root / "first" / ".sitegen")
        shutil.copytree(root / "first", root / "whole")
        whole_takes = finish(root / "whole")
        expected = translations(root / "whole")
        print(f"{ARTICLES} articles, {whole_takes:.1f} s undisturbed", flush=True)
        done = too_late = sites = saved = 0
        while done < kills:
            site = root / f"site-{sites}"
            shutil.copytree(root / "first", site)
            for before in range(min(KILLS_OF_A_SITE, kills - done)):
                child = started(site)
                with suppress(subprocess.TimeoutExpired):
                    child.wait(chance.uniform(0, whole_takes / (1 + before)))
                child.kill()
                if child.wait() != -signal.SIGKILL:
                    too_late += 1
                    break
                done += 1
                check(site)
                saved += len(translations(site)) - len(translations(root / "first"))
            finish(site)
            check(site)
            assert translations(site) == expected, site
            shutil.rmtree(site)
            sites += 1
        print(
            f"{done} kills in {sites} sites ({too_late} runs were done before): all files whole after each, "
            f"{saved / done:.1f} articles saved by then, and all {sites} sites equal to the undisturbed one at the end"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--site"]:
        translate(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
