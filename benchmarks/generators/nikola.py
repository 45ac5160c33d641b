"""Nikola, which does what has changed and no more, as its task runner doit finds out."""

from __future__ import annotations

from pathlib import Path

from generators.articles import markdown, properties
from generators.generator import Generator
from generators.installing import install_python_tool
from sitegen.articles import Article


class Nikola(Generator):
    """Nikola with a theme of its own, without the bundles and scripts of Nikola's themes."""

    name = "Nikola"
    key = "nikola"
    notes = "Incremental, in one process: several are slower. Feeds are RSS, also one for each tag."
    kept = ("cache", ".doit.db", ".doit.db.db", ".doit.db.dat", ".doit.db.dir", ".doit.db.bak", "__pycache__")
    feeds = ("feed.xml", "en/feed.xml")
    fronts = ("index.html", "en/index.html")
    tag_pages = ("tags/indonesia/index.html", "en/tags/indonesia/index.html")

    def install(self) -> str:
        """Install Nikola."""
        return install_python_tool(self.tools, self.skeleton, "Nikola")

    def command(self, site: Path) -> list[str]:
        """Return the command; several processes (`-n 2`) were slower, with twice the memory."""
        del site
        return [str(self.tools / "nikola" / "bin" / "nikola"), "build", "--quiet"]

    def source(self, article: Article) -> str:
        """Return the path of an article's file."""
        return f"posts/{article.slug}{'' if article.lang == 'id' else '.en'}.md"

    def page(self, article: Article) -> str:
        """Return the path of a page: the first language's pages are not in a folder."""
        return f"{'' if article.lang == 'id' else 'en/'}{article.slug}/index.html"

    def text(self, article: Article) -> str:
        """Return an article's file with Nikola's own kind of front matter."""
        words = properties(article).items()
        lines = [f".. {key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in words]
        return "\n".join(["<!--", *lines, "-->", "", markdown(article)])
