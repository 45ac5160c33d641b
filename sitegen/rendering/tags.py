"""What tags are called in each language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from sitegen.config import Site
from sitegen.rendering.addresses import Addresses, tag_path
from sitegen.rendering.text import fit_title
from sitegen.rendering.typography import typographic
from sitegen.rendering.views import TagView
from sitegen.slugs import tag_slug
from sitegen.translation.glossary.english import with_capital
from sitegen.translation.glossary.entries import Glossary, site_glossary
from sitegen.translation.glossary.terms import find_terms


class TagNames:
    """Finds the names of tags.

    In the translation's language, a tag is called as ``[tags]`` in ``site.toml`` says, or else as the glossary
    translates it, or else as in the original.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._table = {tag_slug(tag): name for tag, name in site.tags.items()}
        self._addresses = Addresses.of(site)
        self._view = cache(self._make)

    def views(self, tags: Iterable[str], lang: str) -> tuple[TagView, ...]:
        """Return what pages in a language show of the tags of an original."""
        return tuple(self._view(tag, lang) for tag in tags)

    def _make(self, tag: str, lang: str) -> TagView:
        name, spoken = (tag, self._site.original_language) if lang == self._site.original_language else self._of(tag)
        slug = tag_slug(tag)
        url = self._addresses.link(tag_path(lang, slug))
        return TagView(slug=slug, name=typographic(fit_title(name), spoken), lang=spoken, url=url)

    def _of(self, tag: str) -> tuple[str, str]:
        """The tag's name on pages of the translation, and the language of this name."""
        english = self._table.get(tag_slug(tag)) or self._term(tag)
        return (english, self._site.target_language) if english else (tag, self._site.original_language)

    def _term(self, tag: str) -> str | None:
        if self._site.languages != ("id", "en"):  # those of the glossary
            return None
        terms = find_terms(tag, self._glossary)
        if len(terms) != 1 or not terms[0].whole or (terms[0].start, terms[0].end) != (0, len(tag)):
            return None
        return terms[0].english if tag[0].islower() else with_capital(terms[0].english)

    @cached_property
    def _glossary(self) -> Glossary:
        return site_glossary(self._site)
