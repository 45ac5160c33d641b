"""The original of a sentence as it was when a person translated it, where it has changed since.

The translation's record has only its digest. The text with this digest is looked for in Git, among the lines that were
added to the original's file or removed from it, and then in the translation memory, which keeps what was translated
before.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, suppress
from pathlib import Path

import yaml

from sitegen.content.front_matter.front_matter import compose
from sitegen.content.front_matter.sentence_records import FIELDS, LABELS, short_digest, texts
from sitegen.content.pairing import aligned_entries
from sitegen.content.states import states
from sitegen.desk.stories import Story
from sitegen.errors import SitegenError
from sitegen.publishing.git import Git
from sitegen.settings.site import Site
from sitegen.translation.memory.store import MEMORY, open_memory

_CHANGED_LINES = ("--patch", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--text")
_LOOKS = (
    ("diff", *_CHANGED_LINES, "HEAD"),  # what is not committed yet
    ("log", *_CHANGED_LINES, "-m", "--format=", "--no-show-signature", "--max-count=200"),
)
_MOST_BYTES = 4_000_000
_SECONDS = 1.0
"""How long one look at a large repository may take."""
_UNDISTURBED = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
"""Git neither gets into the way of a person who uses it at the same time, nor asks a server."""
_NEAR = 10_000
"""Sentences of the memory, before and after this one in order, that are compared: in a million, that takes 40 ms."""


def earlier_original(site: Site, story: Story, number: int) -> str | None:
    """Return what a stale text (by its number in the record) was written for; None if it is not stale or not found."""
    original, translation = story.original, story.translation
    known, entries = states(original, translation), aligned_entries(original, translation)
    if not known or not entries or not known[number].stale:
        return None
    digest = entries[number].source
    for texts_found in (_in_git(original.path, number), _in_memory(site, texts(original)[number])):
        with suppress(SitegenError), closing(texts_found):  # there is no Git, or the memory cannot be read
            if text := next((text for text in texts_found if text and short_digest(text) == digest), None):
                return text
    return None


def _in_git(path: Path, number: int) -> Generator[str, None, None]:
    path = path.resolve()
    # Where there is no repository, Git is not called: on a Mac without it, each call offers to install it.
    if not any((folder / ".git").exists() for folder in path.parents):
        return
    git = Git(path.parent, environment=_UNDISTURBED)
    for look in _LOOKS:
        with git.lines(*look, "--", path.name, most=_MOST_BYTES, seconds=_SECONDS) as lines:
            for line in lines:
                if line.startswith((b"+", b"-")):
                    text = line[1:].decode(errors="replace").strip()
                    yield text if number >= FIELDS else _value(text, LABELS[number])


def _value(line: str, key: str) -> str:
    """The value of a key on a line of front matter; empty if the line has another, or no whole value."""
    with suppress(yaml.YAMLError):
        match compose(line) if line.startswith(f"{key}:") else None:
            case yaml.MappingNode(value=[(_, yaml.ScalarNode(value=str(text)))]):
                return text.strip()
    return ""


def _in_memory(site: Site, source: str) -> Generator[str, None, None]:
    if (site.state / MEMORY).exists():
        with open_memory(site) as memory:
            yield from memory.machine_sources_near(source, _NEAR)
