"""Rendering a whole site: articles in, files in ``public/`` out."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass
from itertools import chain

from sitegen.config import Site
from sitegen.content.store import load_pairs
from sitegen.errors import Problem
from sitegen.output.commit import commit
from sitegen.rendering.addresses import Addresses
from sitegen.rendering.aliases import replaced_pages
from sitegen.rendering.announcements import announcements
from sitegen.rendering.archive_pages import archive_pages
from sitegen.rendering.article_pages import article_pages
from sitegen.rendering.front_pages import front_pages
from sitegen.rendering.markdown import MarkdownConverter
from sitegen.rendering.pages import render_page
from sitegen.rendering.parallel_pages import parallel_pages
from sitegen.rendering.picture_files import PictureFiles
from sitegen.rendering.publication import Publication
from sitegen.rendering.search import search_index, search_pages
from sitegen.rendering.stories import LanguageTools, StoryMaker
from sitegen.rendering.story_pictures import StoryPictures
from sitegen.rendering.tag_pages import tag_pages
from sitegen.rendering.tags import TagNames
from sitegen.rendering.themes import Theme, find_theme
from sitegen.rendering.visibility import select, with_policy


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
    """Render all of the site's articles to ``public/``, or with drafts to a folder of their own.

    An article that cannot be read is left out and said in the result's problems; the other pages are written.

    Raises:
        SitegenError: the theme has a mistake, or a file cannot be written. Nothing is written before every page is
            rendered.
    """
    problems: list[Problem] = []
    theme = Theme(find_theme(site.root, site.theme), Addresses.of(site), site.languages)
    problems.extend(theme.problems)
    tools = {lang: language_tools(site, theme, lang) for lang in site.languages}
    pictures = PictureFiles(site)
    story_pictures = StoryPictures(pictures, Addresses.of(site), problems)
    names = TagNames(site)
    maker = StoryMaker(Addresses.of(site), tools, story_pictures, names)
    selection = select(load_pairs(site, problems), problems, drafts=site.drafts)
    stories = [with_policy(site, story, names) for story in maker.stories(selection.published, problems)]
    publication = Publication.of(site, stories, {lang: tool.name for lang, tool in tools.items()})
    lists = chain(tag_pages(publication), archive_pages(publication), search_pages(publication))
    listed = [*front_pages(publication), *lists]
    replaced = replaced_pages(publication, selection, stories, theme.catalogues, problems)
    pages = chain(listed, replaced, *(article_pages(publication, story) for story in stories))
    pages = chain(pages, *(parallel_pages(publication, story) for story in stories))
    files = {page.path: render_page(page, theme) for page in pages}
    count = len(files)
    files |= announcements(publication, stories, listed, theme.catalogues)
    files |= {file.path: file.data for file in theme.static.values()}
    files |= search_index(files) if site.search else {}
    everything = ChainMap(files, pictures)  # type: ignore[arg-type]  # which nobody writes to
    outcome = commit(site.public, everything, site.output_state)
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
