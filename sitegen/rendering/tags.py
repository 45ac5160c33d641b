"""What tags are called in each language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from sitegen.languages.pair import LanguagePair
from sitegen.languages.registry import site_pair
from sitegen.rendering.addresses import Addresses, tag_path
from sitegen.rendering.text.plain_text import clean_title
from sitegen.rendering.text.typography import smart_punctuation
from sitegen.rendering.views import TagView
from sitegen.settings.site import Site
from sitegen.slugs import tag_slug


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
        """Return the tags of an original as pages in a language show them."""
        return tuple(self._view(tag, lang) for tag in tags)

    def _make(self, tag: str, lang: str) -> TagView:
        name, spoken = (tag, self._site.original_language) if lang == self._site.original_language else self._of(tag)
        slug = tag_slug(tag)
        url = self._addresses.link(tag_path(lang, slug))
        return TagView(slug=slug, name=smart_punctuation(clean_title(name), spoken), lang=spoken, url=url)

    def _of(self, tag: str) -> tuple[str, str]:
        """The tag's name on pages of the translation, and the language of this name."""
        name = self._table.get(tag_slug(tag)) or self._pair.term(tag)
        return (name, self._site.target_language) if name else (tag, self._site.original_language)

    @cached_property
    def _pair(self) -> LanguagePair:
        return site_pair(self._site)
