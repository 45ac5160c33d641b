"""Lookup of a theme's files in a chain of folders: the first one that has the file wins."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.site import ThemeName
from sitegen.settings.validation import first_error
from sitegen.storage.files import read_text

SETTINGS_FILE = "theme.toml"


class ThemeSettings(BaseModel):
    """``theme.toml``. ``inherits`` names the parent theme."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: str
    description: str
    inherits: ThemeName | None = None


@dataclass(frozen=True)
class ThemeFolders:
    """A theme's settings and the folders that hold its files, the one that counts first in front.

    ``own`` is where the site puts files of its own for this theme, whether there are any or not.
    """

    settings: ThemeSettings
    folders: tuple[Path, ...]
    own: Path

    def find(self, name: str) -> Path | None:
        """Return the first file of that name."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Path]:
        """Yield the files of that name, the one in front first."""
        return (path for folder in self.folders if (path := folder / name).is_file())


def find_theme(root: Path, name: str) -> ThemeFolders:
    """Return the theme ``name`` of the site in ``root``.

    A theme's files are those in the site's ``themes/<name>/``, then those of the theme of that name that comes with
    sitegen, then those of the theme that it inherits, found in the same way.

    Raises:
        SitegenError: there is no such theme, its settings are wrong, or themes inherit each other in a circle.
    """
    names: list[str] = []
    folders: list[Path] = []
    found: list[ThemeSettings] = []
    asked_by = root / "themes"
    wanted: str | None = name
    while wanted is not None:
        places = _places(root, wanted)
        file = next((path for place in places if (path := place / SETTINGS_FILE).is_file()), None)
        if file is None:
            raise SitegenError(_unknown(root, wanted), asked_by)
        settings = _settings(file)
        names.append(wanted)
        folders += places
        found.append(settings)
        if settings.inherits in names:
            raise SitegenError(_circle([*names[names.index(settings.inherits) :], settings.inherits]), file)
        wanted, asked_by = settings.inherits, file
    return ThemeFolders(found[0], tuple(folders), root / "themes" / name)


def _places(root: Path, name: str) -> list[Path]:
    """The site's folder for a theme and the one that comes with sitegen, as far as they are there."""
    places = [themes / name for themes in (root / "themes", _shipped_themes())]
    same = places[0].resolve() == places[1].resolve()  # the site is a checkout of sitegen
    return [place for place in (places[:1] if same else places) if place.is_dir()]


def _shipped_themes() -> Path:
    package = Path(__file__).parents[2]
    installed = package / "themes"
    return installed if installed.is_dir() else package.parent / "themes"  # a checkout


def _unknown(root: Path, name: str) -> str:
    themes = (root / "themes", _shipped_themes())
    known = sorted({path.parent.name for folder in themes for path in folder.glob(f"*/{SETTINGS_FILE}")})
    return say(
        "there is no theme '{name}' here; use one of {known}, or write {name}/{file}",
        name=name,
        known=", ".join(known),
        file=SETTINGS_FILE,
    )


def _circle(names: list[str]) -> str:
    if names[0] == names[1]:
        return say(
            "inherits: '{name}' has the files of the theme of that name without saying so; remove the line",
            name=names[0],
        )
    return say(
        "inherits: the themes go round in a circle: {circle}; remove one of these lines", circle=" → ".join(names)
    )


def _settings(path: Path) -> ThemeSettings:
    try:
        return ThemeSettings.model_validate(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise SitegenError(say("is not valid TOML: {error}", error=str(error)), path) from error
    except ValidationError as error:
        raise SitegenError(first_error(error)[1], path) from error
