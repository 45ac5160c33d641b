"""Which feeds a site has, and where each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.rendering.addresses import FeedKind, feed_path, home_path, tag_path
from sitegen.rendering.site_context import FEED_TYPES
from sitegen.rendering.views import TagView


@dataclass(frozen=True)
class FeedPlace:
    """Which feed it is: that of a language, or of a ``tag`` in it. ``languages`` are those that have the same feed."""

    lang: str
    languages: tuple[str, ...]
    tag: TagView | None = None

    @property
    def paths(self) -> Mapping[FeedKind, str]:
        """The feed's file in each of its formats."""
        return self.paths_in(self.lang)

    def paths_in(self, lang: str) -> Mapping[FeedKind, str]:
        """Return the files of the same feed in a language."""
        if self.tag:
            return {"atom": feed_path(lang, "atom", self.tag.slug)}
        return {kind: feed_path(lang, kind) for kind in FEED_TYPES}

    @property
    def page(self) -> str:
        """The page that has the feed's articles for readers."""
        return tag_path(self.lang, self.tag.slug) if self.tag else home_path(self.lang)
