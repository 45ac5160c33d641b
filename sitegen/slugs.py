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
_SIGNS = frozenset("+#%@*=$€£¥")
"""Signs that tell one tag from another."""
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
    """Return the slug of a tag, which spellings of it share that differ in case, spaces and punctuation.

    Where letters of other scripts or signs such as those of C++ and C# are more than that, a digest of the tag follows,
    so that no other tag has its address; in another script, ``tag-`` and the digest.
    """
    slug = _words(tag)
    if not slug:
        return f"tag-{_digest(tag.casefold())}"
    told = "".join(sign for sign in _plain(tag.lstrip("# ")) if sign.isalnum() or sign in _SIGNS)  # no hashtag's sign
    if not (told.isascii() and told.isalnum()):
        slug = f"{slug}-{_digest(told)}"
    return f"tag-{slug}" if _DEVICES.fullmatch(slug) else slug


def is_same_tag(one: str, other: str) -> bool:
    """Tell whether two spellings of a tag differ in nothing but case, spaces and hyphens."""
    return _without_spaces(one) == _without_spaces(other)


def _without_spaces(tag: str) -> str:
    return re.sub(r"[\s_\-‐‑–—]+", "", unicodedata.normalize("NFKC", tag.casefold()))


def _plain(text: str) -> str:
    """A text in small letters without marks and apostrophes."""
    lowered = _APOSTROPHES.sub("", text.lower()).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lowered)
    plain = "".join(character for character in plain if not unicodedata.combining(character)).lower()
    return _APOSTROPHES.sub("", plain)


def _words(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", _plain(text)).strip("-")
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
