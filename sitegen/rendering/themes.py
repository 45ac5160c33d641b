"""Themes: where they are found, and how their templates become pages. Themes are trusted, unlike articles."""

from __future__ import annotations

import datetime
import hashlib
import tomllib
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from pathlib import Path, PurePosixPath

import babel.dates
from babel import Locale
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from pydantic import BaseModel, ConfigDict, ValidationError

from sitegen.errors import SitegenError
from sitegen.files import read_text
from sitegen.rendering.addresses import Addresses, static_path
from sitegen.rendering.catalogues import load_catalogue
from sitegen.rendering.typography import typographic
from sitegen.validation import first_error

SETTINGS_FILE = "theme.toml"
TEMPLATES = ("home.html", "article.html", "choose.html", "choose-section.html", "404.html", "404-section.html")
"""The templates that every theme has."""

# What a mistake in an expression of a template can raise.
_EXPRESSION_ERRORS = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


class ThemeSettings(BaseModel):
    """``theme.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: str
    description: str


@dataclass(frozen=True)
class StaticFile:
    """A file that pages ask for. Its path in ``public/`` has a part of its digest, so it can be cached for ever."""

    path: str
    data: bytes


class Theme:
    """A theme that is ready to render in each of the site's languages."""

    def __init__(self, folder: Path, addresses: Addresses, languages: tuple[str, ...]) -> None:
        """Load all of the theme in ``folder``.

        Raises:
            SitegenError: a file is missing or wrong; the message names it.
        """
        self.folder = folder
        self.settings = _settings(folder / SETTINGS_FILE)
        self.static = _static_files(folder / "static")
        self.catalogues = {lang: load_catalogue(folder, lang) for lang in languages}
        self._environments = {
            lang: self._environment(lang, catalogue, addresses) for lang, catalogue in self.catalogues.items()
        }

    def render(self, template: str, lang: str, context: Mapping[str, object]) -> str:
        """Return what the template makes of ``context`` in a language.

        Raises:
            SitegenError: the template has a mistake; the message names it, its line, and what is undefined.
        """
        with self._errors():
            return self._environments[lang].get_template(template).render(context)

    def _environment(self, lang: str, catalogue: GNUTranslations, addresses: Addresses) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.folder / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_COMPILED,
            extensions=["jinja2.ext.i18n"],
        )
        environment.policies["ext.i18n.trimmed"] = True
        environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
        locale = Locale.parse(lang, sep="-")
        environment.filters["date"] = _date_filter(locale)
        environment.filters["language_name"] = _language_name_filter(locale)
        environment.filters["typographic"] = lambda text: typographic(text, lang)
        environment.globals["static"] = self._static_function(addresses)
        with self._errors():
            for name in {*TEMPLATES, *environment.list_templates(extensions=["html"])}:
                environment.get_template(name)
        return environment

    def _static_function(self, addresses: Addresses) -> object:
        def static(name: str) -> str:
            if name not in self.static:
                raise LookupError(f"there is no file static/{name} in the theme")
            return addresses.link(self.static[name].path)

        return static

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except TemplateSyntaxError as error:
            path = Path(error.filename) if error.filename else self.folder
            raise SitegenError(f"is not a valid template: {error.message}", path, error.lineno) from error
        except TemplateNotFound as error:
            path, line = self._place(error) or (self.folder, None)
            raise SitegenError(f"needs templates/{error.name}, which the theme does not have", path, line) from error
        except (TemplateError, *_EXPRESSION_ERRORS) as error:
            place = self._place(error)
            if place is None:  # not a template's mistake but ours
                raise
            raise SitegenError(f"cannot be rendered: {error}; correct the template", *place) from error

    def _place(self, error: Exception) -> tuple[Path, int] | None:
        """The innermost line of a template that the error came through."""
        place = None
        for frame, line in traceback.walk_tb(error.__traceback__):
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(self.folder):
                place = (path, line)
        return place


class _CompiledTemplates(BytecodeCache):
    """Keeps compiled templates, so that each is compiled once and not again for every language."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])  # Jinja ignores it if the source has changed

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _CompiledTemplates()


def find_theme(root: Path, name: str) -> Path:
    """Return the folder of a theme: the site's own in ``themes/``, or else the one that comes with sitegen.

    Raises:
        SitegenError: there is no such theme.
    """
    folders = [root / "themes", _shipped_themes()]
    for folder in folders:
        if (folder / name / SETTINGS_FILE).is_file():
            return folder / name
    known = sorted({path.parent.name for folder in folders for path in folder.glob(f"*/{SETTINGS_FILE}")})
    raise SitegenError(
        f"there is no theme '{name}' here; use one of {', '.join(known)}, or write {name}/{SETTINGS_FILE}", folders[0]
    )


def _shipped_themes() -> Path:
    package = Path(__file__).parent.parent
    installed = package / "themes"
    return installed if installed.is_dir() else package.parent / "themes"  # a checkout


def _settings(path: Path) -> ThemeSettings:
    try:
        return ThemeSettings.model_validate(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise SitegenError(f"is not valid TOML: {error}", path) from error
    except ValidationError as error:
        raise SitegenError(first_error(error)[1], path) from error


def _static_files(folder: Path) -> dict[str, StaticFile]:
    files: dict[str, StaticFile] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        name = PurePosixPath(path.relative_to(folder).as_posix())
        digest = hashlib.sha256(data).hexdigest()[:8]
        files[str(name)] = StaticFile(static_path(str(name.with_suffix(f".{digest}{name.suffix}"))), data)
    return files


def _date_filter(locale: Locale) -> object:
    # CLDR's long dates, with the day as people write it: 3 Januari, not 03 Januari.
    patterns = {
        width: babel.dates.get_date_format(width, locale).pattern.replace("dd", "d")
        for width in ("full", "long", "medium", "short")
    }

    @cache
    def date(value: datetime.date, width: str = "full") -> str:
        if not isinstance(value, datetime.date):  # Babel takes None for today
            raise TypeError(f"the filter 'date' needs a date, not {value!r}")
        return babel.dates.format_date(value, patterns[width], locale)

    return date


def _language_name_filter(locale: Locale) -> object:
    def language_name(code: str) -> str:
        return Locale.parse(code, sep="-").get_display_name(locale) or code

    return language_name
