"""Stories that wait on disk for their pages to be made, while the rest of the site is being read.

What they are waits in files of this run alone, in a folder that nobody else may write to.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.stories import Story


class StoryLocation(NamedTuple):
    """Where a story waits: the file, where it begins in it, and its length in bytes."""

    file: str
    start: int
    length: int


class StoryCache:
    """The stories of one run, shared between processes: each writes a file of its own and reads all of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: BinaryIO | None = None
        self._open: dict[str, BinaryIO] = {}

    def put(self, story: Story) -> StoryLocation:
        """Keep a story and return where it is.

        Raises:
            SitegenError: the file cannot be written.
        """
        data = pickle.dumps(story, pickle.HIGHEST_PROTOCOL)
        path = self._folder / str(os.getpid())
        try:
            if self._own is None:
                self._own = path.open("ab")
            start = self._own.tell()
            self._own.write(data)
            self._own.flush()
        except OSError as error:
            raise SitegenError(say("cannot be written: {reason}", reason=error.strerror), path) from error
        return StoryLocation(path.name, start, len(data))

    def get(self, place: StoryLocation) -> Story:
        """Return the story that waits there."""
        if place.file not in self._open:
            self._open[place.file] = (self._folder / place.file).open("rb")
        data = os.pread(self._open[place.file].fileno(), place.length, place.start)
        story = pickle.loads(data)  # noqa: S301  # this run has written it
        assert isinstance(story, Story)  # noqa: S101
        return story

    def close(self) -> None:
        """Close the files."""
        for file in (self._own, *self._open.values()):
            if file:
                file.close()
