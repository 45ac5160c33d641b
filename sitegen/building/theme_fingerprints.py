"""What builds need to know of a theme, kept from one build to the next while none of its files changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import cached_property
from gettext import NullTranslations

from sitegen.building.incremental.cache import BuildInfo
from sitegen.building.reading import Words
from sitegen.errors import Problem
from sitegen.rendering.theme.theme import Theme
from sitegen.settings.site import Site


class ThemeFingerprints:
    """The facts of a site's theme, whose files have the ``digest``. It is read as far as ``notes`` do not tell."""

    def __init__(self, site: Site, digest: str, notes: BuildInfo) -> None:
        self._site = site
        self._known = notes if (notes.theme, notes.words is None) == (digest, False) else BuildInfo()
        self.templates = dict(self._known.templates)

    @cached_property
    def theme(self) -> Theme:
        """The theme itself."""
        return Theme.of(self._site)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the theme.

        Raises:
            SitegenError: it cannot be used.
        """
        return self.theme.problems if self._known.words is None else self._known.theme_problems

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """The texts in bodies, by language."""
        known, number = self._known.words or {}, len(fields(Words))
        if known.keys() == set(self._site.languages) and all(len(texts) == number for texts in known.values()):
            return {lang: Words(*texts) for lang, texts in known.items()}
        return {lang: Words.of(self.theme, lang) for lang in self._site.languages}

    def catalogues(self) -> Mapping[str, NullTranslations]:
        """Return all texts, by language."""
        return self.theme.catalogues

    def digest(self, template: str, lang: str) -> str:
        """Return the digest of a template's dependencies; the empty name means the texts alone."""
        key = f"{lang} {template}"
        if key not in self.templates:
            theme = self.theme
            self.templates[key] = theme.digest_of(template, lang) if template else theme.words_digest(lang)
        return self.templates[key]

    @property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """The texts in bodies as plain values, by language."""
        return {lang: tuple(asdict(words).values()) for lang, words in self.words.items()}
