"""What sitegen knows of the outlets' house styles: data that a site can extend."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


class HouseStyles(BaseModel):
    """House styles as data. ``related_labels`` are the words before a related headline."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    related_labels: tuple[str, ...] = ()


@cache
def _shipped() -> HouseStyles:
    text = resources.files("sitegen").joinpath("house_styles.toml").read_text(encoding="utf-8")
    return HouseStyles.model_validate(tomllib.loads(text))


def house_styles(extension: Mapping[str, object]) -> HouseStyles:
    """Return the shipped house styles with a site's own entries before them.

    Raises:
        pydantic.ValidationError: ``extension`` has an unknown key or a wrong value.
    """
    own = HouseStyles.model_validate(extension)
    shipped = _shipped()
    return HouseStyles.model_validate(
        {name: (*getattr(own, name), *getattr(shipped, name)) for name in HouseStyles.model_fields}
    )
