"""Plain text that is fit for a page."""

from __future__ import annotations

import re

# A line or page break inside a value becomes a space.
_BREAKS = re.compile(r"[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
_UNFIT = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u202a-\u202e\u2066-\u2069"  # bidirectional controls, which can turn the text around them (Unicode TR36, 3.3)
    "\ud800-\udfff"  # lone surrogates, which UTF-8 cannot write
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use, of which the renderer makes its own
    "\ufdd0-\ufdef\ufeff\ufff9-\uffff"  # noncharacters, byte order mark, annotation
    "]"
)


def clean_text(text: str) -> str:
    """Return one line of ``text`` without the characters that have no place in a page; tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _UNFIT.sub("", _BREAKS.sub(" ", text))


def clean_title(text: str) -> str:
    """Return ``text`` fit for a page, with each run of white space as one space."""
    return " ".join(clean_text(text).split())
