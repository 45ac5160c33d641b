"""How files are served: their types, how long they may be kept, and where old addresses lead.

Sources of the file formats: https://docs.netlify.com/manage/routing/headers/ and
https://developers.cloudflare.com/pages/configuration/headers/ and .../redirects/; GitLab Pages reads ``_redirects``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote

from sitegen.publishing.paths import PathList

HEADERS, REDIRECTS = "_headers", "_redirects"
"""The files for the hosts that read them."""

IMMUTABLE = "public, max-age=31536000, immutable"
"""For files with their digest in their path: other bytes are another file."""

REVALIDATE = "public, max-age=0, must-revalidate"
"""For pages: a browser may keep them, and asks each time whether they are still right."""

# static/harian.0123abcd.css, images/0123456789abcdef/640.webp, and the pieces of Pagefind's index
_WITH_DIGEST = re.compile(
    r"static/.+\.[0-9a-f]{8,}\.\w+|images/[0-9a-f]{8,}/.+|pagefind/(.+/)?[\w.-]+_[0-9a-f]{6,}\.pf_\w+"
)
# A word after a colon stands for one part of a path.
_FOLDERS_WITH_DIGESTS = ("static", "images", "pagefind/:part/fragment", "pagefind/:part/index")


def cache_control(path: str) -> str:
    """Return the ``Cache-Control`` header of a file of the site.

    >>> cache_control("id/gempa/index.html")
    'public, max-age=0, must-revalidate'
    """
    return IMMUTABLE if is_immutable(path) else REVALIDATE


def is_immutable(path: str) -> bool:
    """Tell whether a file has a digest of its bytes in its path."""
    return bool(_WITH_DIGEST.fullmatch(path))


def in_order(paths: Iterable[str], new_list: Callable[[], PathList]) -> tuple[PathList, ...]:
    """Return ``paths`` in groups to send one after the other: each depends only on earlier ones.

    First what never changes, then what pages load, then the pages, then feeds and lists for machines.
    """
    groups = new_list(), new_list(), new_list(), new_list()
    for path in paths:
        groups[_group(path)].append(path)
    return tuple(group for group in groups if group)


def _group(path: str) -> int:
    if is_immutable(path):
        return 0
    file = PurePosixPath(path)
    if file.suffix == ".xml" or file.stem == "feed":
        return 3
    return 2 if file.suffix == ".html" else 1


def headers_file(base_path: str) -> bytes:
    """Return ``_headers``. Hosts have pages revalidated by themselves, and join headers that two rules give."""
    rules = ["/*", "  X-Content-Type-Options: nosniff", "  Referrer-Policy: strict-origin-when-cross-origin"]
    for folder in _FOLDERS_WITH_DIGESTS:
        rules += [f"{base_path}{folder}/*", f"  Cache-Control: {IMMUTABLE}"]
    return ("\n".join(rules) + "\n").encode()


@dataclass(frozen=True)
class Redirect:
    """A redirect: paths from the host's root, unquoted, and the HTTP status."""

    source: str
    target: str
    status: Literal[301, 410] = 301


def redirects_file(redirects: Iterable[Redirect]) -> bytes:
    """Return ``_redirects``: one line for each, ``source target 301``, sorted.

    Where an article is gone, the status counts although there is a page that says so; hosts that do not know it leave
    out the line.
    """
    return "".join(sorted(map(_line, redirects))).encode()


def _line(redirect: Redirect) -> str:
    status = "410!" if redirect.status == 410 else str(redirect.status)
    return f"{_quoted(redirect.source)} {_quoted(redirect.target)} {status}\n"


def _quoted(path: str) -> str:
    # A star or a colon at the start of a part would be a pattern.
    return quote(path, safe="/-._~")
