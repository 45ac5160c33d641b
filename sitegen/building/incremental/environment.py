"""What a site is made with besides its articles: the program, its libraries, the settings, the theme's files."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import sitegen
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.theme.folders import ThemeFolders
from sitegen.settings.site import Site

_PACKAGE = Path(sitegen.__file__).parent
_WITHOUT_EFFECT = {"root", "publish", "translation"}
"""Settings that pages do not depend on."""


def environment_fingerprint(site: Site) -> str:
    """Return a digest of all that every page depends on: program, libraries, settings, glossary, icon.

    Raises:
        SitegenError: the site's glossary or icon cannot be read.
    """
    settings = site.model_dump_json(exclude=_WITHOUT_EFFECT)
    names = ("glossary.csv", site.offline.icon if site.offline and site.offline.icon else "")
    paths = [path for name in names if name and (path := site.root / name).is_file()]
    return hashlib.sha256("\n".join([_program(), settings, _file_digest(paths, site.root)]).encode()).hexdigest()


def theme_fingerprint(theme: ThemeFolders) -> str:
    """Return a digest of all files of a theme and of those that it inherits, with their names.

    Raises:
        SitegenError: a file cannot be read.
    """
    digests = (
        _file_digest(sorted(path for path in folder.rglob("*") if path.is_file()), folder) for folder in theme.folders
    )
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


@cache
def _program() -> str:
    return "\n".join([sys.version, *sorted(_libraries()), _file_digest(program_files(), _PACKAGE)])


def program_files() -> list[Path]:
    """Return the program's own files that pages may depend on: not the models, which are large, and translate."""
    return [path for path in sorted(_PACKAGE.rglob("*.*")) if path.suffix in {".py", ".csv", ".toml"}]


def _libraries() -> set[str]:
    """The names and versions of all that is installed for this Python, from the folders that say so (PEP 376)."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):  # a zip file, or not there
            names = [item.name for item in Path(folder).iterdir()]
            found.update(name for name in names if name.endswith((".dist-info", ".egg-info")))
    return found


def _file_digest(paths: Iterable[Path], folder: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), path) from error
        digest.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode(errors="surrogatepass") + data)
    return digest.hexdigest()
