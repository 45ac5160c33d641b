"""Themes, ready to turn what is known of a page into its HTML. Themes are trusted, unlike articles."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.errors import Problem
from sitegen.rendering.addresses import Addresses, static_path
from sitegen.rendering.catalogues import load_catalogue, untranslated
from sitegen.rendering.theme_folders import ThemeFolders, find_theme
from sitegen.rendering.theme_templates import Templates

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
    """A theme that is ready to render in each of the site's languages.

    ``static`` are its static files by name, ``catalogues`` its texts by language; ``problems`` are warnings about it.
    """

    def __init__(self, folders: ThemeFolders, addresses: Addresses, languages: tuple[str, ...]) -> None:
        """Load all of the theme.

        Raises:
            SitegenError: a file is missing or wrong; the message names it.
        """
        self.settings = folders.settings
        self.static = _static_files(folders.folders)
        self.catalogues = {lang: load_catalogue(folders, lang) for lang in languages}
        warnings = (untranslated(folders, lang) for lang in languages)
        self.problems: tuple[Problem, ...] = tuple(warning for warning in warnings if warning)
        self._templates = {
            lang: Templates(folders.folders, lang, catalogue, self._static_function(addresses))
            for lang, catalogue in self.catalogues.items()
        }
        for templates in self._templates.values():
            for name in TEMPLATES:
                templates.require(name)

    def render(self, template: str, lang: str, context: Mapping[str, object]) -> str:
        """Return what the template makes of ``context`` in a language.

        Raises:
            SitegenError: the template has a mistake; the message names it, its line, and what is undefined.
        """
        return self._templates[lang].render(template, context)

    def _static_function(self, addresses: Addresses) -> Callable[[str], str]:
        def static(name: str) -> str:
            if name not in self.static:
                raise LookupError(f"there is no file static/{name} in the theme")
            return addresses.link(self.static[name].path)

        return static


def _static_files(folders: tuple[Path, ...]) -> dict[str, StaticFile]:
    files: dict[str, StaticFile] = {}
    for folder in reversed(folders):  # those in front come last and win
        static = folder / "static"
        for path in sorted(path for path in static.rglob("*") if path.is_file()):
            data = path.read_bytes()
            name = PurePosixPath(path.relative_to(static).as_posix())
            digest = hashlib.sha256(data).hexdigest()[:8]
            files[str(name)] = StaticFile(static_path(str(name.with_suffix(f".{digest}{name.suffix}"))), data)
    return dict(sorted(files.items()))
