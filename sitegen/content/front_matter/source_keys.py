"""The keys below ``source:`` in front matter: the article's seed and its first publisher."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from sitegen.articles import Source
from sitegen.content.front_matter.moments import moment_value, read_moment
from sitegen.settings.web_addresses import web_address

PUBLISHED = "published"
_TIME = "published_time"
SOURCE_KEYS = tuple(item.name for item in dataclasses.fields(Source) if item.name not in {_TIME, "extra"})
"""The keys that sitegen knows, in the order in which it writes them."""


def mistakes_in_source(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the keys whose values are not dates or addresses, each with a message."""
    for key, read in ((PUBLISHED, read_moment), ("url", web_address)):
        value = values.get(key)
        try:
            if value is not None:
                read(str(value))
        except ValueError as error:
            yield key, error.args[0]


def source_fields(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values below ``source:``, without such errors, by the names of the fields of a `Source`."""
    found = {key: value for key, value in values.items() if key in SOURCE_KEYS and value is not None}
    if PUBLISHED in found:
        found[PUBLISHED], found[_TIME] = read_moment(str(found[PUBLISHED]))
    return {**found, "extra": {key: value for key, value in values.items() if key not in SOURCE_KEYS}}


def source_values(source: Source) -> dict[str, object]:
    """Return the values below ``source:`` for a source, the inverse of `source_fields`."""
    values: dict[str, object] = {}
    for key in SOURCE_KEYS:
        value = getattr(source, key)
        if key == PUBLISHED and value:
            values[key] = moment_value(value, source.published_time)
        elif value not in (None, "", ()):
            values[key] = list(value) if isinstance(value, tuple) else value
    return {**values, **source.extra}
