"""Eleventy, with its own plugins for languages and feeds."""

from __future__ import annotations

from pathlib import Path

from generators.generator import Generator
from generators.installing import install_node_tool
from sitegen.articles import Article


class Eleventy(Generator):
    """Eleventy with Nunjucks templates."""

    name = "Eleventy"
    key = "eleventy"
    notes = (
        "Builds everything each time: `--incremental=FILE`, told the edited file, fails in this version,"
        " and took as long as a full build in 3.1.1."
    )
    kept = (".cache",)

    def install(self) -> str:
        """Install Eleventy and its plugins."""
        return install_node_tool(self.tools, self.skeleton, "@11ty/eleventy")

    def command(self, site: Path) -> list[str]:
        """Return the command."""
        del site
        return ["node", str(self.tools / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet"]

    def source(self, article: Article) -> str:
        """Return the path of an article's file: the same name in both folders makes it a translation."""
        return f"content/{article.lang}/{article.slug}.md"

    def write_site(self, site: Path, pairs: int, static: str = "static") -> None:
        """Write a site with the articles, from which Node finds what is installed."""
        super().write_site(site, pairs, static)
        (site / "node_modules").symlink_to(self.tools / "eleventy" / "node_modules")
