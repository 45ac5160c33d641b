"""A theme's templates in one language, and what is said of their mistakes."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import babel.dates
from babel import Locale
from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from markupsafe import Markup

from sitegen.errors import SitegenError
from sitegen.files import read_text
from sitegen.rendering.typography import typographic

# What a mistake in an expression of a template can raise.
_EXPRESSION_ERRORS = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
_BEHIND = re.compile(r"!(\d+)/(.+)", re.DOTALL)


class Templates:
    """The templates of a theme, compiled, with their texts and dates in one language."""

    def __init__(
        self, folders: tuple[Path, ...], lang: str, catalogue: GNUTranslations, static: Callable[[str], str]
    ) -> None:
        """Compile every template in ``folders``, where one in front hides one behind.

        Raises:
            SitegenError: a template cannot be read or has a mistake; the message names it and its line.
        """
        self.folders = folders
        locale = Locale.parse(lang, sep="-")
        self._environment = _Environment(_Loader(folders))
        self._environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
        self._environment.filters["date"] = _date_filter(locale)
        self._environment.filters["language_name"] = _language_name_filter(locale)
        self._environment.filters["typographic"] = lambda text: typographic(text, lang)
        self._environment.filters["csp_hash"] = csp_hash
        self._environment.globals["static"] = static
        for name in self._environment.list_templates(extensions=["html"]):
            self.require(name)

    def require(self, template: str) -> None:
        """See that a template is there and can be compiled.

        Raises:
            SitegenError: it is not, or cannot.
        """
        with self._errors():
            self._environment.get_template(template)

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """Return what the template makes of ``context``.

        Raises:
            SitegenError: the template has a mistake; the message names it, its line, and what is undefined.
        """
        with self._errors():
            return self._environment.get_template(template).render(context)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except TemplateSyntaxError as error:
            path = Path(error.filename) if error.filename else self.folders[0]
            raise SitegenError(f"is not a valid template: {error.message}", path, error.lineno) from error
        except TemplateNotFound as error:
            path, line = self._place(error) or (self.folders[0], None)
            raise SitegenError(_not_found(str(error.name)), path, line) from error
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
            if any(path.is_relative_to(folder) for folder in self.folders):
                place = (path, line)
        return place


class _Loader(BaseLoader):
    """Looks for templates in one folder after the other; ``!2/base.html`` leaves out the first two."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = [folder / "templates" for folder in folders]

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        path = self.folders[self.level(template)].joinpath(*split_template_path(_name(template)))
        return read_text(path), str(path), None

    def level(self, template: str) -> int:
        """The number of the folder that has the template."""
        parts = split_template_path(_name(template))
        for level in range(_skipped(template), len(self.folders)):
            if self.folders[level].joinpath(*parts).is_file():
                return level
        raise TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        files = {
            path.relative_to(folder).as_posix()
            for folder in self.folders
            for path in folder.rglob("*.*")
            if path.is_file()
        }
        return sorted(files)


class _Environment(Environment):
    """Jinja as our templates use it. ``!base.html`` in a template is the file of that name behind its own folder."""

    def __init__(self, loader: _Loader) -> None:
        super().__init__(
            loader=loader,
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
        self.policies["ext.i18n.trimmed"] = True
        self._level = loader.level

    def join_path(self, template: str, parent: str) -> str:
        """Return the name under which the loader knows a template that ``parent`` asks for."""
        if not template.startswith("!"):
            return template
        return f"!{self._level(parent) + 1}/{template[1:]}"


def _skipped(template: str) -> int:
    match = _BEHIND.fullmatch(template)
    return int(match[1]) if match else 0


def _name(template: str) -> str:
    match = _BEHIND.fullmatch(template)
    return match[2] if match else template


def _not_found(template: str) -> str:
    where = "which no theme behind this one has" if _skipped(template) else "which the theme does not have"
    return f"needs templates/{_name(template)}, {where}"


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


def csp_hash(text: str) -> Markup:
    """Return what a Content-Security-Policy says to let in the inline script or style ``text``.

    See https://www.w3.org/TR/CSP3/#grammardef-hash-source
    """
    return Markup(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")  # noqa: S704


def _language_name_filter(locale: Locale) -> object:
    def language_name(code: str) -> str:
        return Locale.parse(code, sep="-").get_display_name(locale) or code

    return language_name
