"""A theme's templates in one language."""

from __future__ import annotations

import base64
import datetime
import hashlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from gettext import GNUTranslations
from pathlib import Path

import babel.dates
from babel import Locale
from markupsafe import Markup

from sitegen.content.confidence import doubt
from sitegen.content.front_matter.moments import LOCAL_NAMES
from sitegen.languages.issues import issue_reasons
from sitegen.messages import say
from sitegen.rendering.text.attribution import first_published
from sitegen.rendering.text.confidence_notice import confidence_notice
from sitegen.rendering.text.typography import smart_punctuation
from sitegen.rendering.theme.environment import TemplateEnvironment
from sitegen.rendering.theme.messages import word_filters
from sitegen.rendering.theme.template_errors import mistakes_in


class Templates:
    """The templates of a theme with their texts and dates in one language. Each is compiled when it is first needed."""

    def __init__(
        self,
        folders: tuple[Path, ...],
        lang: str,
        catalogue: GNUTranslations,
        static: Callable[[str], str],
        compiled: Path | None = None,
    ) -> None:
        """Of the templates in ``folders``, one in front hides one behind.

        ``static`` gives a static file's address; ``compiled`` is a folder that keeps compiled templates.
        """
        self.folders = folders
        locale = Locale.parse(lang, sep="-")
        self._environment = TemplateEnvironment(folders, compiled)
        self._environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
        self._environment.filters |= word_filters(catalogue)
        date = date_filter(locale)
        self._environment.filters["date"] = date
        self._environment.filters["time"] = _time_filter(locale)
        self._environment.filters["language_name"] = _language_name_filter(locale)
        self._environment.filters["typographic"] = lambda text: smart_punctuation(text, lang)
        self._environment.filters["reasons"] = lambda names: [catalogue.gettext(text) for text in issue_reasons(names)]
        self._environment.filters["doubt"] = doubt
        self._environment.filters["confidence_notice"] = lambda levels: confidence_notice(levels, catalogue)
        self._environment.filters["first_published"] = lambda source: first_published(source, catalogue, date)
        self._environment.filters["csp_hash"] = csp_hash
        self._environment.globals["static"] = static

    def require(self, template: str) -> None:
        """See that a template is there and can be compiled.

        Raises:
            SitegenError: it is not, or cannot; the message names it and its line.
        """
        with mistakes_in(self.folders):
            self._environment.get_template(template)

    def require_all(self) -> None:
        """See that every template can be compiled.

        Raises:
            SitegenError: one cannot; the message names it and its line.
        """
        for name in self._environment.list_templates(extensions=["html"]):
            self.require(name)

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """Render the template with ``context``.

        Raises:
            SitegenError: the template has a mistake; the message names it, its line, and what is undefined.
        """
        with mistakes_in(self.folders):
            return self._environment.get_template(template).render(context)


@cache
def date_filter(locale: Locale) -> Callable[..., str]:
    """Return the filter that writes dates in a language."""
    # CLDR's long dates, with the day as people write it: 3 Januari, not 03 Januari.
    patterns = {
        width: babel.dates.get_date_format(width, locale).pattern.replace("dd", "d")
        for width in ("full", "long", "medium", "short")
    }

    @cache
    def date(value: datetime.date, width: str = "full") -> str:
        if not isinstance(value, datetime.date):  # Babel takes None for today
            raise TypeError(say("the filter 'date' needs a date, not {value}", value=repr(value)))
        return babel.dates.format_date(value, patterns[width], locale)

    return date


def _time_filter(locale: Locale) -> object:
    pattern = babel.dates.get_time_format("short", locale).pattern

    # Other zones than Indonesia's are said as UTC+01:00.
    # Not remembered: 18:00+09:00 and 16:00+07:00 are equal, and are written differently.
    def time(value: datetime.time) -> str:
        if not isinstance(value, datetime.time):  # Babel takes None for now
            raise TypeError(say("the filter 'time' needs a time, not {value}", value=repr(value)))
        text = babel.dates.format_time(value.replace(tzinfo=None), pattern, locale=locale)
        offset = value.utcoffset()
        return text if offset is None else f"{text} {LOCAL_NAMES.get(offset) or value.tzname()}"

    return time


@lru_cache(maxsize=16)
def csp_hash(text: str) -> Markup:
    """Return the Content-Security-Policy source that allows the inline script or style ``text``.

    See https://www.w3.org/TR/CSP3/#grammardef-hash-source
    """
    return Markup(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")  # noqa: S704


def _language_name_filter(locale: Locale) -> object:
    @cache
    def language_name(code: str) -> str:
        return Locale.parse(code, sep="-").get_display_name(locale) or code

    return language_name
