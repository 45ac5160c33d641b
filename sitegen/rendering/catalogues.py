"""A theme's texts in each language, from gettext PO files."""

from __future__ import annotations

import io
from gettext import GNUTranslations
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from sitegen.errors import SitegenError


def load_catalogue(theme: Path, lang: str) -> GNUTranslations:
    """Return the texts in ``locales/<lang>/LC_MESSAGES/messages.po``, or for ``en-GB`` in that of ``en``.

    Raises:
        SitegenError: there is no such file, or it is not a PO file.
    """
    locale = Locale.parse(lang, sep="-")
    paths = [theme / "locales" / name / "LC_MESSAGES" / "messages.po" for name in (str(locale), locale.language)]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise SitegenError(
            f"is missing; copy the theme's catalogue of another language and translate it to '{lang}'", paths[0]
        )
    compiled = io.BytesIO()
    try:
        write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=locale, abort_invalid=True))
        compiled.seek(0)
        return GNUTranslations(compiled)
    except PoFileError as error:
        raise SitegenError(f"is not a PO file: {error}", path, error.lineno + 1) from error
    except (OSError, ValueError, LookupError) as error:  # the encoding, or the header's plural forms
        raise SitegenError(f"is not a PO file that can be read: {error}", path) from error
