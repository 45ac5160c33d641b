"""Headlines and tags to slugs."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container

LIMIT = 80
"""The longest slug of a headline; a number after it for a second story of the same headline comes on top."""

RESERVED = frozenset({"archive", "page", "search", "tag"})
"""What no article can be called: pages of the site's own have these addresses, such as ``/id/archive/``."""

# Letters that Unicode does not take apart into a Latin letter and a mark.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng"}
)
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")  # Jum'at is one word
# Names that Windows keeps for devices, https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


def slugify(headline: str) -> str:
    """Return the slug of a headline: words of a to z and digits with single hyphens, at most `LIMIT` characters.

    A headline without a letter or digit of that kind, as in another script, gives ``berita-`` and a digest of it.

    >>> slugify("Kapan Inflasi Turun? “Entah,” Kata BI")
    'kapan-inflasi-turun-entah-kata-bi'
    """
    slug = _words(headline)
    if not slug:
        return f"berita-{_digest(headline)}"
    return f"berita-{slug}" if slug in RESERVED or _DEVICES.fullmatch(slug) else slug


def tag_slug(tag: str) -> str:
    """Return the slug of a tag, which two spellings of it share; in another script ``tag-`` and a digest of it."""
    slug = _words(tag)
    if not slug:
        return f"tag-{_digest(tag.casefold())}"
    return f"tag-{slug}" if _DEVICES.fullmatch(slug) else slug


def _words(text: str) -> str:
    lowered = _APOSTROPHES.sub("", text.lower()).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lowered)
    plain = "".join(character for character in plain if not unicodedata.combining(character)).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", _APOSTROPHES.sub("", plain)).strip("-")
    if len(slug) > LIMIT:
        whole_words = slug[: LIMIT + 1].rpartition("-")[0]
        slug = whole_words or slug[:LIMIT]
    return slug


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def free_slug(slug: str, taken: Container[str]) -> str:
    """Return ``slug``, or the first of ``slug-2``, ``slug-3`` … that is not ``taken``."""
    number = 1
    free = slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
