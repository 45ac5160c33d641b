"""The engines that a site can choose under ``[translation] engine``. One line adds an engine."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import Protocol, cast

from sitegen.errors import SitegenError
from sitegen.messages import either, say
from sitegen.settings.site import SETTINGS_FILE, Site
from sitegen.translation.engines.engine import Engine

ENGINES = {
    "argos": "sitegen.translation.engines.argos:ArgosEngine",
}
"""By name: an `EngineType`, which is named and not imported, because the libraries of engines take time to load."""


class EngineType(Protocol):
    """Makes engines of one kind; a class of engines can do it."""

    def for_site(self, site: Site) -> Engine:
        """Return the engine with the package and the options that ``site`` sets.

        Raises:
            SitegenError: what the engine needs is not installed, or does not fit the site's languages.
        """

    def options_for(self, site: Site) -> str:
        """Return the `Engine.options` of that engine, without loading anything."""


def site_engine(site: Site) -> Engine:
    """Return the engine that ``site`` translates with.

    Raises:
        SitegenError: there is no such engine, or what it needs is not installed.
    """
    return _type_for(site).for_site(site)


def engine_options(site: Site) -> str:
    """Return the `Engine.options` of the engine that ``site`` translates with.

    Raises:
        SitegenError: there is no such engine.
    """
    return _type_for(site).options_for(site)


def _type_for(site: Site) -> EngineType:
    name = site.translation.engine
    if name not in ENGINES:
        message = say(
            "translation.engine: {name!r} is not an engine; use {names}", name=name, names=either(sorted(ENGINES))
        )
        raise SitegenError(message, site.root / SETTINGS_FILE)
    return cast(EngineType, resolve_name(ENGINES[name]))
