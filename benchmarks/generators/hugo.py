"""Hugo, which renders all of a site each time: it has no incremental builds outside of its server."""

from __future__ import annotations

from pathlib import Path

from generators.generator import Generator
from generators.installing import install_python_tool
from sitegen.articles import Article


class Hugo(Generator):
    """Hugo with a content folder for each language, as its documentation of multilingual sites says."""

    name = "Hugo"
    key = "hugo"
    notes = "Builds everything each time. One archive page a language. Feeds are RSS."
    kept = (".hugo_build.lock", "resources")

    def install(self) -> str:
        """Install the package that carries Hugo's binary."""
        return install_python_tool(self.tools, self.skeleton, "hugo")

    def command(self, site: Path) -> list[str]:
        """Return the command; the binary itself, as the package's script would start Python first."""
        del site
        binary = next((self.tools / "hugo").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        return [str(binary), "build", "--quiet", "--gc=false", "--noBuildLock"]

    def source(self, article: Article) -> str:
        """Return the path of an article's file: the same name in both folders makes it a translation."""
        return f"content/{article.lang}/{article.slug}.md"
