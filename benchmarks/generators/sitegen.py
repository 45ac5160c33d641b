"""sitegen itself, through its command line."""

from __future__ import annotations

import compileall
import sys
from pathlib import Path

import synthetic

from generators.generator import Generator
from sitegen.articles import Article

ROOT = Path(__file__).parents[2]


class Sitegen(Generator):
    """sitegen with its theme *harian*, and without its search, as no other generator makes one."""

    name = "sitegen"
    key = "sitegen"
    notes = (
        "Also makes a page with both languages side by side for each article, related stories, an archive by month,"
        " structured data, JSON feeds, sitemap, and pictures in several sizes."
    )
    kept = (".sitegen",)
    tag_pages = ("id/tag/indonesia/index.html", "en/tag/indonesia/index.html")
    search = False

    def __init__(self, tools: Path, program: Path = ROOT) -> None:
        """Take the sitegen in the folder ``program``."""
        super().__init__(tools)
        self.program = program

    def install(self) -> str:
        """Return the version of the sitegen that is there; the Python that runs the benchmark runs it.

        Its bytecode is written, as pip does it for the others when it installs them.
        """
        compileall.compile_dir(self.program / "sitegen", quiet=1)
        words = (self.program / "sitegen" / "__init__.py").read_text(encoding="utf-8")
        return next(line.split('"')[1] for line in words.splitlines() if line.startswith("__version__"))

    def command(self, site: Path) -> list[str]:
        """Return the command, which finds out by itself what has changed."""
        return [sys.executable, str(self.program / "build.py"), "--site", str(site), "render"]

    def source(self, article: Article) -> str:
        """Return the path of an article's file."""
        return f"content/{article.lang}/{article.slug}.md"

    def write_site(self, site: Path, pairs: int, static: str = "") -> None:
        """Write the whole synthetic site."""
        del static
        synthetic.write_site(site, pairs)
        settings = site / "site.toml"
        words = settings.read_text(encoding="utf-8")
        # At the top, as the file ends with tables.
        settings.write_text(f"search = {str(self.search).lower()}\n{words}", encoding="utf-8")


class SitegenWithSearch(Sitegen):
    """sitegen as it is when nothing is said."""

    name = "sitegen, with search"
    key = "sitegen-search"
    notes = "As above, and a search index of both languages."
    search = True
