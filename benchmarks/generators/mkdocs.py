"""MkDocs, with plugins for languages and feeds. It knows no news: lists come from templates of the benchmark."""

from __future__ import annotations

import json
from pathlib import Path

import news_sentences as news

from generators.articles import LANGUAGES
from generators.generator import Generator
from generators.installing import install_python_tool
from sitegen.articles import Article

HOME = {"id": "Beranda", "en": "Home"}
ARCHIVE = {"id": "Arsip", "en": "Archive"}


class MkDocs(Generator):
    """MkDocs with mkdocs-static-i18n and mkdocs-rss-plugin."""

    name = "MkDocs"
    key = "mkdocs"
    notes = (
        "No pagination: the newest 20 on the front page, all in an archive and on a page for each tag."
        " Again with `--dirty`, which does not touch lists and empties feeds of all that has not changed."
    )
    feeds = ("feed.xml", "feed-en.xml")
    fronts = ("index.html", "en/index.html")
    tag_pages = ("tags/indonesia/index.html", "en/tags/indonesia/index.html")

    def install(self) -> str:
        """Install MkDocs and its plugins."""
        return install_python_tool(self.tools, self.skeleton, "mkdocs")

    def command(self, site: Path) -> list[str]:
        """Return the command."""
        del site
        return [str(self.tools / "mkdocs" / "bin" / "mkdocs"), "build", "--quiet"]

    def command_again(self, site: Path, changed: Path | None) -> list[str]:
        """Return the command that builds only pages whose files are newer."""
        del changed
        return [*self.command(site), "--dirty"]

    def source(self, article: Article) -> str:
        """Return the path of an article's file."""
        return f"docs/{article.lang}/berita/{article.slug}.md"

    def page(self, article: Article) -> str:
        """Return the path of a page: the first language's pages are not in a folder."""
        return f"{'' if article.lang == 'id' else 'en/'}berita/{article.slug}/index.html"

    def write_site(self, site: Path, pairs: int, static: str = "docs") -> None:
        """Write a site with the articles, and the files for which MkDocs makes lists."""
        super().write_site(site, pairs, static)
        for lang in LANGUAGES:
            lists = {"index": ("newest.html", HOME[lang], ""), "archive": ("archive.html", ARCHIVE[lang], "")}
            for tag in (*news.TOPICS, "indonesia"):
                lists[f"tags/{tag}"] = ("archive.html", tag, tag)
            for name, (template, title, tag) in lists.items():
                path = site / "docs" / lang / f"{name}.md"
                path.parent.mkdir(parents=True, exist_ok=True)
                properties = {"template": template, "title": title, "tag": tag}
                path.write_text(f"---\n{json.dumps(properties, ensure_ascii=False)}\n---\n", encoding="utf-8")
