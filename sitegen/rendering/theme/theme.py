"""Themes, loaded and ready to render pages. Themes are trusted, unlike articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from gettext import GNUTranslations
from pathlib import Path, PurePosixPath

from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.rendering.addresses import Addresses, static_path
from sitegen.rendering.theme.catalogues import Catalogues
from sitegen.rendering.theme.digests import TemplateDigests
from sitegen.rendering.theme.folders import SETTINGS_FILE, ThemeFolders, find_theme
from sitegen.rendering.theme.templates import Templates
from sitegen.settings.site import Site

__all__ = ["StaticFile", "Theme", "find_theme"]

TEMPLATES = (
    "home.html",
    "article.html",
    "parallel.html",
    "tags.html",
    "tag.html",
    "archive.html",
    "archive-year.html",
    "archive-month.html",
    "archive-undated.html",
    "search.html",
    "choose.html",
    "choose-section.html",
    "404.html",
    "404-section.html",
)
"""The templates that every theme has."""


@dataclass(frozen=True)
class StaticFile:
    """A file that pages ask for. Its path in ``public/`` has a part of its digest, so it can be cached for ever."""

    path: str
    data: bytes


class Theme:
    """A theme that renders in each of the site's languages. Its files are read, and compiled, as they are needed."""

    def __init__(
        self, folders: ThemeFolders, addresses: Addresses, languages: tuple[str, ...], compiled: Path | None = None
    ) -> None:
        """``compiled`` is a folder that keeps compiled templates from one build to the next."""
        self.settings = folders.settings
        self._folders = folders
        self._languages = languages
        self._addresses = addresses
        self._words = Catalogues(folders)
        self._compiled = compiled
        self._templates: dict[str, Templates] = {}

    @classmethod
    def of(cls, site: Site) -> Theme:
        """Return the theme of a site, which keeps compiled templates in its state folder."""
        folders = find_theme(site.root, site.theme)
        return cls(folders, Addresses.of(site), site.languages, site.state / "templates")

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """All files of the theme on disk, those that others hide too."""
        return tuple(_files(self._folders.folders))

    @cached_property
    def static(self) -> Mapping[str, StaticFile]:
        """The static files by name. Each is read when it is asked for."""
        return _StaticFiles(self._folders.folders)

    @cached_property
    def catalogues(self) -> Mapping[str, GNUTranslations]:
        """The theme's texts by language.

        Raises:
            SitegenError: there are none in a language, or a file is not a PO file.
        """
        return {lang: self._words.load(lang) for lang in self._languages}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the theme, but does not keep it from being used. All of it is read and compiled for this.

        Raises:
            SitegenError: a file is missing or wrong; the message names it.
        """
        languages = tuple(self.catalogues)
        warnings = tuple(warning for lang in languages if (warning := self._words.untranslated(lang)))
        templates = self._templates_in(languages[0])  # the same in every language
        templates.require_all()
        for name in TEMPLATES:
            templates.require(name)
        return warnings

    def render(self, template: str, lang: str, context: Mapping[str, object]) -> str:
        """Render the template with ``context`` in a language.

        Raises:
            SitegenError: the template or another of the theme's files has a mistake; the message names it, its line,
                and what is undefined.
        """
        return self._templates_in(lang).render(template, context)

    def digest_of(self, template: str, lang: str) -> str:
        """Return a SHA-256 of all that the template's output depends on besides its context, sitegen and the settings.

        That is the sources of the templates that it can reach, the addresses of static files, and the catalogues.

        Raises:
            SitegenError: a template has a mistake; the message names it and its line.
        """
        return self._digests.of(template, self._words.data(lang))

    def words_digest(self, lang: str) -> str:
        """Return a SHA-256 of the theme's texts in a language.

        Raises:
            SitegenError: there are none.
        """
        return hashlib.sha256(self._words.data(lang)).hexdigest()

    @cached_property
    def _digests(self) -> TemplateDigests:
        return TemplateDigests(self._folders.folders, self._address, self.static)

    def _templates_in(self, lang: str) -> Templates:
        if lang not in self._templates:
            self._templates[lang] = Templates(
                self._folders.folders, lang, self.catalogues[lang], self._address, self._compiled
            )
        return self._templates[lang]

    def _address(self, name: str) -> str:
        """What ``static()`` is in templates."""
        if name not in self.static:
            raise LookupError(say("there is no file static/{name} in the theme", name=name))
        return self._addresses.link(self.static[name].path)


class _StaticFiles(Mapping[str, StaticFile]):
    def __init__(self, folders: tuple[Path, ...]) -> None:
        found: dict[str, Path] = {}
        for folder in reversed(folders):  # those in front come last and win
            static = folder / "static"
            found |= {path.relative_to(static).as_posix(): path for path in static.rglob("*") if path.is_file()}
        self._paths = dict(sorted(found.items()))
        self._read: dict[str, StaticFile] = {}

    def __getitem__(self, name: str) -> StaticFile:
        if name not in self._read:
            data = self._paths[name].read_bytes()
            digest = hashlib.sha256(data).hexdigest()[:8]
            path = PurePosixPath(name)
            self._read[name] = StaticFile(static_path(str(path.with_suffix(f".{digest}{path.suffix}"))), data)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, name: object) -> bool:
        return name in self._paths


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.glob(SETTINGS_FILE))
        for part in ("locales", "static", "templates"):
            yield from sorted(path for path in (folder / part).rglob("*") if path.is_file())
