"""A theme's texts in each language, from gettext PO files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import GNUTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from sitegen.errors import Problem, SitegenError
from sitegen.messages import say
from sitegen.rendering.theme.folders import ThemeFolders

FILE = "LC_MESSAGES/messages.po"


@dataclass(frozen=True)
class _Catalogue:
    """A PO file's translations as gettext reads them, and the context and text of each."""

    compiled: bytes
    translated: frozenset[tuple[str, str]]


class Catalogues:
    """A theme's PO files. Each is read once."""

    def __init__(self, theme: ThemeFolders) -> None:
        """Nothing is read yet."""
        self.theme = theme
        self._read = cache(_read)

    def load(self, lang: str) -> GNUTranslations:
        """Return the theme's texts in a language.

        A text comes from the first ``locales/<lang>/LC_MESSAGES/messages.po`` in the theme's folders that translates
        it; for ``en-GB``, a folder's ``en_GB`` counts before its ``en``. A text in none of them stays as templates
        have it.

        Raises:
            SitegenError: there is no such file, or one is not a PO file.
        """
        files = list(_files(self.theme, lang))
        if not files:
            message = say("is missing; copy {example} there and translate it", example=_example(self.theme))
            raise SitegenError(message, _own_file(self.theme, lang))
        first, *others = [_texts(self._read(path, lang), path) for path in files]
        for other in others:
            first.add_fallback(other)
        return first

    def untranslated(self, lang: str) -> Problem | None:
        """Return a warning if the theme has texts in another language that it does not have in this one.

        Raises:
            SitegenError: a file is not a PO file.
        """
        files = _all_files(self.theme)
        known = {key for path in files for key in self._read(path, path.parent.parent.name).translated}
        lacking = known - {key for path in _files(self.theme, lang) for key in self._read(path, lang).translated}
        if not lacking:
            return None
        first = min(text for _, text in lacking)
        return Problem(
            say(
                "lacks {count} of the theme's {known} texts, which then are in English; translate "
                "'{text}'{others} as {example} does",
                count=len(lacking),
                known=len(known),
                text=first,
                others=say(" and the others") if len(lacking) > 1 else "",
                example=_example(self.theme),
            ),
            next(_files(self.theme, lang)),
            severity="warning",
        )

    def data(self, lang: str) -> bytes:
        """Return the bytes of a language's files.

        Raises:
            SitegenError: one cannot be read.
        """
        return b"\0".join(map(_bytes, _files(self.theme, lang)))


def texts_in(path: Path, lang: str) -> GNUTranslations:
    """Return the texts of one PO file.

    Raises:
        SitegenError: it cannot be read, or is not a PO file.
    """
    return _texts(_read(path, lang), path)


def _files(theme: ThemeFolders, lang: str) -> Iterator[Path]:
    locale = Locale.parse(lang, sep="-")
    for folder in theme.folders:
        for name in dict.fromkeys((str(locale), locale.language)):
            path = folder / "locales" / name / FILE
            if path.is_file():
                yield path


def _all_files(theme: ThemeFolders) -> list[Path]:
    return [path for folder in theme.folders for path in sorted((folder / "locales").glob(f"*/{FILE}"))]


def _own_file(theme: ThemeFolders, lang: str) -> Path:
    return theme.own / "locales" / str(Locale.parse(lang, sep="-")) / FILE


def _example(theme: ThemeFolders) -> Path | str:
    """The fullest catalogue: that of the theme from which all others inherit."""
    return next(reversed(_all_files(theme)), "the catalogue of another theme")


def _texts(catalogue: _Catalogue, path: Path) -> GNUTranslations:
    try:
        return GNUTranslations(io.BytesIO(catalogue.compiled))
    except (ValueError, LookupError) as error:  # the header's plural forms
        raise SitegenError(say("is not a PO file that can be read: {error}", error=str(error)), path) from error


def _read(path: Path, lang: str) -> _Catalogue:
    try:
        return _parsed(_bytes(path), lang)
    except PoFileError as error:
        raise SitegenError(say("is not a PO file: {error}", error=str(error)), path, error.lineno + 1) from error
    except (ValueError, LookupError, UnknownLocaleError) as error:  # encoding or plural forms
        raise SitegenError(say("is not a PO file that can be read: {error}", error=str(error)), path) from error


@lru_cache(maxsize=32)  # a preview builds again and again, and each catalogue takes some hundredths of a second
def _parsed(data: bytes, lang: str) -> _Catalogue:
    catalogue = read_po(io.BytesIO(data), locale=Locale.parse(lang.replace("-", "_")), abort_invalid=True)
    translated = frozenset(_translated(catalogue))
    for message in [message for message in catalogue if message.id and not _is_translated(message)]:
        catalogue.delete(message.id, message.context)  # so that a folder behind this one can have it
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return _Catalogue(compiled.getvalue(), translated)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), path) from error


def _translated(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """The context and the text in the templates of every message that has a translation."""
    for message in catalogue:
        if message.id and _is_translated(message):
            yield message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def _is_translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    return all(strings) and not message.fuzzy
