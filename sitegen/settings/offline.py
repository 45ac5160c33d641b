"""Settings for offline reading: the site as an installable app."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from sitegen.messages import say


def _icon(path: str) -> str:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or not path.strip():
        raise ValueError(say("write the path of a picture in the site's folder, such as 'icon.png'"))
    return path


Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class OfflineSettings(BaseModel):
    """``icon`` is a square picture, read from the site's folder; without one, the site has sitegen's.

    ``theme_color`` is that of the window around the site, ``background_color`` that of a page that is not there yet.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    icon: Annotated[str, AfterValidator(_icon)] | None = None
    theme_color: Colour = "#9c1c1c"
    background_color: Colour = "#ffffff"


def _switched(value: object) -> object:
    """``offline = true`` is the table with nothing in it."""
    if isinstance(value, bool):
        return {} if value else None
    return value


Offline = Annotated[OfflineSettings | None, BeforeValidator(_switched)]
"""None where the site is not kept on devices."""
