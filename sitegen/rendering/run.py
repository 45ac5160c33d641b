"""Rendering a whole site: articles in, files in ``public/`` out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from sitegen.config import Site
from sitegen.content.store import load_pairs
from sitegen.errors import Problem
from sitegen.output.commit import commit
from sitegen.rendering.addresses import Addresses
from sitegen.rendering.article_pages import article_pages
from sitegen.rendering.front_pages import front_pages
from sitegen.rendering.markdown import MarkdownConverter
from sitegen.rendering.pages import render_page
from sitegen.rendering.publication import Publication
from sitegen.rendering.stories import LanguageTools, StoryMaker
from sitegen.rendering.themes import Theme, find_theme


@dataclass(frozen=True)
class RenderResult:
    """What a render did: how many pages the site has, and which of its files were written, removed or left alone.

    Files are the pages and the theme's static files.
    """

    pages: int
    written: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]


def render_site(site: Site) -> RenderResult:
    """Render all of the site's articles to ``public/``.

    An article that cannot be read is left out and said in the result's problems; the other pages are written.

    Raises:
        SitegenError: the theme has a mistake, or a file cannot be written. Nothing is written before every page is
            rendered.
    """
    problems: list[Problem] = []
    theme = Theme(find_theme(site.root, site.theme), Addresses.of(site), site.languages)
    tools = {lang: language_tools(site, theme, lang) for lang in site.languages}
    stories = StoryMaker(Addresses.of(site), tools).stories(load_pairs(site, problems), problems)
    publication = Publication.of(site, stories, {lang: tool.name for lang, tool in tools.items()})
    pages = chain(front_pages(publication), *(article_pages(publication, story) for story in stories))
    files = {page.path: render_page(page, theme) for page in pages}
    count = len(files)
    files |= {file.path: file.data for file in theme.static.values()}
    outcome = commit(site.public, files, site.state)
    return RenderResult(
        pages=count,
        written=outcome.written,
        removed=outcome.removed,
        unchanged=outcome.unchanged,
        problems=(*problems, *outcome.problems),
    )


def language_tools(site: Site, theme: Theme, lang: str) -> LanguageTools:
    """Return what bodies in a language need, in the theme's words."""
    catalogue = theme.catalogues[lang]
    return LanguageTools(
        name=catalogue.pgettext("name of this catalogue's language", "English"),
        converter=MarkdownConverter(catalogue.gettext("Back to footnote %d in the text")),
        related_labels=(catalogue.gettext("Read also"), *site.house_styles.related_labels),
        table_label=catalogue.gettext("Table"),
        doubt_label=catalogue.gettext("may be wrong"),
    )
