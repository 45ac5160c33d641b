"""Short digests, of which fingerprints are made."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from sitegen.rendering.summaries import Summary
from sitegen.rendering.views import ArchiveView, CardView, Edition, TagView, YearView

_REMEMBERED = frozenset({ArchiveView, CardView, Edition, TagView, YearView})
"""What many pages have in common."""
_DIGEST = "_digest"
_PLAIN = frozenset({type(None), bool, bytes, int})


def digest_of_values(*values: object) -> bytes:
    """Return 16 bytes that are the same for equal values only, in every run.

    Values are all that pages are made from: frozen dataclasses, collections, texts, numbers.
    """
    return _digest("".join(map(_written, values)))


def with_digests(summary: Summary) -> Summary:
    """Return the summary itself, whose cards know their digests from now on, also after pickling."""
    for card in summary.cards.values():
        _remembered(card)
    return summary


def _remembered(value: object) -> str:
    """The digest of a value, which the value keeps beside its fields: it cannot change, as they cannot."""
    known: str | None = value.__dict__.get(_DIGEST)
    if known is None:
        known = _digest(_fields(value)).hex()
        object.__setattr__(value, _DIGEST, known)
    return known


def _written(value: object) -> str:
    """A text that only equal values have, and that is not the beginning of another's."""
    kind = type(value)
    if kind is str:
        return f"{len(value)}:{value}"  # type: ignore[arg-type]  # which mypy does not see of a type
    if kind in _REMEMBERED:
        return _remembered(value)
    if kind in _PLAIN:
        return f"{value!r};"
    return _collection(value)


def _collection(value: object) -> str:
    if isinstance(value, str):  # such as Markup
        return f"{len(value)}:{value}"
    if isinstance(value, Sequence):
        return f"[{''.join(map(_written, value))}]"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{{''.join(_written(key) + _written(item) for key, item in value.items())}}}"
    if isinstance(value, AbstractSet):
        return f"<{''.join(sorted(map(_written, value)))}>"
    return _fields(value)


def _fields(value: object) -> str:
    kind: Any = type(value)
    return f"{kind.__name__}({''.join([_written(getattr(value, name)) for name in _names(kind)])})"


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"pages cannot be made from {kind.__name__}: a fingerprint cannot tell two of them apart")
    return tuple(field.name for field in dataclasses.fields(kind))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
