"""The pairs of languages that the program knows more of than that they are two. One line adds a pair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name
from typing import cast

from sitegen.errors import Problem
from sitegen.languages.neutral import NeutralPair
from sitegen.languages.pair import LanguagePair
from sitegen.messages import say
from sitegen.settings.site import Site

GLOSSARY = "glossary.csv"
"""A site's own glossary, beside its ``site.toml``."""

PAIRS = {
    ("id", "en"): "sitegen.languages.id_en.pair:IndonesianEnglish",
}
"""By the languages without region or script: a class, to be made with their codes and the path of a glossary or None.

The classes are named and not imported, because their lists take time to load.
"""


def language_pair(source: str, target: str, glossary: Path | None = None) -> LanguagePair:
    """Return what is known of a pair of languages.

    Raises:
        SitegenError: the glossary has a mistake.
    """
    name = _name(source, target)
    if name is None:
        return NeutralPair(source, target)
    make = cast(Callable[[str, str, Path | None], LanguagePair], resolve_name(name))
    return make(source, target, glossary)


def site_pair(site: Site) -> LanguagePair:
    """Return what is known of the languages of ``site``, with its own glossary.

    Raises:
        SitegenError: the glossary has a mistake.
    """
    glossary = site.root / GLOSSARY
    return language_pair(site.original_language, site.target_language, glossary if glossary.is_file() else None)


def unused_glossary(site: Site) -> Problem | None:
    """Return a warning if ``site`` has a glossary, and there is none for its languages."""
    path = site.root / GLOSSARY
    if _name(site.original_language, site.target_language) or not path.is_file():
        return None
    languages = " → ".join(site.languages)
    return Problem(
        say("is not used: no glossary is read for {languages}; remove it", languages=languages),
        path,
        severity="warning",
    )


def _name(source: str, target: str) -> str | None:
    return PAIRS.get((_primary(source), _primary(target)))


def _primary(code: str) -> str:
    return code.partition("-")[0].lower()
