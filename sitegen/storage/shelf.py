"""Values of one run that wait on disk: more than memory should hold."""

from __future__ import annotations

import os
import pickle
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from sitegen.errors import SitegenError
from sitegen.messages import say

_AT_HAND = 8192
"""Values that were asked for last and stay in memory, so that a small site's are read once."""
_LENGTH = struct.Struct("<I")
_GUESS = 8192
"""Bytes that are read at once; most values are shorter."""
ValueT = TypeVar("ValueT")


class Spool(Generic[ValueT]):
    """Values that are read in the order in which they came. The file is of this run alone."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing, in a file at ``path``.

        Raises:
            SitegenError: the file cannot be made.
        """
        self._path = path
        self._file: BinaryIO
        try:
            self._file = path.open("w+b")
        except OSError as error:
            raise self._failed(error) from error
        self._end = 0
        self._on_disk = 0

    def append(self, value: ValueT) -> int:
        """Add a value, and return where it is.

        Raises:
            SitegenError: the file cannot be written.
        """
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        place = self._end
        try:
            self._file.write(_LENGTH.pack(len(data)))
            self._file.write(data)
        except OSError as error:
            raise self._failed(error) from error
        self._end += _LENGTH.size + len(data)
        return place

    def __iter__(self) -> Iterator[ValueT]:
        """Yield all values."""
        place = 0
        while place < self._end:
            data = self._data(place)
            yield self._value(data)
            place += _LENGTH.size + len(data)

    def at(self, place: int) -> ValueT:
        """Return the value at a place that `append` has returned."""
        return self._value(self._data(place))

    def _data(self, place: int) -> bytes:
        if place >= self._on_disk:
            try:
                self._file.flush()
            except OSError as error:
                raise self._failed(error) from error
            self._on_disk = self._end
        data = os.pread(self._file.fileno(), _GUESS, place)
        end = _LENGTH.size + _LENGTH.unpack_from(data)[0]
        if end > len(data):
            data += os.pread(self._file.fileno(), end - len(data), place + len(data))
        return data[_LENGTH.size : end]

    def _value(self, data: bytes) -> ValueT:
        value: ValueT = pickle.loads(data)  # noqa: S301  # this run has written it
        return value

    def _failed(self, error: OSError) -> SitegenError:
        return SitegenError(say("cannot be written: {reason}", reason=error.strerror), self._path)

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):  # a disk that is full cannot take what is still to be written, and nobody needs it
            self._file.close()


class Shelf(Mapping[str, ValueT]):
    """Values by name, of which memory holds the names and those that were asked for last."""

    def __init__(self, path: Path) -> None:
        """See `Spool`."""
        self._values: Spool[ValueT] = Spool(path)
        self._places: dict[str, int] = {}
        self._at = lru_cache(_AT_HAND)(self._values.at)

    def put(self, name: str, value: ValueT) -> None:
        """Let a name have this value.

        Raises:
            SitegenError: the file cannot be written.
        """
        self._places[name] = self._values.append(value)

    def __getitem__(self, name: str) -> ValueT:
        """Return a value."""
        return self._at(self._places[name])

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a name."""
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order in which they came."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._places)

    def close(self) -> None:
        """Close the file."""
        self._values.close()
