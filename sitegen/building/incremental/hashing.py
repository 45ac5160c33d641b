"""Short digests, of which fingerprints are made."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from sitegen.rendering.views import ArchiveView, CardView, Edition, TagView, YearView

_REMEMBERED = frozenset({ArchiveView, CardView, Edition, TagView, YearView})
"""What many pages have in common."""
_PLAIN = frozenset({type(None), bool, bytes, int})


class Hasher:
    """Makes fingerprints of any values that pages are made from: frozen dataclasses, collections, texts, numbers."""

    def __init__(self) -> None:
        # The values are kept too, so that no other can get the same id.
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, *values: object) -> bytes:
        """Return 16 bytes that are the same for equal values only, in every run."""
        return _digest("".join(map(self._written, values)))

    def _written(self, value: object) -> str:
        """A text that only equal values have, and that is not the beginning of another's."""
        kind = type(value)
        if kind is str:
            return f"{len(value)}:{value}"  # type: ignore[arg-type]  # which mypy does not see of a type
        if kind in _REMEMBERED:
            known = self._known.get(id(value))
            if known is None:
                known = self._known[id(value)] = (value, _digest(self._fields(value)).hex())
            return known[1]
        if kind in _PLAIN:
            return f"{value!r};"
        return self._collection(value)

    def _collection(self, value: object) -> str:
        if isinstance(value, tuple | list):
            return f"[{''.join(map(self._written, value))}]"
        if isinstance(value, str):  # such as Markup
            return f"{len(value)}:{value}"
        if isinstance(value, datetime.date | datetime.time):
            return value.isoformat()
        if isinstance(value, Mapping):
            return f"{{{''.join(self._written(key) + self._written(item) for key, item in value.items())}}}"
        if isinstance(value, AbstractSet):
            return f"<{''.join(sorted(map(self._written, value)))}>"
        return self._fields(value)

    def _fields(self, value: object) -> str:
        kind: Any = type(value)
        return f"{kind.__name__}({''.join([self._written(getattr(value, name)) for name in _names(kind)])})"


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"pages cannot be made from {kind.__name__}: a fingerprint cannot tell two of them apart")
    return tuple(field.name for field in dataclasses.fields(kind))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
