"""What the benchmark asks of a static site generator."""

from __future__ import annotations

import json
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import synthetic

from generators.articles import make_pairs, markdown, properties
from sitegen.articles import Article

SKELETONS = Path(__file__).parent / "skeletons"
"""For each generator a site without articles: settings and templates, and what to install."""


class Generator(ABC):
    """A static site generator with a site of its own to render. Paths of pages and feeds are relative to ``output``.

    Attributes:
        name: how the tables call it.
        key: how the command line and its folders call it.
        notes: what its output lacks or has more, and how it is run; a sentence or two.
        output: the folder with the finished site, in the site's folder.
        kept: other files and folders that a build leaves behind for the next one.
        feeds: the feed of each language, in the order of LANGUAGES.
        fronts: the first page of each language's list of newest articles, in the same order.
        tag_pages: the first page of the list of articles with the commonest tag, in the same order.
    """

    name: str
    key: str
    notes: str
    output = "public"
    kept: Sequence[str] = ()
    feeds: tuple[str, str] = ("id/feed.xml", "en/feed.xml")
    fronts: tuple[str, str] = ("id/index.html", "en/index.html")
    tag_pages: tuple[str, str] = ("id/tags/indonesia/index.html", "en/tags/indonesia/index.html")

    def __init__(self, tools: Path) -> None:
        """Install nothing yet; ``tools`` is the folder for what is installed."""
        self.tools = tools

    @abstractmethod
    def install(self) -> str:
        """Install the generator unless it is there, and return its version.

        Raises:
            subprocess.CalledProcessError, OSError: it cannot be installed.
        """

    @abstractmethod
    def command(self, site: Path) -> list[str]:
        """Return the command that builds the site in ``site``, of which nothing was built before."""

    def command_again(self, site: Path, changed: Path | None) -> list[str]:
        """Return the command that builds it again after ``changed`` was edited, or nothing at all."""
        del changed
        return self.command(site)

    @abstractmethod
    def source(self, article: Article) -> str:
        """Return the path of an article's file in the site's folder."""

    def page(self, article: Article) -> str:
        """Return the path of an article's page."""
        return f"{article.lang}/{article.slug}/index.html"

    def text(self, article: Article) -> str:
        """Return an article's file: front matter as YAML, of which JSON is a part, and the body."""
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in properties(article).items()]
        return "\n".join(["---", *lines, "---", "", markdown(article)])

    @property
    def skeleton(self) -> Path:
        """The generator's folder among the skeletons."""
        return SKELETONS / self.key

    def write_site(self, site: Path, pairs: int, static: str = "static") -> None:
        """Write a site with that many pairs of articles into ``site``, which must not be there yet.

        Pictures and the style sheet, which all generators copy as they are, go to the folder ``static``.
        """
        shutil.copytree(self.skeleton / "site", site)
        synthetic.write_pictures(site / static / "images")
        shutil.copy(SKELETONS / "style.css", site / static)
        for article in chain.from_iterable(make_pairs(pairs)):
            path = site / self.source(article)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text(article), encoding="utf-8")

    def forget(self, site: Path) -> None:
        """Take away what earlier builds have left behind, so that the next one is cold.

        It is kept elsewhere: ext4 is several times slower in making files for minutes after many were removed
        (``recently_deleted`` in fs/ext4/ialloc.c of Linux).
        """
        for name in (self.output, *self.kept):
            path = site / name
            if path.exists():
                path.rename(Path(tempfile.mkdtemp(prefix="forgotten-", dir=site.parent)) / path.name)
