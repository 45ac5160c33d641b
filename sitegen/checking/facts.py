"""What a file of the finished site says of itself and of others, and the bytes in which a cache keeps that."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from typing import NamedTuple


class Link(NamedTuple):
    """An address as a file has it, and its line; 0 where that is not known."""

    address: str
    line: int


@dataclass
class FileFacts:
    """What one file says.

    Of a page: its anchors, those of them that it has twice (``doubled``), its links, and the addresses of its
    translations by ``hreflang`` (``alternates``). Of a feed or a sitemap: its links, or why it is ``unreadable``.
    """

    anchors: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    alternates: dict[str, Link] = field(default_factory=dict)
    canonical: Link | None = None
    noindex: bool = False
    lang: str = ""
    doubled: list[Link] = field(default_factory=list)
    unreadable: str = ""

    def packed(self) -> bytes:
        """Return all of it as bytes, for `unpacked`."""
        values = [
            sorted(self.anchors),
            self.links,
            self.alternates,
            self.canonical,
            self.noindex,
            self.lang,
            self.doubled,
            self.unreadable,
        ]
        return zlib.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(), level=1)

    @classmethod
    def unpacked(cls, data: bytes) -> FileFacts:
        """Return what was `packed`.

        Raises:
            ValueError, TypeError, zlib.error: it is damaged.
        """
        anchors, links, alternates, canonical, noindex, lang, doubled, unreadable = json.loads(zlib.decompress(data))
        return cls(
            set(anchors),
            [Link(*link) for link in links],
            {name: Link(*link) for name, link in alternates.items()},
            Link(*canonical) if canonical else None,
            noindex,
            lang,
            [Link(*link) for link in doubled],
            unreadable,
        )

    def still_serves(self, before: FileFacts) -> bool:
        """Tell whether files that lead to this one, or announce it, may do so if they might ``before`` it changed."""
        return before.anchors <= self.anchors and before._announced == self._announced

    @property
    def _announced(self) -> tuple[object, ...]:
        return self.lang, self.noindex, {name: link.address for name, link in self.alternates.items()}
