"""Argos Translate's own modules and the folders that it is given, all under the site's ``.sitegen/``."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.site import Site


def packages_folder(site: Site) -> Path:
    """Return the folder that holds one folder for each installed package, after making it.

    Raises:
        SitegenError: it cannot be made.
    """
    return _made(site.state / "argos" / "packages")


def package_folders(site: Site) -> list[Path]:
    """Return the folders in `packages_folder`, sorted.

    Raises:
        SitegenError: they cannot be listed.
    """
    folder = packages_folder(site)
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror or str(error)), folder) from error


def downloads_folder(site: Site) -> Path:
    """Return the folder of packages that are being downloaded, after making it.

    Raises:
        SitegenError: it cannot be made.
    """
    return _made(site.state / "argos" / "downloads")


def default_index(site: Site) -> str:
    """Return the address of Argos' own package index, or of the one that Argos has been told to use instead."""
    argos_package(site)
    return str(import_module("argostranslate.settings").remote_package_index)


def argos_package(site: Site) -> ModuleType:
    """Return ``argostranslate.package``, as `argos_module` does.

    Raises:
        SitegenError: Argos cannot read its settings, or make its folders.
    """
    return argos_module(site.state)


def argos_module(folder: Path) -> ModuleType:
    """Return ``argostranslate.package``.

    Importing it makes folders, by default in the home directory; these variables send them into ``folder``.

    Raises:
        SitegenError: Argos cannot read its settings, or make its folders.
    """
    state = str(folder / "argos")
    # HOME is asked for even where it is not used, and need not exist.
    ours = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), state)
    ours["ARGOS_PACKAGES_DIR"] = str(folder / "argos" / "packages")
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        return import_module("argostranslate.package")
    except (OSError, ValueError, KeyError) as error:
        raise SitegenError(
            say("Argos Translate cannot start ({reason}); look at the variables ARGOS_…", reason=str(error)), folder
        ) from error
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SitegenError(say("cannot be made: {reason}", reason=error.strerror or str(error)), folder) from error
    return folder
