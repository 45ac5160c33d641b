"""The media types of the files in a finished site, the same on every machine."""

from __future__ import annotations

from mimetypes import MimeTypes
from pathlib import PurePath

# Types that Python's own table lacks in some version, or has in a way that browsers do not expect.
_OURS = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".tmx": "application/xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_PYTHONS = MimeTypes()  # its built-in table: what this machine's files say of types differs
_UNKNOWN = "application/octet-stream"


def media_type(path: PurePath) -> str:
    """Return the ``Content-Type`` of a file by its name; text says that it is UTF-8, as all that sitegen writes."""
    suffix = path.suffix.lower()
    found = _OURS.get(suffix) or _PYTHONS.types_map[True].get(suffix, _UNKNOWN)
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
