"""Messages of the server in the language that the page asks for; texts missing in a catalogue stay English.

The page sends the language that its reader has chosen as ``Accept-Language``. The command line speaks English.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from babel import negotiate_locale
from starlette.requests import Request

from sitegen.messages import translated
from sitegen.rendering.theme.catalogues import FILE, texts_in

LOCALES = Path(__file__).parent / "locales"
_ENGLISH = "en"


def spoken(value: Any, request: Request) -> Any:
    """Return the content of a response, with each message in the language that the request asks for."""
    tags = request.headers.get("Accept-Language", "").split(",")
    wanted = [tag.partition(";")[0].strip().replace("-", "_") for tag in tags]
    lang = negotiate_locale(wanted, [*_known(), _ENGLISH]) or _ENGLISH
    return value if lang == _ENGLISH else _spoken(value, _gettext(lang))


def _spoken(value: Any, gettext: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return translated(value, gettext)
    if isinstance(value, dict):
        return {name: _spoken(item, gettext) for name, item in value.items()}
    return [_spoken(item, gettext) for item in value] if isinstance(value, list | tuple) else value


@cache
def _known() -> tuple[str, ...]:
    return tuple(sorted(path.parent.parent.name for path in LOCALES.glob(f"*/{FILE}")))


@cache
def _gettext(lang: str) -> Callable[[str], str]:
    return texts_in(LOCALES / lang / FILE, lang).gettext
