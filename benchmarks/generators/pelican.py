"""Pelican, with a site for each language and a cache of what it has read."""

from __future__ import annotations

from pathlib import Path

from generators.articles import markdown, properties
from generators.generator import Generator
from generators.installing import install_python_tool
from sitegen.articles import Article


class Pelican(Generator):
    """Pelican with the plugin i18n_subsites, as lists in both languages need."""

    name = "Pelican"
    key = "pelican"
    notes = (
        "Languages by its plugin i18n_subsites. Takes what has not changed from its cache, and writes every page again."
    )
    kept = ("cache",)
    feeds = ("feed.xml", "en/feed.xml")
    fronts = ("index.html", "en/index.html")
    tag_pages = ("tags/indonesia/index.html", "en/tags/indonesia/index.html")

    def install(self) -> str:
        """Install Pelican and its plugin."""
        return install_python_tool(self.tools, self.skeleton, "pelican")

    def command(self, site: Path) -> list[str]:
        """Return the command. Its settings turn caching on, which pays from the second build on."""
        del site
        return [str(self.tools / "pelican" / "bin" / "pelican"), "--settings", "pelicanconf.py", "--quiet"]

    def source(self, article: Article) -> str:
        """Return the path of an article's file."""
        return f"content/articles/{article.lang}/{article.slug}.md"

    def page(self, article: Article) -> str:
        """Return the path of a page: the main site's pages are not in a folder."""
        return f"{'' if article.lang == 'id' else 'en/'}{article.slug}/index.html"

    def text(self, article: Article) -> str:
        """Return an article's file in Pelican's format: properties as they are, without quotation marks."""
        words = properties(article).items()
        lines = [f"{key.title()}: {', '.join(value) if isinstance(value, list) else value}" for key, value in words]
        return "\n".join([*lines, "", markdown(article)])

    def write_site(self, site: Path, pairs: int, static: str = "content") -> None:
        """Write a site with the articles."""
        super().write_site(site, pairs, static)
