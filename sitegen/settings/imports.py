"""Settings under ``[import]``: the meaning of a table's columns."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ColumnName = Annotated[str, Field(min_length=1)]


class ImportColumns(BaseModel):
    """The names of columns in the files of a pattern; those that are None are found by their usual names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: ColumnName | None = None
    text: ColumnName | None = None
    date: ColumnName | None = None
    time: ColumnName | None = None
    authors: ColumnName | None = None
    tags: ColumnName | None = None
    url: ColumnName | None = None
    publisher: ColumnName | None = None

    def named(self) -> dict[str, str]:
        """Return the names that are set, by what they are."""
        return self.model_dump(exclude_none=True)


def columns_for(name: str, settings: dict[str, ImportColumns]) -> ImportColumns:
    """Return the settings of the first matching pattern; ``name`` is the path of a file in the folder of the seeds."""
    path = PurePosixPath(name)
    return next((columns for pattern, columns in settings.items() if path.match(pattern)), ImportColumns())
